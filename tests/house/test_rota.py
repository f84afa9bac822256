"""The duty rota: who is there when, right across the clock changes, and what the person who waits is told."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import select

from passerelle import handoff, rota, team
from passerelle.association import Presence
from passerelle.errors import NotFound, Refused
from passerelle.journal import Action
from passerelle.rota import Hours, Plan, changes, shifts
from passerelle.tables import JournalEntry, Role
from tests.house.stage import in_utc, member
from tests.people import INES, MARC, MONDAY_MORNING as NOW, NADIA

BRUSSELS = ZoneInfo("Europe/Brussels")
MORNING, AFTERNOON = Hours(9 * 60, 12 * 60), Hours(13 * 60, 18 * 60)
NIGHT = Hours(20 * 60, 8 * 60, is_on_call=True)
MONDAY, TODAY = 0, date(2026, 11, 23)


def does(house, act, *values, who=NADIA, **more):
    """Inès changes something in somebody's rota."""
    with house.database.writing() as session:
        by = member(session, INES)
        return act(session, member(session, who).id, *values, by=by, now=house.clock(), **more)


def week(house, *spans, who=NADIA):
    """Somebody's week."""
    does(house, changes.set_week, spans, who=who)


def there(house, now=NOW, ask=rota.on_duty):
    """Who is there, by name."""
    with house.database.reading() as session:
        return [found.name for found in ask(session, now)]


def told(house, now):
    """What a person is told."""
    with house.database.reading() as session:
        return handoff.presence(session, now=now)


def test_whoever_has_hours_now_is_on_duty_and_the_others_are_not(house):
    """It is eleven o'clock on a Monday in Brussels."""
    week(house, (MONDAY, MORNING))
    week(house, (MONDAY, AFTERNOON), (1, MORNING), who=MARC)

    assert there(house) == ["Nadia"]
    assert there(house, NOW + timedelta(hours=1)) == []
    assert there(house, NOW + timedelta(hours=2)) == ["Marc"]


def test_being_on_call_is_not_being_on_duty_and_goes_on_past_midnight(house):
    """From eight in the evening to eight in the morning."""
    week(house, (MONDAY, NIGHT))

    for hours in (9, 13, 20.9):
        assert there(house, NOW + timedelta(hours=hours), rota.on_call) == ["Nadia"]
    assert there(house, NOW + timedelta(hours=21), rota.on_call) == []
    assert there(house, NOW + timedelta(hours=13)) == []


def test_days_off_end_everything_and_added_hours_add(house):
    """Whoever is away is away, whatever was added."""
    does(house, changes.add_extra, TODAY, hours=MORNING, who=MARC)
    week(house, (MONDAY, MORNING), (MONDAY, NIGHT))
    does(house, changes.add_extra, TODAY, hours=MORNING)
    does(house, changes.add_off, TODAY, last_day=TODAY)

    assert there(house) == ["Marc"]
    assert there(house, NOW + timedelta(hours=12), rota.on_call) == []
    assert there(house, NOW + timedelta(days=7)) == ["Nadia"]


def test_on_a_holiday_nobody_is_on_duty_and_somebody_can_still_be_called(house):
    """A closed association still has crises."""
    week(house, (MONDAY, MORNING), (MONDAY, NIGHT))
    with house.database.writing() as session:
        changes.add_holiday(session, TODAY, "Sainte-Catherine", by=member(session, INES), now=NOW)

    assert there(house) == []
    assert there(house, NOW + timedelta(hours=12), rota.on_call) == ["Nadia"]


@pytest.mark.parametrize("role", [Role.LISTENER, Role.EDITOR, Role.AUDITOR, Role.ADMINISTRATOR])
def test_only_who_takes_cases_is_on_duty(house, role):
    """Nobody is promised an answer by who cannot give one; nor by who left."""
    week(house, (MONDAY, MORNING))
    with house.database.writing() as session:
        member(session, NADIA).role = role

    assert there(house) == []
    assert told(house, NOW) == Presence(
        is_open=True, until=NOW + timedelta(hours=7)
    )  # the opening hours again


@pytest.mark.parametrize(
    ("at", "said"),
    [
        ("2026-11-23T09:30+01:00", Presence(is_open=True, until=in_utc("2026-11-23T12:00+01:00"))),
        ("2026-11-23T12:30+01:00", Presence(is_open=False, back_at=in_utc("2026-11-23T13:00+01:00"))),
        ("2026-11-23T13:30+01:00", Presence(is_open=True, until=in_utc("2026-11-23T20:00+01:00"))),
        ("2026-11-23T21:00+01:00", Presence(is_open=False, back_at=in_utc("2026-11-30T09:00+01:00"))),
    ],
)
def test_the_person_is_told_what_the_rota_says(house, at, said):
    """Shifts that touch or overlap count as one; being on call promises nothing."""
    week(house, (MONDAY, MORNING), (MONDAY, AFTERNOON), (MONDAY, NIGHT))
    week(house, (MONDAY, Hours(17 * 60, 20 * 60)), who=MARC)

    assert told(house, in_utc(at)) == said


