"""One answer taken back: it alone is forgotten, and those that came after it count again."""

from dataclasses import replace

import pytest

from bot.engine.advance import Human, Question, Stale, advance
from bot.engine.answers import enter, with_topic
from bot.engine.heard import Revised
from bot.engine.script import Choose, Flow, Option
from bot.engine.show import REVISIONS_AT_MOST, parse, revisions
from tests.engine.small import TALK, routed, scene, tap

CONTACT_ASKED = {"welcome.who": "young", "talk.safe": "yes", "talk.words": "bla"}


def test_one_answer_is_forgotten_and_asked_again():
    """The later ones stay, and after it the person is where they were."""
    moment = scene(CONTACT_ASKED)

    turn = advance(moment, Revised(moment.token, 1))
    again = replace(moment, answers=turn.answers)

    assert turn.effects == (Question(),)
    assert again.position.stop.id == "welcome.who" and again.answers["talk.words"] == "bla"
    assert advance(again, tap(again, "adult")).answers == {**CONTACT_ASKED, "welcome.who": "adult"}


@pytest.mark.parametrize("number", [0, 4, 999])
def test_a_number_that_is_not_on_the_path_is_stale(number):
    """A forged button takes nothing back."""
    moment = scene(CONTACT_ASKED)

    assert advance(moment, Revised(moment.token, number)).effects == (Stale(),)


def test_a_button_of_another_moment_is_stale():
    """So is one that was pressed twice."""
    moment = scene(CONTACT_ASKED)
    pressed = Revised(moment.token, 2)
    after = replace(moment, answers=advance(moment, pressed).answers)

    assert advance(after, pressed).effects == (Stale(),)


@pytest.mark.parametrize("human", [Human.AWAITED, Human.PRESENT])
def test_with_a_case_nothing_is_taken_back(human):
    """The answers are with the human."""
    moment = scene(CONTACT_ASKED, human)

    assert advance(moment, Revised(moment.token, 1)).effects == (Stale(),)


def test_an_exit_that_was_open_is_left():
    """The question asked again is not hidden behind it."""
    moment = scene(enter(CONTACT_ASKED, "erase"))

    turn = advance(moment, Revised(moment.token, 2))

    assert turn.answers == {"welcome.who": "young", "talk.words": "bla"}


def test_a_topic_heard_in_words_is_taken_back_as_well():
    """Even where it was also answered by a tap."""
    both = with_topic({"welcome.who": "young", "welcome.topic": "other"}, "bullying")
    for answers in (with_topic({"welcome.who": "young"}, "bullying"), both):
        moment = routed(answers)

        assert advance(moment, Revised(moment.token, 2)).answers == {"welcome.who": "young"}


def test_every_answer_has_a_button_that_is_read_back():
    """Numbered as it is listed, and by its place on the path; those of an exit have none."""
    moment = scene({**enter(CONTACT_ASKED, "afterwards"), "afterwards.helped": "no"})

    rows = revisions(moment, moment.position.answered[1:])

    assert [[button.label for button in row] for row in rows] == [["✎ 1", "✎ 2"]]
    assert [parse(button.data) for button in rows[0]] == [Revised(moment.token, 2), Revised(moment.token, 3)]


def test_of_many_the_newest_have_a_button():
    """In rows of four."""
    many = [Choose(f"q{n}", "Quoi", Option("a", "Un"), Option("b", "Deux")) for n in range(12)]
    answers = {"welcome.who": "young", **{f"talk.q{n}": "a" for n in range(12)}}
    moment = scene(answers, Human.NOBODY, Flow("talk", *many, *TALK))

    rows = revisions(moment, moment.position.answered)

    assert [len(row) for row in rows] == [4, 4] and sum(map(len, rows)) == REVISIONS_AT_MOST
    assert rows[0][0].label == "✎ 6" and rows[-1][-1].label == "✎ 13"
