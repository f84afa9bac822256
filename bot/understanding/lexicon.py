"""One language's rules made ready: words in, rules out.

Typing errors and words glued together are mended here, against the language's own words only. Figures of speech are
covered before the rest is read, so they hide their own words and nothing else of the message.
"""

from collections.abc import Sequence
from functools import cache

from bot.understanding.folding import EDGE, collapse, pieces
from bot.understanding.pattern import ANY, Machine, Parser, PatternError, bits
from bot.understanding.rules import Rule, RuleError, Words

COVERED = "\0"
"""Stands for a word inside a figure of speech: a gap may pass over it, nothing else."""

_SHORTEST_MENDED = 6
_LONGEST_MENDED = 16
_SHORTEST_GLUED = 9
_LONGEST_GLUED = 48
_MOST_MENDED = 150


class Lexicon:
    """Reads messages in one language; holds no trace of them."""

    def __init__(self, words: Words) -> None:
        self.language = words.language
        self.rules = words.rules
        self._spelling = words.spelling
        self._common = words.common
        self._figures = self._machine(words, figures=True)
        self._meanings = self._machine(words, figures=False)
        spoken = [*self._meanings.exact, *self._figures.exact]
        self._known = words.common | words.spared | frozenset(spoken)
        self._near = _near([word for word in spoken if _mendable(word)])
        short = {collapse(key) for key in words.spelling.short if len(key) > 1}
        self._whole = frozenset(w for w in self._known | short if len(w) > 1) | set("jmltdscnya")
        self._starred = sorted(word for word in set(spoken) if len(word) > 3)

    def _machine(self, words: Words, *, figures: bool) -> Machine:
        parser = Parser(words.slots, cache(lambda written: words.spelling.words(pieces(written)[1:-1])))
        forms = []
        for number, rule in enumerate(words.rules):
            if (rule.kind == "figure") != figures:
                continue
            try:
                forms += [(form, number) for pattern in rule.patterns for form in parser.forms(pattern)]
            except PatternError as wrong:
                raise RuleError(f"{rule.id}: {wrong}") from wrong
        return Machine(forms)

    def hits(self, found: Sequence[str]) -> list[Rule]:
        """Returns the rules these pieces of a message meet, figures of speech left out, in the order of the files."""
        words = self._mended(self._spelling.words(found))
        places = self._places(self._meanings, self._covered(words))
        met = 0
        for _, ends in self._meanings.ends(places):
            met |= ends
        numbers = {self._meanings.rule_of_end[end] for end in bits(met)}
        return [self.rules[number] for number in sorted(numbers)]

    def figures(self, found: Sequence[str]) -> list[Rule]:
        """Returns the figures of speech these pieces hold."""
        words = self._mended(self._spelling.words(found))
        ends = self._figures.ends(self._places(self._figures, words))
        numbers = {self._figures.rule_of_end[end] for _, met in ends for end in bits(met)}
        return [self.rules[number] for number in sorted(numbers)]

    def familiarity(self, found: Sequence[str]) -> int:
        """Counts the everyday words of this language in the message."""
        return sum(word in self._common for word in self._spelling.words(found))

    def _covered(self, words: list[str]) -> list[str]:
        places = self._places(self._figures, words)
        covered = list(words)
        for position, ends in self._figures.ends(places):
            for end in bits(ends):
                for at in self._figures.span(end, position, places):
                    if words[at] != EDGE:
                        covered[at] = COVERED
        return covered

    def _places(self, machine: Machine, words: list[str]) -> list[int]:
        known: dict[str, int] = {EDGE: machine.places(EDGE)}
        for word in words:
            if word not in known:
                accepted = self._accepted(machine, word)
                known[word] = machine.any | accepted if accepted else machine.any
        return [known[word] for word in words]

    def _accepted(self, machine: Machine, word: str) -> int:
        accepted = machine.places(word)
        for prefix in self._spelling.prefixes:
            if word.startswith(prefix) and len(word) > len(prefix) + 1:
                accepted |= machine.places(word[len(prefix) :])
        return accepted

    def _mended(self, words: list[str]) -> list[str]:
        mended: dict[str, tuple[str, ...]] = {}
        for word in words:
            if word in mended or not (len(word) >= _SHORTEST_MENDED or "*" in word):
                continue
            mended[word] = self._mend(word) if len(mended) < _MOST_MENDED else (word,)
        return [part for word in words for part in mended.get(word, (word,))]

    def _mend(self, word: str) -> tuple[str, ...]:
        if "*" in word:
            return (self._unstarred(word),)
        if word in self._known or self._accepted(self._meanings, word) or self._accepted(self._figures, word):
            return (word,)
        if _mendable(word):
            for shorter in _shorter(word):
                for near in self._near.get(shorter, ()):
                    if near[0] == word[0] and _one_slip(word, near):
                        return (near,)
        if self._spelling.glued and _SHORTEST_GLUED <= len(word) <= _LONGEST_GLUED:
            return self._unglued(word)
        return (word,)

    def _unstarred(self, word: str) -> str:
        start, end = word.split("*")[0], word.split("*")[-1]
        for spoken in self._starred:
            if abs(len(spoken) - len(word)) < 2 and spoken.startswith(start) and spoken.endswith(end):
                return spoken
        return word.replace("*", "")

    def _unglued(self, word: str) -> tuple[str, ...]:
        """Cuts a word into the fewest known words; returns it whole when some part stays unknown."""
        best: list[tuple[str, ...] | None] = [()] + [None] * len(word)
        for end in range(1, len(word) + 1):
            for start in range(max(0, end - _LONGEST_MENDED), end):
                before = best[start]
                if before is None or word[start:end] not in self._whole:
                    continue
                now = best[end]
                if now is None or len(before) + 1 < len(now):
                    best[end] = (*before, word[start:end])
        parts = best[-1]
        if parts is None:
            return (word,)
        return tuple(spoken for part in parts for spoken in self._spelling.spell(part))


def _mendable(word: str) -> bool:
    return _SHORTEST_MENDED <= len(word) <= _LONGEST_MENDED and word.isalpha() and ANY not in word


def _shorter(word: str) -> list[str]:
    return [word, *(word[:at] + word[at + 1 :] for at in range(len(word)))]


def _near(spoken: Sequence[str]) -> dict[str, list[str]]:
    """Files each word under itself and under itself less one letter (the « symmetric delete » index of SymSpell)."""
    near: dict[str, list[str]] = {}
    for word in dict.fromkeys(spoken):
        for shorter in set(_shorter(word)):
            near.setdefault(shorter, []).append(word)
    return near


def _one_slip(typed: str, meant: str) -> bool:
    """Says whether one letter added, dropped, changed, or exchanged with its neighbour, separates two words."""
    if abs(len(typed) - len(meant)) == 1:
        longer, other = sorted((typed, meant), key=len, reverse=True)
        return other in _shorter(longer)
    wrong = [at for at, (a, b) in enumerate(zip(typed, meant, strict=False)) if a != b]
    if len(wrong) == 1:
        return True
    return len(wrong) == 2 and wrong[1] == wrong[0] + 1 and sorted(typed) == sorted(meant)
