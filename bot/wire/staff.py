"""The staff's own bot: members link their telephone, get alerts without content, and take a case or leave it to others.

python-telegram-bot's Application dispatches what is heard; updates are fetched raw by our own loop, so that one which cannot be parsed
stops nobody. A stranger learns nothing here, and what anybody writes is neither kept nor logged.
"""

import asyncio
import contextlib
import re
from collections.abc import Callable
from typing import Any, TypeAlias, TypeVar

from sqlmodel import Session
from telegram import CallbackQuery, Chat, Update
from telegram.error import InvalidToken, TelegramError
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    ChatMemberHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

from bot.engine.show import Button, Rows
from bot.wire import staff_words as words
from bot.wire.inbound import GONE
from bot.wire.pace import Pace
from bot.wire.polling import Polling
from bot.wire.voice import Lost, Voice
from passerelle import handoff, logs, team
from passerelle.alerts import links, told, watching
from passerelle.alerts.sending import Letter
from passerelle.alerts.tables import CALLS, Kind
from passerelle.errors import DatabaseDown, Misconfigured, Refused, TakenAlready, Undelivered, Unsendable
from passerelle.installation import House
from passerelle.tables import Lane, Member

Context: TypeAlias = ContextTypes.DEFAULT_TYPE
T = TypeVar("T")

SETTING = "PASSERELLE_STAFF_BOT_TOKEN"
AGAIN = 5.0
REFUSED_AGAIN = 60.0
_TAP = re.compile(r"(take|pass):([0-9]{1,9})")


