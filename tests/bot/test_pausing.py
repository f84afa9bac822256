"""A pause: everything stays, at most one silent sign comes by day, and whatever is done before calls it back."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import select

from bot import signs
from launch.simulator import Phone
from passerelle import retention
from passerelle.tables import Delivery, OutboxRow
from tests.bot.running import Running
from tests.bot.stage import asks_for_somebody, comes_to_the_topics, taps
from tests.bot.test_switchboard import answers_of

BRUSSELS = ZoneInfo("Europe/Brussels")


def pauses(bot: Running, phone: Phone, wish: str = "Un signe demain") -> None:
    """A person who was asked what brings them takes a break."""
    comes_to_the_topics(phone)
    taps(phone, "⋯", "⏸ Pause", wish)
    phone.wait_for("C’est noté\u00a0: une pause")
    bot.settled()


def signs_of(bot: Running) -> list[str]:
    """How far the signs are on their way."""
    return bot.look(
        lambda session: list(session.exec(select(OutboxRow.state).where(OutboxRow.notice == "sign")))
    )


def test_a_pause_says_how_long_everything_is_kept(bot: Running, sam: Phone) -> None:
    """Truly: as long as what is abandoned is kept."""
    comes_to_the_topics(sam)

    sam.write("pause")

    assert f"gardé {retention.ABANDONED_AFTER.days}\u00a0jours" in sam.wait_for("On fait une pause").text


def test_one_silent_sign_comes_and_tells_nothing(own_bot: Running) -> None:
    """At the hour of the pause, the next day; the answers are still there."""
    bot, sam = own_bot, own_bot.person()
    pauses(bot, sam)
    assert signs_of(bot) == [Delivery.QUEUED]

    bot.later(hours=24)
    sign = sam.wait_for("Quand tu veux")

    assert sign.text == "👋 Quand tu veux, on continue\u00a0: /start" and not sign.labels
    assert sam.notifications()[-1]["is_silent"]
    assert answers_of(bot, sam)["welcome.who"] == "12-17"


def test_no_second_sign_comes(own_bot: Running) -> None:
    """Nor any, where none was wished."""
    bot, sam, quiet = own_bot, own_bot.person(), own_bot.person("Marc")
    pauses(bot, sam, "Un signe dans 3 jours")
    pauses(bot, quiet, "Une pause, sans signe")

    bot.later(days=3)
    sam.wait_for("Quand tu veux")
    bot.later(days=2)
    bot.settled()

    assert signs_of(bot) == [Delivery.SENT]


@pytest.mark.parametrize("written", ["coucou", "/start", "/retour", "/masquer", "/sos"])
def test_whatever_is_done_before_calls_the_sign_back(bot: Running, sam: Phone, written: str) -> None:
    """Nobody is reminded of what they came back to."""
    pauses(bot, sam)
    contact = bot.conversation_of(sam).contact_id

    sam.write(written)
    query = select(OutboxRow.state).where(OutboxRow.notice == "sign", OutboxRow.contact_id == contact)
    bot.until(lambda session: session.exec(query).one() == Delivery.CANCELLED)


def test_any_words_bring_the_current_question_back(bot: Running, sam: Phone) -> None:
    """They answer nothing, and are kept."""
    pauses(bot, sam)

    sam.write("rebonjour toi")

    assert "t’amène" in sam.wait_for("On reprend").text
    bot.settled()
    assert answers_of(bot, sam)["~words"] == "rebonjour toi" and "~paused" not in answers_of(bot, sam)


def test_the_first_words_after_a_pause_answer_no_question(bot: Running, sam: Phone) -> None:
    """Not even one that waits for words."""
    comes_to_the_topics(sam)
    taps(sam, "Autre chose", "Oui")
    sam.wait_for("Dis-moi avec tes mots")
    taps(sam, "⋯", "⏸ Pause", "Une pause, sans signe")
    sam.wait_for("C’est noté\u00a0: une pause")

    sam.write("salut, je suis là")

    assert "Dis-moi avec tes mots" in sam.wait_for("On reprend").text


def test_a_case_opened_meanwhile_needs_no_sign(own_bot: Running) -> None:
    """Somebody answers there; and a pause is not offered any more."""
    bot, sam = own_bot, own_bot.person()
    pauses(bot, sam)
    asks_for_somebody(bot, sam)

    bot.later(days=1)
    sam.tap("⋯")
    menu = sam.wait_until(lambda screen: "Que veux-tu faire" in screen.last.text).last
    bot.settled()

    assert "⏸ Pause" not in menu.labels and signs_of(bot) == [Delivery.CANCELLED]


def test_erasing_takes_the_sign_along(own_bot: Running) -> None:
    """Nothing is sent to who is forgotten."""
    bot, sam = own_bot, own_bot.person()
    pauses(bot, sam)
    taps(sam, "⋯", "Oublier", "Oui, tout oublier")
    sam.wait_for("C’est oublié")

    bot.later(days=1)
    bot.settled()

    assert not any(
        "Quand tu veux" in call["params"].get("text", "") for call in bot.telegram.calls("sendMessage")
    )


def test_a_sign_that_comes_late_does_not_come_at_night(own_bot: Running) -> None:
    """Where the line was down all day, nobody is woken."""
    bot, sam = own_bot, own_bot.person()
    pauses(bot, sam)
    bot.clock.forward(hours=36)

    bot.later()
    bot.until(
        lambda session: (
            session.exec(select(OutboxRow.state).where(OutboxRow.notice == "sign")).one() == "sent"
        )
    )

    assert not any("Quand tu veux" in text for text in sam.screen().texts)


@pytest.mark.parametrize("hour", range(24))
@pytest.mark.parametrize("days", [1, 3])
def test_a_sign_is_planned_by_day(hour: int, days: int) -> None:
    """Whatever the hour, also over the night on which the clocks change."""
    now = datetime(2026, 10, 23, hour, 30, tzinfo=BRUSSELS).astimezone(UTC)

    due = signs.due(days, now=now, zone=BRUSSELS)

    assert signs.is_decent(due, zone=BRUSSELS) and due.astimezone(BRUSSELS).hour <= 20
    assert due.astimezone(BRUSSELS).date() == now.astimezone(BRUSSELS).date() + timedelta(days=days)
