"""Delivery: every message arrives in the end, one chat never waits for another, and what cannot leave is told."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from sqlmodel import col, select

from bot.flows import LIBRARY
from bot.wire.outbound import Delivery, _after
from bot.wire.voice import Voice
from bot.writer import Writer
from launch.simulator import Phone
from passerelle import conversations, outbox
from passerelle.errors import DatabaseDown
from passerelle.installation import House
from passerelle.tables import Contact, Delivery as State, Lane, OutboxRow
from passerelle.words import Words
from tests.bot.running import TOKEN, Running
from tests.bot.stage import BEGINS, is_held, reads, replies
from tests.house.stage import asks_for_help, replies as nadia_replies, takes

NOWHERE = "http://127.0.0.1:9"


def is_refused(bot: Running) -> int:
    """Wait until a message was tried in vain; gives its row."""
    tried = select(OutboxRow.id).where(OutboxRow.attempts > 0, OutboxRow.state == State.QUEUED)
    return bot.until(lambda session: session.exec(tried).first())


def is_tried(bot: Running) -> int:
    """The same, and let the pause after it pass."""
    row = is_refused(bot)
    bot.later(seconds=60)
    return row


def states(bot: Running, notice: str) -> list[str]:
    """How far the messages of this name are, the newest last."""
    query = select(OutboxRow.state).where(OutboxRow.notice == notice).order_by(col(OutboxRow.id))
    return list(bot.look(lambda session: session.exec(query).all()))


@pytest.mark.parametrize("kind", ["error", "drop_before", "malformed", "flood"])
def test_a_message_arrives_once_the_line_is_back(bot: Running, sam: Phone, kind: str) -> None:
    """Whatever kept it."""
    bot.telegram.add_fault(kind, method="sendMessage", chat_id=sam.id, times=1, retry_after=1)

    sam.start()
    is_tried(bot)
    bot.telegram.clear_faults()

    assert sam.wait_for("robot")
    bot.settled()


def test_a_message_whose_answer_got_lost_is_sent_again(bot: Running, sam: Phone) -> None:
    """Twice is better than not at all; the buttons of both work."""
    bot.telegram.add_fault("drop_after", method="sendMessage", chat_id=sam.id, times=1)

    sam.start()
    is_tried(bot)
    sam.wait_until(lambda screen: len(screen.messages) == 3)
    sam.tap(BEGINS)

    assert sam.wait_for("Qui écrit")


def test_one_flooded_chat_makes_nobody_else_wait(bot: Running, sam: Phone) -> None:
    """Sam's pause is Sam's."""
    bot.telegram.add_fault("flood", chat_id=sam.id, retry_after=5)
    sam.start()
    is_refused(bot)

    alex = bot.person("Alex")
    alex.start()
    alex.wait_for("robot", timeout=1.0)

    assert not [m for m in sam.screen().messages if m.is_from_bot]
    bot.telegram.clear_faults()
    is_tried(bot)
    assert sam.wait_for("robot")


def test_what_one_chat_waits_for_keeps_its_order(bot: Running, sam: Phone) -> None:
    """Nadia's three messages arrive as she wrote them."""
    case = is_held(bot, sam)
    bot.telegram.add_fault("error", method="sendMessage", chat_id=sam.id, times=1)

    for number in ("un", "deux", "trois"):
        replies(bot, case, number, once=number)
    is_tried(bot)
    sam.wait_for("trois")

    assert [
        text.partition("\n")[2] for text in sam.screen().texts if text.startswith("Nadia, médiatrice\u00a0:")
    ] == ["un", "deux", "trois"]


def test_safety_goes_before_what_waits(bot: Running, sam: Phone) -> None:
    """The numbers do not stand behind a question."""
    sam.start()
    sam.wait_for("robot")
    bot.telegram.add_fault("error", method="sendMessage", chat_id=sam.id, times=1)
    sam.write("/langue")
    is_refused(bot)

    sam.write("/sos")

    assert sam.wait_for("le 112")
    assert not any("Quelle langue" in text for text in sam.screen().texts)
    bot.later(seconds=60)
    bot.settled()


def test_who_forbids_us_is_not_written_to_again(bot: Running, sam: Phone) -> None:
    """Everything that waited is given up, until they write."""
    case = is_held(bot, sam)
    bot.telegram.add_fault("forbidden", chat_id=sam.id)

    replies(bot, case, "un", once="1")
    bot.settled()

    assert reads(bot, case)[-1].delivery == "gone"
    bot.telegram.clear_faults()
    sam.write("me revoilà")
    bot.settled()
    replies(bot, case, "deux", once="2")
    assert sam.wait_for("deux")


def test_a_question_whose_message_is_gone_is_asked_anew(bot: Running, sam: Phone) -> None:
    """The person, or we, deleted it."""
    sam.start()
    sam.tap("🌐")
    question = sam.wait_for("Quelle langue")
    bot.settled()
    bot.telegram.call("deleteMessage", chat_id=sam.id, message_id=question.id)

    sam.tap_data(question.id, question.data_of("Français") or "", is_stale=True)

    assert BEGINS in sam.wait_until(lambda screen: screen.messages[-1].labels).last.labels


