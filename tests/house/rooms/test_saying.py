"""What becomes of what is said: the table, and what it stores."""

from datetime import timedelta

import pytest

from passerelle import rooms
from passerelle.errors import NotFound
from passerelle.rooms import Found, Place, RoomState, Verdict, Why
from passerelle.rooms.saying import Situation, becomes
from tests.house.rooms.scene import (
    STARTS,
    THIRD,
    at,
    comes,
    does,
    inside,
    leads,
    letting_in,
    number_of,
    phone_of,
    says,
    speaks,
    talking,
    view,
    waiting,
)
from tests.house.stage import together
from tests.people import ALEX, NADIA, SAM

OPEN = {"state": RoomState.OPEN, "place": Place.INSIDE}


@pytest.mark.parametrize(
    ("situation", "verdict"),
    [
        ({}, Verdict.SAID),
        ({"state": RoomState.CLOSING}, Verdict.SAID),
        ({"state": RoomState.WAITING}, Verdict.NOT_OPEN),
        ({"state": RoomState.CLOSED}, Verdict.NOT_OPEN),
        ({"place": Place.RULES}, Verdict.NOT_INSIDE),
        ({"place": Place.ASIDE}, Verdict.NOT_INSIDE),
        ({"place": Place.LEFT, "is_crisis": True}, Verdict.NOT_INSIDE),
        ({"is_crisis": True, "is_muted": True, "is_paused": True, "whispers": True}, Verdict.ASIDE),
        ({"is_crisis": True, "state": RoomState.WAITING, "place": Place.RULES}, Verdict.ASIDE),
        ({"is_empty": True, "is_paused": True}, Verdict.EMPTY),
        ({"is_too_long": True}, Verdict.TOO_LONG),
        ({"whispers": True, "is_paused": True, "is_muted": True, "tells_who": True}, Verdict.WHISPERED),
        ({"whispers": True, "state": RoomState.WAITING}, Verdict.WHISPERED),
        ({"whispers": True, "is_voice": True}, Verdict.NO_VOICE),
        ({"is_paused": True, "is_muted": True}, Verdict.PAUSED),
        ({"is_muted": True, "waits_seconds": 9}, Verdict.MUTED),
        ({"is_voice": True, "takes_voice": False, "waits_seconds": 9}, Verdict.NO_VOICE),
        ({"waits_seconds": 9, "tells_who": True}, Verdict.SLOW),
        ({"tells_who": True, "is_premoderated": True}, Verdict.HELD_IDENTITY),
        ({"is_premoderated": True}, Verdict.HELD),
    ],
)
def test_what_becomes_of_something_said(situation, verdict):
    """From the top of the table: safety first, then who may speak, then what is held."""
    assert becomes(Situation(**{**OPEN, **situation})) == verdict


def test_what_is_said_is_read_by_all_in_one_order(house):
    """By who said it as well, under pseudonyms that tell nobody."""
    room_id = talking(house, people=(SAM, ALEX, THIRD))
    for text, person in (("bonjour", SAM), ("salut", ALEX), ("ça va", SAM), ("oui", THIRD)):
        assert says(house, room_id, text, person).verdict == Verdict.SAID

    sam, alex = phone_of(house, room_id, SAM), phone_of(house, room_id, ALEX)

    assert sam.lines() == alex.lines() == ["bonjour", "salut", "ça va", "oui"]
    assert [part.is_own for part in sam.parts() if part.text] == [True, False, True, False]
    assert len({part.who for part in alex.parts() if part.text}) == 3


def test_a_first_word_is_a_hello(house):
    """One each."""
    room_id = talking(house)
    for text in ("bonjour", "me voilà"):
        says(house, room_id, text)

    assert [part.is_hello for part in phone_of(house, room_id).parts() if part.text] == [True, False]


def test_nobody_reads_what_is_held(house):
    """A number, a name elsewhere, or the author's own school; the leader reads it with its sort."""
    room_id = talking(house)
    answers = [says(house, room_id, text) for text in ("appelle 0639981234", "au collège des exemples")]

    assert [answer.verdict for answer in answers] == [Verdict.HELD_IDENTITY] * 2
    assert answers[0].found == (Found.PHONE,) and answers[1].found == (Found.DETAIL,)
    assert phone_of(house, room_id, ALEX).lines() == []
    assert [(word.why, word.found) for word in view(house, room_id).held] == [
        (Why.IDENTITY, (Found.PHONE,)),
        (Why.IDENTITY, (Found.DETAIL,)),
    ]


def test_a_crisis_is_never_relayed_and_its_author_is_aside(house):
    """Whatever else holds; the leader sees both, and cannot let it through."""
    room_id = talking(house)
    leads(house, rooms.pause, room_id, keys=house.keys)

    answer = says(house, room_id, "je veux en finir", is_crisis=True)

    assert answer.verdict == Verdict.ASIDE and inside(house, room_id).place == Place.ASIDE
    assert phone_of(house, room_id, ALEX).lines() == phone_of(house, room_id).lines() == []
    [held] = view(house, room_id).held
    assert held.why == Why.CRISIS and held.text == "je veux en finir"


