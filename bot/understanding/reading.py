"""What a message seems to say: a crisis or none, a topic or none, in which language, and why.

The answer only ever adds care. It never blocks, lowers a priority, diagnoses or ends a conversation, and it is never
a reason not to read the message. The reasons name rules, never the person's words.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.understanding.folding import pieces
from bot.understanding.lexicon import Lexicon
from bot.understanding.rules import LANGUAGES, TOPICS, Rule, load_words

Crisis = Literal["suicide", "danger", "none"]

ENOUGH_TOGETHER = 1.1
"""The weight at which faint signs of both kinds show a crisis."""

PLAIN = 0.9
"""The weight from which a rule says a crisis by itself; lighter ones are signs."""

ENOUGH_FOR_A_TOPIC = 0.5
_GRAVE: tuple[Literal["suicide", "danger"], ...] = ("suicide", "danger")
_ELSEWHERE = 0.6
_SHARE_OF_WORDS = 0.6
_MIXED = ("fr", "en")
_MIXED_WORDS = 2


@dataclass(frozen=True)
class Reading:
    """What the words showed; `why` holds the ids and reasons of the rules, for the staff."""

    crisis: Crisis
    topic: str | None
    language: str | None
    why: tuple[str, ...]


@dataclass(frozen=True)
class Understanding:
    """The compiled words of every language; immutable, safe to share between threads."""

    lexicons: tuple[Lexicon, ...]

    def read(self, text: str, language: str | None = None) -> Reading:
        """Reads one message in time linear in its length; never raises, and an unknown language means all of them."""
        found = pieces(text)
        said = [(lexicon, lexicon.words(found)) for lexicon in self._order(language)]
        heard = [(lexicon, words, lexicon.hits(words)) for lexicon, words in _spoken(said)]
        spoken = _language(heard)
        crisis, signs = _crisis(heard)
        topic = _topic(heard, spoken)
        shown = [rule for _, _, rules in heard for rule in rules if rule in signs or rule.topic == topic]
        return Reading(crisis, topic, spoken, tuple(f"{rule.id} — {rule.reason}" for rule in shown))

    def _order(self, language: str | None) -> list[Lexicon]:
        first = (language or "").replace("_", "-").split("-")[0].lower()
        if first not in LANGUAGES:
            return list(self.lexicons)
        wanted = dict.fromkeys((first, "fr", "en"))
        by_language = {lexicon.language: lexicon for lexicon in self.lexicons}
        return [by_language[name] for name in wanted if name in by_language]


Said = tuple[Lexicon, list[str]]
Heard = Sequence[tuple[Lexicon, list[str], list[Rule]]]


def load(languages: Iterable[str] = LANGUAGES) -> Understanding:
    """Compiles the words once, at start; raises RuleError when a file is wrong."""
    return Understanding(tuple(Lexicon(load_words(language)) for language in languages))


def _spoken(said: Sequence[Said]) -> list[Said]:
    """Keeps the languages this message may be in: « mes » is no knife (Dutch) in a sentence full of French words."""
    known = [(lexicon.familiarity(words), lexicon, words) for lexicon, words in said]
    most = max((count for count, _, _ in known), default=0)
    enough = _SHARE_OF_WORDS * most if most > 1 else 0
    return [
        (lexicon, words)
        for count, lexicon, words in known
        if count >= enough or (lexicon.language in _MIXED and count > _MIXED_WORDS)
    ]


def _language(heard: Heard) -> str | None:
    """The language with the most everyday words and rules met; the first read wins a tie."""
    scores = [
        (lexicon.familiarity(words) + 2 * len(rules), lexicon.language) for lexicon, words, rules in heard
    ]
    best = max(scores, key=lambda scored: scored[0], default=(0, None))
    return best[1] if best[0] else None


def _crisis(heard: Heard) -> tuple[Crisis, list[Rule]]:
    """Suicide comes before danger when a message shows both: the person's own life is asked about first.

    What is said plainly names the crisis before what is made of faint signs.
    """
    signs: list[Rule] = []
    seen: list[tuple[bool, Crisis]] = []
    for kind in _GRAVE:
        for lexicon, _, rules in heard:
            mine = [rule for rule in rules if rule.kind == kind]
            if _weight(mine) >= lexicon.enough:
                signs += mine
                seen.append((max(rule.weight for rule in mine) < PLAIN, kind))
    return (min(seen, key=lambda found: found[0])[1], signs) if seen else _faint(heard)


def _faint(heard: Heard) -> tuple[Crisis, list[Rule]]:
    """Adds the faint signs of both kinds, which say as much together; the heavier kind names the crisis."""
    for _, _, rules in heard:
        by_kind = {kind: [rule for rule in rules if rule.kind == kind] for kind in _GRAVE}
        if _weight(rule for rule in rules if rule.kind in _GRAVE) >= ENOUGH_TOGETHER:
            heavier = max(_GRAVE, key=lambda kind: _weight(by_kind[kind]))
            return heavier, by_kind["suicide"] + by_kind["danger"]
    return "none", []


def _weight(rules: Iterable[Rule]) -> float:
    return sum(rule.weight for rule in rules)


def _topic(heard: Heard, spoken: str | None) -> str | None:
    scores = dict.fromkeys(TOPICS, 0.0)
    for lexicon, _, rules in heard:
        share = 1.0 if lexicon.language == spoken else _ELSEWHERE
        for topic in TOPICS:
            score = share * sum(rule.topic_weight for rule in rules if rule.topic == topic)
            scores[topic] = max(scores[topic], score)
    best = max(scores, key=lambda topic: scores[topic])
    return best if scores[best] >= ENOUGH_FOR_A_TOPIC else None
