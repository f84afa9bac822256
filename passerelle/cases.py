"""Cases: their headline in the open, their content sealed under their own key. The only module that selects a Case.

Staff get a case's content from one function, `open_for`, which checks whose case it is, writes the journal and unseals. What is not
theirs is NotFound, whether it exists or not.
"""

import itertools
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Exists, delete, exists, func, update
from sqlmodel import Session, col, select

from passerelle import entries, journal
from passerelle.conversations import Secrets
from passerelle.entries import (  # an entry is part of a case: whoever knows cases finds it here
    Content as Content,
    Line as Line,
    add_entry as add_entry,
    deliveries as deliveries,
    event as event,
    from_person as from_person,
    lines as lines,
    newest_entry as newest_entry,
)
from passerelle.errors import NotFound, Refused, TakenAlready
from passerelle.journal import Action
from passerelle.pseudonyms import ANIMALS, HIGHEST
from passerelle.rota.tables import CaseDecline
from passerelle.tables import Case, CaseState, Contact, Conversation, Entry, EntryKind, Member
from passerelle.working import drafts, erasing, guests

DRAWN_BEFORE_LONGER = 20  # names tried before their numbers get another digit


@dataclass(frozen=True, slots=True)
class Headline:
    """All that staff see of a case before they take it."""

    topic: str
    is_urgent: bool
    language: str
    kind: str = "mediator"
    who: str | None = None
    age_band: str | None = None
    area: str | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A case as its mediator sees it."""

    case: Case
    lines: Sequence[Line] = field(default_factory=tuple)


def open_case(
    session: Session,
    *,
    contact_id: int,
    key_id: str,
    headline: Headline,
    asked: Sequence[tuple[str, str]],
    keys: Secrets,
    now: datetime,
) -> Case:
    """Open a case under the conversation's key, with what was asked in words and what was answered."""
    case = Case(
        contact_id=contact_id,
        key_id=key_id,
        pseudonym=_free_pseudonym(session),
        opened_at=now,
        **{name: getattr(headline, name) for name in Headline.__slots__},
    )
    session.add(case)
    session.flush()
    for question, answer in asked:
        add_entry(session, case, EntryKind.ANSWER, Content(answer, question=question), keys=keys, now=now)
    journal.record(session, Action.CASE_OPENED, now=now, subject=case.id)
    return case


def _free_pseudonym(session: Session) -> str:
    """Draw an animal and a number that no case here has; the numbers grow longer only where the short ones are nearly used up."""
    drawn = (
        f"{secrets.choice(ANIMALS)} {secrets.randbelow(HIGHEST * 10 ** (times // DRAWN_BEFORE_LONGER)) + 1}"
        for times in itertools.count()
    )
    return next(name for name in drawn if _is_free(session, name))


def _is_free(session: Session, pseudonym: str) -> bool:
    return session.exec(select(Case.id).where(Case.pseudonym == pseudonym)).first() is None


def get(session: Session, case_id: int) -> Case:
    """Fetch a case's headline; raises NotFound."""
    case = session.exec(select(Case).where(Case.id == case_id)).first()
    if case is None:
        raise NotFound("no such case")
    return case


def locked(session: Session, case_id: int) -> Case:
    """Fetch a case for a change: nobody else changes it before this transaction ends."""
    query = select(Case).where(Case.id == case_id).with_for_update()
    case = session.exec(query, execution_options={"populate_existing": True}).first()
    if case is None:
        raise NotFound("no such case")
    return case


def waiting(session: Session) -> list[Case]:
    """The cases nobody took yet: urgent ones first, then who waits longest."""
    query = select(Case).where(Case.state == CaseState.WAITING, ~col(Case.is_erased))
    return list(
        session.exec(query.order_by(col(Case.is_urgent).desc(), col(Case.opened_at), col(Case.id))).all()
    )


def taken_by(session: Session, member_id: int) -> list[Case]:
    """The open cases of one member: those with news first."""
    query = select(Case).where(Case.state == CaseState.TAKEN, Case.owner_id == member_id)
    return list(session.exec(query.order_by(col(Case.has_news).desc(), col(Case.taken_at).desc())).all())


def taken(session: Session) -> list[Case]:
    """Every case that somebody holds."""
    query = select(Case).where(Case.state == CaseState.TAKEN).order_by(col(Case.taken_at).desc())
    return list(session.exec(query).all())


def loads(session: Session) -> dict[int, int]:
    """How many open cases each member holds; nothing of who holds none."""
    query = select(Case.owner_id, func.count()).where(
        Case.state == CaseState.TAKEN, col(Case.owner_id).is_not(None)
    )
    return {owner or 0: count for owner, count in session.exec(query.group_by(col(Case.owner_id))).all()}


