"""Records that look like one structure: proposed with why, judged, gathered, and taken apart again, on both databases."""

import time
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from sqlmodel import select

from passerelle.directory import documents, duplicates, store
from passerelle.directory.duplicates import Verdict
from passerelle.directory.likeness import REASONS, Reason
from passerelle.directory.records import Address, Phone, Reach, Structure
from passerelle.directory.tables import StructurePair, StructureRow
from passerelle.directory.vocabulary import Status
from passerelle.errors import NotFound, Refused
from tests.house.directory.shelf import LIEGE, THE_BRIDGE, puts, somebody

NUMBER, OTHER_NUMBER = Phone(number="+33199001234"), Phone(number="+33199005678")
MASSY = Address(
    street="1 place de la Mairie",
    postcode="91300",
    locality="Massy",
    country="FR",
    commune="91377",
    lat=48.73,
    lon=2.28,
)
HALL = Structure(
    id="mairie",
    name="Mairie de Massy (fictive)",
    kind="town_hall",
    reach=Reach(phones=(NUMBER,), website="https://massy.example", address=MASSY),
)
HARBOUR = Structure(
    id="le-havre",
    name="Association Le Havre de paix",
    kind="association",
    reach=Reach(phones=(NUMBER,), email="bonjour@havre.example", address=MASSY),
)


def like_the_harbour(slug, **changes):
    """The same structure under another slug, with changes of its reach or of itself."""
    of_reach = {key: changes.pop(key) for key in ("phones", "email", "website", "address") if key in changes}
    return replace(HARBOUR, **{"id": slug, "reach": replace(HARBOUR.reach, **of_reach), **changes})


def candidates(house, **asked):
    """What a person is asked to judge."""
    with house.database.reading() as session:
        return duplicates.candidates(session, **asked)


def judges(house, first, second, verdict=Verdict.SAME):
    """Inès judges two records."""
    ines = somebody(house)
    with house.database.writing() as session:
        duplicates.judge(session, first, second, verdict, ines, now=house.clock())


def undoes(house, first, second):
    """A judgement is taken back."""
    with house.database.writing() as session:
        duplicates.undo(session, first, second)


def clusters(house):
    """Which cluster each record is in."""
    with house.database.reading() as session:
        return dict(session.exec(select(StructureRow.id, StructureRow.cluster)).all())


def three(house):
    """Three records that nobody would take for one."""
    return puts(house, *(replace(THE_BRIDGE, id=f"s{n}", name=f"Numéro {n}") for n in range(3)))


def test_the_same_structure_twice_is_proposed_with_why(house):
    """Spelt a little differently, under another slug."""
    first, second = puts(house, HARBOUR, like_the_harbour("havre-2", name="Le Havre de Paix asbl"))

    (pair,) = candidates(house)
    assert (pair.first, pair.second, pair.suggested) == (first, second, Verdict.SAME)
    assert pair.reasons == (Reason.SAME_NAME, Reason.SAME_PHONE, Reason.SAME_MAIL, Reason.SAME_STREET)
    assert set(REASONS) == set(Reason) and set(duplicates.VERDICTS) == set(Verdict)


def test_a_town_hall_and_its_ccas_are_unsure(house):
    """They share a door, a telephone and a site, and are two."""
    puts(house, HALL, replace(HALL, id="ccas", name="CCAS de Massy (fictif)", kind="ccas"))

    (pair,) = candidates(house)
    assert pair.suggested is Verdict.UNSURE and Reason.OTHER_KIND in pair.reasons


@pytest.mark.parametrize(
    "other",
    [
        like_the_harbour("a", name="Le Phare", phones=(), email="", website=""),
        like_the_harbour("b", address=LIEGE),
        like_the_harbour("c", name="Le Phare", phones=(OTHER_NUMBER,), email="phare@gmail.com"),
        like_the_harbour("d", parent="le-havre"),
        like_the_harbour("e", name="La Ruche", phones=(Phone(number="103"),), email=""),
    ],
    ids=[
        "another at the same door",
        "another country",
        "a shared mail host",
        "its own branch",
        "a short number",
    ],
)
def test_what_is_not_alike_enough_is_not_proposed(house, other):
    """A missed duplicate is better than a false one."""
    short = Phone(number="103")
    puts(house, like_the_harbour("le-havre", phones=(NUMBER, short), email="havre@gmail.com"), other)

    assert candidates(house) == []


def test_branches_in_several_communes_are_never_suggested_as_one(house):
    """They share their name, their telephone and their mail."""
    elsewhere = replace(MASSY, commune="91228", locality="Évry-Courcouronnes", lat=48.62, lon=2.43)
    puts(house, HARBOUR, like_the_harbour("evry", address=elsewhere))

    assert all(pair.suggested is Verdict.UNSURE for pair in candidates(house))


