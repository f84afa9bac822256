"""How much two records look like one structure: names, places and contacts, and what speaks against it. No database."""

import csv
import os
from io import StringIO
from pathlib import Path

import pytest

from passerelle.directory import duplicates, likeness
from passerelle.directory.duplicates import Verdict
from passerelle.directory.likeness import Reason

SHARED = Path(os.environ.get("PASSERELLE_SHARED_DATA", Path(__file__).parents[4] / "shared" / "data"))
FRANCE_SERVICES = SHARED / "directory" / "france-services"


def traits(number=1, name="Le Pont", *, kind="amo", **of_address):
    """The traits of a record with a name, a kind and an address."""
    address = {"country": "BE", "commune": "62063", "locality": "Liège", **of_address}
    reach = {"address": address}
    return likeness.traits(number, {"id": f"s{number}", "name": name, "kind": kind, "reach": reach})


def why(one, other):
    """The reasons, without the score."""
    return set(likeness.compare(one, other)[1])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("L’Éclaircie asbl", "Eclaircie"),
        ("Les Coquelicots", "Les Coquelicos"),
        ("CPAS de Liège", "C.P.A.S. Liège".replace(".", "")),
        ("Maison de jeunes Le Préau", "Le Préau (maison de jeunes)"),
    ],
)
def test_names_are_alike_whatever_their_small_words(one, other):
    """Articles, legal forms, accents, the order of words, the name of the town, one letter."""
    assert why(traits(1, one), traits(2, other)) == {Reason.SAME_NAME}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Planning familial Les Lilas", "Planning familial Les Tilleuls"),
        ("Maison de jeunes Le Préau", "Maison de jeunes Le Terril"),
        ("CPAS de Liège", "Ville de Liège"),
        ("Mission locale", "Point info"),
    ],
)
def test_names_of_the_same_kind_are_not_alike(one, other):
    """Words that half the directory bears weigh little."""
    assert why(traits(1, one), traits(2, other)) == set()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Point relais du Canal 1", "Point relais du Canal 2"),
        ("Le Grand Phare Nord", "Le Grand Phare Sud"),
        ("La Roue", "Bus La Roue"),
    ],
)
def test_branches_are_told_apart(one, other):
    """By a number, a point of the compass, a bus."""
    assert Reason.OTHER_BRANCH in why(traits(1, one), traits(2, other))


def test_a_name_in_another_language_is_a_name():
    """The best of all names counts."""
    brussels = {"address": {"country": "BE", "commune": "21004", "locality": "Bruxelles"}}
    both = {"id": "a", "name": "CPAS de Bruxelles", "names": {"nl": "OCMW Brussel"}, "reach": brussels}
    dutch = {"id": "b", "name": "OCMW Brussel", "reach": brussels}

    assert why(likeness.traits(1, both), likeness.traits(2, dutch)) == {Reason.SAME_NAME}


def test_the_middle_of_a_commune_is_no_place():
    """Records without a street stand on the same point, and say nothing by that."""
    point = {"lat": 50.63, "lon": 5.57}
    near = traits(1, lat=50.63, lon=5.57, street="Rue A 1"), traits(2, lat=50.631, lon=5.57, street="Rue B 2")

    assert why(traits(1, **point), traits(2, **point)) == {Reason.SAME_NAME}
    assert why(*near) == {Reason.SAME_NAME, Reason.NEAR}


def test_far_away_speaks_against_it():
    """Ten kilometres, in one large commune or in two."""
    here, there = traits(1, lat=50.60, lon=5.57), traits(2, lat=50.70, lon=5.57)
    elsewhere = traits(3, commune="62096", lat=50.70, lon=5.57)

    assert Reason.FAR in why(here, there)
    assert {Reason.FAR, Reason.OTHER_COMMUNE} <= why(here, elsewhere)


def test_no_other_country_no_parent_no_sibling():
    """What a record says itself is not asked again."""
    child = likeness.traits(2, {"id": "s2", "name": "Le Pont", "parent": "s1"})
    sibling = likeness.traits(3, {"id": "s3", "name": "Le Pont", "parent": "s1"})

    assert likeness.compare(traits(1), traits(2, country="LU")) == (0.0, ())
    assert likeness.compare(traits(1), child) == (0.0, ()) == likeness.compare(child, sibling)


@pytest.mark.parametrize("kind", ["other", "amo"])
def test_an_unknown_kind_speaks_against_nothing(kind):
    """ "Other" means that nobody said."""
    assert Reason.OTHER_KIND not in why(traits(1), traits(2, kind=kind))


def test_a_real_list_gives_few_pairs_and_hardly_a_sure_one():
    """Branches and buses of 2,845 France services share names, telephones and doors, and are proposed as unsure at most."""
    if not FRANCE_SERVICES.is_dir():
        pytest.skip("the shared data is not on this machine")
    texts = [file.read_text("utf-8") for file in FRANCE_SERVICES.glob("*.csv")]
    lines = [line for text in texts for line in csv.DictReader(StringIO(text))]
    found = list(
        duplicates.pairs([likeness.traits(n, _france_service(line)) for n, line in enumerate(lines)])
    )

    assert 10 <= len(found) <= 45
    assert sum(pair.suggested is Verdict.SAME for pair in found) <= 2


def _france_service(line):
    address = {
        "street": line["adresse"],
        "locality": line["lib_com"],
        "commune": line["insee_com"],
        "country": "FR",
    }
    if line["latitude"] and line["longitude"]:
        address |= {"lat": float(line["latitude"]), "lon": float(line["longitude"])}
    phones = [{"number": "+33" + line["telephone"].replace(" ", "")[1:]}] if line["telephone"] else []
    reach = {"address": address, "email": line["mail"], "phones": phones}
    return {"id": line["id_fs"], "name": line["lib_fs"], "kind": "public_services", "reach": reach}
