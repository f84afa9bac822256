"""What leaders do: each act for who leads, refused to who co-leads, and hidden from everybody else."""

from datetime import timedelta

import pytest
from sqlmodel import select

from passerelle import rooms
from passerelle.errors import NotFound, Refused
from passerelle.journal import Action
from passerelle.rooms import Over, Place, Reason, RoomState, Verdict
from passerelle.tables import JournalEntry
from tests.house.rooms.scene import (
    HOUR,
    STARTS,
    THIRD,
    at,
    comes,
    does,
    inside,
    leads,
    leaves,
    letting_in,
    number_of,
    phone_of,
    reads,
    row,
    says,
    speaks,
    talking,
    told,
    view,
    waiting,
)
from tests.house.stage import contact_of
from tests.people import ALEX, INES, MARC, NADIA, SAM


def journal(house):
    """What the journal says of rooms."""
    with house.database.reading() as session:
        found = session.exec(select(JournalEntry.action).order_by(JournalEntry.id)).all()
    return [action for action in found if action.startswith("room_")]


def acts(house, room_id, word_id):
    """Every act of a leader, ready to be tried by somebody."""
    number, keys = number_of(house, room_id), {"keys": house.keys}
    return [
        (rooms.guest_speaks, ("Le club", "bonjour"), keys),
        (rooms.answer_whisper, (number, "je suis là"), keys),
        (rooms.release, (word_id,), keys),
        (rooms.refuse, (word_id, Reason.CARE), {}),
        (rooms.mute, (number, Reason.CARE), {}),
        (rooms.unmute, (number,), {}),
        (rooms.pause, (), keys),
        (rooms.resume, (), keys),
        (rooms.slow, (10,), {}),
        (rooms.premoderate, (), {"is_on": True}),
        (rooms.allow_voice, (), {"is_on": False}),
        (rooms.pin, ("Thème",), keys),
        (rooms.open_now, (), keys),
        (rooms.close_later, (10,), {}),
        (rooms.remove, (number, Reason.RULES), keys),
        (rooms.close_now, (), keys),
    ]


def held(house, room_id):
    """A word that waits for a leader."""
    return says(house, room_id, "appelle 0639981234").word_id


@pytest.mark.parametrize("staff", [NADIA, INES])
def test_leaders_and_coordinators_do_it_all(house, staff):
    """One after another."""
    room_id = talking(house)

    for act, rest, other in acts(house, room_id, held(house, room_id)):
        leads(house, act, room_id, *rest, staff=staff, **other)

    assert row(house, room_id).state == RoomState.CLOSING
    assert inside(house, room_id).place == Place.REMOVED


def test_marc_does_none_of_it(house):
    """For him there is no such room; nothing changes."""
    room_id = talking(house)
    everything = acts(house, room_id, held(house, room_id))
    before = row(house, room_id)

    for act, rest, other in (
        *everything,
        (rooms.speak, ("moi",), {"keys": house.keys}),
        (rooms.note, ("moi",), {"keys": house.keys}),
    ):
        with pytest.raises(NotFound):
            leads(house, act, room_id, *rest, staff=MARC, **other)

    assert row(house, room_id) == before and journal(house) == []


def test_who_co_leads_speaks_with_approval_and_does_nothing_else(house):
    """They see what all read, their own held words, and no whispers."""
    room_id = talking(house, leaders=(INES,), co_leaders=(NADIA,))
    for act, rest, other in acts(house, room_id, held(house, room_id)):
        with pytest.raises(Refused, match="leads the session"):
            leads(house, act, room_id, *rest, staff=NADIA, **other)
    does(house, rooms.whisper_next, room_id)
    says(house, room_id, "tout bas")

    speaks(house, room_id, "bonjour à tous", NADIA)

    seen = view(house, room_id, NADIA)
    assert not seen.may_lead and seen.whispers == () and phone_of(house, room_id).lines() == []
    [mine] = seen.held
    leads(house, rooms.release, room_id, mine.word_id, staff=INES, keys=house.keys)
    assert phone_of(house, room_id).lines() == ["bonjour à tous"]


def test_what_is_let_through_comes_after_what_was_said_meanwhile(house):
    """Twice is once; its author is told nothing more."""
    room_id = talking(house)
    word = held(house, room_id)
    says(house, room_id, "entre-temps", ALEX)

    for _ in range(2):
        leads(house, rooms.release, room_id, word, keys=house.keys)
    speaks(house, room_id, "merci")

    lines = ["entre-temps", "appelle 0639981234", "merci"]
    assert phone_of(house, room_id, ALEX).lines() == phone_of(house, room_id).lines() == lines
    assert journal(house) == [Action.ROOM_WORD_RELEASED]


def test_what_is_refused_is_read_by_nobody_and_its_author_is_told_why(house):
    """In a code; its words are gone at once."""
    room_id = talking(house)
    leads(house, rooms.refuse, room_id, held(house, room_id), Reason.IDENTITY)

    assert phone_of(house, room_id, ALEX).lines() == [] and view(house, room_id).held == ()
    assert told(house, SAM) == [{"room": room_id, "code": "refused", "reason": "identity"}]


def test_a_crisis_cannot_be_let_through(house):
    """It can be put away, and its author is not told."""
    room_id = talking(house)
    word = says(house, room_id, "je veux en finir", is_crisis=True).word_id
    with pytest.raises(Refused):
        leads(house, rooms.release, room_id, word, keys=house.keys)

    leads(house, rooms.refuse, room_id, word, Reason.CARE)

    assert told(house, SAM) == [] and view(house, room_id).held == ()


