"""Second opinions: who reads along, for how long, and what they may do."""

import pytest

from passerelle import cases, handoff, queue
from passerelle.errors import NotFound
from passerelle.tables import EntryKind
from passerelle.working import guests
from tests.house.stage import asks_for_help, closes, member, reads, takes
from tests.people import INES, MARC


@pytest.fixture
def case(house):
    """A case that Nadia holds."""
    return takes(house, asks_for_help(house))


def invite(house, case, staff=MARC):
    """Nadia asks somebody to read along."""
    with house.database.writing() as session:
        guests.invite(session, cases.get(session, case.id), member(session, staff), now=house.clock())


def revoke(house, case, staff=MARC):
    """Nadia asks no longer."""
    with house.database.writing() as session:
        guests.revoke(session, cases.get(session, case.id), member(session, staff).id)


def hand_over(house, case, staff=INES):
    """Nadia gives the case to somebody else."""
    with house.database.writing() as session:
        to, keys, now = member(session, staff).id, house.keys, house.clock()
        handoff.hand_over(session, member(session), case.id, to, keys=keys, now=now)


def test_marc_without_an_invitation_sees_nothing(house, case):
    """Neither he nor a coordinator."""
    for staff in (MARC, INES):
        with pytest.raises(NotFound):
            reads(house, case, staff)


def test_a_guest_reads_along_and_notes(house, case):
    """And finds the case in the queue."""
    invite(house, case)

    with house.database.writing() as session:
        handoff.note(session, member(session, MARC), case.id, "à suivre", keys=house.keys, now=house.clock())
        found = [row.id for row in queue.read_along(session, member(session, MARC), now=house.clock())]

    notes = [line.content.text for line in reads(house, case, MARC).lines if line.kind == EntryKind.NOTE]
    assert (notes, found) == (["à suivre"], [case.id])


def test_a_guest_does_not_write_to_the_person(house, case):
    """Nor close, hand over, or change anything."""
    invite(house, case)

    with house.database.writing() as session:
        marc, keys, now = member(session, MARC), house.keys, house.clock()
        with pytest.raises(NotFound):
            handoff.reply(session, marc, case.id, "bonjour", idempotency="1", keys=keys, now=now)
        with pytest.raises(NotFound):
            handoff.close(session, marc, case.id, keys=keys, now=now)


@pytest.mark.parametrize("ends", [revoke, hand_over, lambda house, case: closes(house, case)])
def test_an_invitation_ends_with_its_holder(house, case, ends):
    """Taken back, handed over, closed: Marc sees nothing any more."""
    invite(house, case)

    ends(house, case)

    with pytest.raises(NotFound):
        reads(house, case, MARC)


def test_an_invitation_ends_after_seven_days(house, case, clock):
    """To the minute; asked again, it begins again."""
    invite(house, case)
    clock.forward(days=7, minutes=-1)
    reads(house, case, MARC)

    clock.forward(minutes=1)
    with pytest.raises(NotFound):
        reads(house, case, MARC)
    invite(house, case)

    assert reads(house, case, MARC).case.id == case.id


def test_who_reads_along_can_be_seen(house, case):
    """By name, on Nadia's page."""
    invite(house, case)

    with house.database.reading() as session:
        found = guests.of_case(session, cases.get(session, case.id), now=house.clock())
    assert [who.name for who, _ in found] == ["Marc"]
