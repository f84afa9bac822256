"""A process that is killed at the worst moment leaves nothing readable that should not be, and nothing half done."""

import os
import signal
import subprocess
import sys

import pytest

from passerelle import retention
from passerelle.errors import KeyDestroyed
from passerelle.tables import Contact, Conversation, Entry
from tests.house.stage import asks_for_help, contact_of, count, takes

HEARD_BUT_NOT_COMMITTED = """
with house.database.writing() as session:
    conversation = conversations.open_for(session, 7, language="fr", keys=house.keys, now=house.clock())
    conversations.keep_answers(conversation, {"talk.words": "un secret"}, house.keys)
    session.add(conversation)
    session.flush()
    os.kill(os.getpid(), signal.SIGKILL)
"""
ERASED_BUT_KEYS_NOT_DESTROYED = """
with house.database.writing() as session:
    contact = session.exec(select(Contact)).one()
    retention.erase_person(session, contact.id, now=house.clock())
os.kill(os.getpid(), signal.SIGKILL)
"""
PROGRAM = """
import os, signal
from pathlib import Path
from sqlmodel import select
from passerelle import conversations, installation, retention, settings
from passerelle.tables import Contact
from tests.fakes import MovableClock
house = installation.open_house(settings.read(folder=Path("/nowhere")), clock=MovableClock())
"""


def is_killed(house, act):
    """Let a process do something with this house, in which it is killed."""
    given = {
        "PASSERELLE_DATA_DIR": str(house.settings.data_dir),
        "PASSERELLE_DATABASE_URL": house.settings.database_url,
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    done = subprocess.run([sys.executable, "-c", PROGRAM + act], env={**os.environ, **given}, check=False)
    assert done.returncode == -signal.SIGKILL


def keys_of(house):
    """Every key of the keystore."""
    return house.keys.keystore.ids_before(house.clock().replace(year=2100))


def test_a_crash_between_the_key_and_the_commit_leaves_a_key_to_nothing(house):
    """Nothing was heard; the key is swept, but not before its rows could have come."""
    is_killed(house, HEARD_BUT_NOT_COMMITTED)

    assert count(house, Contact) == count(house, Conversation) == 0
    assert len(keys_of(house)) == 1
    house.clock.forward(minutes=11)
    assert retention.tick(house.database, house.keys, house.clock()).keys == 1
    assert keys_of(house) == set()


def test_a_crash_between_erasing_and_destroying_the_keys_is_made_good(house):
    """The rows are gone already, and the next tick destroys what sealed them."""
    case = takes(house, asks_for_help(house))

    is_killed(house, ERASED_BUT_KEYS_NOT_DESTROYED)

    assert count(house, Entry) == 0 and len(keys_of(house)) == 2
    house.clock.forward(minutes=11)
    retention.tick(house.database, house.keys, house.clock())
    with pytest.raises(KeyDestroyed):
        house.keys.keystore.key(case.key_id)
    assert keys_of(house) == set()


def test_a_house_goes_on_after_a_crash(house):
    """Its lock is free, and a case is opened as ever."""
    is_killed(house, HEARD_BUT_NOT_COMMITTED)

    asks_for_help(house)

    assert contact_of(house).reachable
