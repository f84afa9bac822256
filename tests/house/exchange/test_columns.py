"""The columns of our template, the record and the manual keep together."""

import json
import re
from pathlib import Path

import pytest

from passerelle.exchange import columns, conversions, mapping

MANUAL = (Path(__file__).parents[3] / "docs" / "directory-files.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("title", ["CODE POSTAL", "code postal", "Code-postal", "address.postcode"])
def test_a_title_is_known_however_it_is_written(title):
    """Or by its key."""
    assert columns.key_of(title) == "address.postcode"


def test_another_title_is_none():
    """It is said, not guessed."""
    assert columns.key_of("Couleur") is None


def test_the_manual_names_every_column():
    """Those of a service that repeat the structure's are explained there once."""
    repeated = {f"service.{key}" for key in columns.REACH}

    assert [
        column.key for column in columns.ALL if f"`{column.key}`" not in MANUAL and column.key not in repeated
    ] == []


def test_the_manual_names_every_conversion():
    """Whoever writes a mapping has no other."""
    assert [name for name in conversions.NAMED if f"| `{name}` |" not in MANUAL] == []


def test_the_mapping_of_the_manual_is_right():
    """It is what people begin with."""
    (example,) = re.findall(r"```json\n(.*?)```", MANUAL, re.DOTALL)

    assert mapping.of(json.loads(example)).name == "ma-liste"
