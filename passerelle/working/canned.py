"""Canned replies: words that a coordinator approved, to begin an answer with. They are read and changed before they leave.

What may be filled in comes from one closed list, and the person is not in it: neither a name nor a pseudonym can get into a reply
this way.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from passerelle import journal
from passerelle.errors import NotFound, Refused
from passerelle.journal import Action
from passerelle.tables import Member, Role
from passerelle.working.tables import CannedReply

PLACEHOLDERS = ("member", "association", "hours")
TITLE_LONGEST, TEXT_LONGEST = 60, 1500
_BRACED = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Wording:
    """What somebody wrote as a canned reply. Raises Refused, saying what is wrong by a code, when it cannot be kept."""

    title: str
    language: str
    text: str

    def __post_init__(self) -> None:
        if not self.title or not self.text:
            raise Refused("empty")
        if len(self.title) > TITLE_LONGEST or len(self.text) > TEXT_LONGEST:
            raise Refused("too_long")
        rest = _BRACED.sub("", self.text)
        if set(_BRACED.findall(self.text)) - set(PLACEHOLDERS) or "{" in rest or "}" in rest:
            raise Refused("placeholder")


def listed(session: Session) -> list[CannedReply]:
    """Every canned reply, by language and title: drafts too, for whoever writes and approves them."""
    query = select(CannedReply).order_by(col(CannedReply.language), col(CannedReply.title))
    return list(session.exec(query).all())


def offered(session: Session, *, language: str) -> list[CannedReply]:
    """The approved replies in a language, by title."""
    query = select(CannedReply).where(
        CannedReply.language == language, col(CannedReply.approved_by).is_not(None)
    )
    return list(session.exec(query.order_by(col(CannedReply.title))).all())


def get(session: Session, number: int) -> CannedReply:
    """Fetch a canned reply; raises NotFound."""
    found = session.get(CannedReply, number)
    if found is None:
        raise NotFound("no such canned reply")
    return found


def write(
    session: Session, member: Member, wording: Wording, *, now: datetime, number: int | None = None
) -> CannedReply:
    """Keep a new wording, or change one: whatever it was before, it is a draft now. Raises NotFound."""
    reply = get(session, number) if number else CannedReply(title="", language="", text="", changed_at=now)
    reply.title, reply.language, reply.text = wording.title, wording.language, wording.text
    reply.approved_by, reply.changed_by, reply.changed_at = None, member.id, now
    session.add(reply)
    session.flush()
    return reply


def approve(session: Session, member: Member, number: int, *, now: datetime, as_read_at: datetime) -> None:
    """Offer a reply to everybody from now on; raises Refused for who is no coordinator, or when it changed since it was read."""
    _only_coordinators(member)
    reply = get(session, number)
    if reply.changed_at != as_read_at:
        raise Refused("this reply changed since it was read")
    reply.approved_by = member.id
    session.add(reply)
    journal.record(session, Action.CANNED_APPROVED, now=now, member=member.id, subject=number)


def remove(session: Session, member: Member, number: int) -> None:
    """Take a reply away; a draft is anybody's to take away, an approved one only a coordinator's. Raises Refused."""
    reply = get(session, number)
    if reply.approved_by is not None:
        _only_coordinators(member)
    session.delete(reply)


def filled(reply: CannedReply, values: Mapping[str, str]) -> str:
    """Write a reply with its placeholders filled in; one that was not approved raises NotFound."""
    if reply.approved_by is None:
        raise NotFound("this reply is a draft")
    return _BRACED.sub(lambda found: values[found[1]], reply.text)


def _only_coordinators(member: Member) -> None:
    if member.role != Role.COORDINATOR:
        raise Refused("only a coordinator approves")
