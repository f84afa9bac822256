"""Hiding and erasing: what is left on the screen, in the house, and of the keys."""

import pytest
from sqlmodel import col, func, select

from launch.simulator import Phone
from passerelle.errors import KeyDestroyed
from passerelle.tables import Case, Contact, Conversation, OutboxRow, Trace
from tests.bot.running import Running
from tests.bot.stage import asks_for_somebody, comes_to_the_topics, is_held, reads, replies, taps

TWO_DAYS_AND_MORE = 49 * 3600.0
GONE = ("👋 À bientôt.",)


def forgets_everything(sam: Phone) -> None:
    """Press the button, and mean it."""
    taps(sam, "Oublier", "Oui, tout oublier")
    sam.wait_for("C’est oublié")


def two_days_pass(bot: Running) -> None:
    """For Telegram and for the house."""
    bot.telegram.advance(TWO_DAYS_AND_MORE)
    bot.later(seconds=TWO_DAYS_AND_MORE)


def test_hiding_leaves_one_harmless_message(bot: Running, sam: Phone) -> None:
    """Theirs go as well as ours."""
    comes_to_the_topics(sam)
    sam.write("il me suit partout")
    sam.wait_for("C’est noté")

    sam.tap("Masquer")
    sam.wait_for("À bientôt")
    bot.settled()

    assert sam.screen().texts == GONE


def test_hiding_keeps_the_conversation(bot: Running, sam: Phone) -> None:
    """The question comes back with the next word."""
    comes_to_the_topics(sam)
    sam.tap("Masquer")
    sam.wait_for("À bientôt")

    sam.write("/start")

    assert "t’amène" in sam.wait_for("On reprend").text


def test_hiding_keeps_the_case(bot: Running, sam: Phone) -> None:
    """And what Nadia writes afterwards arrives."""
    case = is_held(bot, sam)
    sam.tap("Masquer")
    sam.wait_for("À bientôt")
    bot.settled()

    replies(bot, case, "Quand tu veux.")

    sam.wait_for("Quand tu veux")
    assert len(sam.screen().messages) == 2


def test_what_telegram_no_longer_deletes_is_written_over(bot: Running, sam: Phone) -> None:
    """Of what is older than two days, ours says nothing any more; theirs stays, because no bot may touch it."""
    case = is_held(bot, sam)
    replies(bot, case, "Un secret.")
    sam.wait_for("Un secret")
    sam.write("un mot à moi")
    bot.settled()
    two_days_pass(bot)
    sam.write("un mot plus jeune")

    sam.tap("Masquer")
    sam.wait_for("À bientôt")
    bot.settled()

    ours = {message.text for message in sam.screen().messages if message.is_from_bot}
    theirs = {message.text for message in sam.screen().messages if not message.is_from_bot}
    assert ours == {"·", *GONE} and theirs == {"/start", "un mot à moi"}


def test_hiding_again_does_not_write_over_twice(bot: Running, sam: Phone) -> None:
    """What was written over is remembered as such."""
    comes_to_the_topics(sam)
    bot.settled()
    two_days_pass(bot)
    sam.write("/masquer")
    sam.wait_for("À bientôt")
    bot.settled()
    before = len(bot.telegram.calls("editMessageText", chat_id=sam.id))

    sam.write("/masquer")
    bot.settled()

    assert len(bot.telegram.calls("editMessageText", chat_id=sam.id)) == before


def test_what_waits_is_not_said_after_hiding(bot: Running, sam: Phone) -> None:
    """A question that could not leave yet would be found on the clean screen."""
    sam.start()
    sam.wait_for("robot")
    bot.telegram.add_fault("error", chat_id=sam.id, times=1)
    sam.write("/langue")
    bot.until(lambda session: session.exec(select(OutboxRow).where(OutboxRow.attempts > 0)).first())

    sam.write("/masquer")
    sam.wait_for("À bientôt")
    bot.later(seconds=60)
    bot.settled()

    assert sam.screen().texts == GONE


def rows_of(bot: Running, contact_id: int) -> int:
    """How many rows hang on a contact."""
    columns = (Contact.id, Conversation.contact_id, Trace.contact_id, OutboxRow.contact_id, Case.contact_id)
    queries = [select(func.count()).where(col(column) == contact_id) for column in columns]
    return bot.look(lambda session: sum(session.exec(query).one() for query in queries))


def test_erasing_leaves_one_message_and_no_row(bot: Running, sam: Phone) -> None:
    """Not the way to the person either; the case keeps what is counted, and nothing that was said."""
    case = is_held(bot, sam)
    sam.write("un secret")
    bot.settled()
    number = bot.conversation_of(sam).contact_id
    assert rows_of(bot, number) > 0

    forgets_everything(sam)
    bot.settled()

    assert len(sam.screen().messages) == 1 and rows_of(bot, number) == 0
    assert reads(bot, case) == []


def test_erasing_destroys_every_key(bot: Running, sam: Phone) -> None:
    """Of the conversation and of the case: a backup of the data opens nothing."""
    case = is_held(bot, sam)
    keys = {bot.conversation_of(sam).key_id, case.key_id}

    forgets_everything(sam)
    bot.settled()

    for key in keys:
        with pytest.raises(KeyDestroyed):
            bot.house.keys.keystore.key(key)


def test_after_erasing_one_is_somebody_new(bot: Running, sam: Phone) -> None:
    """Another contact, another key, and the welcome."""
    asks_for_somebody(bot, sam)
    number = bot.conversation_of(sam).contact_id
    forgets_everything(sam)
    bot.settled()

    sam.start()
    sam.wait_for("robot")
    bot.settled()

    assert bot.conversation_of(sam).contact_id > number


def test_erasing_pressed_twice_leaves_nobody_behind(bot: Running, sam: Phone) -> None:
    """The second half of the double tap is not a new person's."""
    sam.start()
    sam.tap("Oublier")
    sam.wait_for("Tout oublier")
    before = bot.count(Contact)

    sam.tap("Oui, tout oublier", times=2)
    sam.wait_for("C’est oublié")
    bot.settled()

    assert len(sam.screen().messages) == 1 and bot.count(Contact) == before - 1


def test_erasing_goes_on_when_the_line_breaks(bot: Running, sam: Phone) -> None:
    """The screen is cleaned in the end, and only then is the way to the person dropped."""
    sam.start()
    sam.tap("Oublier")
    sam.wait_for("Tout oublier")
    number = bot.conversation_of(sam).contact_id
    bot.telegram.add_fault("drop_before", method="deleteMessages", chat_id=sam.id, times=1)

    sam.tap("Oui, tout oublier")
    bot.until(lambda session: session.exec(select(OutboxRow).where(OutboxRow.attempts > 0)).first())
    bot.later(seconds=60)
    bot.settled()

    assert len(sam.screen().messages) == 1 and rows_of(bot, number) == 0


def test_who_erases_and_blocks_is_forgotten_all_the_same(bot: Running, sam: Phone) -> None:
    """Nothing can be cleaned there any more."""
    sam.start()
    sam.tap("Oublier")
    sam.wait_for("Tout oublier")
    before = bot.count(Contact)
    bot.telegram.add_fault("forbidden", chat_id=sam.id)

    sam.tap("Oui, tout oublier")

    assert bot.until(lambda session: bot.count(Contact) == before - 1)


def test_who_thinks_twice_keeps_everything(bot: Running, sam: Phone) -> None:
    """The question comes back where it was."""
    comes_to_the_topics(sam)

    taps(sam, "Oublier", "Non, garder")

    assert sam.wait_until(
        lambda screen: "t’amène" in screen.last.text and "Autre chose" in screen.last.labels
    )
