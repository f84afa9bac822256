"""One language's rules made ready: words in, rules out.

Typing errors and words glued together are mended here, against the language's own words only. Figures of speech are
covered before the rest is read, so they hide their own words and nothing else of the message.
"""

from collections.abc import Sequence

from bot.understanding.folding import EDGE, collapse
from bot.understanding.pattern import ANY, Form, Machine, Parser, PatternError, bits
from bot.understanding.rules import Rule, RuleError, Words

COVERED = "\0"
"""Stands for a word inside a figure of speech: a gap may pass over it, nothing else."""

_SHORTEST_MENDED = 6
_LONGEST_MENDED = 16
_SHORTEST_GLUED = 9
_LONGEST_GLUED = 48
_MOST_MENDED = 150


class Matcher:
    """The rules of one sort, compiled: which of them do these words meet?"""

    def __init__(self, words: Words, rules: Sequence[Rule]) -> None:
        self._rules = rules
        self._prefixes = words.spelling.prefixes
        self._clues: dict[str, int] = {}
        self._needs: list[list[tuple[int, frozenset[int]]]] = []
        parser = Parser(words.slots, words.spelling.spell)
        forms: list[tuple[Form, int]] = []
        for number, rule in enumerate(rules):
            try:
                forms += self._forms(parser, rule, number)
            except PatternError as wrong:
                raise RuleError(f"{rule.id}: {wrong}") from wrong
        self.machine = Machine(forms)

    def _forms(self, parser: Parser, rule: Rule, number: int) -> list[tuple[Form, int]]:
        forms = []
        for pattern in rule.patterns:
            clues = parser.clues(pattern)
            for clue in clues:
                if clue not in self._clues:
                    self._clues[clue] = len(self._needs)
                    self._needs.append([])
                    forms += [(form, self._clues[clue]) for form in parser.forms(clue)]
            needed = frozenset(self._clues[clue] for clue in clues)
            self._needs[min(needed)].append((number, needed))
        return forms

    def met(self, words: list[str]) -> list[Rule]:
        """Returns the rules of which some pattern is whole: each of its parts stands somewhere in these words."""
        seen = 0
        for _, ends in self.machine.ends(self.places(words)):
            seen |= ends
        clues = {self.machine.clue_of_end[end] for end in bits(seen)}
        numbers = {number for clue in clues for number, needed in self._needs[clue] if needed <= clues}
        return [self._rules[number] for number in sorted(numbers)]

    def places(self, words: list[str]) -> list[int]:
        """Returns, for each word, the places of the patterns where it is accepted, gaps included."""
        known: dict[str, int] = {EDGE: self.machine.places(EDGE)}
        for word in words:
            if word not in known:
                accepted = self.accepted(word)
                known[word] = self.machine.any | accepted if accepted else self.machine.any
        return [known[word] for word in words]

    def accepted(self, word: str) -> int:
        """Returns the places that name this word, with or without a prefix that the language glues to it."""
        accepted = self.machine.places(word)
        for prefix in self._prefixes:
            if word.startswith(prefix) and len(word) > len(prefix) + 1:
                accepted |= self.machine.places(word[len(prefix) :])
        return accepted


class Lexicon:
    """Reads messages in one language; holds no trace of them."""

    def __init__(self, words: Words) -> None:
        self.language = words.language
        self.rules = words.rules
        self.enough = words.enough
        self._spelling = words.spelling
        self._common = words.common
        self._figures = Matcher(words, [rule for rule in words.rules if rule.kind == "figure"])
        self._meanings = Matcher(words, [rule for rule in words.rules if rule.kind != "figure"])
        spoken = [*self._meanings.machine.exact, *self._figures.machine.exact]
        self._known = words.common | words.spared | frozenset(spoken)
        self._near = _near([word for word in spoken if _mendable(word)])
        short = {collapse(key) for key in words.spelling.short if len(key) > 1}
        self._whole = frozenset(w for w in self._known | short if len(w) > 1) | set("jmltdscnya")
        self._starred = sorted(word for word in set(spoken) if len(word) > 3)

    def words(self, found: Sequence[str]) -> list[str]:
        """Returns the words of a message as this language's patterns are written."""
        return self._spelling.words(found)

    def familiarity(self, words: Sequence[str]) -> int:
        """Counts the different everyday words of this language among these."""
        return len(self._common.intersection(words))

    def hits(self, words: list[str]) -> list[Rule]:
        """Returns the rules these words meet, figures of speech left out, in the order of the files."""
        return self._meanings.met(self._covered(self._mended(words)))

    def figures(self, words: list[str]) -> list[Rule]:
        """Returns the figures of speech among these words."""
        return self._figures.met(self._mended(words))

    def _covered(self, words: list[str]) -> list[str]:
        machine = self._figures.machine
        places = self._figures.places(words)
        covered = list(words)
        for position, ends in machine.ends(places):
            for end in bits(ends):
                for at in machine.span(end, position, places):
                    if words[at] != EDGE:
                        covered[at] = COVERED
        return covered

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
        if word in self._known or self._meanings.accepted(word) or self._figures.accepted(word):
            return (word,)
        if (
            word[0] in self._spelling.elided
            and word[1:2] not in "aeiouy"
            and self._meanings.accepted(word[1:])
        ):
            return ("je" if word[0] == "j" else word[0], word[1:])
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
