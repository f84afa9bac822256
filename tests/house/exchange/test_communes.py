"""The commune of an address, where there is no doubt."""

import pytest

from passerelle.exchange import communes


@pytest.mark.parametrize(
    ("postcode", "locality", "country", "code"),
    [
        ("33500", "LIBOURNE", "FR", "33243"),
        ("4000", "Liège", "", "62063"),
        ("1332", "Genval", "BE", "25091"),
        ("33160", "ST MEDARD EN JALLES", "FR", "33449"),
        ("97490", "Sainte-Clotilde", "FR", "97411"),
        ("51331", "Epernay Cedex", "FR", "51230"),
        ("", "Ixelles", "BE", "21009"),
    ],
)
def test_a_sure_commune_is_found(postcode, locality, country, code):
    """A locality, a district of the only commune of a postcode, a CEDEX."""
    place = communes.certain(postcode, locality, country)

    assert place is not None and place.code == code


@pytest.mark.parametrize(
    ("postcode", "locality", "country"),
    [("", "Saint-Denis", "FR"), ("75011", "Lyon", "FR"), ("99999", "Nulle-Part", ""), ("", "", "")],
)
def test_a_doubt_is_none(postcode, locality, country):
    """A file asks nobody."""
    assert communes.certain(postcode, locality, country) is None


def test_a_commune_is_known_by_its_number():
    """One that was merged away is not."""
    assert communes.of_code("BE", "62063").name == "Liège"
    assert communes.of_code("FR", "00000") is None
