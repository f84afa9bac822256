"""Playing a script with what is known."""

import pytest

from bot.engine.answers import enter
from bot.engine.script import Choose, Fills, Flow, Option, Say, Switch, When, answered
from bot.engine.walk import Ended, Open, walk
from tests.engine.small import SAFE, TALK, library, talking

YOUNG = {"welcome.who": "young"}
TOLD = {**YOUNG, "talk.safe": "yes"}


def open_question(answers, of=None):
    """The whole id of the question that waits."""
    stop = walk(of or library(), answers).stop
    assert isinstance(stop, Open)
    return stop.id


def test_nothing_known_stops_at_the_first_question():
    """A new person is welcomed."""
    assert open_question({}) == "welcome.who"


def test_a_switch_leads_into_the_next_conversation():
    """The position tells which conversation it is and what it is about."""
    position = walk(library(), YOUNG)

    assert (position.flow, position.topic) == ("talk", "bullying")
    assert open_question(YOUNG) == "talk.safe"


def test_what_is_said_belongs_to_the_message_that_comes():
    """Sentences since the last answer, and only those."""
    assert walk(library(), TOLD).said == ("Merci.",)
    assert walk(library(), {**TOLD, "talk.words": None}).said == ()


def test_a_stale_answer_is_asked_again():
    """Neither an option that is gone nor a text that no longer fits is guessed."""
    assert open_question({**YOUNG, "talk.safe": "maybe", "talk.words": "x"}) == "talk.safe"
    assert open_question({**TOLD, "talk.words": "x" * 21}) == "talk.words"


def test_answers_beside_the_path_stay_out_of_it():
    """Only what was answered on the way reaches a case."""
    answered_ids = [step.id for step in walk(library(), {**TOLD, "other.words": "secret"}).answered]

    assert answered_ids == ["welcome.who", "talk.safe"]


def test_an_urgent_option_marks_the_path():
    """A case opened from there comes first."""
    assert walk(library(), {**YOUNG, "talk.safe": "no"}).urgent
    assert not walk(library(), TOLD).urgent


def test_an_ending_is_named_whole():
    """The name of the conversation goes before the ending's own."""
    stop = walk(library(), {**TOLD, "talk.words": None, "talk.contact": "yes"}).stop

    assert isinstance(stop, Ended)
    assert stop.id == "talk.opened"


def test_a_condition_opens_its_lines():
    """Lines for young people are not shown to adults."""
    small = talking(When(answered("welcome.who", "young"), SAFE), *TALK[1:])

    assert open_question(YOUNG, small) == "talk.safe"
    assert open_question({"welcome.who": "adult"}, small) == "talk.words"


def test_an_option_says_the_topic_more_precisely():
    """The option's topic holds unless the conversation names its own."""
    options = (Option("a", "Un", topic="school"), Option("b", "Deux"))
    small = talking(Choose("extra", "Quoi", *options), *TALK)

    assert walk(small, {**YOUNG, "talk.extra": "a"}).topic == "school"


def test_an_exit_is_played_on_top():
    """Its question waits, its sentences alone are said, and the answers below count on."""
    position = walk(library(), enter({**TOLD}, "human"))

    assert open_question(enter(TOLD, "human")) == "human.sure"
    assert position.said == ("Attends.",)
    assert position.topic == "bullying"
    assert len(position.answered) == 2


def test_an_exit_that_no_longer_exists_is_passed_over():
    """An old state never stops a conversation."""
    assert open_question(enter(TOLD, "gone")) == "talk.words"


def test_headlines_come_from_the_path():
    """The last answer that fills a headline is the one that counts."""
    assert walk(library(), TOLD).filled(Fills.WHO) == "young"
    assert walk(library(), TOLD).filled(Fills.PLACE) is None


def test_an_adult_is_spoken_to_formally():
    """The register follows the answer, and nobody is formal before it."""
    assert walk(library(), {"welcome.who": "adult"}).formal
    assert not walk(library(), {}).formal


def test_a_conversation_that_runs_out_is_an_error_of_its_author():
    """It never ships, because the verifier finds it first; the sentence names it."""
    with pytest.raises(ValueError, match="the conversation talk has a path without an ending"):
        walk(library(Flow("talk", Say("Merci."))), YOUNG)


def test_a_switch_in_an_option_never_comes_back():
    """What follows the question is not played."""
    small = talking(SAFE, Say("jamais"), Switch("erase"))

    assert walk(small, {**YOUNG, "talk.safe": "no"}).flow == "crisis"
