"""The scenes of the fault campaign, each against a real program that is already listening; they return plain figures.

What is measured is taken from the pretend Telegram's own journal of calls, so that a slow looker changes nothing.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil
from random import Random
from typing import Any

from launch.simulator import Phone, SimulatedTelegram
from tests.faults.crowd import PATH, Crowd, Seen, seen_by
from tests.faults.program import last_call, pause, until

SECRET_WORDS = "un canari que personne ne doit lire"
WRITES_A_SECOND = 14  # well under the twenty-five messages that the bot allows itself
ANSWERS = ("sendMessage", "editMessageText")
TAPS = sum(bool(step.tap) for step in PATH)


@dataclass(frozen=True)
class Beside:
    """What happened beside one unparseable update."""

    good: int
    answered: int
    is_sender_answered: bool


def unparseable(telegram: SimulatedTelegram, *, good: int) -> Beside:
    """Put one update that nobody can parse among good ones, each of another person."""
    calls = last_call(telegram)
    people = [telegram.person("Sam") for _ in range(good)]
    [unlucky] = _arrived(telegram, 1)
    for number, person in enumerate(people):
        if number == good // 2:
            telegram.inject(_nonsense(unlucky))
        person.start()
    wanted = {person.id for person in people}
    until(lambda: wanted <= _answered(telegram, calls), 120, what="the good updates to be answered")
    unlucky.wait_for("n’a pas pu être ouvert", timeout=30)
    return Beside(good, len(wanted & _answered(telegram, calls)), is_sender_answered=True)


def _nonsense(phone: Phone) -> dict[str, Any]:
    chat = {"id": phone.id, "type": "private", "first_name": "Sam"}
    return {"message": {"message_id": 1, "date": "today", "chat": chat, "from": 7, "text": SECRET_WORDS}}


def _answered(telegram: SimulatedTelegram, calls: int) -> set[int]:
    return {call["params"]["chat_id"] for call in _answers(telegram, calls)}


def _answers(telegram: SimulatedTelegram, calls: int) -> list[dict[str, Any]]:
    made = telegram.calls(after=calls)
    return [call for call in made if call["method"] in ANSWERS and (call["outcome"] or {}).get("ok")]


@dataclass(frozen=True)
class Doubled:
    """What became of taps that each came twice."""

    taps: int
    answered: int
    seen: Seen


def double_taps(telegram: SimulatedTelegram, *, taps: int, seed: int) -> Doubled:
    """Let people press every button twice, all the way."""
    people = ceil(taps / TAPS)
    crowd = Crowd(telegram, Random(seed), taps=2, stop_early=0)
    crowd.walk(at_most=people)
    pause(1)  # whatever a second half may still cause
    screens = [walker.phone.screen().raw for walker in crowd.everybody]
    return Doubled(people * TAPS, sum(len(screen["answers"]) for screen in screens), seen_by(crowd))


def told_twice(telegram: SimulatedTelegram, *, people: int, seed: int) -> Seen:
    """Deliver every update twice while people walk."""
    telegram.settings(redelivery=1.0)
    seen = _walked(telegram, people=people, seed=seed)
    telegram.settings(redelivery=0.0)
    return seen


def bad_line(telegram: SimulatedTelegram, *, people: int, seed: int) -> Seen:
    """Let one call in five fail, by a 5xx or by a line that breaks before or after the effect, while people walk."""
    for kind, share in (("error", 1 / 15), ("drop_before", 1 / 14), ("drop_after", 1 / 13)):
        telegram.add_fault(kind, probability=share)
    crowd = Crowd(telegram, Random(seed), stop_early=0)
    crowd.walk(at_most=people, patience=240)
    telegram.clear_faults()
    return seen_by(crowd)


def _walked(telegram: SimulatedTelegram, *, people: int, seed: int) -> Seen:
    crowd = Crowd(telegram, Random(seed), stop_early=0)
    crowd.walk(at_most=people)
    pause(1)
    return seen_by(crowd)


@dataclass(frozen=True)
class Delays:
    """How long people waited for an answer, in seconds."""

    written: int
    answered: int
    median: float
    p99: float
    slowest: float
    flooded_waited: float = 0.0


def flood(telegram: SimulatedTelegram, *, chats: int = 24, seconds: float = 5.0) -> Delays:
    """Refuse one chat for five seconds while the others are written to steadily."""
    people = _arrived(telegram, chats)
    flooded, calls = people.pop(), last_call(telegram)
    telegram.add_fault("flood", chat_id=flooded.id, retry_after=round(seconds), times=1)
    began = time.time()
    flooded.write("bonjour")
    until(lambda: _struck(telegram, flooded, calls), what="the refusal")
    delays = _steadily(telegram, people, seconds=seconds)
    first = until(lambda: _first_after(telegram, flooded, calls), 60, what="the refused chat to be answered")
    telegram.clear_faults()
    return Delays(**delays, flooded_waited=first - began)


def calm(telegram: SimulatedTelegram, *, chats: int = 24, seconds: float = 5.0) -> Delays:
    """Write to the same number of chats without any fault, to compare."""
    people = _arrived(telegram, chats)
    return Delays(**_steadily(telegram, people[1:], seconds=seconds))


def _arrived(telegram: SimulatedTelegram, chats: int) -> list[Phone]:
    people = [telegram.person("Sam") for _ in range(chats)]
    for person in people:
        person.start()
        person.wait_for(PATH[0].words, timeout=60)
    return people


def _struck(telegram: SimulatedTelegram, phone: Phone, calls: int) -> bool:
    return any(call["fault"] == "flood" for call in telegram.calls(chat_id=phone.id, after=calls))


def _first_after(telegram: SimulatedTelegram, phone: Phone, calls: int) -> float | None:
    made = telegram.calls("sendMessage", phone.id, calls)
    return next((float(call["at"]) for call in made if (call["outcome"] or {}).get("ok")), None)


def _steadily(telegram: SimulatedTelegram, people: list[Phone], *, seconds: float) -> Mapping[str, Any]:
    """Write in turn, at one pace whatever comes back; a write is answered by the next message in its chat."""
    calls, written = last_call(telegram), []
    began = time.monotonic()
    for number in range(int(seconds * WRITES_A_SECOND)):
        pause(max(0.0, began + number / WRITES_A_SECOND - time.monotonic()))
        phone = people[number % len(people)]
        written.append((phone.id, time.time()))
        phone.write("bonjour")
    until(lambda: _all_answered(written, _answers(telegram, calls)), 60, what="all writes to be answered")
    return _delays(written, _answers(telegram, calls))


def _all_answered(written: list[tuple[int, float]], answers: list[dict[str, Any]]) -> bool:
    last = {call["params"]["chat_id"]: call["at"] for call in answers}
    return all(last.get(chat, 0) > at for chat, at in written)


def _delays(written: list[tuple[int, float]], answers: list[dict[str, Any]]) -> Mapping[str, Any]:
    waited = sorted(_answered_at(answers, chat, after=at) - at for chat, at in written)
    return {
        "written": len(written),
        "answered": len(waited),
        "median": waited[len(waited) // 2],
        "p99": waited[ceil(len(waited) * 0.99) - 1],
        "slowest": waited[-1],
    }


def _answered_at(answers: list[dict[str, Any]], chat: int, *, after: float) -> float:
    """When a chat got its next message; of two writes in a row one answer may serve both."""
    return min(
        float(call["at"]) for call in answers if call["params"]["chat_id"] == chat and call["at"] > after
    )
