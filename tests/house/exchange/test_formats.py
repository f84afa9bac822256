"""Which format a file is in: told from what stands in it, never from its name alone."""

import json
import zipfile

import pytest

from passerelle.directory import mappings
from passerelle.errors import Refused
from passerelle.exchange import formats, writing
from passerelle.exchange.formats import Format
from tests.house.directory.shelf import THE_BRIDGE

STRUCTURE = {"id": "x--1", "source": "x", "nom": "Le Pont (fictif)", "date_maj": "2026-03-01"}
MAPPING = {"source": "liste", "title": "Une liste", "id": "Numéro", "columns": {"name": "Structure"}}


def written(path, content):
    """A file with this text in it, or this JSON."""
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path


def template(path):
    """Our own template with a record in it, as CSV or as a workbook."""
    if path.suffix == ".csv":
        with path.open("w", encoding="utf-8-sig", newline="") as out:
            writing.write_csv([THE_BRIDGE], out)
    else:
        with path.open("wb") as out:
            writing.write_xlsx([THE_BRIDGE], out)
    return path


@pytest.mark.parametrize("name", ["annuaire.csv", "annuaire.xlsx"])
def test_our_template_is_known_and_read(tmp_path, name):
    """By its titles."""
    file = template(tmp_path / name)

    found = formats.guess(file)
    assert (found.format, found.name) == (Format.TEMPLATE, "notre modèle")
    assert [each.structure for each in formats.read(file, found)] == [THE_BRIDGE]


@pytest.mark.parametrize("content", [[STRUCTURE], {"structures": [STRUCTURE], "services": []}])
def test_data_inclusion_is_known_by_its_fields(tmp_path, content):
    """As one list, or as an object of two."""
    file = written(tmp_path / "a.json", content)

    found = formats.guess(file)
    assert found.format is Format.DATA_INCLUSION
    assert [each.structure.name for each in formats.read(file, found)] == ["Le Pont (fictif)"]


def test_data_inclusion_is_known_as_csv_and_in_a_folder(tmp_path):
    """A folder holds a file for each of its two tables."""
    file = written(
        tmp_path / "structures.csv", "id,source,nom,date_maj\nx--1,x,Le Pont (fictif),2026-03-01\n"
    )

    assert formats.guess(file).format is formats.guess(tmp_path).format is Format.DATA_INCLUSION


def test_hsds_is_known_by_its_fields(tmp_path):
    """A service with its organization."""
    service = {"id": "1", "name": "Écoute", "status": "active", "organization": {"id": "2", "name": "Pont"}}
    file = written(tmp_path / "a.json", {"contents": [service]})

    found = formats.guess(file)
    assert found.format is Format.HSDS and len(list(formats.read(file, found))) == 1


def test_hsds_is_known_as_an_archive_of_tables(tmp_path):
    """And is no workbook, though both are packed the same way."""
    file = tmp_path / "a.zip"
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr("data/services.csv", "id,name\n1,Écoute\n")

    assert formats.guess(file).format is Format.HSDS


@pytest.mark.parametrize("content", ["Structure;Numéro\nLe Pont (fictif);7\n", '[{"a": 1}]', '{"a": 1}'])
def test_a_file_that_nobody_knows_asks_for_a_mapping(tmp_path, content):
    """Instead of being read anyhow."""
    with pytest.raises(Refused, match="--mapping"):
        formats.guess(written(tmp_path / "liste", content))


def test_a_mapping_is_named_by_its_file_by_its_saved_name_or_by_that_of_a_profile(house, tmp_path):
    """And names the source of the list."""
    file = written(tmp_path / "m.json", MAPPING)
    with house.database.writing() as session:
        mappings.save(session, "la nôtre", json.dumps(MAPPING), now=house.clock())

    with house.database.reading() as session:
        found = [formats.named(session, name) for name in (str(file), "la nôtre", "france-services")]
    assert [each.source for each in found] == ["liste", "liste", "france-services"]
    assert found[0].name == "correspondance «\u00a0Une liste\u00a0»"


def test_a_mapped_file_is_read_by_its_mapping(house, tmp_path):
    """Each row a record of its source."""
    mapping = written(tmp_path / "m.json", MAPPING)
    file = written(tmp_path / "liste.csv", "Structure;Numéro\nLe Pont (fictif);7\n")
    with house.database.reading() as session:
        found = formats.named(session, str(mapping))

    (brought,) = formats.read(file, found)
    assert (brought.structure.id, brought.structure.source) == ("liste--7", "liste")


def test_a_mapping_that_does_not_exist_is_said_with_those_that_do(house):
    """So that whoever mistyped finds it."""
    with house.database.reading() as session, pytest.raises(Refused, match="france-services"):
        formats.named(session, "rien")
