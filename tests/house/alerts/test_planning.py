"""Who is alerted and when: the plan alone, without a house."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, strategies as st

from passerelle.alerts.planning import (
    Held,
    Rota,
    Rules,
    Waiting,
    is_day,
    plan,
    plan_news,
    promised_at,
)
from passerelle.alerts.tables import Channel, Kind
from passerelle.association import Presence
from tests.people import MONDAY_MORNING as NOON

NADIA, MARC, INES = 1, 2, 3
BOTH, CHAT, MAIL = frozenset(Channel), frozenset({Channel.CHAT}), frozenset({Channel.MAIL})
ROTA = Rota(on_duty=[(NADIA, BOTH)], coordinators=[(INES, BOTH)], on_call=[(MARC, BOTH), (INES, BOTH)])
RULES = Rules()


def waiting(*, urgent: bool = True, **more) -> Waiting:
    """A case that waits since noon."""
    return Waiting(7, urgent, NOON, NOON + timedelta(hours=2), **more)


def told(case, *, minutes: float = 0, rota: Rota = ROTA, ring: bool = True) -> set[tuple[int, str, str]]:
    """Whom the plan tells so many minutes after noon: member, kind, channel."""
    due = plan(case, rota, NOON + timedelta(minutes=minutes), RULES, may_ring=ring)
    return {(alert.member_id, alert.kind, alert.channel) for alert in due}


def ways(member, kind=Kind.ESCALATED):
    """An alert by chat and by mail."""
    return {(member, kind, Channel.CHAT), (member, kind, Channel.MAIL)}


def test_an_urgent_case_rings_at_once_both_ways_with_those_on_duty():
    """At any hour, and with nobody else."""
    assert told(waiting(), ring=False) == ways(NADIA, Kind.OPENED)


@pytest.mark.parametrize(
    ("minutes", "names"),
    [(2.99, {NADIA}), (3, {NADIA, INES}), (5.99, {NADIA, INES}), (6, {NADIA, INES, MARC})],
)
def test_an_urgent_case_climbs_after_three_minutes_and_after_six(minutes, names):
    """The coordinator, then everybody on call."""
    assert {member for member, _, _ in told(waiting(), minutes=minutes)} == names


def test_whoever_was_told_at_an_earlier_step_is_told_again_at_a_later_one():
    """Inès as the coordinator, then as who is on call: nobody took it yet."""
    first = plan(waiting(), ROTA, NOON + timedelta(minutes=3), RULES, may_ring=True)
    case = waiting(told=frozenset(alert.dedupe for alert in first))

    assert told(case, minutes=4) == set()
    assert told(case, minutes=6) == ways(INES) | ways(MARC)


def test_nobody_is_waited_for_who_is_not_there():
    """With nobody on duty the coordinator is told at once; with nobody who coordinates either, everybody on call."""
    assert told(waiting(), rota=Rota(coordinators=[(INES, CHAT)], on_call=[(MARC, CHAT)])) == {
        (INES, Kind.ESCALATED, Channel.CHAT)
    }
    assert told(waiting(), rota=Rota(on_call=[(MARC, CHAT)])) == {(MARC, Kind.ESCALATED, Channel.CHAT)}
    assert told(waiting(), rota=Rota(on_duty=[(NADIA, frozenset())], on_call=[(MARC, MAIL)])) == {
        (MARC, Kind.ESCALATED, Channel.MAIL)
    }


def test_who_passed_is_told_no_more_and_the_next_are_told_at_once():
    """Nadia was the only one on duty."""
    assert told(waiting(passed=frozenset({NADIA}))) == ways(INES)


def test_an_ordinary_case_rings_by_chat_only_and_never_at_night():
    """Mail is for whoever has no chat."""
    rota = Rota(on_duty=[(NADIA, BOTH), (MARC, MAIL)])

    assert told(waiting(urgent=False), rota=rota) == {
        (NADIA, Kind.OPENED, Channel.CHAT),
        (MARC, Kind.OPENED, Channel.MAIL),
    }
    assert told(waiting(urgent=False), rota=rota, ring=False) == set()


def test_an_ordinary_case_goes_to_the_coordinator_when_the_promise_is_over_and_no_further():
    """Not to everybody on call."""
    assert {member for member, _, _ in told(waiting(urgent=False), minutes=119)} == {NADIA}
    assert {member for member, _, _ in told(waiting(urgent=False), minutes=600)} == {NADIA, INES}


def test_a_case_that_becomes_urgent_rings_again():
    """What was told of an ordinary one does not count."""
    case = waiting(urgent=False)
    before = plan(case, ROTA, NOON, RULES, may_ring=True)

    assert told(waiting(told=frozenset(alert.dedupe for alert in before))) == ways(NADIA, Kind.OPENED)


@given(minutes=st.lists(st.floats(0, 60), max_size=12), urgent=st.booleans())
def test_however_often_one_looks_nobody_is_told_the_same_twice(minutes, urgent):
    """Each step once for each member and way."""
    keys: list[str] = []
    for minute in sorted(minutes):
        case = waiting(urgent=urgent, told=frozenset(keys))
        keys += [a.dedupe for a in plan(case, ROTA, NOON + timedelta(minutes=minute), RULES, may_ring=True)]

    assert len(keys) == len(set(keys))


def held(case_id=7, *, urgent=False, here=False, ago=None, entry=40, told=frozenset()):
    """A case of Nadia's with news, of which she was told so many minutes ago."""
    at = None if ago is None else NOON - timedelta(minutes=ago)
    return Held(case_id, urgent, (NADIA, BOTH), entry, here, at, told)