def broken(bot: Running, sam: Phone) -> None:
    """A row that lacks what it must name."""
    contact_id = bot.conversation_of(sam).contact_id
    with bot.house.database.writing() as session:
        outbox.enqueue(session, contact_id, "card", now=bot.house.clock(), lane=Lane.NOTICE)


def test_a_row_that_cannot_be_written_holds_nobody_up(bot: Running, sam: Phone) -> None:
    """The person hears that something is wrong, and it counts as failed."""
    sam.start()
    sam.wait_for("robot")
    bot.settled()

    broken(bot, sam)

    sam.wait_for("Souci technique")
    bot.settled()
    assert states(bot, "card")[-1] == State.FAILED
    sam.tap(BEGINS)
    assert sam.wait_for("Qui écrit")


def test_a_row_without_an_address_holds_nobody_up(bot: Running, sam: Phone) -> None:
    """It is given up before it is written."""
    with bot.house.database.writing() as session:
        stranger = Contact(
            salt="x", lookup=str(sam.id).encode(), sealed_address=b"x" * 40, created_at=bot.house.clock()
        )
        session.add(stranger)
        session.flush()
        outbox.enqueue(session, stranger.id or 0, "hide", now=bot.house.clock())

    sam.start()
    sam.wait_for("robot")
    bot.settled()

    assert states(bot, "hide")[-1] == State.FAILED


def test_a_notice_of_another_version_says_nothing(bot: Running, sam: Phone) -> None:
    """It is let go."""
    sam.start()
    sam.wait_for("robot")
    bot.settled()
    contact_id = bot.conversation_of(sam).contact_id
    with bot.house.database.writing() as session:
        outbox.enqueue(session, contact_id, "of_tomorrow", now=bot.house.clock())
    bot.settled()

    assert states(bot, "of_tomorrow") == [State.SENT] and len(sam.screen().messages) == 2


def in_flight(house: House) -> None:
    """A message was leaving when the program died."""
    with house.database.writing() as session:
        found = conversations.open_for(
            session, 7_000_000_001, language="fr", keys=house.keys, now=house.clock()
        )
        outbox.enqueue(session, found.contact_id, "unreadable", now=house.clock())
    with house.database.writing() as session:
        assert len(outbox.lease(session, now=house.clock(), at_most=1)) == 1


def test_what_was_in_flight_when_we_died_is_sent_again(
    at_work: Callable[..., AbstractContextManager[Running]],
) -> None:
    """Nobody knows whether it arrived."""
    with at_work(before=in_flight) as bot:
        sam = bot.person()
        bot.telegram.telegram.world.private_chat(bot.telegram.telegram.world.people[sam.id]).is_started = True
        bot.settled()

        assert states(bot, "unreadable")[0] in {State.SENT, State.GONE}


def undelivered(house: House) -> Delivery:
    """A delivery that nobody runs, in a house where Sam was introduced to Nadia and she has written."""
    case = asks_for_help(house)
    takes(house, case)
    nadia_replies(house, case, "Je suis là.")
    delivery = Delivery(
        house, Writer(LIBRARY, Words(house.settings.data_dir), house.keys), Voice(TOKEN, NOWHERE)
    )
    introduced = delivery._take(10)[0]
    delivery._in_writing(lambda session: outbox.sent(session, introduced.row.id or 0))
    return delivery


def test_what_cannot_be_unsealed_now_is_not_sent_at_all(house: House) -> None:
    """A keystore out of reach is no reason to send an excuse in place of what Nadia wrote."""
    delivery, keys = undelivered(house), house.settings.data_dir / "keys.db"
    away = keys.with_suffix(".away")
    keys.rename(away)

    with pytest.raises(DatabaseDown):
        delivery._take(10)

    away.rename(keys)
    assert [letter.row.notice for letter in delivery._take(10)] == ["relay"]


def test_a_stop_is_heard_also_when_something_comes_in_at_that_moment(house: House) -> None:
    """Or the program would never end."""
    delivery = undelivered(house)

    async def stop_while_resting() -> None:
        resting = asyncio.ensure_future(delivery._rest())
        await asyncio.sleep(0)
        delivery._something.set()
        resting.cancel()
        await resting

    with pytest.raises(asyncio.CancelledError):
        asyncio.run(stop_while_resting())


def test_retries_come_ever_more_slowly() -> None:
    """As long as Telegram asked, or doubling, whichever is longer; five minutes at most."""
    assert 10 <= _after(10.0, 0) < 10.3
    assert [round(_after(0.0, attempts)) for attempts in (0, 3, 20)] == [1, 8, 300]


def test_what_never_arrives_is_given_up(bot: Running, sam: Phone) -> None:
    """After about as long as Telegram itself keeps a message."""
    case = is_held(bot, sam)
    bot.telegram.add_fault("error", method="sendMessage", chat_id=sam.id)
    replies(bot, case, "Tu es là ?")
    row = is_tried(bot)
    with bot.house.database.writing() as session:
        session.get_one(OutboxRow, row).attempts = outbox.ATTEMPTS_AT_MOST - 1

    bot.later(minutes=10)
    bot.settled()

    assert reads(bot, case)[-1].delivery == "failed"
