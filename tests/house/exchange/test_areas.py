"""Areas by the names that people write."""

import pytest

from passerelle.exchange import areas


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Belgique", "be"),
        ("fédération wallonie-bruxelles", "be/community/fr"),
        ("Wallonie", "be/region/03000"),
        ("Bruxelles", "be/region/04000"),
        ("province de Luxembourg", "be/province/80000"),
        ("commune d’Ixelles", "be/commune/21009"),
        ("1050 Ixelles", "be/commune/21009"),
        ("ville de Liège", "be/commune/62063"),
        ("Essonne", "fr/departement/91"),
        ("département de la Seine-Saint-Denis", "fr/departement/93"),
        ("2A", "fr/departement/2A"),
        ("Paris", "fr/departement/75"),
        ("La Réunion", "fr/departement/974"),
        ("région Île-de-France", "fr/region/11"),
        ("epci 200059228", "fr/epci/200059228"),
    ],
)
def test_a_name_is_an_area(name, code):
    """Whatever its case and its accents."""
    assert areas.named(name) == code


@pytest.mark.parametrize(
    "name", ["Liège", "Luxembourg", "commune de Saint-Denis", "Nulle-Part-sur-Rien", "epci", ""]
)
def test_a_name_with_several_meanings_or_none_is_none(name):
    """Nobody is sent to the wrong province."""
    assert areas.named(name) is None


def test_a_list_keeps_what_it_knows_and_names_the_rest():
    """Each area once."""
    assert areas.read("be ; Belgique | fr/commune/91228 ; Atlantide") == (
        ("be", "fr/commune/91228"),
        ("Atlantide",),
    )


@pytest.mark.parametrize(
    ("level", "country", "commune", "code"),
    [
        ("departement", "FR", "91228", "fr/departement/91"),
        ("province", "BE", "62063", "be/province/60000"),
        ("country", "BE", "62063", "be"),
        ("province", "FR", "91228", None),
        ("commune", "FR", "00000", None),
    ],
)
def test_the_area_around_a_commune(level, country, commune, code):
    """Of the level that a mapping asks for, when there is one."""
    assert areas.around(level, country, commune) == code
