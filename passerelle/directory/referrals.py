"""Referrals: an address that a person wants to go to, the code that they may show there, and how it went, without who they are.

A code says nothing of anybody: whoever holds it came from us, once. What a person answers is added to the structure's counts, and the
referral goes with the person, or after two months; nothing connects a count with somebody.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Exists, delete, exists
from sqlmodel import Session, col, select

from passerelle import codes
from passerelle.database import put_once
from passerelle.directory.tables import Referral, ReferralCount
from passerelle.errors import NotFound
from passerelle.tables import Contact
from passerelle.vault import Vault, digest, new_key

CODE_LENGTH = 6
KEPT_FOR = timedelta(days=60)
ENOUGH_ANSWERS = 5  # fewer could be told apart from outside


class Outcome(StrEnum):
    """How it went at a structure; `shown` is counted when the structure told the team the code."""

    RECEIVED = "received"
    WAITING = "waiting"
    REFUSED = "refused"
    CHANGED_MIND = "changed_mind"
    SHOWN = "shown"


@dataclass(frozen=True, slots=True)
class Quality:
    """How a structure received those whom we sent: None of it before enough people answered."""

    answers: int
    received: int
    waiting: int
    refused: int


def give(session: Session, contact_id: int, structure_id: int, *, vault: Vault, now: datetime) -> int:
    """Note that a person wants to go to a structure, once while it is open; gives the referral's number."""
    query = select(Referral.id).where(
        Referral.contact_id == contact_id,
        Referral.structure_id == structure_id,
        col(Referral.outcome).is_(None),
    )
    known = session.exec(query).first()
    if known:
        return known
    referral = Referral(
        contact_id=contact_id, structure_id=structure_id, code_digest=bytes(new_key()), given_at=now
    )
    session.add(referral)
    session.flush()
    referral.code_digest = digest(code(referral.id or 0, vault=vault))
    session.add(referral)
    return referral.id or 0


def code(number: int, *, vault: Vault) -> str:
    """The code of a referral, such as "K7A-M4T"; it is drawn from the key file, and stands in no row."""
    signed = vault.sign("referral", str(number)).encode()
    drawn = int.from_bytes(signed, "big")
    signs = [
        codes.SIGNS[drawn // len(codes.SIGNS) ** place % len(codes.SIGNS)] for place in range(CODE_LENGTH)
    ]
    return codes.in_halves("".join(signs))


def get(session: Session, number: int, *, contact_id: int) -> Referral:
    """Fetch a person's own referral; raises NotFound for anybody else's."""
    referral = session.get(Referral, number)
    if referral is None or referral.contact_id != contact_id:
        raise NotFound("no such referral")
    return referral


def tell(session: Session, referral: Referral, outcome: Outcome) -> bool:
    """Count how it went, once for each referral; whoever waits may tell again later."""
    if referral.outcome not in {None, Outcome.WAITING} or referral.outcome == outcome:
        return False
    referral.outcome = outcome
    session.add(referral)
    _count(session, referral.structure_id, outcome)
    return True


def shown(session: Session, structure_id: int, typed: str, *, now: datetime) -> bool:
    """Note that a structure told the team a code that was shown there; False for one that is wrong, old, or known already."""
    query = select(Referral).where(
        Referral.structure_id == structure_id,
        Referral.code_digest == digest(codes.in_halves(codes.typed(typed))),
    )
    referral = session.exec(query).first()
    if referral is None or referral.shown_at is not None:
        return False
    referral.shown_at = now
    session.add(referral)
    _count(session, structure_id, Outcome.SHOWN)
    return True


def quality(session: Session, structure_id: int) -> Quality | None:
    """How a structure received people; None before enough of them answered."""
    rows = session.exec(select(ReferralCount).where(ReferralCount.structure_id == structure_id)).all()
    counts: Mapping[str, int] = {row.outcome: row.count for row in rows}
    told = [counts.get(outcome, 0) for outcome in (Outcome.RECEIVED, Outcome.WAITING, Outcome.REFUSED)]
    return Quality(sum(told), *told) if sum(told) >= ENOUGH_ANSWERS else None


def has_some(session: Session, contact_id: int) -> bool:
    """Tell whether anything is kept about where a person wanted to go."""
    return session.exec(select(Referral.id).where(Referral.contact_id == contact_id)).first() is not None


def forget_of(session: Session, contact_id: int) -> None:
    """Drop everything about where a person wanted to go."""
    session.exec(delete(Referral).where(col(Referral.contact_id) == contact_id))


def forget_before(session: Session, instant: datetime) -> None:
    """Drop referrals that were given before an instant; the counts stay."""
    session.exec(delete(Referral).where(col(Referral.given_at) < instant))


def of_some_contact() -> Exists:
    """The condition, in a query over contacts, that one is to be asked how it went: for whoever sweeps."""
    return exists().where(col(Referral.contact_id) == Contact.id)


def _count(session: Session, structure_id: int, outcome: Outcome) -> None:
    put_once(session, ReferralCount(structure_id=structure_id, outcome=outcome, count=0))
    key = (structure_id, outcome)
    row = session.get_one(ReferralCount, key, with_for_update=True, populate_existing=True)
    row.count += 1
    session.add(row)
