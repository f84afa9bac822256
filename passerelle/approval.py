"""A mentor's word on what a trainee wrote: it goes out, or comes back with a remark. The trainee's case stays the trainee's."""

from datetime import datetime

from sqlmodel import Session

from passerelle import cases, handoff, journal
from passerelle.cases import Content
from passerelle.conversations import Secrets
from passerelle.errors import NotFound, Refused
from passerelle.journal import Action
from passerelle.tables import Case, Delivery, Entry, EntryKind, Member
from passerelle.working import drafts


def approve(
    session: Session, member: Member, case_id: int, entry_id: int, *, keys: Secrets, now: datetime
) -> None:
    """Let a held message go to the person, in its writer's name; raises NotFound for who may not, Refused when it is decided."""
    case, entry = _decided(session, member, case_id, entry_id, Delivery.QUEUED)
    _, _, content = cases.content_of(session, entry_id, keys=keys)
    card = (content.code or "").partition(handoff.CARD)[2]
    writer = session.get_one(Member, entry.author_id)
    handoff.send_out(session, case, writer, entry, now=now, structure=int(card) if card else None)
    journal.record(session, Action.REPLY_APPROVED, now=now, member=member.id, subject=case_id)


def send_back(
    session: Session,
    member: Member,
    case_id: int,
    entry_id: int,
    remark: str,
    *,
    keys: Secrets,
    now: datetime,
) -> None:
    """Give a held message back to its writer, with a remark among the notes; raises NotFound, Refused as `approve` does."""
    words = remark.strip()
    if not words:
        raise Refused("a message comes back with a remark")
    case, _ = _decided(session, member, case_id, entry_id, Delivery.CANCELLED)
    cases.add_entry(session, case, EntryKind.NOTE, Content(words), keys=keys, now=now, author=member)
    case.has_news = True
    session.add(case)
    journal.record(session, Action.REPLY_SENT_BACK, now=now, member=member.id, subject=case_id)


def _decided(
    session: Session, member: Member, case_id: int, entry_id: int, delivery: Delivery
) -> tuple[Case, Entry]:
    case = cases.locked(session, case_id)
    if case.is_erased or not drafts.approves(session, case, member):
        raise NotFound("nothing here waits for you")
    entry = drafts.decide(session, case, entry_id, delivery)
    if entry is None:
        raise Refused("somebody decided already")
    return case, entry
