"""The whole state of a conversation: the answers, nothing else.

A plain mapping from a question's whole id (`flow.question`) to what was answered; None means skipped. Seven reserved keys hold
what is not a question: the exits being visited, how often the open question was misread, the places that its answer may mean,
words written beside the questions, the topic that they seem to be about, why the case to come is urgent, and that a pause is on.
What an open conversation is about, where it is one thing of the house, stands under the conversation's own name and goes with it.
No pointer is stored, so none can dangle.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import TypeAlias

Answers: TypeAlias = Mapping[str, str | None]

DETOURS = "~detours"
TRIES = "~tries"
MEANT = "~meant"
WORDS = "~words"
TOPIC = "~topic"
ALARM = "~alarm"
PAUSED = "~paused"
ABOUT = "~about"  # after the name of its conversation
DIGITS = 18  # of a number, as in a button
BESIDE_THE_STEP = (TRIES, WORDS, ALARM, PAUSED)  # what may change while the buttons of a question stay good
WORDS_KEPT = 4000  # characters written beside the questions: more than any intake needs, less than a flood


def detours(answers: Answers) -> tuple[str, ...]:
    """The conversations that exits opened on top of the main one, outermost first."""
    names = answers.get(DETOURS)
    return tuple(names.split(",")) if names else ()


def tries(answers: Answers) -> int:
    """How often in a row the open question was answered with something it could not read."""
    count = answers.get(TRIES) or "0"
    return int(count) if count.isdecimal() and len(count) < len("1000") else 0


def with_answer(answers: Answers, question: str, value: str | None) -> Answers:
    """Add an answer and start counting misreadings afresh."""
    return {**_without(answers, TRIES, MEANT), question: value}


def with_try(answers: Answers) -> Answers:
    """Count one more misreading of the open question."""
    return {**answers, TRIES: str(tries(answers) + 1)}


def with_meant(answers: Answers, places: Iterable[tuple[str, str]]) -> Answers:
    """Keep the places that an answer may mean, each with the name of its button, until one is chosen."""
    return {**answers, MEANT: "\n".join(f"{answer}\t{label}" for answer, label in places)}


def meant(answers: Answers) -> Mapping[str, tuple[str, str]]:
    """The places to choose from, as answer and label, by the key of their button."""
    lines = [line.partition("\t") for line in (answers.get(MEANT) or "").splitlines()]
    return {f"m{number}": (answer, label or answer) for number, (answer, _, label) in enumerate(lines, 1)}


def with_words(answers: Answers, text: str) -> Answers:
    """Keep what was written where a button was expected: the human who takes the case will read it."""
    kept = answers.get(WORDS)
    return {**answers, WORDS: (f"{kept}\n{text}" if kept else text)[:WORDS_KEPT]}


def with_topic(answers: Answers, topic: str) -> Answers:
    """Remember the topic that was told before its question came."""
    return {**answers, TOPIC: topic}


def paused(answers: Answers) -> Answers:
    """Close what exits opened, and remember that the person takes a break."""
    return {**leave_all(answers), PAUSED: None}


def is_paused(answers: Answers) -> bool:
    """Tell whether the person takes a break."""
    return PAUSED in answers


def resumed(answers: Answers) -> Answers:
    """End the break."""
    return _without(answers, PAUSED)


def forget(answers: Answers, question: str) -> Answers:
    """Take one answer away; one that a topic heard in free words gave goes with that topic."""
    return _without(answers, TRIES, MEANT, question if question in answers else TOPIC)


def enter(answers: Answers, flow: str) -> Answers:
    """Open a conversation on top, once: an exit visited already is gone back to, with its answers forgotten."""
    names = detours(answers)
    kept = names[: names.index(flow)] if flow in names else names
    return {**_leaving(answers, names[len(kept) :]), DETOURS: ",".join((*kept, flow))}


def enter_about(answers: Answers, flow: str, number: int) -> Answers:
    """Open a conversation on top that is about one thing of the house; its number is forgotten with the answers in it."""
    return {**enter(answers, flow), f"{flow}.{ABOUT}": str(number)}


def about(answers: Answers, flow: str) -> int:
    """The number of what an open conversation is about; 0 where it was never said."""
    number = answers.get(f"{flow}.{ABOUT}") or ""
    return int(number) if number.isdecimal() and len(number) <= DIGITS else 0


def leave(answers: Answers) -> Answers:
    """Close the topmost conversation and forget what was answered in it."""
    *kept, last = detours(answers)
    left = _leaving(answers, (last,))
    return {**left, DETOURS: ",".join(kept)} if kept else _without(left, DETOURS)


def leave_all(answers: Answers) -> Answers:
    """Close every conversation that exits opened."""
    while detours(answers):
        answers = leave(answers)
    return answers


def step_token(answers: Answers, question: str, *, salt: str) -> str:
    """Name a moment of one conversation, for its buttons: the same answers and question, the same ten characters.

    A button pressed twice, or found again in an old message, no longer carries the current token, so it cannot answer a later
    question. The salt keeps two conversations apart and the token unreadable.
    """
    state = json.dumps(
        [salt, question, sorted(_without(answers, *BESIDE_THE_STEP).items())], ensure_ascii=True
    )
    return hashlib.sha256(state.encode()).hexdigest()[:10]


def _leaving(answers: Answers, flows: tuple[str, ...]) -> Answers:
    started = tuple(f"{flow}." for flow in flows)
    return {
        key: value for key, value in _without(answers, TRIES, MEANT).items() if not key.startswith(started)
    }


def _without(answers: Answers, *keys: str) -> Answers:
    return {key: value for key, value in answers.items() if key not in keys}
