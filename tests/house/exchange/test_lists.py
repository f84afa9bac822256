"""Lists in one cell, written and read back."""

from hypothesis import given, strategies as st

from passerelle.exchange import lists
from tests.house.directory.strategies import names, texts


@given(st.lists(names, max_size=4))
def test_any_list_is_read_back(values):
    """Whatever its items hold."""
    assert lists.items(lists.written(values)) == values


@given(st.lists(texts, max_size=4).filter(any))
def test_a_list_along_another_keeps_its_places(values):
    """Empty items stay where they are."""
    assert lists.aligned(lists.along(values)) == values


@given(st.dictionaries(st.sampled_from(["nl", "de"]), names))
def test_pairs_are_read_back(values):
    """Also a value with a colon."""
    assert lists.pairs(lists.paired(values)) == values


def test_people_may_use_either_mark():
    """Spaces beside it do not count."""
    assert lists.items("a;b | c ; ") == ["a", "b", "c"]


def test_a_quote_alone_is_a_letter():
    """Nobody has to know of quotes."""
    assert lists.items('5" ') == ['5"']
