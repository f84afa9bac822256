"""One turn: exits first, then a human who listens, then the question."""

from dataclasses import replace

import pytest

from bot.engine.advance import (
    Alarm,
    Card,
    CardName,
    Finish,
    Freeze,
    Human,
    Question,
    Relay,
    Stale,
    advance,
)
from bot.engine.answers import WORDS, enter
from bot.engine.exits import Exit
from bot.engine.heard import Commanded, Corrected, Medium, Pressed, Sent, Tapped, Wrote
from bot.engine.kinds import Text
from bot.engine.script import Ask, Flow, Outcome
from tests.engine.small import scene, tap

SAFE_ASKED = {"welcome.who": "young"}
WORDS_ASKED = {**SAFE_ASKED, "talk.safe": "yes"}
CONTACT_ASKED = {**WORDS_ASKED, "talk.words": None}


def kinds(turn):
    """The names of a turn's effects, in order."""
    return [type(effect).__name__ for effect in turn.effects]


def test_a_tap_answers_and_asks_on():
    """The answered question is frozen and the next one shown."""
    moment = scene(SAFE_ASKED)

    turn = advance(moment, tap(moment, "yes"))

    assert turn.answers == WORDS_ASKED
    assert turn.effects == (Freeze("talk.safe"), Question())


def test_a_second_tap_changes_nothing():
    """Two hundred double taps are two hundred transitions."""
    moment = scene(SAFE_ASKED)
    twice = tap(moment, "yes")
    after = replace(moment, answers=advance(moment, twice).answers)

    assert advance(after, twice) == advance(after, Tapped("0" * 10, "yes"))
    assert advance(after, twice).effects == (Stale(),)


@pytest.mark.parametrize("key", ["maybe", None])
def test_a_button_that_the_question_does_not_have_is_stale(key):
    """A forged or renamed option answers nothing."""
    moment = scene(SAFE_ASKED)

    assert advance(moment, tap(moment, key)).effects == (Stale(),)


def test_words_answer_a_question_in_words():
    """And passing it is an answer too."""
    moment = scene(WORDS_ASKED)

    assert advance(moment, Wrote("on m’embête")).answers["talk.words"] == "on m’embête"
    assert advance(moment, tap(moment, None)).answers["talk.words"] is None


def test_words_at_a_button_question_are_kept():
    """They are for the human who comes; the person is shown the buttons again, and at a question of safety the numbers."""
    turn = advance(scene(SAFE_ASKED), Wrote("euh"))

    assert turn.answers == {**SAFE_ASKED, WORDS: "euh"}
    assert turn.effects == (Card(CardName.SOS, unasked=True), Question("buttons_please"))


def test_after_a_few_misreadings_a_human_is_offered():
    """Nobody is asked the same thing for ever; what was written is kept each time."""
    moment, nudges = scene(WORDS_ASKED), []
    for _ in range(3):
        turn = advance(moment, Wrote("beaucoup trop de mots ici"))
        nudges.append(turn.effects[-1].nudge)
        moment = replace(moment, answers=turn.answers)

    assert nudges == ["reask_text", "reask_text", "a_human_instead"]
    assert moment.answers[WORDS].count("\n") == 2


@pytest.mark.parametrize("medium", Medium)
def test_media_have_a_decent_answer(medium):
    """Never "I did not understand": each medium has its sentence, and the question comes back."""
    assert advance(scene(SAFE_ASKED), Sent(medium)).effects == (Question(f"sent_{medium}"),)


def test_a_caption_is_read_like_a_text():
    """A photo with words answers the question in words."""
    turn = advance(scene(WORDS_ASKED), Sent(Medium.PHOTO, "regarde"))

    assert turn.answers["talk.words"] == "regarde"


def test_an_edited_message_is_noticed():
    """Answers are not changed behind the person's back: the way to do it is told."""
    assert advance(scene(SAFE_ASKED), Corrected("oui")) == advance(scene(SAFE_ASKED), Corrected("non"))
    assert advance(scene(SAFE_ASKED), Corrected("oui")).effects == (Question("corrected"),)


