"""What a mediator's week holds: hours that are published, times that are proposed, and what a person picked."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from passerelle import appointments, cases
from passerelle.appointments import Appointment, Offer
from tests.admin.scene import Scene
from tests.people import NADIA, Staff

ZONE = ZoneInfo("Europe/Brussels")
WEDNESDAY = "2026-11-25"
PLACE = "12 rue des Exemples, 4000 Liège"
KEY = "a" * 32


def at(text: str) -> datetime:
    """An instant as clocks in Brussels show it."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE).astimezone(UTC)


WEDNESDAY_AT_FIVE = at(f"{WEDNESDAY}T17:00")


def opens_hours(scene: Scene, staff: Staff = NADIA) -> int:
    """A mediator publishes Tuesday afternoon; returns the number of these hours."""
    with scene.house.database.writing() as session:
        found = appointments.publish(
            session,
            scene.member(staff),
            weekday=1,
            opens=time(14),
            closes=time(17),
            minutes=45,
            buffer_minutes=15,
            mode="place",
            valid_from=date(2026, 11, 1),
        )
    return found.id or 0


def proposed(
    scene: Scene, case_id: int, *starts: datetime, staff: Staff = NADIA, mode: str = "place"
) -> Offer:
    """A mediator proposes times in a case."""
    with scene.house.database.writing() as session:
        return appointments.propose(
            session,
            scene.member(staff),
            case_id,
            starts or (WEDNESDAY_AT_FIVE,),
            minutes=45,
            mode=mode,
            place=PLACE,
            keys=scene.house.keys,
            now=scene.clock(),
        )


def agreed(
    scene: Scene,
    case_id: int,
    starts_at: datetime = WEDNESDAY_AT_FIVE,
    *,
    staff: Staff = NADIA,
    mode: str = "place",
) -> int:
    """The person picks a time; returns the appointment's number."""
    offer = proposed(scene, case_id, starts_at, staff=staff, mode=mode)
    with scene.house.database.writing() as session:
        contact_id = cases.get(session, case_id).contact_id or 0
        found = appointments.pick(
            session, offer.id or 0, 1, contact_id, keys=scene.house.keys, now=scene.clock()
        )
    return found.id or 0


def confirmed(scene: Scene, number: int) -> None:
    """The person says that they will come."""
    with scene.house.database.writing() as session:
        case_id = appointments.get(session, number).case_id
        contact_id = cases.get(session, case_id).contact_id or 0
        appointments.confirm(session, number, contact_id, keys=scene.house.keys, now=scene.clock())


def as_it_is(scene: Scene, number: int) -> Appointment:
    """An appointment as its row says now."""
    with scene.house.database.reading() as session:
        return appointments.get(session, number)


def offers(scene: Scene, case_id: int) -> list[list[str]]:
    """The open offers of a case: each one's times, as clocks show them."""
    with scene.house.database.reading() as session:
        return [
            [f"{time.starts_at.astimezone(ZONE):%d %H:%M}" for time in found.times]
            for found in appointments.open_offers(session, case_id, scene.clock())
        ]


def pass_by(scene: Scene, **span: float) -> None:
    """Time passes."""
    scene.clock.now += timedelta(**span)
