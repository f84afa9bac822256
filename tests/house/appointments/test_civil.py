"""Civil times: reminders right across the changes of the clocks, against a plan that was worked out in another way."""

from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest

from passerelle.appointments import civil
from passerelle.appointments.civil import EVE, RULES, SOON, Reminder

BRUSSELS, PARIS = ZoneInfo("Europe/Brussels"), ZoneInfo("Europe/Paris")
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
FIRST, LAST = datetime(2025, 12, 25, tzinfo=UTC), datetime(2036, 1, 1, tzinfo=UTC)
STEP = timedelta(minutes=30)


def at(text):
    """An instant as clocks in Brussels show it."""
    return datetime.fromisoformat(text).replace(tzinfo=BRUSSELS).astimezone(UTC)


def planned(starts_at, now=LONG_AGO):
    """What is planned for a start in Brussels, as its clocks show it."""
    found = civil.reminders(at(starts_at), BRUSSELS, RULES, now)
    return [(one.due_at.astimezone(BRUSSELS).strftime("%d %H:%M"), one.rule) for one in found]


@pytest.mark.parametrize(
    ("starts_at", "due"),
    [
        ("2026-11-25T17:00", [("24 18:00", "eve"), ("25 15:00", "soon")]),
        ("2026-11-25T11:00", [("24 18:00", "eve"), ("25 09:00", "soon")]),
        ("2026-11-25T10:00", [("24 18:00", "eve"), ("25 09:00", "soon")]),
        ("2026-11-25T09:30", [("24 18:00", "eve"), ("25 09:00", "soon")]),
        ("2026-11-25T09:00", [("24 18:00", "eve")]),
        ("2026-11-25T23:30", [("24 18:00", "eve"), ("25 20:00", "soon")]),
        ("2026-11-25T00:30", [("24 18:00", "eve")]),
        ("2026-03-29T10:00", [("28 18:00", "eve"), ("29 09:00", "soon")]),
        ("2026-03-29T03:30", [("28 18:00", "eve")]),
        ("2026-10-25T14:00", [("24 18:00", "eve"), ("25 12:00", "soon")]),
    ],
)
def test_reminders_come_by_the_clock_on_the_wall(starts_at, due):
    """The eve at six, two hours before; by night at the nearest decent hour, where it is of use."""
    assert planned(starts_at) == due


def test_an_appointment_made_after_the_eve_gets_only_the_later_one():
    """And none at all when that is over too."""
    assert planned("2026-11-25T17:00", at("2026-11-24T18:00")) == [("25 15:00", "soon")]
    assert planned("2026-11-25T17:00", at("2026-11-25T15:00")) == []


def test_an_early_one_made_in_the_evening_is_still_told_that_evening():
    """Six o’clock is over, the night is not a time for it, and in the morning it would be too late."""
    assert planned("2026-11-25T09:00", at("2026-11-24T18:30")) == [("24 20:00", "soon")]


def test_a_late_reminder_is_overtaken_by_the_one_that_follows_it():
    """Two at once would be one too many."""
    both = civil.reminders(at("2026-11-25T17:00"), BRUSSELS, RULES, LONG_AGO)

    assert not civil.is_overtaken("eve", both, at("2026-11-25T14:59"))
    assert civil.is_overtaken("eve", both, at("2026-11-25T15:00"))
    assert not civil.is_overtaken("soon", both, at("2026-11-25T16:00"))


@pytest.mark.parametrize(
    ("day", "moment", "instant"),
    [
        (date(2026, 3, 29), time(1, 30), "2026-03-29T00:30+00:00"),
        (date(2026, 3, 29), time(2, 30), None),
        (date(2026, 10, 25), time(2, 30), "2026-10-25T00:30+00:00"),
        (date(2026, 10, 25), time(3), "2026-10-25T02:00+00:00"),
    ],
)
def test_a_civil_time_is_one_instant_or_none(day, moment, instant):
    """None where the clocks jump, the first where they go back."""
    assert civil.instant(day, moment, BRUSSELS) == (datetime.fromisoformat(instant) if instant else None)


