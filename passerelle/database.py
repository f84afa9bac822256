"""The only way to the data: one engine that reads, one that writes, and the only place that commits.

SQLite takes its write lock when a transaction begins, so two writers wait for each other instead of losing an update; PostgreSQL
runs the same code. Whatever keeps the data out of reach becomes DatabaseDown, and nothing was changed then.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Executable, event, exc, inspect, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, SQLModel

from passerelle import alone, engines
from passerelle.engines import (  # whoever asked for them here still finds them
    BUSY_SECONDS as BUSY_SECONDS,
    SameFile as SameFile,
    open_engine as open_engine,
    reachable as reachable,
)
from passerelle.errors import DatabaseDown, Misconfigured
from passerelle.turns import Turns

MIGRATIONS = Path(__file__).parent / "migrations"


class Database:
    """The data, for everybody in this process. `woken` is called after each commit that changed something."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._file = SameFile(url)
        self._writer = open_engine(url, begin="BEGIN IMMEDIATE")
        self._reader = open_engine(url, begin="BEGIN")
        self._turns = Turns()
        self.woken: list[Callable[[], None]] = []

    @property
    def is_sqlite(self) -> bool:
        """Tell whether the data lives in one file here."""
        return self._file.path is not None

    @contextmanager
    def writing(self, *, after_others: bool = False) -> Iterator[Session]:
        """Open one write transaction: all of it is committed at the end, or nothing. Some can wait until no other writer does."""
        with (
            self._turn(after_others=after_others),
            reachable(),
            Session(self._writer, expire_on_commit=False) as session,
        ):
            self._file.check()
            yield session
            session.flush()
            self._file.check()
            session.commit()
        if session.info.get("changed"):
            for wake in self.woken:
                wake()

    def _turn(self, *, after_others: bool) -> AbstractContextManager[None]:
        if not self.is_sqlite:
            return nullcontext()
        return self._turns.mine(patience_seconds=BUSY_SECONDS, after_others=after_others)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Open one read transaction; what is changed in it is thrown away."""
        with reachable(), Session(self._reader, expire_on_commit=False, autoflush=False) as session:
            self._file.check()
            yield session

    def is_reachable(self) -> bool:
        """Tell whether a small read answers."""
        try:
            with self.reading() as session:
                session.connection().execute(text("SELECT 1 FROM association"))
        except DatabaseDown:
            return False
        return True

    def only_one(
        self, work: str, *, patience_seconds: float = alone.PATIENCE_SECONDS
    ) -> AbstractContextManager[None]:
        """Make sure that nobody else does this work on this data; raises Misconfigured when somebody does."""
        if self._file.path is not None:
            return alone.beside(self._file.path, work, patience_seconds=patience_seconds)
        return alone.among(self._reader, work, patience_seconds=patience_seconds)

    def dispose(self) -> None:
        """Close every connection, folding SQLite's log into its file."""
        self._writer.dispose()
        self._reader.dispose()

    def fold(self) -> None:
        """Fold SQLite's log into its file and empty it: what was deleted is then in neither."""
        with reachable():
            engines.fold(self._writer)

    def migrate(self, target: str = "head") -> None:
        """Bring the schema to the newest version, or up or down to another one (`base` is none); refuses one newer than itself."""
        with reachable():
            current = self._version() or ""
            if current > newest_version():
                raise Misconfigured(
                    "The database (PASSERELLE_DATABASE_URL) was used by a newer Passerelle: install that one again."
                )
            if current == (newest_version() if target == "head" else target):
                return
            from alembic import command  # costs half a second, rarely needed

            is_down = target == "base" or target < current
            with self._alembic() as config:
                (command.downgrade if is_down else command.upgrade)(config, target)

    @contextmanager
    def _alembic(self) -> Iterator[Any]:
        from alembic.config import Config

        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        # A table that is rebuilt would delete its children while SQLite's foreign keys are on.
        engine = open_engine(self.url, begin="BEGIN IMMEDIATE", foreign_keys=False)
        config.attributes["engine"] = engine
        try:
            yield config
        finally:
            engine.dispose()

    def _version(self) -> str | None:
        with self._reader.connect() as connection:
            if not inspect(connection).has_table("alembic_version"):
                return None
            return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def put_once(session: Session, row: SQLModel) -> bool:
    """Insert a row; False, with nothing broken, when somebody else's transaction put one with the same key first."""
    try:
        with session.begin_nested():
            session.add(row)
    except exc.IntegrityError:
        return False
    return True


def note_once(session: Session, table: type[SQLModel], **values: object) -> bool:
    """Insert a row that nobody needs back, in one statement; False when its key is there already. For what each message notes."""
    statement = _noting(table, session.get_bind().dialect.name)
    return session.connection().execute(statement, values).rowcount == 1


@cache
def _noting(table: type[SQLModel], dialect: str) -> Executable:
    insert = sqlite.insert if dialect == "sqlite" else postgresql.insert
    noting = insert(SQLModel.metadata.tables[str(table.__tablename__)]).on_conflict_do_nothing()
    # Where a key could be given back, the count would be lost.
    return noting.execution_options(preserve_rowcount=True)


def newest_version() -> str:
    """Name the newest schema version, without loading Alembic."""
    return max(path.name.partition("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*_*.py"))


def mark_changed(session: Session) -> None:
    """Say that a bulk statement changed something, so that whoever waits is woken at commit."""
    session.info["changed"] = True


event.listen(Session, "after_flush", lambda session, _: mark_changed(session))
