"""What has to be learnt: the association's own lists, and who ticked what for whom."""

import pytest

from passerelle import giving
from passerelle.errors import NotFound, Refused
from passerelle.giving import GiverKind, StillTrusted, TrainingStep, training
from tests.house.giving.scene import PEER, asks_for, does, follows, giver_of, moves, ticks, trained
from tests.house.stage import count, member
from tests.people import INES, NADIA


def listed(house, kind=PEER):
    """The titles of a list, in order."""
    with house.database.reading() as session:
        return [step.title for step in training.steps(session, kind)]


def of(house, number):
    """The steps of a giver, as they stand."""
    with house.database.reading() as session:
        return training.of_giver(session, giving.get(session, member(session, INES), number))


def test_each_kind_has_its_own_list_in_its_own_order(house):
    """What is put up goes before the one above it; the first stays first."""
    first, second, third = asks_for(house, "Écouter", "Le cadre", "Observer")
    asks_for(house, "Premiers secours", kind=GiverKind.COACH)

    does(house, training.raise_, third)
    does(house, training.raise_, first)

    assert listed(house) == ["Écouter", "Observer", "Le cadre"]
    assert listed(house, GiverKind.COACH) == ["Premiers secours"] and second


def test_a_step_is_called_something_else_and_is_required_or_not(house):
    """Nothing at all, or too much, is refused."""
    (step,) = asks_for(house, "Écouter")

    does(house, training.change, step, "Écouter sans juger", is_required=False)

    assert listed(house) == ["Écouter sans juger"]
    for title in (" ", "a" * 121):
        with pytest.raises(Refused):
            does(house, training.change, step, title, is_required=True)


def test_only_coordinators_write_the_lists(house):
    """Nadia finds no such step."""
    with pytest.raises(NotFound):
        does(house, training.add, PEER, "Écouter", is_required=True, staff=NADIA)


def test_a_tick_says_who_and_when_and_is_taken_back(house):
    """Twice is once."""
    number, (step,) = follows(house), asks_for(house, "Écouter")

    ticks(house, number, step, step)

    (found,) = of(house, number)
    with house.database.reading() as session:
        assert (found.ticked_by, found.ticked_at) == (member(session, INES).id, house.clock())
    ticks(house, number, step, act=training.untick)
    assert of(house, number)[0].ticked_at is None


def test_a_step_of_another_kind_is_not_ticked(house):
    """It is not asked of them."""
    number, (step,) = follows(house), asks_for(house, "Premiers secours", kind=GiverKind.COACH)

    with pytest.raises(NotFound):
        ticks(house, number, step)


def test_a_required_tick_stays_while_somebody_is_beside_people(house):
    """Also while they pause; back in training it goes."""
    number = trained(house)
    step = of(house, number)[0].id
    for stage in ("co_leading", "paused"):
        moves(house, number, stage)
        with pytest.raises(StillTrusted):
            ticks(house, number, step, act=training.untick)

    moves(house, number, "training")
    ticks(house, number, step, act=training.untick)

    assert of(house, number)[0].ticked_at is None and giver_of(house, number).stage == "training"


def test_a_dropped_step_stays_with_whoever_did_it(house):
    """One that nobody did is gone."""
    number, (first, second) = follows(house), asks_for(house, "Écouter", "Le cadre")
    ticks(house, number, first)

    does(house, training.drop, first)
    does(house, training.drop, second)

    assert listed(house) == [] and count(house, TrainingStep) == 1
    assert [(step.title, step.is_dropped) for step in of(house, number)] == [("Écouter", True)]


def test_progress_counts_what_is_required(house):
    """What is only proposed is not in it."""
    number, steps = follows(house), asks_for(house, "Écouter", "Le cadre")
    ticks(house, number, steps[0], *asks_for(house, "Un livre", is_required=False))

    with house.database.reading() as session:
        assert training.progress(session, PEER) == (2, {number: 1})
