"""Which words stand on which message of one screen, and what is to be done next about it. Pure: numbers and sizes, never words.

A sheet holds the words from its first to its last number that can still be read. A word belongs to the sheet that it was given to, so
drawing it again repeats nothing; a new sheet begins where the one before it ends.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum
from hashlib import sha256

FULL = 3400  # bytes, never less than the characters that Telegram counts to 4096: the next word begins a new sheet
YOUNG = timedelta(seconds=90)  # an older sheet is written on no more
NAMED = 60  # who says it, and the signs under it

_HALF = 16


@dataclass(frozen=True, slots=True)
class Leaf:
    """A word as a layout sees it: its number, how long it is, a code of the signs under it, and whether its reader said it."""

    number: int
    size: int
    signs: str = ""
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A message that holds words, as it is kept; `is_low` says that something was written below it."""

    id: int
    first: int
    last: int
    drawn: bytes
    is_full: bool
    is_low: bool
    sent_at: datetime


class Do(Enum):
    """What is to be done next for a screen."""

    SEND = "send"
    DRAW = "draw"
    DROP = "drop"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do: send a new message, draw a sheet so that it holds the words up to `last`, or drop one."""

    do: Do
    sheet_id: int = 0
    last: int = 0
    digest: bytes = b""
    has_tools: bool = False


@dataclass(frozen=True, slots=True)
class Screen:
    """One member's sheets in order, the words that they may read in order, how far these were given to sheets, and what may be done."""

    sheets: Sequence[Sheet]
    leaves: Sequence[Leaf]
    read_to: int
    may_read_on: bool = True
    has_tools: bool = True

    def on(self, sheet: Sheet, last: int | None = None) -> Sequence[Leaf]:
        """The words of a sheet, as far as `last` where it is to take more."""
        end = sheet.last if last is None else last
        return self.leaves[self._at(sheet.first) : self._at(end + 1)]

    def _at(self, number: int) -> int:
        return bisect_left(self.leaves, number, key=lambda leaf: leaf.number)


def next_step(screen: Screen, now: datetime) -> Step | None:
    """Tell what is to be done next: take back, then let read on, then signs and buttons; None when all is as it should be.

    A sheet that has to be drawn anyway takes along what is new, where it still takes words.
    """
    unread = _unread(screen)
    for sheet in screen.sheets:
        if not _holds_its_words(screen, sheet):
            return _draw(screen, sheet, _taken_along(screen, sheet, unread, now))
    if unread:
        return _read_on(screen, unread, now)
    for sheet in screen.sheets:
        if sheet.drawn and _digest(screen, sheet) != sheet.drawn:
            return _draw(screen, sheet)
        if not sheet.drawn and sheet != screen.sheets[-1]:
            return Step(Do.DROP, sheet.id)
    return None


class Left(Enum):
    """What is left to do for a screen once a sheet is drawn."""

    NOTHING = "nothing"
    LOOKS = "looks"
    WORDS = "words"


def left_after(screen: Screen, step: Step, now: datetime) -> Left:
    """Tell what is left once this sheet is drawn, if nothing else happens: words, or signs and buttons only."""
    sheets = [
        replace(sheet, last=step.last, drawn=step.digest) if sheet.id == step.sheet_id else sheet
        for sheet in screen.sheets
    ]
    then = next_step(replace(screen, sheets=sheets, read_to=max(screen.read_to, step.last)), now)
    if then is None:
        return Left.NOTHING
    drawn = {sheet.id: sheet.drawn for sheet in sheets}.get(then.sheet_id, b"")
    return Left.LOOKS if shows_the_same_words(drawn, then.digest) else Left.WORDS


def shows_the_same_words(drawn: bytes, digest: bytes) -> bool:
    """Tell whether a sheet as it stands differs from how it should be by signs and buttons at most."""
    return bool(drawn) and drawn[:_HALF] == digest[:_HALF]


def _holds_its_words(screen: Screen, sheet: Sheet) -> bool:
    """Tell whether a sheet shows the words given to it; of one that was never drawn nobody knows whether they stand there."""
    if not sheet.drawn:
        return not screen.on(sheet)
    return sheet.drawn[:_HALF] == _words(screen.on(sheet))


def _unread(screen: Screen) -> Sequence[Leaf]:
    """The words to read on with; none while there are only one's own.

    What one said oneself stands on the screen already: it goes along with the next word of somebody else, or a sign under it.
    """
    unread = [leaf for leaf in screen.leaves if leaf.number > screen.read_to]
    is_due = screen.may_read_on and any(not leaf.is_own or leaf.signs for leaf in unread)
    return unread if is_due else ()


def _read_on(screen: Screen, unread: Sequence[Leaf], now: datetime) -> Step:
    newest = screen.sheets[-1] if screen.sheets else None
    last = _taken_along(screen, newest, unread, now) if newest is not None else None
    return Step(Do.SEND) if newest is None or last is None else _draw(screen, newest, last)


def _taken_along(screen: Screen, sheet: Sheet, unread: Sequence[Leaf], now: datetime) -> int | None:
    """The number of the last of these words that a sheet can take; None when it takes none: only the newest one may, while it is young,
    not full, and the lowest on the screen."""
    standing = screen.on(sheet)
    is_over = sheet.is_full or now - sheet.sent_at > YOUNG or (standing and sheet.is_low)
    if sheet != screen.sheets[-1] or is_over:
        return None
    room, last = FULL - sum(leaf.size + NAMED for leaf in standing), None
    for leaf in unread:
        room -= leaf.size + NAMED
        if room < 0 and (standing or last):
            break
        last = leaf.number
    return last


def _draw(screen: Screen, sheet: Sheet, last: int | None = None) -> Step:
    end = sheet.last if last is None else last
    if not screen.on(sheet, end) and sheet != screen.sheets[-1]:
        return Step(Do.DROP, sheet.id)
    return Step(Do.DRAW, sheet.id, end, _digest(screen, sheet, end), _has_tools(screen, sheet))


def _has_tools(screen: Screen, sheet: Sheet) -> bool:
    """Only the newest sheet has buttons; a placeholder that waits for its first word takes them with that word."""
    if not screen.has_tools:
        return False
    newest = next((one for one in reversed(screen.sheets) if one.drawn or one.id == sheet.id), sheet)
    return newest.id == sheet.id


def _digest(screen: Screen, sheet: Sheet, last: int | None = None) -> bytes:
    """Name what a sheet shows: first half the words, second half what hangs on them."""
    leaves = screen.on(sheet, last)
    looks = "|".join(leaf.signs for leaf in leaves) + f"|{_has_tools(screen, sheet)}"
    return _words(leaves) + sha256(looks.encode()).digest()[:_HALF]


def _words(leaves: Sequence[Leaf]) -> bytes:
    """Name the words alone."""
    return sha256(",".join(str(leaf.number) for leaf in leaves).encode()).digest()[:_HALF]
