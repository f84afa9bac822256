"""The keys of the cases: made, fetched, destroyed for good, on both databases."""

from datetime import timedelta

import pytest

from passerelle.errors import DatabaseDown, KeyDestroyed
from passerelle.keystore import Keystore
from passerelle.vault import Vault
from tests.people import MONDAY_MORNING as NOW

VAULT = Vault.from_master(b"1" * 32)


@pytest.fixture
def keystore(empty_url):
    """A keystore with nothing in it."""
    found = Keystore(empty_url, VAULT)
    found.prepare()
    yield found
    found.dispose()


def test_a_key_is_found_again(keystore):
    """The same key for the same id, and another one for another."""
    one, two = keystore.create(NOW), keystore.create(NOW)

    assert keystore.key(one) == keystore.key(one) != keystore.key(two)
    assert len(keystore.key(one)) == 32


def test_a_destroyed_key_is_gone_for_good(keystore):
    """Its neighbours stay; destroying it again changes nothing."""
    one, two = keystore.create(NOW), keystore.create(NOW)

    keystore.destroy([one])
    keystore.destroy([one])
    keystore.destroy([])

    with pytest.raises(KeyDestroyed):
        keystore.key(one)
    assert keystore.key(two)


def test_the_keystore_alone_opens_nothing(keystore, empty_url):
    """Its keys are wrapped: with another key file they are as good as destroyed."""
    key_id = keystore.create(NOW)
    stranger = Keystore(empty_url, Vault.from_master(b"2" * 32))

    with pytest.raises(KeyDestroyed):
        stranger.key(key_id)
    stranger.dispose()


def test_the_keys_made_before_an_instant_are_listed(keystore):
    """For whoever sweeps; a key of this very instant is not among them."""
    old = keystore.create(NOW - timedelta(minutes=1))
    keystore.create(NOW)

    assert keystore.ids_before(NOW) == {old}


def test_preparing_twice_keeps_the_keys(keystore):
    """Each start prepares."""
    key_id = keystore.create(NOW)

    keystore.prepare()

    assert keystore.key(key_id)


def test_a_keystore_that_is_not_prepared_is_down(empty_url):
    """Nobody takes a wrong database for an empty keystore."""
    keystore = Keystore(empty_url, VAULT)

    assert not keystore.is_reachable()
    with pytest.raises(DatabaseDown):
        keystore.create(NOW)
    keystore.dispose()


def test_a_keystore_that_answers_is_reachable(keystore):
    """As the readiness page asks."""
    assert keystore.is_reachable()


def test_a_keystore_that_was_moved_away_takes_no_key(tmp_path):
    """A key put into a file that nobody opens again would be lost with all that it seals."""
    keystore = Keystore(f"sqlite:///{tmp_path}/keys.db", VAULT)
    keystore.prepare()

    (tmp_path / "keys.db").rename(tmp_path / "elsewhere.db")

    with pytest.raises(DatabaseDown):
        keystore.create(NOW)
    assert not keystore.is_reachable()
    keystore.dispose()


def test_a_destroyed_key_is_in_no_file(tmp_path):
    """Neither SQLite's file nor its log remembers the wrapped key."""
    keystore = Keystore(f"sqlite:///{tmp_path}/keys.db", VAULT)
    keystore.prepare()
    key_id = keystore.create(NOW)
    assert any(key_id.encode() in file.read_bytes() for file in tmp_path.iterdir())

    keystore.destroy([key_id])

    assert not any(key_id.encode() in file.read_bytes() for file in tmp_path.iterdir())
    keystore.dispose()
