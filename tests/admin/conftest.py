"""The scene: prepared once with the team in it, for passwords are slow on purpose, then copied for each test."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from admin.app import build
from bot.flows import LIBRARY
from launch.rewording import Rewording
from launch.storyboard import Storyboards
from passerelle import installation, settings, team
from passerelle.installation import House
from passerelle.words import Words
from tests.admin.desk import Desk, chromium, served
from tests.admin.scene import Files, Scene
from tests.fakes import MovableClock
from tests.people import MONDAY_MORNING, TEAM

LOCALES = Path(__file__).parents[2] / "bot" / "locales"


def open_in(folder: Path, clock: MovableClock) -> House:
    """Open the house that lives in a folder."""
    return installation.open_house(
        settings.read({"PASSERELLE_DATA_DIR": str(folder)}, folder=folder), clock=clock
    )


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """A folder with a house and its team, and the secrets of their codes."""
    folder = tmp_path_factory.mktemp("prepared") / "data"
    house = open_in(folder, MovableClock())
    now, vault = MONDAY_MORNING, house.keys.vault
    with house.database.writing() as session:
        enrolled = [
            team.add(
                session,
                email=who.email,
                name=who.name,
                role=who.role,
                password=who.password,
                vault=vault,
                now=now,
            )
            for who in TEAM
        ]
    house.close()
    return folder, {enrolment.member.email: enrolment.code_secret for enrolment in enrolled}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium for each file that needs one."""
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-background-networking"]
        opened = playwright.chromium.launch(executable_path=chromium(), args=arguments)
        yield opened
        opened.close()


@pytest.fixture
def provoked() -> str:
    """What a window may complain about, because a test sends something that is refused."""
    return "status of 422"


@pytest.fixture
def desk(browser: Browser, scene: Scene, provoked: str) -> Iterator[Desk]:
    """A desk whose windows asked nobody else and complained about nothing but what was provoked."""
    with served(scene.app) as url:
        sat_at = Desk(browser, url, scene)
        yield sat_at
        for context in browser.contexts:
            context.close()
    assert [said for said in sat_at.complaints if not provoked or provoked not in said] == []


@pytest.fixture
def scene(prepared: tuple[Path, dict[str, str]], tmp_path: Path) -> Iterator[Scene]:
    """A house of this test's own, with the panel over it."""
    folder, codes = prepared
    shutil.copytree(folder, tmp_path / "data")
    clock, files = MovableClock(), Files()
    house = open_in(tmp_path / "data", clock)
    words = Words(LOCALES)
    app = build(
        house,
        words=words,
        fetch_file=files,
        storyboards=Storyboards(LIBRARY, words),
        rewording=Rewording(LIBRARY, words),
    )
    yield Scene(house, clock, app, files, codes)
    house.close()
