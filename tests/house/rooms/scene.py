"""What people and leaders do in a room, each act in a transaction of its own, as a door would do it; and the screens it is read on."""

from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count

from sqlmodel import select

from passerelle import conversations, outbox, rooms
from passerelle.listening import details
from passerelle.listening.tables import ListeningSession, Occurrence, Seat, SessionLeader, SessionWords
from passerelle.rooms import Said
from passerelle.rooms.tables import Room, RoomMember
from passerelle.tables import Delivery, OutboxRow
from tests.house.stage import contact_of, member, writes
from tests.people import ALEX, MONDAY_MORNING, NADIA, SAM, Person

STARTS = MONDAY_MORNING + timedelta(hours=6)  # five in the afternoon in Brussels
HOUR = timedelta(hours=1)
OVER_ALL = STARTS + timedelta(days=2)
THIRD, FOURTH = Person("Troisième", 7_555_000_222), Person("Quatrième", 7_555_000_333)
_NUMBERS = count(10**4, 10**4)  # no two screens share the number of a message
DETAILS = {"school": "Collège des Exemples", "commune": "Liège", "age": "16"}


def plans(house, *, people=(SAM, ALEX), leaders=(NADIA,), co_leaders=(), starts_at=STARTS):
    """A session in a room, with a seat for each of these; gives the number of its date."""
    now = house.clock()
    with house.database.writing() as session:
        found = ListeningSession(
            kind="talk_group",
            state="open",
            capacity=10,
            has_room=True,
            zone="Europe/Brussels",
            created_at=now,
            changed_at=now,
        )
        session.add(found)
        session.flush()
        session.add(SessionWords(session_id=found.id, language="fr", title="Groupe"))
        for staff in (*leaders, *co_leaders):
            number = member(session, staff).id
            row = SessionLeader(session_id=found.id, member_id=number, is_co_leader=staff in co_leaders)
            session.add(row)
        date = Occurrence(session_id=found.id, starts_at=starts_at, ends_at=starts_at + HOUR)
        session.add(date)
        session.flush()
    for person in people:
        takes_seat(house, found.id, person)
    return date.id


def takes_seat(house, session_id, person):
    """Somebody has a seat, and told us something in confidence."""
    writes(house, person)
    contact_id, now = contact_of(house, person).id, house.clock()
    with house.database.writing() as session:
        seat = Seat(
            session_id=session_id,
            contact_id=contact_id,
            key_id=house.keys.keystore.create(now),
            pseudonym=f"Siège {contact_id}",
            state="taken",
            language="fr",
            sealed_details=b"",
            since=now,
            created_at=now,
            changed_at=now,
        )
        session.add(seat)
        session.flush()
        details.keep(seat, DETAILS, keys=house.keys)
        session.add(seat)
    return seat.id


def ticks(house):
    """The clock of the rooms goes on."""
    return rooms.tick(house.database, house.keys, house.clock())


def at(house, instant):
    """It is this moment, and rooms are where they should be."""
    house.clock.now = instant
    return ticks(house)


def letting_in(house, **other):
    """A room whose door is open, ten minutes before its hour."""
    date = plans(house, **other)
    at(house, STARTS - timedelta(minutes=5))
    return room_of(house, date)


def talking(house, *, people=(SAM, ALEX), leader=None, **other):
    """A room in which these people are, and that is open."""
    room_id = letting_in(house, people=people, **other)
    for person in people:
        comes(house, room_id, person)
    at(house, STARTS)
    return room_id


def room_of(house, occurrence_id):
    """The room of a date."""
    with house.database.reading() as session:
        return session.exec(select(Room.id).where(Room.occurrence_id == occurrence_id)).one()


def row(house, room_id):
    """A room as its row says now."""
    with house.database.reading() as session:
        return session.get(Room, room_id)


def does(house, act, room_id, person=SAM, *rest, **other):
    """Somebody does something in a room."""
    contact_id = contact_of(house, person).id
    with house.database.writing() as session:
        return act(session, room_id, contact_id, *rest, **other)


def comes(house, room_id, person=SAM):
    """Somebody taps, reads the rules and says yes."""
    with_keys = {"keys": house.keys, "now": house.clock()}
    does(house, rooms.enter, room_id, person, **with_keys)
    return does(house, rooms.accept_rules, room_id, person, **with_keys)


def leaves(house, room_id, person=SAM):
    """Somebody goes."""
    does(house, rooms.leave, room_id, person, keys=house.keys, now=house.clock())


def says(house, room_id, text, person=SAM, *, is_crisis=False, voice="", seconds=0):
    """Somebody says something."""
    said = Said(text, voice, seconds)
    return does(
        house, rooms.say, room_id, person, said, keys=house.keys, now=house.clock(), is_crisis=is_crisis
    )