def test_another_siret_speaks_against_it(house):
    """One enterprise may have two establishments behind one telephone."""
    one, other = ({"siret": f"1234567890001{n}"} for n in (1, 2))
    puts(house, replace(HARBOUR, identifiers=one), like_the_harbour("b", identifiers=other))

    (pair,) = candidates(house)
    assert pair.suggested is Verdict.UNSURE and Reason.OTHER_IDENTIFIER in pair.reasons


def test_removed_and_closed_records_are_left_alone(house):
    """Nobody has to judge what nobody is given."""
    _, second, _ = puts(
        house, HARBOUR, like_the_harbour("b"), like_the_harbour("c", status=Status.CLOSED, phones=())
    )
    with house.database.writing() as session:
        store.bury(session, second, somebody(house), now=house.clock())

    assert candidates(house) == []


@pytest.mark.parametrize("verdict", Verdict)
def test_what_was_judged_does_not_come_back(house, verdict):
    """Until the judgement is taken back."""
    first, second = puts(house, HARBOUR, like_the_harbour("b"))
    judges(house, second, first, verdict)
    assert candidates(house) == []

    undoes(house, first, second)
    assert len(candidates(house)) == 1


def test_only_the_same_share_a_cluster(house):
    """Its number is the lowest of theirs; the third is the same through the second."""
    a, b, c = three(house)
    judges(house, c, b)
    assert clusters(house) == {a: None, b: b, c: b}

    judges(house, a, b)
    assert clusters(house) == {a: a, b: a, c: a}


def test_a_changed_mind_takes_the_cluster_apart(house):
    """The last verdict holds, and the other half stays together."""
    a, b, c = three(house)
    judges(house, a, b)
    judges(house, b, c)
    judges(house, a, b, Verdict.DISTINCT)

    assert clusters(house) == {a: None, b: b, c: b}


def test_pairs_of_one_cluster_are_not_asked_about(house):
    """Three records of one structure need two judgements."""
    a, b, c = puts(house, HARBOUR, like_the_harbour("b"), like_the_harbour("c"))
    judges(house, a, b)
    judges(house, b, c)

    assert candidates(house) == []


def test_what_was_said_of_a_record_can_be_read(house):
    """By whom and when, the last first."""
    a, b, c = three(house)
    judges(house, a, b, Verdict.UNSURE)
    house.clock.forward(days=1)
    judges(house, c, a)

    with house.database.reading() as session:
        said = duplicates.judged(session, a)
    assert [(j.first, j.second, j.verdict) for j in said] == [(a, c, Verdict.SAME), (a, b, Verdict.UNSURE)]
    assert said[0].member_id == somebody(house).id and said[0].judged_at == house.clock()


def test_a_judgement_needs_two_records_that_are_there(house):
    """One record with itself, or with a removed one, is refused."""
    a, b, _ = three(house)
    with pytest.raises(Refused):
        judges(house, a, a)
    with pytest.raises(NotFound):
        judges(house, a, 4_000)
    with house.database.writing() as session:
        store.bury(session, b, somebody(house), now=house.clock())

    with pytest.raises(NotFound):
        judges(house, a, b)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    said=st.lists(st.sampled_from(list(combinations(range(6), 2))), unique=True, max_size=9),
    last=st.sampled_from(list(combinations(range(6), 2))),
    verdict=st.sampled_from(Verdict),
)
def test_judging_and_undoing_leaves_the_clusters_as_they_were(house, said, last, verdict):
    """Whatever was said before of other pairs; and no record is lost or changed."""
    numbers = puts(house, *(replace(THE_BRIDGE, id=f"s{n}", name=f"Numéro {n}") for n in range(6)))
    earlier = [pair for pair in said if pair != last]
    for a, b in earlier:
        judges(house, numbers[a], numbers[b])
    before = clusters(house)

    judges(house, numbers[last[0]], numbers[last[1]], verdict)
    undoes(house, numbers[last[0]], numbers[last[1]])

    assert clusters(house) == before and len(before) == len(numbers)
    for a, b in earlier:
        undoes(house, numbers[a], numbers[b])
    assert set(clusters(house).values()) == {None}


def test_twenty_thousand_structures_take_seconds(house):
    """All of them stand in one commune and bear almost the same name, which must not cost its square; seconds of work, not of waiting."""
    records = [
        replace(HARBOUR, id=f"h{n}", name=f"Maison de jeunes {n // 2}", reach=Reach(address=MASSY))
        for n in range(20_000)
    ]
    with house.database.writing() as session:
        for start in range(0, len(records), 2_000):
            some = records[start : start + 2_000]
            store.put_many(session, [(s, documents.written(s)) for s in some], now=house.clock())

    started = time.process_time()
    assert len(candidates(house, limit=50)) == 50
    assert time.process_time() - started < 5.0
    with house.database.reading() as session:
        assert session.exec(select(StructurePair)).all() == []
