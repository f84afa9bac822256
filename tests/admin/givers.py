"""Who gives, in tests of the panel: a wish in a case, somebody on the path, sessions that took place, hours."""

from datetime import date, timedelta

from passerelle import giving, handoff, listening
from passerelle.cases import Headline
from passerelle.giving import GiverKind, Stage, Work, hours, training
from passerelle.listening import Audience, Kind, Terms, Words, schedule
from tests.admin.scene import Scene
from tests.people import INES, NADIA, SAM, Person, Staff

WISH = Headline("volunteering", False, "fr", kind="volunteer", area="Liège", country="BE")
REQUEST = Headline(
    "professional_request", False, "fr", kind="professional", who="professional", area="Liège", country="BE"
)
STEPS = ("Écouter sans juger", "Le cadre et le secret")


def wish(scene: Scene, *, person: Person = SAM, headline: Headline = WISH, staff: Staff = INES) -> int:
    """Somebody wants to give a hand, or asks for something, and a member takes the case."""
    case_id = scene.case(person=person, headline=headline)
    member = scene.member(staff)
    with scene.house.database.writing() as session:
        handoff.take(session, member, case_id, keys=scene.house.keys, now=scene.clock())
    return case_id


def giver(scene: Scene, *, person: Person = SAM, kind: GiverKind = GiverKind.PEER_HELPER) -> int:
    """Inès follows whoever wants to give a hand; returns the giver's number."""
    case_id, ines = wish(scene, person=person), scene.member(INES)
    with scene.house.database.writing() as session:
        found = giving.follow(session, ines, case_id, kind, keys=scene.house.keys, now=scene.clock())
    return found.id or 0


def asked(scene: Scene, kind: GiverKind = GiverKind.PEER_HELPER) -> list[int]:
    """The association asks for two steps; returns their numbers."""
    ines = scene.member(INES)
    with scene.house.database.writing() as session:
        return [
            training.add(session, ines, kind, title, is_required=True, now=scene.clock()).id or 0
            for title in STEPS
        ]


def trained(scene: Scene, *, account: Staff = NADIA, mentor: Staff | None = INES) -> int:
    """A giver with every step ticked and an account, still in training; returns their number."""
    number, steps, ines, now = giver(scene), asked(scene), scene.member(INES), scene.clock()
    with scene.house.database.writing() as session:
        found = giving.hold(session, ines, number)
        found.talked_on = date(2026, 11, 20)
        session.add(found)
        session.flush()
        giving.move(session, ines, number, Stage.TRAINING, now=now)
        for step in steps:
            training.tick(session, ines, found, step, now=now)
        member = session.merge(scene.member(account))
        member.mentor_id = scene.member(mentor).id if mentor else None
        giving.link(session, ines, number, member.id or 0, now=now)
    return number


def stands(scene: Scene, number: int) -> str:
    """The stage of a giver."""
    with scene.house.database.reading() as session:
        return giving.get(session, scene.member(INES), number).stage


def gave(scene: Scene, number: int, minutes: int = 90) -> None:
    """Inès types hours of today."""
    with scene.house.database.writing() as session:
        hours.note(
            session,
            scene.member(INES),
            number,
            scene.clock().date(),
            minutes=minutes,
            what=Work.WELCOME,
            now=scene.clock(),
        )


def held(
    scene: Scene,
    kind: Kind = Kind.INTERVENTION,
    audience: Audience = Audience.PROFESSIONALS,
    *,
    came: int = 0,
    young: int = 0,
    professionals: int = 0,
) -> int:
    """A session took place, and somebody counted who came; returns its number."""
    ines = scene.member(INES)
    terms = Terms(kind=kind, audience=audience, capacity=30, languages=("fr",), country="BE")
    with scene.house.database.writing() as session:
        found = listening.create(
            session, ines, terms, words={"fr": Words("À l’école")}, leaders=[ines.id or 0], now=scene.clock()
        )
        number = found.id or 0
        one = schedule.add(session, number, scene.clock() + timedelta(hours=1), 60, now=scene.clock())
    scene.clock.forward(hours=3)
    with scene.house.database.writing() as session:
        schedule.finish(session, listening.get(session, number), now=scene.clock())
        schedule.count(session, one.id or 0, came=came, young=young, professionals=professionals)
    return number
