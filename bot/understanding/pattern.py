"""The small language in which the rules are written, and the machine that reads words with all of them at once.

A pattern is a line of words with slots, choices and gaps (see README.md). All patterns of a language become one row of
bits; a word moves every pattern forward in the same few operations, so the time is linear in the message whatever it
holds. There is no backtracking and no regular expression made from data.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import product

from bot.understanding.folding import EDGE, collapse, fold

ANY = "*"
GAPS = {"..": 3, "...": 6}
MOST_FORMS = 400

_SCAN = re.compile(r"\{[a-z_]+\}|\.{2,3}(?=[\s)|]|$)|[()|?^$]|[^\s(){}|?^$]+")

Spell = Callable[[str], Sequence[str]]


class PatternError(ValueError):
    """This pattern cannot be read."""


@dataclass(frozen=True)
class Element:
    """One place of a pattern: the words accepted there; a word ending in * is a beginning of words."""

    words: frozenset[str]
    optional: bool = False


Form = tuple[Element, ...]


@dataclass(frozen=True)
class Parser:
    """Turns a written pattern into plain forms, rows of elements without choices between longer phrases."""

    slots: Mapping[str, Sequence[str]]
    spell: Spell
    _read: dict[str, list[Form]] = field(default_factory=dict)

    def clues(self, pattern: str) -> list[str]:
        """Returns the parts of a pattern joined by &; all of them must stand somewhere in the message."""
        return [part.strip() for part in pattern.split("&")]

    def forms(self, clue: str) -> list[Form]:
        """Returns every form of one part; raises PatternError when it is wrong or far too wide."""
        scanned = _SCAN.findall(fold(clue))
        if not scanned or scanned[0] in GAPS or scanned[-1] in (*GAPS, "?"):
            raise PatternError(f"{clue!r} begins or ends with words that do not count")
        found = self._trimmed(scanned)
        if not all(found) or any(ANY in form[0].words for form in found):
            raise PatternError(f"{clue!r} would begin anywhere")
        if len(found) > MOST_FORMS:
            raise PatternError(f"{clue!r} has {len(found)} forms")
        return found

    def _trimmed(self, scanned: Sequence[str]) -> list[Form]:
        found, rest = self._choice(scanned, 0)
        if rest != len(scanned):
            raise PatternError(f"unexpected {scanned[rest]!r} after {' '.join(scanned[:rest])!r}")
        return list(dict.fromkeys(_trim(form) for form in found))

    def _choice(self, scanned: Sequence[str], at: int) -> tuple[list[Form], int]:
        found, at = self._row(scanned, at)
        while at < len(scanned) and scanned[at] == "|":
            more, at = self._row(scanned, at + 1)
            found = found + more
        return _merged(found), at

    def _row(self, scanned: Sequence[str], at: int) -> tuple[list[Form], int]:
        parts: list[list[Form]] = []
        while at < len(scanned) and scanned[at] not in "|)":
            part, at = self._part(scanned, at)
            if at < len(scanned) and scanned[at] == "?":
                part, at = _maybe(part), at + 1
            parts.append(part)
        if not parts:
            raise PatternError("an empty choice")
        if len(parts) == 1:
            return parts[0], at
        return [tuple(e for form in row for e in form) for row in product(*parts)], at

    def _part(self, scanned: Sequence[str], at: int) -> tuple[list[Form], int]:
        piece = scanned[at]
        if piece == "(":
            inner, at = self._choice(scanned, at + 1)
            if at >= len(scanned) or scanned[at] != ")":
                raise PatternError("a parenthesis is not closed")
            return inner, at + 1
        if piece[0] == "{":
            return self._slot(piece[1:-1]), at + 1
        if piece not in self._read:
            self._read[piece] = [self._plain(piece)]
        return self._read[piece], at + 1

    def _slot(self, name: str) -> list[Form]:
        if name not in self.slots:
            raise PatternError(f"no slot is named {name!r}")
        written = "{" + name + "}"
        if written not in self._read:
            self._read[written] = _merged(
                [form for entry in self.slots[name] for form in self._trimmed(_SCAN.findall(fold(entry)))]
            )
        return self._read[written]

    def _plain(self, piece: str) -> Form:
        if piece in GAPS:
            return (Element(frozenset([ANY]), optional=True),) * GAPS[piece]
        if piece in "^$":
            return (Element(frozenset([EDGE])),)
        if piece == "_":
            return (Element(frozenset([ANY])),)
        if piece == "?":
            raise PatternError("a question mark follows nothing")
        if piece.endswith("*"):
            return (Element(frozenset([collapse(piece[:-1].replace("'", "")) + "*"])),)
        words = self.spell(piece)
        if not words:
            raise PatternError(f"no word in {piece!r}")
        return tuple(Element(frozenset([word])) for word in words)


def _merged(forms: Iterable[Form]) -> list[Form]:
    """Gathers the forms of one single word into one, which keeps the machine small."""
    single: set[str] = set()
    longer: list[Form] = []
    for form in forms:
        if len(form) == 1 and not form[0].optional and ANY not in form[0].words:
            single |= form[0].words
        else:
            longer.append(form)
    return ([(Element(frozenset(single)),)] if single else []) + longer


def _maybe(forms: Sequence[Form]) -> list[Form]:
    if len(forms) == 1 and len(forms[0]) == 1:
        return [(replace(forms[0][0], optional=True),)]
    return [*forms, ()]


def _trim(form: Form) -> Form:
    start, end = 0, len(form)
    while start < end and form[start].optional:
        start += 1
    while end > start and form[end - 1].optional:
        end -= 1
    return form[start:end]


class Machine:
    """All forms of a set of rules in one row of bits: Shift-And with optional places (Navarro and Raffinot, 2002)."""

    def __init__(self, forms: Sequence[tuple[Form, int]]) -> None:
        self.forms = [form for form, _ in forms]
        self.clue_of_end: dict[int, int] = {}
        self.form_of_end: dict[int, int] = {}
        classes: dict[frozenset[str], list[int]] = {}
        marks: dict[str, list[int]] = {mark: [] for mark in ("first", "ends", "optional", "before", "last")}
        at = 0
        for number, (form, clue) in enumerate(forms):
            _place(form, at, classes, marks)
            at += len(form)
            self.clue_of_end[at - 1] = clue
            self.form_of_end[at - 1] = number
        accepted = {ANY: 0}
        for words, positions in classes.items():
            here = _number(positions, at)
            for word in words:
                accepted[word] = accepted.get(word, 0) | here
        self.any = accepted.pop(ANY)
        self.exact = {word: number for word, number in accepted.items() if not word.endswith("*")}
        self.stems = {word[:-1]: number for word, number in accepted.items() if word.endswith("*")}
        self.longest_stem = max(map(len, self.stems), default=0)
        self._first, self._ends, self._optional, self._before, self._last = (
            _number(positions, at) for positions in marks.values()
        )

    def places(self, word: str) -> int:
        """Returns, as bits, every place of every pattern that names this word or its beginning; gaps not counted."""
        found = self.exact.get(word, 0)
        for length in range(1, min(len(word), self.longest_stem) + 1):
            stem = self.stems.get(word[:length])
            if stem is not None:
                found |= stem
        return found

    def ends(self, places: Sequence[int]) -> list[tuple[int, int]]:
        """Returns (position of the last word, end bits) wherever some pattern is complete."""
        state, found = 0, []
        first, optional, before, last, ends = (
            self._first,
            self._optional,
            self._before,
            self._last,
            self._ends,
        )
        for position, accepted in enumerate(places):
            if not state and accepted is self.any:
                continue
            state = ((state << 1) | first) & accepted
            if state:
                filled = state | last
                state |= optional & ~((filled - before) ^ filled)
                if state & ends:
                    found.append((position, state & ends))
        return found

    def span(self, end: int, position: int, places: Sequence[int]) -> range:
        """Returns the shortest run of words, ending at this position, that completes the form whose last bit is `end`."""
        form = self.forms[self.form_of_end[end]]
        reached, bit = {position}, end
        for element in reversed(form[:-1]):
            bit -= 1
            step = {at - 1 for at in reached if at and places[at - 1] >> bit & 1}
            reached = reached | step if element.optional else step
        return range(max(reached, default=position), position + 1)


def _place(
    form: Form, start: int, classes: dict[frozenset[str], list[int]], marks: Mapping[str, list[int]]
) -> None:
    """Notes where each choice of words stands in the row, and where an optional run begins and ends."""
    marks["first"].append(start)
    marks["ends"].append(start + len(form) - 1)
    for offset, element in enumerate(form):
        classes.setdefault(element.words, []).append(start + offset)
        if not element.optional:
            continue
        marks["optional"].append(start + offset)
        if not form[offset - 1].optional:
            marks["before"].append(start + offset - 1)
        if not form[offset + 1].optional:
            marks["last"].append(start + offset)


def _number(positions: Iterable[int], width: int) -> int:
    row = bytearray(width // 8 + 1)
    for position in positions:
        row[position >> 3] |= 1 << (position & 7)
    return int.from_bytes(row, "little")


def bits(number: int) -> list[int]:
    """Returns the positions of the ones of a number, lowest first."""
    found = []
    while number:
        low = number & -number
        found.append(low.bit_length() - 1)
        number ^= low
    return found
