"""The way in, for polling and webhook alike: hear one update, act on it, and only then let Telegram forget it.

When the house is out of reach nothing is acknowledged, so nothing is lost; and whoever pressed SOS gets the numbers at once, from memory.
"""

import asyncio
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any
from weakref import WeakValueDictionary

from bot import notices, safety
from bot.engine import exits
from bot.engine.exits import Exit
from bot.engine.heard import Commanded, Heard, Pressed, Sent, Tapped, Wrote
from bot.switchboard import Arrival, Switchboard
from bot.wire.inbound import Departed, Ear, Hearing, Intruded, Unreadable
from bot.wire.voice import Voice
from passerelle import association, logs
from passerelle.errors import DatabaseDown, Undelivered
from passerelle.tables import Lane

SOS_WAITS = 1.5  # seconds that the house may take before the numbers are shown without it
HOUSE_WAITS = 12.0
DOWN_FOR = 1.0  # seconds during which a house found out of reach is not asked again
TROUBLE_EVERY = 1800.0
DOUBLE_TAP = 10.0  # seconds within which a button pressed again was meant once
REMEMBERED = 5000


@dataclass
class Door:
    """Where updates come in. `monotonic` is the machine's steady clock."""

    board: Switchboard
    ear: Ear
    voice: Voice
    monotonic: Callable[[], float] = time.monotonic
    _down_until: float = 0.0
    _country: str = "BE"
    _helped: set[int] = field(default_factory=set)
    _told: dict[int, float] = field(default_factory=dict)
    _ahead: dict[object, Arrival] = field(default_factory=dict)  # what was read before its turn
    _queues: WeakValueDictionary[int, asyncio.Lock] = field(default_factory=WeakValueDictionary)
    _answered: set[str] = field(default_factory=set)
    _tapped: dict[int, tuple[Heard, int | None, float]] = field(default_factory=dict)
    _beside: dict[int, tuple[int, ...]] = field(default_factory=dict)
    _side: set[asyncio.Task[None]] = field(default_factory=set)

    def prepare(self) -> None:
        """Read, while the house is there, what the numbers need when it is not."""
        with self.board.house.database.reading() as session:
            self._country = association.get(session).country

    async def let_in(self, raw: dict[str, Any]) -> None:
        """Act on one raw update. Raises DatabaseDown, and nothing else, when Telegram has to keep it and bring it again."""
        try:
            await self._act(raw, self._ahead.pop(raw.get("update_id"), None) or await self._hearing(raw))
        except DatabaseDown:
            raise
        except Unreadable:
            await self._bury(raw, "unparseable")
        except Exception as error:  # noqa: BLE001 - whatever somebody's update does, everybody else must be heard
            logs.fault("turn", error)
            await self._bury(raw, type(error).__name__)
        self._stop_spinner(raw.get("callback_query"))

    async def in_order(self, updates: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """The same updates, with those of whoever needs help first; what one person sent stays in its order."""
        if len(updates) < 2:
            return updates
        arrivals = [(raw, await self._arrival(raw)) for raw in updates]
        in_need = {who.account for _, who in arrivals if who is not None and self._needs_help(who.heard)}
        return [
            raw for raw, who in sorted(arrivals, key=lambda one: not (one[1] and one[1].account in in_need))
        ]

    async def help(self, raw: dict[str, Any]) -> None:
        """Show the numbers, once, to whoever needs them in an update whose turn has not come yet."""
        arrival = await self._arrival(raw)
        if arrival is not None and self._needs_help(arrival.heard):
            await self._console(arrival)

    async def _arrival(self, raw: dict[str, Any]) -> Arrival | None:
        """What somebody said, before its turn; None for anything else, which is heard again, or buried, when its turn comes."""
        number = raw.get("update_id")
        if number in self._ahead:
            return self._ahead[number]
        try:
            hearing = await self._hearing(raw)
        except Exception:  # noqa: BLE001 - whatever it is
            return None
        if not isinstance(hearing, Arrival):
            return None
        _make_room(self._ahead)
        self._ahead[number] = hearing
        return hearing

    async def _hearing(self, raw: dict[str, Any]) -> Hearing:
        """Hear an update, and read its words once for all that follows."""
        hearing = await self.ear.hear(raw)
        if isinstance(hearing, Arrival):
            return replace(hearing, heard=self.board.understood(hearing.heard))
        return hearing

    def _stop_spinner(self, tap: object) -> None:
        """Answer a tap, once however often it is brought."""
        tap_id = tap.get("id") if isinstance(tap, dict) else None
        if isinstance(tap_id, str) and tap_id not in self._answered:
            self._answered = {tap_id} if len(self._answered) > REMEMBERED else {*self._answered, tap_id}
            self._aside(self.voice.answer_tap(tap_id))

    async def _act(self, raw: dict[str, Any], hearing: Hearing) -> None:
        match hearing:
            case Arrival():
                await self._hear(hearing)
            case Departed(account=account):
                await self._house(lambda: self.board.left(self.ear.bot_id, int(raw["update_id"]), account))
            case Intruded(chat=chat):
                self._aside(self.voice.leave(chat))
            case None:
                return

    async def _hear(self, arrival: Arrival) -> None:
        queue = self._queues.setdefault(arrival.account, asyncio.Lock())
        async with queue:
            if self._is_pressed_again(arrival):
                return
            arrival = replace(arrival, beside=self._beside.pop(arrival.account, ()))
            try:
                await self._in_time(arrival)
            except Exception as error:
                self._sent_beside(arrival.account, *arrival.beside)
                if isinstance(error, DatabaseDown) or self._needs_help(arrival.heard):
                    await self._console(arrival)
                raise
            self._remember(arrival)

    def _is_pressed_again(self, arrival: Arrival) -> bool:
        """Tell the second half of a double tap: after an erasure it would be taken for somebody new."""
        heard, message_id, at = self._tapped.get(arrival.account, (None, None, 0.0))
        is_same = heard == arrival.heard and message_id == arrival.message_id
        return is_same and self.monotonic() - at < DOUBLE_TAP

    def _remember(self, arrival: Arrival) -> None:
        _make_room(self._tapped)
        self._tapped.pop(arrival.account, None)
        if isinstance(arrival.heard, Tapped):
            self._tapped[arrival.account] = arrival.heard, arrival.message_id, self.monotonic()

    async def _in_time(self, arrival: Arrival) -> None:
        """Let the switchboard act; whoever needs help does not wait for a slow house."""
        acting = asyncio.ensure_future(self._house(lambda: self.board.hear(arrival)))
        if self._needs_help(arrival.heard):
            done, _ = await asyncio.wait({acting}, timeout=SOS_WAITS)
            if not done:
                await self._console(arrival)
        await acting

    async def _house(self, act: Callable[[], object]) -> None:
        if self.monotonic() < self._down_until:
            raise DatabaseDown("found out of reach a moment ago")
        try:
            async with asyncio.timeout(HOUSE_WAITS):  # wait_for would lose a stop that comes with the answer
                await asyncio.to_thread(act)
        except (DatabaseDown, TimeoutError):
            self._down_until = self.monotonic() + DOWN_FOR
            logs.event("database_down")
            raise DatabaseDown("out of reach") from None

    async def _bury(self, raw: dict[str, Any], fault: str) -> None:
        update_id = raw.get("update_id")
        if not isinstance(update_id, int):
            return
        logs.event("dead_letter", update=update_id, reason=fault)
        try:
            plain = json.dumps(raw).encode()
            account = private_account(raw)
            await self._house(
                lambda: self.board.bury(self.ear.bot_id, update_id, plain, fault=fault, account=account)
            )
        except DatabaseDown:
            raise
        except Exception as error:  # noqa: BLE001 - what cannot even be kept must not come again for ever
            logs.fault("unburied", error)

    async def _console(self, arrival: Arrival) -> None:
        """Answer without the house: the numbers for whoever needs help, else one honest sentence now and then."""
        language = self.board.words.closest(arrival.hint)
        if self._needs_help(arrival.heard):
            if arrival.update_id not in self._helped:
                self._helped = {*self._helped, arrival.update_id} if len(self._helped) < REMEMBERED else set()
                await self._say_now(arrival.account, self._numbers(language))
            return
        now = self.monotonic()
        _make_room(self._told)
        if now - self._told.get(arrival.account, -TROUBLE_EVERY) >= TROUBLE_EVERY:
            self._told[arrival.account] = now
            await self._say_now(arrival.account, self.board.words.text(language, notices.TROUBLE))

    def _needs_help(self, heard: Heard) -> bool:
        """Tell whether the numbers must be shown, whatever the house says: SOS, or words that sound like a crisis."""
        return asks_for_sos(heard) or bool(isinstance(heard, Wrote | Sent) and heard.crisis)

    def _numbers(self, language: str) -> str:
        def translate(source: str) -> str:
            return self.board.words.text(language, source)

        return safety.card(self._country, language=language, translate=translate, is_certain=False)

    async def _say_now(self, chat: int, text: str) -> None:
        try:
            number = await self.voice.say(chat, text, lane=Lane.SAFETY)
        except Undelivered as error:
            logs.event("console_failed", reason=type(error).__name__)
        else:
            self._sent_beside(chat, *([number] if number else []))

    def _sent_beside(self, account: int, *numbers: int) -> None:
        """Keep which messages the house does not know of, for when it is back: they have to be cleaned away as well."""
        _make_room(self._beside)
        self._beside[account] = *self._beside.get(account, ()), *numbers

    def _aside(self, act: Any) -> None:  # any coroutine whose end nobody waits for
        task = asyncio.ensure_future(act)
        self._side.add(task)
        task.add_done_callback(self._side.discard)


def _make_room(kept: dict[Any, Any]) -> None:
    """Forget all of what is kept for a moment once it is too much."""
    if len(kept) > REMEMBERED:
        kept.clear()


def asks_for_sos(heard: Heard) -> bool:
    """Tell whether this is SOS, by its button, its command or its word."""
    match heard:
        case Pressed(way, _):
            return way is Exit.SOS
        case Commanded(name, _):
            return exits.from_command(name) is Exit.SOS
        case Wrote(text):
            return exits.from_words(text, human_listens=True) is Exit.SOS
        case _:
            return False


def private_account(raw: dict[str, Any]) -> int | None:
    """Find in an update that cannot be parsed the private chat that it came from, if it says so."""
    tap = raw.get("callback_query")
    tapped = tap.get("message") if isinstance(tap, dict) else None
    for said in (raw.get("message"), raw.get("edited_message"), tapped):
        chat = said.get("chat") if isinstance(said, dict) else None
        if isinstance(chat, dict) and chat.get("type") == "private" and isinstance(chat.get("id"), int):
            return int(chat["id"])
    return None
