"""The association's own values, and when somebody is there by its hours."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given, strategies as st

from passerelle import association
from passerelle.association import Presence, presence, spans
from passerelle.errors import Misconfigured
from passerelle.tables import Association
from tests.house.stage import in_utc
from tests.people import MONDAY_MORNING as NOW

ALWAYS = Presence(is_open=True)
NEVER_KNOWN = Presence(is_open=False)


def of(hours, zone="Europe/Brussels"):
    """An association with these hours."""
    values = {**association.DEFAULTS, "hours": hours, "zone": zone}
    return Association(**values, key_fingerprint=b"", created_at=NOW)


def at(hours, instant, zone="Europe/Brussels"):
    """Who is there at an instant written with its offset."""
    return presence(of(hours, zone), in_utc(instant))


def test_a_new_house_has_an_association_with_usual_hours(house):
    """Something to change rather than something to fill in."""
    with house.database.reading() as session:
        here = association.get(session)

    assert (here.country, here.hours, here.keep_days) == ("BE", "Mo-Fr 09:00-18:00", 90)
    assert association.zone_of(here).key == "Europe/Brussels"


def test_what_is_changed_is_kept(house):
    """As text or as numbers, the way a form gives them."""
    with house.database.writing() as session:
        association.change(session, name=" Entre Nous ", hours="Sa 10:00-12:00", keep_days="30", country="FR")
        association.change(session, zone="Europe/Paris")

    with house.database.reading() as session:
        here = association.get(session)
    assert (here.name, here.hours, here.keep_days) == ("Entre Nous", "Sa 10:00-12:00", 30)
    assert (here.country, here.zone) == ("FR", "Europe/Paris")


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("country", "XX", "must be one of BE, FR, LU, CH"),
        ("zone", "Bruxelles", "must be a name such as Europe/Brussels"),
        ("keep_days", 0, "from 1 to 365"),
        ("keep_days", "366", "from 1 to 365"),
        ("keep_days", "soon", "from 1 to 365"),
        ("name", "  ", "needs a name"),
        ("hours", "whenever", "cannot be read"),
        ("key_fingerprint", "0", "no key_fingerprint that can be changed"),
    ],
)
def test_a_value_that_cannot_be_used_changes_nothing(house, name, value, sentence):
    """One sentence for whoever typed it."""
    with pytest.raises(Misconfigured, match=sentence), house.database.writing() as session:
        association.change(session, **{name: value})

    with house.database.reading() as session:
        assert association.get(session).model_dump(include=set(association.DEFAULTS)) == association.DEFAULTS


def test_hours_are_read_day_by_day():
    """Several days, several spans in one, and the weekend in between."""
    found = {
        (span.weekday, span.opens.hour, span.closes.hour)
        for span in spans("Mo,We 09:00-12:00, 13:00-18:00; Sa-Mo 20:00-22:00")
    }

    assert found == {(0, 9, 12), (0, 13, 18), (2, 9, 12), (2, 13, 18), (5, 20, 22), (6, 20, 22), (0, 20, 22)}


@pytest.mark.parametrize(
    "hours",
    [
        "Mo",
        "09:00-18:00",
        "Lu 09:00-18:00",
        "Mo 9-18",
        "Mo 18:00-09:00",
        "Mo 09:00",
        "Mo 09:00-25:00",
        "Mo- 24/7",
    ],
)
def test_hours_that_cannot_be_read_are_quoted(hours):
    """With an example of how they are written."""
    with pytest.raises(Misconfigured, match="write them like Mo-Fr 09:00-18:00"):
        spans(f"Tu 09:00-10:00; {hours}")


@pytest.mark.parametrize(
    ("instant", "expected"),
    [
        ("2026-11-23T08:59+01:00", Presence(is_open=False, back_at=in_utc("2026-11-23T09:00+01:00"))),
        ("2026-11-23T09:00+01:00", Presence(is_open=True, until=in_utc("2026-11-23T18:00+01:00"))),
        ("2026-11-23T17:59+01:00", Presence(is_open=True, until=in_utc("2026-11-23T18:00+01:00"))),
        ("2026-11-23T18:00+01:00", Presence(is_open=False, back_at=in_utc("2026-11-24T09:00+01:00"))),
        ("2026-11-27T20:00+01:00", Presence(is_open=False, back_at=in_utc("2026-11-30T09:00+01:00"))),
    ],
)
def test_office_hours_begin_and_end_on_the_minute(instant, expected):
    """And on Friday evening the team is back on Monday."""
    assert at("Mo-Fr 09:00-18:00", instant) == expected


def test_between_two_spans_of_a_day_the_team_is_back_today():
    """After lunch."""
    assert at("Mo-Fr 09:00-12:00,13:00-18:00", "2026-11-23T12:30+01:00").back_at == in_utc(
        "2026-11-23T13:00+01:00"
    )


def test_one_day_a_week_is_found_a_week_ahead():
    """Right after it closed."""
    assert at("Mo 09:00-18:00", "2026-11-23T18:00+01:00").back_at == in_utc("2026-11-30T09:00+01:00")


def test_hours_that_touch_at_midnight_count_as_one():
    """A night is not cut in two at 24:00, where the next day begins."""
    night = "Fr 20:00-24:00; Sa 00:00-02:00"

    assert at(night, "2026-11-27T23:59:59.999999+01:00").until == in_utc("2026-11-28T02:00+01:00")
    assert at(night, "2026-11-28T00:00+01:00").until == in_utc("2026-11-28T02:00+01:00")
    assert at("Fr 20:00-24:00", "2026-11-27T21:00+01:00").until == in_utc("2026-11-28T00:00+01:00")


@pytest.mark.parametrize("hours", ["24/7", "Mo-Su 00:00-24:00"])
def test_who_never_leaves_has_no_hour_to_name(hours):
    """At any instant, the last one of a day included."""
    assert at(hours, "2026-11-23T12:00+01:00") == ALWAYS
    assert at(hours, "2026-11-23T23:59:59.999999+01:00") == ALWAYS


@pytest.mark.parametrize("hours", ["", "  ", ";"])
def test_without_hours_nothing_is_known(hours):
    """And nothing is promised."""
    assert at(hours, "2026-11-23T12:00+01:00") == NEVER_KNOWN


def test_hours_follow_the_clock_on_the_wall_through_the_change_of_time():
    """Nine o'clock is nine o'clock before and after; the span over the change lasts an hour less or more."""
    hours = "Mo-Su 01:00-09:00"

    assert at(hours, "2026-03-28T01:30+01:00").until == in_utc("2026-03-28T09:00+01:00")
    assert at(hours, "2026-03-29T01:30+01:00").until == in_utc("2026-03-29T09:00+02:00")
    assert at(hours, "2026-10-25T01:30+02:00").until == in_utc("2026-10-25T09:00+01:00")


def test_the_hour_that_comes_twice_is_open_both_times():
    """Half past two, before and after the clocks go back."""
    for offset in ("+02:00", "+01:00"):
        assert at("Su 01:00-09:00", f"2026-10-25T02:30{offset}").is_open


def test_a_span_that_the_change_of_time_swallows_is_not_promised():
    """On that Sunday there is nothing between half past two and three."""
    assert at("Su 02:30-03:00", "2026-03-28T12:00+01:00") == NEVER_KNOWN


@given(
    minutes=st.integers(0, 7 * 24 * 60),
    opens=st.integers(0, 23),
    lasts=st.integers(1, 24),
    days=st.sets(st.integers(0, 6), min_size=1),
)
def test_what_is_told_of_the_hours_is_true(minutes, opens, lasts, days):
    """Open now means open on the wall; what is named next lies ahead, and is an edge."""
    closes = min(opens + lasts, 24)
    names = ",".join(association.DAYS[day] for day in sorted(days))
    now = datetime(2026, 6, 1, tzinfo=UTC) + timedelta(minutes=minutes)

    found = at(f"{names} {opens:02}:00-{closes:02}:00", now.isoformat())

    local = now.astimezone(association.zone_of(of("")))
    assert found.is_open == (local.weekday() in days and opens <= local.hour < closes)
    edge = found.until or found.back_at
    assert edge is None or (edge > now and edge.astimezone(local.tzinfo).time().replace(hour=0) == time.min)
