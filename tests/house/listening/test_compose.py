"""Groups: ages close together, nobody who may know somebody, one language, and an explanation for everybody."""

import random
import time
from datetime import UTC, datetime, timedelta
from itertools import combinations

from hypothesis import given, settings, strategies as st

from passerelle.listening import Candidate, Flag, Why, compose

FIRST = datetime(2026, 9, 1, 9, tzinfo=UTC)
SECONDS_AT_MOST = 2


def somebody(number, age=14, school=None, commune=None, language="fr", waits=None):
    """A candidate who waits longer, the smaller the number; of a school and a commune of their own."""
    return Candidate(
        seat_id=number,
        age=age,
        school=f"École {number}" if school is None else school,
        commune=f"Commune {chr(65 + number)}" if commune is None else commune,
        language=language,
        since=FIRST + timedelta(hours=number if waits is None else waits),
    )


def ids(choices):
    """The seats of some choices."""
    return [one.seat_id for one in choices]


def why(proposal):
    """Why each one who is left out is."""
    return {one.seat_id: one.reasons for one in proposal.left_out}


def test_whoever_waits_longest_comes_first():
    """Of those who are alike; the others wait on because the group is full."""
    proposal = compose.propose([somebody(number) for number in range(6, 0, -1)], 4)

    assert ids(proposal.chosen) == [1, 2, 3, 4] and why(proposal) == {
        5: (Why.GROUP_FULL,),
        6: (Why.GROUP_FULL,),
    }
    assert proposal.chosen[0].reasons == (Why.WAITS_LONGEST, Why.CLOSE_IN_AGE, Why.OTHER_PLACES)
    assert (proposal.language, proposal.ages, proposal.flags) == ("fr", (14, 14), ())


def test_nobody_is_with_somebody_of_their_school_or_commune():
    """However it is written; it is said whom they may know."""
    people = [
        somebody(1, school="Athénée St-Michel", commune="4000 Liège"),
        somebody(2, school="athenee saint michel", commune="Namur"),
        somebody(3, school="Autre", commune="LIEGE"),
        somebody(4),
    ]

    proposal = compose.propose(people, 4)

    assert len(proposal.chosen) == 3 and Flag.TOO_FEW in proposal.flags
    left = {one.seat_id: one for one in proposal.left_out}
    assert (1 in left and left[1].may_know == (2, 3)) and left[1].reasons == (
        Why.SAME_SCHOOL,
        Why.SAME_COMMUNE,
    )


def test_ages_are_close_and_never_far_for_the_young():
    """Two years where it can be; three, said so, where more would be alone otherwise; never four."""
    near = compose.propose([somebody(1, 12), somebody(2, 15), somebody(3, 13), somebody(4, 14)], 3)
    wide = compose.propose([somebody(1, 12), somebody(2, 15), somebody(3, 13)], 3)
    far = compose.propose([somebody(1, 12), somebody(2, 16)], 2)

    assert near.ages == (12, 14) and near.flags == () and ids(near.chosen) == [1, 3, 4]
    assert wide.ages == (12, 15) and wide.flags == (Flag.WIDE_AGES,)
    assert len(far.chosen) == 1 and why(far) == {2: (Why.OTHER_AGE,)}


def test_one_language_for_all():
    """The one that fills the group, or the one that was asked for."""
    people = [somebody(1, language="nl"), somebody(2), somebody(3)]

    assert ids(compose.propose(people, 3).chosen) == [2, 3]
    dutch = compose.propose(people, 3, language="nl")

    assert ids(dutch.chosen) == [1] and why(dutch) == {2: (Why.OTHER_LANGUAGE,), 3: (Why.OTHER_LANGUAGE,)}


def test_what_nobody_said_is_said_to_the_team():
    """No age is no group; no school and no commune are flagged."""
    proposal = compose.propose([somebody(1, age=None), somebody(2, school="", commune=""), somebody(3)], 3)

    assert ids(proposal.chosen) == [2, 3] and why(proposal) == {1: (Why.AGE_UNKNOWN,)}
    assert {Flag.SCHOOL_UNKNOWN, Flag.COMMUNE_UNKNOWN} <= set(proposal.flags)
    assert Why.SCHOOL_UNKNOWN in proposal.chosen[0].reasons


