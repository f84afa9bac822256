"""What a bot changes or takes back: edits, deletions, answers to taps.

Telegram's limits hold: own messages only, 48 hours for deletion, a tap answered once.
"""

from typing import Any

from launch.simulator import keyboards, texts
from launch.simulator.access import is_old, known, message_to_edit, writable
from launch.simulator.refusals import CANNOT_DELETE, NOT_MODIFIED, TAP_TOO_OLD, Refusal, bad_request
from launch.simulator.telegram import Telegram
from launch.simulator.telegram_html import utf16_length
from launch.simulator.world import Chat, Message

MAX_BATCH = 100
MAX_ANSWER = 200


def edit_message_text(telegram: Telegram, parameters: dict[str, Any]) -> dict[str, Any]:
    """Replace text and buttons; returns the Message; without a keyboard the buttons go."""
    words = texts.message_text(parameters)
    message = _editable(telegram, parameters)
    if "text" not in message.body:
        raise bad_request("there is no text in the message to edit")
    changed = words.fields()
    markup = _inline_only(parameters)
    is_same = all(message.body.get(name) == changed.get(name) for name in ("text", "entities"))
    if is_same and message.body.get("reply_markup") == markup:
        raise bad_request(NOT_MODIFIED)
    message.body.pop("entities", None)
    message.body |= changed
    message.body["edit_date"] = telegram.clock.stamp()
    _show(message, markup)
    telegram.changes.note()
    return message.body


def edit_message_reply_markup(telegram: Telegram, parameters: dict[str, Any]) -> dict[str, Any]:
    """Replace the buttons only; returns the Message."""
    message = _editable(telegram, parameters)
    markup = _inline_only(parameters)
    if message.body.get("reply_markup") == markup:
        raise bad_request(NOT_MODIFIED)
    _show(message, markup)
    telegram.changes.note()
    return message.body


def delete_message(telegram: Telegram, parameters: dict[str, Any]) -> bool:
    """Delete one message for everyone, either side's in a private chat."""
    chat = known(telegram, parameters["chat_id"])
    message = chat.visible(parameters["message_id"])
    if message is None:
        raise bad_request("message to delete not found")
    _delete(telegram, chat, [message])
    return True


def delete_messages(telegram: Telegram, parameters: dict[str, Any]) -> bool:
    """Delete up to a hundred; unknown ids are skipped, one that is too old stops them all."""
    chat = known(telegram, parameters["chat_id"])
    ids = parameters["message_ids"]
    if not ids:
        raise bad_request("message identifiers are not specified")
    if len(ids) > MAX_BATCH:
        raise bad_request("too many message identifiers specified")
    if not all(isinstance(number, int) and not isinstance(number, bool) for number in ids):
        raise bad_request("message identifier must be a Number")
    if any(number <= 0 for number in ids):
        raise bad_request("invalid message identifier specified")
    _delete(telegram, chat, [message for number in ids if (message := chat.visible(number))])
    return True


def answer_callback_query(telegram: Telegram, parameters: dict[str, Any]) -> bool:
    """Stop the spinning of a tapped button; refused the second time and once the tap is too old."""
    tap = telegram.world.taps.get(parameters["callback_query_id"])
    if tap is None or tap.answer is not None or tap.expires_at <= telegram.clock.now():
        raise bad_request(TAP_TOO_OLD)
    text = parameters.get("text", "")
    if utf16_length(text) > MAX_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    tap.answer = {"text": text, "is_alert": bool(parameters.get("show_alert"))}
    telegram.changes.note()
    return True


def _editable(telegram: Telegram, parameters: dict[str, Any]) -> Message:
    if "inline_message_id" in parameters:
        raise bad_request("MESSAGE_ID_INVALID")
    chat = writable(telegram, parameters.get("chat_id"))
    return message_to_edit(telegram, chat, parameters)


def _inline_only(parameters: dict[str, Any]) -> dict[str, Any] | None:
    markup = parameters.get("reply_markup")
    if markup and "inline_keyboard" not in markup:
        raise bad_request("inline keyboard expected")
    return keyboards.inline(markup)


def _show(message: Message, markup: dict[str, Any] | None) -> None:
    message.body.pop("reply_markup", None)
    if markup is not None:
        message.body["reply_markup"] = markup


def _delete(telegram: Telegram, chat: Chat, messages: list[Message]) -> None:
    refusals = [refusal for message in messages if (refusal := _undeletable(telegram, chat, message))]
    if refusals:
        raise refusals[0]
    for message in messages:
        message.is_deleted = True
    telegram.changes.note()


def _undeletable(telegram: Telegram, chat: Chat, message: Message) -> Refusal | None:
    if chat.person is None and not message.is_from_bot:
        return bad_request("message can't be deleted")
    return bad_request(CANNOT_DELETE) if is_old(telegram, message) else None
