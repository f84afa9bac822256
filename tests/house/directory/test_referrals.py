"""An address that Sam wants to go to: a code that tells nothing, an answer that is counted once, and nothing that stays of Sam."""

import pytest
from sqlmodel import select

from passerelle import retention
from passerelle.directory import referrals
from passerelle.directory.referrals import Outcome
from passerelle.directory.tables import Referral, ReferralCount
from passerelle.errors import NotFound
from tests.house.directory.shelf import THE_BRIDGE, puts
from tests.house.stage import SAM, contact_of, writes


@pytest.fixture
def given(house):
    """Sam wants to go to the Bridge; gives the structure's number and the referral's."""
    (number,) = puts(house, THE_BRIDGE)
    writes(house)
    return number, gives(house, number)


def gives(house, number):
    """Sam takes a code for a structure."""
    with house.database.writing() as session:
        contact = contact_of(house, SAM).id
        return referrals.give(session, contact, number, vault=house.keys.vault, now=house.clock())


def tells(house, referral, outcome):
    """Sam says how it went."""
    with house.database.writing() as session:
        own = referrals.get(session, referral, contact_id=contact_of(house, SAM).id)
        return referrals.tell(session, own, outcome)


def counts(house):
    """All that is known of how it went."""
    with house.database.reading() as session:
        return {row.outcome: row.count for row in session.exec(select(ReferralCount)).all()}


def test_a_code_is_short_and_the_same_again_until_it_went_somewhere(house, given):
    """Asking twice gives no second one."""
    number, referral = given

    assert gives(house, number) == referral
    assert len(referrals.code(referral, vault=house.keys.vault)) == 7


def test_how_it_went_is_counted_once(house, given):
    """Whoever waits may tell later that they were received."""
    _, referral = given

    assert [tells(house, referral, o) for o in (Outcome.WAITING, Outcome.RECEIVED, Outcome.REFUSED)] == [
        True,
        True,
        False,
    ]
    assert counts(house) == {"waiting": 1, "received": 1}


def test_a_code_that_was_shown_is_counted_once_however_it_is_typed(house, given):
    """A structure reads it out on the telephone."""
    number, referral = given
    code = referrals.code(referral, vault=house.keys.vault)
    with house.database.writing() as session:
        typed = (code.lower().replace("-", " "), code, "AAA-AAA")
        found = [referrals.shown(session, number, text, now=house.clock()) for text in typed]

    assert found == [True, False, False] and counts(house) == {"shown": 1}


def test_a_few_answers_say_nothing_of_a_structure(house, given):
    """From five on they do."""
    number, _ = given
    with house.database.writing() as session:
        session.add(ReferralCount(structure_id=number, outcome="received", count=4))
    with house.database.reading() as session:
        assert referrals.quality(session, number) is None
    with house.database.writing() as session:
        session.add(ReferralCount(structure_id=number, outcome="refused", count=1))
    with house.database.reading() as session:
        assert referrals.quality(session, number) == referrals.Quality(5, 4, 0, 1)


def test_somebody_elses_referral_is_nobodys(house, given):
    """A number that was guessed opens nothing."""
    with house.database.reading() as session, pytest.raises(NotFound):
        referrals.get(session, given[1], contact_id=contact_of(house, SAM).id + 1)


def test_a_referral_goes_with_the_person_and_the_counts_stay(house, given):
    """What Sam erases is gone."""
    tells(house, given[1], Outcome.RECEIVED)
    with house.database.writing() as session:
        retention.forget_contact(session, contact_of(house, SAM).id)

    with house.database.reading() as session:
        assert session.exec(select(Referral)).all() == []
    assert counts(house) == {"received": 1}


def test_a_referral_is_forgotten_after_two_months(house, given):
    """By the daily sweep, which keeps the person in reach until then."""
    for days, left in ((20, 1), (45, 0)):
        house.clock.forward(days=days)
        retention.tick(house.database, house.keys, house.clock())
        with house.database.reading() as session:
            assert len(session.exec(select(Referral)).all()) == left
