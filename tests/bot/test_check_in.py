"""Somebody who falls silent beside the numbers is asked after once, without a sound and without a word that tells."""

import pytest
from sqlmodel import select

from launch.simulator import Phone
from passerelle.tables import Delivery, OutboxRow
from tests.bot.running import Running
from tests.bot.stage import comes_to_the_topics, taps

ASKED_AFTER = "Quand tu veux, on continue"


def check_ins(bot: Running, phone: Phone) -> list[str]:
    """How far the questions after this person are on their way."""
    contact = bot.conversation_of(phone).contact_id
    query = select(OutboxRow.state).where(OutboxRow.notice == "check_in", OutboxRow.contact_id == contact)
    return bot.look(lambda session: list(session.exec(query)))


def tells_of_dying(bot: Running, phone: Phone) -> None:
    """Words of a crisis at the menu; the numbers and a question come."""
    comes_to_the_topics(phone)
    phone.write("j’ai envie de mourir")
    phone.wait_for("Es-tu en sécurité")
    bot.settled()


def test_who_falls_silent_is_asked_after_once(own_bot: Running) -> None:
    """A quarter of an hour later, silently, in words that tell nothing; and never again."""
    bot, sam = own_bot, own_bot.person()
    tells_of_dying(bot, sam)

    bot.later(minutes=16)
    assert sam.wait_for(ASKED_AFTER) and sam.notifications()[-1]["is_silent"]
    taps(sam, "Je ne sais pas")
    sam.wait_for("en priorité")
    bot.later(hours=1)
    bot.settled()

    assert check_ins(bot, sam) == [Delivery.SENT]


@pytest.mark.parametrize("act", ["Oui, je veux bien", "Non, pas maintenant"])
def test_whoever_answers_is_not(own_bot: Running, act: str) -> None:
    """Neither who wants somebody, nor who does not."""
    bot, sam = own_bot, own_bot.person()
    tells_of_dying(bot, sam)

    taps(sam, "Oui")
    sam.wait_for("en priorité")
    taps(sam, act)
    bot.settled()

    assert set(check_ins(bot, sam)) == {Delivery.CANCELLED}


def test_nor_is_who_hid_it(own_bot: Running) -> None:
    """The screen was cleaned because somebody may look."""
    bot, sam = own_bot, own_bot.person()
    tells_of_dying(bot, sam)

    sam.tap("Masquer")
    sam.wait_for("À bientôt")
    bot.settled()

    assert check_ins(bot, sam) == [Delivery.CANCELLED]


def test_who_says_not_to_be_safe_is_asked_after_too(own_bot: Running) -> None:
    """Without a word, by the button alone."""
    bot, sam = own_bot, own_bot.person()
    comes_to_the_topics(sam, payload="harcelement")
    taps(sam, "Non")
    sam.wait_for("en priorité")
    bot.settled()

    assert check_ins(bot, sam) == [Delivery.QUEUED]
