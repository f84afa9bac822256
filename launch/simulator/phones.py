"""What people do on their phones: start, write, tap, edit, send, block, and groups.

Each act changes the chat and queues the update Telegram would send. What a phone could not do
(tap a button that is not there, write to a blocked bot) raises Impossible, so a test cannot cheat.
"""

from copy import deepcopy
from typing import Any

from launch.simulator import membership, texts
from launch.simulator.contents import content_of
from launch.simulator.telegram import Telegram
from launch.simulator.world import Chat, Message, Person, Tap

FIRST_PERSON = 7_000_000_001
FIRST_GROUP = -4_000_000_001


class Impossible(ValueError):  # noqa: N818 - it is the phone that cannot, nothing failed
    """No phone could do this."""


def create(telegram: Telegram, first_name: str = "Sam", **names: Any) -> Person:
    """A new person, with a fictional id unless one is given."""
    person_id = names.pop("id", None) or max([*telegram.world.people, FIRST_PERSON - 1]) + 1
    person = Person(person_id, first_name, **names)
    telegram.world.people[person.id] = person
    telegram.world.private_chat(person)
    telegram.changes.note()
    return person


def find(telegram: Telegram, person_id: int) -> Person:
    """The person of this id; raises Impossible for nobody."""
    person = telegram.world.people.get(person_id)
    if person is None:
        raise Impossible("There is no such person.")
    return person


def chat_for(telegram: Telegram, person: Person, chat_id: int | None = None) -> Chat:
    """The person's private chat, or the group meant by `chat_id`; raises Impossible for an unknown one."""
    if chat_id is None or chat_id == person.id:
        return telegram.world.private_chat(person)
    chat = telegram.world.chats.get(chat_id)
    if chat is None or chat.person is not None:
        raise Impossible("There is no such group.")
    return chat


def write(
    telegram: Telegram, person: Person, text: str, *, chat_id: int | None = None, reply_to: int | None = None
) -> Message:
    """Write a text; the first one opens the chat."""
    return post(telegram, person, texts.plain(text).fields(), chat_id=chat_id, reply_to=reply_to)


def start(telegram: Telegram, person: Person, payload: str = "") -> Message:
    """Press START, or follow a deep link with a payload; unblocks the bot first, as the button does."""
    unblock(telegram, person)
    return write(telegram, person, f"/start {payload}".strip())


def send(
    telegram: Telegram, person: Person, kind: str, *, chat_id: int | None = None, **details: Any
) -> Message:
    """Send a voice note, photo, sticker, contact, location, forwarded message, document or video."""
    try:
        content = content_of(telegram, person, kind, details=details)
    except KeyError as unknown:
        raise Impossible(f"A phone does not send {unknown}.") from None
    return post(telegram, person, content, chat_id=chat_id)


def post(
    telegram: Telegram,
    person: Person,
    content: dict[str, Any],
    *,
    chat_id: int | None = None,
    reply_to: int | None = None,
) -> Message:
    """Put the person's message in the chat and queue its update, unless a group's privacy hides it."""
    chat = chat_for(telegram, person, chat_id)
    if chat.person is not None and chat.bot_status == "kicked":
        raise Impossible("The bot is blocked: unblock it to write.")
    replied = chat.visible(reply_to) if reply_to else None
    if replied is not None:
        content = {**content, "reply_to_message": _quoted(replied)}
    chat.is_started = True
    message = chat.post(person.as_user(), content, telegram.clock.stamp())
    if _reaches_bot(telegram, chat, message, replied=replied):
        message.update_id = telegram.updates.add("message", deepcopy(message.body), f"chat:{chat.id}")
    telegram.changes.note()
    return message


def edit(telegram: Telegram, person: Person, message_id: int, *, text: str) -> Message:
    """Edit an own text; the bot gets an `edited_message`."""
    chat = telegram.world.private_chat(person)
    message = chat.visible(message_id)
    if message is None or message.is_from_bot or "text" not in message.body:
        raise Impossible("There is no such message of theirs to edit.")
    message.body.pop("entities", None)
    message.body |= texts.plain(text).fields() | {"edit_date": telegram.clock.stamp()}
    telegram.updates.add("edited_message", deepcopy(message.body), f"chat:{chat.id}")
    telegram.changes.note()
    return message


def tap(
    telegram: Telegram,
    person: Person,
    message_id: int,
    *,
    data: str,
    is_stale: bool = False,
    chat_id: int | None = None,
) -> Tap:
    """Press the button carrying `data`; `is_stale` sends a press that was under way when the button vanished."""
    chat = chat_for(telegram, person, chat_id)
    message = chat.messages.get(message_id) if is_stale else chat.visible(message_id)
    if message is None or not (is_stale or data in _datas(message)):
        raise Impossible("There is no such button.")
    if chat.bot_status == "kicked":
        raise Impossible("The bot is blocked: unblock it to tap.")
    number = len(telegram.world.taps) + 1
    expires_at = telegram.clock.now() + telegram.tap_answer_seconds
    tapped = Tap(f"{person.id}{number:09d}", person.id, chat.id, message_id, data, expires_at)
    telegram.world.taps[tapped.id] = tapped
    query = {
        "id": tapped.id,
        "from": person.as_user(),
        "message": deepcopy(message.body),
        "chat_instance": str(abs(chat.id) * 31 % 10**18),
        "data": data,
    }
    telegram.updates.add("callback_query", query, f"tap:{person.id}")
    telegram.changes.note()
    return tapped


def block(telegram: Telegram, person: Person) -> None:
    """Block the bot."""
    chat = telegram.world.private_chat(person)
    membership.change(telegram, chat, actor=person.as_user(), status="kicked")


def unblock(telegram: Telegram, person: Person) -> None:
    """Unblock the bot."""
    chat = telegram.world.private_chat(person)
    membership.change(telegram, chat, actor=person.as_user(), status="member")


def group(telegram: Telegram, person: Person, title: str) -> Chat:
    """A new group of this person, the bot not yet in it."""
    chat_id = min([*telegram.world.chats, FIRST_GROUP + 1]) - 1
    chat = Chat(chat_id, title=title, bot_status="left", is_started=True)
    telegram.world.chats[chat_id] = chat
    membership.change(telegram, chat, actor=person.as_user(), status="member")
    _service(telegram, chat, person, content={"new_chat_members": [telegram.bot.as_user()]})
    return chat


def kick_bot(telegram: Telegram, person: Person, chat: Chat) -> None:
    """Throw the bot out of a group."""
    membership.change(telegram, chat, actor=person.as_user(), status="kicked")


def _service(telegram: Telegram, chat: Chat, person: Person, *, content: dict[str, Any]) -> None:
    message = chat.post(person.as_user(), content, telegram.clock.stamp())
    telegram.updates.add("message", deepcopy(message.body), f"chat:{chat.id}")


def _quoted(message: Message) -> dict[str, Any]:
    return {
        name: value
        for name, value in message.body.items()
        if name not in {"reply_to_message", "reply_markup"}
    }


def _datas(message: Message) -> set[str]:
    rows = message.body.get("reply_markup", {}).get("inline_keyboard", [])
    return {button["callback_data"] for row in rows for button in row if "callback_data" in button}


def _reaches_bot(telegram: Telegram, chat: Chat, message: Message, *, replied: Message | None) -> bool:
    if chat.person is not None or telegram.bot.reads_all_group_messages:
        return True
    text = message.body.get("text", "")
    is_called = text.startswith("/") or f"@{telegram.bot.username}" in text
    return chat.bot_status == "member" and (is_called or (replied is not None and replied.is_from_bot))
