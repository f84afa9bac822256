"""The ways out, as turns: they come before any question, stack, and give back what they interrupted."""

from dataclasses import replace

import pytest

from bot.engine.advance import Alarm, Card, CardName, Hide, Human, Question, Speak, Stale, advance
from bot.engine.answers import enter
from bot.engine.exits import Exit
from bot.engine.heard import Commanded, Pressed, Wrote
from bot.engine.kinds import Text
from bot.engine.script import Ask, Flow
from tests.engine.small import SAFE, routed, scene, tap

SAFE_ASKED = {"welcome.who": "young"}
WORDS_ASKED = {**SAFE_ASKED, "talk.safe": "yes"}


@pytest.mark.parametrize("human", Human)
@pytest.mark.parametrize("name", ["sos", "menu", "mesdonnees", "masquer"])
def test_cards_and_hiding_change_no_answer(name, human):
    """They are the same wherever the person is, and whoever listens."""
    turn = advance(scene(WORDS_ASKED, human), Commanded(name))

    cards = {"sos": Card(CardName.SOS), "menu": Card(CardName.MENU), "mesdonnees": Card(CardName.KNOW)}
    assert turn.answers == WORDS_ASKED
    assert turn.effects[0] == cards.get(name, Hide())


def test_sos_raises_an_alarm():
    """Whoever asked for numbers comes first, now or when a case is opened."""
    assert advance(scene(), Wrote("SOS !")).effects == (Card(CardName.SOS), Alarm("sos"))


@pytest.mark.parametrize("way", [Exit.HUMAN, Exit.LANGUAGE, Exit.SPOKEN, Exit.PAUSE, Exit.ERASE, Exit.STOP])
def test_an_exit_opens_its_conversation_on_top(way):
    """Nothing that was answered is lost by looking at it."""
    turn = advance(scene(WORDS_ASKED), Pressed(way))

    assert turn.answers == enter(WORDS_ASKED, way.value)
    assert turn.effects == (Question(),)


def test_an_exit_declined_resumes_where_one_was():
    """Its question is forgotten, and the one below comes back."""
    moment = scene(enter(WORDS_ASKED, "erase"))

    turn = advance(moment, tap(moment, "no"))

    assert turn.answers == WORDS_ASKED
    assert turn.effects == (Question(),)


def test_exits_stack_and_unwind():
    """Language inside erase inside a conversation: each goes back to the one below."""
    moment = scene(enter(enter(WORDS_ASKED, "erase"), "language"))

    turn = advance(moment, tap(moment, "nl"))

    assert turn.answers == enter(WORDS_ASKED, "erase")
    assert turn.effects == (Speak("nl"), Question())


def test_an_exit_taken_finishes():
    """A yes to erasing is carried out with nothing left to go back to."""
    moment = scene(enter(WORDS_ASKED, "erase"))

    turn = advance(moment, tap(moment, "yes"))

    assert turn.answers == {}
    assert turn.effects[-1].end.id == "erase.done"


def test_back_forgets_the_last_answer():
    """One step at a time, down to the first question and no further."""
    assert advance(scene(WORDS_ASKED), Commanded("retour")).answers == SAFE_ASKED
    assert advance(scene({}), Commanded("retour")) == advance(scene({}), Pressed(Exit.BACK))


def test_back_inside_an_exit_stays_inside_until_its_beginning():
    """From its first question, back leaves the exit and takes no answer below away."""
    two = Flow("erase", Ask("why", "Pourquoi", Text()), SAFE)
    inside = enter(WORDS_ASKED, "erase")
    further = {**inside, "erase.why": None}

    assert advance(scene(further, Human.NOBODY, two), Commanded("back")).answers == inside
    assert advance(scene(inside, Human.NOBODY, two), Commanded("back")).answers == WORDS_ASKED


def test_a_double_tap_on_back_goes_back_once():
    """The button knows its moment."""
    moment = scene(WORDS_ASKED)
    pressed = Pressed(Exit.BACK, tap(moment, None).token)
    after = replace(moment, answers=advance(moment, pressed).answers)

    assert after.answers == SAFE_ASKED
    assert advance(after, pressed).effects == (Stale(),)


def test_start_begins_or_resumes():
    """Whoever is in the middle of something finds it again, without the exits they were visiting."""
    assert advance(scene(), Commanded("start")).effects == (Question(),)
    assert advance(scene(enter(WORDS_ASKED, "stop")), Commanded("start")).effects == (Question("on_we_go"),)


@pytest.mark.parametrize(
    ("payload", "answers"), [("Harcèlement", {"~topic": "bullying"}), ("etc", {}), ("", {})]
)
def test_a_deep_link_tells_the_topic_beforehand(payload, answers):
    """A poster's link opens a door; a payload that is none changes nothing."""
    turn = advance(routed(), Commanded("start", payload))

    assert turn.answers == answers
    assert turn.effects == (Question(),)
