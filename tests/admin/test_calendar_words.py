"""Weeks, days and hours as the panel writes them, and which week an address means."""

from datetime import UTC, date, datetime, time

import pytest

from admin.calendar_words import (
    MODES,
    STATES,
    clock,
    hours,
    week_in_words,
    week_of,
    weekday_names,
)
from passerelle.appointments import Mode, State
from passerelle.words import date_in_words
from tests.admin.meetings import ZONE

TODAY = date(2026, 11, 25)
MONDAY = date(2026, 11, 23)


def test_every_state_and_way_to_meet_has_a_name() -> None:
    """Nothing of the house is shown by its code."""
    assert set(STATES) == set(State)
    assert set(MODES) == set(Mode)


@pytest.mark.parametrize(
    ("typed", "monday"),
    [
        ("2026-11-29", MONDAY),
        ("2026-12-01", date(2026, 11, 30)),
        ("", MONDAY),
        ("demain", MONDAY),
        ("2026-02-30", MONDAY),
        ("0001-01-01", MONDAY),
        ("9999-12-31", MONDAY),
    ],
)
def test_an_address_names_a_week_by_one_of_its_days(typed: str, monday: date) -> None:
    """What it cannot mean is this week."""
    assert week_of(typed, TODAY) == monday


def test_days_weeks_and_hours_are_written_as_people_write_them() -> None:
    """In French here; the first of a month is not a plain number."""
    assert week_in_words(MONDAY, "fr") == "23–29 nov. 2026"
    assert date_in_words(TODAY, "fr") == "mercredi 25 novembre"
    assert date_in_words(date(2026, 12, 1), "fr") == "mardi 1er décembre"
    assert weekday_names("fr")[0] == "lundi"
    assert [clock(moment) for moment in (time(9), time.max)] == ["09:00", "24:00"]


def test_hours_are_those_on_the_wall() -> None:
    """In summer as in winter."""
    winter, summer = datetime(2026, 11, 25, 16, tzinfo=UTC), datetime(2026, 7, 1, 15, tzinfo=UTC)

    assert hours(winter, winter, ZONE) == hours(summer, summer, ZONE) == "17:00–17:00"
