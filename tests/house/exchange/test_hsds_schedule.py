"""Opening hours as schedules: the simple weeks there and back, everything else in words."""

import pytest

from passerelle.exchange import hsds_schedule


@pytest.mark.parametrize(
    "hours", ["Mo-Fr 09:00-12:00,14:00-17:00", "24/7", "Tu 13:30-18:00", "Mo 09:00-12:00; Sa 10:00-12:00", ""]
)
def test_a_simple_week_comes_back(hours):
    """Days, several spans a day, and always."""
    assert hsds_schedule.hours(hsds_schedule.schedules(hours)) == hours


@pytest.mark.parametrize(
    "hours", ["Tu 13:30-18:00; PH off", "week 1-53/2 Mo 09:30-12:30", "sunrise-sunset", "Mo-Xx 09:00-10:00"]
)
def test_what_is_no_simple_week_is_no_schedule(hours):
    """Holidays and every other week have no place there."""
    assert hsds_schedule.schedules(hours) == []


def test_a_schedule_with_an_end_is_kept_in_words():
    """It is never taken for every week."""
    ending = {
        "freq": "WEEKLY",
        "byday": "MO",
        "opens_at": "09:00",
        "closes_at": "10:00",
        "until": "2026-01-01",
    }

    assert hsds_schedule.hours([ending]) is None
    assert "until 2026-01-01" in hsds_schedule.in_words([ending])


def test_days_of_several_schedules_become_one_week():
    """Sorted, each span once, with seconds and spaces as others write them."""
    raw = [{"byday": day, "opens_at": "10:00:00", "closes_at": "18:00:00"} for day in ("WE", "MO, TU", "MO")]

    assert hsds_schedule.hours(raw) == "Mo-We 10:00-18:00"
