"""The sessions of a fictional association, as its team puts them down: what tests and stories have people come to."""

from dataclasses import replace
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session

from passerelle import listening, team
from passerelle.installation import House
from passerelle.listening import Audience, Consent, Kind, Terms, Words, schedule
from passerelle.tables import Member
from tests.people import INES, Staff

BRUSSELS = ZoneInfo("Europe/Brussels")
FIRST = date(2026, 11, 24)

TALK_GROUP = Terms(
    Kind.TALK_GROUP, Audience.YOUNG, capacity=2, age_from=12, age_to=17, languages=("fr",), is_online=True,
    has_room=True, weekday=1, starts=time(18), first_day=FIRST,
)  # fmt: skip
PARENTS_HOUR = Terms(
    Kind.PARENTS_HOUR, Audience.PARENTS, capacity=40, languages=("fr",), is_online=True, takes_questions=True,
    weekday=3, starts=time(20), first_day=FIRST,
)  # fmt: skip
STAGE = Terms(
    Kind.STAGE, Audience.YOUNG, capacity=12, age_from=12, age_to=17, languages=("fr",), country="BE",
    commune="Genappe", area="Brabant wallon", consent=Consent.AGREEMENT,
)  # fmt: skip
WORKSHOP = Terms(
    Kind.WORKSHOP, capacity=8, languages=("fr",), country="BE", commune="Genappe", area="Brabant wallon"
)

WORDS = {
    Kind.TALK_GROUP: Words(
        "Parler entre jeunes", "On parle de ce qui nous plaît, et de ce qui pèse, une heure par semaine.", "gratuit"
    ),
    Kind.PARENTS_HOUR: Words(
        "Une heure avec une psychologue", "Vos questions sur le harcèlement, et des réponses.", "gratuit",
        "en visioconférence ; le lien arrive le jour même",
    ),
    Kind.STAGE: Words(
        "Stage cirque", "Cinq jours de cirque pendant les vacances.", "40 € la semaine", "La Grange, Genappe",
        "des baskets, un pique-nique",
    ),
    Kind.WORKSHOP: Words("Atelier djembé", "On tape, on rit, on recommence.", "gratuit", "La Grange, Genappe"),
}  # fmt: skip


def coordinator(session: Session, staff: Staff = INES) -> Member:
    """The row of somebody of the team."""
    found = team.find(session, staff.email)
    assert found is not None
    return found


def offers(house: House, terms: Terms, *dates: datetime, **changes: Any) -> int:
    """Let the team write a session, lead it and open it; gives its number."""
    now = house.clock()
    with house.database.writing() as session:
        ines = coordinator(session)
        changed = replace(terms, **changes)
        words = {"fr": WORDS[terms.kind]}
        found = listening.create(session, ines, changed, words=words, leaders=(ines.id or 0,), now=now)
        number = found.id or 0
        for starts_at in dates:
            schedule.add(session, number, starts_at, 120, now=now)
        listening.open_session(session, ines, number, now=now)
        return number


def at(day: int, hour: int) -> datetime:
    """An hour of a day of December 2026, in Brussels."""
    return datetime(2026, 12, day, hour, tzinfo=BRUSSELS)
