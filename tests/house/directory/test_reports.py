"""What people say is wrong with a record: one makes it due, two suspend it, a verification settles it."""

from passerelle.directory import reports, store
from passerelle.directory.reports import Wrong
from passerelle.directory.store import How
from passerelle.directory.vocabulary import Status
from tests.house.directory.shelf import THE_BRIDGE, puts, somebody, takes_back


def says_wrong(house, number, *reporters, reason=Wrong.SOMETHING):
    """People say that a record is wrong; tells after each whether it is suspended."""
    with house.database.writing() as session:
        return [reports.report(session, number, who, reason=reason, now=house.clock()) for who in reporters]


def test_two_people_suspend_a_record_and_the_same_one_twice_does_not(house):
    """A tap too many harms nobody."""
    (number,) = puts(house, THE_BRIDGE)

    assert says_wrong(house, number, b"sam", b"sam", b"nadia") == [False, False, True]
    assert takes_back(house, number).structure.status is Status.SUSPENDED


def test_one_report_makes_a_verified_record_due_at_once(house):
    """It is a task, although the record is still given out."""
    (number,) = puts(house, THE_BRIDGE)
    with house.database.writing() as session:
        store.verify(session, number, somebody(house), how=How.PHONE, now=house.clock())
    says_wrong(house, number, b"sam", reason=Wrong.NUMBER)

    assert takes_back(house, number).check_due_on == house.clock().date()
    with house.database.reading() as session:
        assert reports.reasons(session, number) == ["number"]


def test_a_verification_settles_what_was_said(house):
    """Afterwards it takes two people again."""
    (number,) = puts(house, THE_BRIDGE)
    says_wrong(house, number, b"sam", b"nadia")
    with house.database.writing() as session:
        store.verify(session, number, somebody(house), how=How.PHONE, now=house.clock())

    assert takes_back(house, number).structure.status is Status.ACTIVE
    assert says_wrong(house, number, b"marc") == [False]
