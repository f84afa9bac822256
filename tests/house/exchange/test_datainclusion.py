"""data·inclusion v1 both ways: rows that the national schema takes, and records that come back with all that it can carry."""

import json
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from data_inclusion.schema import v1
from hypothesis import HealthCheck, given, settings

from passerelle.directory import coverage
from passerelle.directory.records import Address, Phone
from passerelle.directory.vocabulary import Audience, Cost, MayCome, Status
from passerelle.errors import Refused
from passerelle.exchange import datainclusion, datainclusion_words as words, strangers
from passerelle.exchange.brought import Level
from tests.house.directory import strategies
from tests.house.directory.shelf import LISTENING, THE_BRIDGE, like_the_bridge

TODAY = date(2026, 3, 1)
EVRY = Address(
    street="Place des Droits 1",
    postcode="91000",
    locality="Évry-Courcouronnes",
    country="FR",
    commune="91228",
)
IN_EVRY = replace(
    THE_BRIDGE,
    kind="csapa",
    reach=replace(THE_BRIDGE.reach, address=EVRY),
    services=(replace(LISTENING, covers=("fr/region/11",), description="On écoute, sans juger."),),
)
STRUCTURE = {"source": "autre", "id": "autre--7", "nom": "Maison fictive", "date_maj": "2025-04-05"}
SERVICE = {
    "structure_id": "autre--7",
    "id": "autre--7-a",
    "nom": "Accueil",
    "description": "Un accueil.",
    "date_maj": "2025-04-05",
}
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
french = strategies.structures.map(
    lambda s: replace(
        s, status=Status.ACTIVE, reach=replace(s.reach, address=replace(s.reach.address, country="FR"))
    )
)


def written(*structures, **options):
    """What these structures are written as."""
    out = BytesIO()
    datainclusion.write(structures, out, today=TODAY, **options)
    return out.getvalue()


def brought(path, structures=(), services=()):
    """What a file of these rows brings."""
    path.write_text(json.dumps({"structures": list(structures), "services": list(services)}))
    return list(datainclusion.read(path, today=TODAY))


def said(records, level=Level.WARNING):
    """Columns and sentences of a level."""
    return [(m.column, m.text) for record in records for m in record.messages if m.level is level]


def carried_reach(reach, *, note):
    """What the format can carry of how to reach somebody."""
    address = reach.address
    if address.country in {"", "FR"}:
        address = replace(
            address,
            country="FR",
            postcode=address.postcode if address.postcode in {"91000", "01000"} else "",
        )
    is_empty = address.country != "FR" or address == Address(country="FR")
    return replace(
        reach,
        phones=tuple(Phone(number=phone.number) for phone in reach.phones[:1]),
        address=Address() if is_empty else address,
        hours_note=note,
    )


def carried_service(service):
    """What the format can carry of a service."""
    is_waiting = service.waiting and "\n" not in service.waiting
    return replace(
        service,
        description=service.description if len(service.description) >= 5 else "",
        covers=frozenset(departements(service.covers)),
        waiting=service.waiting if is_waiting else "",
        waiting_on=service.waiting_on if is_waiting else None,
        reach=carried_reach(service.reach, note=service.reach.hours_note),
    )


def departements(covers):
    """Regions as their départements; Belgian areas below the country have no code there."""
    for code in covers:
        if code.startswith("fr/region/"):
            yield from (
                f"fr/departement/{d}" for d, region in coverage.REGION_OF.items() if region == code[-2:]
            )
        elif not code.startswith("be/"):
            yield code


def carried(structure):
    """What the format can carry of a structure."""
    structure, day = strangers.without_protected_address(structure), structure.source_updated_on
    return replace(
        structure,
        short_name="",
        names={},
        kind=structure.kind if structure.kind in words.NETWORK_OF else "other",
        description=structure.description if len(structure.description) >= 5 else "",
        identifiers={},
        reach=carried_reach(structure.reach, note=""),
        closure=None,
        accessibility="",
        parent="",
        source="passerelle",
        source_record=structure.id,
        licence="",
        source_updated_on=day if day and day <= TODAY else TODAY,
        services=tuple(carried_service(s) for s in structure.services if len(s.name) >= 3),
    )


@given(structure=french)
@any_record
def test_an_export_read_again_gives_all_that_the_format_can_carry(tmp_path, structure):
    """Ages, consent, languages and all topics included; a region may come back as its départements."""
    path = tmp_path / "export.json"
    path.write_bytes(written(structure))
    records = [record.structure for record in datainclusion.read(path, today=TODAY)]

    expected = [carried(structure)] if len(structure.name) >= 3 else []
    found = [
        replace(s, services=tuple(replace(x, covers=frozenset(departements(x.covers))) for x in s.services))
        for s in records
    ]
    assert found == expected


@given(structures=strategies.libraries)
@any_record
def test_every_row_is_valid(structures):
    """By the models of the national package."""
    rows = json.loads(written(*structures))

    for row in rows["structures"]:
        v1.Structure.model_validate(row)
    for row in rows["services"]:
        v1.Service.model_validate(row)
    assert {row["structure_id"] for row in rows["services"]} <= {row["id"] for row in rows["structures"]}


