"""Cases: their headline in the open, their content sealed under their own key. The only module that selects a Case.

Staff get a case's content from one function, `open_for`, which checks whose case it is, writes the journal and unseals. What is not
theirs is NotFound, whether it exists or not.
"""

import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Exists, delete, exists, update
from sqlmodel import Session, col, select

from passerelle import journal
from passerelle.conversations import Secrets
from passerelle.errors import KeyDestroyed, NotFound, TakenAlready
from passerelle.journal import Action
from passerelle.pseudonyms import ANIMALS, HIGHEST
from passerelle.tables import Case, CaseState, Contact, Delivery, Entry, EntryKind, Member
from passerelle.vault import Key, seal, unseal


@dataclass(frozen=True, slots=True)
class Headline:
    """All that staff see of a case before they take it."""

    topic: str
    is_urgent: bool
    language: str
    who: str | None = None
    age_band: str | None = None
    area: str | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Content:
    """What one entry says, unsealed. `medium` names something other than text, `file` how to fetch it."""

    text: str
    question: str | None = None
    medium: str | None = None
    file: str | None = None
    is_edit: bool = False
    is_forwarded: bool = False
    code: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One entry as the case's page shows it."""

    id: int
    kind: EntryKind
    content: Content
    author: str | None
    delivery: Delivery | None
    at: datetime


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A case as its mediator sees it."""

    case: Case
    lines: Sequence[Line] = field(default_factory=tuple)


def open_case(  # noqa: PLR0913, RUF100 - a case is opened by its keywords
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
    """Draw an animal and a number that no case here has."""
    for _ in range(100):
        name = f"{secrets.choice(ANIMALS)} {secrets.randbelow(HIGHEST) + 1}"
        if session.exec(select(Case.id).where(Case.pseudonym == name)).first() is None:
            return name
    return f"{secrets.choice(ANIMALS)} {secrets.randbelow(10**6) + 1000}"


def add_entry(  # noqa: PLR0913, RUF100 - an entry is added by its keywords
    session: Session,
    case: Case,
    kind: EntryKind,
    content: Content,
    *,
    keys: Secrets,
    now: datetime,
    author: Member | None = None,
    idempotency: str | None = None,
) -> Entry | None:
    """Seal one entry into a case; None when this composed message is in it already."""
    if idempotency and session.exec(select(Entry.id).where(Entry.idempotency == idempotency)).first():
        return None
    entry = Entry(
        case_id=case.id or 0,
        kind=kind,
        sealed=b"",
        author_id=author.id if author else None,
        delivery=Delivery.QUEUED if kind == EntryKind.STAFF else None,
        idempotency=idempotency,
        created_at=now,
    )
    session.add(entry)
    session.flush()
    values = {name: getattr(content, name) for name in Content.__slots__}
    plain = json.dumps({name: value for name, value in values.items() if value}, ensure_ascii=False).encode()
    entry.sealed = seal(keys.keystore.key(case.key_id), plain, place=f"entry:{entry.id}")
    session.add(entry)
    return entry


def event(
    session: Session, case: Case, code: str, *, keys: Secrets, now: datetime, author: Member | None = None
) -> None:
    """Note in a case that something happened, by its code."""
    add_entry(session, case, EntryKind.EVENT, Content("", code=code), keys=keys, now=now, author=author)


def from_person(
    session: Session, case: Case, content: Content, *, keys: Secrets, now: datetime
) -> Entry | None:
    """Add what the person wrote or sent; the case has news."""
    case.has_news = True
    session.add(case)
    return add_entry(session, case, EntryKind.PERSON, content, keys=keys, now=now)


def get(session: Session, case_id: int) -> Case:
    """Fetch a case's headline; raises NotFound."""
    case = session.exec(select(Case).where(Case.id == case_id)).first()
    if case is None:
        raise NotFound("no such case")
    return case


def locked(session: Session, case_id: int) -> Case:
    """Fetch a case for a change: nobody else changes it before this transaction ends."""
    case = session.exec(select(Case).where(Case.id == case_id).with_for_update()).first()
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


def closed_before(session: Session, instant: datetime) -> list[Case]:
    """Closed cases whose time is over."""
    query = select(Case).where(
        Case.state == CaseState.CLOSED, ~col(Case.is_erased), col(Case.closed_at) < instant
    )
    return list(session.exec(query).all())


def keys_in_use(session: Session) -> set[str]:
    """The keys that live cases are sealed under."""
    return set(session.exec(select(Case.key_id).where(~col(Case.is_erased))).all())


