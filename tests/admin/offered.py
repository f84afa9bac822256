"""What an association offers, in tests of the panel: sessions with their leaders, and people who have a seat in them or would like one."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time

from passerelle import conversations, listening
from passerelle.listening import Audience, Kind, ListeningSession, Seat, Terms, Words
from passerelle.listening.schedule import add
from tests.admin.scene import Scene
from tests.people import INES, NADIA, SAM, Person, Staff

TITLE, OTHER_TITLE = "Le cercle du jeudi", "Dimanche au parc"
SCHOOL, COMMUNE = "Collège des Exemples", "Genval"
GROUP = Terms(
    kind=Kind.TALK_GROUP,
    audience=Audience.YOUNG,
    capacity=10,
    age_from=12,
    age_to=17,
    languages=("fr",),
    is_online=True,
    has_room=True,
    composes=True,
    zone="Europe/Brussels",
    weekday=3,
    starts=time(18),
    first_day=date(2026, 11, 26),
)
WORKSHOP = replace(GROUP, kind=Kind.WORKSHOP, is_online=False, has_room=False, composes=False, capacity=2)


def offered(
    scene: Scene,
    terms: Terms = WORKSHOP,
    *,
    title: str = TITLE,
    leaders: tuple[Staff, ...] = (NADIA,),
    is_open: bool = True,
) -> int:
    """A coordinator writes a session and opens it; returns its number."""
    now, ines = scene.clock(), scene.member(INES)
    with scene.house.database.writing() as session:
        found = listening.create(
            session,
            ines,
            terms,
            words={"fr": Words(title, about="On se retrouve, on parle, on rit.", safety="Appeler Inès.")},
            leaders=tuple(scene.member(leader).id or 0 for leader in leaders),
            now=now,
        )
        if is_open:
            listening.open_session(session, ines, found.id or 0, now=now)
    return found.id or 0


def dated(scene: Scene, number: int, *starts: datetime, minutes: int = 60, step: str = "") -> list[int]:
    """Dates are put down one by one; returns their numbers."""
    with scene.house.database.writing() as session:
        return [add(session, number, at, minutes, step=step, now=scene.clock()).id or 0 for at in starts]


def dates(scene: Scene, number: int) -> list[int]:
    """The numbers of the dates of a session, in order."""
    with scene.house.database.reading() as session:
        return [one.id or 0 for one in listening.occurrences(session, number)]


def person(scene: Scene, account: int) -> int:
    """Somebody writes to the bot; returns the number of their contact."""
    someone = SAM if account == SAM.account else Person("Alex", account)
    with scene.house.database.writing() as session:
        found = conversations.open_for(
            session, someone.account, language="fr", keys=scene.house.keys, now=scene.clock()
        )
    return found.contact_id


def asks(
    scene: Scene, number: int, account: int = SAM.account, *, details: Mapping[str, str] | None = None
) -> Seat:
    """Somebody asks for a seat."""
    contact_id = person(scene, account)
    with scene.house.database.writing() as session:
        return listening.register(
            session,
            number,
            contact_id,
            details=details or {},
            language="fr",
            age_band="12-17",
            keys=scene.house.keys,
            now=scene.clock(),
        )


def candidates(scene: Scene, number: int, *details: Mapping[str, str]) -> list[Seat]:
    """Several people ask to be in a group, one after the other."""
    found = []
    for turn, said in enumerate(details):
        scene.clock.forward(seconds=60)
        found.append(asks(scene, number, 7_500_000_000 + turn, details=said))
    return found


def seat(scene: Scene, seat_id: int) -> Seat:
    """A seat as its row says now."""
    with scene.house.database.reading() as session:
        return listening.seats.get(session, seat_id)


def state(scene: Scene, number: int) -> str:
    """Where a session is."""
    with scene.house.database.reading() as session:
        return listening.get(session, number).state


def session_of(scene: Scene, number: int) -> ListeningSession:
    """A session as its row says now."""
    with scene.house.database.reading() as session:
        return listening.get(session, number)
