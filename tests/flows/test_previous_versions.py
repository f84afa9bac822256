"""A conversation begun in the previous version goes on in today's.

`previous/*.json` holds answers as that version kept them: `asked` is the question that was open then. Nobody is lost, nothing that is
still understood is asked again, and nothing is guessed.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from bot.engine.advance import Finish, Scene, advance
from bot.engine.answers import detours, leave_all, with_answer
from bot.engine.heard import Commanded
from bot.engine.script import Outcome
from bot.engine.walk import Open, walk
from bot.flows import LIBRARY
from launch.locales import PROMISED
from tests.flows.steps import drawn, within_limits

FOLDER = Path(__file__).with_name("previous")
KEPT = [
    pytest.param(kept["asked"], kept["answers"], id=f"{path.stem}-{number}")
    for path in sorted(FOLDER.glob("*.json"))
    for number, kept in enumerate(json.loads(path.read_text("utf-8")))
]
WHO = "welcome.who"
CLOSED = (Outcome.ERASE, Outcome.NOTHING, Outcome.RESUME)  # what the first button of an exit does
MENUS = {"6-11": "child.what", "parent": "parents.what", "professional": "professionals.what"}
NEXT: Mapping[str, str] = {
    "bullying.words": "bullying.wish",
    "bullying.place": "bullying.wish",
    "bullying.contact": "bullying.wish",
    "mediation.words": "mediation.place",
    "home": "home.safe",
    "feeling": "feeling.safe",
    "school": "school.what",
    "activities": "activities.what",
    "other": "other.safe",
}


def who_is_told(answers):
    """The answers after saying once more who writes, where today's question asks for it: the age is in it now."""
    asks = walk(LIBRARY, answers).stop
    return with_answer(answers, WHO, answers.get("welcome.age")) if asks.id == WHO else answers


def menu_of(answers):
    """The menu that today's version has for those whose menu was another; None for the young."""
    return MENUS.get(answers.get("welcome.age") or answers[WHO])


def expected(asked, answers):
    """The question that today's version asks, once it knows who writes."""
    menu = menu_of(answers)
    if menu:
        return menu
    if asked == "welcome.age":
        return "welcome.topic"
    return NEXT.get(answers["welcome.topic"] if asked.startswith("listening.") else asked, asked)


def steps(answers) -> Iterator[Scene]:
    """Go on to the end: skip what can be skipped, and take the first button of the rest."""
    scene = Scene(LIBRARY, answers, "sam")
    while isinstance(stop := scene.position.stop, Open):
        yield scene
        first = None if stop.question.optional else stop.question.options[0].key
        scene = replace(scene, answers=with_answer(scene.answers, stop.id, first))
    yield scene


@pytest.mark.parametrize(("asked", "answers"), KEPT)
def test_nobody_is_lost(asked, answers):
    """There is a question, it fits in every language, and the way on leads to a human, or where an exit says."""
    *open_ones, last = steps(answers)
    ends = {last.position.stop.end.outcome}

    assert open_ones and ends <= {Outcome.OPEN_CASE, *(CLOSED if detours(answers) else ())}
    for language in PROMISED:
        assert all(within_limits(drawn(scene, language)) for scene in (open_ones[0], open_ones[-1]))


@pytest.mark.parametrize(("asked", "answers"), KEPT)
def test_nothing_is_guessed_and_nothing_asked_twice(asked, answers):
    """What is on the path was answered so by the person; what they had answered and is still understood is not asked again."""
    before = {step.id: step.value for step in walk(LIBRARY, answers).answered}
    asked_now = {scene.position.stop.id for scene in steps(answers)}

    assert before.items() <= answers.items()
    again = asked_now & answers.keys()
    assert [one for one in again if LIBRARY.question(one).accepts(answers[one])] == []


@pytest.mark.parametrize(
    ("asked", "answers"),
    [kept for kept in KEPT if kept.id.split("-")[0] != "exits" and WHO in kept.values[1]],
)
def test_the_conversation_goes_on_where_it_was(asked, answers):
    """One question now asks who writes and how old, so the young say it again; then comes what they were at."""
    assert (walk(LIBRARY, answers).stop.id == WHO) == (answers[WHO] == "young")
    assert walk(LIBRARY, who_is_told(answers)).stop.id == expected(asked, answers)


@pytest.mark.parametrize(
    ("asked", "answers"),
    [kept for kept in KEPT if kept.values[0] == "crisis.human" and not detours(kept.values[1])],
)
def test_who_was_in_danger_is_not_calmed_down(asked, answers):
    """The answer that said so still leads to the numbers and a human, or the question of safety is asked again."""
    told = who_is_told(answers)
    unsafe = {**told, "parents.what": "neighbours"} if menu_of(answers) else told

    assert walk(LIBRARY, unsafe).stop.id in {"danger.human", "home.safe", "feeling.safe"}


@pytest.mark.parametrize(("asked", "answers"), [kept for kept in KEPT if detours(kept.values[1])])
def test_an_exit_that_was_open_is_still_open(asked, answers):
    """And what lies below it goes on when it closes."""
    scene = Scene(LIBRARY, answers, "sam")
    closed = advance(scene, Commanded("start"))

    assert scene.position.stop.id in {asked, "crisis.safe"}
    assert not any(isinstance(effect, Finish) for effect in closed.effects)
    assert closed.answers == leave_all(answers)
