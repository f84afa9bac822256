"""What we write as HSDS, against the schemas of the standard: nothing missing, nothing unknown, no other words than theirs."""

import json
import os
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from passerelle.exchange import hsds
from tests.house.directory import strategies

SHARED = (
    Path(os.environ.get("PASSERELLE_SHARED_DATA", Path(__file__).parents[4] / "shared/data"))
    / "directory/hsds"
)
with_examples = pytest.mark.skipif(not SHARED.is_dir(), reason="the shared data are not on this machine")
any_record = settings(
    deadline=None,
    max_examples=25,
    # Records of any shape take a while to make.
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


def written(*structures):
    """The page that these structures are written as."""
    out = BytesIO()
    hsds.write(structures, out, today=date(2026, 3, 1))
    return out.getvalue()


def schema(name):
    """A schema of the standard."""
    return json.loads((SHARED / "schema" / name).read_text())


def faults(value, name, path=""):
    """What a schema of the standard does not allow: unknown fields, missing ones, words and types that it does not know."""
    known = schema(name)
    missing = [f"{path}.{field} is missing" for field in known["required"] if field not in value]
    found = [f"{path}.{field} is unknown" for field in value if field not in known["properties"]]
    for field, part in value.items():
        found += faults_of(part, known["properties"].get(field, {}), f"{path}.{field}")
    return missing + found


def faults_of(part, wanted, path):
    """What is wrong with the value of a field."""
    if "$ref" in wanted:
        return faults(part, wanted["$ref"], path)
    if wanted.get("type") == "array":
        return [fault for entry in part for fault in faults(entry, wanted["items"]["$ref"], path)]
    types = {"string": str, "number": int | float}
    is_right = isinstance(part, types.get(wanted.get("type"), object)) and part in wanted.get("enum", [part])
    return [] if is_right else [f"{path} is {part!r}"]


@with_examples
@given(structures=strategies.libraries)
@any_record
def test_what_is_written_is_valid(structures):
    """Against the schemas of HSDS 3.1; a capacity, which 3.2 changed, is never written."""
    page = json.loads(written(*structures))

    assert [fault for entry in page["contents"] for fault in faults(entry, "service.json")] == []
    assert page["total_items"] == len(page["contents"])
