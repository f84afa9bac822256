"""A pause keeps everything; the first words after it answer nothing, and bring the question back."""

import pytest

from bot.engine.advance import Card, CardName, Human, Question, advance
from bot.engine.answers import PAUSED, WORDS, enter, is_paused, paused, step_token
from bot.engine.exits import Exit
from bot.engine.heard import Commanded, Medium, Pressed, Sent, Wrote
from tests.engine.small import routed, scene, tap

WORDS_ASKED = {"welcome.who": "young", "talk.safe": "yes"}
PAUSING = paused(WORDS_ASKED)


def test_a_pause_keeps_the_answers():
    """And tells the house; an exit that was open below is closed."""
    moment = scene(enter(enter(WORDS_ASKED, "erase"), "pause"))

    turn = advance(moment, tap(moment, "1"))

    assert turn.answers == {**WORDS_ASKED, PAUSED: None}
    assert turn.effects[-1].end.id == "pause.paused"


def test_going_on_is_no_pause():
    """The question comes back as it was."""
    moment = scene(enter(WORDS_ASKED, "pause"))

    turn = advance(moment, tap(moment, "on"))

    assert (turn.answers, turn.effects) == (WORDS_ASKED, (Question(),))


@pytest.mark.parametrize(
    "heard", [Wrote("coucou"), Commanded("nonsense"), Commanded("start"), Pressed(Exit.START)]
)
def test_any_message_takes_up_where_one_was(heard):
    """Words are kept; they are not the answer to a question of days ago."""
    turn = advance(scene(PAUSING), heard)

    assert turn.effects == (Question("on_we_go"),)
    assert "talk.words" not in turn.answers and not is_paused(turn.answers)
    assert turn.answers.get(WORDS) == ("coucou" if isinstance(heard, Wrote) else None)


def test_a_voice_note_is_answered_as_ever():
    """Who is in danger is told where a human is."""
    assert advance(scene(PAUSING), Sent(Medium.VOICE)).effects == (Question("sent_voice"),)


def test_words_of_crisis_bring_care_also_after_a_pause():
    """At once."""
    turn = advance(scene(PAUSING), Wrote("je veux mourir", "suicide"))

    assert turn.answers["~detours"] == "crisis" and not is_paused(turn.answers)


def test_a_topic_after_a_pause_answers_the_question_that_asks_for_it():
    """It is what was waited for."""
    turn = advance(routed(paused({"welcome.who": "young"})), Wrote("on se moque de moi", topic="bullying"))

    assert turn.answers["welcome.topic"] == "talk"


def test_the_buttons_of_before_still_work():
    """A tap goes on without a word."""
    moment = scene(PAUSING)

    turn = advance(moment, tap(scene(WORDS_ASKED), None))

    assert turn.answers == {**WORDS_ASKED, "talk.words": None}
    assert step_token(PAUSING, "q", salt="s") == step_token(WORDS_ASKED, "q", salt="s")


@pytest.mark.parametrize("name", ["sos", "menu", "mesdonnees", "masquer"])
def test_looking_at_something_ends_no_pause(name):
    """Numbers, the menu, or a clean screen."""
    assert is_paused(advance(scene(PAUSING), Commanded(name)).answers)


@pytest.mark.parametrize("human", [Human.AWAITED, Human.PRESENT])
def test_there_is_nothing_to_pause_while_a_human_listens(human):
    """The person is told where their case stands."""
    assert advance(scene({}, human), Commanded("pause")).effects == (Card(CardName.WAITING),)