def test_a_pause_and_a_mute_keep_nothing(house):
    """It can be sent again, and whispers stay open."""
    room_id = talking(house)
    leads(house, rooms.pause, room_id, keys=house.keys)
    assert says(house, room_id, "moi").verdict == Verdict.PAUSED
    leads(house, rooms.resume, room_id, keys=house.keys)
    leads(house, rooms.mute, room_id, number_of(house, room_id), rooms.Reason.CARE)
    assert says(house, room_id, "moi").verdict == Verdict.MUTED

    does(house, rooms.whisper_next, room_id)

    assert says(house, room_id, "pardon").verdict == Verdict.WHISPERED
    assert [word.text for word in view(house, room_id).whispers] == ["pardon"]
    assert phone_of(house, room_id, ALEX).lines() == []


def test_slow_mode_says_how_long_to_wait(house):
    """And not a second longer; each has a turn of their own."""
    room_id = talking(house)
    leads(house, rooms.slow, room_id, 30)
    says(house, room_id, "un")

    house.clock.now += timedelta(seconds=12)
    assert says(house, room_id, "deux") == rooms.Answer(Verdict.SLOW, wait_seconds=18)
    assert says(house, room_id, "alex", ALEX).verdict == Verdict.SAID
    house.clock.now += timedelta(seconds=18)

    assert says(house, room_id, "deux").verdict == Verdict.SAID


def test_a_whisper_is_for_the_leader_alone_and_once(house):
    """The next thing said is for all again."""
    room_id = talking(house)
    does(house, rooms.whisper_next, room_id)

    assert says(house, room_id, "j'ai peur de parler").verdict == Verdict.WHISPERED
    assert says(house, room_id, "bonjour").verdict == Verdict.SAID
    assert phone_of(house, room_id, ALEX).lines() == phone_of(house, room_id).lines() == ["bonjour"]


def test_premoderation_holds_words_and_voices(house):
    """Until somebody lets them through."""
    room_id = talking(house)
    leads(house, rooms.premoderate, room_id, is_on=True)

    assert says(house, room_id, "bonjour").verdict == Verdict.HELD
    assert says(house, room_id, "", voice="file", seconds=4).verdict == Verdict.HELD
    assert [word.why for word in view(house, room_id).held] == [Why.PREMODERATION, Why.MEDIUM]


def test_a_voice_note_is_a_line_that_can_be_listened_to(house):
    """By whoever has it on their screen, as long as it was not taken back."""
    room_id = talking(house)
    answer = says(house, room_id, "", voice="the-file", seconds=12)
    part = phone_of(house, room_id, ALEX).parts()[-1]

    assert (part.kind, part.seconds, part.text) == ("voice", 12, "")
    assert does(house, rooms.voice, room_id, ALEX, part.word_id, keys=house.keys).file == "the-file"
    leads(house, rooms.refuse, room_id, answer.word_id, rooms.Reason.CARE)
    with pytest.raises(NotFound):
        does(house, rooms.voice, room_id, ALEX, part.word_id, keys=house.keys)


def test_nothing_is_said_before_the_rules_or_the_hour(house):
    """Nor by anybody who has no part in it."""
    room_id = letting_in(house)
    does(house, rooms.enter, room_id, SAM, keys=house.keys, now=house.clock())
    comes(house, room_id, ALEX)

    assert says(house, room_id, "moi").verdict == Verdict.NOT_INSIDE
    assert says(house, room_id, "moi", ALEX).verdict == Verdict.NOT_OPEN
    at(house, STARTS)
    assert says(house, room_id, "moi", ALEX).verdict == Verdict.SAID


def test_one_waiting_row_is_enough_for_each_screen(house):
    """However much is said."""
    room_id = talking(house, people=(SAM, ALEX, THIRD))
    for number in range(10):
        says(house, room_id, f"mot {number}")

    assert len(waiting(house, "room_words")) == 3


def test_the_order_is_one_for_all_also_when_all_speak_at_once(house):
    """Members and their leader, in threads."""
    people = (SAM, ALEX, THIRD)
    room_id = talking(house, people=people)

    def talks(person):
        for number in range(6):
            says(house, room_id, f"{person.name} {number}", person)

    together(
        *(lambda person=person: talks(person) for person in people),
        lambda: [speaks(house, room_id, f"Nadia {number}", NADIA) for number in range(6)],
    )

    speaks(house, room_id, "fin")

    read = [phone_of(house, room_id, person).lines() for person in people]
    assert len(read[0]) == 25 and read[0] == read[1] == read[2]
    for name in ("Sam", "Alex", "Troisième", "Nadia"):
        assert [line for line in read[0] if line.startswith(name)] == [f"{name} {n}" for n in range(6)]
