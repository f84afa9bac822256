"""How a closed case went: told from wherever one is, reported word by word; and the language to speak with humans."""

from dataclasses import replace

import pytest

from bot.engine.advance import Finish, Freeze, Human, Question, Report, Speak, Stale, advance
from bot.engine.answers import enter
from bot.engine.heard import Picked
from bot.engine.script import Fills
from bot.engine.show import closing_data, parse
from tests.engine.small import scene, tap

WORDS_ASKED = {"welcome.who": "young", "talk.safe": "yes"}


def test_one_tap_answers_the_first_question_and_asks_the_second():
    """From outside of any conversation."""
    turn = advance(scene(), Picked(7, "no"))

    assert turn.answers == {"~detours": "afterwards", "afterwards.helped": "no"}
    assert turn.effects == (Freeze("afterwards.helped"), Report(Fills.HELP_CAME, "no"), Question())


def test_thanks_end_it_where_nothing_was_begun():
    """Nobody is asked who they are after they said how it went."""
    moment = scene(advance(scene(), Picked(7, "no")).answers)

    turn = advance(moment, tap(moment, "yes"))

    assert turn.answers == {}
    assert turn.effects[0] == Report(Fills.WAS_USEFUL, "yes")
    assert isinstance(turn.effects[1], Finish) and turn.effects[1].end.id == "afterwards.thanks"


def test_it_goes_on_where_something_was_begun():
    """With the thanks before the question."""
    moment = scene(advance(scene(WORDS_ASKED), Picked(7, "yes")).answers)

    turn = advance(moment, tap(moment, "yes"))

    assert turn.answers == WORDS_ASKED
    assert turn.effects[-1] == Question("afterwards.thanks")


def test_the_same_button_twice_is_one_answer():
    """Another one changes it."""
    moment = scene(advance(scene(), Picked(7, "no")).answers)

    assert advance(moment, Picked(7, "no")).effects == (Stale(),)
    assert advance(moment, Picked(7, "yes")).effects[1] == Report(Fills.HELP_CAME, "yes")


@pytest.mark.parametrize("key", ["maybe", "~", ""])
def test_an_answer_that_it_does_not_have_is_stale(key):
    """A forged one."""
    assert advance(scene(WORDS_ASKED), Picked(7, key)).effects == (Stale(),)


def test_while_a_human_listens_nothing_else_is_told():
    """There is another case now."""
    assert advance(scene({}, Human.PRESENT), Picked(7, "yes")).effects == (Stale(),)


def test_a_library_without_it_is_not_answered_by_it():
    """The question that waits is another one."""
    moment = scene(WORDS_ASKED)
    flows = {name: flow for name, flow in moment.library.flows.items() if name != "afterwards"}
    without = replace(moment, library=replace(moment.library, flows=flows))

    assert advance(without, Picked(7, "yes")).effects == (Stale(),)


@pytest.mark.parametrize(
    ("data", "heard"),
    [
        (closing_data(7, "yes"), Picked(7, "yes")),
        ("d:erase:7:yes", None),
        ("d:afterwards:x:yes", None),
        ("d:afterwards:7:", None),
    ],
)
def test_only_this_conversation_can_be_entered_so(data, heard):
    """Not the one that erases."""
    assert parse(data) == heard


@pytest.mark.parametrize(("key", "spoken"), [("ar", "ar"), ("same", None)])
def test_the_language_for_humans_is_not_the_bot_s(key, spoken):
    """It is told to the house, and the question comes back."""
    moment = scene(enter(WORDS_ASKED, "spoken"))

    turn = advance(moment, tap(moment, key))

    assert turn.effects == (Speak(spoken, to_humans=True), Question())


def test_during_a_case_the_language_for_humans_can_change():
    """And nothing is withdrawn by it."""
    moment = scene(enter({}, "spoken"), Human.AWAITED)

    assert [type(effect).__name__ for effect in advance(moment, tap(moment, "ar")).effects] == [
        "Speak",
        "Card",
    ]
