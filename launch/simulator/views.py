"""What a phone shows of a chat, as plain data for the page and for tests.

A view never shows a deleted message, nor more than the person's own eyes would see.
"""

from typing import Any

from launch.simulator.telegram import Telegram
from launch.simulator.texts import preview
from launch.simulator.world import Chat, Message, Person

_KINDS = (
    "voice",
    "photo",
    "video",
    "video_note",
    "audio",
    "document",
    "sticker",
    "contact",
    "location",
    "dice",
    "poll",
)


def screen(telegram: Telegram, person: Person, chat: Chat) -> dict[str, Any]:
    """Everything on the screen of this chat, and the number of the last change."""
    bot = telegram.bot
    busy = {(tap.message_id, tap.data) for tap in telegram.world.opened_taps(chat.id)}
    is_at_work = bool(chat.action) and chat.action_until > telegram.clock.now()
    return {
        "version": telegram.changes.number,
        "now": telegram.clock.now(),
        "person": {"id": person.id, "first_name": person.first_name, "language_code": person.language_code},
        "bot": {
            "name": bot.name,
            "username": bot.username,
            "description": bot.description_for(person.language_code),
            "commands": bot.commands_for(person.language_code),
        },
        "is_started": chat.is_started,
        "is_blocked": chat.bot_status == "kicked",
        "action": chat.action if is_at_work else "",
        "action_left": max(chat.action_until - telegram.clock.now(), 0) if is_at_work else 0,
        "reply_keyboard": chat.reply_keyboard,
        "messages": [_message(telegram, message, busy) for message in chat.shown()],
        "answers": _answers(telegram, chat),
        "notifications": notifications(telegram, person),
    }


def notifications(telegram: Telegram, person: Person) -> list[dict[str, Any]]:
    """The notifications the person got and whose message still stands."""
    chat = telegram.world.private_chat(person)
    return [
        note
        for note in telegram.world.notifications
        if note["person_id"] == person.id and chat.visible(note["message_id"])
    ]


def _answers(telegram: Telegram, chat: Chat) -> list[dict[str, Any]]:
    return [
        {"tap_id": tap.id, "message_id": tap.message_id, **tap.answer}
        for tap in telegram.world.taps.values()
        if tap.chat_id == chat.id and tap.answer is not None
    ]


def _message(telegram: Telegram, message: Message, busy: set[tuple[int, str]]) -> dict[str, Any]:
    body = message.body
    kind = next((kind for kind in _KINDS if kind in body), "text")
    rows = body.get("reply_markup", {}).get("inline_keyboard", [])
    return {
        "id": message.id,
        "is_from_bot": message.is_from_bot,
        "from": body["from"]["first_name"],
        "at": message.sent_at,
        "kind": kind,
        "text": body.get("text", body.get("caption", "")),
        "entities": body.get("entities", body.get("caption_entities", [])),
        "content": body.get(kind) if kind != "text" else None,
        "buttons": [[_button(message, button, busy) for button in row] for row in rows],
        "is_edited": "edit_date" in body,
        "is_silent": message.is_silent,
        "is_delivered": message.update_id in telegram.updates.delivered,
        "forwarded_from": body.get("forward_origin", {}).get("sender_user_name"),
        "reply_to": preview(body["reply_to_message"]) if "reply_to_message" in body else None,
    }


def _button(message: Message, button: dict[str, Any], busy: set[tuple[int, str]]) -> dict[str, Any]:
    data = button.get("callback_data")
    return {
        "label": button["text"],
        "data": data,
        "url": button.get("url"),
        "is_busy": (message.id, data) in busy,
    }
