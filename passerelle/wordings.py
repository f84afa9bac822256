"""The bot's sentences in the association's own words: what people read instead of what ships, by language.

A version goes up with each change, in the same transaction, so that every process notices at its next message. Whether a wording may
be published, and which need a second look, is for the bot to say; the catalogues are never touched.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import update
from sqlmodel import Session, col, select

from passerelle import association, journal
from passerelle.database import mark_changed
from passerelle.errors import NotFound, Refused
from passerelle.journal import Action
from passerelle.tables import Association, Member, Wording

LONGEST = 2000  # characters


@dataclass(frozen=True, slots=True)
class Written:
    """A French source, and how the association says it in one language; nothing is the sentence as it ships."""

    source: str
    language: str
    text: str


def version(session: Session) -> int:
    """Tell which version of the wordings holds now."""
    return association.get(session).wordings_version


def published(session: Session) -> Mapping[str, Mapping[str, str]]:
    """Everything that people read in the association's words: by language, then by French source."""
    found: dict[str, dict[str, str]] = {}
    for row in session.exec(select(Wording).where(col(Wording.text).is_not(None))).all():
        found.setdefault(row.language, {})[row.source] = row.text or ""
    return found


def everything(session: Session) -> list[Wording]:
    """Every sentence that has a wording, a proposal or a wording to go back to; the newest first."""
    return list(session.exec(select(Wording).order_by(col(Wording.changed_at).desc())).all())


def find(session: Session, source: str, language: str) -> Wording | None:
    """Find what is kept of a sentence in a language."""
    query = select(Wording).where(Wording.digest == digest(source), Wording.language == language)
    return session.exec(query).first()


def digest(source: str) -> str:
    """Name a French sentence, shortly."""
    return sha256(source.encode()).hexdigest()[:16]


def publish(session: Session, member: Member, written: Written, *, now: datetime) -> None:
    """Let people read it from their next message on. Raises Refused for one that is too long."""
    row = _row(session, written, now)
    _say(session, row, written.text or None, member=member, now=now)


def propose(session: Session, member: Member, written: Written, *, now: datetime) -> None:
    """Let it wait for a second look; people read what they read. Raises Refused for one that is too long or empty."""
    if not written.text:
        raise Refused("nothing is proposed")
    row = _row(session, written, now)
    row.proposed, row.changed_by, row.changed_at = written.text, member.id, now
    session.add(row)


def approve(session: Session, member: Member, number: int, *, as_read: str, now: datetime) -> None:
    """Publish what a colleague proposed, as it was read. Raises NotFound, and Refused for one's own or a changed one."""
    row = _get(session, number)
    if row.proposed is None or row.proposed != as_read:
        raise Refused("this changed since it was read")
    if row.changed_by == member.id:
        raise Refused("the second look is a colleague's")
    _say(session, row, row.proposed, member=member, now=now)


def refuse(session: Session, member: Member, number: int, *, now: datetime) -> None:
    """Drop what was proposed, also one's own. Raises NotFound."""
    row = _get(session, number)
    row.proposed, row.changed_by, row.changed_at = None, member.id, now
    session.add(row)
    _drop_if_empty(session, row)


def undo(session: Session, member: Member, number: int, *, now: datetime) -> None:
    """Let people read again what they read before; undoing twice is as before. Raises NotFound."""
    row = _get(session, number)
    _say(session, row, row.previous, member=member, now=now)


def forget(session: Session, member: Member, number: int, *, now: datetime) -> None:
    """Let the sentence be as it ships, at once and for good. Raises NotFound."""
    row = _get(session, number)
    session.delete(row)
    _changed(session, member, row, now)


def _say(session: Session, row: Wording, text: str | None, *, member: Member, now: datetime) -> None:
    row.text, row.previous, row.proposed = text, row.text, None
    row.changed_by, row.changed_at = member.id, now
    session.add(row)
    session.flush()
    _changed(session, member, row, now)
    _drop_if_empty(session, row)


def _drop_if_empty(session: Session, row: Wording) -> None:
    """Keep no row that says nothing: neither now, nor before, nor perhaps."""
    if row.text is None and row.previous is None and row.proposed is None:
        session.delete(row)


def _changed(session: Session, member: Member, row: Wording, now: datetime) -> None:
    """Tell every process, and the journal; the counter is added to where it stands, so that no change hides another."""
    session.exec(update(Association).values(wordings_version=Association.wordings_version + 1))
    mark_changed(session)
    session.expire(association.get(session), ["wordings_version"])
    journal.record(session, Action.WORDING_CHANGED, now=now, member=member.id, subject=row.id)


def _row(session: Session, written: Written, now: datetime) -> Wording:
    if len(written.text) > LONGEST:
        raise Refused("the wording is too long")
    found = find(session, written.source, written.language)
    return found or Wording(
        digest=digest(written.source), language=written.language, source=written.source, changed_at=now
    )


def _get(session: Session, number: int) -> Wording:
    found = session.get(Wording, number)
    if found is None:
        raise NotFound("no such wording")
    return found