def test_a_rota_with_everybody_away_promises_nothing(house):
    """No hours are known, and the opening hours are not asked either."""
    week(house, (MONDAY, MORNING))
    does(house, changes.add_off, TODAY, last_day=TODAY + timedelta(days=300))

    assert told(house, NOW) == Presence(is_open=False)
    with house.database.reading() as session:
        assert rota.next_duty(session, NOW) is None


def test_the_next_duty_is_found_behind_a_closing(house):
    """Three weeks of holidays, then Monday morning."""
    week(house, (MONDAY, MORNING))
    with house.database.writing() as session:
        for day in range(21):
            changes.add_holiday(session, TODAY + timedelta(days=day), "", by=member(session, INES), now=NOW)

    with house.database.reading() as session:
        assert rota.next_duty(session, NOW) == in_utc("2026-12-14T09:00+01:00")


def test_without_a_rota_the_opening_hours_are_told(house):
    """Being on call alone is no rota."""
    week(house, (MONDAY, NIGHT))

    assert told(house, NOW).until == NOW + timedelta(hours=7)


@pytest.mark.parametrize(
    ("day", "hours", "length"),
    [
        (date(2026, 3, 28), Hours(22 * 60, 6 * 60), 7),  # the night that loses an hour
        (date(2026, 10, 24), Hours(22 * 60, 6 * 60), 9),  # the night that gains one
        (date(2026, 3, 29), Hours(9 * 60, 17 * 60), 8),
        (date(2026, 3, 29), Hours(2 * 60 + 15, 2 * 60 + 45), 0.5),  # an hour that no clock shows
    ],
)
def test_a_shift_lasts_as_long_as_the_clock_on_the_wall_says(day, hours, length):
    """Nine is nine on the wall in winter and in summer."""
    plan = Plan(BRUSSELS, extra=[(day, 1, hours)])

    (shift,) = shifts.on(plan, day)

    assert shift.ends_at - shift.starts_at == timedelta(hours=length)
    assert shift.starts_at.tzinfo is UTC


@pytest.mark.parametrize("zone", ["Europe/Brussels", "Europe/Paris"])
def test_every_day_of_ten_years_duty_is_from_nine_to_five_on_the_wall(zone):
    """Each half hour: on duty when the wall says so, and not otherwise; and the next one is never in the past."""
    plan = Plan(ZoneInfo(zone), weekly=[(day, 1, Hours(9 * 60, 17 * 60)) for day in range(7)])
    now, wrong = datetime(2026, 1, 1, tzinfo=UTC), 0

    while now.year < 2036:
        wall = now.astimezone(plan.zone)
        wrong += bool(shifts.at(plan, now, is_on_call=False)) != (9 <= wall.hour < 17)
        now += timedelta(minutes=30)

    assert wrong == 0


@pytest.mark.parametrize(
    "spans",
    [
        ((MONDAY, MORNING), (MONDAY, Hours(11 * 60, 14 * 60))),
        ((6, Hours(22 * 60, 6 * 60)), (MONDAY, Hours(5 * 60, 9 * 60))),
        ((MONDAY, Hours(25 * 60, 26 * 60)),),
        ((7, MORNING),),
    ],
)
def test_hours_that_cannot_be_are_refused_and_change_nothing(house, spans):
    """Overlapping ones, also over the end of the week; an hour that no day has; a day that no week has."""
    week(house, (1, MORNING))
    with pytest.raises(Refused):
        week(house, *spans)

    with house.database.reading() as session:
        assert [span.weekday for span in changes.spans_of(session, member(session, NADIA).id)] == [1]


def test_exceptions_are_taken_back_by_whose_they_are_and_forgotten_when_they_are_over(house):
    """Marc's number is not Nadia's."""
    does(house, changes.add_off, TODAY, last_day=TODAY)
    does(house, changes.add_off, TODAY, last_day=TODAY)
    with house.database.reading() as session:
        (row,) = changes.off_of(session, member(session, NADIA).id)
    with pytest.raises(NotFound):
        does(house, changes.remove_off, row.id, who=MARC)

    with house.database.writing() as session:
        changes.forget_before(session, TODAY + timedelta(days=1))
        assert changes.off_of(session, member(session, NADIA).id) == []


def test_each_change_is_in_the_journal(house):
    """Who changed whose."""
    week(house, (MONDAY, MORNING))

    with house.database.reading() as session:
        line = session.exec(select(JournalEntry).where(JournalEntry.action == Action.ROTA_CHANGED)).one()
        assert (line.member_id, line.subject_id) == (member(session, INES).id, member(session, NADIA).id)


def test_an_editor_at_the_panel_is_nobody_who_answers(house):
    """Presence at the panel counts for who takes cases only."""
    evening = NOW + timedelta(hours=12)
    with house.database.writing() as session:
        ines = member(session, INES)
        ines.role = Role.ADMINISTRATOR
        team._new_session(session, ines, is_complete=True, now=evening)

    assert not told(house, evening).is_open