def closed_before(session: Session, instant: datetime) -> list[Case]:
    """Closed cases whose time is over."""
    query = select(Case).where(
        Case.state == CaseState.CLOSED, ~col(Case.is_erased), col(Case.closed_at) < instant
    )
    return list(session.exec(query).all())


def pseudonyms(session: Session, case_ids: Iterable[int]) -> dict[int, str]:
    """What these cases are called."""
    query = select(Case.id, Case.pseudonym).where(col(Case.id).in_(set(case_ids)))
    return {case_id or 0: pseudonym for case_id, pseudonym in session.exec(query).all()}


def keys_in_use(session: Session) -> set[str]:
    """The keys that live cases are sealed under."""
    return set(session.exec(select(Case.key_id).where(~col(Case.is_erased))).all())


def claim(session: Session, case_id: int, member: Member, *, now: datetime) -> Case:
    """Take a waiting case: of two at once exactly one wins, the other gets TakenAlready; Refused when nobody can any more."""
    won = session.exec(
        update(Case)
        .where(col(Case.id) == case_id, col(Case.state) == CaseState.WAITING, col(Case.owner_id).is_(None))
        .values(state=CaseState.TAKEN, owner_id=member.id, taken_at=now)
    )
    case = get(session, case_id)
    session.refresh(case)
    if won.rowcount == 1:
        journal.record(session, Action.CASE_TAKEN, now=now, member=member.id, subject=case_id)
    elif case.owner_id is None:
        raise Refused("this case is closed")
    elif case.owner_id != member.id:
        raise TakenAlready("a colleague took this case first")
    return case


def open_for(session: Session, member: Member, case_id: int, *, keys: Secrets, now: datetime) -> CaseFile:
    """Open a case for the member who holds it or may read along: checks, journals, unseals. Raises NotFound for everybody else."""
    case = readable(session, member, case_id, now=now)
    journal.record(session, Action.CASE_READ, now=now, member=member.id, subject=case_id)
    return CaseFile(case, lines(session, case, keys=keys))


def own(session: Session, member: Member, case_id: int) -> Case:
    """Fetch a case that this member holds or held to its end; raises NotFound for everybody else."""
    case = session.exec(select(Case).where(Case.id == case_id, Case.owner_id == member.id)).first()
    if case is None or case.is_erased:
        raise NotFound("no such case of yours")
    return case


def readable(session: Session, member: Member, case_id: int, *, now: datetime) -> Case:
    """Fetch a case that this member holds or held, was asked to read along in, or is to approve words in; raises NotFound."""
    case = session.exec(select(Case).where(Case.id == case_id)).first()
    if case is None or case.is_erased:
        raise NotFound("no such case of yours")
    is_open = case.state == CaseState.TAKEN
    along = is_open and (
        guests.reads_along(session, case, member, now=now) or drafts.approves(session, case, member)
    )
    if case.owner_id != member.id and not along:
        raise NotFound("no such case of yours")
    return case


def content_of(session: Session, entry_id: int, *, keys: Secrets) -> tuple[Case, Entry, Content]:
    """Unseal one entry, with its case: for delivery and for opening a file."""
    entry = session.get(Entry, entry_id)
    if entry is None:
        raise NotFound("no such entry")
    case = get(session, entry.case_id)
    return case, entry, entries.unsealed(entry, keys.keystore.key(case.key_id))


def erase(session: Session, case: Case, *, now: datetime) -> str:
    """Erase a case's content and whose it was; its headline stays to be counted. Returns the key to destroy after the commit."""
    erasing.forget(session, case)
    session.exec(delete(Entry).where(col(Entry.case_id) == case.id))
    session.exec(delete(CaseDecline).where(col(CaseDecline.case_id) == case.id))
    case.state, case.is_erased, case.contact_id, case.has_news = CaseState.CLOSED, True, None, False
    case.area, case.closed_at = None, case.closed_at or now
    session.add(case)
    told_of = update(Conversation).where(col(Conversation.closed_case_id) == case.id)
    session.exec(told_of.values(closed_case_id=None))
    journal.record(session, Action.CASE_ERASED, now=now, subject=case.id)
    return case.key_id


def of_contact(session: Session, contact_id: int) -> list[Case]:
    """All cases of one person that still say whose they are."""
    return list(session.exec(select(Case).where(Case.contact_id == contact_id)).all())


def of_some_contact() -> Exists:
    """The condition, in a query over contacts, that one still has a case: for whoever sweeps."""
    return exists().where(col(Case.contact_id) == Contact.id)