def test_a_pairing_fills_seats_that_the_order_alone_would_leave_empty():
    """The first one shares with two others: without them there are two."""
    people = [
        somebody(1, school="X", commune="Y"),
        somebody(2, school="X", commune="B"),
        somebody(3, school="A", commune="Y"),
    ]

    assert ids(compose.propose(people, 2).chosen) == [2, 3]


def test_who_is_in_the_group_already_counts():
    """For places, ages and language."""
    inside = [somebody(9, 13, school="École 1", commune="Ici", language="fr")]
    people = [somebody(1), somebody(2, 17), somebody(3, 15), somebody(4, language="nl")]

    proposal = compose.propose(people, 3, beside=inside)

    assert ids(proposal.chosen) == [3] and proposal.ages == (13, 15)
    assert why(proposal) == {1: (Why.SAME_SCHOOL,), 2: (Why.OTHER_AGE,), 4: (Why.OTHER_LANGUAGE,)}


def test_a_group_that_the_team_picked_is_judged_alike():
    """What speaks against somebody stands in the place of what speaks for them."""
    people = [somebody(1, 12), somebody(2, 12, school="École 1"), somebody(3, 13), somebody(4, 12)]

    judged = compose.judged(people, {1, 2, 3}, 3)

    reasons = {one.seat_id: one.reasons for one in judged.chosen}
    assert reasons[1] == reasons[2] == (Why.SAME_SCHOOL,) and Why.CLOSE_IN_AGE in reasons[3]
    assert why(judged) == {4: (Why.GROUP_FULL,)}


def test_nobody_makes_no_group():
    """Nor does a group without seats."""
    assert compose.propose([], 5).chosen == () and compose.propose([somebody(1)], 0).chosen == ()


def crowd(chance, size=500):
    """Synthetic candidates of a few schools and communes, in three languages."""
    return [
        Candidate(
            seat_id=number,
            age=chance.choice([None, *range(10, 26)]),
            school=chance.choice(["", *(f"École {one}" for one in range(60))]),
            commune=chance.choice(["", *(f"Commune {chr(65 + one)}" for one in range(40))]),
            language=chance.choice(["fr", "fr", "fr", "nl", "ar"]),
            since=FIRST + timedelta(minutes=chance.randrange(90_000)),
        )
        for number in range(1, size + 1)
    ]


def check(people, proposal, size):
    """Every rule, from the candidates themselves."""
    by_id = {one.seat_id: one for one in people}
    chosen = [by_id[one] for one in ids(proposal.chosen)]
    assert sorted(ids(proposal.chosen) + ids(proposal.left_out)) == sorted(by_id) and len(chosen) <= size
    assert all(one.reasons for one in (*proposal.chosen, *proposal.left_out))
    assert {one.language for one in chosen} <= {proposal.language}
    ages = [one.age for one in chosen]
    assert None not in ages
    if ages and min(ages) < compose.ADULT:
        assert max(ages) - min(ages) <= compose.FAR
    assert (max(ages, default=0) - min(ages, default=0) > compose.CLOSE) == (Flag.WIDE_AGES in proposal.flags)
    for one, other in combinations(chosen, 2):
        assert not one.school or one.school != other.school
        assert not one.commune or one.commune != other.commune
    for one in proposal.left_out:
        shares = Why.SAME_SCHOOL in one.reasons or Why.SAME_COMMUNE in one.reasons
        assert bool(one.may_know) == shares and set(one.may_know) <= set(ids(proposal.chosen))
        assert Why.GROUP_FULL not in one.reasons or len(chosen) == size


@given(st.integers(0, 10**6), st.integers(0, 60), st.integers(0, 14))
@settings(max_examples=60, deadline=None)
def test_the_rules_hold_for_any_candidates(seed, count, size):
    """Whoever they are, in any order, and the same every time."""
    chance = random.Random(seed)
    people = crowd(chance, count)

    proposal = compose.propose(people, size)

    check(people, proposal, size)
    chance.shuffle(people)
    assert compose.propose(people, size) == proposal


def test_five_hundred_candidates_are_looked_at_in_less_than_two_seconds():
    """A full group of ten, by every rule."""
    people = crowd(random.Random(500))
    started = time.process_time()

    proposal = compose.propose(people, 10)

    assert time.process_time() - started < SECONDS_AT_MOST
    check(people, proposal, 10)
    assert len(proposal.chosen) == 10 and Flag.WIDE_AGES not in proposal.flags
