"""The team: who they are, and how they sign in: a password, then a one-time code, then a session that only its digest remembers.

Failed attempts slow that address down; they lock nobody out. A one-time code is accepted once.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

import pyotp
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from sqlalchemy import delete
from sqlmodel import Session, col, select

from passerelle import codes, journal
from passerelle.database import put_once
from passerelle.errors import Misconfigured, SignInRefused
from passerelle.journal import Action
from passerelle.tables import FailedSignIn, Member, Role, SignIn
from passerelle.vault import Vault, digest, seal, unseal

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=10)
HALF_OPEN = timedelta(minutes=10)
SEEN_LATELY = timedelta(minutes=5)
PASSWORD_LEAST = 12
DRAWN_FROM = "abcdefghijkmnpqrstuvwxyz23456789"  # none that is read as another; sixteen of them are 80 bits
FREE_FAILURES = 3
SLOWEST = timedelta(minutes=5)
CODE_SECONDS = 30
ISSUER = "Passerelle"
# Who may take a case that waits, and who may hold one: a listener's cases are handed to them.
TAKERS = frozenset({Role.MEDIATOR, Role.COORDINATOR})
HOLDERS = TAKERS | {Role.LISTENER}

# OWASP password storage cheat sheet: Argon2id with at least 19 MiB and 2 passes; this is 64 MiB and 3.
_HASHER = PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=1)


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What a new member is told once: the secret of their one-time codes, and the same as an address for an app."""

    member: Member
    code_secret: str
    otpauth: str


def add(
    session: Session,
    *,
    email: str,
    name: str,
    role: Role,
    password: str,
    vault: Vault,
    now: datetime,
    title: str = "",
    by: int | None = None,
) -> Enrolment:
    """Add a member; `title` is what people read after their name. Raises Misconfigured for a taken address or a short password."""
    email, name = email.strip().lower(), name.strip()
    if "@" not in email or not name:
        raise Misconfigured("A member needs an e-mail address and a name.")
    if len(password) < PASSWORD_LEAST:
        raise Misconfigured(f"A password needs at least {PASSWORD_LEAST} characters.")
    if session.exec(select(Member.id).where(Member.email == email)).first() is not None:
        raise Misconfigured(f"There is already a member with the address {email}.")
    member = Member(
        email=email,
        name=name,
        title=title.strip(),
        role=role,
        password_hash=_HASHER.hash(password),
        sealed_code_secret=b"",
        created_at=now,
    )
    enrolment = renew_code(session, member, vault=vault)
    session.flush()
    journal.record(session, Action.MEMBER_ADDED, now=now, member=by, subject=member.id)
    return enrolment


def renew_code(session: Session, member: Member, *, vault: Vault) -> Enrolment:
    """Draw a new secret for a member's one-time codes: the codes of the one before are refused from now on."""
    secret = pyotp.random_base32()
    member.sealed_code_secret = seal(vault.staff, secret.encode(), place=f"member.code:{member.email}")
    session.add(member)
    address = pyotp.TOTP(secret).provisioning_uri(name=member.email, issuer_name=ISSUER)
    return Enrolment(member, secret, address)


def draw_password() -> str:
    """Draw a password that can be read out and typed, for the first time that somebody signs in."""
    return "-".join(codes.draw(4, DRAWN_FROM) for _ in range(4))


def set_password(session: Session, member: Member, password: str) -> None:
    """Give a member another password; raises Misconfigured for a short one. Slow on purpose."""
    if len(password) < PASSWORD_LEAST:
        raise Misconfigured(f"A password needs at least {PASSWORD_LEAST} characters.")
    member.password_hash = _HASHER.hash(password)
    session.add(member)


def end_sessions(session: Session, member_id: int) -> None:
    """Sign a member out of every browser."""
    session.exec(delete(SignIn).where(col(SignIn.member_id) == member_id))


def everyone(session: Session) -> list[Member]:
    """All active members, by name."""
    return list(session.exec(select(Member).where(Member.is_active).order_by(col(Member.name))).all())


def of_roles(session: Session, roles: frozenset[Role]) -> list[Member]:
    """The active members with one of these roles, by name."""
    return [member for member in everyone(session) if member.role in roles]


def colleagues(session: Session, member: Member) -> list[Member]:
    """Everybody but this member."""
    return [other for other in everyone(session) if other.id != member.id]


def get(session: Session, member_id: int) -> Member | None:
    """Find an active member."""
    member = session.get(Member, member_id)
    return member if member is not None and member.is_active else None


def is_trainee(member: Member) -> bool:
    """Tell whether a mentor reads what this member writes before it goes out."""
    return member.mentor_id is not None


def wait_before_sign_in(session: Session, email: str, *, vault: Vault, now: datetime) -> timedelta:
    """How long this address has to wait before it is tried again; zero for most."""
    failed = session.get(FailedSignIn, _failure_key(email, vault))
    return max(failed.retry_at - now, timedelta()) if failed else timedelta()


def is_password_right(member: Member | None, password: str) -> bool:
    """Check a password in the same time whether or not the member exists. Slow on purpose: call it outside a transaction."""
    try:
        return _HASHER.verify(member.password_hash if member else _nobody(), password) and member is not None
    except (VerifyMismatchError, InvalidHashError):
        return False


@cache
def _nobody() -> str:
    return _HASHER.hash(secrets.token_hex())


def find(session: Session, email: str) -> Member | None:
    """Find an active member by their address."""
    return session.exec(select(Member).where(Member.email == email.strip().lower(), Member.is_active)).first()


