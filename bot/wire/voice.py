"""Speaking to Telegram, one call at a time, with its answers read: done, gone, later, never.

python-telegram-bot makes the calls. Nothing here decides what to say or keeps it.
"""

from collections.abc import Coroutine, Mapping, Sequence
from contextlib import suppress
from typing import Any, TypeVar

from telegram import BotCommand, InputFile, LinkPreviewOptions
from telegram.constants import ChatAction
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    RetryAfter,
    TelegramError,
)
from telegram.ext import ExtBot
from telegram.request import HTTPXRequest

from bot.engine.show import Rows
from bot.wire.keyboards import keyboard
from bot.wire.pace import Pace, seconds_of
from passerelle import logs
from passerelle.errors import Gone, TryLater, Undelivered, Unsendable
from passerelle.tables import Lane

CONNECTIONS = 32
SECONDS = 15.0
SOON = 2.0
FILE_AT_MOST = 20 * 1024 * 1024  # Telegram hands bots no larger file
BATCH = 100  # deleteMessages takes a hundred at once

_NOT_THERE = (
    "chat not found",
    "user is deactivated",
    "bot was blocked",
    "user not found",
    "chat_id is empty",
)
_SAME = "message is not modified"
_LOST = (
    "message to edit not found",
    "message can't be edited",
    "message_id_invalid",
    "message to delete not found",
    "message can't be deleted",
    "message identifier is not specified",
)
T = TypeVar("T")
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


class Lost(Undelivered):
    """The message to change is not there any more, or is too old."""


class Unread(Undelivered):
    """Telegram took the call, and its answer cannot be read."""


class Unchanged(Undelivered):
    """The message says this already."""