@pytest.mark.parametrize("heard", [Commanded("nonsense"), Wrote("   ")])
def test_what_says_nothing_brings_the_question_back(heard):
    """After a crash, any message does."""
    assert advance(scene(SAFE_ASKED), heard).effects == (Question(),)


def test_the_last_answer_finishes():
    """The conversation's state is gone, its outcome and its path go to the house."""
    moment = scene(CONTACT_ASKED)

    turn = advance(moment, tap(moment, "yes"))

    assert turn.answers == {}
    assert isinstance(turn.effects[-1], Finish)
    assert turn.effects[-1].end.end.outcome is Outcome.OPEN_CASE
    assert len(turn.effects[-1].position.answered) == 4


def test_a_shorter_script_finishes_a_longer_one():
    """Whoever had answered all that a newer script asks is not left before an ending without effect."""
    turn = advance(scene({**CONTACT_ASKED, "talk.contact": "yes"}), Wrote("et alors"))

    assert kinds(turn) == ["Finish"]


@pytest.mark.parametrize("human", [Human.AWAITED, Human.PRESENT])
@pytest.mark.parametrize(
    "heard", [Wrote("stop"), Sent(Medium.VOICE), Corrected("non"), Commanded("nonsense")]
)
def test_with_a_case_everything_goes_to_the_human(human, heard):
    """The bot keeps silent, and loses nothing: a stop too is for the mediator."""
    assert advance(scene({}, human), heard).effects == (Relay(),)


@pytest.mark.parametrize("heard", [Wrote("attends"), Sent(Medium.VOICE)])
def test_with_a_case_an_open_exit_swallows_nothing(heard):
    """What is written while the language is asked is for the human as well."""
    assert advance(scene(enter({}, "language"), Human.PRESENT), heard).effects == (Relay(),)


def test_with_a_case_old_buttons_are_stale():
    """A tap on a question of before the case answers nothing."""
    moment = scene(WORDS_ASKED)

    assert advance(replace(moment, human=Human.AWAITED), tap(moment, None)).effects == (Stale(),)


@pytest.mark.parametrize("heard", [Commanded("start"), Pressed(Exit.HUMAN), Pressed(Exit.BACK)])
def test_with_a_case_asking_for_someone_says_who_is_there(heard):
    """There is a case already: the person is told where it stands."""
    turn = advance(scene(enter({}, "language"), Human.AWAITED), heard)

    assert turn.answers == {}
    assert turn.effects == (Card(CardName.WAITING),)


@pytest.mark.parametrize(
    "heard",
    [
        Wrote("je veux mourir", "suicide"),
        Sent(Medium.PHOTO, "aide", "danger"),
        Corrected("mourir", "suicide"),
    ],
)
def test_words_of_crisis_bring_care_first(heard):
    """The answer is kept, the alarm raised, and the crisis conversation opened on top."""
    turn = advance(scene(WORDS_ASKED), heard)

    assert turn.effects[0] == Alarm(heard.crisis)
    assert turn.effects[-1] == Question()
    assert turn.answers["~detours"] == "crisis"


def test_words_of_crisis_to_a_human_raise_the_alarm():
    """The human gets them, and is told that they come first; the numbers are there at once."""
    turn = advance(scene({}, Human.PRESENT), Wrote("je veux mourir", "suicide"))

    assert turn.effects == (Relay(), Alarm("suicide"), Card(CardName.SOS, unasked=True))


def test_words_of_crisis_that_finish_are_not_asked_on():
    """A last answer in words finishes; the alarm goes with its case."""
    last = Flow(
        "talk", Ask("words", "Raconte", Text()), *(scene().library.flow("stop").lines[1].options[0].then)
    )

    turn = advance(scene(SAFE_ASKED, Human.NOBODY, last), Wrote("je veux mourir", "suicide"))

    assert kinds(turn) == ["Alarm", "Finish", "Card"]
