"""What people and the team do with listening sessions, each act in a transaction of its own, as a door would do it."""

import json
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import select

from passerelle import listening
from passerelle.listening import Audience, Kind, Terms, Words, schedule, turns
from passerelle.tables import Delivery, JournalEntry, OutboxRow
from tests.house.stage import contact_of, member, writes
from tests.people import ALEX, INES, NADIA, SAM, Person

ZONE = ZoneInfo("Europe/Brussels")
THIRD, FOURTH = Person("Troisième", 7_500_000_001), Person("Quatrième", 7_500_000_002)
LINE = (SAM, ALEX, THIRD, FOURTH)
SAID = {"age": "16", "school": "Athénée des Exemples", "commune": "Liège"}
TITLE = {"fr": Words("Groupe du mercredi", about="On parle, sans webcam.", safety="Appeler Inès.")}
WEEKLY = Terms(
    kind=Kind.TALK_GROUP,
    audience=Audience.YOUNG,
    capacity=1,
    age_from=14,
    age_to=17,
    languages=("fr",),
    country="BE",
    is_online=True,
    weekday=2,
    starts=time(17),
    first_day=date(2026, 11, 23),
)
ONCE = Terms(kind=Kind.WORKSHOP, capacity=1, country="BE", commune="Liège", area="Liège")


def at(text):
    """An instant as clocks in Brussels show it."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE).astimezone(UTC)


WEDNESDAY = at("2026-11-25T17:00")


def drafts(house, terms=WEEKLY, *, words=TITLE, leaders=(NADIA,), co_leaders=()):
    """Inès writes a session that Nadia leads."""
    with house.database.writing() as session:
        found = listening.create(
            session,
            member(session, INES),
            terms,
            words=words,
            leaders=[member(session, staff).id for staff in leaders],
            co_leaders=[member(session, staff).id for staff in co_leaders],
            now=house.clock(),
        )
    return found.id


def opens(house, terms=WEEKLY, **other):
    """A session that people can register for."""
    number = drafts(house, terms, **other)
    manages(house, listening.open_session, number)
    return number


def once(house, starts_at=WEDNESDAY, terms=ONCE, minutes=60):
    """A session with one date."""
    number = drafts(house, terms)
    adds(house, number, starts_at, minutes)
    manages(house, listening.open_session, number)
    return number


def adds(house, number, starts_at, minutes=60, step=""):
    """A date is added."""
    with house.database.writing() as session:
        return schedule.add(session, number, starts_at, minutes, step=step, now=house.clock())


def manages(house, act, *rest, staff=INES, **other):
    """Somebody of the team does something."""
    with house.database.writing() as session:
        return act(session, member(session, staff), *rest, now=house.clock(), **other)


def registers(house, number, person=SAM, said=SAID, age_band="12-17"):
    """Somebody asks for a seat."""
    writes(house, person)
    contact_id = contact_of(house, person).id
    with house.database.writing() as session:
        return listening.register(
            session,
            number,
            contact_id,
            details=said,
            language="fr",
            age_band=age_band,
            keys=house.keys,
            now=house.clock(),
        )


def taps(house, act, seat, person=SAM):
    """Somebody taps a button of a seat: accept, decline, leave."""
    contact_id = contact_of(house, person).id
    with house.database.writing() as session:
        return act(session, seat.id, contact_id, keys=house.keys, now=house.clock())


def resizes(house, number, capacity):
    """The team changes how many seats there are."""
    with house.database.writing() as session:
        listening.set_capacity(session, number, capacity, now=house.clock())


def expires(house, number):
    """What nobody answered in time is over."""
    with house.database.writing() as session:
        return turns.expire(session, number, now=house.clock())


def ticks(house):
    """What time brings."""
    return listening.tick(house.database, house.keys, house.clock())


def reads_details(house, seat, staff=NADIA):
    """Somebody of the team reads what was said for a seat."""
    with house.database.writing() as session:
        return listening.details_of(
            session, member(session, staff), seat.id, keys=house.keys, now=house.clock()
        )


def states(house, number):
    """Where everybody is, by turn."""
    with house.database.reading() as session:
        return [seat.state for seat in listening.of_session(session, number)]


def as_it_is(house, seat):
    """A seat as its row says now."""
    with house.database.reading() as session:
        return listening.seats.get(session, seat.id)


def dates(house, number):
    """When a session takes place, as clocks show it: the state of each date beside."""
    with house.database.reading() as session:
        found = listening.occurrences(session, number)
    return [(clock(one.starts_at), str(one.state)) for one in found]


def clock(instant):
    """An instant as clocks in Brussels show it, written."""
    return instant.astimezone(ZONE).strftime("%Y-%m-%d %H:%M")


def next_date(house, number):
    """The next date of a session."""
    with house.database.reading() as session:
        return listening.next_of(session, number, house.clock())


def rows(house, notice, *, state=Delivery.QUEUED):
    """The rows of a notice that wait, each with its numbers."""
    query = select(OutboxRow).where(OutboxRow.notice == notice, OutboxRow.state == state)
    with house.database.reading() as session:
        found = session.exec(query.order_by(OutboxRow.due_at, OutboxRow.id)).all()
    return [(row, json.loads(row.numbers)) for row in found]


def told(house, notice):
    """The seats that a notice waits for."""
    return [numbers["seat"] for _, numbers in rows(house, notice)]


def due(house, notice="seat_reminder"):
    """When rows of a notice are due, as clocks show it."""
    return [clock(row.due_at) for row, _ in rows(house, notice)]


def done(house, action):
    """What the journal tells of this action: who did it to what."""
    query = select(JournalEntry).where(JournalEntry.action == action)
    with house.database.reading() as session:
        return [(line.member_id, line.subject_id) for line in session.exec(query).all()]


def forward(house, **span):
    """Time passes."""
    house.clock.now += timedelta(**span)
