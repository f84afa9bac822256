"""The one source of the present."""

from datetime import UTC, timedelta

from passerelle.clock import system_clock


def test_the_present_is_aware_and_in_utc():
    """Whoever compares instants never meets a naive one."""
    assert system_clock().tzinfo is UTC


def test_time_does_not_run_backwards_between_two_looks():
    """Two looks in a row are in order, and close."""
    first, second = system_clock(), system_clock()

    assert timedelta() <= second - first < timedelta(minutes=1)
