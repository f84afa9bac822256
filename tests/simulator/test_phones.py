"""The person's side: what a phone can do, and what it cannot."""

import pytest

from launch.simulator import Phone, SimulatedTelegram
from launch.simulator.client import Refused
from launch.simulator.screen import NothingHappened


def test_start_may_carry_a_payload(telegram: SimulatedTelegram) -> None:
    """As a deep link does."""
    telegram.person("Marc").start("ecole_12")

    message = telegram.pending()[0]["message"]

    assert message["text"] == "/start ecole_12"
    assert message["entities"] == [{"offset": 0, "length": 6, "type": "bot_command"}]


def test_a_message_is_ticked_twice_once_the_bot_has_it(telegram: SimulatedTelegram, sam: Phone) -> None:
    """Acknowledged, not merely served."""
    served = telegram.call("getUpdates")["result"][-1]["update_id"]
    before = sam.screen().last.is_delivered
    telegram.call("getUpdates", offset=served + 1)

    assert (before, sam.screen().last.is_delivered) == (False, True)


def test_an_edit_of_ones_own_is_told_to_the_bot(telegram: SimulatedTelegram, sam: Phone) -> None:
    """With the new words."""
    sam.edit(sam.write("bonjur"), "bonjour")

    assert telegram.pending()[-1]["edited_message"]["text"] == "bonjour"


def test_a_button_that_is_not_there_cannot_be_tapped(telegram: SimulatedTelegram, sam: Phone) -> None:
    """A test cannot cheat."""
    with pytest.raises(Refused, match="no such button"):
        sam.tap_data(1, "yes")


def test_nothing_can_be_written_to_a_blocked_bot(sam: Phone) -> None:
    """The phone says so."""
    sam.block()

    with pytest.raises(Refused, match="unblock"):
        sam.write("tu es là ?")


def test_waiting_in_vain_tells_what_the_screen_shows(sam: Phone) -> None:
    """So that a failed test explains itself."""
    with pytest.raises(NothingHappened, match="/start"):
        sam.wait_for("Bonjour", timeout=0.01)


def test_in_a_group_the_bot_hears_commands_only(telegram: SimulatedTelegram, sam: Phone) -> None:
    """Telegram's privacy mode; then the bot may leave."""
    group = telegram.group(sam, "La bande")
    sam.write("salut tout le monde", chat_id=group)
    sam.write("/aide", chat_id=group)

    heard = [update["message"].get("text") for update in telegram.pending() if "message" in update]
    telegram.call("leaveChat", chat_id=group)

    assert heard == ["/start", None, "/aide"]
    assert telegram.group_state(group)["bot_status"] == "left"


def test_a_bot_thrown_out_cannot_write_in_the_group(telegram: SimulatedTelegram, sam: Phone) -> None:
    """403, with Telegram's words."""
    group = telegram.group(sam)
    telegram.kick_bot(sam, group)

    refused = telegram.call("sendMessage", chat_id=group, text="x")

    assert refused["description"] == "Forbidden: bot was kicked from the group chat"


def test_the_journal_can_be_filtered(telegram: SimulatedTelegram, sam: Phone) -> None:
    """By method, by chat, by number."""
    telegram.call("getMe")
    telegram.call("sendMessage", chat_id=sam.id, text="un")
    last = telegram.calls()[-1]["number"]
    telegram.call("sendMessage", chat_id=sam.id, text="deux")

    assert [call["params"]["text"] for call in telegram.calls("sendMessage", chat_id=sam.id)] == [
        "un",
        "deux",
    ]
    assert [call["params"]["text"] for call in telegram.calls(after=last)] == ["deux"]


def test_the_clock_does_not_go_back(telegram: SimulatedTelegram) -> None:
    """A refusal, in words."""
    with pytest.raises(Refused, match="only moves forward"):
        telegram.advance(-1)


def test_another_sites_page_may_not_use_the_phone(telegram: SimulatedTelegram) -> None:
    """Browsers say where a request comes from."""
    with pytest.raises(Refused, match="own pages"):
        telegram.ask("GET", "/people", headers={"Sec-Fetch-Site": "cross-site"})