def test_a_row_says_what_others_look_for():
    """Codes of theirs, and ages in a sentence."""
    rows = json.loads(written(IN_EVRY))
    (structure,), (service,) = rows["structures"], rows["services"]

    assert (structure["id"], structure["reseaux_porteurs"], structure["code_insee"]) == (
        "passerelle--le-pont",
        ["csapa"],
        "91228",
    )
    assert service["publics_precisions"] == "De 12 à 25 ans.\nPublic : ados."
    assert (service["publics"], service["frais"], service["modes_accueil"]) == (
        ["jeunes"],
        "gratuit",
        ["en-presentiel", "a-distance"],
    )
    assert service["zone_eligibilite"] == ["75", "77", "78", "91", "92", "93", "94", "95"]


def test_only_active_french_structures_leave_and_the_others_are_counted():
    """A Belgian address has no place in this format."""
    out, names = BytesIO(), ["belge", "belge-2"]
    left = datainclusion.write(
        [IN_EVRY, replace(IN_EVRY, id="close", status=Status.CLOSED), *map(like_the_bridge, names)],
        out,
        today=TODAY,
    )

    assert (left.structures, left.services) == (1, 1)
    assert [sentence.split()[0] for sentence in left.sentences] == ["1", "2"]


def test_a_protected_address_is_never_written_and_stays_protected(tmp_path):
    """Neither the structure's nor a service's; who reads it back shows none either."""
    service = replace(
        LISTENING, reach=replace(LISTENING.reach, address=replace(EVRY, street="Rue Secrète 7"))
    )
    refuge = replace(IN_EVRY, is_protected=True, services=(service,))
    path = tmp_path / "export.json"
    path.write_bytes(written(refuge))
    (record,) = datainclusion.read(path, today=TODAY)

    assert (
        "Secrète" not in path.read_text()
        and "Droits" not in path.read_text()
        and "91000" not in path.read_text()
    )
    assert record.structure.is_protected and record.structure.reach.address == Address()


def test_codes_of_others_are_read_as_ours(tmp_path):
    """What has no equivalent stays in words or is said; ages are found in plain sentences only."""
    codes = {
        "thematiques": ["sante--sante-mentale", "mobilite--preparer-un-permis"],
        "publics": ["jeunes", "femmes"],
        "publics_precisions": "Jeunes de 15 à 20 ans.",
        "mobilisable_par": ["professionnels"],
        "frais": "payant",
        "zone_eligibilite": ["91228", "2A", "200059228", "france", "nulle part"],
    }
    (record,) = brought(tmp_path / "a.json", [STRUCTURE], [SERVICE | codes])
    (service,) = record.structure.services

    assert (service.topics, service.age_min, service.age_max, service.cost) == (
        ("mental_health",),
        15,
        20,
        Cost.PAID,
    )
    assert service.audience == (Audience.TEEN, Audience.YOUNG_ADULT) and service.may_come == (
        MayCome.PROFESSIONAL,
    )
    assert service.restriction == "Publics : femmes. Jeunes de 15 à 20 ans."
    assert service.covers == ("fr/commune/91228", "fr/departement/2A", "fr/epci/200059228", "fr")
    assert [column for column, _ in said([record])] == ["thematiques", "zone_eligibilite"]


def test_a_stranger_keeps_their_source_and_their_words(tmp_path):
    """A sentence of ours means nothing more than a sentence when nobody wrote it at the end of a text."""
    text = "De 12 à 25 ans. Mais pas seulement."
    (record,) = brought(tmp_path / "a.json", [STRUCTURE], [SERVICE | {"publics_precisions": text}])

    assert (record.structure.id, record.structure.source, record.structure.source_record) == (
        "autre-7",
        "autre",
        "7",
    )
    assert record.structure.services[0].restriction == text
    assert record.structure.source_updated_on == date(2025, 4, 5)


def test_a_row_that_cannot_be_a_record_is_said_and_kept_as_it_stood(tmp_path):
    """A structure without a name, a service without its structure, a service twice."""
    records = brought(
        tmp_path / "a.json",
        [STRUCTURE, {"id": "autre--8", "siret": "1"}],
        [SERVICE, SERVICE, SERVICE | {"structure_id": "autre--9"}],
    )

    assert [record.structure is None for record in records] == [False, True, True]
    assert [column for column, _ in said(records, Level.ERROR)] == ["id", "nom", "structure_id"]
    assert records[1].raw["siret"] == "1" and len(records[0].structure.services) == 1


@pytest.mark.parametrize("content", [b"no json", b"{" * 100_000, b'{"a": 1}', b'{"structures": 5}', b"[5]"])
def test_what_is_no_such_file_never_crashes(tmp_path, content):
    """It is refused, or said to hold nothing."""
    path = tmp_path / "bad.json"
    path.write_bytes(content)
    try:
        records = list(datainclusion.read(path, today=TODAY))
    except Refused:
        records = []

    assert all(record.structure is None for record in records)


def test_a_file_that_is_too_big_is_refused(tmp_path):
    """Before it is read."""
    path = tmp_path / "big.json"
    with path.open("wb") as file:
        file.truncate(strangers.LARGEST_JSON + 1)

    with pytest.raises(Refused, match="100 Mo"):
        list(datainclusion.read(path))
