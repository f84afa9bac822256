"""How a database is opened: durable commits, one writer at a time, and what tells that it is out of reach.

The data and the keystore both come through here. Nothing here knows a table.
"""

import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, exc, text
from sqlalchemy.pool import QueuePool

from passerelle.errors import DatabaseDown

BUSY_SECONDS = 4  # how long SQLite waits for its write lock before the house counts as out of reach

_POSTGRES = {
    "connect_timeout": BUSY_SECONDS,
    "options": f"-c lock_timeout={BUSY_SECONDS}s -c statement_timeout=30s",
}
_UNREACHABLE = (
    exc.OperationalError,
    exc.InternalError,
    exc.InterfaceError,
    exc.DatabaseError,
    exc.TimeoutError,
)

# Any number does for PostgreSQL's advisory lock, as long as every process of one house uses the same.
_SETTING_UP = 0x70617373


def open_engine(url: str, *, begin: str = "BEGIN IMMEDIATE", foreign_keys: bool = True) -> Engine:
    """Open an engine the way both the data and the keystore need it: durable commits, one writer at a time."""
    if not url.startswith("sqlite"):
        return create_engine(url, pool_pre_ping=True, pool_timeout=BUSY_SECONDS, connect_args=_POSTGRES)
    engine = create_engine(
        url,
        poolclass=QueuePool,
        pool_timeout=BUSY_SECONDS,
        connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False},
    )
    pragmas = (
        "journal_mode=WAL",
        "synchronous=FULL",
        f"foreign_keys={'ON' if foreign_keys else 'OFF'}",
        "secure_delete=ON",
    )
    event.listen(engine, "connect", lambda connection, _: _prepare(connection, pragmas))
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql(begin))
    return engine


def _prepare(connection: Any, pragmas: tuple[str, ...]) -> None:  # the driver's own
    connection.isolation_level = None
    for pragma in pragmas:
        connection.execute(f"PRAGMA {pragma}")


@contextmanager
def reachable() -> Iterator[None]:
    """Turn whatever keeps data out of reach into DatabaseDown; a broken rule of the schema stays what it is."""
    try:
        yield
    except exc.IntegrityError:
        raise
    except _UNREACHABLE as error:
        raise DatabaseDown(type(error).__name__) from None


class SameFile:
    """Watches that an SQLite file stays the one that was opened: what went into one that was moved away would be lost."""

    def __init__(self, url: str) -> None:
        self.path = Path(url.removeprefix("sqlite:///")) if url.startswith("sqlite") else None
        self._inode: int | None = None
        self._guard = threading.Lock()
        if self.path:
            self.path.parent.mkdir(parents=True, exist_ok=True)

    def check(self) -> None:
        """Raise DatabaseDown when the file was moved or replaced since it was first seen."""
        if self.path is None:
            return
        inode = self._look(self.path)
        with self._guard:
            self._inode = self._inode or inode
        if inode != self._inode:
            raise DatabaseDown("a database file was moved or replaced; put it back, or restart")

    def _look(self, path: Path) -> int | None:
        try:
            return path.stat().st_ino
        except FileNotFoundError:
            return None


def fold(engine: Engine) -> None:
    """Empty SQLite's log into its file, unless a reader holds it for longer than we wait; nothing to do elsewhere."""
    if engine.dialect.name == "sqlite":
        with closing(engine.raw_connection()) as connection:  # outside a transaction, which holds the log
            connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")


def one_at_a_time(connection: Connection) -> None:
    """Let one process at a time set up a house on PostgreSQL, until its transaction ends; SQLite's write lock does it there."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _SETTING_UP})
