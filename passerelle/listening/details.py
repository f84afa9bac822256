"""What people said to get a seat and what they ask beforehand: sealed under the seat's own key, and unsealed only here.

Staff read it as leaders or coordinators, and the journal notes each time; the room's own checks read it for nobody's eyes.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, delete, select

from passerelle import journal
from passerelle.conversations import Secrets
from passerelle.errors import KeyDestroyed, NotFound, Refused
from passerelle.journal import Action
from passerelle.listening import rows
from passerelle.listening.states import LIVE
from passerelle.listening.tables import Seat, SeatQuestion
from passerelle.tables import Member
from passerelle.vault import seal, unseal

LONGEST = 1_000  # characters of a question
AGE, SCHOOL, COMMUNE, NAME = "age", "school", "commune", "name"  # what a group is composed by, and a name


@dataclass(frozen=True, slots=True)
class Question:
    """A question that somebody sent before a session, under the pseudonym of their seat."""

    id: int
    seat_id: int
    pseudonym: str
    text: str
    asked_at: datetime
    answered_at: datetime | None


def keep(seat: Seat, details: Mapping[str, str], *, keys: Secrets) -> None:
    """Seal what somebody said for a seat that has its number; nothing said leaves nothing behind."""
    said = {name: value.strip() for name, value in details.items() if value.strip()}
    if not said:
        seat.sealed_details = b""
        return
    plain = json.dumps(said, ensure_ascii=False).encode(errors="replace")
    seat.sealed_details = seal(keys.keystore.key(seat.key_id), plain, place=_place(seat))


def told_by(session: Session, seat_id: int, *, keys: Secrets) -> dict[str, str]:
    """What somebody said for their seat, for a check that shows it to nobody; empty once it was forgotten."""
    return opened(rows.seat(session, seat_id), keys=keys)


def opened(seat: Seat, *, keys: Secrets) -> dict[str, str]:
    """Unseal what somebody said for a seat; whoever shows it to staff has checked and journaled."""
    if not seat.sealed_details:
        return {}
    try:
        key = keys.keystore.key(seat.key_id)
        return dict(json.loads(unseal(key, seat.sealed_details, place=_place(seat))))
    except KeyDestroyed:
        return {}


def details_of(
    session: Session, member: Member, seat_id: int, *, keys: Secrets, now: datetime
) -> dict[str, str]:
    """What somebody said for their seat, as staff read it: checked and journaled. Raises NotFound for who neither leads nor coordinates."""
    seat = rows.seat(session, seat_id)
    rows.check_reader(session, member, seat.session_id)
    journal.record(session, Action.SEAT_READ, now=now, member=member.id, subject=seat_id)
    return opened(seat, keys=keys)


def ask_beforehand(
    session: Session, seat_id: int, contact_id: int, text: str, *, keys: Secrets, now: datetime
) -> int:
    """Keep a question for the next date; gives its number. Raises Refused where none are taken or it is empty or too long."""
    found, seat = rows.held_seat(session, seat_id, contact_id)
    words = text.strip()
    if not found.takes_questions or seat.state not in LIVE:
        raise Refused("no questions are taken here")
    if not 0 < len(words) <= LONGEST:
        raise Refused("a question needs some words, and not too many")
    question = SeatQuestion(seat_id=seat_id, sealed=b"", asked_at=now)
    session.add(question)
    session.flush()
    key = keys.keystore.key(seat.key_id)
    question.sealed = seal(key, words.encode(errors="replace"), place=_place_of(question))
    session.add(question)
    session.flush()
    return question.id or 0


def questions(
    session: Session, member: Member, session_id: int, *, keys: Secrets, now: datetime
) -> list[Question]:
    """The questions sent before a session, open ones first, journaled. Raises NotFound for who neither leads nor coordinates."""
    rows.check_reader(session, member, session_id)
    query = select(SeatQuestion, Seat).join(Seat, col(Seat.id) == SeatQuestion.seat_id)
    query = query.where(Seat.session_id == session_id)
    order = (col(SeatQuestion.answered_at).is_not(None), col(SeatQuestion.id))
    found = session.exec(query.order_by(*order)).all()
    if found:
        journal.record(session, Action.QUESTIONS_READ, now=now, member=member.id, subject=session_id)
    return [_question(question, seat, keys) for question, seat in found]


def answered(session: Session, member: Member, question_id: int, *, now: datetime) -> None:
    """Note that a question was answered; raises NotFound as `questions` does."""
    question = session.get(SeatQuestion, question_id)
    if question is None:
        raise NotFound("no such question")
    rows.check_reader(session, member, rows.seat(session, question.seat_id).session_id)
    question.answered_at = question.answered_at or now
    session.add(question)
    session.flush()


def forget(session: Session, seat: Seat) -> None:
    """Drop what somebody said and asked; their key is swept away later."""
    seat.sealed_details = b""
    session.add(seat)
    session.exec(delete(SeatQuestion).where(col(SeatQuestion.seat_id) == seat.id))


def _question(question: SeatQuestion, seat: Seat, keys: Secrets) -> Question:
    try:
        text = unseal(keys.keystore.key(seat.key_id), question.sealed, place=_place_of(question)).decode()
    except KeyDestroyed:
        text = ""
    return Question(
        id=question.id or 0,
        seat_id=seat.id or 0,
        pseudonym=seat.pseudonym,
        text=text,
        asked_at=question.asked_at,
        answered_at=question.answered_at,
    )


def _place(seat: Seat) -> str:
    return f"seat.details:{seat.id}"


def _place_of(question: SeatQuestion) -> str:
    return f"seat_question:{question.id}"
