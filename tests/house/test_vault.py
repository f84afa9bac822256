"""Sealing: what goes in comes out, in its own place and nowhere else."""

import base64
import stat

import pytest
from hypothesis import assume, given, strategies as st

from passerelle import vault
from passerelle.errors import KeyDestroyed, Misconfigured
from passerelle.vault import Vault

KEY, OTHER_KEY = vault.new_key(), vault.new_key()
places = st.text(st.characters(codec="utf-8"), max_size=60)


@given(plain=st.binary(max_size=2000), place=places)
def test_what_was_sealed_opens_in_its_place(plain, place):
    """Any bytes, any place, empty ones too."""
    assert vault.unseal(KEY, vault.seal(KEY, plain, place=place), place=place) == plain


@given(plain=st.binary(max_size=200), place=places, elsewhere=places)
def test_a_value_moved_elsewhere_does_not_open(plain, place, elsewhere):
    """Cut from one row or column and pasted into another, it is as good as destroyed."""
    assume(place != elsewhere)

    with pytest.raises(KeyDestroyed):
        vault.unseal(KEY, vault.seal(KEY, plain, place=place), place=elsewhere)


@given(plain=st.binary(max_size=200), at=st.integers(min_value=0), flip=st.integers(1, 255))
def test_a_changed_value_does_not_open(plain, at, flip):
    """One changed bit anywhere is noticed."""
    sealed = bytearray(vault.seal(KEY, plain, place="here"))
    sealed[at % len(sealed)] ^= flip

    with pytest.raises(KeyDestroyed):
        vault.unseal(KEY, bytes(sealed), place="here")


@given(rubbish=st.binary(max_size=40))
def test_rubbish_does_not_open(rubbish):
    """However short, it is refused in the same way."""
    with pytest.raises(KeyDestroyed):
        vault.unseal(KEY, rubbish, place="here")


def test_another_key_does_not_open_it():
    """Each case's key opens that case only."""
    with pytest.raises(KeyDestroyed):
        vault.unseal(OTHER_KEY, vault.seal(KEY, b"Sam", place="here"), place="here")


def test_the_same_words_never_look_the_same():
    """Nobody sees from two sealed values that they say the same."""
    sealed = {vault.seal(KEY, b"Sam", place="here") for _ in range(50)}

    assert len(sealed) == 50


def test_a_vault_never_shows_its_keys():
    """Whoever prints a house for a look."""
    assert repr(Vault.from_master(b"1" * 32)) == "Vault()"


def test_each_purpose_has_its_own_key():
    """None can stand in for another, and another key file shares none."""
    one, two = Vault.from_master(b"1" * 32), Vault.from_master(b"2" * 32)
    keys = [getattr(some, name) for some in (one, two) for name in Vault.__slots__]

    assert len(set(keys)) == len(keys) == 10
    assert one.fingerprint() != two.fingerprint()
    assert one == Vault.from_master(b"1" * 32)


@given(one=st.integers(0, 2**52), two=st.integers(0, 2**52))
def test_a_person_is_found_again_and_never_taken_for_another(one, two):
    """The digest follows the account and nothing else."""
    keys = Vault.from_master(b"1" * 32)

    assert (keys.lookup(one) == keys.lookup(two)) == (one == two)
    assert str(one).encode() not in keys.lookup(one) or one < 1000


def test_a_digest_needs_the_key_file():
    """Without it nobody can try out all accounts."""
    assert Vault.from_master(b"1" * 32).lookup(7) != Vault.from_master(b"2" * 32).lookup(7)


def test_a_signature_is_for_one_purpose():
    """It says nothing about the same value elsewhere, and fits into an address."""
    keys = Vault.from_master(b"1" * 32)

    assert keys.sign("form", "7") != keys.sign("page", "7") != keys.sign("page", "8")
    assert len(keys.sign("form", "7")) == 43
    assert vault.digest("token") == vault.digest("token") != vault.digest("Token")


def test_a_new_key_file_is_readable_by_its_owner_only(tmp_path):
    """It is made with its folder, and nothing else is left beside it."""
    path = tmp_path / "keys" / "passerelle.key"

    vault.create_key_file(path)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [file.name for file in path.parent.iterdir()] == ["passerelle.key"]
    assert vault.read_key_file(path) == vault.read_key_file(path)


def test_an_existing_key_file_is_never_touched(tmp_path):
    """Whoever comes second takes the first one's key."""
    path = tmp_path / "passerelle.key"
    vault.create_key_file(path)
    before = path.read_bytes()

    vault.create_key_file(path)

    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["passerelle.key"]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (None, "is missing"),
        (b"", "does not hold a key of 32 bytes"),
        (base64.b64encode(b"short"), "does not hold a key of 32 bytes"),
        (b"not base64!", "cannot be read as a key"),
    ],
)
def test_a_file_that_is_no_key_is_named(tmp_path, content, sentence):
    """One sentence with the file's name."""
    path = tmp_path / "passerelle.key"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(Misconfigured, match=sentence) as refused:
        vault.read_key_file(path)

    assert str(path) in str(refused.value)


def test_a_key_file_that_cannot_be_read_is_named(tmp_path):
    """A folder in its place, for one."""
    with pytest.raises(Misconfigured, match="cannot be read as a key"):
        vault.read_key_file(tmp_path)
