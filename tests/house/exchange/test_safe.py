"""Cells that a spreadsheet would compute never leave as they are, and come back as they were."""

import pytest
from hypothesis import given

from passerelle.exchange import safe
from tests.house.directory.strategies import texts
from tests.house.exchange.tables import refusal


@pytest.mark.parametrize("text", ["=1+1", "+32 4 222", "-3", "@SUM(A1)", "\t=1", "\r=1", "'=1", " =1"])
def test_a_text_that_may_be_run_leaves_with_an_apostrophe(text):
    """OWASP names these beginnings."""
    assert safe.cell(text).startswith("'")


@given(texts)
def test_every_text_comes_back_as_it_left(text):
    """Also one that begins with an apostrophe, and one with outer spaces."""
    assert safe.text(safe.cell(text)) == text


@given(texts)
def test_no_cell_begins_like_a_formula(text):
    """Whatever stands in the record."""
    assert not safe.cell(text).startswith(("=", "+", "-", "@", "\t", "\r"))


def test_a_cell_that_somebody_typed_loses_its_outer_spaces():
    """They are never meant."""
    assert safe.text("  Le Pont ") == "Le Pont"


def test_control_characters_do_not_leave():
    """No spreadsheet can hold them."""
    assert safe.cell("a\x00b\x07c\r\nd") == "abc\nd"


def test_a_text_that_no_cell_can_hold_is_refused():
    """Cut in silence, it would come back shorter."""
    assert "32767" in refusal(lambda: safe.cell("a" * 40_000))
