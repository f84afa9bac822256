"""Failures on purpose: each kind does what it says, to whom it says, as often as it says."""

import httpx
import pytest

from launch.simulator import Fault, Phone, SimulatedTelegram
from launch.simulator.clock import Clock
from launch.simulator.faults import Faults


def _say(telegram: SimulatedTelegram, phone: Phone) -> dict[str, object]:
    return telegram.call("sendMessage", chat_id=phone.id, text="Bonjour")


def test_a_flood_holds_one_chat_while_its_window_lasts(telegram: SimulatedTelegram, sam: Phone) -> None:
    """Other chats go on; the seconds left are told."""
    marc = telegram.person("Marc")
    marc.start()
    telegram.add_fault("flood", method="sendMessage", chat_id=sam.id, times=1, retry_after=5)

    first, again, other = _say(telegram, sam), _say(telegram, sam), _say(telegram, marc)
    telegram.advance(6)

    assert first["parameters"] == again["parameters"] == {"retry_after": 5}
    assert first["description"] == "Too Many Requests: retry after 5"
    assert other["ok"]
    assert _say(telegram, sam)["ok"]


def test_a_planned_403_and_502(telegram: SimulatedTelegram, sam: Phone) -> None:
    """In the order of the rules, once each."""
    telegram.add_fault("forbidden", times=1)
    telegram.add_fault("error", times=1, status=502)

    codes = [_say(telegram, sam).get("error_code") for _ in range(3)]

    assert codes == [403, 502, None]


def test_a_line_cut_before_the_effect_leaves_nothing(telegram: SimulatedTelegram, sam: Phone) -> None:
    """The caller cannot know."""
    telegram.add_fault("drop_before", method="sendMessage", times=1)

    with pytest.raises(httpx.TransportError):
        _say(telegram, sam)

    assert len(sam.screen().messages) == 1


def test_a_line_cut_after_the_effect_leaves_the_message(telegram: SimulatedTelegram, sam: Phone) -> None:
    """The caller cannot know either."""
    telegram.add_fault("drop_after", method="sendMessage", times=1)

    with pytest.raises(httpx.TransportError):
        _say(telegram, sam)

    assert sam.screen().last.text == "Bonjour"
    assert telegram.calls("sendMessage")[-1]["fault"] == "drop_after"


def test_an_answer_can_be_unreadable(telegram: SimulatedTelegram, sam: Phone) -> None:
    """The effect has happened all the same."""
    telegram.add_fault("malformed", times=1)

    with pytest.raises(ValueError):
        _say(telegram, sam)

    assert sam.screen().last.text == "Bonjour"


def test_a_slow_call_still_succeeds(telegram: SimulatedTelegram, sam: Phone) -> None:
    """After the seconds asked for."""
    telegram.add_fault("slow", seconds=0.05, times=1)

    assert _say(telegram, sam)["ok"]
    assert telegram.faults()[0]["fired"] == 1


def test_a_rule_can_let_some_calls_pass_first(telegram: SimulatedTelegram, sam: Phone) -> None:
    """`after=2` spares two."""
    telegram.add_fault("error", method="sendMessage", after=2, times=1)

    assert [_say(telegram, sam)["ok"] for _ in range(4)] == [True, True, False, True]


def test_chance_is_seeded() -> None:
    """The same seed strikes the same calls."""
    from random import Random

    def strikes(seed: int) -> list[bool]:
        faults = Faults(Clock(), Random(seed))
        faults.add(Fault("error", probability=0.3))
        return [faults.strike("sendMessage", 1) is not None for _ in range(50)]

    assert strikes(7) == strikes(7)
    assert 0 < sum(strikes(7)) < 50


def test_an_unknown_kind_is_refused() -> None:
    """At once, with the kinds there are."""
    with pytest.raises(ValueError, match="Known: flood"):
        Fault("earthquake")
