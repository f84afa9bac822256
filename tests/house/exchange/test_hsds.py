"""HSDS both ways: what we write is valid and comes back the same, and what others wrote comes in with everything said."""

import json
import os
import zipfile
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from passerelle.directory.records import Address, Structure
from passerelle.directory.vocabulary import Cost, Status
from passerelle.errors import Refused
from passerelle.exchange import hsds, strangers
from passerelle.exchange.brought import Level
from tests.house.directory import strategies
from tests.house.directory.shelf import LISTENING, THE_BRIDGE, like_the_bridge

SHARED = (
    Path(os.environ.get("PASSERELLE_SHARED_DATA", Path(__file__).parents[4] / "shared/data"))
    / "directory/hsds"
)
TODAY = date(2026, 3, 1)
with_examples = pytest.mark.skipif(not SHARED.is_dir(), reason="the shared data are not on this machine")
_NAMES = """id name status description organization organization_id service services phones number languages code
schedules byday opens_at closes_at locations location addresses country latitude longitude service_at_locations service_areas
extent attributes taxonomy_term link_type label value cost_options amount minimum_age maximum_age last_modified fees
organization_identifiers identifier_type identifier required_documents email website url"""
NAMES_IN_HSDS = _NAMES.split()
any_record = settings(
    deadline=None,
    max_examples=25,
    # Each example writes its own file anew; records of any shape take a while to make.
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.filter_too_much,
    ],
)
A_SERVICE = {
    "id": "6a1d5b6e-0000-4000-8000-000000000001",
    "name": "Counselling",
    "status": "active",
    "organization": {
        "id": "0b6f8a6e-0000-4000-8000-000000000002",
        "name": "Made Up Trust",
        "description": "",
    },
}


def written(*structures, **options):
    """The page that these structures are written as."""
    out = BytesIO()
    hsds.write(structures, out, today=TODAY, **options)
    return out.getvalue()


def brought(path, content):
    """What a file of this content brings."""
    path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    return list(hsds.read(path, today=TODAY))


def said(records, level):
    """The sentences of a level."""
    return [m.text for record in records for m in record.messages if m.level is level]


@given(structures=strategies.libraries)
@any_record
def test_an_export_read_again_gives_the_same_records(tmp_path, structures):
    """Every field of every record, but for protected addresses."""
    records = brought(tmp_path / "export.json", written(*structures))

    assert [r.structure for r in records] == [strangers.without_protected_address(s) for s in structures]
    assert [m for record in records for m in record.messages] == []


@given(structures=strategies.libraries)
@any_record
def test_a_protected_address_is_never_written(structures):
    """Neither the structure's nor a service's."""
    hidden = Address(street="Rue Secrète 7", locality="Nulle-Part")
    protected = [
        replace(
            s,
            is_protected=True,
            reach=replace(s.reach, address=hidden),
            services=tuple(replace(x, reach=replace(x.reach, address=hidden)) for x in s.services),
        )
        for s in structures
    ]

    assert "Secrète" not in written(*protected).decode() and "Nulle-Part" not in written(*protected).decode()


def test_what_others_look_for_is_where_they_look():
    """Ages, hours without a time zone, the commune, and when a person verified it."""
    structure = replace(THE_BRIDGE, reach=replace(THE_BRIDGE.reach, hours="Mo-Fr 09:00-12:00"))
    (entry,) = json.loads(written(structure, verified_on={"le-pont": TODAY}))["contents"]
    (place,) = entry["organization"]["locations"]

    assert (entry["minimum_age"], entry["maximum_age"], entry["assured_date"]) == (12, 25, "2026-03-01")
    assert (place["external_identifier"], place["external_identifier_type"]) == ("62063", "NIS")
    assert (place["schedules"][0]["byday"], place["schedules"][0]["opens_at"]) == ("MO,TU,WE,TH,FR", "09:00")
    assert "timezone" not in place["schedules"][0]


