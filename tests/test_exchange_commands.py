"""`passerelle directory import` and `export`: what is printed, what is written, and how they end."""

import csv
from dataclasses import replace

import pytest

from launch import exchange
from passerelle import settings
from passerelle.directory import store
from passerelle.errors import Misconfigured, Refused
from passerelle.exchange import writing
from passerelle.installation import open_house
from tests.fakes import MovableClock
from tests.house.directory.shelf import THE_BRIDGE, like_the_bridge

CLOCK = MovableClock()


@pytest.fixture
def here(tmp_path):
    """The settings of a house that nobody opened yet."""
    return settings.read({"PASSERELLE_DATA_DIR": str(tmp_path / "data")}, folder=tmp_path)


def file_of(path, *structures):
    """Our template with these records."""
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        writing.write_csv(structures, out)
    return path


def brings(here, file, **options):
    """Run the import; gives its exit code."""
    asked = {"mapping": None, "source": None, "dry_run": False, "replace_verified": False}
    asked |= {"is_partial": False, "rejects": None, **options}
    return exchange.bring(here, file, clock=CLOCK, **asked)


def found(here, slug):
    """The record of this slug."""
    house = open_house(here, clock=CLOCK)
    with house.database.reading() as session:
        kept = store.find(session, slug)
    house.close()
    return kept


def test_a_dry_run_says_what_would_change_and_changes_nothing(here, tmp_path, capsys):
    """And what to do next."""
    brings(here, file_of(tmp_path / "a.csv", THE_BRIDGE), source="registre")
    changed = file_of(tmp_path / "b.csv", replace(THE_BRIDGE, description="Sonnez."))
    capsys.readouterr()

    assert brings(here, changed, source="registre", dry_run=True) == 0
    assert capsys.readouterr().out == (
        "b.csv (notre modèle). Essai\u00a0: rien n’est changé.\n"
        "  changées\u00a0: 1\n"
        "Ce qui changerait\u00a0:\n"
        "  le-pont (Le Pont (fictif))\n    description\u00a0: rien → Sonnez.\n"
        "Ensuite\u00a0: la même commande sans --dry-run.\n"
    )
    assert found(here, "le-pont").structure.description == ""


def test_an_import_says_what_came_in(here, tmp_path, capsys):
    """The records are there."""
    file = file_of(tmp_path / "a.csv", THE_BRIDGE, like_the_bridge("b"))

    assert brings(here, file, source="registre") == 0
    assert capsys.readouterr().out == (
        "a.csv (notre modèle). C’est fait.\n"
        "  nouvelles\u00a0: 2\n"
        "Ensuite\u00a0: vérifiez les nouvelles fiches\u00a0; un fichier n’en vérifie aucune.\n"
    )
    assert found(here, "le-pont").structure == replace(THE_BRIDGE, source="registre")


def test_a_change_is_printed_field_by_field(here, tmp_path, capsys):
    """And what is missing from the file."""
    file = file_of(tmp_path / "a.csv", THE_BRIDGE, like_the_bridge("b"))
    brings(here, file, source="registre")
    changed = replace(THE_BRIDGE, description="Sonnez.")
    capsys.readouterr()

    brings(here, file_of(tmp_path / "b.csv", changed), source="registre")
    printed = capsys.readouterr().out
    assert "  le-pont (Le Pont (fictif))\n    description\u00a0: rien → Sonnez.\n" in printed
    assert "  de la source registre, absentes du fichier\u00a0: 1\n" in printed


def test_a_bad_row_is_said_kept_and_loses_nothing_else(here, tmp_path, capsys):
    """The rejects hold the row as it stood, with what is wrong; it ends with 1."""
    file = file_of(tmp_path / "a.csv", THE_BRIDGE, replace(THE_BRIDGE, id="sans-nom", name=""))
    rejects = tmp_path / "rejects.csv"

    assert brings(here, file, source="registre", rejects=rejects) == 1
    printed = capsys.readouterr().out
    assert "  nouvelles\u00a0: 1\n  refusées\u00a0: 1\n" in printed and "✗ ligne 3" in printed
    with rejects.open(encoding="utf-8-sig", newline="") as kept:
        (row,) = csv.DictReader(kept, delimiter=";")
    assert (row["Identifiant"], row["Service"]) == ("sans-nom", "Écoute") and row["À corriger"]


def test_corrected_rejects_come_in(here, tmp_path):
    """They are a file of the same shape."""
    file = file_of(tmp_path / "a.csv", replace(THE_BRIDGE, name=""))
    rejects = tmp_path / "rejects.csv"
    brings(here, file, rejects=rejects)
    corrected = rejects.read_text(encoding="utf-8-sig").replace("le-pont;", "le-pont;Le Pont (fictif)")
    rejects.write_text(corrected, encoding="utf-8")

    assert brings(here, rejects, is_partial=True) == 0
    assert found(here, "le-pont").structure == THE_BRIDGE


def test_what_went_out_comes_in_the_same(here, tmp_path, capsys):
    """One file, no half of one beside it."""
    brings(here, file_of(tmp_path / "a.csv", THE_BRIDGE))
    out = tmp_path / "out" / "annuaire.xlsx"
    out.parent.mkdir()

    assert exchange.give(here, out, format="xlsx", clock=CLOCK) == 0
    assert [each.name for each in out.parent.iterdir()] == ["annuaire.xlsx"]
    capsys.readouterr()
    assert brings(here, out) == 0 and "inchangées\u00a0: 1" in capsys.readouterr().out


def test_an_export_that_fails_leaves_what_was_there(here, tmp_path):
    """The old file whole, and nothing beside it."""
    out = tmp_path / "out.pdf"
    out.write_text("avant")

    with pytest.raises(Refused):
        exchange.give(here, out, format="pdf", clock=CLOCK)
    assert out.read_text() == "avant" and not list(tmp_path.glob(".out*"))


def test_what_cannot_be_read_or_written_is_one_sentence(here, tmp_path):
    """For whoever typed the command."""
    with pytest.raises(Refused, match="Il n’y a pas de fichier"):
        brings(here, tmp_path / "rien.csv")
    with pytest.raises(Refused, match="ne peut pas être écrit"):
        exchange.give(here, tmp_path / "rien" / "a.csv", format="csv", clock=CLOCK)


def test_two_imports_at_once_are_one_too_many(here, tmp_path):
    """The second is told."""
    file = file_of(tmp_path / "a.csv", THE_BRIDGE)
    house = open_house(here, clock=CLOCK)

    with house.database.only_one("import"), pytest.raises(Misconfigured, match="already"):
        brings(here, file)
    house.close()
