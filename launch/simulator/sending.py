"""What a bot sends: messages, files, copies, the typing sign.

Each method checks the words, then the chat, then the keyboard, and posts; a Refusal leaves no trace.
"""

from typing import Any

from launch.simulator import keyboards, media, texts
from launch.simulator.access import known, writable
from launch.simulator.refusals import bad_request
from launch.simulator.telegram import Telegram
from launch.simulator.world import Chat, Message

ACTION_SECONDS = 5
ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)
COPIED = (
    "text",
    "entities",
    "caption",
    "caption_entities",
    "voice",
    "photo",
    "document",
    "video",
    "sticker",
    "contact",
    "location",
)


def send_message(telegram: Telegram, parameters: dict[str, Any]) -> dict[str, Any]:
    """Post a text; returns the Message."""
    words = texts.message_text(parameters)
    chat = writable(telegram, parameters["chat_id"])
    return _post(telegram, chat, parameters, content=words.fields()).body


def send_voice(telegram: Telegram, parameters: dict[str, Any]) -> dict[str, Any]:
    """Post a voice note; returns the Message."""
    return _send_file(telegram, parameters, "voice")


def send_photo(telegram: Telegram, parameters: dict[str, Any]) -> dict[str, Any]:
    """Post a photo; returns the Message."""
    return _send_file(telegram, parameters, "photo")


def send_document(telegram: Telegram, parameters: dict[str, Any]) -> dict[str, Any]:
    """Post a document; returns the Message."""
    return _send_file(telegram, parameters, "document")


def send_chat_action(telegram: Telegram, parameters: dict[str, Any]) -> bool:
    """Show the bot at work for five seconds or until its next message."""
    chat = writable(telegram, parameters["chat_id"])
    if parameters["action"] not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat.action = parameters["action"]
    chat.action_until = telegram.clock.now() + ACTION_SECONDS
    telegram.changes.note()
    return True


def copy_message(telegram: Telegram, parameters: dict[str, Any]) -> dict[str, Any]:
    """Post the content of another message, without a link to it; returns a MessageId."""
    chat = writable(telegram, parameters["chat_id"])
    source = known(telegram, parameters["from_chat_id"]).visible(parameters["message_id"])
    if source is None:
        raise bad_request("message to copy not found")
    content = {name: source.body[name] for name in COPIED if name in source.body}
    if not content or source.body.get("has_protected_content"):
        raise bad_request("message can't be copied")
    if "caption" in parameters and "text" not in content:
        words = texts.caption(parameters)
        content.pop("caption_entities", None)
        content |= words.fields("caption", "caption_entities") if words else {"caption": ""}
    return {"message_id": _post(telegram, chat, parameters, content=content).id}


def _send_file(telegram: Telegram, parameters: dict[str, Any], kind: str) -> dict[str, Any]:
    words = texts.caption(parameters)
    chat = writable(telegram, parameters["chat_id"])
    stored = telegram.files.resolve(kind, parameters[kind])
    content = media.described(kind, stored, parameters.get("duration", 0))
    if words:
        content |= words.fields("caption", "caption_entities")
    return _post(telegram, chat, parameters, content=content).body


def _post(telegram: Telegram, chat: Chat, parameters: dict[str, Any], *, content: dict[str, Any]) -> Message:
    markup = parameters.get("reply_markup")
    inline, reply = keyboards.inline(markup), keyboards.reply(markup)
    extras = _reply_to(chat, parameters)
    if inline:
        extras["reply_markup"] = inline
    if parameters.get("protect_content"):
        extras["has_protected_content"] = True
    message = chat.post(telegram.bot.as_user(), content | extras, telegram.clock.stamp())
    message.is_silent = bool(parameters.get("disable_notification"))
    message.had_reply_keyboard = reply is not None
    if reply is not None or keyboards.removes_reply(markup):
        chat.reply_keyboard = reply
    chat.action = ""
    _notify(telegram, chat, message)
    telegram.changes.note()
    return message


def _reply_to(chat: Chat, parameters: dict[str, Any]) -> dict[str, Any]:
    wanted = parameters.get("reply_parameters")
    if not wanted:
        return {}
    message = chat.visible(wanted.get("message_id", 0))
    if message is not None:
        return {
            "reply_to_message": {
                k: v for k, v in message.body.items() if k not in {"reply_to_message", "reply_markup"}
            }
        }
    if wanted.get("allow_sending_without_reply"):
        return {}
    raise bad_request("message to be replied not found")


def _notify(telegram: Telegram, chat: Chat, message: Message) -> None:
    if chat.person is None:
        return
    telegram.world.notifications.append(
        {
            "number": len(telegram.world.notifications) + 1,
            "person_id": chat.id,
            "message_id": message.id,
            "at": telegram.clock.now(),
            "title": telegram.bot.name,
            "is_silent": message.is_silent,
            "preview": "" if message.is_silent else texts.preview(message.body),
        }
    )
