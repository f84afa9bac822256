"""Hours in French words: read where they are sure, never where they may be wrong."""

import pytest
from hypothesis import given, strategies as st

from passerelle.exchange import french_hours, values


@pytest.mark.parametrize(
    ("words", "hours"),
    [
        ("9h-12h et 14h-17h du lundi au vendredi", "Mo-Fr 09:00-12:00,14:00-17:00"),
        (
            "Mardi : 15h à 18h30 Mercredi : 9h30 à 12h et 14h à 18h30",
            "Tu 15:00-18:30; We 09:30-12:00,14:00-18:30",
        ),
        (
            "Les lundis et jeudis de 13h00 à 19h00 - Les mardis de 13h00 à 16h30",
            "Mo,Th 13:00-19:00; Tu 13:00-16:30",
        ),
        ("mardi 13:30-19:00\nmercredi 10:00-12:00 13:30-18:00", "Tu 13:30-19:00; We 10:00-12:00,13:30-18:00"),
        ("lundi-mercredi 08:30-16:15", "Mo-We 08:30-16:15"),
    ],
)
def test_sure_words_are_read(words, hours):
    """As people write them on their door."""
    assert french_hours.read(words) == hours


@pytest.mark.parametrize(
    "words",
    [
        "Sur rendez-vous", "9h-12h", "lundi", "Lundi 9h-12h sauf vacances", "Un mercredi sur deux de 9h00 à 12h00",
        "lundi - mardi - jeudi 9h-12h", "Vendredi : 9h à 12h30 à 14h à 16h30", "lundi 9h-12h lundi 14h-17h",
        "lundi 12h-9h", "vendredi au lundi 9h-12h", "lundi 9h-12h 10h-13h", "9h-12h lundi 14h-17h", "",
    ],
)  # fmt: skip
def test_words_that_may_mean_something_else_are_left(words):
    """Half right sends people to a closed door."""
    assert french_hours.read(words) == ""


@given(st.text(alphabet="lundimarjev 0123456789h:-àau,/", max_size=60))
def test_nothing_is_read_that_is_not_in_the_notation(words):
    """Whatever somebody typed."""
    read = french_hours.read(words)

    assert read == "" or values.is_hours(read)
