"""Who is there to be told, by which ways, and whether what is not urgent may ring now: what watching and news both ask."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias

from sqlmodel import Session

from passerelle import association, rota, team
from passerelle.alerts.planning import Reached, Rules, is_day
from passerelle.alerts.tables import Channel, MemberReach
from passerelle.tables import Member, Role

Whom: TypeAlias = Callable[[Session, datetime], Sequence[Member]]

BOTH = frozenset(Channel)


def on_duty(session: Session, now: datetime) -> Sequence[Member]:
    """Who is on duty by the rota; everybody who takes cases as long as nobody wrote one."""
    there = rota.on_duty(session, now)
    return there if there or rota.presence(session, now) is not None else takers(session)


def on_call(session: Session, now: datetime) -> Sequence[Member]:
    """Who is on call by the rota; everybody who takes cases where that is nobody."""
    return rota.on_call(session, now) or takers(session)


def takers(session: Session) -> Sequence[Member]:
    """Everybody who takes cases."""
    return team.of_roles(session, team.TAKERS)


def coordinators(session: Session, _now: datetime) -> Sequence[Member]:
    """Everybody who coordinates."""
    return team.of_roles(session, frozenset({Role.COORDINATOR}))


@dataclass(frozen=True, slots=True)
class Watch:
    """How the house is watched over: who is there when, by which ways members can be reached, and how long anybody waits."""

    on_duty: Whom = on_duty
    on_call: Whom = on_call
    coordinators: Whom = coordinators
    channels: frozenset[Channel] = BOTH
    rules: Rules = field(default_factory=Rules)


def may_ring(session: Session, now: datetime) -> bool:
    """Tell whether what is not urgent may ring: while somebody is on duty, or in opening hours where there is no rota, by day."""
    here = association.get(session)
    there = rota.presence(session, now) or association.presence(here, now)
    return there.is_open and is_day(now, association.zone_of(here))


def reached(members: Sequence[Member], reach: Mapping[int, MemberReach], watch: Watch) -> list[Reached]:
    """Say by which ways each member can be reached; none for who can be in no way."""
    return [ways(member.id or 0, reach, watch) for member in members]


def ways(member_id: int, reach: Mapping[int, MemberReach], watch: Watch) -> Reached:
    """Say by which ways a member can be reached: those that they want, and that are set up."""
    own = reach.get(member_id) or MemberReach(member_id=member_id)
    found = {Channel.MAIL} if own.by_mail else set()
    if own.sealed_address is not None:
        found.add(Channel.CHAT)
    return member_id, watch.channels & found
