"""What somebody sees who takes part in something: whole stories in `seat_stories/`, with a real house and every message as it leaves.

`pytest --approve` rewrites them; the difference is what a social worker reviews.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from passerelle import installation, listening
from passerelle.installation import House
from passerelle.listening import SeatState
from tests.bot import programme
from tests.bot.conftest import settings_in
from tests.bot.storyteller import Storyteller
from tests.fakes import MovableClock

STORIES = sorted(Path(__file__).with_name("seat_stories").glob("*.txt"))


class Team:
    """What the team does in the stories, and the hours that pass."""

    def __init__(self, house: House, clock: MovableClock) -> None:
        self.house, self.clock = house, clock

    def acts(self):
        """Every act by what a story calls it."""
        offers = programme.offers
        return {
            "l’équipe ouvre un groupe de parole": lambda: offers(self.house, programme.TALK_GROUP),
            "l’équipe ouvre un groupe de parole d’une seule place": lambda: offers(
                self.house, programme.TALK_GROUP, capacity=1
            ),
            "l’équipe ouvre un groupe qu’elle compose": lambda: offers(
                self.house, programme.TALK_GROUP, composes=True
            ),
            "l’équipe ouvre un groupe pour les 18 à 25 ans": lambda: offers(
                self.house, programme.TALK_GROUP, age_from=18, age_to=25
            ),
            "l’équipe ouvre l’heure des parents": lambda: offers(self.house, programme.PARENTS_HOUR),
            "l’équipe ouvre un stage": lambda: offers(
                self.house, programme.STAGE, programme.at(21, 9), programme.at(22, 9)
            ),
            "l’équipe ouvre quatre ateliers": self.four_workshops,
            "l’équipe propose une place à Sam": self.invites,
            "l’équipe annule la prochaine date": self.cancels,
            "l’équipe déplace la prochaine date": self.moves,
            "l’équipe arrête tout": self.ends,
            "une heure passe": lambda: self.pass_hours(1),
            "trois heures passent": lambda: self.pass_hours(3),
            "un jour passe": lambda: self.pass_hours(24),
            "deux jours passent": lambda: self.pass_hours(48),
            "on est mardi, 17 heures": lambda: self.pass_hours(29),
        }

    def pass_hours(self, hours: int) -> None:
        """Let hours pass, with the house awake in each of them."""
        for _ in range(hours):
            self.clock.forward(hours=1)
            listening.tick(self.house.database, self.house.keys, self.clock())

    def four_workshops(self) -> None:
        """More than one screen shows."""
        for day in range(1, 5):
            programme.offers(self.house, programme.WORKSHOP, programme.at(day, 14))

    def invites(self) -> None:
        """Propose a place to everybody who asked for one."""
        with self.house.database.writing() as session:
            ines = programme.coordinator(session)
            found = listening.sessions(session)[0].id or 0
            seats = [
                seat.id or 0
                for seat in listening.of_session(session, found)
                if seat.state == SeatState.CANDIDATE
            ]
            listening.invite(session, ines, found, seats, now=self.clock())

    def ends(self) -> None:
        """End the session for everybody."""
        with self.house.database.writing() as session:
            found = listening.sessions(session)[0].id or 0
            listening.end_session(session, programme.coordinator(session), found, now=self.clock())

    def _next(self, session):
        found = listening.sessions(session)[0].id or 0
        return listening.next_of(session, found, self.clock())

    def cancels(self) -> None:
        """Cancel one date."""
        with self.house.database.writing() as session:
            number = self._next(session).id or 0
            listening.schedule.cancel(session, programme.coordinator(session), number, now=self.clock())

    def moves(self) -> None:
        """Move one date by an hour."""
        with self.house.database.writing() as session:
            date = self._next(session)
            later = date.starts_at.replace(hour=date.starts_at.hour + 1)
            ines = programme.coordinator(session)
            listening.schedule.move(session, ines, date.id or 0, later, now=self.clock())


@pytest.fixture
def team(prepared, tmp_path) -> Iterator[Team]:
    """A team with a house of its own, on a Monday morning."""
    import shutil

    folder = tmp_path / "data"
    shutil.copytree(prepared, folder)
    clock = MovableClock()
    house = installation.open_house(settings_in(folder), clock=clock)
    yield Team(house, clock)
    house.close()


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_a_story_reads_as_reviewed(path, team, request):
    """Not a word, a button or an order of messages differs from what was approved."""
    approved = path.read_text("utf-8")
    now = Storyteller(team.house, team.clock, team.acts()).played(approved)
    if request.config.getoption("--approve"):
        path.write_text(now, "utf-8")
        approved = now

    assert now == approved
