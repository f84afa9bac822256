"""Nothing is kept longer than was promised: closed cases, abandoned conversations, what was sent, what was heard.

`tick` may run at any time and as often as it likes; it decides from dates alone. Keys are destroyed after the rows are gone, and a
key that a crash left behind is swept away by the next tick.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, exists, or_
from sqlmodel import Session, col, select

from passerelle import appointments, association, cases, giving, journal, listening, outbox, rooms, team
from passerelle.conversations import Secrets
from passerelle.database import Database
from passerelle.directory import referrals
from passerelle.exchange import unseen
from passerelle.journal import Action
from passerelle.rota import changes as rota_changes
from passerelle.tables import Case, Contact, Conversation, DeadLetter, Delivery, HeardUpdate, OutboxRow, Trace

ABANDONED_AFTER = timedelta(days=7)
HEARD_FOR = timedelta(days=3)  # Telegram delivers an update for 24 h at most
SENT_FOR = timedelta(days=2)
DEAD_LETTERS_FOR = timedelta(days=14)
TRACES_FOR = timedelta(days=400)
KEY_GRACE = timedelta(minutes=10)  # a key is made a moment before the rows that it seals

_SETTLED = (Delivery.SENT, Delivery.CANCELLED, Delivery.FAILED, Delivery.GONE)


@dataclass(frozen=True, slots=True)
class Swept:
    """How much a tick took away."""

    cases: int
    conversations: int
    keys: int


def tick(database: Database, keys: Secrets, now: datetime) -> Swept:
    """Erase what is over."""
    with database.writing() as session:
        days = association.get(session).keep_days
        doomed = [
            _erase(session, case, now=now)
            for case in cases.closed_before(session, now - timedelta(days=days))
        ]
        outbox.give_up_before(session, now - ABANDONED_AFTER)
        _forget_traffic(session, now)
        abandoned = _forget_abandoned(session, now)
        team.forget_old_sign_ins(session, now=now)
        rota_changes.forget_before(session, (now - ABANDONED_AFTER).date())
        referrals.forget_before(session, now - referrals.KEPT_FOR)
        appointments.forget_before(session, now - appointments.KEPT_FOR)
        listening.forget_before(session, now - listening.KEPT_FOR)
        giving.forget_before(session, now - timedelta(days=days), now=now)
        unseen.sweep(session, now=now)
    database.fold()
    return Swept(len(doomed), abandoned, sweep_keys(database, keys, now))


def erase_person(session: Session, contact_id: int, *, now: datetime) -> list[str]:
    """Forget a person: their cases' content, their answers, whatever waits for them, and that we know them.

    Returns the keys to destroy once this is committed. What is left is a sealed address, until their screen is clean (`forget_contact`).
    """
    doomed = [_erase(session, case, now=now) for case in cases.of_contact(session, contact_id)]
    appointments.forget_person(session, contact_id)
    rooms.forget_person(session, contact_id, now=now)
    doomed += listening.forget_person(session, contact_id, now=now)
    doomed += giving.forget_person(session, contact_id, now=now)
    outbox.cancel_for(session, contact_id)
    referrals.forget_of(session, contact_id)
    for conversation in session.exec(select(Conversation).where(Conversation.contact_id == contact_id)).all():
        doomed.append(conversation.key_id)
        session.delete(conversation)
    contact = session.get_one(Contact, contact_id)
    contact.erasing, contact.lookup = True, secrets.token_bytes(32)
    session.add(contact)
    journal.record(session, Action.PERSON_ERASED, now=now)
    return doomed


def forget_contact(session: Session, contact_id: int) -> None:
    """Drop the way to a person, with everything that still hangs on it."""
    session.exec(delete(Contact).where(col(Contact.id) == contact_id))


def sweep_keys(database: Database, keys: Secrets, now: datetime) -> int:
    """Destroy every key that nothing is sealed under any more."""
    old = keys.keystore.ids_before(now - KEY_GRACE)
    with database.reading() as session:
        # Conversations first: a key moves from there to a case, never back, and must be seen at one end.
        used = set(session.exec(select(Conversation.key_id)).all()) | cases.keys_in_use(session)
        used |= listening.keys_in_use(session) | rooms.keys_in_use(session) | giving.keys_in_use(session)
    doomed = old - used
    if doomed:
        keys.keystore.destroy(doomed)
    return len(doomed)


def _erase(session: Session, case: Case, *, now: datetime) -> str:
    """Erase a case with its appointments, which have to know until then whose it was; returns the key to destroy."""
    appointments.forget_case(session, case)
    listening.forget_case(session, case.id or 0)
    return cases.erase(session, case, now=now)


def _forget_abandoned(session: Session, now: datetime) -> int:
    """Drop what somebody answered and never came back to; who has a seat keeps the language to be told of it in, and no more."""
    is_stale = (
        col(Conversation.touched_at) < now - ABANDONED_AFTER,
        col(Conversation.open_case_id).is_(None),
        ~appointments.of_some_conversation(),
    )
    seated = select(Conversation).where(
        *is_stale, listening.of_some_conversation(), Conversation.sealed_answers != b""
    )
    for conversation in session.exec(seated).all():
        conversation.sealed_answers = b""
    stale = session.exec(select(Conversation).where(*is_stale, ~listening.of_some_conversation())).all()
    for conversation in stale:
        session.delete(conversation)
    session.flush()
    _forget_strangers(session, now)
    return len(stale)


def _forget_strangers(session: Session, now: datetime) -> None:
    """Drop the way to people who have neither a conversation nor a case any more, once nothing waits to be sent to them."""
    in_conversation = exists().where(col(Conversation.contact_id) == Contact.id)
    long_ago = col(Contact.created_at) < now - ABANDONED_AFTER
    is_known = or_(
        in_conversation,
        cases.of_some_contact(),
        appointments.of_some_contact(),
        listening.of_some_contact(),
        giving.of_some_contact(),
        outbox.of_some_contact(),
        rooms.of_some_contact(),
        referrals.of_some_contact(),
    )
    session.exec(delete(Contact).where(~is_known, long_ago))


def _forget_traffic(session: Session, now: datetime) -> None:
    session.exec(delete(HeardUpdate).where(col(HeardUpdate.heard_at) < now - HEARD_FOR))
    session.exec(delete(DeadLetter).where(col(DeadLetter.created_at) < now - DEAD_LETTERS_FOR))
    session.exec(delete(Trace).where(col(Trace.sent_at) < now - TRACES_FOR))
    session.exec(
        delete(OutboxRow).where(
            col(OutboxRow.created_at) < now - SENT_FOR,
            or_(*(col(OutboxRow.state) == state for state in _SETTLED)),
        )
    )
