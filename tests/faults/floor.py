"""What Telegram's limits alone cost a talk: the same words at the same moments, carried by a sender that nothing else holds up.

The ideal sender knows the limits (so many calls a second for the bot, so many for a chat, with their bursts), takes no time for a call
and none for a database, and always serves the chat whose oldest word has waited longest, with everything that waits there in one call.
What a reader writes goes below the message that held the last words, so the next words need a new message. Under the rule that a word is
written only into a message whose number is known, a new message costs two calls (a neutral one, then its words); without it, one.

Calls for people outside of the rooms are the bot's as well: they are made when they were made, and go first.
"""

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

BOT_RATE, BOT_BURST = 30.0, 30.0
CHAT_RATE, CHAT_BURST = 1.0, 3.0
SHEET_SECONDS = 90.0
SHEET_CHARACTERS = 3400


@dataclass(frozen=True)
class Spoken:
    """A word: when it was written, by whom, how long it is, and who reads it; chats are numbers."""

    at: float
    by: int
    length: int
    readers: Sequence[int]


@dataclass
class _Bucket:
    rate: float
    burst: float
    level: float
    at: float

    def wait(self, now: float) -> float:
        """Refill, and tell how long until one call fits."""
        self.level = min(self.burst, self.level + max(0.0, now - self.at) * self.rate)
        self.at = max(self.at, now)
        return max(0.0, (1 - self.level) / self.rate)


@dataclass
class _Chat:
    bucket: _Bucket
    waiting: list[tuple[float, int]] = field(default_factory=list)
    begun_at: float = -1e9
    written: int = 0
    is_open: bool = False

    def needs_new(self, now: float, length: int) -> bool:
        """Tell whether the next words need a new message."""
        is_old = now - self.begun_at > SHEET_SECONDS
        return not self.is_open or is_old or self.written + length > SHEET_CHARACTERS


def floor(
    words: Sequence[Spoken], *, knows_numbers: bool = True, others: Sequence[float] = ()
) -> list[float]:
    """How long each word waits for each of its readers, in seconds; with `knows_numbers` a new message costs two calls.

    `others` are the moments of calls for people outside.
    """
    in_order = sorted(words, key=lambda word: word.at)
    return _Ideal(in_order, knows_numbers=knows_numbers, others=sorted(others)).carried()


class _Ideal:
    def __init__(self, words: Sequence[Spoken], *, knows_numbers: bool, others: Sequence[float]) -> None:
        self.words, self.knows_numbers = words, knows_numbers
        self.others = deque(others)
        start = words[0].at if words else 0.0
        self.now, self.next = start, 0
        self.bot = _Bucket(BOT_RATE, BOT_BURST, BOT_BURST, start)
        chats = {chat for word in words for chat in (word.by, *word.readers)}
        self.chats: Mapping[int, _Chat] = {
            chat: _Chat(_Bucket(CHAT_RATE, CHAT_BURST, CHAT_BURST, start)) for chat in chats
        }
        self.busy: dict[int, float] = {}  # chats with words to carry, by the moment of the oldest
        self.delays: list[float] = []

    def carried(self) -> list[float]:
        while self.next < len(self.words) or self.busy:
            self._hear()
            ready, soonest = self._ready()
            if ready is not None:
                self._carry(self.chats[ready], ready)
                continue
            comes = self.words[self.next].at if self.next < len(self.words) else float("inf")
            self.now = max(self.now + 1e-6, min(soonest, comes))
        return self.delays

    def _hear(self) -> None:
        while self.others and self.others[0] <= self.now:
            self.bot.wait(self.others.popleft())
            self.bot.level -= 1
        while self.next < len(self.words) and self.words[self.next].at <= self.now:
            word = self.words[self.next]
            self.chats[word.by].is_open = False
            for reader in word.readers:
                self.chats[reader].waiting.append((word.at, word.length))
                self.busy.setdefault(reader, word.at)
            self.next += 1

    def _ready(self) -> tuple[int | None, float]:
        """The chat to serve now, or when one can be."""
        bot = self.bot.wait(self.now)
        waits = {chat: self.chats[chat].bucket.wait(self.now) for chat in self.busy}
        free = [chat for chat, wait in waits.items() if wait <= 1e-9]
        if bot <= 1e-9 and free:
            return min(free, key=lambda chat: (self.busy[chat], chat)), self.now
        return None, self.now + max(bot, min(waits.values(), default=float("inf")))

    def _carry(self, chat: _Chat, number: int) -> None:
        self.bot.level -= 1
        chat.bucket.level -= 1
        if chat.needs_new(self.now, chat.waiting[0][1]):
            chat.is_open, chat.begun_at, chat.written = True, self.now, 0
            if self.knows_numbers:
                return
        chat.written += sum(length for _, length in chat.waiting)
        self.delays += [self.now - at for at, _ in chat.waiting]
        chat.waiting.clear()
        del self.busy[number]