def test_the_same_record_has_the_same_ids_in_the_next_export():
    """So that who reads both knows it again."""
    assert written(THE_BRIDGE) == written(THE_BRIDGE)
    assert json.loads(written(THE_BRIDGE))["contents"][0]["id"] == "9e30f951-d8b9-519e-8e40-fe74d47f10dc"


def test_what_somebody_else_assured_is_at_most_the_date_of_the_source(tmp_path):
    """And only where nothing else says how old it is."""
    assured = {**A_SERVICE, "assured_date": "2025-05-01"}
    (alone,) = brought(tmp_path / "a.json", assured)
    (changed,) = brought(tmp_path / "b.json", {**assured, "last_modified": "2024-02-03T10:00:00Z"})

    assert alone.structure.source_updated_on == date(2025, 5, 1)
    assert changed.structure.source_updated_on == date(2024, 2, 3)


def test_dirt_is_said_and_the_rest_comes_in(tmp_path):
    """Quoted numbers, ages in words, days to come, places that are not on Earth."""
    dirty = {
        **A_SERVICE,
        "minimum_age": "douze",
        "maximum_age": "25",
        "status": "opened",
        "last_modified": "3 mai",
        "phones": [{"number": '"+33 1 99 00 12 34"'}, {"number": "call us"}],
        "fees": "Free",
    }
    records = brought(tmp_path / "dirty.json", {"contents": [dirty]})

    (service,) = records[0].structure.services
    assert (service.age_min, service.age_max, service.cost) == (None, 25, Cost.FREE)
    assert [phone.number for phone in service.reach.phones] == ["+33199001234"]
    assert len(said(records, Level.WARNING)) == 5


def test_a_foreign_word_is_a_topic_only_when_it_is_certain(tmp_path):
    """What is not certain is said, and the service is not proposed by itself."""
    terms = [{"id": "1", "taxonomy_term": {"name": name}} for name in ("Mental Health", "Knitting")]
    records = brought(tmp_path / "a.json", {**A_SERVICE, "attributes": terms})
    without = brought(tmp_path / "b.json", A_SERVICE)

    assert records[0].structure.services[0].topics == ("mental_health",)
    assert any("Knitting" in text for text in said(records, Level.WARNING))
    assert any("Sans thème" in text for text in said(without, Level.WARNING))


def test_services_of_an_organization_become_one_record(tmp_path):
    """Each under a key of its own; one that is closed stays out, with a sentence."""
    others = [{**A_SERVICE, "id": str(n)} for n in range(2)] + [
        {**A_SERVICE, "id": "9", "name": "Old", "status": "defunct"}
    ]
    (record,) = brought(
        tmp_path / "a.json", {"contents": [{**entry, "name": f"{entry['name']}"} for entry in others]}
    )

    assert [service.key for service in record.structure.services] == ["counselling", "counselling-2"]
    assert record.rows == (1, 2, 3) and record.structure.status is Status.ACTIVE
    assert any("« Old » n’est pas actif" in text for text in said([record], Level.WARNING))


def test_two_services_under_one_id_are_both_kept(tmp_path):
    """An id that was used twice loses nothing; the same service twice is kept once, with a sentence."""
    page = [A_SERVICE, {**A_SERVICE, "name": "Another"}, A_SERVICE]
    (record,) = brought(tmp_path / "a.json", page)

    assert [service.name for service in record.structure.services] == ["Counselling", "Another"]
    assert len(said([record], Level.NOTE)) == 1


def test_tables_are_joined_from_a_folder_and_from_an_archive(tmp_path):
    """Services with their organizations, places and phones."""
    tables = {
        "organizations": "id,name\no1,Made Up Trust\no2,Empty Trust\n",
        "services": "id,organization_id,name,status\ns1,o1,Counselling,active\n",
        "phones": "id,service_id,number\np1,s1,+33199001234\n",
        "regular_schedules": "id,service_id,weekday,opens_at,closes_at\nr1,s1,1,09:00:00,17:00:00\n",
    }
    with zipfile.ZipFile(tmp_path / "tables.zip", "w") as packed:
        for name, content in tables.items():
            packed.writestr(f"{name}.csv", content)
            (tmp_path / f"{name}.csv").write_text(content)

    for path in (tmp_path, tmp_path / "tables.zip"):
        first, second = (record.structure for record in hsds.read(path, today=TODAY))
        assert (first.services[0].reach.hours, second.services) == ("Mo 09:00-17:00", ())
        assert first.services[0].reach.phones[0].number == "+33199001234"


