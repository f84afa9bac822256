"""What people type for a place finds the commune, the best first; what nobody could know finds nothing."""

import subprocess
import sys
import time

import pytest
from hypothesis import given, settings, strategies as st

from passerelle.places import area_of, find


def first(text: str) -> tuple[str, str, str, str]:
    """The country, postcode, number and area of the best candidate."""
    place = find(text)[0]
    return place.country, place.postcode, place.code, place.area


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("1332", ("BE", "1332", "25091", "Brabant wallon")),
        ("Genval", ("BE", "1332", "25091", "Brabant wallon")),
        ("evry", ("FR", "91000", "91228", "Essonne")),
        ("paris 11e", ("FR", "75011", "75111", "Paris")),
        ("Marseille 13ème arrondissement", ("FR", "13013", "13213", "Bouches-du-Rhône")),
        ("75011", ("FR", "75011", "75111", "Paris")),
        ("Bxl", ("BE", "1000", "21004", "Bruxelles")),
        ("st denis 93", ("FR", "93200", "93066", "Seine-Saint-Denis")),
        ("j'habite à liège", ("BE", "4000", "62063", "Liège")),
        ("je vis à Huy avec mon père", ("BE", "4500", "61031", "Liège")),
        ("4020", ("BE", "4020", "62063", "Liège")),
        ("B-5000", ("BE", "5000", "92094", "Namur")),
        ("93206 Saint-Denis cedex", ("FR", "93200", "93066", "Seine-Saint-Denis")),
        ("20e paris", ("FR", "75020", "75120", "Paris")),
        ("ixelles (bruxelles)", ("BE", "1050", "21009", "Bruxelles")),
        ("jambes namur", ("BE", "5100", "92094", "Namur")),
        ("st gilles bruxelles", ("BE", "1060", "21013", "Bruxelles")),
        ("Schaarbeek", ("BE", "1030", "21015", "Bruxelles")),
        ("bruges 33", ("FR", "33520", "33075", "Gironde")),
        ("Eupen", ("BE", "4700", "63023", "Liège")),
        ("LLN", ("BE", "1348", "25121", "Brabant wallon")),
        ("97400", ("FR", "97400", "97411", "La Réunion")),
        ("ajaccio", ("FR", "20000", "2A004", "Corse-du-Sud")),
    ],
)
def test_a_place_is_found_as_people_type_it(typed, expected):
    """Numbers, nicknames, short forms, sentences, other languages."""
    assert first(typed) == expected


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("bruxele", "21004"),
        ("charlroi", "52011"),
        ("chalroi", "52011"),
        ("marseile", "13055"),
        ("saint etienn", "42218"),
        ("villeneuve d'asq", "59009"),
        ("j'habite monpelier", "34172"),
        ("zaventhem", "23094"),
        ("natnes", "44109"),
        ("la louvièr", "58001"),
    ],
)
def test_a_misspelt_name_is_found(typed, code):
    """With one wrong letter, or two in a large town's name."""
    assert find(typed)[0].code == code


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "   ",
        "chez ma tante",
        "je sais pas",
        "nulle part",
        "dans la rue",
        "à la maison",
        "xyzzy",
        "99999",
        "0999",
        "val de marne",
        "hôpital",
        "dans le 93",
        "peur",
    ],
)
def test_what_is_no_place_finds_none(typed):
    """A département is none either: it is not a commune."""
    assert find(typed) == []


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("Saint-Denis", {"97411", "93066"}),
        ("boulogne", {"92012", "62160"}),
        ("Mons", {"53053", "31355"}),
        ("51300", {"51649", "51262"}),
        ("lille", {"59350", "13019"}),
    ],
)
def test_an_ambiguous_one_gives_several(typed, codes):
    """For the person to choose among."""
    assert codes <= {place.code for place in find(typed)}


def test_the_largest_comes_first_and_those_of_the_wanted_country_before():
    """Mons in Belgium is a city; Lille is one in France."""
    assert [place.country for place in find("lille")] == ["FR", "BE"]
    assert [place.country for place in find("lille", country="BE")] == ["BE", "FR"]


@pytest.mark.parametrize(
    ("typed", "country", "area"),
    [
        ("Luxembourg", "LU", "Luxembourg"),
        ("L-1234 Luxembourg", "LU", "Luxembourg"),
        ("Esch-sur-Alzette", "LU", "Esch-sur-Alzette"),
        ("CH-1201 Genève", "CH", "Genève"),
        ("Lausanne", "CH", "Vaud"),
    ],
)
def test_towns_of_luxembourg_and_switzerland_are_found_by_name(typed, country, area):
    """Without a postcode and a number."""
    place = find(typed)[0]

    assert (place.country, place.area, place.postcode, place.code) == (country, area, "", "")


def test_a_locality_says_its_name_and_its_commune():
    """And its point is its own; the intercommunality is told in France."""
    genval, evry = find("Genval")[0], find("evry")[0]

    assert (genval.name, genval.commune) == ("Genval", "Rixensart")
    assert 50.7 < genval.lat < 50.75 and 4.45 < genval.lon < 4.55
    assert len(evry.epci) == 9 and genval.epci == ""


@pytest.mark.parametrize(
    ("typed", "area"),
    [
        ("Genappe", "Brabant wallon"),
        ("st denis 93", "Seine-Saint-Denis"),
        ("val de marne", "Val-de-Marne"),
        ("la réunion", "La Réunion"),
        ("dans le 93", "Seine-Saint-Denis"),
        ("j'habite à namur", "Namur"),
    ],
)
def test_an_area_is_certain_when_every_candidate_is_in_it(typed, area):
    """Or when it was named itself."""
    found = area_of(typed)

    assert found and found.name == area


@pytest.mark.parametrize("typed", ["Saint-Martin", "boulogne", "Lausanne", "bruxele", "nulle part"])
def test_an_area_is_not_guessed(typed):
    """Of an ambiguous or a misspelt name."""
    assert area_of(typed) is None


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=250))
def test_whatever_is_typed_never_fails(typed):
    """Places of ours with points on the earth, or none."""
    assert all(-90 <= place.lat <= 90 and -180 <= place.lon <= 180 for place in find(typed))


def test_the_longest_text_is_answered_at_once():
    """A look-up is bounded, whatever its size."""
    find("liege")
    began = time.perf_counter()
    find("saint " * 100_000)

    assert time.perf_counter() - began < 0.5


def test_nothing_is_read_before_the_first_look_up():
    """A start costs nothing: a town of the short list does not read the gazetteer either."""
    program = "from passerelle.places import area_of, gazetteer as g; area_of('4020'); print(g.gazetteer.cache_info().misses)"
    printed = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=True, text=True
    ).stdout
    assert printed == "0\n"
