"""One pretend Telegram for the whole folder, emptied before each test; and Sam, who has a phone."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from launch.simulator import Pace, Phone, SimulatedTelegram, Telegram, running

TOKEN = "42:made-up"


@pytest.fixture(scope="session")
def served() -> Iterator[SimulatedTelegram]:
    """The server, started once."""
    with running(Telegram(token=TOKEN, pace=Pace(timeout_seconds=2, scale=0.01))) as simulated:
        yield simulated


@pytest.fixture
def telegram(served: SimulatedTelegram) -> SimulatedTelegram:
    """An empty Telegram, polled."""
    served.call("deleteWebhook")
    served.reset()
    return served


@pytest.fixture
def sam(telegram: SimulatedTelegram) -> Phone:
    """Sam, who has pressed START."""
    phone = telegram.person("Sam", last_name="Exemple", username="sam_exemple")
    phone.start()
    return phone


@pytest.fixture(scope="session")
def spec() -> Any:
    """The published Bot API as JSON, where somebody has it: PASSERELLE_BOT_API_SPEC or beside the repository."""
    beside = Path(__file__).parents[3] / "shared" / "reference" / "telegram-bot-api.json"
    path = Path(os.environ.get("PASSERELLE_BOT_API_SPEC", beside))
    if not path.is_file():
        pytest.skip("the published Bot API specification is not here")
    return json.loads(path.read_text(encoding="utf-8"))
