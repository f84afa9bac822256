"""Coming in, stepping aside, leaving: under a pseudonym, with one's words."""

from datetime import timedelta

import pytest

from passerelle import rooms
from passerelle.errors import NotFound, Refused
from passerelle.pseudonyms import ANIMALS
from passerelle.rooms import Mood, NotYet, Over, Place, Reason
from passerelle.rooms.names import free
from tests.house.rooms.scene import (
    FOURTH,
    HOUR,
    STARTS,
    THIRD,
    Phone,
    at,
    cleans,
    comes,
    does,
    inside,
    leads,
    leaves,
    letting_in,
    number_of,
    phone_of,
    plans,
    reads,
    room_of,
    row,
    says,
    talking,
    ticks,
    view,
    waiting,
)
from tests.house.stage import contact_of, member, writes
from tests.people import ALEX, MARC, SAM


def enters(house, room_id, person=SAM):
    """Somebody comes to the door."""
    return does(house, rooms.enter, room_id, person, keys=house.keys, now=house.clock())


def of_contact(house, person=SAM):
    """The room in which somebody is."""
    with house.database.reading() as session:
        return rooms.of_contact(session, contact_of(house, person).id)


def test_who_has_a_seat_comes_in_by_the_rules(house):
    """Twice is once; all are told that this pseudonym is there."""
    room_id = letting_in(house)
    assert of_contact(house) is None
    assert enters(house, room_id).place == enters(house, room_id).place == Place.RULES

    for _ in range(2):
        assert comes(house, room_id).place == Place.INSIDE

    assert of_contact(house).room_id == room_id and row(house, room_id).came == 1
    assert [part.sign for part in phone_of(house, room_id).parts()] == ["came"]


def test_nobody_else_finds_the_room(house):
    """Without a seat, or sent out of it."""
    room_id = letting_in(house)
    writes(house, THIRD)
    leads(house, rooms.remove, room_id, number_of(house, room_id), Reason.RULES, keys=house.keys)

    for person in (THIRD, SAM):
        with pytest.raises(NotFound):
            enters(house, room_id, person)


def test_a_room_has_hours(house):
    """Too early and too late are told apart, also where nobody ticked."""
    date = plans(house)
    ticks(house)
    room_id = room_of(house, date)
    with pytest.raises(NotYet):
        enters(house, room_id)
    at(house, STARTS)
    enters(house, room_id)
    house.clock.now = STARTS + 2 * HOUR

    with pytest.raises(Over):
        comes(house, room_id)


def test_nobody_is_in_two_rooms(house):
    """They leave the one first."""
    first = talking(house)
    date = plans(house, people=(SAM,))
    ticks(house)
    second = room_of(house, date)

    with pytest.raises(Refused):
        enters(house, second)
    leaves(house, first)
    assert enters(house, second).place == Place.RULES


def test_a_pseudonym_is_an_animal_of_ones_own(house):
    """The same in every room of a session, and in none of another."""
    room_id = talking(house, people=(SAM, ALEX, THIRD, FOURTH))
    names = [one.pseudonym for one in view(house, room_id).members]

    assert len(set(names)) == 4 and set(names) <= set(ANIMALS)
    assert free("x", set(ANIMALS)).endswith(" 2") and free("x", set()) == free("x", set())


def test_who_leaves_takes_their_words_along(house):
    """From every screen; and the others' words go from theirs."""
    room_id = talking(house, people=(SAM, ALEX, THIRD))
    says(house, room_id, "un")
    says(house, room_id, "deux", ALEX)
    sam, lou = phone_of(house, room_id, SAM), phone_of(house, room_id, THIRD)

    leaves(house, room_id, SAM)

    assert reads(house, room_id, lou).lines() == ["deux"]
    assert [to for to, _ in waiting(house, "room_purge")] == [contact_of(house).id]
    cleans(house, room_id, sam)
    assert not sam.messages and of_contact(house) is None
    assert not any(word.text == "un" for word in view(house, room_id).words)


def test_who_left_may_come_again_and_reads_nothing_of_before(house):
    """Counted once; with a clean screen."""
    room_id = talking(house)
    before = phone_of(house, room_id)
    leaves(house, room_id)
    says(house, room_id, "sans toi", ALEX)
    comes(house, room_id)
    says(house, room_id, "te revoilà", ALEX)

    assert phone_of(house, room_id).lines() == ["te revoilà"] and row(house, room_id).came == 2
    assert before.lines() == []


def test_no_member_is_told_who_steps_aside(house):
    """Only leaders see it; the tools go from their screen."""
    room_id = talking(house)
    phone = phone_of(house, room_id, ALEX)
    before = reads(house, room_id, phone).parts()

    assert does(house, rooms.step_aside, room_id, SAM, now=house.clock()).place == Place.ASIDE

    assert reads(house, room_id, phone).parts() == before
    assert Place.ASIDE in {one.place for one in view(house, room_id).members}
    assert does(house, rooms.come_back, room_id, SAM, now=house.clock()).place == Place.INSIDE


def test_hands_are_seen_in_the_order_in_which_they_came_up(house):
    """Saying something takes one's own down, and so does the leader."""
    room_id = talking(house, people=(SAM, ALEX, THIRD))
    for person in (ALEX, SAM, ALEX, THIRD):
        does(house, rooms.raise_hand, room_id, person, now=house.clock())
        house.clock.now += timedelta(seconds=1)
    numbers = [number_of(house, room_id, person) for person in (ALEX, SAM, THIRD)]
    assert [one.member_id for one in view(house, room_id).hands] == numbers

    says(house, room_id, "voilà", ALEX)
    does(house, rooms.lower_hand, room_id, SAM)
    with house.database.writing() as session:
        rooms.lower(session, room_id, member(session), numbers[2])

    assert view(house, room_id).hands == ()


def test_a_mood_is_counted_once_and_for_nobody(house):
    """Also of who left, and until the purge."""
    room_id = talking(house)
    leaves(house, room_id, ALEX)

    assert does(house, rooms.tell_mood, room_id, SAM, Mood.GOOD)
    assert not does(house, rooms.tell_mood, room_id, SAM, Mood.BAD)
    assert does(house, rooms.tell_mood, room_id, ALEX, Mood.MIXED)
    assert view(house, room_id).moods == (1, 1, 0)


def test_marc_sees_no_room(house):
    """Neither in his list nor by its number."""
    room_id = talking(house)

    with pytest.raises(NotFound):
        view(house, room_id, MARC)
    with house.database.reading() as session:
        assert rooms.led(session, member(session, MARC), house.clock()) == []
    assert Phone(SAM).lines() == [] and inside(house, room_id).place == Place.INSIDE
