"""`passerelle storyboard`: text, page, and names that are none of ours."""

from io import StringIO
from pathlib import Path

import pytest

from bot.flows import LIBRARY
from launch import storyboard
from passerelle.words import Words

FRENCH = Words(Path(__file__).with_name("no catalogues here"))


def written(*arguments, **keywords):
    """The exit code and what was printed."""
    out = StringIO()
    return storyboard.run(*arguments, out=out, words=FRENCH, **keywords), out.getvalue()


def test_one_conversation_is_written():
    """As text, with its title."""
    code, printed = written("erase")

    assert code == 0
    assert printed.startswith("Oublier\n")


def test_without_a_name_all_are_written():
    """In the order of the table of contents."""
    _, printed = written()

    assert set(LIBRARY.titles) == set(LIBRARY.flows)
    assert all(title in printed for title in LIBRARY.titles.values())


def test_a_page_is_a_whole_document():
    """It travels by mail."""
    code, printed = written("erase", html=True)

    assert code == 0
    assert printed.startswith("<!doctype html>")
    assert printed.endswith("</html>\n")


@pytest.mark.parametrize(("flow", "language", "named"), [("nowhere", "fr", "welcome"), ("erase", "xx", "fr")])
def test_a_wrong_name_is_answered_with_the_right_ones(flow, language, named):
    """A sentence, not a traceback."""
    code, printed = written(flow, language)

    assert code == 2
    assert named in printed
