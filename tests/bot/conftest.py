"""A real bot for each module: a real SQLite house, the pretend Telegram over HTTP, polling and delivery as they run for people.

Every call that such a bot made is held against the published Bot API when its test or module is over.
"""

import io
import json
import logging
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest

from bot.app import build
from bot.wire.pace import LIMITS, Limits
from launch.simulator import Phone, SimulatedTelegram, Telegram, running
from launch.simulator.contract import check_call
from passerelle import installation, logs, settings, team
from passerelle.installation import House
from passerelle.settings import Settings
from passerelle.words import Words
from tests.bot.running import TOKEN, Running, RunningClock, understand
from tests.people import MONDAY_MORNING, TEAM

BESIDE = Path(__file__).parents[3] / "shared" / "reference" / "telegram-bot-api.json"
TITLES = {"Nadia": "médiatrice", "Marc": "médiateur", "Inès": "coordinatrice"}
BRISK = Limits(per_second=300.0, chat_per_second=50.0)  # nobody in these tests waits for a real second
At = Callable[..., AbstractContextManager[Running]]


@pytest.fixture(scope="session")
def published() -> Any:
    """The published Bot API, where somebody has it; None elsewhere."""
    path = Path(os.environ.get("PASSERELLE_BOT_API_SPEC", BESIDE))
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else None


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a house with the team in it, to be copied."""
    folder = tmp_path_factory.mktemp("prepared")
    house = installation.open_house(settings_in(folder), clock=lambda: MONDAY_MORNING)
    with house.database.writing() as session:
        for staff in TEAM:
            team.add(
                session,
                email=staff.email,
                name=staff.name,
                title=TITLES[staff.name],
                role=staff.role,
                password=staff.password,
                vault=house.keys.vault,
                now=MONDAY_MORNING,
            )
    house.close()
    return folder


def settings_in(folder: Path, telegram: SimulatedTelegram | None = None) -> Settings:
    """Settings of a house in this folder, whose Telegram is the pretend one."""
    given = {"PASSERELLE_BOT_TOKEN": TOKEN, "PASSERELLE_DATA_DIR": str(folder)}
    address = {"PASSERELLE_TELEGRAM_API": telegram.url} if telegram else {}
    return settings.read({**given, **address}, folder=folder)


@pytest.fixture(scope="session")
def at_work(
    prepared: Path, published: Any, tmp_path_factory: pytest.TempPathFactory
) -> Callable[..., AbstractContextManager[Running]]:
    """Set a bot to work, with its own Telegram and house: `with at_work() as bot`."""

    @contextmanager
    def work(
        words: Words | None = None,
        *,
        polls: bool = True,
        before: Callable[[House], None] = lambda _: None,
        limits: Limits = BRISK,
    ) -> Iterator[Running]:
        folder = tmp_path_factory.mktemp("house") / "data"
        shutil.copytree(prepared, folder)
        with running(Telegram(token=TOKEN)) as telegram:
            clock = RunningClock()
            house = installation.open_house(settings_in(folder, telegram), clock=clock)
            before(house)
            runs = Running(telegram, house, clock, build(house, words, understand=understand, limits=limits))
            with runs.at_work(polls=polls):
                yield runs
            house.close()
            conforms(telegram, published)

    return work


def conforms(telegram: SimulatedTelegram, published: Any) -> None:
    """Hold every call against the published Bot API."""
    if published is not None:
        calls = [call for call in telegram.calls() if call["method"] != "getUpdates" or not call["fault"]]
        problems = {
            problem for call in calls for problem in check_call(published, call["method"], call["params"])
        }
        assert problems == set()


@pytest.fixture(scope="module")
def bot(at_work: At) -> Iterator[Running]:
    """The bot of this module."""
    with at_work() as runs:
        yield runs


@pytest.fixture
def own_bot(at_work: At) -> Iterator[Running]:
    """A bot of this test's own, to be broken."""
    with at_work() as runs:
        yield runs


@pytest.fixture
def paced_bot(at_work: At) -> Iterator[Running]:
    """A bot of this test's own that speaks as fast as with people."""
    with at_work(limits=LIMITS) as runs:
        yield runs


@pytest.fixture
def sam(bot: Running) -> Phone:
    """Sam, who never wrote to us before."""
    bot.telegram.clear_faults()
    return bot.person()


@pytest.fixture
def logged(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """The log at DEBUG, as the program sets it up; the test run's own comes back afterwards."""
    loggers = [logging.getLogger(name) for name in (None, "passerelle", *logging.root.manager.loggerDict)]
    levels = [(logger, logger.level) for logger in loggers]
    handlers, stream = logging.root.handlers[:], io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    logs.set_up("DEBUG")
    yield stream
    logging.captureWarnings(capture=False)
    logging.root.handlers[:] = handlers
    for logger, level in levels:
        logger.setLevel(level)


@pytest.fixture
def house(prepared: Path, tmp_path: Path) -> Iterator[House]:
    """A house without a bot, whose clock runs."""
    folder = tmp_path / "data"
    shutil.copytree(prepared, folder)
    opened = installation.open_house(settings_in(folder), clock=RunningClock())
    yield opened
    opened.close()
