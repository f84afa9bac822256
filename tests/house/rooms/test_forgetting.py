"""A person goes from every room, and what rooms need is not swept."""

from datetime import timedelta

import pytest

from passerelle import retention
from passerelle.errors import KeyDestroyed
from passerelle.rooms.tables import RoomMember, RoomSheet, RoomWord
from passerelle.tables import Contact
from tests.house.rooms.scene import (
    OVER_ALL,
    Phone,
    at,
    phone_of,
    plans,
    reads,
    room_of,
    row,
    says,
    talking,
    ticks,
    view,
)
from tests.house.stage import contact_of, count
from tests.people import ALEX, SAM


def erases(house, person=SAM):
    """Somebody has everything erased."""
    contact_id = contact_of(house, person).id
    with house.database.writing() as session:
        doomed = retention.erase_person(session, contact_id, now=house.clock())
    house.keys.keystore.destroy(doomed)
    with house.database.writing() as session:
        retention.forget_contact(session, contact_id)


def test_who_is_erased_leaves_nothing_in_a_room(house):
    """The others' screens are written over, without a sign that they left."""
    room_id = talking(house)
    says(house, room_id, "un")
    phone = phone_of(house, room_id, ALEX)
    phone_of(house, room_id, SAM)

    erases(house)

    assert reads(house, room_id, phone).lines() == []
    assert {part.sign for part in phone.parts()} == {"came", "opened"}
    assert count(house, RoomMember) == 1 and len(view(house, room_id).members) == 1
    assert count(house, RoomWord) == 2 and count(house, RoomSheet) == 1


def test_the_key_of_a_room_is_not_swept_before_its_hour(house):
    """Nor the way to who is expected in it."""
    date = plans(house)
    ticks(house)
    key_id = row(house, room_of(house, date)).key_id
    house.clock.now += timedelta(hours=1)

    retention.sweep_keys(house.database, house.keys, house.clock())

    assert house.keys.keystore.key(key_id)
    at(house, OVER_ALL)
    with pytest.raises(KeyDestroyed):
        house.keys.keystore.key(key_id)


def test_a_key_that_a_crash_left_behind_is_swept(house):
    """The rows were gone, the key was not."""
    plans(house)
    key_id = house.keys.keystore.create(house.clock())
    ticks(house)
    house.clock.now += timedelta(hours=1)

    retention.sweep_keys(house.database, house.keys, house.clock())

    with pytest.raises(KeyDestroyed):
        house.keys.keystore.key(key_id)
    assert count(house, Contact) == 2 and Phone(SAM).lines() == []
