"""The figures of a year, which name nobody."""

from dataclasses import replace
from datetime import date, timedelta

from passerelle import listening
from passerelle.listening import Audience, Figures, Kind, schedule
from tests.house.listening.scene import ONCE, WEDNESDAY, WEEKLY, at, manages, next_date, once, opens, ticks
from tests.house.stage import member
from tests.people import MARC, NADIA


def figures(house, year=2026):
    """The counts of a year."""
    with house.database.reading() as session:
        return listening.figures(session, year)


def counts(house, number, **came):
    """Somebody says how many came to the next date."""
    date = next_date(house, number)
    with house.database.writing() as session:
        schedule.count(session, date.id, **came)


def test_a_year_is_counted_by_kind(house):
    """What took place, and how many came; what was cancelled is not counted."""
    group = opens(house, replace(WEEKLY, minutes=90, last_day=date(2026, 12, 9)))
    counts(house, group, came=8)
    training = once(
        house, terms=replace(ONCE, kind=Kind.INTERVENTION, audience=Audience.PROFESSIONALS), minutes=120
    )
    counts(house, training, came=20, young=3)
    manages(house, schedule.cancel, dates_of(house, group)[1].id)
    house.clock.now = at("2026-12-31T09:00")

    ticks(house)

    assert figures(house) == {
        Kind.TALK_GROUP: Figures(sessions=1, dates=2, came=8, young=8, hours=3.0),
        Kind.INTERVENTION: Figures(sessions=1, dates=1, came=20, young=3, professionals=20, hours=2.0),
    }


def dates_of(house, number):
    """The rows of a session's dates."""
    with house.database.reading() as session:
        return schedule.occurrences(session, number)


def test_a_year_begins_at_midnight_here(house):
    """By the association's clock, not by the one of Greenwich."""
    once(house, at("2027-01-01T00:30"))
    house.clock.now = at("2027-01-02T09:00")
    ticks(house)

    assert figures(house) == {} and figures(house, 2027)[Kind.WORKSHOP].dates == 1


def test_the_hours_of_whoever_leads_are_counted(house):
    """Beside a mentor as well; of dates that took place only."""
    opens(house, leaders=(NADIA,), co_leaders=(MARC,))
    opens(house, replace(WEEKLY, weekday=3), leaders=(NADIA,))
    house.clock.now = WEDNESDAY + timedelta(days=2)
    ticks(house)

    with house.database.reading() as session:
        hours = [listening.hours_led(session, member(session, staff).id, 2026) for staff in (NADIA, MARC)]

    assert hours == [2.0, 1.0]
