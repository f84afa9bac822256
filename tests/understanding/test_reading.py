"""What a message seems to say, on the development set and on hostile messages."""

import hashlib
import json
from functools import cache
from pathlib import Path

import pytest

from bot.understanding import Reading, Understanding, load
from bot.understanding.folding import pieces

HERE = Path(__file__).parent
HOSTILE = [
    "",
    "\0" * 4096,
    "😭🔪" * 2048,
    "\u202e\u200f\u200e" * 1365,
    "\u200b" * 4096,
    "a" * 4096,
    "mourir " * 585,
    "je veux " * 512,
    "ﷺ" * 4096,
    "s*i" * 1365,
    "z̴̧̛̖" * 600,
    "مت " * 1365,
    ". " * 2048,
    "\ud800",
]


@cache
def understanding() -> Understanding:
    return load()


def lines(name: str, *, held_out: bool | None = None) -> list[dict[str, str]]:
    """The lines of a set, or the half of them that a digest chooses; both were written by the hand that wrote the rules."""
    every = [json.loads(line) for line in (HERE / name).read_text(encoding="utf-8").splitlines()]
    return [line for line in every if held_out is None or _held_out(line["text"]) is held_out]


def _held_out(text: str) -> bool:
    return hashlib.sha256(text.encode()).digest()[0] % 2 == 1


def crisis_score(rows: list[dict[str, str]]) -> tuple[float, float]:
    """Recall and precision of « some crisis »."""
    shown = [(row["crisis"] != "none", understanding().read(row["text"]).crisis != "none") for row in rows]
    right = shown.count((True, True))
    return right / sum(real for real, _ in shown), right / sum(seen for _, seen in shown)


def topic_score(rows: list[dict[str, str]]) -> float:
    """The share of right topics."""
    return sum((understanding().read(row["text"]).topic or "other") == row["topic"] for row in rows) / len(
        rows
    )


@pytest.mark.parametrize("held_out", [False, True])
def test_crises_are_seen(*, held_out: bool) -> None:
    """At least 97 of 100 crises show the card, and 85 of 100 cards are meant."""
    recall, precision = crisis_score(lines("crisis.jsonl", held_out=held_out))

    assert recall >= 0.97
    assert precision >= 0.85


@pytest.mark.parametrize(("french", "least"), [(True, 0.85), (False, 0.75)])
def test_topics_are_found(*, french: bool, least: float) -> None:
    """At least 85 of 100 topics in French, 75 elsewhere."""
    rows = [row for row in lines("topics.jsonl", held_out=True) if (row["lang"] == "fr") is french]

    assert topic_score(rows) >= least


def test_lines_never_used_for_tuning_are_mostly_seen() -> None:
    """A floor for sentences written after the rules and looked at once; it is raised when new ones are written."""
    recall, precision = crisis_score(lines("fresh_crisis.jsonl"))

    assert recall >= 0.9
    assert precision >= 0.85
    assert topic_score(lines("fresh_topics.jsonl")) >= 0.8


def test_the_sets_are_large_and_hard_enough() -> None:
    """Over 400 lines each, at least a third of the crisis lines being innocent."""
    crisis = lines("crisis.jsonl")

    assert len(crisis) >= 400
    assert len(lines("topics.jsonl")) >= 400
    assert sum(row["crisis"] == "none" for row in crisis) >= len(crisis) / 3


@pytest.mark.parametrize(
    "negation", ["je ne veux pas mourir", "je vais pas me tuer", "il me frappe pas", "i don't want to die"]
)
def test_a_negation_never_lowers(negation: str) -> None:
    """Saying no to it is still speaking of it."""
    assert understanding().read(negation).crisis != "none"


def test_a_figure_of_speech_hides_only_itself() -> None:
    """« mort de rire » is nothing; what is said beside it still counts."""
    assert understanding().read("mdr je suis mort de rire").crisis == "none"
    assert understanding().read("mort de rire mais ce soir je veux mourir").crisis == "suicide"


def test_suicide_is_asked_about_before_danger() -> None:
    """A message with both is a suicide crisis, and the reasons keep both."""
    reading = understanding().read("mon père me frappe et je veux mourir")

    assert reading.crisis == "suicide"
    assert any("danger" in reason for reason in reading.why)


def test_nothing_said_is_nothing_found() -> None:
    """A message without a known word has no crisis, no topic, no reason."""
    assert understanding().read("xkcd qwzt") == Reading("none", None, None, ())


def test_the_reasons_never_repeat_the_message() -> None:
    """The reasons go to logs and panels; the person's words do not."""
    reading = understanding().read("je veux mourir zorglub")

    assert reading.why
    assert not any("zorglub" in reason for reason in reading.why)


@pytest.mark.parametrize("language", ["fr", "fr-BE", "FR_fr", "xx", "", None])
def test_any_language_code_is_accepted(language: str | None) -> None:
    """A wrong or regional code never raises, and never hides a crisis in French."""
    assert understanding().read("je veux mourir", language).crisis == "suicide"


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_message_is_read(text: str) -> None:
    """Whatever 4096 characters hold, reading ends and gives the same answer twice."""
    assert understanding().read(text) == understanding().read(text)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_the_work_is_bounded_by_the_length_of_a_message(text: str) -> None:
    """The words read are at most a few times the characters typed, whatever is spelt out in them."""
    found = pieces(text)

    for lexicon in understanding().lexicons:
        assert len(lexicon.words(found)) <= 4 * len(text) + 2


def test_faint_signs_of_both_kinds_add_up() -> None:
    """Neither the sadness nor the fear says enough alone; together the card is shown."""
    assert understanding().read("je pleure").crisis == "none"
    assert understanding().read("j'ai peur").crisis == "none"
    assert understanding().read("je pleure souvent, on m'oblige, j'ai peur").crisis != "none"
