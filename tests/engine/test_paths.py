"""How many questions stand before each ending."""

from collections import Counter

from bot.engine.paths import Ending, Spread, paths, spread, to
from bot.engine.script import Choose, Flow, Library, Option, Outcome, Switch, When, answered
from bot.flows import LIBRARY
from tests.engine.small import SAFE, TALK, library, talking


def test_paths_are_counted_by_length():
    """Every option is a path; skipping words and writing them is the same one."""
    counted = paths(library())

    assert counted[Ending("talk.opened", Outcome.OPEN_CASE)] == Counter({4: 2})
    assert counted[Ending("crisis.done", Outcome.OPEN_CASE)] == Counter({3: 2})


def test_a_condition_is_followed_only_where_it_holds():
    """A question for young people lengthens their path alone."""
    small = talking(When(answered("welcome.who", "young"), SAFE), *TALK[1:])

    assert paths(small)[Ending("talk.opened", Outcome.OPEN_CASE)] == Counter({4: 1, 3: 1})


def test_a_skipped_choice_forgets_what_held():
    """A condition never holds on a question that was passed."""
    extra = Choose("extra", "Quoi", Option("a", "Un"), Option("b", "Deux"), optional=True)
    small = talking(extra, When(answered("talk.extra", "a"), SAFE), *TALK[1:])

    assert paths(small)[Ending("talk.later", Outcome.NOTHING)] == Counter({4: 4, 5: 2})


def test_many_questions_are_counted_at_once():
    """Four to the hundredth paths take no longer than a hundred questions."""
    keys = "abcd"
    many = (Choose(f"q{n}", "Quoi", *(Option(key, key) for key in keys)) for n in range(100))

    counted = paths(talking(*many, *TALK))

    assert counted[Ending("talk.opened", Outcome.OPEN_CASE)] == Counter({104: 2 * 4**100})


def test_a_circle_has_no_paths():
    """What never ends is not counted, and the counting ends."""
    round_and_round = Flow(
        "talk", Choose("on", "Encore", Option("a", "Oui"), Option("b", "Non")), Switch("welcome")
    )

    assert paths(library(round_and_round)) == {}


def test_an_empty_library_has_no_paths():
    """Nor does one whose welcome is missing."""
    assert paths(Library({}, "welcome", answered("welcome.who", "adult"))) == {}


def test_a_distribution_is_summed_up():
    """The fewest, the middle, the most, and how many."""
    assert spread(Counter({3: 1, 5: 2, 9: 1})) == Spread(3, 5, 9, 4)
    assert spread(Counter()) is None


def test_a_human_is_near_in_our_conversations():
    """The bound of the verifier holds with room, and danger is nearest of all."""
    counted = paths(LIBRARY)
    near, danger = (
        spread(to(Outcome.OPEN_CASE, counted)),
        spread(counted[Ending("danger.opened", Outcome.OPEN_CASE)]),
    )

    assert near is not None
    assert danger is not None
    assert danger.most < near.most <= 12
