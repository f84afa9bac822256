"""The only way to the data: one engine that reads, one that writes, and the only place that commits.

SQLite takes its write lock when a transaction begins, so two writers wait for each other instead of losing an update; PostgreSQL
runs the same code. Whatever keeps the data out of reach becomes DatabaseDown, and nothing was changed then.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event, exc, inspect, text
from sqlalchemy.pool import QueuePool
from sqlmodel import Session

from passerelle.errors import DatabaseDown

BUSY_SECONDS = 4  # how long SQLite waits for its write lock before the house counts as out of reach
MIGRATIONS = Path(__file__).parent / "migrations"

_UNREACHABLE = (
    exc.OperationalError,
    exc.InternalError,
    exc.InterfaceError,
    exc.DatabaseError,
    exc.TimeoutError,
)


class Database:
    """The data, for everybody in this process. `woken` is called after each commit that changed something."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._file = Path(url.removeprefix("sqlite:///")) if url.startswith("sqlite") else None
        if self._file:
            self._file.parent.mkdir(parents=True, exist_ok=True)
        self._writer = open_engine(url, begin="BEGIN IMMEDIATE")
        self._reader = open_engine(url, begin="BEGIN")
        self._inode: int | None = None
        self._guard = threading.Lock()
        self.woken: list[Callable[[], None]] = []

    @property
    def is_sqlite(self) -> bool:
        """Tell whether the data lives in one file here."""
        return self._file is not None

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Open one write transaction: all of it is committed at the end, or nothing."""
        with self._reachable(), Session(self._writer, expire_on_commit=False) as session:
            self._same_file()
            yield session
            changed = bool(session.new or session.dirty or session.deleted or session.info.get("changed"))
            session.flush()
            self._same_file()
            session.commit()
        if changed or session.info.get("changed"):
            for wake in self.woken:
                wake()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Open one read transaction; what is changed in it is thrown away."""
        with self._reachable(), Session(self._reader, expire_on_commit=False, autoflush=False) as session:
            self._same_file()
            yield session

    def is_reachable(self) -> bool:
        """Tell whether a small read answers."""
        try:
            with self.reading() as session:
                session.connection().execute(text("SELECT 1 FROM association"))
        except DatabaseDown:
            return False
        return True

    def dispose(self) -> None:
        """Close every connection, folding SQLite's log into its file."""
        self._writer.dispose()
        self._reader.dispose()

    def migrate(self, target: str = "head") -> None:
        """Bring the schema to the newest version, or up or down to another one."""
        with self._reachable():
            if target == "head" and self._version() == newest_version():
                return
            from alembic import command  # noqa: PLC0415, RUF100 - costs half a second, rarely needed

            command.upgrade(self._alembic(), target) if target == "head" else self._move(target)

    def _move(self, target: str) -> None:
        from alembic import command  # noqa: PLC0415, RUF100 - as above

        current = self._version() or ""
        move = command.upgrade if target > current else command.downgrade
        move(self._alembic(), target)

    def _alembic(self) -> Any:  # noqa: ANN401, RUF100 - alembic is imported only where it is needed
        from alembic.config import Config  # noqa: PLC0415, RUF100 - as above

        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        config.attributes["engine"] = open_engine(self.url, begin="BEGIN IMMEDIATE", foreign_keys=False)
        return config

    def _version(self) -> str | None:
        with self._reader.connect() as connection:
            if not inspect(connection).has_table("alembic_version"):
                return None
            return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()

    @contextmanager
    def _reachable(self) -> Iterator[None]:
        try:
            yield
        except exc.IntegrityError:
            raise
        except _UNREACHABLE as error:
            raise DatabaseDown(type(error).__name__) from None

    def _same_file(self) -> None:
        """Refuse a database file that was moved or replaced under us: what went into it would be lost."""
        if self._file is None:
            return
        inode = self._file.stat().st_ino if self._file.exists() else None
        with self._guard:
            if self._inode is None:
                self._inode = inode
        if inode != self._inode:
            raise DatabaseDown(
                "the database file was moved or replaced; put it back, or restart to use the new one"
            )


def newest_version() -> str:
    """Name the newest schema version, without loading Alembic."""
    return max(path.name.partition("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*_*.py"))


def mark_changed(session: Session) -> None:
    """Say that a bulk statement changed something, so that whoever waits is woken at commit."""
    session.info["changed"] = True


def open_engine(url: str, *, begin: str = "BEGIN IMMEDIATE", foreign_keys: bool = True) -> Engine:
    """Open an engine the way both the data and the keystore need it: durable commits, one writer at a time."""
    if not url.startswith("sqlite"):
        return create_engine(url, pool_pre_ping=True, pool_timeout=BUSY_SECONDS)
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


def _prepare(connection: Any, pragmas: tuple[str, ...]) -> None:  # noqa: ANN401, RUF100 - the driver's own
    connection.isolation_level = None
    for pragma in pragmas:
        connection.execute(f"PRAGMA {pragma}")