def claim(session: Session, case_id: int, member: Member, *, now: datetime) -> Case:
    """Take a waiting case: of two at once exactly one wins, the other gets TakenAlready."""
    won = session.exec(
        update(Case)
        .where(col(Case.id) == case_id, col(Case.state) == CaseState.WAITING, col(Case.owner_id).is_(None))
        .values(state=CaseState.TAKEN, owner_id=member.id, taken_at=now)
    )
    case = get(session, case_id)
    session.refresh(case)
    if won.rowcount != 1 and case.owner_id != member.id:
        raise TakenAlready("a colleague took this case first")
    journal.record(session, Action.CASE_TAKEN, now=now, member=member.id, subject=case_id)
    return case


def open_for(session: Session, member: Member, case_id: int, *, keys: Secrets, now: datetime) -> CaseFile:
    """Open a case for the member who holds it: checks, journals, unseals. Raises NotFound for everybody else."""
    case = own(session, member, case_id)
    journal.record(session, Action.CASE_READ, now=now, member=member.id, subject=case_id)
    return CaseFile(case, lines(session, case, keys=keys))


def own(session: Session, member: Member, case_id: int) -> Case:
    """Fetch a case that this member holds or held to its end; raises NotFound for everybody else."""
    case = session.exec(select(Case).where(Case.id == case_id, Case.owner_id == member.id)).first()
    if case is None or case.is_erased:
        raise NotFound("no such case of yours")
    return case


def lines(session: Session, case: Case, *, keys: Secrets, after: int = 0) -> list[Line]:
    """Unseal the entries of a case, in order; `after` an entry's id gives only the newer ones."""
    query = (
        select(Entry, Member.name)
        .outerjoin(Member, col(Member.id) == Entry.author_id)
        .where(Entry.case_id == case.id, col(Entry.id) > after)
    )
    key = _key(case, keys)
    rows = session.exec(query.order_by(col(Entry.id))).all() if key else []
    return [_line(entry, author, key) for entry, author in rows if key]


def content_of(session: Session, entry_id: int, *, keys: Secrets) -> tuple[Case, Entry, Content]:
    """Unseal one entry, with its case: for delivery and for opening a file."""
    entry = session.get(Entry, entry_id)
    if entry is None:
        raise NotFound("no such entry")
    case = get(session, entry.case_id)
    return case, entry, _content(entry, keys.keystore.key(case.key_id))


def erase(session: Session, case: Case, *, now: datetime) -> str:
    """Erase a case's content and whose it was; its headline stays to be counted. Returns the key to destroy after the commit."""
    session.exec(delete(Entry).where(col(Entry.case_id) == case.id))
    case.state, case.is_erased, case.contact_id, case.has_news = CaseState.CLOSED, True, None, False
    case.area, case.closed_at = None, case.closed_at or now
    session.add(case)
    journal.record(session, Action.CASE_ERASED, now=now, subject=case.id)
    return case.key_id


def of_contact(session: Session, contact_id: int) -> list[Case]:
    """All cases of one person that still say whose they are."""
    return list(session.exec(select(Case).where(Case.contact_id == contact_id)).all())


def of_some_contact() -> Exists:
    """The condition, in a query over contacts, that one still has a case: for whoever sweeps."""
    return exists().where(col(Case.contact_id) == Contact.id)


def newest_entry(session: Session, case_id: int) -> int:
    """The number of the newest entry, 0 when there is none: a page that saw it has nothing to ask."""
    query = select(Entry.id).where(Entry.case_id == case_id).order_by(col(Entry.id).desc()).limit(1)
    return session.exec(query).first() or 0


def deliveries(session: Session, case_id: int) -> Mapping[int, str | None]:
    """How far each message to the person is."""
    query = select(Entry.id, Entry.delivery).where(Entry.case_id == case_id, col(Entry.delivery).is_not(None))
    return {entry or 0: delivery for entry, delivery in session.exec(query).all()}


def _key(case: Case, keys: Secrets) -> Key | None:
    try:
        return keys.keystore.key(case.key_id)
    except KeyDestroyed:
        return None


def _content(entry: Entry, key: Key) -> Content:
    return Content(**{"text": "", **json.loads(unseal(key, entry.sealed, place=f"entry:{entry.id}"))})


def _line(entry: Entry, author: str | None, key: Key) -> Line:
    return Line(
        id=entry.id or 0,
        kind=EntryKind(entry.kind),
        content=_content(entry, key),
        author=author,
        delivery=Delivery(entry.delivery) if entry.delivery else None,
        at=entry.created_at,
    )
