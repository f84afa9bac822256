"""getUpdates: offsets, long polling, one receiver, expiry, redelivery."""

import threading
from typing import Any

from launch.simulator import Phone, SimulatedTelegram


def _ids(telegram: SimulatedTelegram, **parameters: Any) -> list[int]:
    return [update["update_id"] for update in telegram.call("getUpdates", **parameters)["result"]]


def test_an_update_comes_again_until_a_greater_offset_settles_it(
    telegram: SimulatedTelegram, sam: Phone
) -> None:
    """Asking without an offset acknowledges nothing."""
    first = _ids(telegram)

    assert _ids(telegram) == first
    assert _ids(telegram, offset=first[-1] + 1) == []
    assert telegram.pending() == []


def test_update_ids_grow_by_one(telegram: SimulatedTelegram, sam: Phone) -> None:
    """Three messages, three consecutive numbers."""
    sam.write("un")
    sam.write("deux")

    ids = _ids(telegram)

    assert ids == [ids[0], ids[0] + 1, ids[0] + 2]


def test_the_limit_is_respected(telegram: SimulatedTelegram, sam: Phone) -> None:
    """The rest stays for the next call."""
    sam.write("un")

    assert len(_ids(telegram, limit=1)) == 1
    assert len(telegram.pending()) == 2


def test_a_negative_offset_keeps_the_last_ones_only(telegram: SimulatedTelegram, sam: Phone) -> None:
    """Everything before them is forgotten."""
    sam.write("un")
    sam.write("deux")

    kept = _ids(telegram, offset=-1)

    assert len(kept) == 1
    assert _ids(telegram) == kept


def test_a_long_poll_returns_as_soon_as_somebody_writes(telegram: SimulatedTelegram, sam: Phone) -> None:
    """Thirty seconds of patience, none needed."""
    last = _ids(telegram)[-1]
    answers: list[Any] = []
    call = {"offset": last + 1, "timeout": 30}
    poller = threading.Thread(target=lambda: answers.extend(_ids(telegram, **call)))
    poller.start()
    telegram.wait_until(lambda: telegram.calls("getUpdates")[-1]["outcome"] is None)

    sam.write("coucou")
    poller.join(5)

    assert answers == [last + 1]


def test_a_second_poller_ends_the_first(telegram: SimulatedTelegram) -> None:
    """The first gets 409 with Telegram's sentence."""
    answers: list[dict[str, Any]] = []
    first = threading.Thread(target=lambda: answers.append(telegram.call("getUpdates", timeout=30)))
    first.start()
    telegram.wait_until(lambda: telegram.calls("getUpdates"))

    telegram.call("getUpdates")
    first.join(5)

    assert answers[0]["error_code"] == 409
    assert "terminated by other getUpdates request" in answers[0]["description"]


def test_polling_is_refused_while_a_webhook_is_set(telegram: SimulatedTelegram) -> None:
    """And works again once it is deleted."""
    telegram.call("setWebhook", url="http://127.0.0.1:9/hook")

    refused = telegram.call("getUpdates")
    telegram.call("deleteWebhook")

    assert refused["error_code"] == 409
    assert telegram.call("getUpdates")["ok"]


def test_only_the_kinds_asked_for_are_queued(telegram: SimulatedTelegram, sam: Phone) -> None:
    """The choice is remembered; an empty list means the default again."""
    telegram.call("getUpdates", offset=-1, allowed_updates=["callback_query"])
    sam.write("personne n’entend")
    heard = len(telegram.pending())
    telegram.call("getUpdates", allowed_updates=[])
    sam.write("on m’entend")

    assert heard == 1
    assert len(telegram.pending()) == 2


def test_a_tap_expires_after_150_seconds_and_a_message_after_a_day(
    telegram: SimulatedTelegram, sam: Phone
) -> None:
    """By the simulator's own clock."""
    keyboard = {"inline_keyboard": [[{"text": "Oui", "callback_data": "yes"}]]}
    telegram.call("sendMessage", chat_id=sam.id, text="Alors ?", reply_markup=keyboard)
    sam.tap("Oui")

    telegram.advance(151)
    after_a_while = len(telegram.pending())
    telegram.advance(86_400)

    assert after_a_while == 1
    assert telegram.pending() == []


def test_every_update_can_be_served_again_after_its_acknowledgement(telegram: SimulatedTelegram) -> None:
    """Redelivery keeps the number, and happens once."""
    telegram.settings(redelivery=1.0)
    telegram.person("Sam").start()

    first = _ids(telegram)
    again = _ids(telegram, offset=first[-1] + 1)
    then = _ids(telegram, offset=first[-1] + 1)

    assert (again, then) == (first, [])


def test_a_poisoned_update_is_handed_out_verbatim(telegram: SimulatedTelegram, sam: Phone) -> None:
    """Whatever it is made of."""
    number = telegram.inject({"message": {"nonsense": [1, None]}})

    last = telegram.call("getUpdates")["result"][-1]

    assert last == {"update_id": number, "message": {"nonsense": [1, None]}}
