"""Who gives in the demo: steps for three kinds, and one person on the way to leading."""

from launch.example import giving as example
from passerelle.giving import GiverKind, Stage, givers, hours, training
from tests.house.stage import member
from tests.people import INES, MARC


def fill(house):
    """Put the example down, as the demo's first start does."""
    with house.database.writing() as session:
        ines, marc = member(session, INES), member(session, MARC)
        return example.fill(session, by=ines, giver=marc, keys=house.keys, now=house.clock())


def test_somebody_is_half_way_to_leading(house):
    """Talked with, in training, two of three required steps done, six hours given."""
    fill(house)

    with house.database.reading() as session:
        [giver] = givers.everyone(session, member(session, INES))
        required, done = training.progress(session, GiverKind.VOLUNTEER)
        given = hours.of_giver(session, giver, house.clock().year)
    assert giver.stage == Stage.TRAINING and giver.talked_on is not None
    assert (required, done[giver.id]) == (3, 2) and given.hours == 6


def test_a_second_start_adds_nothing(house):
    """What somebody changed meanwhile stays as it is."""
    first, second = fill(house), fill(house)

    assert first == sum(map(len, example.STEPS.values())) and second == 0
