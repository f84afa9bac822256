"""The entries of a case: each thing said or done in it, sealed under the case's key and bound to its row.

Nothing here asks whose a case is: staff come through `cases.open_for`. Sealing and unsealing of a case's content happen only here.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from passerelle.conversations import Secrets
from passerelle.errors import KeyDestroyed
from passerelle.tables import Case, Delivery, Entry, EntryKind, Member
from passerelle.vault import Key, seal, unseal


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


def add_entry(
    session: Session,
    case: Case,
    kind: EntryKind,
    content: Content,
    *,
    keys: Secrets,
    now: datetime,
    author: Member | None = None,
    idempotency: str | None = None,
    is_held: bool = False,
) -> Entry | None:
    """Seal one entry into a case; None when this composed message is in it already. A held one waits for a mentor."""
    if idempotency and session.exec(select(Entry.id).where(Entry.idempotency == idempotency)).first():
        return None
    entry = Entry(
        case_id=case.id or 0,
        kind=kind,
        sealed=b"",
        author_id=author.id if author else None,
        delivery=(Delivery.HELD if is_held else Delivery.QUEUED) if kind == EntryKind.STAFF else None,
        idempotency=idempotency,
        created_at=now,
    )
    session.add(entry)
    session.flush()
    entry.sealed = _sealed(content, keys.keystore.key(case.key_id), entry)
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


def newest_entry(session: Session, case_id: int) -> int:
    """The number of the newest entry, 0 when there is none: a page that saw it has nothing to ask."""
    query = select(Entry.id).where(Entry.case_id == case_id).order_by(col(Entry.id).desc()).limit(1)
    return session.exec(query).first() or 0


def deliveries(session: Session, case_id: int) -> Mapping[int, str | None]:
    """How far each message to the person is."""
    query = select(Entry.id, Entry.delivery).where(Entry.case_id == case_id, col(Entry.delivery).is_not(None))
    return {entry or 0: delivery for entry, delivery in session.exec(query).all()}


def unsealed(entry: Entry, key: Key) -> Content:
    """Unseal what one entry says; raises KeyDestroyed when it was sealed elsewhere."""
    return Content(**{"text": "", **json.loads(unseal(key, entry.sealed, place=f"entry:{entry.id}"))})


def _sealed(content: Content, key: Key, entry: Entry) -> bytes:
    values = {name: getattr(content, name) for name in Content.__slots__}
    plain = json.dumps({name: value for name, value in values.items() if value}, ensure_ascii=False)
    words = plain.encode(errors="replace")  # a phone may send half a character
    return seal(key, words, place=f"entry:{entry.id}")


def _key(case: Case, keys: Secrets) -> Key | None:
    try:
        return keys.keystore.key(case.key_id)
    except KeyDestroyed:
        return None


def _line(entry: Entry, author: str | None, key: Key) -> Line:
    return Line(
        id=entry.id or 0,
        kind=EntryKind(entry.kind),
        content=unsealed(entry, key),
        author=author,
        delivery=Delivery(entry.delivery) if entry.delivery else None,
        at=entry.created_at,
    )