def test_a_composed_message_is_said_once(house):
    """However often it is sent."""
    room_id = talking(house)

    assert speaks(house, room_id, "bonjour", idempotency="a")
    assert not speaks(house, room_id, "bonjour", idempotency="a")
    assert phone_of(house, room_id).lines() == ["bonjour"]


def test_a_guest_speaks_under_a_name(house):
    """Which is sealed with the words."""
    room_id = talking(house)
    leads(house, rooms.guest_speaks, room_id, " Le club ", "bonjour", keys=house.keys)

    part = phone_of(house, room_id).parts()[-1]

    assert (part.speaker, part.who, part.text) == ("guest", "Le club", "bonjour")
    with pytest.raises(Refused):
        leads(house, rooms.guest_speaks, room_id, " ", "bonjour", keys=house.keys)


def test_an_answer_to_a_whisper_is_read_by_one(house):
    """In its place among what they read."""
    room_id = talking(house)
    leads(house, rooms.answer_whisper, room_id, number_of(house, room_id), "je suis là", keys=house.keys)

    [part] = [part for part in phone_of(house, room_id).parts() if part.text]

    assert part.is_private and not part.is_own and part.who == "Nadia"
    assert phone_of(house, room_id, ALEX).lines() == []


def test_a_member_is_muted_and_removed_with_a_reason(house):
    """They are told why; the others read only that they left, and their words are gone."""
    room_id = talking(house)
    says(house, room_id, "méchant")
    number = number_of(house, room_id)
    leads(house, rooms.mute, room_id, number, Reason.HURTFUL)
    leads(house, rooms.unmute, room_id, number)
    leads(house, rooms.remove, room_id, number, Reason.HURTFUL, keys=house.keys)

    assert [numbers["code"] for numbers in told(house, SAM)] == ["muted", "unmuted", "removed"]
    alex = phone_of(house, room_id, ALEX)
    assert alex.lines() == [] and alex.parts()[-1].sign == "left"
    assert [one.reason for one in view(house, room_id).members if one.member_id == number] == ["hurtful"]
    names = ("room_member_muted", "room_member_unmuted", "room_member_removed", "room_read")
    assert journal(house) == list(names)


def test_all_read_that_the_room_pauses_and_goes_on(house):
    """Twice is once."""
    room_id = talking(house)
    for act in (rooms.pause, rooms.pause, rooms.resume, rooms.resume):
        leads(house, act, room_id, keys=house.keys)

    signs = [part.sign for part in phone_of(house, room_id).parts()]

    assert signs[-2:] == ["paused", "resumed"]


def test_opening_a_room_is_in_the_journal_once(house):
    """A live page opens it again and again."""
    room_id = talking(house)

    for _ in range(3):
        view(house, room_id)

    assert journal(house) == [Action.ROOM_READ]


def test_notes_are_for_who_leads(house):
    """Nobody in the room reads them."""
    room_id = talking(house)
    leads(house, rooms.note, room_id, " prendre des nouvelles ", keys=house.keys)

    assert [note.text for note in view(house, room_id).notes] == ["prendre des nouvelles"]
    assert phone_of(house, room_id).lines() == []


def test_a_room_opens_and_closes_when_its_leader_says(house):
    """Early or late; who is expected is told, and it is purged as much later as it goes on."""
    room_id = letting_in(house, people=(SAM, ALEX, THIRD))
    comes(house, room_id)
    leads(house, rooms.open_later, room_id, 15)
    at(house, STARTS)
    assert row(house, room_id).state == RoomState.WAITING

    leads(house, rooms.open_now, room_id, keys=house.keys)
    leads(house, rooms.close_later, room_id, 30)
    assert at(house, STARTS + HOUR).moved == 0
    leads(house, rooms.close_now, room_id, keys=house.keys)
    assert row(house, room_id).state == RoomState.CLOSING
    leads(house, rooms.close_now, room_id, keys=house.keys)

    assert row(house, room_id).state == RoomState.CLOSED
    assert row(house, room_id).purges_at == STARTS + HOUR + timedelta(minutes=30) + rooms.KEPT_FOR
    assert [to for to, _ in waiting(house, "room_over")] == [contact_of(house).id]


def test_impossible_moves_are_refused(house):
    """A goodbye before the beginning, a second opening of what is over, too long a span."""
    room_id = letting_in(house)
    keys = {"keys": house.keys}
    for act, rest, other in (
        (rooms.close_now, (), keys),
        (rooms.close_later, (10,), {}),
        (rooms.open_later, (121,), {}),
        (rooms.slow, (301,), {}),
        (rooms.speak, (" ",), keys),
        (rooms.speak, ("x" * 3501,), keys),
    ):
        with pytest.raises(Refused):
            leads(house, act, room_id, *rest, **other)
    at(house, STARTS + 2 * HOUR)
    with pytest.raises(Refused):
        leads(house, rooms.open_now, room_id, **keys)
    with pytest.raises(Over):
        speaks(house, room_id, "encore")


def test_what_was_said_can_be_taken_back_by_a_leader(house):
    """It leaves every screen."""
    room_id = talking(house)
    answer = says(house, room_id, "oups")
    phone = phone_of(house, room_id, ALEX)
    assert answer.verdict == Verdict.SAID and phone.lines() == ["oups"]

    leads(house, rooms.refuse, room_id, answer.word_id, Reason.HURTFUL)

    assert reads(house, room_id, phone).lines() == []


def test_nobody_answers_who_left(house):
    """Their place is empty."""
    room_id = talking(house)
    leaves(house, room_id)

    with pytest.raises(Refused):
        leads(house, rooms.answer_whisper, room_id, number_of(house, room_id), "ça va ?", keys=house.keys)
