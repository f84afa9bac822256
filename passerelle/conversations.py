"""Where each person is in their conversation, and the one way from a Telegram account to a person and back.

An account is found by a keyed digest and reached through a sealed address that only delivery opens (`address`). Answers are sealed under
the conversation's own key. Nothing else about the account is ever kept.
"""

import json
import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, update
from sqlmodel import Session, col, select

from passerelle.database import note_once, put_once
from passerelle.errors import KeyDestroyed
from passerelle.keystore import Keystore
from passerelle.tables import Contact, Conversation, DeadLetter, HeardUpdate, Trace
from passerelle.vault import Vault, seal, unseal

DELETABLE = timedelta(
    hours=47, minutes=50
)  # Telegram deletes for 48 h only, both ways; ten minutes are left to get there
_KNOWN = (  # built once: whoever writes is looked up here
    select(Contact, Conversation)
    .join(Conversation, col(Conversation.contact_id) == Contact.id)
    .where(Contact.lookup == bindparam("lookup"), ~col(Contact.erasing))
    .with_for_update(of=Conversation)
)


@dataclass(frozen=True, slots=True)
class Secrets:
    """What unseals: the key file's keys and the keystore. Passed in by whoever composes a program."""

    vault: Vault
    keystore: Keystore


def is_new(session: Session, bot_id: int, update_id: int, *, now: datetime) -> bool:
    """Note an update as heard, in the transaction of what it does; False when it was heard before."""
    return note_once(session, HeardUpdate, bot_id=bot_id, update_id=update_id, heard_at=now)


def bury(session: Session, update_id: int, raw: bytes, *, fault: str, keys: Secrets, now: datetime) -> None:
    """Keep an update that could not be read, sealed; `fault` is the name of an error, never its text."""
    sealed = seal(keys.vault.staff, raw, place=f"dead_letter:{update_id}")
    session.add(DeadLetter(update_id=update_id, fault=fault, sealed=sealed, created_at=now))


def open_for(session: Session, account: int, *, language: str, keys: Secrets, now: datetime) -> Conversation:
    """Find the conversation of an account, or begin one in this language; hearing somebody makes them reachable again."""
    lookup = {"lookup": keys.vault.lookup(account)}
    known = session.exec(_KNOWN, params=lookup).first()
    if known is None:
        contact = _contact(session, account, keys=keys, now=now)
        _begin(session, contact.id or 0, language=language, keys=keys, now=now)
        known = session.exec(_KNOWN, params=lookup).one()
    contact, conversation = known
    if not contact.reachable:
        contact.reachable = True
        session.add(contact)
    return conversation


def _contact(session: Session, account: int, *, keys: Secrets, now: datetime) -> Contact:
    lookup = keys.vault.lookup(account)
    query = select(Contact).where(Contact.lookup == lookup, ~col(Contact.erasing))
    known = session.exec(query).first()
    if known is not None:
        return known
    salt = secrets.token_hex(8)
    sealed = seal(keys.vault.reaching, str(account).encode(), place=f"contact.address:{salt}")
    contact = Contact(salt=salt, lookup=lookup, sealed_address=sealed, created_at=now)
    return contact if put_once(session, contact) else session.exec(query).one()


def _begin(session: Session, contact_id: int, *, language: str, keys: Secrets, now: datetime) -> None:
    key_id = keys.keystore.create(now)
    conversation = Conversation(
        contact_id=contact_id,
        key_id=key_id,
        salt=secrets.token_hex(8),
        language=language,
        sealed_answers=b"",
        touched_at=now,
    )
    put_once(session, conversation)


def answers(conversation: Conversation, keys: Secrets) -> dict[str, str | None]:
    """Open the answers; none yet, or destroyed for good, is no answers."""
    if not conversation.sealed_answers:
        return {}
    try:
        key = keys.keystore.key(conversation.key_id)
        return dict(json.loads(unseal(key, conversation.sealed_answers, place=_place(conversation))))
    except KeyDestroyed:
        return {}


def keep_answers(conversation: Conversation, values: Mapping[str, str | None], keys: Secrets) -> None:
    """Seal the answers; no answers leave nothing behind."""
    if not values:
        conversation.sealed_answers = b""
        return
    key = keys.keystore.key(conversation.key_id)
    plain = json.dumps(dict(values), ensure_ascii=False).encode(errors="replace")
    conversation.sealed_answers = seal(key, plain, place=_place(conversation))


def renew(conversation: Conversation, keys: Secrets, now: datetime) -> str:
    """Begin afresh under a new key and salt; returns the old key's id, which its case goes on with or nobody does."""
    old = conversation.key_id
    conversation.key_id = keys.keystore.create(now)
    conversation.salt = secrets.token_hex(8)
    conversation.sealed_answers = b""
    return old


def contacts(session: Session, ids: Collection[int]) -> dict[int, Contact]:
    """Fetch several people at once, by their number."""
    found = session.exec(select(Contact).where(col(Contact.id).in_(ids))).all() if ids else ()
    return {contact.id or 0: contact for contact in found}


def address(contact: Contact, keys: Secrets) -> int:
    """Unseal where a person is reached. For delivery only."""
    plain = unseal(keys.vault.reaching, contact.sealed_address, place=f"contact.address:{contact.salt}")
    return int(plain)


def trace(session: Session, contact_id: int, message_id: int, *, ours: bool, now: datetime) -> None:
    """Remember that a message is on a person's screen, so that it can be cleaned away."""
    note_once(session, Trace, contact_id=contact_id, message_id=message_id, is_ours=ours, sent_at=now)


def asked_in(session: Session, contact_id: int, message_id: int) -> None:
    """Remember which message asks the current question, so that it can be frozen with its answer."""
    conversation = session.exec(select(Conversation).where(Conversation.contact_id == contact_id)).first()
    if conversation is not None:
        conversation.question_message_id = message_id
        session.add(conversation)


def traces(session: Session, contact_id: int, *, now: datetime) -> tuple[list[int], list[int]]:
    """What can be cleaned: messages young enough to be deleted, and older ones of ours that can be overwritten."""
    rows = session.exec(
        select(Trace).where(Trace.contact_id == contact_id).order_by(col(Trace.message_id))
    ).all()
    young = [row.message_id for row in rows if now - row.sent_at < DELETABLE]
    old = [
        row.message_id
        for row in rows
        if now - row.sent_at >= DELETABLE and row.is_ours and not row.is_overwritten
    ]
    return young, old


def cleaned(session: Session, contact_id: int, *, deleted: list[int], overwritten: list[int]) -> None:
    """Forget the messages that are gone from the screen; overwritten ones are remembered as such."""
    if deleted:
        session.exec(
            delete(Trace).where(col(Trace.contact_id) == contact_id, col(Trace.message_id).in_(deleted))
        )
    if overwritten:
        session.exec(
            update(Trace)
            .where(col(Trace.contact_id) == contact_id, col(Trace.message_id).in_(overwritten))
            .values(is_overwritten=True)
        )


def left(session: Session, account: int, *, keys: Secrets) -> Contact | None:
    """Note that a person blocked the bot; None when nobody knew them."""
    contact = session.exec(select(Contact).where(Contact.lookup == keys.vault.lookup(account))).first()
    if contact is not None:
        contact.reachable = False
        session.add(contact)
    return contact


def _place(conversation: Conversation) -> str:
    return f"conversation.answers:{conversation.id}:{conversation.salt}"
