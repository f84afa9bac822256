"""Stopping, and working in parts: a signal ends everything cleanly, and three processes make one program."""

import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from launch.simulator import Phone, SimulatedTelegram, running
from tests.faults.crowd import Walker
from tests.faults.panel import Desk, enrol
from tests.faults.program import Host, last_call, until
from tests.people import NADIA

pytestmark = pytest.mark.slow
STOPS_WITHIN = 5.0


@pytest.fixture
def host(tmp_path: Path) -> Iterator[Host]:
    """A machine on which nothing was started yet."""
    with running() as telegram:
        yield Host(tmp_path, telegram)


def test_a_signal_stops_it_cleanly_and_it_starts_again(host: Host) -> None:
    """At SIGTERM and at Ctrl-C it ends within five seconds with exit code 0 and nothing to complain about."""
    for by in (signal.SIGTERM, signal.SIGINT):
        calls = last_call(host.telegram)
        program = host.start("run")
        host.wait_until_it_listens(program, calls)

        assert program.stop(by, within=STOPS_WITHIN) == 0, program.said
        assert "ERROR" not in program.said


def test_a_signal_stops_it_while_it_starts(host: Host) -> None:
    """The libraries take seconds to read; nobody has to wait for them to stop."""
    program = host.start("run")
    until(lambda: answers(host))

    assert program.stop(within=STOPS_WITHIN) == 0, program.said


def answers(host: Host) -> bool:
    """Whether something listens on the panel's port."""
    with socket.socket() as line:
        return line.connect_ex(("127.0.0.1", host.port)) == 0


def test_three_processes_do_the_whole_job_together(host: Host) -> None:
    """The bot, the delivery and the panel, each alone: a case comes in, is taken, and its answer arrives."""
    secret = enrol(host, NADIA)
    with host.running("--only", "bot"), host.beside("--only", "delivery"), host.beside("--only", "panel"):
        sam = a_case(host.telegram)
        until(lambda: answers(host))
        with Desk(f"http://127.0.0.1:{host.port}") as nadia:
            nadia.sign_in(NADIA, secret)
            queue, case = nadia.wait_for_case()
            nadia.send(nadia.send(queue, f"{case}/take"), f"{case}/reply", text="Bonjour, je te lis.")
        sam.wait_for("Bonjour, je te lis.", timeout=30)


def a_case(telegram: SimulatedTelegram) -> Phone:
    """Sam walks through the bullying conversation to its end."""
    walker = Walker(telegram.person("Sam"))
    walker.phone.start()
    until(walker.look, what="the case to be opened")
    return walker.phone
