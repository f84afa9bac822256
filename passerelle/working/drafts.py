"""What a trainee wrote, until a mentor has read it: nothing of it leaves before. Nothing here asks whose a case is but `approves`.

Whoever decides takes the row away; of two at once exactly one does.
"""

from collections.abc import Sequence

from sqlalchemy import delete, update
from sqlmodel import Session, col, select

from passerelle.tables import Case, Delivery, Entry, Member, Role
from passerelle.working.tables import HeldReply


def hold(session: Session, case: Case, entry: Entry) -> None:
    """Keep a message back."""
    session.add(HeldReply(entry_id=entry.id or 0, case_id=case.id or 0))


def approves(session: Session, case: Case, member: Member) -> bool:
    """Tell whether something is held in a case that this member may decide on: as the writer's mentor, or a coordinator."""
    query = select(HeldReply.entry_id).where(HeldReply.case_id == case.id)
    if session.exec(query.limit(1)).first() is None:
        return False
    holder = session.get(Member, case.owner_id) if case.owner_id else None
    is_mentor = holder is not None and holder.mentor_id == member.id
    return is_mentor or (member.role == Role.COORDINATOR and case.owner_id != member.id)


def for_approval(session: Session, member: Member) -> Sequence[tuple[int, int, Member]]:
    """What waits for a member to read it, oldest first: entry, case and who wrote it."""
    query = (
        select(HeldReply.entry_id, HeldReply.case_id, Member)
        .join(Entry, col(Entry.id) == HeldReply.entry_id)
        .join(Member, col(Member.id) == Entry.author_id)
        .where(Member.id != member.id)
    )
    if member.role != Role.COORDINATOR:
        query = query.where(Member.mentor_id == member.id)
    return session.exec(query.order_by(col(HeldReply.entry_id))).all()


def decide(session: Session, case: Case, entry_id: int, delivery: Delivery) -> Entry | None:
    """Let a held message go, or call it back; None when somebody decided already."""
    asked = delete(HeldReply).where(col(HeldReply.entry_id) == entry_id, col(HeldReply.case_id) == case.id)
    if session.exec(asked).rowcount != 1:
        return None
    entry = session.get_one(Entry, entry_id)
    entry.delivery = delivery
    session.add(entry)
    return entry


def call_back(session: Session, case: Case) -> None:
    """Call back everything that is held in a case."""
    inside = select(HeldReply.entry_id).where(HeldReply.case_id == case.id)
    session.exec(update(Entry).where(col(Entry.id).in_(inside)).values(delivery=Delivery.CANCELLED))
    session.exec(delete(HeldReply).where(col(HeldReply.case_id) == case.id))
