"""A house to test in, on both databases: prepared once with the team in it, then copied for each test. The clock stands still."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from passerelle import installation, settings, team
from passerelle.installation import House
from passerelle.settings import Settings
from tests.fakes import MovableClock
from tests.house import postgres
from tests.people import MONDAY_MORNING, TEAM

BOTH = ("sqlite", "postgres")


@dataclass(frozen=True, slots=True)
class Prepared:
    """A house that tests copy. `codes` are the secrets of the team's one-time codes."""

    folder: Path
    url: str | None
    codes: dict[str, str]


def settings_in(folder: Path, url: str | None = None) -> Settings:
    """Settings as an operator has them who set the folder, and the database where it is PostgreSQL."""
    given = {"PASSERELLE_DATABASE_URL": url} if url else {}
    return settings.read({"PASSERELLE_DATA_DIR": str(folder), **given}, folder=folder)


@pytest.fixture(scope="session")
def server() -> Iterator[postgres.Server]:
    """A PostgreSQL, or the reason why there is none."""
    with postgres.serving() as found:
        if found is None:
            pytest.skip(postgres.WHY_NOT)
        yield found


def _prepare(folder: Path, url: str | None) -> Prepared:
    house = installation.open_house(settings_in(folder, url), clock=MovableClock())
    codes = {}
    with house.database.writing() as session:
        for staff in TEAM:
            enrolment = team.add(
                session,
                email=staff.email,
                name=staff.name,
                role=staff.role,
                password=staff.password,
                vault=house.keys.vault,
                now=MONDAY_MORNING,
            )
            codes[staff.email] = enrolment.code_secret
    house.close()
    return Prepared(folder, url, codes)


@pytest.fixture(scope="session")
def prepared_on_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    """The house that is copied, in files."""
    return _prepare(tmp_path_factory.mktemp("prepared-sqlite"), None)


@pytest.fixture(scope="session")
def prepared_on_postgres(tmp_path_factory: pytest.TempPathFactory, server: postgres.Server) -> Prepared:
    """The house that is copied, on PostgreSQL."""
    return _prepare(tmp_path_factory.mktemp("prepared-postgres"), server.create())


@pytest.fixture(params=BOTH)
def backend(request: pytest.FixtureRequest) -> str:
    """Which database this test runs on."""
    return str(request.param)


@pytest.fixture
def prepared(backend: str, request: pytest.FixtureRequest) -> Prepared:
    """What this test's house is a copy of."""
    found: Prepared = request.getfixturevalue(f"prepared_on_{backend}")
    return found


@pytest.fixture
def clock() -> MovableClock:
    """The clock of this test's house."""
    return MovableClock()


@pytest.fixture
def place(prepared: Prepared, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Settings]:
    """The settings of a prepared house that nobody opened yet."""
    folder = tmp_path / "data"
    shutil.copytree(prepared.folder, folder)
    if prepared.url is None:
        yield settings_in(folder)
        return
    server: postgres.Server = request.getfixturevalue("server")
    url = server.create(template=prepared.url)
    yield settings_in(folder, url)
    server.drop(url)


@pytest.fixture
def house(place: Settings, clock: MovableClock) -> Iterator[House]:
    """A house with Nadia, Marc and Inès in it, on Monday morning."""
    opened = installation.open_house(place, clock=clock)
    yield opened
    opened.close()


@pytest.fixture
def empty_url(backend: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """A database with nothing in it at all."""
    if backend == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
        return
    server: postgres.Server = request.getfixturevalue("server")
    url = server.create()
    yield url
    server.drop(url)


@pytest.fixture
def code_of(prepared: Prepared) -> Callable[[str], str]:
    """The secret of a member's one-time codes, by their address."""
    return prepared.codes.__getitem__