def leads(house, act, room_id, *rest, staff=NADIA, **other):
    """Somebody of the team does something in a room."""
    with house.database.writing() as session:
        return act(session, room_id, member(session, staff), *rest, now=house.clock(), **other)


def speaks(house, room_id, text, staff=NADIA, **other):
    """Nadia says something."""
    return leads(house, rooms.speak, room_id, text, staff=staff, keys=house.keys, **other)


def view(house, room_id, staff=NADIA):
    """The room as somebody of the team sees it."""
    return leads(house, rooms.view, room_id, staff=staff, keys=house.keys)


def number_of(house, room_id, person=SAM):
    """The number of somebody in a room."""
    contact_id = contact_of(house, person).id
    with house.database.reading() as session:
        query = select(RoomMember.id).where(
            RoomMember.room_id == room_id, RoomMember.contact_id == contact_id
        )
        return session.exec(query).one()


def inside(house, room_id, person=SAM):
    """A room as somebody sees it."""
    return does(house, rooms.seen, room_id, person)


@dataclass
class Phone:
    """A screen: messages by their number, each with what stands there."""

    person: Person
    messages: dict[int, tuple] = field(default_factory=dict)
    newest: int = field(default_factory=lambda: next(_NUMBERS))

    def types(self, house):
        """Something is written below, by whoever holds it."""
        self.newest += 1
        contact_id = contact_of(house, self.person).id
        with house.database.writing() as session:
            conversations.trace(session, contact_id, self.newest, ours=False, now=house.clock())

    def lines(self):
        """What can be read of a room, from top to bottom: the words of people."""
        parts = [part for number in sorted(self.messages) for part in self.messages[number]]
        return [part.text for part in parts if part.kind != "sign"]

    def parts(self):
        """Everything that stands there, from top to bottom."""
        return [part for number in sorted(self.messages) for part in self.messages[number]]


def step(house, room_id, phone, *, crash=""):
    """Delivery takes one step for a screen, and may die `before`, `sent` or `drawn` of it; tells whether there was one."""
    contact_id, keys, now = contact_of(house, phone.person).id, house.keys, house.clock()
    with house.database.writing() as session:
        write = rooms.next_sheet(session, room_id, contact_id, keys=keys, now=now)
        if crash == "before":
            session.rollback()
    if write is None or crash in ("before", "given"):
        return write is not None
    if write.sheet_id is None:
        phone.newest += 1
        phone.messages[phone.newest] = ()
        if crash != "done":
            with house.database.writing() as session:
                kept = rooms.sheet_sent(session, room_id, contact_id, phone.newest, now=now)
            if kept is None:
                del phone.messages[phone.newest]
        return True
    if write.is_gone:
        phone.messages.pop(write.message_id, None)
        done = lambda session: rooms.sheet_gone(session, write.sheet_id)  # noqa: E731
    else:
        phone.messages[write.message_id] = write.parts
        done = lambda session: rooms.sheet_drawn(session, write.sheet_id, write.last, write.digest)  # noqa: E731
    if crash != "done":
        with house.database.writing() as session:
            done(session)
    return True


def reads(house, room_id, phone):
    """Delivery brings a screen up to what was said."""
    for _ in range(200):
        if not step(house, room_id, phone):
            return phone
    raise AssertionError("a screen is never done")


def phone_of(house, room_id, person=SAM):
    """A new screen with all that somebody may read."""
    return reads(house, room_id, Phone(person))


def waiting(house, notice):
    """The contacts for whom a notice waits, with its numbers."""
    query = select(OutboxRow).where(OutboxRow.notice == notice, OutboxRow.state == Delivery.QUEUED)
    with house.database.reading() as session:
        return [
            (row.contact_id, outbox.numbers_of(row)) for row in session.exec(query.order_by(OutboxRow.id))
        ]


def told(house, person):
    """What somebody is told in private, in codes."""
    contact_id = contact_of(house, person).id
    return [numbers for to, numbers in waiting(house, "room_told") if to == contact_id]


def all_sent(house):
    """Everything that waits leaves."""
    with house.database.writing() as session:
        for row in session.exec(select(OutboxRow).where(OutboxRow.state == Delivery.QUEUED)).all():
            outbox.sent(session, row.id)


def cleans(house, room_id, phone):
    """Delivery deletes what a room left on a screen."""
    contact_id = contact_of(house, phone.person).id
    with house.database.writing() as session:
        found = rooms.sheets_to_purge(session, room_id, contact_id, now=house.clock())
        gone = [*found.delete, *found.overwrite]
        for number in gone:
            phone.messages.pop(number, None)
        rooms.purged(session, room_id, contact_id, gone)
    return found