def test_what_comes_at_night_waits_for_the_morning():
    """For whatever else is told of by itself."""
    assert civil.decent(at("2026-11-24T21:00"), BRUSSELS) == at("2026-11-25T09:00")
    assert civil.decent(at("2026-11-25T08:59"), BRUSSELS) == at("2026-11-25T09:00")
    assert civil.decent(at("2026-11-25T20:59"), BRUSSELS) == at("2026-11-25T20:59")


def test_tomorrow_is_a_day_of_the_calendar():
    """However many hours it has."""
    assert civil.days_ahead(at("2026-03-30T09:00"), BRUSSELS, at("2026-03-29T01:00")) == 1
    assert civil.days_ahead(at("2026-11-25T09:00"), BRUSSELS, at("2026-11-25T08:00")) == 0


def last_sunday(year, month):
    """When the clocks change in Europe: the last Sunday of the month, at one o’clock in UTC."""
    days = (datetime(year, month, day, 1, tzinfo=UTC) for day in range(31, 24, -1))
    return next(day for day in days if day.isoweekday() == 7)


def wall_clock():
    """Every half hour with what the clocks show then, by the European directive and not by any list of zones."""
    changes = {year: (last_sunday(year, 3), last_sunday(year, 10)) for year in range(2025, 2037)}
    moment, shown = FIRST, []
    while moment < LAST:
        summer, winter = changes[moment.year]
        ahead = 2 if summer <= moment < winter else 1
        shown.append((moment, (moment + timedelta(hours=ahead)).replace(tzinfo=None)))
        moment += STEP
    return shown


def expected(shown, index, row):
    """The plan for one start, found by walking along the half hours."""
    wall = shown[row][1]
    eve = datetime.combine(wall.date() - timedelta(days=1), time(18))
    due = [(shown[index[eve]][0], "eve")]
    soon = row - 4
    if not 9 <= shown[soon][1].hour < 21:
        ahead = next((one for one in range(soon, row) if 9 <= shown[one][1].hour < 21), None)
        before = (one for one in range(soon, 0, -1) if shown[one][1].time() == time(20))
        soon = next(before) if ahead is None else ahead
    if shown[soon][0] - due[0][0] >= timedelta(hours=3):
        due.append((shown[soon][0], "soon"))
    return due


@pytest.mark.slow
@pytest.mark.parametrize("zone", [BRUSSELS, PARIS], ids=str)
def test_every_half_hour_of_ten_years_is_reminded_of_as_it_should_be(zone):
    """None wrong, none twice, none late, none at night."""
    shown = wall_clock()
    index = {wall: row for row, (_, wall) in reversed(list(enumerate(shown)))}
    rows = [row for row, (_, wall) in enumerate(shown) if 2026 <= wall.year <= 2035]
    wrong = []

    for row in rows:
        found = civil.reminders(shown[row][0], zone, RULES, LONG_AGO)
        if [(one.due_at, one.rule) for one in found] != expected(shown, index, row):
            wrong.append(shown[row][0])
        hours = [one.due_at.astimezone(zone).hour for one in found]
        assert all(9 <= hour < 21 for hour in hours) and all(one.due_at < shown[row][0] for one in found)
        assert len({one.due_at for one in found}) == len(found) >= 1

    assert wrong == [] and len(rows) == 10 * 365 * 48 + 2 * 48


def test_whenever_it_is_agreed_nothing_is_planned_for_before():
    """Nor after the start, at night, or twice; and only what follows the rules."""
    random = Random(7)
    for _ in range(5_000):
        starts_at = at("2026-01-01T00:00") + STEP * random.randrange(10 * 365 * 48)
        now = starts_at - timedelta(minutes=random.randrange(1, 4 * 24 * 60))

        found = civil.reminders(starts_at, BRUSSELS, RULES, now)

        assert all(now < one.due_at < starts_at and civil.is_decent(one.due_at, BRUSSELS) for one in found)
        assert len({one.due_at for one in found}) == len(found) <= 2
        assert {one.rule for one in found} <= {EVE.code, SOON.code}


def test_rules_that_meet_at_one_hour_give_one_reminder():
    """Whatever an association wishes for one day."""
    rules = (EVE, civil.Rule("again", timedelta(days=1), time(18)), civil.Rule("night", timedelta(hours=20)))

    found = civil.reminders(at("2026-11-25T17:00"), BRUSSELS, rules, LONG_AGO)

    assert found == (Reminder(at("2026-11-24T18:00"), "again"),)
