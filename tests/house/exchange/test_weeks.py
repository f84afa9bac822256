"""The slots of a week as OpenStreetMap writes them."""

import pytest
from hypothesis import given, strategies as st

from passerelle.exchange import values, weeks

slots = st.tuples(st.integers(0, 1438), st.integers(1, 1440)).filter(lambda slot: slot[0] < slot[1])
days = st.builds(weeks.Day, st.lists(slots, max_size=4).map(tuple))


@given(st.lists(days, max_size=7))
def test_any_week_is_written_in_the_notation(week):
    """The opening hours library reads whatever comes out."""
    read = weeks.read(week)

    assert read.hours == "" or values.is_hours(read.hours)


@given(st.lists(slots, max_size=5))
def test_merged_slots_cover_the_same_minutes(some):
    """None is lost, none is added, and none overlaps another."""
    minutes = {minute for first, last in some for minute in range(first, last)}
    together = weeks.merged(some)

    assert {minute for first, last in together for minute in range(first, last)} == minutes
    assert sum(last - first for first, last in together) == len(minutes)


def test_days_alike_are_put_together():
    """Even where another stands between them."""
    assert weeks.notation(["a", "a", "b", "a", "", "", ""]) == "Mo-Tu,Th a; We b"


@pytest.mark.parametrize("cell", ["fermé", "9h-12h sauf", "12:00 - 09:00", "25:00 - 26:00"])
def test_what_is_no_slot_stays_in_words(cell):
    """And it is said."""
    read = weeks.read([weeks.slots(cell)])

    assert (read.hours, read.note) == ("", f"lundi\u00a0: {cell}")
    assert "lundi" in read.warnings[0]


def test_midnight_to_midnight_is_nothing():
    """How one list writes an empty slot."""
    assert weeks.slots("00:00 - 00:00 / 09:00 - 12:00").slots == ((540, 720),)


def test_a_day_that_opens_and_never_closes_stays_in_words():
    """Half an hour is none."""
    assert weeks.of_times(["09:00", "", "", ""]).words == "09:00"
