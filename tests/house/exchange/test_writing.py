"""Our template written and read back: the identity, over any records, as CSV and as a workbook."""

import io
import tempfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings

from passerelle.directory.records import Structure
from passerelle.exchange import columns, sheets, template, writing
from tests.house.directory.shelf import LIEGE, THE_BRIDGE
from tests.house.directory.strategies import libraries


def written(structures, kind, folder):
    """A file of these records."""
    path = Path(folder) / f"directory.{kind}"
    if kind == "csv":
        with path.open("w", newline="", encoding="utf-8-sig") as out:
            writing.write_csv(structures, out)
    else:
        with path.open("wb") as out:
            writing.write_xlsx(structures, out)
    return path


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(libraries)
def test_what_is_exported_is_imported_as_it_was(kind, library):
    """Every field of every record, and nothing to say about it."""
    with tempfile.TemporaryDirectory() as folder:
        back = list(template.read(sheets.rows(written(library, kind, folder))))

    assert [brought.structure for brought in back] == [writing.public(structure) for structure in library]
    assert not any(brought.messages for brought in back)


def test_a_protected_address_never_leaves():
    """Neither the structure's nor a service's; who needs it has the panel."""
    service = replace(THE_BRIDGE.services[0], reach=THE_BRIDGE.reach)
    out = io.StringIO()
    writing.write_csv([replace(THE_BRIDGE, is_protected=True, services=(service,))], out)

    assert not any(
        part in out.getvalue() for part in (LIEGE.street, LIEGE.postcode, LIEGE.commune, str(LIEGE.lat))
    )


def test_a_public_record_leaves_whole():
    """Only protection hides an address."""
    assert writing.public(THE_BRIDGE) is THE_BRIDGE


def test_the_second_sheet_explains_every_column(tmp_path):
    """Whoever fills it in has no other manual at hand."""
    book = openpyxl.load_workbook(written([THE_BRIDGE], "xlsx", tmp_path))
    guide = {row[0].value for row in book["Mode d’emploi"].iter_rows()}

    assert {column.title for column in columns.ALL} <= guide
    assert {"Thèmes", "harcèlement", "AMO (aide en milieu ouvert)"} <= guide


def test_no_cell_of_a_file_is_a_formula(tmp_path):
    """A name that would be run stands there as a text."""
    evil = Structure(id="x", name='=HYPERLINK("http://evil.example")', description="@SUM(1)")
    book = openpyxl.load_workbook(written([evil], "xlsx", tmp_path))

    assert all(cell.data_type != "f" for row in book["Annuaire"].iter_rows() for cell in row)
