"""What may be written to a log: a code, ids and numbers. Whatever else a library wants to say is reduced to who said it.

httpx and python-telegram-bot would log the token, aiogram whole updates, SQLAlchemy the values of a row. Here a text never reaches
a log, at any level: a fault is the name of its error and the places in our own code.
"""

import logging
import sys
import traceback
from pathlib import Path
from types import TracebackType

OURS = logging.getLogger("passerelle")
_HOME = Path(__file__).resolve().parent.parent


def event(code: str, *, level: int = logging.INFO, **numbers: int | str) -> None:
    """Log that something happened: its code, and ids or counts."""
    told = " ".join(f"{name}={value}" for name, value in numbers.items())
    OURS.log(level, "%s %s", code, told, extra={"is_safe": True})


def fault(code: str, error: BaseException | None) -> None:
    """Log an unexpected error: its type and where in our code it was, never its message."""
    event(code, level=logging.ERROR, error=type(error).__name__, at=_places(error))


def _places(error: BaseException | None) -> str:
    frames = traceback.extract_tb(error.__traceback__ if error else None)
    ours = [
        frame
        for frame in frames
        if Path(frame.filename).is_relative_to(_HOME) and ".venv" not in frame.filename
    ]
    return ">".join(f"{Path(frame.filename).stem}:{frame.lineno}" for frame in ours[-4:]) or "elsewhere"


class _Reduced(logging.Formatter):
    """Writes our events as they are, and of anybody else's only the logger, the level and the type of an error."""

    def format(self, record: logging.LogRecord) -> str:
        """Write one line that can hold nothing of a person."""
        head = f"{self.formatTime(record)} {record.levelname}"
        if getattr(record, "is_safe", False):
            return f"{head} {record.getMessage()}"
        error = record.exc_info[1] if record.exc_info else None
        return f"{head} {record.name} {type(error).__name__ if error else 'message withheld'}"


def set_up(level: str) -> None:
    """Send every logger through the reduced form; libraries speak from WARNING on, whatever level we have."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Reduced())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    OURS.setLevel(level)
    for name in ("httpx", "httpcore", "telegram", "aiogram", "uvicorn", "sqlalchemy", "asyncio", "alembic"):
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.captureWarnings(capture=True)
    sys.excepthook = _last_words


def _last_words(kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    fault("stopped", error)
