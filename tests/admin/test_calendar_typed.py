"""What was typed into the forms of appointments, read field by field."""

from datetime import time

import pytest

from admin.calendar_typed import HALF_A_TIME, OTHER_MODE, OVERLAPS, Span, hour, span_beside, ticket, wanted
from admin.directory_fields import Fields
from passerelle.appointments import Mode
from tests.admin.meetings import WEDNESDAY_AT_FIVE, ZONE
from tests.people import MONDAY_MORNING

MORNING = Span(time(9), time(12), 45, 15, Mode.VIDEO)
TYPED = {"opens": ["09:00"], "closes": ["12:00"], "minutes": ["45"], "buffer": ["15"], "mode": ["video"]}
TERMS = {"minutes": ["45"], "mode": ["place"]}


@pytest.mark.parametrize(
    ("typed", "read"),
    [("14:30", time(14, 30)), ("14h30", time(14, 30)), ("9 h", time(9)), ("09:00:00", time(9)), ("", None)],
)
def test_an_hour_is_read_as_people_write_it(typed: str, read: time | None) -> None:
    """Or as a browser does."""
    fields = Fields({"at": [typed]})

    assert (hour(fields, "at"), fields.errors) == (read, {})


@pytest.mark.parametrize("typed", ["24:00", "12:60", "midi", "1:2:3", "99"])
def test_what_is_no_hour_is_said(typed: str) -> None:
    """Under its name."""
    fields = Fields({"at": [typed]})

    assert hour(fields, "at") is None
    assert set(fields.errors) == {"at"}


def test_midnight_ends_a_day_and_begins_none() -> None:
    """It is the last moment of the day that it ends."""
    assert hour(Fields({"at": ["00:00"]}), "at", is_end=True) == time.max
    assert hour(Fields({"at": ["00:00"]}), "at") == time(0)


def test_hours_beside_others_are_new_known_or_in_the_way() -> None:
    """Known ones are no mistake: somebody clicked twice."""
    new, known, wrong = Fields(TYPED), Fields(TYPED), Fields({**TYPED, "closes": ["11:00"]})

    assert span_beside(new, []) == MORNING
    assert (span_beside(known, [MORNING]), known.errors) == (None, {})
    assert (span_beside(wrong, [MORNING]), wrong.errors) == (None, {"opens": OVERLAPS})


def test_ticked_and_typed_times_are_one_list() -> None:
    """In order, and the same one once."""
    typed = {"slot": [ticket(WEDNESDAY_AT_FIVE, Mode.PLACE)], "day_1": ["25/11/2026"], "hour_1": ["17h"]}

    read = wanted(Fields({**TERMS, **typed}), ZONE, MONDAY_MORNING)

    assert read is not None
    assert read.starts == (WEDNESDAY_AT_FIVE,)


def test_half_a_time_and_another_mode_are_said() -> None:
    """Nothing is guessed."""
    fields = Fields({**TERMS, "slot": [ticket(WEDNESDAY_AT_FIVE, Mode.PHONE)], "hour_2": ["10:00"]})

    assert wanted(fields, ZONE, MONDAY_MORNING) is None
    assert fields.errors == {"times": OTHER_MODE, "day_2": HALF_A_TIME}