def news(*cases, ring=True):
    """The cases that an owner is told of, and by which way."""
    due = plan_news(cases, NOON, RULES, may_ring=ring)
    return [(alert.case_id, alert.channel.value) for alert in due]


def test_news_is_told_by_chat_to_an_owner_who_is_away():
    """Once, however many cases have some; of the urgent one first, both ways and at any hour."""
    assert news(held(7), held(8)) == [(7, "chat")]
    assert news(held(7), held(8, urgent=True), ring=False) == [(8, "chat"), (8, "mail")]


def test_news_is_not_told_to_who_is_here_nor_at_night_nor_twice_in_half_an_hour():
    """Nor ever again when nothing new was written since."""
    first = plan_news([held()], NOON, RULES, may_ring=True)

    assert news(held(here=True)) == news(held(ago=29)) == news(held(), ring=False) == []
    assert news(held(ago=31, told=frozenset(alert.dedupe for alert in first))) == []
    assert news(held(ago=31, entry=41, told=frozenset(alert.dedupe for alert in first))) == [(7, "chat")]


def hours(at: datetime) -> Presence:
    """Open from nine to eighteen each day, in UTC."""
    opens, closes = at.replace(hour=9, minute=0), at.replace(hour=18, minute=0)
    if opens <= at < closes:
        return Presence(is_open=True, until=closes)
    return Presence(is_open=False, back_at=opens if at < opens else opens + timedelta(days=1))


@pytest.mark.parametrize(
    ("opened", "promised"),
    [
        ((23, 10), (23, 12)),
        ((23, 17), (24, 10)),
        ((23, 22), (24, 11)),
        ((23, 5), (23, 11)),
        ((23, 16), (23, 18)),
    ],
)
def test_a_promise_counts_opening_hours_only(opened, promised):
    """Two hours of them."""
    start, end = (datetime(2026, 11, *at, tzinfo=UTC) for at in (opened, promised))

    assert promised_at(start, RULES.promised, hours) == end


def test_a_promise_without_known_hours_counts_them_all():
    """And one of an association that never closes too."""
    for always in (Presence(is_open=False), Presence(is_open=True)):
        assert promised_at(NOON, RULES.promised, lambda _, found=always: found) == NOON + RULES.promised


def test_night_is_night_where_the_association_is():
    """Seven in the morning to nine in the evening."""
    zone = ZoneInfo("Europe/Brussels")
    at = {hour: is_day(datetime(2026, 11, 23, hour, tzinfo=zone), zone) for hour in (6, 7, 20, 21)}

    assert at == {6: False, 7: True, 20: True, 21: False}
