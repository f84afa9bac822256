"""Opening the house: a first start creates what it needs, and the wrong key opens nothing."""

import multiprocessing
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from passerelle import installation, settings
from passerelle.errors import Misconfigured, PasserelleError
from passerelle.installation import open_house
from passerelle.tables import Association, Member
from passerelle.vault import create_key_file
from tests.house.conftest import settings_in
from tests.house.stage import asks_for_help, count, reads, takes


def opened(place):
    """Open a house and close it again."""
    open_house(place).close()


def test_a_first_start_creates_what_it_needs(empty_url, tmp_path):
    """The folder, the key, the keystore, the schema and an association to be changed."""
    place = settings_in(tmp_path / "new" / "house", empty_url)

    house = open_house(place)

    assert stat.S_IMODE(place.data_dir.stat().st_mode) == 0o700
    assert stat.S_IMODE(place.key_file.stat().st_mode) == 0o600
    assert count(house, Association) == 1 and count(house, Member) == 0
    assert house.database.is_reachable() and house.keys.keystore.is_reachable()
    assert house.clock().tzinfo is not None
    house.close()


def test_the_same_house_is_opened_again(place, clock):
    """What was said in it is still there."""
    house = open_house(place, clock=clock)
    case = takes(house, asks_for_help(house, said="on se moque de moi"))
    house.close()

    again = open_house(place, clock=clock)

    assert reads(again, case).lines[0].content.text == "on se moque de moi"
    again.close()


def test_a_missing_key_with_data_present_refuses_to_start(place):
    """A new key would make everything unreadable for good; none is made."""
    place.key_file.unlink()

    with pytest.raises(Misconfigured, match=r"PASSERELLE_KEY_FILE\) is missing.*put it back\.$"):
        opened(place)
    assert not place.key_file.exists()


def test_the_key_of_another_house_refuses_to_start(place, tmp_path):
    """One sentence, naming the file."""
    other = tmp_path / "other.key"
    create_key_file(other)

    with pytest.raises(Misconfigured, match=r"other\.key .PASSERELLE_KEY_FILE. is not the one"):
        opened(replace(place, key_file=other))


@pytest.mark.parametrize("content", [b"", b"half a key", b"\xff\xfe"])
def test_a_file_that_is_no_key_refuses_to_start(place, content):
    """Before anything is written."""
    place.key_file.write_bytes(content)

    with pytest.raises(Misconfigured, match=r"^The key file .*passerelle\.key"):
        opened(place)


def test_a_key_file_that_cannot_be_read_refuses_to_start(place):
    """Here a folder stands in its place."""
    place.key_file.unlink()
    place.key_file.mkdir()

    with pytest.raises(Misconfigured, match="cannot be read as a key"):
        opened(place)


def test_a_folder_that_cannot_be_used_is_named(tmp_path):
    """A file stands where it should be."""
    (tmp_path / "data").write_text("not a folder", encoding="utf-8")

    with pytest.raises(Misconfigured, match=r"data \(PASSERELLE_DATA_DIR\) cannot be used"):
        opened(settings_in(tmp_path / "data"))


@pytest.mark.parametrize(
    "url", ["postgresql+psycopg://nobody@127.0.0.1:1/nothing", "sqlite:////proc/nothing/passerelle.db"]
)
def test_a_database_that_cannot_be_reached_is_named(tmp_path, url):
    """The operator reads which settings to look at, and no error of a driver."""
    with pytest.raises(Misconfigured, match=r"PASSERELLE_DA.*\.$") as refused:
        opened(replace(settings_in(tmp_path / "data"), database_url=url))

    assert "psycopg" not in str(refused.value)


def test_a_file_that_is_no_database_is_refused(tmp_path):
    """It stays as it was."""
    place = settings_in(tmp_path / "data")
    place.data_dir.mkdir()
    file = place.data_dir / "passerelle.db"
    file.write_text("Dear diary, " * 500, encoding="utf-8")

    with pytest.raises(Misconfigured, match="PASSERELLE_DATABASE_URL"):
        opened(place)
    assert file.read_text(encoding="utf-8").startswith("Dear diary")


def open_and_tell(folder, url, go, answers):
    """In a process of its own: open the house, and tell whose key it has."""
    go.wait()
    try:
        house = installation.open_house(
            settings.read({"PASSERELLE_DATA_DIR": folder, **url}, folder=Path(folder))
        )
        answers.put(house.keys.vault.fingerprint())
        house.close()
    except PasserelleError as error:
        answers.put(str(error))


def test_processes_that_start_at_once_make_one_house(empty_url, tmp_path):
    """The bot, the delivery and the panel on their very first start: one key, one association."""
    spawn = multiprocessing.get_context("spawn")
    go, answers = spawn.Barrier(3), spawn.Queue()
    values = (str(tmp_path / "data"), {"PASSERELLE_DATABASE_URL": empty_url}, go, answers)
    processes = [spawn.Process(target=open_and_tell, args=values) for _ in range(3)]
    for process in processes:
        process.start()

    found = {answers.get(timeout=120) for _ in processes}
    for process in processes:
        process.join()

    house = open_house(settings_in(tmp_path / "data", empty_url))
    assert found == {house.keys.vault.fingerprint()} and count(house, Association) == 1
    house.close()
