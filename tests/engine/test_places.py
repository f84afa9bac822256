"""A place that may be several: the person chooses, writes again, or passes; nobody is held up by a name that nobody knows."""

from dataclasses import replace

import pytest

from bot.engine.advance import Human, Question, Refer, Stale, advance
from bot.engine.answers import forget, meant
from bot.engine.heard import Meant, Referred, Wrote
from bot.engine.kinds import Place
from bot.engine.script import Ask, Flow
from bot.engine.show import parse, reference_data, show
from tests.engine.small import CONTACT, scene, tap

WHERE = Flow("talk", Ask("place", "Où\u00a0?", Place()), CONTACT)
TWO = (Meant("93200 Saint-Denis", "Saint-Denis (93)"), Meant("97400 Saint-Denis", "Saint-Denis (974)"))


def asked(answers=None):
    """Sam’s moment where the place is asked."""
    return scene({"welcome.who": "young", **(answers or {})}, Human.NOBODY, WHERE)


def after(moment, heard):
    """The moment that comes of it."""
    return replace(moment, answers=advance(moment, heard).answers)


@pytest.fixture
def unsure():
    """Sam wrote a name that two towns have."""
    return after(asked(), Wrote("Saint-Denis", places=TWO))


def test_several_places_are_offered_as_buttons(unsure):
    """Above the way to pass, each with its area."""
    labels = [button.label for row in show(unsure, str, language="fr").rows for button in row]

    assert labels[:3] == ["Saint-Denis (93)", "Saint-Denis (974)", "Passer"]
    assert advance(asked(), Wrote("Saint-Denis", places=TWO)).effects == (Question("which_place"),)


def test_the_chosen_place_is_the_answer(unsure):
    """The one that names it alone, and nothing of the choice stays."""
    chosen = advance(unsure, tap(unsure, "m1")).answers

    assert chosen == {"welcome.who": "young", "talk.place": "93200 Saint-Denis"}


def test_a_place_can_be_passed_or_written_again(unsure):
    """Neither keeps what was offered."""
    assert meant(advance(unsure, tap(unsure, None)).answers) == {}
    assert after(unsure, Wrote("4000", places=TWO[:1])).answers["talk.place"] == "4000"


def test_a_place_that_was_not_offered_is_stale(unsure):
    """A forged number chooses nothing."""
    assert advance(unsure, tap(unsure, "m9")).effects == (Stale(),)


def test_going_back_forgets_what_was_offered(unsure):
    """The question before comes without it."""
    assert meant(forget(unsure.answers, "welcome.who")) == {}


def test_an_unknown_place_is_asked_for_once_more_then_kept():
    """The second time any name will do."""
    moment = asked()
    first = advance(moment, Wrote("Kasablanka", places=()))
    second = advance(replace(moment, answers=first.answers), Wrote("Kasablanka", places=()))

    assert first.effects == (Question("unknown_place"),) and "talk.place" not in first.answers
    assert second.answers["talk.place"] == "Kasablanka"


def test_where_nobody_looked_the_words_are_the_answer():
    """In the terminal, in the transcripts."""
    assert after(asked(), Wrote("Saint-Denis")).answers["talk.place"] == "Saint-Denis"


@pytest.mark.parametrize("human", Human)
def test_a_button_about_an_address_works_from_every_state(human):
    """And changes no answer."""
    moment = replace(asked(), human=human)
    heard = parse(reference_data("open", 17))

    assert heard == Referred("open", 17)
    assert advance(moment, heard) == replace(
        advance(moment, heard), answers=moment.answers, effects=(Refer("open", 17),)
    )
