"""Whose telephone is whose: a member links theirs by a one-time code, and it is kept sealed, found again by a keyed digest.

A stranger with a wrong code learns nothing, not even that there is a team. Nothing here speaks to anybody.
"""

from datetime import datetime, timedelta

from sqlalchemy import update
from sqlmodel import Session, col, select

from passerelle import codes, team
from passerelle.alerts.tables import MemberReach
from passerelle.database import mark_changed, put_once
from passerelle.tables import Member
from passerelle.vault import Vault, seal, unseal

SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # none that is taken for another: no 0, O, 1, I, L
SIGNS_IN_CODE = 8
CODE_FOR = timedelta(minutes=10)

_UNLINKED = {"sealed_address": None, "lookup": None, "linked_at": None}


def new_code(session: Session, member: Member, *, vault: Vault, now: datetime) -> str:
    """Draw a code that links a telephone to this member, once, within ten minutes; an earlier one is worth nothing any more."""
    code = codes.draw(SIGNS_IN_CODE, SIGNS)
    reach = _own(session, member.id or 0)
    reach.code_digest, reach.code_until = _digest(vault, code), now + CODE_FOR
    session.add(reach)
    return code


def link(session: Session, typed: str, chat: int, *, vault: Vault, now: datetime) -> Member | None:
    """Link a chat to the member whose code was typed, and use the code up; None when it is nobody's, or too old."""
    code = codes.typed(typed)
    query = select(MemberReach).where(MemberReach.code_digest == _digest(vault, code)).with_for_update()
    reach = session.exec(query).first()
    if reach is None or reach.code_until is None or reach.code_until <= now:
        return None
    member = team.get(session, reach.member_id)
    if member is None:
        return None
    lookup = _lookup(vault, chat)
    session.exec(update(MemberReach).where(col(MemberReach.lookup) == lookup).values(**_UNLINKED))
    reach.code_digest, reach.code_until, reach.linked_at = None, None, now
    reach.lookup, reach.sealed_address = lookup, seal(vault.staff, str(chat).encode(), place=_place(reach))
    session.add(reach)
    return member


def who(session: Session, chat: int, *, vault: Vault) -> Member | None:
    """Find the active member whose telephone this is; None for a stranger."""
    reach = session.exec(select(MemberReach).where(MemberReach.lookup == _lookup(vault, chat))).first()
    return team.get(session, reach.member_id) if reach is not None else None


def unlink(session: Session, member_id: int) -> None:
    """Forget a member's telephone, and a code that waits; for whoever wants to, left, or blocked the bot."""
    forgotten = {**_UNLINKED, "code_digest": None, "code_until": None}
    session.exec(update(MemberReach).where(col(MemberReach.member_id) == member_id).values(**forgotten))
    mark_changed(session)


def unlink_who_left(session: Session) -> None:
    """Forget the telephones of members who are not active any more."""
    query = select(MemberReach.member_id).join(Member).where(~col(Member.is_active))
    for member_id in session.exec(query.where(col(MemberReach.lookup).is_not(None))).all():
        unlink(session, member_id)


def address(reach: MemberReach, *, vault: Vault) -> int | None:
    """Open the chat of a member; None when none is linked. Raises KeyDestroyed."""
    if reach.sealed_address is None:
        return None
    return int(unseal(vault.staff, reach.sealed_address, place=_place(reach)))


def reach_of(session: Session, member_id: int) -> MemberReach:
    """Say how a member is reached; who never said anything is reached by mail."""
    return session.get(MemberReach, member_id) or MemberReach(member_id=member_id)


def reaches(session: Session) -> dict[int, MemberReach]:
    """Say how each member who ever said so is reached."""
    return {reach.member_id: reach for reach in session.exec(select(MemberReach)).all()}


def prefer_mail(session: Session, member: Member, *, wanted: bool) -> None:
    """Keep whether this member wants mail too."""
    reach = _own(session, member.id or 0)
    reach.by_mail = wanted
    session.add(reach)


def _own(session: Session, member_id: int) -> MemberReach:
    if session.get(MemberReach, member_id) is None:
        put_once(session, MemberReach(member_id=member_id))
    return session.get_one(MemberReach, member_id, with_for_update=True, populate_existing=True)


def _digest(vault: Vault, code: str) -> bytes:
    return vault.sign("staff code", code).encode()


def _lookup(vault: Vault, chat: int) -> bytes:
    """Not the digest that finds a person: a member who also wrote to us as one is not found out by comparing tables."""
    return vault.sign("staff address", str(chat)).encode()


def _place(reach: MemberReach) -> str:
    return f"member_reach.address:{reach.member_id}"
