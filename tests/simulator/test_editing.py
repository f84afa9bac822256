"""Edits, deletions and answers to taps, within Telegram's limits."""

from typing import Any

import pytest

from launch.simulator import Phone, SimulatedTelegram

KEYBOARD = {"inline_keyboard": [[{"text": "Oui", "callback_data": "yes"}]]}
TWO_DAYS = 48 * 3600 + 1
TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"


def _sent(telegram: SimulatedTelegram, phone: Phone, **more: Any) -> dict[str, int]:
    sent = telegram.call("sendMessage", chat_id=phone.id, text="Alors ?", **more)
    return {"chat_id": phone.id, "message_id": sent["result"]["message_id"]}


def test_an_edit_replaces_the_words_and_takes_the_buttons_away(
    telegram: SimulatedTelegram, sam: Phone
) -> None:
    """Unless a keyboard comes with it."""
    message = _sent(telegram, sam, reply_markup=KEYBOARD)

    telegram.call("editMessageText", **message, text="Alors ? Oui.")

    last = sam.screen().last
    assert (last.text, last.labels, last.is_edited) == ("Alors ? Oui.", (), True)


def test_an_edit_that_changes_nothing_is_refused(telegram: SimulatedTelegram, sam: Phone) -> None:
    """The same words and the same buttons."""
    message = _sent(telegram, sam, reply_markup=KEYBOARD)

    refused = telegram.call("editMessageText", **message, text="Alors ?", reply_markup=KEYBOARD)
    kept = telegram.call("editMessageReplyMarkup", **message, reply_markup=KEYBOARD)

    assert refused["description"].startswith(
        "Bad Request: message is not modified: specified new message content"
    )
    assert kept["description"] == refused["description"]


def test_the_bots_own_words_stay_editable_for_ever(telegram: SimulatedTelegram, sam: Phone) -> None:
    """Except when they were sent with a reply keyboard."""
    plain = _sent(telegram, sam)
    keyed = _sent(telegram, sam, reply_markup={"keyboard": [[{"text": "Oui"}]]})

    telegram.advance(TWO_DAYS)

    assert telegram.call("editMessageText", **plain, text="…")["ok"]
    refused = telegram.call("editMessageText", **keyed, text="…")
    assert refused["description"] == "Bad Request: message can't be edited"


def test_only_own_and_present_messages_can_be_edited(telegram: SimulatedTelegram, sam: Phone) -> None:
    """Two different refusals."""
    theirs = telegram.call("editMessageText", chat_id=sam.id, message_id=1, text="…")
    absent = telegram.call("editMessageText", chat_id=sam.id, message_id=99, text="…")

    assert theirs["description"] == "Bad Request: message can't be edited"
    assert absent["description"] == "Bad Request: message to edit not found"


def test_both_sides_messages_can_be_deleted_for_two_days(telegram: SimulatedTelegram, sam: Phone) -> None:
    """Then no more."""
    _sent(telegram, sam)
    telegram.call("deleteMessage", chat_id=sam.id, message_id=1)
    telegram.advance(TWO_DAYS)

    late = telegram.call("deleteMessage", chat_id=sam.id, message_id=2)
    gone = telegram.call("deleteMessage", chat_id=sam.id, message_id=1)

    assert late["description"] == "Bad Request: message can't be deleted for everyone"
    assert gone["description"] == "Bad Request: message to delete not found"
    assert len(sam.screen().messages) == 1


def test_one_message_too_old_stops_the_whole_batch(telegram: SimulatedTelegram, sam: Phone) -> None:
    """While unknown numbers are skipped."""
    telegram.advance(TWO_DAYS)
    fresh = _sent(telegram, sam)["message_id"]

    refused = telegram.call("deleteMessages", chat_id=sam.id, message_ids=[1, fresh])
    done = telegram.call("deleteMessages", chat_id=sam.id, message_ids=[fresh, 99])

    assert refused["description"] == "Bad Request: message can't be deleted for everyone"
    assert done == {"ok": True, "result": True}


@pytest.mark.parametrize("ids", [[], list(range(1, 102)), ["1"], [0]])
def test_a_faulty_batch_is_refused(telegram: SimulatedTelegram, sam: Phone, ids: list[Any]) -> None:
    """Empty, too long, not numbers, not positive."""
    assert telegram.call("deleteMessages", chat_id=sam.id, message_ids=ids)["error_code"] == 400


def test_a_tap_is_answered_once(telegram: SimulatedTelegram, sam: Phone) -> None:
    """The second answer is refused; until the first, the button spins."""
    _sent(telegram, sam, reply_markup=KEYBOARD)
    tap_id = sam.tap("Oui")[0]
    spinning = sam.screen().last.raw["buttons"][0][0]["is_busy"]

    first = telegram.call("answerCallbackQuery", callback_query_id=tap_id, text="Noté")
    second = telegram.call("answerCallbackQuery", callback_query_id=tap_id)

    assert spinning
    assert first["ok"]
    assert second["description"] == TOO_OLD
    assert sam.screen().raw["answers"][0]["text"] == "Noté"


def test_a_tap_cannot_be_answered_after_its_life(telegram: SimulatedTelegram, sam: Phone) -> None:
    """Nor can a tap that never was."""
    _sent(telegram, sam, reply_markup=KEYBOARD)
    tap_id = sam.tap("Oui")[0]
    telegram.advance(151)

    late = telegram.call("answerCallbackQuery", callback_query_id=tap_id)
    never = telegram.call("answerCallbackQuery", callback_query_id="12")

    assert late["description"] == never["description"] == TOO_OLD


def test_a_double_tap_is_two_taps(telegram: SimulatedTelegram, sam: Phone) -> None:
    """Two queries with two ids about one button."""
    _sent(telegram, sam, reply_markup=KEYBOARD)

    taps = sam.tap("Oui", times=2)

    heard = [update["callback_query"]["id"] for update in telegram.pending() if "callback_query" in update]
    assert heard == taps
    assert len(set(taps)) == 2


def test_a_button_that_vanished_can_still_be_heard_from(telegram: SimulatedTelegram, sam: Phone) -> None:
    """A press that was under way when the edit came."""
    message = _sent(telegram, sam, reply_markup=KEYBOARD)
    telegram.call("editMessageText", **message, text="Trop tard.")

    sam.tap_data(message["message_id"], "yes", is_stale=True)

    assert telegram.pending()[-1]["callback_query"]["data"] == "yes"
