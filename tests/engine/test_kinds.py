"""How typed answers are read: generously, and never by guessing."""

import pytest
from hypothesis import given, settings, strategies as st

from bot.engine.kinds import Day, Email, Number, Phone, Place, Text, age, rating, tidy

KINDS = (Text(50), age(), rating(), Day(), Email(), Phone(), Place())


@pytest.mark.parametrize(
    ("kind", "written", "kept"),
    [
        (Text(), "  il  me\tsuit\npartout ", "il me suit\npartout"),
        (Text(3), "quatre", None),
        (Text(), "   ", None),
        (age(), "j’ai 16 ans", "16"),
        (age(), "16 ou 17", None),
        (age(), "seize", None),
        (age(), "200", None),
        (rating(), "5", "5"),
        (Number(-5, 5), "-3", "-3"),
        (Day(), "3/4/2027", "2027-04-03"),
        (Day(), "03.04.2027", "2027-04-03"),
        (Day(), "le 2027-04-03", "2027-04-03"),
        (Day(), "1er août 2027", "2027-08-01"),
        (Day(), "3 maart 2027", "2027-03-03"),
        (Day(), "3 brumaire 2027", None),
        (Day(), "31/2/2027", None),
        (Day(), "demain", None),
        (Email(), "c’est sam@exemple.org, voilà", "sam@exemple.org"),
        (Email(), "sam@exemple", None),
        (Email(), "a@b.org c@d.org", None),
        (Phone(), "04 70/12.34-56", "0470123456"),
        (Phone(), "+32 470 12 34 56", "+32470123456"),
        (Phone(), "112", None),
        (Place(), "75011 Paris", "75011 Paris"),
        (Place(), " 1000. ", "1000"),
        (Place(), "B-1000", "B-1000"),
        (Place(), "Saint-Étienne", "Saint-Étienne"),
        (Place(), "12 rue de la Paix, Paris", None),
        (Place(), "", None),
        (Place(), "un deux trois quatre cinq six sept huit", None),
    ],
)
def test_an_answer_is_read(kind, written, kept):
    """What people type is taken in, and anything else is asked again."""
    assert kind.read(written) == kept


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: type(kind).__name__)
@settings(deadline=None)
@given(st.text(max_size=80))
def test_what_was_read_is_kept(kind, written):
    """A stored answer is never asked again by the script that stored it."""
    stored = kind.read(written)

    assert stored is None or kind.keeps(stored)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: type(kind).__name__)
@settings(deadline=None)
@given(st.text(max_size=80))
def test_any_stored_value_can_be_judged(kind, value):
    """A stale value, whatever it holds, is kept or asked again without a failure."""
    assert kind.keeps(value) in (True, False)


def test_tidying_keeps_lines_and_letters():
    """Control characters go, accents and line breaks stay."""
    assert tidy("à\x00 côté\r\n  d’elle ") == "à côté\nd’elle"
