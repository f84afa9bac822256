"""`passerelle helplines`: what is due, what was verified, and the list."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from launch import cli
from launch.cli import main
from passerelle import helplines

HOME = Path(cli.__file__).resolve().parent.parent


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """A data folder of its own, which does not exist yet; afterwards the registry stands alone again."""
    monkeypatch.setenv("PASSERELLE_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setattr(cli.logs, "set_up", lambda _: None)  # the test run keeps its own log
    monkeypatch.chdir(tmp_path)
    yield tmp_path / "data"
    helplines.use(None)


def test_what_is_due_stops_a_build(capsys):
    """Each line with why, and how many."""
    assert main(["helplines", "check"]) == 1

    printed = capsys.readouterr().out
    assert "✗ fr-3919 " in printed and "jamais vérifiée, numéro sans source" in printed
    assert "✗ fr-116000 " in printed and "les sources se contredisent" in printed
    assert printed.endswith("À vérifier\u00a0: 45 sur 46.\n") and "fr-3020" not in printed


def test_when_everything_is_verified_nothing_is_due(capsys):
    """And the exit code says so."""
    for line in helplines.every():
        if line.id != "fr-3020":
            assert main(["helplines", "verify", line.id, "--by", "NB"]) == 0
    capsys.readouterr()

    assert main(["helplines", "check"]) == 0
    assert capsys.readouterr().out == "Tout est vérifié.\n"


def test_verifying_needs_no_database(folder, capsys):
    """One file, for its owner only, beside the lock."""
    assert main(["helplines", "verify", "be-103", "--by", "NB", "--hours", "Mo-Su 10:00-24:00"]) == 0

    assert {file.name for file in folder.iterdir()} == {"helplines.json", "helplines.lock"}
    assert (folder / "helplines.json").stat().st_mode & 0o777 == 0o600
    assert "Mo-Su 10:00-24:00 · donnée par le bot · vérifiée le" in capsys.readouterr().out


def test_a_line_that_is_gone_is_taken_out(capsys):
    """The list says so."""
    main(["helplines", "verify", "be-102", "--by", "NB", "--gone"])
    main(["helplines", "list", "--country", "BE"])

    rows = [row for row in capsys.readouterr().out.splitlines() if row.startswith("be-102 ")]
    assert all("pas donnée par le bot" in row for row in rows) and len(rows) == 2


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        (["be-nothing", "--by", "NB"], "no help line be-nothing"),
        (["be-103", "--by", "Nadia Bernard"], "initials"),
        (["be-103", "--by", "NB", "--hours", "le soir"], "“le soir” cannot be read"),
        (["fr-3020", "--by", "NB"], "fr-3018"),
    ],
)
def test_a_mistake_is_told_in_one_line(told, sentence, capsys):
    """And nothing is kept."""
    assert main(["helplines", "verify", *told]) == 2

    printed = capsys.readouterr().err
    assert sentence in printed and printed.count("\n") == 1
    assert all(line.verified_on is None for line in helplines.every())


def test_a_broken_file_is_named_in_one_line_and_ignored(folder, capsys):
    """`check` goes on with the registry; `verify` does not write over it."""
    folder.mkdir()
    (folder / "helplines.json").write_text("{", encoding="utf-8")

    told = subprocess.run(
        [sys.executable, "-m", "launch.cli", "helplines", "check"],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(HOME)},
    )
    assert told.returncode == 1 and "sur 46" in told.stdout
    assert told.stderr.count("\n") == 1 and "helplines.json" in told.stderr
    assert main(["helplines", "verify", "be-103", "--by", "NB"]) == 2
    assert (folder / "helplines.json").read_text(encoding="utf-8") == "{"


def test_the_list_as_json_holds_everything(capsys):
    """For another program."""
    main(["helplines", "list", "--country", "CH", "--json"])

    lines = json.loads(capsys.readouterr().out)
    assert {line["country"] for line in lines} == {"CH"} and len(lines) == 5
    assert lines[0]["due"] == ["never-verified"] and lines[0]["is_offered"] and lines[0]["sources"]
