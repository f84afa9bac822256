"""Appointments as a calendar program reads them (RFC 5545): one as a file for a person, a member's own as a private feed.

Neutral words only: the file says no place unless it is asked to, and the feed knows pseudonyms. Instants are written in UTC, which every
program shows in its own zone, right across the changes of the clocks.
"""

import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlmodel import Session, col, select

from passerelle import association, cases, team
from passerelle.appointments.states import State
from passerelle.appointments.tables import Appointment, CalendarFeed
from passerelle.tables import Member
from passerelle.vault import digest

LINE_OCTETS = 75  # RFC 5545, 3.1: without the line break
FEED_BACK = timedelta(days=30)
PRODUCT = "-//agenda//agenda//FR"  # who looks over a shoulder learns nothing

_STATUS = {State.CANCELLED: "CANCELLED", State.MOVED: "CANCELLED", State.AGREED: "TENTATIVE"}


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of a calendar."""

    uid: str
    sequence: int
    starts_at: datetime
    ends_at: datetime
    changed_at: datetime
    status: str
    words: str
    place: str = ""


def ics(appointment: Appointment, *, zone: str, words: str, uid: str | None = None, place: str = "") -> bytes:
    """Write one appointment as a file; an update of it has the same `uid` and a higher sequence."""
    is_over = appointment.state in {State.CANCELLED, State.MOVED}
    event = Event(
        uid=uid or appointment.uid,
        sequence=appointment.sequence,
        starts_at=appointment.starts_at,
        ends_at=appointment.ends_at,
        changed_at=appointment.changed_at,
        status="CANCELLED" if is_over else "CONFIRMED",
        words=words,
        place=place,
    )
    return _written([event], zone)


def feed(session: Session, member: Member, now: datetime, *, besides: Iterable[Event] = ()) -> bytes:
    """Write a member's appointments, of the last month and of all that is ahead, under pseudonyms, and whatever else is given."""
    query = select(Appointment).where(
        Appointment.member_id == member.id, col(Appointment.starts_at) > now - FEED_BACK
    )
    found = session.exec(query.order_by(col(Appointment.starts_at), col(Appointment.id))).all()
    newest = {one.uid: one for one in sorted(found, key=lambda one: one.sequence)}
    names = cases.pseudonyms(session, (one.case_id for one in newest.values()))
    events = [
        Event(
            uid=one.uid,
            sequence=one.sequence,
            starts_at=one.starts_at,
            ends_at=one.ends_at,
            changed_at=one.changed_at,
            status=_STATUS.get(State(one.state), "CONFIRMED"),
            words=names[one.case_id],
        )
        for one in newest.values()
    ]
    return _written([*events, *besides], association.get(session).zone)


def new_feed(session: Session, member: Member, *, now: datetime) -> str:
    """Make a member's private address anew; the one before ends at once. The token can be told once and never again."""
    token = secrets.token_urlsafe(32)
    end_feed(session, member)
    session.add(CalendarFeed(member_id=member.id or 0, token_digest=digest(token), created_at=now))
    session.flush()
    return token


def end_feed(session: Session, member: Member) -> None:
    """End a member's private address."""
    known = session.get(CalendarFeed, member.id)
    if known is not None:
        session.delete(known)
        session.flush()


def has_feed(session: Session, member: Member) -> bool:
    """Tell whether a member has a private address."""
    return session.get(CalendarFeed, member.id) is not None


def member_of_feed(session: Session, token: str) -> Member | None:
    """Whose feed a token opens; None for a wrong one, and for somebody who left the team."""
    found = session.exec(select(CalendarFeed).where(CalendarFeed.token_digest == digest(token))).first()
    return team.get(session, found.member_id) if found else None


def _written(events: Iterable[Event], zone: str) -> bytes:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    lines += [f"X-WR-TIMEZONE:{zone}", *(line for event in events for line in _event(event)), "END:VCALENDAR"]
    return b"".join(_folded(line) for line in lines)


def _event(event: Event) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(event.uid)}"
    yield f"SEQUENCE:{event.sequence}"
    yield f"DTSTAMP:{_instant(event.changed_at)}"
    yield f"DTSTART:{_instant(event.starts_at)}"
    yield f"DTEND:{_instant(event.ends_at)}"
    yield f"STATUS:{event.status}"
    yield f"SUMMARY:{_text(event.words)}"
    if event.place:
        yield f"LOCATION:{_text(event.place)}"
    yield "CLASS:PRIVATE"
    yield "END:VEVENT"


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _text(value: str) -> str:
    """Escape a text (RFC 5545, 3.3.11); what no calendar may hold is left out."""
    lines = value.replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(sign for sign in lines if sign in "\n\t" or (sign >= " " and sign != "\x7f"))
    escaped = kept.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\n", "\\n")


def _folded(line: str) -> bytes:
    """Break a line after at most 75 octets, never within a character."""
    parts, part, room = [], b"", LINE_OCTETS
    for sign in line:
        octets = sign.encode(errors="replace")
        if len(part) + len(octets) > room:
            parts.append(part)
            part, room = b"", LINE_OCTETS - 1  # the blank that begins a continued line counts
        part += octets
    return b"\r\n ".join([*parts, part]) + b"\r\n"
