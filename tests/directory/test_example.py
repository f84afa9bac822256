"""The example directory: fictional and marked as such, in real communes, with no number that could be somebody's."""

import json
import re

import pytest

from launch import example
from passerelle import places
from passerelle.directory import checks, coverage, duplicates, store
from passerelle.directory.duplicates import Verdict
from passerelle.directory.vocabulary import KINDS, TOPICS, Status
from passerelle.installation import open_house
from tests.directory.test_judged import fill
from tests.fakes import MovableClock
from tests.house.conftest import settings_in
from tests.people import MONDAY_MORNING

TODAY = MONDAY_MORNING.date()
FICTION = re.compile(r"\+33(19900|26191|35301|46571|53649|63998)[0-9]{4}")  # ARCEP keeps them for fiction
FAR_KM = 0.05  # degrees, some 5 km


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """A house with the example in it, as the demo has it."""
    opened = open_house(settings_in(tmp_path_factory.mktemp("example")), clock=MovableClock())
    fill(opened)
    yield opened
    opened.close()


def reaches(structure):
    """Every way to reach it and its services."""
    return (structure.reach, *(service.reach for service in structure.services))


@pytest.fixture(params=example.structures(TODAY), ids=lambda s: s.id)
def structure(request):
    """Each record of the example."""
    return request.param


def test_it_says_that_it_is_made_up(structure):
    """In its name, its source and its address on the web."""
    assert "(fictif)" in structure.name and structure.source == example.SOURCE
    for reach in filter(None, (r.email or r.website for r in reaches(structure))):
        assert ".example" in reach
    assert structure.reach.email.endswith(".example") and "{" not in structure.description


def test_its_numbers_are_nobodys(structure):
    """French ones from the ranges for fiction, and none where there is no such range."""
    numbers = [phone.number for reach in reaches(structure) for phone in reach.phones]

    assert all(FICTION.fullmatch(number) for number in numbers)
    assert not numbers or structure.reach.address.country in {"FR", ""}


def test_it_stands_in_a_real_commune(structure):
    """Where the gazetteer has it."""
    address = structure.reach.address
    if not address.commune:
        assert any(service.covers for service in structure.services)
        return
    found = places.find(f"{address.postcode} {address.locality}")
    assert address.commune in [place.code for place in found]
    place = next(place for place in found if place.code == address.commune)
    assert abs(place.lat - address.lat) < FAR_KM and abs(place.lon - address.lon) < FAR_KM


def test_its_words_are_of_the_vocabulary(structure):
    """And every service says what it is for, for whom, where and in which language."""
    assert structure.kind in KINDS and structure.services
    for service in structure.services:
        assert service.topics and set(service.topics) <= set(TOPICS)
        assert service.audience and service.may_come and service.delivery and service.languages
        assert service.covers and all(map(coverage.is_code, service.covers))


def test_the_file_is_written_as_records_are():
    """Read and written again it is the same; slugs are unique."""
    raw = json.loads(example.FILE.read_text("utf-8"))

    assert len({record["id"] for record in raw}) == len(raw) >= 40
    assert {record["id"] for record in raw} >= {*example.LATE, *example.NEVER_VERIFIED}


def test_every_kind_of_case_is_there():
    """What a demo has to show."""
    records = example.structures(TODAY)

    assert {s.status for s in records} == {Status.ACTIVE, Status.DRAFT, Status.SUSPENDED}
    assert any(s.is_protected for s in records) and any(s.closure for s in records)
    assert {"fr", "nl", "de", "ar"} <= {lang for s in records for v in s.services for lang in v.languages}


def test_the_queue_of_the_demo_is_alive(house):
    """Some late, some never verified, one suspended, and most of them fresh."""
    with house.database.reading() as session:
        waiting = checks.to_verify(session, TODAY, limit=100)
        known = store.count(session)

    assert {check.why for check in waiting} == set(checks.Why)
    assert len(example.LATE) + len(example.NEVER_VERIFIED) <= len(waiting) < known / 4


def test_two_pairs_wait_to_be_judged(house):
    """One that is the same, and a town hall with its CCAS, which are not."""
    with house.database.reading() as session:
        pairs = duplicates.candidates(session)
        names = [{store.get(session, n).structure.id for n in (p.first, p.second)} for p in pairs]

    assert names == [{"hermines-hand", "hermines-handball"}, {"ccas-de-la-gare", "mairie-de-la-gare"}]
    assert [pair.suggested for pair in pairs] == [Verdict.SAME, Verdict.UNSURE]


def test_a_directory_that_is_not_empty_is_left_alone(house):
    """The example never mixes with real records."""
    with house.database.writing() as session:
        before = store.count(session)

        assert example.fill(session, MONDAY_MORNING) == 0 and store.count(session) == before


def test_without_a_member_nothing_is_verified(tmp_path):
    """Only a person verifies."""
    opened = open_house(settings_in(tmp_path), clock=MovableClock())
    with opened.database.writing() as session:
        filled = example.fill(session, MONDAY_MORNING)
        verified = [check for check in checks.to_verify(session, TODAY, limit=100) if check.kept.verified_on]

    assert filled == len(example.structures(TODAY)) and verified == []
    opened.close()
