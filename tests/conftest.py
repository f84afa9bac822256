"""Options of the whole test run."""

import pytest

from tests import browsers


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the transcripts be rewritten as the bot speaks now; the diff is what a social worker reviews."""
    parser.addoption("--approve", action="store_true", help="rewrite tests/flows/transcripts")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what needs a browser where there is none."""
    if browsers.path() is None:
        for item in items:
            if item.get_closest_marker("browser"):
                item.add_marker(pytest.mark.skip(reason=browsers.HOW_TO_GET_ONE))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say last what was left out, and how to get it."""
    if browsers.path() is None:
        terminalreporter.write_line(f"Browser tests were skipped: {browsers.HOW_TO_GET_ONE}.")
