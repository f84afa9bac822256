"""Faults on purpose against the running program: what cannot be read, what comes twice, what is refused, what breaks on the line."""

from collections.abc import Iterator

import pytest

from launch.simulator import SimulatedTelegram, running
from tests.faults import scenes
from tests.faults.kills import cases_in
from tests.faults.program import Host, Program

SEED = 20261121
GOOD_UPDATES = 500
TAPS = 200
PEOPLE = 8
NOT_FOR_ANOTHER = 3.0  # seconds: less than the flooded chat has to wait; bench/faults.py asks for 0.5

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def telegram() -> Iterator[SimulatedTelegram]:
    """One pretend Telegram for the whole campaign."""
    with running() as served:
        yield served


@pytest.fixture(scope="module")
def host(telegram: SimulatedTelegram, tmp_path_factory: pytest.TempPathFactory) -> Host:
    """The machine that it runs on."""
    return Host(tmp_path_factory.mktemp("host"), telegram)


@pytest.fixture(scope="module")
def program(host: Host) -> Iterator[Program]:
    """One program that goes through all of it, at DEBUG."""
    with host.running() as program:
        yield program


def test_one_unparseable_update_holds_nobody_up(telegram: SimulatedTelegram, program: Program) -> None:
    """Among five hundred good updates an unparseable one costs nobody an answer, its sender gets one, and no log quotes it."""
    beside = scenes.unparseable(telegram, good=GOOD_UPDATES)

    assert beside == scenes.Beside(GOOD_UPDATES, answered=GOOD_UPDATES, is_sender_answered=True)
    assert "dead_letter" in program.said
    assert scenes.SECRET_WORDS not in program.said


def test_a_double_tap_is_one_tap(telegram: SimulatedTelegram, program: Program, host: Host) -> None:
    """Two hundred buttons pressed twice make two hundred transitions; every tap is answered, every question comes once."""
    before = len(cases_in(host.database))

    doubled = scenes.double_taps(telegram, taps=TAPS, seed=SEED)

    assert doubled.taps >= TAPS
    assert doubled.answered == 2 * doubled.taps
    assert (doubled.seen.unanswered, doubled.seen.repeated) == (0, 0)
    assert len(cases_in(host.database)) - before == doubled.seen.people


def test_what_is_delivered_twice_happens_once(
    telegram: SimulatedTelegram, program: Program, host: Host
) -> None:
    """With every update delivered twice there is no second question and no second case."""
    before = len(cases_in(host.database))

    seen = scenes.told_twice(telegram, people=PEOPLE, seed=SEED)

    assert (seen.unanswered, seen.repeated) == (0, 0)
    assert len(cases_in(host.database)) - before == seen.people


def test_one_flooded_chat_makes_nobody_else_wait(telegram: SimulatedTelegram, program: Program) -> None:
    """While Telegram refuses one chat for five seconds, the others get their answers; the refused one gets it after."""
    delays = scenes.flood(telegram)

    print(delays)
    assert delays.answered == delays.written
    assert delays.p99 < NOT_FOR_ANOTHER, delays
    assert delays.flooded_waited >= 5, delays


def test_a_bad_line_costs_nobody_an_answer(telegram: SimulatedTelegram, program: Program, host: Host) -> None:
    """With one call in five failing, before or after its effect, everybody is answered in the end, and each case is one."""
    before = len(cases_in(host.database))

    seen = scenes.bad_line(telegram, people=PEOPLE, seed=SEED)

    assert seen.unanswered == 0
    assert len(cases_in(host.database)) - before == seen.people == PEOPLE