def note_failure(session: Session, email: str, *, vault: Vault, now: datetime) -> None:
    """Count a failed attempt; from the fourth on each makes this address wait longer, five minutes at most."""
    key = _failure_key(email, vault)
    if session.get(FailedSignIn, key) is None:
        put_once(session, FailedSignIn(lookup=key, failures=0, retry_at=now))
    failed = session.get_one(FailedSignIn, key, with_for_update=True, populate_existing=True)
    failed.failures += 1
    wait = (
        timedelta(seconds=2 ** min(failed.failures - FREE_FAILURES, 12))
        if failed.failures > FREE_FAILURES
        else timedelta()
    )
    failed.retry_at = now + min(wait, SLOWEST)
    session.add(failed)
    journal.record(session, Action.SIGN_IN_REFUSED, now=now)


def begin_sign_in(session: Session, member: Member, *, now: datetime) -> str:
    """Open half a session after the right password; returns the token that the browser keeps until the code."""
    return _new_session(session, member, is_complete=False, now=now)


def complete_sign_in(session: Session, token: str, code: str, *, vault: Vault, now: datetime) -> str:
    """Trade half a session and a one-time code for a whole one under a new token; raises SignInRefused."""
    half = session.get(SignIn, digest(token))
    if half is None or half.is_complete or now - half.created_at > HALF_OPEN:
        raise SignInRefused("the time for the code is over; begin again with the password")
    member = session.get_one(Member, half.member_id, with_for_update=True, populate_existing=True)
    step = _matching_step(member, code, vault=vault, now=now)
    if step is None or step <= member.last_code_step:
        raise SignInRefused("this code is not right, or was used already; wait for the next one")
    member.last_code_step = step
    session.add(member)
    session.delete(half)
    failed = session.get(FailedSignIn, _failure_key(member.email, vault))
    if failed is not None:
        session.delete(failed)
    journal.record(session, Action.SIGNED_IN, now=now, member=member.id)
    return _new_session(session, member, is_complete=True, now=now)


def _matching_step(member: Member, code: str, *, vault: Vault, now: datetime) -> int | None:
    secret = unseal(vault.staff, member.sealed_code_secret, place=f"member.code:{member.email}").decode()
    typed = "".join(str(int(c)) for c in code if c.isdecimal())  # an Arabic keyboard types ٣ for 3
    current = int(now.timestamp()) // CODE_SECONDS
    totp = pyotp.TOTP(secret)
    matches = (
        step
        for step in (current, current - 1, current + 1)
        if secrets.compare_digest(totp.generate_otp(step), typed)
    )
    return next(matches, None)


def half_signed_in(session: Session, token: str, *, now: datetime) -> Member | None:
    """Who gave the right password a moment ago and still owes the code."""
    half = session.get(SignIn, digest(token))
    if half is None or half.is_complete or now - half.created_at > HALF_OPEN:
        return None
    return get(session, half.member_id)


def signed_in(session: Session, token: str, *, now: datetime) -> Member | None:
    """Who this browser belongs to; None when it is not signed in, was idle too long, or signed in too long ago."""
    sign_in = session.get(SignIn, digest(token)) if token else None
    if sign_in is None or not sign_in.is_complete:
        return None
    if now - sign_in.seen_at > IDLE or now - sign_in.created_at > LONGEST:
        return None
    return get(session, sign_in.member_id)


def seen(session: Session, token: str, *, now: datetime) -> None:
    """Note that this browser is in use."""
    sign_in = session.get(SignIn, digest(token))
    if sign_in is not None:
        sign_in.seen_at = now
        session.add(sign_in)


def is_nearly_idle(session: Session, token: str, *, now: datetime) -> bool:
    """Tell whether half the time is over after which an unused browser has to sign in again."""
    sign_in = session.get(SignIn, digest(token))
    return sign_in is not None and now - sign_in.seen_at > IDLE / 2


def sign_out(session: Session, token: str, *, now: datetime) -> None:
    """Close this browser's session."""
    sign_in = session.get(SignIn, digest(token))
    if sign_in is not None:
        journal.record(session, Action.SIGNED_OUT, now=now, member=sign_in.member_id)
        session.delete(sign_in)


def is_somebody_here(session: Session, *, now: datetime) -> bool:
    """Tell whether a member who takes cases used the panel in the last minutes: nobody else would answer."""
    query = select(SignIn.member_id).join(Member).where(SignIn.is_complete, Member.is_active)
    here = query.where(col(SignIn.seen_at) > now - SEEN_LATELY, col(Member.role).in_(TAKERS))
    return session.exec(here.limit(1)).first() is not None


def forget_old_sign_ins(session: Session, *, now: datetime) -> None:
    """Drop sessions that are over, and failed attempts that slow nobody down any more."""
    session.exec(delete(SignIn).where(col(SignIn.created_at) < now - LONGEST))
    session.exec(delete(FailedSignIn).where(col(FailedSignIn.retry_at) < now - LONGEST))


def _new_session(session: Session, member: Member, *, is_complete: bool, now: datetime) -> str:
    token = secrets.token_urlsafe(32)
    session.add(
        SignIn(
            token_digest=digest(token),
            member_id=member.id or 0,
            is_complete=is_complete,
            created_at=now,
            seen_at=now,
        )
    )
    return token


def _failure_key(email: str, vault: Vault) -> bytes:
    return vault.sign("failed sign-in", email.strip().lower()).encode()
