"""What a coordinator notes of a giver: sealed under the giver's own key, read by coordinators only, each reading in the journal."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, select

from passerelle import journal
from passerelle.conversations import Secrets
from passerelle.errors import KeyDestroyed, NotFound, Refused
from passerelle.giving import givers
from passerelle.giving.tables import Giver, GiverNote
from passerelle.journal import Action
from passerelle.tables import Member
from passerelle.vault import seal, unseal

LONGEST = 3500


@dataclass(frozen=True, slots=True)
class Noted:
    """A note, unsealed; `talked_on` where it tells of a conversation."""

    id: int
    text: str
    author_id: int | None
    talked_on: date | None
    written_at: datetime


def write(
    session: Session,
    member: Member,
    giver_id: int,
    text: str,
    *,
    talked_on: date | None = None,
    keys: Secrets,
    now: datetime,
) -> GiverNote:
    """Note something, or with a day the conversation of that day; raises Refused for nothing or too much, NotFound as `givers.get` does."""
    words = text.strip()
    if not words or len(words) > LONGEST:
        raise Refused("a note needs a few words")
    giver = givers.hold(session, member, giver_id)
    note = GiverNote(giver_id=giver_id, author_id=member.id, sealed=b"", talked_on=talked_on, written_at=now)
    session.add(note)
    session.flush()
    key = keys.keystore.key(giver.key_id)
    note.sealed = seal(key, words.encode(errors="replace"), place=_place(note))
    session.add(note)
    if talked_on is not None:
        giver.talked_on = max(giver.talked_on or talked_on, talked_on)
        session.add(giver)
    journal.record(session, Action.GIVER_CHANGED, now=now, member=member.id, subject=giver_id)
    return note


def read(
    session: Session, member: Member, giver_id: int, *, keys: Secrets, now: datetime
) -> tuple[Giver, Sequence[Noted]]:
    """Open a giver for a coordinator, with the notes, the newest first: checks, journals, unseals. Raises NotFound for everybody else."""
    giver = givers.get(session, member, giver_id)
    journal.record(session, Action.GIVER_READ, now=now, member=member.id, subject=giver_id)
    query = select(GiverNote).where(GiverNote.giver_id == giver_id).order_by(col(GiverNote.id).desc())
    rows = session.exec(query).all()
    try:
        key = keys.keystore.key(giver.key_id)
    except KeyDestroyed:
        return giver, ()
    return giver, [
        Noted(
            id=note.id or 0,
            text=unseal(key, note.sealed, place=_place(note)).decode(),
            author_id=note.author_id,
            talked_on=note.talked_on,
            written_at=note.written_at,
        )
        for note in rows
    ]


def remove(session: Session, member: Member, giver_id: int, note_id: int, *, now: datetime) -> None:
    """Take a note away for good; raises NotFound for one of somebody else. The day of a conversation stays."""
    givers.hold(session, member, giver_id)
    note = session.get(GiverNote, note_id)
    if note is None or note.giver_id != giver_id:
        raise NotFound("no such note")
    session.delete(note)
    journal.record(session, Action.GIVER_CHANGED, now=now, member=member.id, subject=giver_id)


def _place(note: GiverNote) -> str:
    return f"giver_note:{note.id}"
