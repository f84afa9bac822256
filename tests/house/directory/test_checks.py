"""What somebody has to look at next, on both databases: the most urgent first, and each record once."""

import pytest

from passerelle.directory import checks, reports, store
from passerelle.directory.checks import Why
from passerelle.directory.store import How
from tests.house.directory.shelf import like_the_bridge, puts, somebody


def verifies(house, number):
    """Inès verifies a record today."""
    member = somebody(house)
    with house.database.writing() as session:
        store.verify(session, number, member, how=How.PHONE, now=house.clock())


def says_wrong(house, number, people):
    """Some people say that a record is wrong."""
    with house.database.writing() as session:
        for person in range(people):
            reports.report(session, number, bytes([person]), now=house.clock())


def queue(house, limit=9):
    """Who is to be verified, and why."""
    with house.database.reading() as session:
        found = checks.to_verify(session, house.clock().date(), limit=limit)
        total = checks.count_to_verify(session, house.clock().date())
    return [(check.kept.number, check.why) for check in found], total


def test_reported_then_overdue_then_never_verified(house):
    """Two reports before one; a fresh record is not there."""
    fresh, never, overdue, one, two = puts(house, *(like_the_bridge(slug) for slug in "abcde"))
    verifies(house, overdue)
    house.clock.forward(days=200)
    verifies(house, fresh)
    says_wrong(house, one, people=1)
    says_wrong(house, two, people=2)

    assert queue(house) == (
        [(two, Why.REPORTED), (one, Why.REPORTED), (overdue, Why.OVERDUE), (never, Why.NEVER)],
        4,
    )


def test_what_is_late_by_cadences_comes_first(house):
    """A shelter two cadences late before an association half a cadence late."""
    association, shelter = puts(house, like_the_bridge("a"), like_the_bridge("b", kind="shelter"))
    verifies(house, association)
    house.clock.forward(days=90)
    verifies(house, shelter)
    house.clock.forward(days=180)

    assert [number for number, _why in queue(house)[0]] == [shelter, association]


@pytest.mark.parametrize("limit", [0, 1, 2])
def test_a_page_is_as_long_as_it_is_asked_to_be(house, limit):
    """And the count tells how many there are."""
    puts(house, *(like_the_bridge(slug) for slug in "abc"))

    found, total = queue(house, limit=limit)

    assert (len(found), total) == (limit, 3)


def test_closed_and_removed_records_are_left_alone(house):
    """The removed one stands in the list of removed ones."""
    gone, _closed = puts(house, like_the_bridge("a"), like_the_bridge("b", status="closed"))
    with house.database.writing() as session:
        store.bury(session, gone, somebody(house), now=house.clock())

    with house.database.reading() as session:
        removed = [kept.number for kept in checks.removed(session, limit=9)]
    assert (queue(house), removed) == (([], 0), [gone])


def test_what_was_reported_is_settled_by_verifying(house):
    """It leaves the queue."""
    (number,) = puts(house, like_the_bridge("a"))
    says_wrong(house, number, people=2)

    verifies(house, number)

    assert queue(house) == ([], 0)
