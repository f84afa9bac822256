"""Opening the house: the key file, the keystore, the schema and the association, checked before anything else may start.

A key file that is missing or is not the one the data was sealed with refuses to start: going on would lose what is there.
"""

from contextlib import ExitStack
from dataclasses import dataclass

from sqlalchemy import inspect
from sqlmodel import Session

from passerelle import alone, association, helplines
from passerelle.clock import Clock, system_clock
from passerelle.conversations import Secrets
from passerelle.database import Database
from passerelle.engines import one_at_a_time
from passerelle.errors import DatabaseDown, Misconfigured
from passerelle.keystore import Keystore
from passerelle.settings import Settings
from passerelle.tables import Association
from passerelle.vault import Vault, create_key_file, read_key_file

OPENING_SECONDS = (
    60.0  # programs that start together open the house one after the other; a migration may take a while
)


@dataclass(frozen=True, slots=True)
class House:
    """Everything that a door needs to work: where the data is, what unseals it, and what time it is."""

    settings: Settings
    database: Database
    keys: Secrets
    clock: Clock

    def close(self) -> None:
        """Close every connection."""
        self.database.dispose()
        self.keys.keystore.dispose()


def open_house(settings: Settings, *, clock: Clock = system_clock) -> House:
    """Open the house, creating what a first start needs; raises Misconfigured with a sentence for the operator."""
    try:
        settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        opening = alone.beside(settings.data_dir / "house", "opening", patience_seconds=OPENING_SECONDS)
        with opening, ExitStack() as refused:
            house = _open(settings, clock, refused)
            refused.pop_all()
    except DatabaseDown as error:
        raise Misconfigured(
            "The database cannot be reached; check PASSERELLE_DATABASE_URL, PASSERELLE_KEYSTORE_URL and the disk."
        ) from error
    except OSError as error:
        raise Misconfigured(
            f"The folder {settings.data_dir} (PASSERELLE_DATA_DIR) cannot be used."
        ) from error
    return house


def _open(settings: Settings, clock: Clock, refused: ExitStack) -> House:
    """Open what a house is made of; `refused` closes it again."""
    helplines.use(settings.data_dir / helplines.FILE)
    database = Database(settings.database_url)
    refused.callback(database.dispose)
    vault = _vault(settings, database)
    database.migrate()
    keystore = Keystore(settings.keystore_url, vault)
    refused.callback(keystore.dispose)
    keystore.prepare()
    with database.writing() as session:
        _settle(session, settings, vault, clock)
    return House(settings, database, Secrets(vault, keystore), clock)


def _vault(settings: Settings, database: Database) -> Vault:
    if not settings.key_file.exists():
        if _has_data(database):
            raise Misconfigured(
                f"The key file {settings.key_file} (PASSERELLE_KEY_FILE) is missing, and there is data that only it opens: put it back."
            )
        create_key_file(settings.key_file)
    return read_key_file(settings.key_file)


def _has_data(database: Database) -> bool:
    with database.reading() as session:
        if not inspect(session.connection()).has_table("association"):
            return False
        return session.get(Association, 1) is not None


def _settle(session: Session, settings: Settings, vault: Vault, clock: Clock) -> None:
    """Give a new house its association, or check that the key file is this house's."""
    one_at_a_time(session.connection())
    here = session.get(Association, 1)
    if here is None:
        values = association.DEFAULTS
        session.add(Association(**values, key_fingerprint=vault.fingerprint(), created_at=clock()))
    elif here.key_fingerprint != vault.fingerprint():
        raise Misconfigured(
            f"The key file {settings.key_file} (PASSERELLE_KEY_FILE) is not the one that this data was sealed with: put the right one back."
        )
