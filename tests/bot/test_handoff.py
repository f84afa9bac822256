"""Between Sam and Nadia: both directions, and the silence of a bot that is not needed."""

import pytest

from launch.simulator import Phone
from tests.bot.running import Running
from tests.bot.stage import is_held, reads, replies


def test_nadia_is_introduced_before_each_thing_she_says(bot: Running, sam: Phone) -> None:
    """By her first name and what she does."""
    case = is_held(bot, sam)

    replies(bot, case, "Bonjour, je suis là.")

    assert sam.wait_for("je suis là").text == "Nadia, médiatrice\u00a0:\nBonjour, je suis là."
    bot.settled()
    assert reads(bot, case)[-1].delivery == "sent"
