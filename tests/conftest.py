"""Options of the whole test run."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the transcripts be rewritten as the bot speaks now; the diff is what a social worker reviews."""
    parser.addoption("--approve", action="store_true", help="rewrite tests/flows/transcripts")
