"""A topic heard in free words or told by a link: it answers a question that routes, now or when it comes, and nothing else."""

from dataclasses import replace

import pytest

from bot.engine.advance import Freeze, Question, advance
from bot.engine.answers import TOPIC, WORDS, with_topic
from bot.engine.exits import Exit
from bot.engine.heard import Commanded, Pressed, Wrote
from bot.engine.script import CaseKind, Choose, Fills, Flow, Option, When, answered
from bot.engine.walk import walk
from tests.engine.small import SAFE, TALK, routed, routing, tap

ASKED = {"welcome.who": "young"}


@pytest.mark.parametrize(
    ("topic", "key"), [("bullying", "talk"), ("school", "other"), ("work_training", "other")]
)
def test_a_topic_heard_at_its_question_answers_it(topic, key):
    """By the option that is about it, or that hears it; the words are kept, and back is offered."""
    turn = advance(routed(ASKED), Wrote("à l’école", topic=topic))

    kept = {} if key == "talk" else {TOPIC: topic}  # a finer menu may come behind what only hears it
    assert turn.answers == {**ASKED, **kept, "welcome.topic": key, WORDS: "à l’école"}
    assert turn.effects == (Freeze("welcome.topic"), Question("topic_heard"))


def test_a_topic_heard_before_its_question_is_remembered():
    """The question is passed when it comes, and counts as answered."""
    moment = routed()
    moment = replace(moment, answers=advance(moment, Wrote("on se moque", topic="bullying")).answers)
    moment = replace(moment, answers=advance(moment, tap(moment, "young")).answers)

    assert moment.position.stop.id == "talk.safe"
    assert [step.value for step in moment.position.answered] == ["young", "talk"]
    assert "welcome.topic" not in moment.answers


def test_back_forgets_a_topic_that_was_heard():
    """Whoever meant something else is asked."""
    moment = routed({**with_topic(ASKED, "bullying")})

    answers = advance(moment, Pressed(Exit.BACK)).answers

    assert answers == ASKED
    assert walk(moment.library, answers).stop.id == "welcome.topic"


def test_once_routed_a_topic_changes_nothing():
    """Words about something else are kept for the human."""
    turn = advance(routed({**ASKED, "welcome.topic": "other"}), Wrote("on se moque", topic="bullying"))

    assert TOPIC not in turn.answers and turn.answers[WORDS] == "on se moque"
    assert turn.effects[-1] == Question("buttons_please")


@pytest.mark.parametrize("topic", ["sailing", None])
def test_a_topic_that_no_option_means_answers_nothing(topic):
    """The buttons are shown again."""
    turn = advance(routed(ASKED), Wrote("bla", topic=topic))

    assert "welcome.topic" not in turn.answers
    assert turn.effects == (Question("buttons_please"),)


def test_a_question_that_does_not_route_hears_no_topic():
    """Nobody is taken past the question whether they are safe."""
    told = Choose("safe", "Alors", Option("yes", "Oui", topic="bullying"), Option("no", "Non"))

    assert told.option_about("bullying") is None


def test_a_link_passes_the_question():
    """The poster told it."""
    moment = routed(advance(routed(), Commanded("start", "ecole")).answers)
    moment = replace(moment, answers=advance(moment, tap(moment, "adult")).answers)

    assert moment.position.stop.id == "talk.safe"
    assert moment.position.answered[-1].value == "other"


def test_an_option_says_what_is_asked_of_the_team():
    """Its kind holds from there on; without one, a mediator is asked for."""
    assert walk(routing(), {**ASKED, "welcome.topic": "talk"}).kind is CaseKind.PEER_GROUP
    assert walk(routing(), {**ASKED, "welcome.topic": "other"}).kind is CaseKind.MEDIATOR


def test_a_conversation_says_its_kind_unless_an_option_does():
    """The last word counts."""
    where = Choose("where", "Où", Option("a", "Ici"), Option("b", "Là", kind=CaseKind.REFERRAL))
    flow = Flow("talk", where, *TALK, kind=CaseKind.ACTIVITY)
    small = replace(routing(), flows={**routing().flows, "talk": flow})
    came = {**ASKED, "welcome.topic": "talk"}

    assert walk(small, {**came, "talk.where": "a"}).kind is CaseKind.ACTIVITY
    assert walk(small, {**came, "talk.where": "b"}).kind is CaseKind.REFERRAL


def test_an_option_fills_headlines():
    """One tap may tell both who writes and how old they are; otherwise the key is the answer."""
    child, young = (walk(routing(), {"welcome.who": who}) for who in ("child", "young"))

    assert (child.filled(Fills.WHO), child.filled(Fills.AGE_BAND)) == ("young", "6-11")
    assert (young.filled(Fills.WHO), young.filled(Fills.AGE_BAND)) == ("young", None)


def test_what_a_condition_holds_back_is_not_passed_by_a_topic():
    """A topic told beforehand never opens lines of others."""
    small = routing(When(answered("welcome.who", "adult"), SAFE), *TALK[1:])

    assert walk(small, with_topic(ASKED, "bullying")).stop.id == "talk.words"
