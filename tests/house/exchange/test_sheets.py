"""Files of tables: every usual way of writing one is read, every hostile one refused with a sentence."""

import json
import tempfile
import zipfile
from contextlib import suppress
from pathlib import Path

import openpyxl
import pytest
from hypothesis import example, given, strategies as st

from passerelle.errors import Refused
from passerelle.exchange import csv_rows, sheets, xlsx_rows
from passerelle.exchange.limits import MOST_CHARACTERS, MOST_COLUMNS
from tests.house.exchange.tables import csv_file, refusal


def cells_of(path):
    """The rows of a file, by number."""
    return {row.number: dict(row.cells) for row in sheets.rows(path)}


def workbook(path, *rows):
    """A workbook of these rows."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def with_part(path, name, content):
    """The workbook with one more part, or another."""
    with zipfile.ZipFile(path) as old:
        parts = {part.filename: old.read(part) for part in old.infolist()} | {name: content}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for part, data in parts.items():
            new.writestr(part, data)
    return path


@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_csv_is_read_however_it_was_saved(tmp_path, mark, encoding):
    """Excel, LibreOffice and open data each have their own way."""
    path = csv_file(tmp_path, mark.join(["Nom", "Ville"]), mark.join(["Écoute", "Évry"]), encoding=encoding)

    assert cells_of(path) == {2: {"Nom": "Écoute", "Ville": "Évry"}}


def test_a_row_is_known_by_the_line_it_begins_on(tmp_path):
    """Cells of several lines come before it."""
    path = csv_file(tmp_path, "Nom,Note", 'A,"un\ndeux"', "B,")

    assert list(cells_of(path)) == [2, 4]


def test_a_second_column_of_a_name_is_kept_and_said(tmp_path):
    """Nothing of a file is lost in silence."""
    (row,) = sheets.rows(csv_file(tmp_path, "Nom,Nom", "A,B"))

    assert row.cells == {"Nom": "A", "Nom (2)": "B"}
    assert "Deux colonnes" in row.messages[0].text


def test_a_cell_beyond_the_last_column_is_said(tmp_path):
    """A comma too many in a row."""
    (row,) = sheets.rows(csv_file(tmp_path, "Nom,Ville", "A,B,C"))

    assert "plus de cellules" in row.messages[0].text


def test_a_workbook_gives_its_texts(tmp_path):
    """Numbers as they are seen, yes and no in words."""
    path = workbook(tmp_path / "a.xlsx", ["CP", "X", "Oui"], [4000, 1.5, True])

    assert cells_of(path) == {2: {"CP": "4000", "X": "1.5", "Oui": "oui"}}


def test_json_keeps_numbers_as_they_are_written(tmp_path):
    """Coordinates are not rounded, lists are lists of ours, an object inside another has dots."""
    path = tmp_path / "a.json"
    path.write_text('[{"x": 43.5263932000, "cp": 1600, "l": ["a", "b"], "o": {"p": null}}]')

    assert cells_of(path) == {1: {"x": "43.5263932000", "cp": "1600", "l": "a | b", "o.p": ""}}


def test_json_is_read_piece_by_piece(tmp_path):
    """A list that is larger than what is read at once."""
    path = tmp_path / "a.json"
    path.write_text(json.dumps([{"n": number, "text": "é" * 1000} for number in range(2500)]))

    assert sum(1 for _ in sheets.rows(path)) == 2500


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "vide"),
        (b" \n\n", "vide"),
        (b"Nom,Ville\n", "que des titres"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), ".xls"),
        (b"%PDF-1.7 ...", "pas un tableau"),
        (b"Nom,Ville\nA\0B,C\n", "pas un texte"),
        (b",".join([b"c"] * (MOST_COLUMNS + 1)) + b"\n1\n", "colonnes"),
        (b"Nom\n" + b"a" * (MOST_CHARACTERS + 1), "caract"),
        (b'Nom\n"' + b"a\n" * 200_000, "guillemet"),
        (b"[1, 2]", "liste de fiches"),
        (b'{"a": 1}', "liste de fiches"),
        (b'[{"a": 1', "incomplet"),
        (b"[" * 100_000, "ab\u00eem\u00e9"),
    ],
)
def test_what_is_no_table_is_refused_with_a_sentence(tmp_path, content, sentence):
    """Staff read what is wrong, and what to do."""
    path = tmp_path / "file"
    path.write_bytes(content)

    assert sentence in refusal(lambda: list(sheets.rows(path)))


def test_too_many_rows_are_refused(tmp_path, monkeypatch):
    """The limit is far above any directory."""
    monkeypatch.setattr(sheets, "MOST_ROWS", 2)

    assert "lignes" in refusal(lambda: list(sheets.rows(csv_file(tmp_path, "Nom", "A", "B", "C"))))


def test_a_file_that_is_too_large_is_not_opened(tmp_path, monkeypatch):
    """Its size is known before it is read."""
    monkeypatch.setattr(csv_rows, "LARGEST_CSV", 3)

    assert "Mo" in refusal(lambda: list(sheets.rows(csv_file(tmp_path, "Nom", "A"))))


def test_a_workbook_that_unpacks_to_too_much_is_refused(tmp_path):
    """A zip bomb: a thousand times smaller than what it holds."""
    path = with_part(
        workbook(tmp_path / "a.xlsx", ["Nom"], ["A"]), "xl/worksheets/sheet9.xml", b" " * 20_000_000
    )

    assert "piégé" in refusal(lambda: list(sheets.rows(path)))


def test_a_workbook_whose_xml_declares_entities_is_refused(tmp_path):
    """Entities that multiply, or that name a file of this machine."""
    bomb = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "b"><!ENTITY c "&b;&b;">]><a>&c;</a>'
    path = with_part(workbook(tmp_path / "a.xlsx", ["Nom"], ["A"]), "xl/sharedStrings.xml", bomb)

    assert "piégé" in refusal(lambda: list(sheets.rows(path)))


def test_a_workbook_with_macros_is_refused(tmp_path):
    """They would never be run, and nobody needs them here."""
    path = with_part(workbook(tmp_path / "a.xlsx", ["Nom"], ["A"]), "xl/vbaProject.bin", b"x")

    assert "macros" in refusal(lambda: list(sheets.rows(path)))


def test_another_zip_and_a_broken_workbook_are_refused(tmp_path):
    """Such as a text document, or half a download."""
    other, half = tmp_path / "a.zip", workbook(tmp_path / "b.xlsx", ["Nom"], ["A"])
    with zipfile.ZipFile(other, "w") as file:
        file.writestr("content.xml", "<a/>")
    half.write_bytes(half.read_bytes()[:3000])

    assert "pas un classeur" in refusal(lambda: list(sheets.rows(other)))
    assert "abîmé" in refusal(lambda: list(sheets.rows(half)))


def test_a_sheet_may_be_named(tmp_path):
    """A workbook of several."""
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    book.active.title = "services"
    book.create_sheet("structures").append(["Nom"])
    book["structures"].append(["A"])
    book.save(path)

    assert xlsx_rows.sheets(path) == ["services", "structures"]
    assert [row.cells for row in sheets.rows(path, sheet="structures")] == [{"Nom": "A"}]
    assert "feuille" in refusal(lambda: list(sheets.rows(path, sheet="autre")))


def test_a_row_without_end_is_refused(tmp_path):
    """It would be held whole; nor may its end be feigned in a comment."""
    head, cell = b"<worksheet><sheetData><row>", b"<c><v>1</v></c>"
    for filling in (cell * 400_000, b"<!-- </row> -->"):
        path = workbook(tmp_path / "a.xlsx", ["Nom"], ["A"])
        with_part(path, "xl/worksheets/sheet1.xml", head + filling + b"</row></sheetData></worksheet>")

        assert "piégé" in refusal(lambda path=path: list(sheets.rows(path)))


def test_the_name_of_a_file_says_nothing(tmp_path):
    """An upload is called anything."""
    path = workbook(tmp_path / "a.xlsx", ["Nom"], ["A"]).rename(tmp_path / "upload.bin")

    assert cells_of(path) == {2: {"Nom": "A"}}


@example(b"[{}")
@example(b'[{}, {"Nom": "A"}]')
@given(st.binary(max_size=300) | st.text("[{]},:\"'\\;\t\n a1é", max_size=80).map(str.encode))
def test_no_file_does_harm(content):
    """Whatever it holds, it is read or refused."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file"
        path.write_bytes(content)

        with suppress(Refused):
            assert all(row.cells for row in sheets.rows(path))
