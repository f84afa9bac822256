"""The end of a room: nothing of it on a screen or in a row, but counts."""

from datetime import timedelta

import pytest
from sqlmodel import SQLModel

from passerelle import conversations, rooms
from passerelle.errors import KeyDestroyed, NotFound
from passerelle.rooms import Mood, Reaction, RoomState
from passerelle.rooms.tables import Room, RoomMember, RoomNote, RoomReaction, RoomSheet, RoomWord
from tests.house.rooms.scene import (
    HOUR,
    STARTS,
    all_sent,
    at,
    cleans,
    does,
    inside,
    leads,
    number_of,
    phone_of,
    row,
    says,
    speaks,
    talking,
    ticks,
    view,
    waiting,
)
from tests.house.stage import contact_of, count
from tests.people import ALEX, NADIA, SAM

CANARY = "canari-7f3a"
OVER = STARTS + HOUR + rooms.KEPT_FOR
TABLES = (RoomMember, RoomNote, RoomReaction, RoomSheet, RoomWord)


def everything_said(house):
    """A room in which everything was said that can be, each time with the canary."""
    room_id = talking(house)
    keys, now = {"keys": house.keys}, house.clock()
    says(house, room_id, CANARY)
    says(house, room_id, f"{CANARY} 0639981234")
    does(house, rooms.whisper_next, room_id)
    says(house, room_id, f"{CANARY} tout bas")
    says(house, room_id, "", voice=CANARY, seconds=3)
    speaks(house, room_id, CANARY, idempotency="once")
    leads(house, rooms.guest_speaks, room_id, CANARY, CANARY, **keys)
    leads(house, rooms.answer_whisper, room_id, number_of(house, room_id), CANARY, **keys)
    leads(house, rooms.pin, room_id, CANARY, **keys)
    leads(house, rooms.note, room_id, CANARY, **keys)
    phones = [phone_of(house, room_id, person) for person in (SAM, ALEX)]
    does(house, rooms.react, room_id, ALEX, Reaction.HEART, now=now)
    does(house, rooms.tell_mood, room_id, SAM, Mood.GOOD)
    return room_id, phones


def rows_of(house):
    """Every value of every row of every table, in clear where this house has the key."""
    with house.database.reading() as session:
        for table in SQLModel.metadata.sorted_tables:
            for found in session.connection().execute(table.select()).all():
                yield table.name, found


def test_after_the_purge_nothing_is_left_but_counts(house):
    """No word, no key, nobody who was there, nor a notice that says so."""
    room_id, phones = everything_said(house)
    key_id = row(house, room_id).key_id
    at(house, STARTS + 2 * HOUR)
    all_sent(house)
    at(house, OVER)
    for phone in phones:
        cleans(house, room_id, phone)
    all_sent(house)
    ticks(house)

    assert not any(phone.messages for phone in phones)
    assert [count(house, table) for table in TABLES] == [0] * len(TABLES)
    with pytest.raises(KeyDestroyed):
        house.keys.keystore.key(key_id)
    found = row(house, room_id)
    assert (found.state, found.key_id, found.sealed_theme) == (RoomState.PURGED, "", b"")
    assert (found.came, found.mood_good) == (2, 1)
    values = [(name, value) for name, found in rows_of(house) for value in found]
    assert not [name for name, value in values if CANARY in str(value)]
    assert not [name for name, found in rows_of(house) if name == "outbox" and "room_" in str(found)]


def test_words_and_key_go_at_the_announced_hour_whoever_holds_up_the_rest(house):
    """A screen that cannot be cleaned keeps its numbers for a day, and no word."""
    room_id, phones = everything_said(house)
    at(house, OVER)
    assert count(house, RoomWord) == count(house, RoomNote) == 0 and row(house, room_id).key_id == ""
    assert {to for to, _ in waiting(house, "room_purge")} == {
        contact_of(house, phone.person).id for phone in phones
    }
    assert row(house, room_id).state == RoomState.CLOSED

    at(house, OVER + timedelta(days=1))

    assert row(house, room_id).state == RoomState.PURGED and count(house, RoomSheet) == 0
    assert waiting(house, "room_purge") == []


def test_who_cannot_be_reached_holds_up_nothing(house):
    """They blocked the bot."""
    room_id, [sam, _] = everything_said(house)
    with house.database.writing() as session:
        conversations.left(session, ALEX.account, keys=house.keys)
    at(house, OVER)
    cleans(house, room_id, sam)
    all_sent(house)
    ticks(house)

    assert row(house, room_id).state == RoomState.PURGED and count(house, RoomMember) == 0


def test_what_is_too_old_to_delete_is_written_over(house):
    """Telegram deletes for two days only."""
    room_id, [sam, _] = everything_said(house)
    at(house, OVER + timedelta(days=3))

    found = does(house, rooms.sheets_to_purge, room_id, SAM, now=house.clock())

    assert found == rooms.ToClean(overwrite=tuple(sam.messages))
    assert len(waiting(house, "room_purge")) == 2 and count(house, RoomWord) == 0


def test_nothing_is_cleaned_while_somebody_is_inside(house):
    """Only of who left, and once it is over."""
    room_id, _ = everything_said(house)

    assert does(house, rooms.sheets_to_purge, room_id, SAM, now=house.clock()) == rooms.ToClean()


def test_a_purged_room_is_found_by_nobody(house):
    """Not by who led it, from the announced hour on, also where nobody ticked."""
    room_id, _ = everything_said(house)
    house.clock.now = OVER
    with pytest.raises(NotFound):
        view(house, room_id, NADIA)
    ticks(house)
    with pytest.raises(NotFound):
        speaks(house, room_id, "encore")
    at(house, OVER + timedelta(days=2))

    with pytest.raises(NotFound):
        inside(house, room_id)
    assert count(house, Room) == 1
