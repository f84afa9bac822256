"""Who is alerted, and when: decided from instants and rows alone. Nothing here reads or writes.

An urgent case rings at once with those on duty, three minutes later with the coordinators, after six with everybody on call, at any
hour. An ordinary one rings in opening hours only: with those on duty, and with the coordinators when the promised time is over.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TypeAlias
from zoneinfo import ZoneInfo

from passerelle.alerts.tables import Channel, Kind
from passerelle.association import DAYS_LOOKED_AHEAD, Presence

Reached: TypeAlias = tuple[int, frozenset[Channel]]  # a member, and the ways that there are to them

MORNING, NIGHT = (
    time(7),
    time(21),
)  # an ordinary alert lights up no telephone at night, whatever the hours say


@dataclass(frozen=True, slots=True)
class Rules:
    """How long somebody may wait before the next ones are told."""

    coordinators_after: timedelta = timedelta(minutes=3)
    on_call_after: timedelta = timedelta(minutes=6)
    promised: timedelta = timedelta(hours=2)
    away_for: timedelta = timedelta(minutes=5)
    news_apart: timedelta = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Rota:
    """Who could be told at this moment."""

    on_duty: Sequence[Reached] = ()
    coordinators: Sequence[Reached] = ()
    on_call: Sequence[Reached] = ()


@dataclass(frozen=True, slots=True)
class Waiting:
    """A case that waits: since when, until when somebody is promised, who passed, and the keys of what was put down."""

    case_id: int
    is_urgent: bool
    since: datetime
    promised_at: datetime
    passed: frozenset[int] = frozenset()
    told: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Held:
    """A case whose owner has news: the number of the newest entry, when they were told of any news last, and whether they are here."""

    case_id: int
    is_urgent: bool
    owner: Reached
    newest_entry: int
    is_here: bool
    told_at: datetime | None = None
    told: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Planned:
    """An alert to be put down; one with the same key is never put down twice."""

    case_id: int
    member_id: int
    kind: Kind
    channel: Channel
    is_urgent: bool
    dedupe: str


@dataclass(frozen=True, slots=True)
class _Step:
    name: str
    at: datetime
    members: Sequence[Reached]


def plan(case: Waiting, rota: Rota, now: datetime, rules: Rules, *, may_ring: bool) -> list[Planned]:
    """Say whom to alert of a waiting case now; who is due at several steps at once gets the last.

    Nobody is waited for who is not there: when nobody is left to take the case, the next step comes at once.
    """
    if not (case.is_urgent or may_ring):
        return []
    due: dict[int, tuple[_Step, frozenset[Channel]]] = {}
    for step in _steps(case, rota, rules):
        if due and now < step.at:
            break
        for member_id, ways in step.members:
            if ways and member_id not in case.passed:
                due[member_id] = step, ways
    planned = [
        _call(case, member_id, step, channel)
        for member_id, (step, ways) in due.items()
        for channel in _chosen(ways, is_urgent=case.is_urgent)
    ]
    return [alert for alert in planned if alert.dedupe not in case.told]


def _steps(case: Waiting, rota: Rota, rules: Rules) -> Iterator[_Step]:
    yield _Step("duty", case.since, rota.on_duty)
    if case.is_urgent:
        yield _Step("coordinator", case.since + rules.coordinators_after, rota.coordinators)
        yield _Step("on_call", case.since + rules.on_call_after, rota.on_call)
    else:
        yield _Step("coordinator", case.promised_at, rota.coordinators)


def _call(case: Waiting, member_id: int, step: _Step, channel: Channel) -> Planned:
    kind = Kind.OPENED if step.name == "duty" else Kind.ESCALATED
    grade = "urgent" if case.is_urgent else "ordinary"
    key = f"{step.name}:{grade}:{case.case_id}:{member_id}:{channel}"
    return Planned(case.case_id, member_id, kind, channel, case.is_urgent, key)


def _chosen(ways: frozenset[Channel], *, is_urgent: bool) -> Sequence[Channel]:
    """Every way for what is urgent; else the chat, and mail only for whoever has no chat."""
    if is_urgent:
        return sorted(ways)
    return (Channel.CHAT,) if Channel.CHAT in ways else sorted(ways)


def plan_news(held: Sequence[Held], now: datetime, rules: Rules, *, may_ring: bool) -> list[Planned]:
    """Say which owners to tell of news: those away from the panel, once in half an hour, of what is urgent first."""
    planned: dict[int, list[Planned]] = {}
    for case in sorted(held, key=lambda case: (not case.is_urgent, case.newest_entry)):
        member_id, ways = case.owner
        is_too_soon = case.told_at is not None and now - case.told_at < rules.news_apart
        if case.is_here or is_too_soon or member_id in planned or not (case.is_urgent or may_ring):
            continue
        alerts = [_news(case, channel) for channel in _chosen(ways, is_urgent=case.is_urgent)]
        unheard = [alert for alert in alerts if alert.dedupe not in case.told]
        if unheard:
            planned[member_id] = unheard
    return [alert for alerts in planned.values() for alert in alerts]


def _news(case: Held, channel: Channel) -> Planned:
    member_id = case.owner[0]
    key = f"news:{case.case_id}:{case.newest_entry}:{member_id}:{channel}"
    return Planned(case.case_id, member_id, Kind.NEWS, channel, case.is_urgent, key)


def promised_at(
    opened_at: datetime, promised: timedelta, presence: Callable[[datetime], Presence]
) -> datetime:
    """Tell when the promised time is over, counting only hours in which the team is there; with no hours known, all of them."""
    at, left = opened_at, promised
    for _ in range(DAYS_LOOKED_AHEAD * 4):
        there = presence(at)
        if there.is_open:
            if there.until is None or there.until - at >= left:
                return at + left
            left, at = left - (there.until - at), there.until
        elif there.back_at is None:
            return at + left
        else:
            at = there.back_at
    return at


def is_day(now: datetime, zone: ZoneInfo) -> bool:
    """Tell whether it is day where the association is."""
    return MORNING <= now.astimezone(zone).time() < NIGHT
