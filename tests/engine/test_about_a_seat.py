"""A conversation about a seat, on top of whatever is open: it ends in what was said, and leaves nothing else behind."""

from bot.engine.advance import Card, CardName, Freeze, Human, Question, Seat, advance
from bot.engine.answers import about, detours, enter_about, leave
from bot.engine.exits import Exit
from bot.engine.heard import Pressed, Referred, Tapped, Wrote
from bot.engine.scene import Scene
from bot.flows import LIBRARY

BEGUN = {"welcome.start": "go", "welcome.who": "12-17"}
ASKED = {**BEGUN, "~detours": "seat_agreement", "seat_agreement.~about": "7"}


def scene(answers, human=Human.NOBODY):
    """A moment of Sam's conversation."""
    return Scene(LIBRARY, answers, "sam", human)


def ends(answers, human=Human.NOBODY):
    """Sam gives the one answer that this session needs."""
    now = scene(answers, human)
    return advance(now, Tapped(now.token, "given"))


def test_a_button_opens_it_on_top():
    """Nothing that was answered changes."""
    turn = advance(scene(BEGUN), Referred("seat_agreement", 7))

    assert turn.answers == ASKED
    assert turn.effects == (Question(),)


def test_the_number_goes_with_the_conversation():
    """Whoever comes back to it comes for another session."""
    assert about(ASKED, "seat_agreement") == 7
    assert leave(enter_about(BEGUN, "seat_agreement", 8)) == BEGUN
    assert about({"seat_agreement.~about": "9" * 30}, "seat_agreement") == 0


def test_it_ends_in_a_seat_and_goes_on_below():
    """The last question stays on the screen, without its buttons."""
    turn = ends(ASKED)

    assert turn.answers == BEGUN
    assert turn.effects == (
        Freeze("seat_agreement.consent"),
        Question(),
        Seat("seat_agreement", 7, {"consent": "given"}),
    )


def test_where_nothing_was_begun_nothing_is_asked_afterwards():
    """An old card is no reason to be welcomed."""
    turn = ends({"~detours": "seat_agreement", "seat_agreement.~about": "7"})

    assert [type(effect) for effect in turn.effects] == [Freeze, Seat]


def test_with_a_human_it_ends_in_a_seat_only():
    """The wait for somebody is not told once more."""
    turn = ends({"~detours": "seat_agreement", "seat_agreement.~about": "7"}, Human.AWAITED)

    assert not turn.has(Question, Card)


def test_back_at_its_first_question_leaves_it():
    """And the session is forgotten."""
    now = scene(ASKED)

    assert advance(now, Pressed(Exit.BACK, now.token)).answers == BEGUN


def test_a_double_tap_at_the_end_registers_once():
    """The second half is an old button."""
    first = scene(ASKED)
    after = scene(ends(ASKED).answers)

    assert not advance(after, Tapped(first.token, "given")).has(Seat)


def test_words_of_crisis_lose_nothing_and_come_first():
    """What was written is sent, and the numbers come before anything else is asked."""
    asked = enter_about(BEGUN, "seat_question", 3)
    turn = advance(scene(asked), Wrote("il veut mourir", crisis="suicide"))

    assert detours(turn.answers) == ("crisis",)
    assert turn.has(Seat) and Card(CardName.SOS) in turn.effects


def test_a_name_that_is_no_such_conversation_opens_nothing():
    """A button of another version."""
    assert not detours(advance(scene(BEGUN), Referred("welcome", 7)).answers)


def test_ones_seats_are_a_card_from_everywhere():
    """No answer changes."""
    turn = advance(scene(ASKED), Pressed(Exit.SEATS))

    assert (turn.answers, turn.effects) == (ASKED, (Card(CardName.SEATS),))
