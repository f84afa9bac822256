"""What reaches a log: codes and numbers of ours, and of anybody else's only who spoke."""

import io
import logging
import subprocess
import sys

import pytest

from passerelle import logs

CANARY = "un secret de Sam"


def mistake():
    """An error with a text of its own and a place where it happened."""
    try:
        return int(CANARY)
    except ValueError as error:
        return error


@pytest.fixture
def written():
    """A log as the program writes it, without touching the test run's own."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logs._Reduced())
    logger = logging.getLogger("passerelle")
    logger.addHandler(handler)
    logger.setLevel(logging.DEBUG)
    yield stream
    logger.removeHandler(handler)


def test_an_event_is_its_code_and_its_numbers(written):
    """Nothing else was given."""
    logs.event("case_opened", case=7)

    assert "INFO case_opened case=7" in written.getvalue()


def test_a_fault_is_its_type_and_its_place(written):
    """The text of an error may hold anything, and is left out."""
    logs.fault("turn_failed", mistake())
    logs.fault("stopped", None)

    assert "ERROR turn_failed error=ValueError at=test_logs:" in written.getvalue()
    assert "error=NoneType at=elsewhere" in written.getvalue() and CANARY not in written.getvalue()


def test_what_others_say_is_withheld(written):
    """Their logger and the type of their error stay."""
    other = logging.getLogger("passerelle.somebody")
    other.warning("sent %s", CANARY)
    other.error(CANARY, exc_info=mistake())

    assert "WARNING passerelle.somebody message withheld" in written.getvalue()
    assert "ERROR passerelle.somebody ValueError" in written.getvalue() and CANARY not in written.getvalue()


PROGRAM = f"""
import logging, warnings
from passerelle import logs
logs.set_up("DEBUG")
logging.getLogger("httpx").info({CANARY!r})
logging.getLogger("telegram").warning({CANARY!r})
warnings.warn({CANARY!r})
logs.event("ready", level=logging.DEBUG)
{{}}
"""


@pytest.mark.parametrize("last", [f"raise ValueError({CANARY!r})", "raise KeyboardInterrupt"])
def test_a_program_that_logs_everything_tells_nothing(last):
    """At DEBUG, with talkative libraries, a warning, and an end that nobody caught."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(last)], capture_output=True, text=True, check=False
    )

    assert CANARY not in done.stderr + done.stdout and "Traceback" not in done.stderr
    assert "DEBUG ready" in done.stderr and "WARNING telegram message withheld" in done.stderr
    assert ("stopped error=ValueError" in done.stderr) == ("ValueError" in last)
