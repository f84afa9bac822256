"""Somebody else's list read through a mapping: their columns, our records, and a word about everything that was mended."""

from datetime import date

import pytest

from passerelle.directory.vocabulary import Access, Status
from passerelle.exchange import mapping, sheets
from passerelle.exchange.brought import Level
from tests.house.exchange.tables import csv_file, refusal, said, theirs

TODAY = date(2026, 11, 21)
LIST = {
    "source": "liste", "licence": "Licence Ouverte 2.0", "kind": "association", "country": "FR", "id": "n",
    "columns": {
        "name": "nom",
        "status": "etat",
        "address.street": {"from": ["num", "rue"], "join": " "},
        "address.postcode": {"from": "cp", "convert": "five_digits"},
        "address.locality": "ville",
        "point": {"from": ["x", "y"], "convert": "lon_lat"},
        "phones": {"from": ["tel"], "convert": "phones"},
        "updated_on": {"from": "maj", "convert": "day"},
        "service.access": {"from": ["libre", "rdv"], "convert": "ticked"},
    },
    "service": {"name": "Écoute", "topics": ["listening"], "cost": "free", "covers": "departement"},
    "values": {"status": {"OUVERT": "active", "*": "closed"}, "service.access": {"libre": "walk_in", "rdv": "appointment"}},
}  # fmt: skip
ROW = {
    "n": "7", "nom": "Le Pont (fictif)", "etat": "OUVERT", "num": "8", "rue": "rue Verte", "cp": "1600", "ville": "Trévoux",
    "x": "4.77", "y": "45.94", "tel": "199001234", "maj": "06/10/2026", "libre": "X", "rdv": "",
}  # fmt: skip


def the_only(**changes):
    """The record of one row."""
    (brought,) = theirs(LIST, TODAY, ROW | changes)
    return brought


def test_a_row_becomes_a_record_with_its_service():
    """Postcode and number have their zeros again, the commune is found, the area is around it."""
    structure = the_only().structure
    address, (service,) = structure.reach.address, structure.services

    assert (structure.id, structure.source_record, structure.licence) == (
        "liste--7",
        "7",
        "Licence Ouverte 2.0",
    )
    assert (address.street, address.postcode, address.commune) == ("8 rue Verte", "01600", "01427")
    assert (address.lat, address.lon) == (45.94, 4.77)
    assert structure.reach.phones[0].number == "+33199001234"
    assert (service.covers, service.access) == (("fr/departement/01",), (Access.WALK_IN,))


def test_swapped_and_wrong_points_are_said():
    """Under the names of their columns."""
    swapped, wrong = the_only(x="45.94", y="4.77"), the_only(x="-1.5", y="47.2")

    assert swapped.structure.reach.address.lat == 45.94 and "échangées" in said(swapped, Level.WARNING)[0]
    assert wrong.structure.reach.address.lat is None and "km de Trévoux" in said(wrong, Level.WARNING)[0]
    assert wrong.messages[0].column == "x + y"


@pytest.mark.parametrize(
    ("day", "words"),
    [("01/10/2019", "Fiche ancienne"), ("01/01/2030", "à venir"), ("09/0102023", "Ne se lit pas")],
)
def test_a_date_that_helps_nobody_is_said(day, words):
    """Somebody has to call first."""
    assert words in said(the_only(maj=day), Level.WARNING)[0]


def test_a_value_means_what_the_mapping_says():
    """A star is for any other."""
    assert the_only(etat="INACTIF").structure.status is Status.CLOSED


def test_a_commune_that_was_merged_away_is_found_again():
    """By its postcode and its name."""
    written = LIST | {"columns": LIST["columns"] | {"address.commune": "insee"}}
    (brought,) = theirs(written, TODAY, ROW | {"insee": "99999"})

    assert brought.structure.reach.address.commune == "01427"
    assert "n’existe pas" in said(brought, Level.WARNING)[0]


def test_bad_rows_are_left_out_with_what_stood_there():
    """One without a name, one that comes twice; the others are read."""
    good, nameless, twice = theirs(LIST, TODAY, ROW, ROW | {"n": "8", "nom": ""}, ROW)

    assert good.structure is not None
    assert nameless.structure is None and nameless.raw["rue"] == "rue Verte"
    assert "Il manque le nom" in said(nameless, Level.ERROR)[0]
    assert "déjà à la ligne 1" in said(twice, Level.ERROR)[0]


def test_a_mapping_of_another_list_is_refused(tmp_path):
    """Rather than bring empty records."""
    rows = sheets.rows(csv_file(tmp_path, "lib,adresse", "A,B"))

    assert "pas celle de ce fichier" in refusal(lambda: list(mapping.read(rows, mapping.of(LIST))))


def test_a_column_that_is_missing_is_said_once():
    """JSON lists leave out what is empty."""
    row = {key: cell for key, cell in ROW.items() if key != "tel"}
    first, second = theirs(LIST, TODAY, row, row | {"n": "8"})

    assert "« tel »" in said(first, Level.NOTE)[0].replace("\u00a0", " ")
    assert said(second, Level.NOTE) == []


def test_a_long_number_makes_a_short_identifier():
    """A list without numbers is known by names and addresses, each still another."""
    one, other = (the_only(n="très long " * 9 + end).structure.id for end in "ab")

    assert one != other and len(one) < 70