class Voice:
    """The bot's mouth. Every text goes out plain: no markup is ever read in what people wrote."""

    def __init__(self, token: str, api: str, pace: Pace | None = None) -> None:
        self._requests = _request(), _request()
        self.pace = pace or Pace()
        self._bot: ExtBot[int] = ExtBot(
            token,
            base_url=f"{api}/bot",
            base_file_url=f"{api}/file/bot",
            request=self._requests[0],
            get_updates_request=self._requests[1],
            rate_limiter=self.pace,
        )

    async def close(self) -> None:
        """Close the connections."""
        for request in self._requests:
            await request.shutdown()

    async def say(
        self,
        chat: int,
        text: str,
        rows: Rows = (),
        *,
        lane: int = Lane.SCRIPT,
        is_silent: bool = False,
        is_protected: bool = False,
    ) -> int | None:
        """Send a text, without a sound if it is silent; a protected one cannot be forwarded. Returns its number on the person's screen.

        None when the answer to a call that was made cannot be read.
        """
        request = self._bot.send_message(
            chat,
            text,
            reply_markup=keyboard(rows),
            link_preview_options=NO_PREVIEW,
            disable_notification=is_silent or None,
            protect_content=is_protected or None,
            rate_limit_args=lane,
        )
        try:
            return int((await self._call(request)).message_id)
        except Unread:
            return None

    async def give(self, chat: int, name: str, content: bytes, *, lane: Lane = Lane.SCRIPT) -> int | None:
        """Send a small file without a sound; returns its number on the person's screen."""
        request = self._bot.send_document(
            chat,
            InputFile(content, filename=name),
            disable_notification=True,
            rate_limit_args=lane,
        )
        try:
            return int((await self._call(request)).message_id)
        except Unread:
            return None

    async def play(self, chat: int, file_id: str) -> int | None:
        """Send a voice note of a room again, by what Telegram calls it: without a sound, never to be forwarded; returns its number."""
        request = self._bot.send_voice(
            chat, file_id, disable_notification=True, protect_content=True, rate_limit_args=Lane.ROOM
        )
        try:
            return int((await self._call(request)).message_id)
        except Unread:
            return None

    async def change(
        self, chat: int, message_id: int, text: str, rows: Rows = (), *, lane: int = Lane.SCRIPT
    ) -> None:
        """Write over one of our messages; one that says this already is fine. Raises Lost when it is gone."""
        with suppress(Unchanged, Unread):
            await self._call(
                self._bot.edit_message_text(
                    text,
                    chat_id=chat,
                    message_id=message_id,
                    reply_markup=keyboard(rows),
                    link_preview_options=NO_PREVIEW,
                    rate_limit_args=lane,
                )
            )

    async def strip(self, chat: int, message_id: int) -> None:
        """Take the buttons off one of our messages; one that is gone or has none does not matter."""
        with suppress(Unchanged, Unread, Lost, Unsendable):
            await self._call(
                self._bot.edit_message_reply_markup(chat, message_id, rate_limit_args=Lane.SCRIPT)
            )

    async def delete(self, chat: int, message_ids: Sequence[int], *, lane: Lane = Lane.SAFETY) -> list[int]:
        """Delete messages; returns those that Telegram would not delete."""
        kept: list[int] = []
        for start in range(0, len(message_ids), BATCH):
            kept += await self._delete_batch(chat, message_ids[start : start + BATCH], lane)
        return kept

    async def _delete_batch(self, chat: int, batch: Sequence[int], lane: Lane) -> list[int]:
        """A batch is all or nothing when one message is too old: then each is tried on its own."""
        try:
            await self._call(self._bot.delete_messages(chat, list(batch), rate_limit_args=lane))
        except (Lost, Unsendable):
            return [number for number in batch if not await self._delete_one(chat, number, lane)]
        return []

    async def _delete_one(self, chat: int, message_id: int, lane: Lane) -> bool:
        try:
            await self._call(self._bot.delete_message(chat, message_id, rate_limit_args=lane))
        except (Lost, Unsendable):
            return False
        return True

    async def show_typing(self, chat: int) -> None:
        """Show for five seconds that somebody writes; nothing depends on it, and it is never tried again."""
        with suppress(TelegramError):
            await self._bot.send_chat_action(chat, ChatAction.TYPING, rate_limit_args=Lane.NOTICE)

    async def answer_tap(self, tap_id: str) -> None:
        """Stop the spinner of a pressed button; one that is too old to answer does not matter."""
        with suppress(TelegramError):
            await self._bot.answer_callback_query(tap_id)

    async def leave(self, chat: int) -> None:
        """Leave a group: we speak in private only."""
        with suppress(TelegramError):
            await self._bot.leave_chat(chat)

    async def fetch(self, file_id: str) -> bytes:
        """Fetch a file that a person sent, to be played once and not kept. Raises Undelivered when Telegram has it no more."""
        file = await self._call(self._bot.get_file(file_id))
        if (file.file_size or 0) > FILE_AT_MOST:
            raise Unsendable("file_too_large")
        return bytes(await self._call(file.download_as_bytearray()))

    async def is_reachable(self) -> bool:
        """Tell whether Telegram answers and knows our token."""
        try:
            await self._bot.get_me()
        except TelegramError:
            return False
        return True

    async def name_commands(self, commands: Mapping[str, Mapping[str, str]]) -> None:
        """Give the commands of each language to the menu of the app; "" is everybody else's. Nothing depends on it."""
        for language, named in commands.items():
            with suppress(TelegramError):
                await self._bot.set_my_commands(
                    [BotCommand(name, about) for name, about in named.items()], language_code=language or None
                )

    async def listen_at(self, url: str, secret: str, *, kinds: Sequence[str]) -> None:
        """Ask Telegram to bring updates to this address, with this secret. Raises TryLater."""
        await self._call(
            self._bot.set_webhook(url, secret_token=secret, allowed_updates=list(kinds), max_connections=20)
        )

    async def _call(self, request: Coroutine[Any, Any, T]) -> T:
        """Make a call and sort its failure into gone, lost, later, never."""
        try:
            return await request
        except RetryAfter as error:
            raise TryLater(seconds_of(error)) from None
        except Forbidden:
            raise Gone("forbidden") from None
        except BadRequest as error:
            raise _refusal(error) from None
        except InvalidToken:
            raise TryLater(60, everyone=True) from None
        except ChatMigrated:
            raise Unsendable("not_private") from None
        except TelegramError:  # no answer, or one that nobody can read
            raise TryLater(SOON) from None
        except (TypeError, KeyError, ValueError, AttributeError) as error:
            logs.fault("answer_unreadable", error)
            raise Unread("an answer that cannot be read") from None


def _request() -> HTTPXRequest:
    return HTTPXRequest(
        connection_pool_size=CONNECTIONS,
        read_timeout=SECONDS,
        write_timeout=SECONDS,
        connect_timeout=SECONDS,
        pool_timeout=SECONDS,
    )


def _refusal(error: BadRequest) -> Undelivered:
    """Read what a refusal means; its text goes nowhere, because it may quote ours."""
    said = error.message.lower()
    if any(known in said for known in _NOT_THERE):
        return Gone("not there")
    if any(known in said for known in _LOST):
        return Lost("message gone")
    if _SAME in said:
        return Unchanged("says this already")
    return Unsendable("bad_request")
