"""What a person says while a question is still on its way to them, or may have arrived without our knowing."""

import pytest
from sqlmodel import col, select

from bot.app import LOCALES
from bot.engine.heard import Commanded, Heard, Wrote
from bot.flows import LIBRARY
from bot.switchboard import Arrival, Switchboard
from passerelle import conversations, outbox
from passerelle.installation import House
from passerelle.tables import Contact, Delivery, OutboxRow
from passerelle.words import Words
from tests.people import SAM

EARLIER = 7  # the message of a question that was answered before


@pytest.fixture
def board(house: House) -> Switchboard:
    """A switchboard whose rows nobody delivers."""
    return Switchboard(house, LIBRARY, Words(LOCALES), lambda _: None)


def says(board: Switchboard, update: int, heard: Heard) -> None:
    """Sam says something."""
    board.hear(Arrival(1, update, SAM.account, heard, message_id=100 + update))


def rows(house: House, notice: str) -> list[OutboxRow]:
    """The messages of one kind, in order."""
    with house.database.reading() as session:
        query = select(OutboxRow).where(OutboxRow.notice == notice).order_by(col(OutboxRow.id))
        return list(session.exec(query).all())


def leaves(house: House, *, arrives: bool) -> None:
    """The question is taken to be sent, after an earlier one; only one that arrives is marked."""
    with house.database.writing() as session:
        [row] = outbox.lease(session, now=house.clock(), at_most=1)
        conversations.asked_in(session, session.exec(select(Contact.id)).one() or 0, EARLIER)
        if arrives:
            outbox.sent(session, row.id or 0)


@pytest.mark.parametrize(("arrives", "frozen"), [(False, 0), (True, 1)])
def test_an_answer_is_kept_in_the_message_that_surely_asked(
    house: House, board: Switchboard, arrives: bool, frozen: int
) -> None:
    """While the question is on its way, the message known to ask is an earlier one, and is left alone."""
    says(board, 1, Commanded("start"))
    leaves(house, arrives=arrives)

    says(board, 2, Wrote("D’accord, on commence"))

    assert len(rows(house, "frozen")) == frozen


def test_an_ending_calls_back_the_question_that_waits(house: House, board: Switchboard) -> None:
    """What is over is not asked again, neither at once nor by a later try."""
    says(board, 1, Commanded("start"))
    says(board, 2, Commanded("humain"))
    says(board, 3, Wrote("Non, ça peut attendre"))

    assert len(rows(house, "ending")) == 1
    assert {row.state for row in rows(house, "question")} == {Delivery.CANCELLED}
