"""Starting: whatever is set wrong ends in one line that names the setting or the file, and exit code 2."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from launch.simulator import SimulatedTelegram, running
from tests.faults.program import SECRET, Host, Program

pytestmark = pytest.mark.slow
WEBHOOK = "http://127.0.0.1:9"


@pytest.fixture(scope="module")
def telegram() -> Iterator[SimulatedTelegram]:
    """One pretend Telegram for all of it."""
    with running() as served:
        yield served


@pytest.fixture
def host(telegram: SimulatedTelegram, tmp_path: Path) -> Host:
    """A machine on which nothing was started yet."""
    return Host(tmp_path, telegram)


@pytest.fixture(scope="module")
def lived_in(telegram: SimulatedTelegram, tmp_path_factory: pytest.TempPathFactory) -> Host:
    """A machine whose installation has data."""
    host = Host(tmp_path_factory.mktemp("lived_in"), telegram)
    assert host.start("association").wait() == 0
    return host


def refused(program: Program, named: str) -> None:
    """Check that a program ended with one line that names the setting or the file."""
    assert program.wait() == 2, program.said
    lines = program.said.splitlines()
    assert len(lines) == 1, program.said
    assert lines[0].startswith("passerelle: "), program.said
    assert named in lines[0], program.said


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BOT_TOKEN", "not-a-token"),
        ("BOT_TOKEN", ""),
        ("BOT_TOKEN", "404:nobody-knows-this-one"),
        ("PANEL_PORT", "99999"),
        ("PANEL_HOST", "no such host"),
        ("TELEGRAM_API", "telegram"),
        ("DATABASE_URL", "mysql://here"),
        ("DATA_DIR", "/dev/null/data"),
        ("KEY_FILE", "/dev"),
        ("LOG_LEVEL", "LOUD"),
    ],
)
def test_a_wrong_setting_is_named(host: Host, name: str, value: str) -> None:
    """Each wrong value ends in one line that names its setting, and exit code 2."""
    refused(host.start("run", **{name: value}), named=f"PASSERELLE_{name}" if name != "KEY_FILE" else value)


@pytest.mark.parametrize("secret", ["", "short", "a" * 64])
def test_a_missing_or_weak_webhook_secret_is_refused(host: Host, secret: str) -> None:
    """A webhook without a secret of 256 bits does not start."""
    program = host.start("run", WEBHOOK_URL=WEBHOOK, WEBHOOK_SECRET=secret)

    refused(program, named="PASSERELLE_WEBHOOK_SECRET")


def test_a_secret_without_an_address_is_refused(host: Host) -> None:
    """Half a webhook is a mistake, not polling."""
    refused(host.start("run", WEBHOOK_SECRET=SECRET), named="PASSERELLE_WEBHOOK_URL")


def test_an_unknown_token_is_refused_by_the_webhook_too(host: Host) -> None:
    """When Telegram does not know the token, waiting would not help."""
    token = "404:nobody-knows-this-one"
    program = host.start("run", BOT_TOKEN=token, WEBHOOK_URL=WEBHOOK, WEBHOOK_SECRET=SECRET)

    refused(program, named="PASSERELLE_BOT_TOKEN")


def test_a_taken_port_is_named(host: Host) -> None:
    """Somebody else listens on the panel's port."""
    with socket.create_server(("127.0.0.1", host.port)):
        refused(host.start("run"), named="PASSERELLE_PANEL_PORT")


def test_data_without_its_key_is_refused(lived_in: Host) -> None:
    """A missing key file is named; a new one is not made over data that it cannot open."""
    key = lived_in.folder / "data" / "passerelle.key"
    away = key.rename(key.with_suffix(".away"))

    refused(lived_in.start("run"), named=str(key))

    assert not key.exists()
    away.rename(key)


def test_another_key_is_refused(lived_in: Host) -> None:
    """A key file that is not the one that the data was sealed with is named."""
    other = lived_in.folder / "other.key"
    other.write_text("MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=\n")

    refused(lived_in.start("run", KEY_FILE=str(other)), named=str(other))


def test_a_database_that_is_none_is_named(host: Host) -> None:
    """A file full of something else ends in one line."""
    host.database.parent.mkdir()
    host.database.write_bytes(b"this is no database" * 500)

    refused(host.start("run"), named="PASSERELLE_DATABASE_URL")


def test_a_second_instance_is_refused(host: Host) -> None:
    """Two programs on the same data would hear and speak twice: the second says so and goes."""
    with host.running():
        refused(host.start("run", PANEL_PORT="1"), named="Another Passerelle is running")
