"""Single values of a cell, and None for what is none."""

from datetime import date

import pytest

from passerelle.exchange import values


@pytest.mark.parametrize(
    ("reading", "cell", "value"),
    [
        (values.yes, "OUI", True),
        (values.yes, "non", False),
        (values.yes, "peut-être", None),
        (values.day, "1/3/2026", date(2026, 3, 1)),
        (values.day, "2022-09-26 16:54:46", date(2022, 9, 26)),
        (values.day, "2026-02-30", None),
        (values.day, "bientôt", None),
        (values.age, "12 ans", 12),
        (values.age, "12.0", 12),
        (values.age, "999", None),
        (values.website, "pont.example/a", "https://pont.example/a"),
        (values.website, "javascript:alert(1)", None),
        (values.email, "a@b", None),
        (values.slug, "L’Écoute  (Évry)", "l-ecoute-evry"),
        (values.slug, "ありがとう", "fiche"),
    ],
)
def test_a_cell_is_read(reading, cell, value):
    """As people write it."""
    assert reading(cell) == value


@pytest.mark.parametrize(("cell", "number"), [("50,63", 50.63), ("-91", None), ("nan", None), ("x", None)])
def test_degrees_are_on_earth(cell, number):
    """With a comma or a point."""
    assert values.degrees(cell, 90) == number


@pytest.mark.parametrize(
    ("cell", "country"), [("12", ""), ("04 222 00 00", ""), ("abc", "BE"), ("0" * 40, "FR")]
)
def test_what_is_no_number_without_its_country_is_none(cell, country):
    """Two digits are a short number anywhere."""
    assert values.number(cell, country) == ("12" if cell == "12" else None)
