"""Who is proposed a case: pure, the same for the same facts, and nobody who must not be."""

from datetime import timedelta

import pytest
from hypothesis import given, strategies as st

from passerelle.proposal import Candidate, Facts, Reason, propose
from tests.people import MONDAY_MORNING as NOW

NADIA, MARC, INES = 1, 2, 3
THERE = [(NOW - timedelta(hours=1), NOW + timedelta(hours=1))]
ARABIC = Facts(topic="bullying", language="ar", area="Liège")


def of(number, **known):
    """Somebody of the team, with what is known of them as sets."""
    sets = {name: frozenset(value) if isinstance(value, set) else value for name, value in known.items()}
    return Candidate(number, **sets)


def asked(case, *members):
    """Who is proposed, in their order."""
    return [found.member_id for found in propose(case, members, NOW)]


def test_who_is_on_duty_and_speaks_the_language_comes_first_and_it_is_said_why():
    """The reasons are codes in one order, with the load beside them."""
    nadia = of(NADIA, languages={"ar", "fr"}, duty=THERE, load=2)

    first, second = propose(ARABIC, [of(MARC, duty=THERE), nadia], NOW)

    assert (first.member_id, first.reasons, first.load) == (NADIA, (Reason.LANGUAGE, Reason.ON_DUTY), 2)
    assert second.reasons == (Reason.ON_DUTY,)


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ({"duty": THERE, "languages": {"fr"}}, {"languages": {"ar"}}),
        ({"languages": {"ar"}}, {"topics": {"bullying"}, "areas": {"Liège"}}),
        ({"topics": {"bullying"}}, {"areas": {"Liège"}}),
        ({"areas": {"Liège"}}, {}),
        ({}, {"languages": {"fr"}}),
        ({"load": 1}, {"load": 2}),
    ],
)
def test_one_reason_outweighs_another(better, worse):
    """Somebody there before somebody who understands, the topic before the area, the less busy one of two alike."""
    assert asked(ARABIC, of(MARC, **worse), of(NADIA, **better)) == [NADIA, MARC]


@pytest.mark.parametrize(
    ("case", "known"),
    [
        ({"excluded": frozenset({NADIA})}, {}),
        ({"declined": frozenset({NADIA})}, {}),
        ({}, {"avoided_areas": {"Liège"}}),
    ],
)
def test_whoever_must_not_be_asked_is_not(case, known):
    """Not wanted by the person, declined, or too close to where they live: nothing outweighs that."""
    facts = Facts(topic="bullying", language="ar", area="Liège", **case)

    assert asked(facts, of(NADIA, languages={"ar"}, duty=THERE, **known), of(MARC)) == [MARC]


def test_a_trainee_is_not_the_first_for_what_is_urgent():
    """Their words would wait for a mentor; otherwise they are as good as anybody."""
    nadia, marc = of(NADIA, is_learning=True), of(MARC)

    assert asked(Facts("bullying", "fr"), marc, nadia) == [NADIA, MARC]
    assert asked(Facts("bullying", "fr", is_urgent=True), marc, nadia) == [MARC, NADIA]


def test_duty_ends_on_the_minute():
    """At its end a shift is over."""
    over = of(MARC, duty=[(NOW - timedelta(hours=1), NOW)])

    assert propose(ARABIC, [over], NOW)[0].reasons == ()


@given(st.permutations([of(NADIA, load=1), of(MARC, languages={"ar"}), of(INES, duty=THERE), of(4)]))
def test_the_order_in_which_they_are_read_makes_no_difference(members):
    """The same facts, the same proposal."""
    assert asked(ARABIC, *members) == [INES, MARC, 4, NADIA]
