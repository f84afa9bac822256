"""What people do with appointments, each act in a transaction of its own, as a door would do it."""

import json
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import select

from passerelle import appointments
from passerelle.tables import Delivery, OutboxRow
from tests.house.stage import asks_for_help, contact_of, member, takes, writes
from tests.people import NADIA, SAM, Person

MOTHER = Person("Catherine", 7_555_000_111)
ZONE = ZoneInfo("Europe/Brussels")
TUESDAY = date(2026, 11, 24)
PLACE = "12 rue des Exemples, 4000 Liège"


def at(text):
    """An instant as clocks in Brussels show it."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE).astimezone(UTC)


TUESDAY_AT_FIVE = at("2026-11-24T17:00")
WEDNESDAY_AT_FIVE = at("2026-11-25T17:00")


def opens_hours(house, staff=NADIA, **other):
    """A mediator publishes Tuesday afternoon."""
    hours = {"weekday": 1, "opens": time(14), "closes": time(17), "minutes": 45, "buffer_minutes": 15}
    hours |= {"mode": "place", "valid_from": date(2026, 11, 1), **other}
    with house.database.writing() as session:
        return appointments.publish(session, member(session, staff), **hours)


def free(house, first=TUESDAY, last=None, staff=NADIA):
    """The free times of a mediator, as clocks show them."""
    with house.database.reading() as session:
        found = appointments.slots(session, member(session, staff).id, first, last or first, house.clock())
    return [slot.starts_at.astimezone(ZONE).strftime("%a %H:%M") for slot in found]


def held_case(house, person=SAM, staff=NADIA):
    """A case that a mediator holds."""
    return takes(house, asks_for_help(house, person), staff)


def proposes(house, case, starts=(WEDNESDAY_AT_FIVE,), staff=NADIA, **other):
    """A mediator proposes times."""
    terms = {"minutes": 45, "mode": "place", "place": PLACE, **other}
    with house.database.writing() as session:
        return appointments.propose(
            session, member(session, staff), case.id, starts, keys=house.keys, now=house.clock(), **terms
        )


def picks(house, offer, number=1, person=SAM):
    """Somebody taps one of the times."""
    contact_id = contact_of(house, person).id
    with house.database.writing() as session:
        return appointments.pick(session, offer.id, number, contact_id, keys=house.keys, now=house.clock())


def agrees(house, starts_at=WEDNESDAY_AT_FIVE, person=SAM, case=None):
    """A person has an appointment with Nadia."""
    return picks(house, proposes(house, case or held_case(house, person), [starts_at]), person=person)


def taps(house, act, appointment, person=SAM):
    """Somebody taps a button of an appointment: confirm, cancel, move_by_person."""
    contact_id = contact_of(house, person).id
    with house.database.writing() as session:
        return act(session, appointment.id, contact_id, keys=house.keys, now=house.clock())


def presses(house, act, appointment, *rest, staff=NADIA, **other):
    """A mediator does something with an appointment."""
    with house.database.writing() as session:
        return act(
            session,
            member(session, staff),
            appointment.id,
            *rest,
            keys=house.keys,
            now=house.clock(),
            **other,
        )


def as_it_is(house, appointment):
    """An appointment as its row says now."""
    with house.database.reading() as session:
        return appointments.get(session, appointment.id)


def joins(house, case, person=MOTHER):
    """Nadia gives a code, and somebody of the family uses it."""
    writes(house, person)
    contact_id = contact_of(house, person).id
    with house.database.writing() as session:
        code = appointments.invite_family(
            session, member(session), case.id, vault=house.keys.vault, now=house.clock()
        )
    with house.database.writing() as session:
        return appointments.join(session, code, contact_id, keys=house.keys, now=house.clock())


def rows(house, notice, *, state=Delivery.QUEUED):
    """The rows of a notice that wait, each with its numbers."""
    query = select(OutboxRow).where(OutboxRow.notice == notice, OutboxRow.state == state)
    with house.database.reading() as session:
        found = session.exec(query.order_by(OutboxRow.due_at, OutboxRow.id)).all()
    return [(row, json.loads(row.numbers)) for row in found]


def told(house, notice):
    """Who is told something: contacts with numbers."""
    return [(row.contact_id, numbers) for row, numbers in rows(house, notice)]


def due(house):
    """When reminders are due, as clocks show it."""
    return [
        (row.due_at.astimezone(ZONE).strftime("%a %H:%M"), numbers["rule"])
        for row, numbers in rows(house, "reminder")
    ]


def is_due(house, appointment, person=SAM, **other):
    """Whether a reminder may come now."""
    contact_id = contact_of(house, person).id
    with house.database.reading() as session:
        return appointments.is_due(session, appointment.id, contact_id, house.clock(), **other)


def gives_freed(house):
    """The times that were given up are given to those who wait."""
    with house.database.writing() as session:
        return appointments.freed(session, keys=house.keys, now=house.clock())


def forward(house, **span):
    """Time passes."""
    house.clock.now += timedelta(**span)
