"""Hearing: aiogram parses one raw update at a time, isolated from all others, and its routers say what it is.

What identifies somebody (a name, a username, a forwarded author, a contact card) is dropped right here.
"""

from collections.abc import Callable
from typing import Any

from aiogram import Bot, Dispatcher, F, Router
from aiogram.enums import ChatType
from aiogram.types import CallbackQuery, ChatMemberUpdated, Message, Update
from pydantic import ValidationError

from bot.engine.heard import Commanded, Corrected, Heard, Medium, Sent, Tapped, Wrote
from bot.engine.show import parse
from bot.switchboard import Arrival
from passerelle.cases import Content

KINDS = ("message", "edited_message", "callback_query", "my_chat_member")
GONE = frozenset({"kicked", "left"})


class Unreadable(Exception):  # noqa: N818 - a state of an update
    """aiogram cannot parse this update."""


class Departed:
    """The person blocked the bot, or is back."""

    def __init__(self, account: int) -> None:
        self.account = account


class Intruded:
    """The bot was put into a group, or heard something there: it leaves."""

    def __init__(self, chat: int) -> None:
        self.chat = chat


Hearing = Arrival | Departed | Intruded | None


class Ear:
    """Turns raw updates into what was heard, through aiogram's routers. It sends nothing."""

    def __init__(self, token: str) -> None:
        self._bot = Bot(token)
        self._dispatcher = Dispatcher()
        self._dispatcher.include_router(_router())

    @property
    def bot_id(self) -> int:
        """The bot's own number."""
        return self._bot.id

    async def hear(self, raw: dict[str, Any]) -> Hearing:
        """Say what one raw update is; None for what does not concern us. Raises Unreadable, without a word of it."""
        if not any(kind in raw for kind in KINDS):  # aiogram would quote all of it in a warning
            return None
        try:
            update = Update.model_validate(raw, context={"bot": self._bot})
        except ValidationError as error:
            raise Unreadable(f"{error.error_count()} faults") from None
        heard = await self._dispatcher.feed_update(self._bot, update, hearing_of=_about(self._bot.id, update))
        return heard if isinstance(heard, Arrival | Departed | Intruded) else None


HearingOf = Callable[..., Arrival]


def _about(bot_id: int, update: Update) -> HearingOf:
    def arrival(
        account: int,
        heard: Heard,
        *,
        message: int | None = None,
        content: Content | None = None,
        hint: str | None = None,
    ) -> Arrival:
        return Arrival(bot_id, update.update_id, account, heard, message, content, hint)

    return arrival


def _router() -> Router:
    router = Router(name="door")
    router.my_chat_member.register(on_membership)
    router.message.register(on_intrusion, F.chat.type != ChatType.PRIVATE)
    router.edited_message.register(on_intrusion, F.chat.type != ChatType.PRIVATE)
    router.message.register(on_command, F.text.startswith("/"))
    router.message.register(on_text, F.text)
    router.message.register(on_medium)
    router.edited_message.register(on_edit)
    router.callback_query.register(on_tap)
    return router


async def on_membership(event: ChatMemberUpdated) -> Hearing:
    """Somebody added us to a group, blocked us, or came back."""
    if event.chat.type != ChatType.PRIVATE:
        return Intruded(event.chat.id) if event.new_chat_member.status not in GONE else None
    return Departed(event.chat.id) if event.new_chat_member.status in GONE else None


async def on_intrusion(message: Message) -> Hearing:
    """A message outside a private chat."""
    return Intruded(message.chat.id)


async def on_command(message: Message, hearing_of: HearingOf) -> Hearing:
    """A slash command; what follows /start is the payload of a deep link."""
    command, _, payload = (message.text or "").partition(" ")
    name = command[1:].partition("@")[0]
    heard = Commanded(name, payload.strip())
    return _said(message, heard, hearing_of, Content(message.text or ""))


async def on_text(message: Message, hearing_of: HearingOf) -> Hearing:
    """A text, typed or forwarded."""
    content = Content(message.text or "", is_forwarded=message.forward_origin is not None)
    return _said(message, Wrote(message.text or ""), hearing_of, content)


async def on_medium(message: Message, hearing_of: HearingOf) -> Hearing:
    """Anything else: named, with its caption and how to fetch it, and nothing of who made it."""
    medium, file, text = medium_of(message)
    caption = message.caption or ""
    content = Content(
        caption or text, medium=medium.value, file=file, is_forwarded=message.forward_origin is not None
    )
    seconds = max(1, message.voice.duration) if message.voice else 0
    return _said(message, Sent(medium, caption, seconds=seconds), hearing_of, content)


async def on_edit(message: Message, hearing_of: HearingOf) -> Hearing:
    """A message that was changed after it was sent."""
    text = message.text or message.caption or ""
    return _said(message, Corrected(text), hearing_of, Content(text, is_edit=True))


async def on_tap(tap: CallbackQuery, hearing_of: HearingOf) -> Hearing:
    """A button. One that is not ours any more counts as an old one."""
    if tap.message is not None and tap.message.chat.type != ChatType.PRIVATE:
        return Intruded(tap.message.chat.id)
    heard = parse(tap.data or "") or Tapped("", None)
    message_id = tap.message.message_id if tap.message is not None else None
    return hearing_of(tap.from_user.id, heard, message=message_id, hint=tap.from_user.language_code)


def _said(message: Message, heard: Heard, hearing_of: HearingOf, content: Content) -> Arrival:
    hint = message.from_user.language_code if message.from_user else None
    return hearing_of(message.chat.id, heard, message=message.message_id, content=content, hint=hint)


def medium_of(message: Message) -> tuple[Medium, str | None, str]:
    """Name what a message holds, how to fetch it, and what can be said of it in words; a contact card is not kept."""
    if message.voice or message.audio or message.video_note:
        recording = message.voice or message.audio or message.video_note
        return Medium.VOICE, recording.file_id if recording else None, ""
    if message.photo:
        return Medium.PHOTO, message.photo[-1].file_id, ""
    if message.video or message.animation:
        return Medium.VIDEO, None, ""
    if message.sticker:
        return Medium.STICKER, None, message.sticker.emoji or ""
    if message.contact:
        return Medium.CONTACT, None, ""
    if message.location:
        return Medium.LOCATION, None, f"{message.location.latitude:.5f}, {message.location.longitude:.5f}"
    if message.document:
        return Medium.DOCUMENT, None, ""
    return Medium.OTHER, None, ""
