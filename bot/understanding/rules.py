"""The reviewed words, read from one folder per language: words.toml, crisis*.toml and topics*.toml.

Only loading and checking stand here. What a rule says belongs to the safeguarding lead, in the TOML files; a file that
is wrong is refused at once, with the rule's id, never skipped.
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.understanding.folding import Spelling, collapse, fold, pieces

LANGUAGES = ("fr", "en", "nl", "ar", "es", "tr", "uk")

TOPICS = (
    "professional_request",
    "volunteering",
    "parent_support",
    "violence",
    "bullying",
    "discrimination_lgbtq",
    "neighbourhood_conflict",
    "addiction",
    "family_conflict",
    "mental_health",
    "rights_admin",
    "work_training",
    "school",
    "isolation_activities",
)
"""Every topic the words can find; of two with the same weight, the first here is kept."""

KINDS = ("suicide", "danger", "topic", "figure")

ENOUGH = 0.9
"""The weight at which a crisis is shown, unless a language's words.toml says another: one plain rule, or two or
three faint signs of the same kind."""

_FOLDER = Path(__file__).parent
_KEYS = {
    "id",
    "kind",
    "topic",
    "topic_weight",
    "weight",
    "reason",
    "patterns",
    "examples",
    "counter_examples",
}


class RuleError(ValueError):
    """A file of words is wrong; the sentence names the rule."""


@dataclass(frozen=True)
class Rule:
    """One family of expressions, why it matters, and the sentences that prove what it does and does not catch."""

    id: str
    language: str
    kind: str
    reason: str
    patterns: tuple[str, ...]
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...] = ()
    weight: float = 1.0
    topic: str | None = None
    topic_weight: float = 1.0


@dataclass(frozen=True)
class Words:
    """Everything one language's folder says."""

    language: str
    spelling: Spelling
    slots: dict[str, list[str]]
    common: frozenset[str]
    spared: frozenset[str]
    rules: tuple[Rule, ...]
    enough: float = ENOUGH


def load_words(language: str, folder: Path = _FOLDER) -> Words:
    """Reads one language's folder; raises RuleError when a file or a rule is wrong."""
    home = folder / language
    about = _toml(home / "words.toml")
    rules = tuple(
        _rule(raw, language)
        for path in (*sorted(home.glob("crisis*.toml")), *sorted(home.glob("topics*.toml")))
        for raw in _toml(path).get("rule", [])
    )
    ids = [rule.id for rule in rules]
    if len(ids) != len(set(ids)):
        raise RuleError(f"{language}: two rules have the same id")
    return Words(
        language=language,
        spelling=_spelling(about),
        slots=about.get("slots", {}),
        common=_folded(about.get("common", [])),
        spared=_folded(about.get("spared", [])),
        rules=rules,
        enough=float(about.get("enough", ENOUGH)),
    )


def _toml(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        return tomllib.load(file)


def _folded(listed: list[str]) -> frozenset[str]:
    return frozenset(collapse(piece) for line in listed for piece in pieces(line)[1:-1])


def _spelling(about: dict[str, Any]) -> Spelling:
    habits = about.get("spelling", {})
    short = {
        fold(key): tuple(map(collapse, fold(value).split())) for key, value in about.get("short", {}).items()
    }
    return Spelling(
        splits_apostrophe=habits.get("splits_apostrophe", False),
        digits_are_letters=habits.get("digits_are_letters", True),
        glued=habits.get("glued", False),
        elided=habits.get("elided", ""),
        prefixes=tuple(map(fold, habits.get("prefixes", []))),
        short=short,
    )


def _rule(raw: dict[str, Any], language: str) -> Rule:
    name = raw.get("id", "without id")
    if unknown := set(raw) - _KEYS:
        raise RuleError(f"{language}.{name}: unknown {sorted(unknown)}")
    for key in ("id", "reason", "patterns", "examples"):
        if not raw.get(key):
            raise RuleError(f"{language}.{name}: {key} is missing")
    kind = raw.get("kind", "topic")
    topic = raw.get("topic")
    if kind not in KINDS or (kind == "topic" and topic is None) or topic not in (None, *TOPICS):
        raise RuleError(f"{language}.{name}: kind {kind!r}, topic {topic!r}")
    weight = float(raw.get("weight", 1.0))
    return Rule(
        id=f"{language}.{name}",
        language=language,
        kind=kind,
        reason=raw["reason"],
        patterns=tuple(raw["patterns"]),
        examples=tuple(raw["examples"]),
        counter_examples=tuple(raw.get("counter_examples", ())),
        weight=weight,
        topic=topic or _usual_topic(kind),
        topic_weight=float(raw.get("topic_weight", weight)),
    )


def _usual_topic(kind: str) -> str | None:
    return {"suicide": "mental_health", "danger": "violence"}.get(kind)