@pytest.mark.parametrize("content", [b"no json", b"[" * 100_000, b"\xff\xfe", b""])
def test_what_cannot_be_read_is_refused_with_a_sentence(tmp_path, content):
    """Never with a crash."""
    with pytest.raises(Refused):
        brought(tmp_path / "bad.json", content)


@pytest.mark.parametrize(
    "entry", [5, "text", None, [], {"id": "x"}, {"name": "x", "location_type": "physical"}]
)
def test_what_is_no_service_is_said_and_kept_as_it_stood(tmp_path, entry):
    """The rest of the file comes in."""
    records = brought(tmp_path / "a.json", {"contents": [entry, A_SERVICE]})

    assert [record.structure is None for record in records] == [True, False]
    assert len(said(records, Level.ERROR)) == 1


def test_a_file_that_is_too_big_is_refused(tmp_path):
    """Before it is read."""
    path = tmp_path / "big.json"
    with path.open("wb") as file:
        file.truncate(strangers.LARGEST_JSON + 1)

    with pytest.raises(Refused, match="100 Mo"):
        list(hsds.read(path))


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(NAMES_IN_HSDS), inner, max_size=3)
    ),
)


@given(entries=st.lists(st.dictionaries(st.sampled_from(NAMES_IN_HSDS), anything, max_size=8), max_size=3))
@any_record
def test_no_file_makes_it_crash(tmp_path, entries):
    """Whatever stands where something else should stand: it is read, said or refused, and no row is lost."""
    records = brought(tmp_path / "any.json", {"contents": entries})

    assert {row for record in records for row in record.rows} == set(range(1, len(entries) + 1))


@with_examples
@pytest.mark.parametrize(
    ("name", "records", "services"),
    [
        ("examples/service_full.json", 1, 1),
        ("examples/service_list.json", 1, 1),
        ("examples/organization_full.json", 1, 1),
        ("examples/organization_list.json", 1, 0),
        ("examples/service_at_location_full.json", 1, 1),
        ("examples/service_at_location_list.json", 1, 1),
        ("examples/tabular.json", 1, 1),
        ("examples/csv", 1, 1),
        ("uk_v3/service_list.json", 1, 1),
        ("sample_2020/all_resources", 10, 11),
    ],
)
def test_the_examples_come_in(name, records, services):
    """Each brings its records; the British list holds one service 128 times, and each row is told."""
    found = list(hsds.read(SHARED / name, today=TODAY))

    assert (len(found), sum(len(record.structure.services) for record in found)) == (records, services)
    assert all(isinstance(record.structure, Structure) for record in found)
    if name.startswith("uk"):
        assert found[0].rows == tuple(range(1, 129)) and {m.row for m in found[0].messages} >= set(
            range(2, 129)
        )


def test_a_structure_without_a_service_comes_back_without_one(tmp_path):
    """The list holds an entry in its place, which nobody is sent to."""
    alone = like_the_bridge("seul", services=())
    (entry,) = json.loads(written(alone))["contents"]

    assert entry["status"] == "inactive"
    assert [record.structure for record in brought(tmp_path / "a.json", written(alone))] == [alone]


def test_a_field_of_ours_that_somebody_broke_is_said(tmp_path):
    """The rest of the record stands."""
    page = json.loads(written(replace(THE_BRIDGE, services=(LISTENING,))))
    for attribute in page["contents"][0]["attributes"]:
        if attribute["label"] == "is_anonymous" if "label" in attribute else False:
            attribute["value"] = "[5"
    (record,) = brought(tmp_path / "a.json", page)

    assert record.structure.services == (replace(LISTENING, is_anonymous=None),)
    assert any("is_anonymous" in text for text in said([record], Level.WARNING))
