"""Rows about rooms: one waiting row a screen, none lost, in a lane of their own."""

from sqlmodel import select

from passerelle import outbox
from passerelle.rooms import rows, telling
from passerelle.tables import Lane, OutboxRow
from tests.house.rooms.scene import all_sent, says, talking, waiting


def leased(house):
    """Delivery takes what may leave."""
    with house.database.writing() as session:
        return [row.notice for row in outbox.lease(session, now=house.clock(), at_most=50)]


def test_what_is_said_while_a_row_is_leaving_has_a_row_of_its_own(house):
    """The one in flight may have been written already."""
    room_id = talking(house)
    all_sent(house)
    says(house, room_id, "un")
    assert leased(house).count("room_words") == 2

    says(house, room_id, "deux")
    says(house, room_id, "trois")

    assert len(waiting(house, "room_words")) == 2


def test_what_is_said_is_there_to_read_once_its_row_can_be_taken(house):
    """Nobody takes a row that counts on words which are not committed yet."""
    room_id = talking(house)
    all_sent(house)
    says(house, room_id, "un")
    if house.database.is_sqlite:
        return  # one writer at a time
    with house.database.writing() as session:
        telling.draw(session, rows.locked(session, room_id), now=house.clock())
        assert leased(house) == []

    assert len(leased(house)) == 2


def test_rooms_have_a_lane_of_their_own(house):
    """The last; only the sign that a door is open is a notice."""
    room_id = talking(house)
    says(house, room_id, "un")
    with house.database.reading() as session:
        lanes = {row.notice: row.lane for row in session.exec(select(OutboxRow)).all()}

    assert lanes == {"room_opens": Lane.NOTICE, "room_words": Lane.ROOM}


def test_a_row_of_a_room_names_it_and_nothing_else(house):
    """No word, no pseudonym."""
    room_id = talking(house)
    says(house, room_id, "un")

    assert [numbers for _, numbers in waiting(house, "room_words")] == [{"room": room_id}] * 2