class StaffDoor:
    """Acts on one raw update at a time; nothing of it is kept but what it changed in the house."""

    def __init__(self, house: House, voice: Voice, pace: Pace) -> None:
        self._house, self._voice = house, voice
        self._broken: list[BaseException | None] = []  # what the handlers of the update at hand raised
        token, api = house.settings.staff_bot_token, house.settings.telegram_api
        building = Application.builder().token(token).base_url(f"{api}/bot").base_file_url(f"{api}/file/bot")
        self._application: Application[Any, Any, Any, Any, Any, Any] = (
            building.rate_limiter(pace).updater(None).job_queue(None).build()
        )
        private, new = filters.ChatType.PRIVATE, filters.UpdateType.MESSAGE
        for handler in (
            MessageHandler(private & new, self._written),
            MessageHandler(~private, self._intruded),
            CallbackQueryHandler(self._tapped),
            ChatMemberHandler(self._departed, ChatMemberHandler.MY_CHAT_MEMBER),
        ):
            self._application.add_handler(handler)
        self._application.add_error_handler(self._note)

    async def open(self) -> None:
        """Learn from Telegram who we are. Raises TelegramError."""
        await self._application.initialize()

    @property
    def name(self) -> str | None:
        """What the bot is called on Telegram; None until we were told."""
        try:
            return str(self._application.bot.username)
        except RuntimeError:  # how the library says that it has not asked yet
            return None

    async def close(self) -> None:
        """Close the connections, also those of a bot that Telegram never let in."""
        await self._application.shutdown()
        await self._application.bot.shutdown()

    async def let_in(self, raw: dict[str, Any]) -> None:
        """Act on one update, and commit it; one that cannot be read is left out. Raises DatabaseDown when it has to come again."""
        try:
            update = Update.de_json(raw, self._application.bot)
        except Exception as error:  # noqa: BLE001 - whatever is wrong with it, the next update must not wait for it
            logs.fault("staff_update_unreadable", error)
            return
        self._broken.clear()
        await self._application.process_update(update)
        for broken in self._broken:
            if isinstance(broken, DatabaseDown):
                raise broken
            logs.fault("staff_update", broken)

    async def in_order(self, updates: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """As they came."""
        return updates

    async def help(self, raw: dict[str, Any]) -> None:
        """Nobody in need writes here: what waits, waits."""

    async def _note(self, _update: object, context: Context) -> None:
        self._broken.append(context.error)

    async def _written(self, update: Update, _context: Context) -> None:
        """A code, /start with one, /stop, or anything else."""
        message = update.effective_message
        if message is None:
            return
        text, chat = (message.text or "").strip(), message.chat.id
        if text.partition("@")[0].lower() == "/stop":
            said = await self._in_house(lambda session: self._stopped(session, chat))
        else:
            code = text.partition(" ")[2] if text.startswith("/start") else text
            said = await self._in_house(lambda session: self._linked(session, chat, code))
        await self._say(chat, said)

    def _linked(self, session: Session, chat: int, code: str) -> str:
        house = self._house
        member = links.link(session, code, chat, vault=house.keys.vault, now=house.clock())
        if member is not None:
            return words.LINKED.format(name=told.first_name(member))
        known = links.who(session, chat, vault=house.keys.vault)
        return words.KNOWN.format(name=told.first_name(known)) if known else words.STRANGER

    def _stopped(self, session: Session, chat: int) -> str:
        member = links.who(session, chat, vault=self._house.keys.vault)
        if member is None:
            return words.STRANGER
        links.unlink(session, member.id or 0)
        return words.UNLINKED

    async def _intruded(self, update: Update, _context: Context) -> None:
        """A group: alerts are for one person's telephone only."""
        if update.effective_chat is not None:
            await self._voice.leave(update.effective_chat.id)

    async def _departed(self, update: Update, _context: Context) -> None:
        """Somebody blocked the bot, or put it into a group."""
        changed = update.my_chat_member
        if changed is None:
            return
        is_gone, chat = changed.new_chat_member.status in GONE, changed.chat
        if chat.type == Chat.PRIVATE and is_gone:
            await self._in_house(lambda session: self._stopped(session, chat.id))
        elif chat.type != Chat.PRIVATE and not is_gone:
            await self._voice.leave(chat.id)

    async def _tapped(self, update: Update, _context: Context) -> None:
        tap = update.callback_query
        found = _TAP.fullmatch(tap.data or "") if tap else None
        if tap is None or tap.message is None:
            return
        chat, message_id = tap.message.chat.id, tap.message.message_id
        if found is None or tap.message.chat.type != Chat.PRIVATE:
            await self._answer(tap, None)
        elif found[1] == "take":
            await self._answer(tap, await self._act(chat, int(found[2]), self._take))
        elif await self._act(chat, int(found[2]), self._pass) == words.PASSED:
            await self._answer(tap, None)
            await self._rewrite(chat, message_id, int(found[2]))
        else:
            await self._answer(tap, words.OVER)

    async def _act(self, chat: int, case_id: int, act: Callable[[Session, Member, int], str]) -> str | None:
        """Do it as the member whose telephone this is; what the house does not do is said kindly."""

        def acting(session: Session) -> str | None:
            member = links.who(session, chat, vault=self._house.keys.vault)
            if member is None or member.role not in team.TAKERS:
                return None
            return act(session, member, case_id)

        try:
            return await self._in_house(acting)
        except TakenAlready:
            return words.TOO_LATE
        except Refused:
            return words.OVER

    def _take(self, session: Session, member: Member, case_id: int) -> str:
        now = self._house.clock()
        case = handoff.take(session, member, case_id, keys=self._house.keys, now=now)
        watching.case_taken(session, case, now=now)
        return words.YOURS

    def _pass(self, session: Session, member: Member, case_id: int) -> str:
        is_waiting = watching.pass_on(session, member, case_id, now=self._house.clock())
        return words.PASSED if is_waiting else words.OVER

    async def _rewrite(self, chat: int, message_id: int, case_id: int) -> None:
        with contextlib.suppress(Undelivered):  # the buttons stay, and do what they say
            rows = ((Button(words.TAKE, f"take:{case_id}"),),)
            await self._voice.change(chat, message_id, words.PASSED, rows, lane=Lane.HUMAN)

    async def _answer(self, tap: CallbackQuery, text: str | None) -> None:
        with contextlib.suppress(TelegramError):  # one that is too old to answer does not matter
            await tap.answer(text, show_alert=text in {words.TOO_LATE, words.OVER})

    async def _say(self, chat: int, text: str) -> None:
        with contextlib.suppress(Undelivered):
            await self._voice.say(chat, text, lane=Lane.HUMAN)

    async def _in_house(self, act: Callable[[Session], T]) -> T:
        def acting() -> T:
            with self._house.database.writing() as session:
                return act(session)

        return await asyncio.to_thread(acting)


class StaffBot:
    """The staff's bot, ready to run: it hears, and carries alerts."""

    def __init__(self, house: House, *, refused_again: float = REFUSED_AGAIN) -> None:
        settings, pace = house.settings, Pace()
        self._panel_url, self._refused_again = settings.panel_url, refused_again
        self._voice = Voice(settings.staff_bot_token, settings.telegram_api, pace)
        self._door = StaffDoor(house, self._voice, pace)
        self._polling = Polling(self._door, settings.staff_bot_token, settings.telegram_api)

    @property
    def name(self) -> str | None:
        """What the bot is called on Telegram; None until we were told."""
        return self._door.name

    async def run(self) -> None:
        """Hear until cancelled. A token that Telegram does not know is said in the log: the young people's door stays open."""
        while True:
            try:
                await self._door.open()
                await self._polling.run()
            except (InvalidToken, Misconfigured):
                logs.event("staff_bot_refused", setting=SETTING)
                await asyncio.sleep(self._refused_again)
            except TelegramError:
                await asyncio.sleep(AGAIN)

    async def close(self) -> None:
        """Close the connections."""
        await self._voice.close()
        await self._door.close()

    async def carry(self, letter: Letter) -> int | None:
        """Bring an alert, or write over one; returns its number on the member's screen. Raises Gone, TryLater or Unsendable."""
        if letter.chat is None:
            raise Unsendable("no_address")
        lane = Lane.SAFETY if letter.is_urgent else Lane.HUMAN
        if letter.message_id is not None:
            with contextlib.suppress(Lost):  # they deleted it: nothing is left to write over
                await self._voice.change(letter.chat, letter.message_id, letter.text, lane=lane)
            return None
        is_silent = letter.kind == Kind.NEWS and not letter.is_urgent
        return await self._voice.say(
            letter.chat, letter.text, self._rows(letter), lane=lane, is_silent=is_silent
        )

    def _rows(self, letter: Letter) -> Rows:
        see = ((Button(words.SEE, self._panel_url),),) if self._panel_url.startswith("https://") else ()
        if letter.kind not in CALLS:
            return see
        number = letter.case_id
        return ((Button(words.TAKE, f"take:{number}"), Button(words.PASS, f"pass:{number}")), *see)


def build(house: House) -> StaffBot:
    """Build the staff's bot in an open house."""
    return StaffBot(house)
