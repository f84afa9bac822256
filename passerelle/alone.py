"""Work that only one process may do on one database: who else tries is told, and a process that dies lets go by itself.

On SQLite it is a locked file beside the data, on PostgreSQL an advisory lock.
"""

import fcntl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import TextIO

from sqlalchemy import Engine, text

from passerelle.engines import reachable
from passerelle.errors import Misconfigured

PATIENCE_SECONDS = 5.0  # a killed process may need a moment to be gone
LOCK_AGAIN_SECONDS = 0.25


@contextmanager
def beside(file: Path, work: str, *, patience_seconds: float = PATIENCE_SECONDS) -> Iterator[None]:
    """Hold a locked file next to an SQLite database; raises Misconfigured when another process keeps it."""
    with file.with_name(f"{work}.lock").open("w") as held:
        _wait(lambda: _is_locked(held), work, patience_seconds)
        yield


@contextmanager
def among(engine: Engine, work: str, *, patience_seconds: float = PATIENCE_SECONDS) -> Iterator[None]:
    """Hold an advisory lock of a PostgreSQL database; raises Misconfigured when another process keeps it."""
    number = int.from_bytes(sha256(f"passerelle {work}".encode()).digest()[:8], signed=True)
    with reachable(), engine.connect().execution_options(isolation_level="AUTOCOMMIT") as line:
        query = text("SELECT pg_try_advisory_lock(:number)").bindparams(number=number)
        _wait(lambda: bool(line.execute(query).scalar()), work, patience_seconds)
        try:
            yield
        finally:
            line.invalidate()  # ends the line's session, and the lock with it


def _is_locked(file: TextIO) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _wait(is_ours: Callable[[], bool], work: str, patience_seconds: float) -> None:
    deadline = time.monotonic() + patience_seconds
    while not is_ours():
        if time.monotonic() >= deadline:
            raise Misconfigured(
                f"Another Passerelle is running on this data already ({work}); stop it first."
            )
        time.sleep(LOCK_AGAIN_SECONDS)
