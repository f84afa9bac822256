"""Until when an answer is promised: in the hours of the team, and the same for who waits and who watches."""

from datetime import timedelta

import pytest

from passerelle import association, offering, team
from passerelle.alerts import watching
from passerelle.alerts.promise import promised_by
from passerelle.alerts.watch import Watch
from passerelle.rota.tables import DutySpan
from tests.house.stage import asks_for_help, in_utc
from tests.people import MONDAY_MORNING as NOW, NADIA

FRIDAY_AT_FIVE = in_utc("2026-11-27T17:00+01:00")


def promising(house, *, answer=0, urgent=0, hours="Mo-Fr 09:00-18:00"):
    """The association promises this."""
    with house.database.writing() as session:
        offering.promise(session, answer_minutes=answer, urgent_minutes=urgent)
        association.change(session, hours=hours)


def by(house, since, *, is_urgent=False, now=None):
    """Until when somebody who asked at an instant is promised an answer."""
    with house.database.reading() as session:
        return promised_by(session, since=since, is_urgent=is_urgent, now=now or since)


def test_nothing_is_promised_until_somebody_promises(house):
    """Nor without hours to count in."""
    assert by(house, NOW) is None
    promising(house, answer=120, hours="")

    assert by(house, NOW) is None


@pytest.mark.parametrize(
    ("since", "is_urgent", "over"),
    [
        (NOW, False, in_utc("2026-11-23T13:00+01:00")),
        (NOW, True, in_utc("2026-11-23T11:30+01:00")),
        (FRIDAY_AT_FIVE, False, in_utc("2026-11-30T10:00+01:00")),
    ],
)
def test_only_hours_in_which_the_team_is_there_count(house, since, is_urgent, over):
    """Over a weekend too; what is urgent has its own."""
    promising(house, answer=120, urgent=30)

    assert by(house, since, is_urgent=is_urgent) == over


def test_a_promise_that_is_over_is_not_repeated(house):
    """Nobody reads of an hour that has passed."""
    promising(house, answer=60)

    assert by(house, NOW, now=NOW + timedelta(hours=1)) is None


def test_the_rota_goes_before_the_hours(house):
    """Whoever is on duty on Tuesday answers on Tuesday."""
    promising(house, answer=60)
    with house.database.writing() as session:
        nadia = team.find(session, NADIA.email)
        session.add(DutySpan(member_id=nadia.id, weekday=1, starts_minute=600, ends_minute=720))

    assert by(house, NOW) == in_utc("2026-11-24T11:00+01:00")


@pytest.mark.parametrize(("answer", "rings_after"), [(60, 1), (240, 4), (0, 2)])
def test_the_coordination_rings_when_the_promised_time_is_over(house, answer, rings_after):
    """The association's own delay; two hours of opening where it promised none."""
    promising(house, answer=answer)
    asks_for_help(house)
    at = NOW + timedelta(hours=rings_after)

    assert not escalations(house, at - timedelta(minutes=1)) and escalations(house, at)


def escalations(house, now):
    """Who is rung as the next one of a case that waits, were everybody reachable."""
    with house.database.reading() as session:
        here, waiting = association.get(session), watching.cases.waiting(session)
        promise = watching.Promise(here, Watch().rules.promised, None)
        return [case.id for case in waiting if promise.over_at(case.opened_at) <= now]
