"""Tables of data·inclusion as producers send them: every fault is named with its sheet, its row and its column."""

import os
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from passerelle.directory.records import Service
from passerelle.exchange import datainclusion
from passerelle.exchange.brought import Level

SHARED = Path(os.environ.get("PASSERELLE_SHARED_DATA", Path(__file__).parents[4] / "shared/data"))
WORKBOOK = SHARED / "directory/data-inclusion/api/tests/fixtures/dataset.xlsx"
TODAY = date(2026, 3, 1)

# Every fault of a workbook that data·inclusion keeps to test its own checks: sheet, row, column.
FAULTS = {
    ("Structures", 1, "date_maj"),
    ("Structures", 1, "colonne en trop"),
    ("Structures", 1, "colonne en double"),
    ("Structures", 4, "nom"),
    ("Structures", 4, "code_postal"),
    ("Structures", 4, "courriel"),
    ("Structures", 4, "site_web"),
    ("Services", 1, "date_maj"),
    ("Services", 1, "lien_source"),
    ("Services", 1, "lien_url_gen"),
    ("Services", 1, "lien_url_widget"),
    ("Services", 4, "thematiques"),
    ("Services", 4, "mobilisable_par"),
    ("Services", 4, "nombre_semaines"),
    ("Services", 5, "code_insee"),
    ("Services", 5, "mobilisable_par"),
    ("Services", 5, "nombre_semaines"),
}


def faults_of(path):
    """Sheet, row and column of each warning."""
    records = list(datainclusion.read(path, today=TODAY))
    found = [(m.text.split("«")[1].split("»")[0].strip(), m.row, m.column) for r in records for m in r.messages
             if m.level is Level.WARNING]  # fmt: skip
    return records, found


@pytest.mark.skipif(not WORKBOOK.is_file(), reason="the shared data are not on this machine")
def test_every_fault_of_the_faulty_workbook_is_named_and_the_rows_come_in():
    """Each once, and no fault is named that is none."""
    (record,), found = faults_of(WORKBOOK)

    assert set(found) == FAULTS and len(found) == len(FAULTS)
    assert record.structure.name == "AGENCE ACTION LOGEMENT" and len(record.structure.services) == 2
    assert record.structure.source_updated_on == date(2026, 2, 23)


def test_a_faulty_workbook_comes_in_with_its_faults(tmp_path):
    """A title that became a date, a column twice, one too many, a row to ignore, and a bad postcode."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "structures"
    sheet.append(["__ignore__", "id", date(2026, 2, 23), "nom", "code_postal", "nom", "en trop"])
    sheet.append([True, "exemple", None, "Un nom", None, None, None])
    sheet.append([None, "7", date(2026, 2, 1), "Maison fictive.", 750121, None, "x"])
    book.save(tmp_path / "book.xlsx")

    (record,), found = faults_of(tmp_path / "book.xlsx")
    assert found == [("structures", 1, c) for c in ("date_maj", "nom", "en trop")] + [
        ("structures", 3, c) for c in ("nom", "code_postal")
    ]
    assert (record.structure.name, record.structure.source_updated_on) == ("Maison fictive", date(2026, 2, 1))


def test_a_pair_of_csv_is_read_from_a_folder(tmp_path):
    """With the zero that a spreadsheet took from a code put back, and said."""
    (tmp_path / "structures.csv").write_text(
        "id,nom,code_postal,commune\na--1,Maison fictive,1000,Bourg-en-Bresse\n"
    )
    (tmp_path / "services.csv").write_text(
        "id,structure_id,nom,description\na--1-x,a--1,Accueil,Un accueil\n"
    )
    for path in (tmp_path, tmp_path / "structures.csv"):
        (record,) = datainclusion.read(path, today=TODAY)

        assert (
            record.structure.reach.address.postcode == "01000"
            and record.structure.reach.address.commune == "01053"
        )
        assert isinstance(record.structure.services[0], Service) and "code_postal" in {
            m.column for m in record.messages
        }
