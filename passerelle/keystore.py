"""One key for each case, wrapped by the key file's and kept apart from the data: destroying it erases what it sealed, backups included.

The keystore has its own file or database, and its own short-lived backups. A key is made before the rows that it seals, and a destroyed
one never comes back, so a crash at any moment leaves nothing readable that should not be.
"""

import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import (
    Column,
    Connection,
    DateTime,
    LargeBinary,
    MetaData,
    String,
    Table,
    bindparam,
    delete,
    insert,
    select,
)

from passerelle.engines import SameFile, fold, one_at_a_time, open_engine, reachable
from passerelle.errors import DatabaseDown, KeyDestroyed
from passerelle.vault import Key, Vault, new_key, seal, unseal

_METADATA = MetaData()
_KEYS = Table(
    "sealing_key",
    _METADATA,
    Column("id", String, primary_key=True),
    Column("wrapped", LargeBinary, nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False),
)

_WRAPPED = select(_KEYS.c.wrapped).where(_KEYS.c.id == bindparam("key"))


class Keystore:
    """The keys of all cases and conversations."""

    def __init__(self, url: str, vault: Vault) -> None:
        self._file = SameFile(url)
        self._engine = open_engine(url, begin="BEGIN")
        self._vault = vault

    def prepare(self) -> None:
        """Create the one table where it is not there yet."""
        with self._open() as connection:
            one_at_a_time(connection)
            _METADATA.create_all(connection)

    def create(self, now: datetime) -> str:
        """Make and keep a new key; returns its id."""
        key_id = secrets.token_hex(16)
        wrapped = seal(self._vault.wrapping, new_key(), place=f"sealing_key:{key_id}")
        with self._open() as connection:
            connection.execute(insert(_KEYS).values(id=key_id, wrapped=wrapped, created_at=now))
        return key_id

    def key(self, key_id: str) -> Key:
        """Fetch a key; raises KeyDestroyed when it is gone for good."""
        with self._open() as connection:
            wrapped = connection.execute(_WRAPPED, {"key": key_id}).scalar()
        if wrapped is None:
            raise KeyDestroyed(f"key {key_id[:8]} was destroyed")
        return Key(unseal(self._vault.wrapping, wrapped, place=f"sealing_key:{key_id}"))

    def destroy(self, key_ids: Iterable[str]) -> None:
        """Destroy keys for good, in SQLite's log too; those that are gone already stay gone."""
        with self._open() as connection:
            connection.execute(delete(_KEYS).where(_KEYS.c.id.in_(list(key_ids))))
        with reachable():
            fold(self._engine)

    def ids_before(self, instant: datetime) -> set[str]:
        """List the keys made before an instant: whoever sweeps compares them with the data."""
        with self._open() as connection:
            return set(connection.execute(select(_KEYS.c.id).where(_KEYS.c.created_at < instant)).scalars())

    def is_reachable(self) -> bool:
        """Tell whether the keystore answers."""
        try:
            with self._open() as connection:
                connection.execute(select(_KEYS.c.id).limit(1)).first()
        except DatabaseDown:
            return False
        return True

    def dispose(self) -> None:
        """Close every connection."""
        self._engine.dispose()

    @contextmanager
    def _open(self) -> Iterator[Connection]:
        with reachable(), self._engine.begin() as connection:
            self._file.check()
            yield connection
            self._file.check()
