"""What time brings by itself; a tick with nothing to do writes nothing."""

from dataclasses import replace
from datetime import date, timedelta

from passerelle import listening
from passerelle.listening import Ticked
from tests.house.listening.scene import (
    ALEX,
    SAM,
    THIRD,
    WEDNESDAY,
    WEEKLY,
    forward,
    once,
    opens,
    registers,
    states,
    taps,
    ticks,
)


def woken(house):
    """How often a commit changed something."""
    calls = []
    house.database.woken.append(lambda: calls.append(1))
    return calls


def test_a_tick_with_nothing_to_do_writes_nothing(house):
    """However many sessions there are."""
    number = opens(house)
    registers(house, number)
    registers(house, number, ALEX)
    ticks(house)
    calls = woken(house)

    assert ticks(house) == Ticked() and calls == []


def test_a_tick_ends_offers_and_gives_them_on(house):
    """And tells so in numbers."""
    number = opens(house)
    sam, _, _ = (registers(house, number, person) for person in (SAM, ALEX, THIRD))
    taps(house, listening.leave, sam)
    forward(house, hours=24)

    found = ticks(house)

    assert found.expired == 1 and states(house, number) == ["left", "waiting", "offered"]


def test_a_tick_may_come_late(house):
    """Weeks of nothing are caught up with at once."""
    number = opens(house, replace(WEEKLY, last_day=date(2026, 12, 30)))
    sam, _ = registers(house, number), registers(house, number, ALEX)
    taps(house, listening.leave, sam)
    forward(house, days=60)

    assert ticks(house) == Ticked(ended=1)

    assert states(house, number) == ["left", "left"] and ticks(house) == Ticked()


def test_a_date_that_was_running_at_the_end_is_over_too(house):
    """A session that is ended while people are in it."""
    number = once(house)
    registers(house, number)
    house.clock.now = WEDNESDAY + timedelta(hours=2)

    ticks(house)

    assert ticks(house) == Ticked()
