"""What a giver with a mentor writes is read first, wherever they write; once they lead, it goes out at once."""

import pytest

from passerelle import rooms
from passerelle.errors import Refused
from passerelle.working import drafts
from tests.house.giving.scene import moves, trained
from tests.house.rooms.scene import leads, phone_of, speaks, talking, view
from tests.house.stage import asks_for_help, member, replies, takes
from tests.people import ALEX, INES, NADIA


def held_in(house, room_id):
    """How many words wait for somebody's yes in a room."""
    return len(view(house, room_id, INES).held)


def test_in_a_room_a_mentor_reads_first_whatever_the_session_says(house):
    """Nadia stands there as somebody who leads."""
    moves(house, trained(house), "co_leading")
    room_id = talking(house, leaders=(INES, NADIA))

    speaks(house, room_id, "bienvenue", NADIA)

    assert held_in(house, room_id) == 1 and phone_of(house, room_id).lines() == []
    with pytest.raises(Refused):
        leads(house, rooms.pause, room_id, staff=NADIA, keys=house.keys)


def test_once_somebody_leads_their_words_are_there_at_once(house):
    """The mentor is gone with the step."""
    moves(house, trained(house), "co_leading", "leading")
    room_id = talking(house, leaders=(INES, NADIA))

    speaks(house, room_id, "bienvenue", NADIA)

    assert held_in(house, room_id) == 0 and phone_of(house, room_id).lines() == ["bienvenue"]


def test_in_a_case_the_mentor_reads_first_too(house):
    """As for every trainee."""
    moves(house, trained(house), "co_leading")
    case = takes(house, asks_for_help(house, ALEX))

    replies(house, case, "Bonjour Alex")

    with house.database.reading() as session:
        ines = member(session, INES)
        assert len(drafts.for_approval(session, ines)) == 1
