"""Hours: those of sessions that took place, those that are typed, and what a year comes to without a name."""

from datetime import date, timedelta

import pytest

from passerelle import giving, listening
from passerelle.errors import NotFound, Refused
from passerelle.giving import GiverKind, GivingFigures, Work, hours
from tests.house.giving.scene import PEER, TODAY, case_of, does, follows, giver_of, held, joins, trained
from tests.people import ALEX


def gave(house, number, minutes=90, day=TODAY, what=Work.WELCOME):
    """A coordinator types hours."""
    return does(house, hours.note, number, day, minutes=minutes, what=what)


def year_of(house, number, year=2026):
    """What a giver gave in a year."""
    with house.database.reading() as session:
        return hours.of_giver(session, giver_of(house, number), year)


def figures(house, year=2026):
    """The counts of a year."""
    with house.database.reading() as session:
        return giving.figures(session, year, now=house.clock())


def test_hours_are_those_led_and_those_typed(house):
    """Co-led ones count as led ones do, and only once they took place."""
    number = follows(house)
    joins(house, number)
    gave(house, number, 90)

    held(house, minutes=60)
    held(house, minutes=30, is_co_leader=False)

    assert year_of(house, number).led == 1.5 and year_of(house, number).hours == 3.0


def test_before_an_account_only_typed_hours_are_known(house):
    """Sessions are led by members."""
    number = follows(house)
    held(house)

    gave(house, number, 45)

    assert year_of(house, number).hours == 0.75


@pytest.mark.parametrize(
    ("minutes", "day", "what"),
    [
        (0, TODAY, Work.WELCOME),
        (24 * 60 + 1, TODAY, Work.WELCOME),
        (60, TODAY + timedelta(days=1), Work.WELCOME),
        (60, date(2020, 12, 31), Work.WELCOME),
        (60, TODAY, Work.LED),
    ],
)
def test_hours_that_cannot_be_are_refused(house, minutes, day, what):
    """Too long, to come, long ago, or what the sessions know already."""
    number = follows(house)

    with pytest.raises(Refused):
        gave(house, number, minutes, day, what)


def test_typed_hours_are_taken_back_by_their_own_number(house):
    """Not from somebody else."""
    number, other = follows(house), follows(house, case_of(house, ALEX))
    row = gave(house, number)
    with pytest.raises(NotFound):
        does(house, hours.remove, other, row.id)

    does(house, hours.remove, number, row.id)

    assert year_of(house, number).hours == 0


def test_a_year_is_counted_by_kind(house):
    """Each giver once, in the year of the day; nothing for a kind without anybody."""
    number, other = follows(house), follows(house, case_of(house, ALEX), GiverKind.COACH)
    gave(house, number, 60)
    gave(house, number, 30, date(2026, 2, 1))
    gave(house, other, 120, date(2025, 12, 31))

    assert figures(house) == {PEER: GivingFigures(1, 1.5)}
    assert figures(house, 2025) == {GiverKind.COACH: GivingFigures(1, 2.0)}


def test_whoever_is_active_this_year_counts_without_hours_yet(house):
    """Not in a year that is over."""
    trained(house)

    assert figures(house) == {PEER: GivingFigures(1, 0.0)} and figures(house, 2025) == {}


def test_led_hours_are_in_the_figures_of_giving_and_of_sessions(house):
    """The same dates, counted once in each."""
    trained(house)
    held(house, minutes=60)

    assert figures(house) == {PEER: GivingFigures(1, 1.0)}
    with house.database.reading() as session:
        assert [found.hours for found in listening.figures(session, 2026).values()] == [1.0]
