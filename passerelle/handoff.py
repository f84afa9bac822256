"""From a person to a human and back: the queue, who holds a case, and what passes between them.

Every move is one transaction that changes the case, tells the person through the outbox, and leaves an event in the case. What is allowed
from which state stands in one table.
"""

from collections.abc import Mapping
from datetime import datetime

from sqlmodel import Session, col, select

from passerelle import appointments, association, cases, journal, outbox, rota, team
from passerelle.alerts import watching
from passerelle.association import Presence
from passerelle.cases import Content
from passerelle.conversations import Secrets
from passerelle.directory import store
from passerelle.errors import NotFound, Refused
from passerelle.journal import Action
from passerelle.tables import (
    Case,
    CaseState,
    Conversation,
    Entry,
    EntryKind,
    Lane,
    Member,
    Outcome,
    Role,
)
from passerelle.working import drafts, guests

CARD = "card:"  # before the number of a structure, in the code of an entry that sends one
REPLY_LONGEST = 3500  # characters: Telegram takes 4096, the name of who speaks goes before

MOVES: Mapping[CaseState, frozenset[str]] = {
    CaseState.WAITING: frozenset({"take", "withdraw"}),
    CaseState.TAKEN: frozenset({"reply", "note", "task", "tag", "invite", "hand_over", "close", "withdraw"}),
    CaseState.CLOSED: frozenset({"reopen"}),
}


def take(session: Session, member: Member, case_id: int, *, keys: Secrets, now: datetime) -> Case:
    """Take a waiting case and tell the person who answers; raises TakenAlready when a colleague was first."""
    if member.role not in team.TAKERS:
        raise NotFound("cases are handed to this member")
    case = cases.claim(session, case_id, member, now=now)
    if case.taken_at == now:
        watching.case_taken(session, case, now=now)
        cases.event(session, case, "taken", keys=keys, now=now, author=member)
        if conversation_of(session, case) is not None:
            _tell(session, case, "taken", member=member, now=now)
    return case


def reply(
    session: Session,
    member: Member,
    case_id: int,
    text: str,
    *,
    idempotency: str,
    keys: Secrets,
    now: datetime,
) -> Entry | None:
    """Send the person a message; None when this composed message went out already. Raises Refused when it cannot be sent.

    What a trainee writes is held until a mentor has read it.
    """
    case = holding(session, member, case_id, "reply")
    words = text.strip()
    if not words:
        raise Refused("the message is empty")
    if len(words) > REPLY_LONGEST:
        raise Refused("the message is too long")
    entry = cases.add_entry(
        session,
        case,
        EntryKind.STAFF,
        Content(words),
        keys=keys,
        now=now,
        author=member,
        idempotency=f"{case_id}:{idempotency}",
        is_held=team.is_trainee(member),
    )
    case.has_news = False
    session.add(case)
    _send_or_hold(session, case, member, entry, now=now)
    return entry


def send_card(
    session: Session,
    member: Member,
    case_id: int,
    number: int,
    *,
    idempotency: str,
    keys: Secrets,
    now: datetime,
) -> Entry | None:
    """Send the person an address of the directory; None when this one went out already. Raises NotFound for one that is gone."""
    case = holding(session, member, case_id, "reply")
    name = store.get(session, number).structure.name
    entry = cases.add_entry(
        session,
        case,
        EntryKind.STAFF,
        Content(f"📇 {name}", code=f"{CARD}{number}"),
        keys=keys,
        now=now,
        author=member,
        idempotency=f"{case_id}:{idempotency}",
        is_held=team.is_trainee(member),
    )
    _send_or_hold(session, case, member, entry, now=now, structure=number)
    return entry


def send_out(
    session: Session, case: Case, member: Member, entry: Entry, *, now: datetime, structure: int | None = None
) -> None:
    """Let a message that is in a case go to the person, in the name of who wrote it."""
    _take_up_again(session, case)
    notice = "address" if structure else "relay"
    _tell(session, case, notice, member=member, now=now, entry=entry, structure=structure)


def note(session: Session, member: Member, case_id: int, text: str, *, keys: Secrets, now: datetime) -> None:
    """Write a private note into a case, as who holds it or reads along; the person never sees it."""
    cases.readable(session, member, case_id, now=now)
    case = locked_for(session, case_id, "note")
    if text.strip():
        cases.add_entry(
            session, case, EntryKind.NOTE, Content(text.strip()), keys=keys, now=now, author=member
        )


def hand_over(
    session: Session, member: Member, case_id: int, to_id: int, *, keys: Secrets, now: datetime
) -> Case:
    """Give a case to a colleague, who sees all of it from now on; the person is told who answers."""
    case = holding(session, member, case_id, "hand_over")
    return _pass_on(session, case, to_id, by=member, keys=keys, now=now)


def reassign(
    session: Session, coordinator: Member, case_id: int, to_id: int, *, keys: Secrets, now: datetime
) -> Case:
    """Give a case that a colleague holds to another, unread: for somebody who is away or leaves. Raises NotFound unless coordinating."""
    case = cases.locked(session, case_id)
    if coordinator.role != Role.COORDINATOR or "hand_over" not in MOVES[CaseState(case.state)]:
        raise NotFound("no such case to hand over")
    return _pass_on(session, case, to_id, by=coordinator, keys=keys, now=now)


def _pass_on(session: Session, case: Case, to_id: int, *, by: Member, keys: Secrets, now: datetime) -> Case:
    colleague = team.get(session, to_id)
    if colleague is None or colleague.id == case.owner_id or colleague.role not in team.HOLDERS:
        raise NotFound("no such colleague")
    case.owner_id, case.has_news = colleague.id, True
    session.add(case)
    guests.revoke_all(session, case)
    drafts.call_back(session, case)
    cases.event(session, case, "handed_over", keys=keys, now=now, author=colleague)
    appointments.case_handed_over(session, case, to_id, keys=keys, now=now)
    journal.record(session, Action.CASE_HANDED_OVER, now=now, member=by.id, subject=case.id)
    if conversation_of(session, case) is not None:
        _tell(session, case, "handed_over", member=colleague, now=now)
    return case


def close(
    session: Session,
    member: Member,
    case_id: int,
    *,
    outcome: Outcome | None = None,
    keys: Secrets,
    now: datetime,
) -> Case:
    """Close a case and tell the person, who may come back whenever they like; `outcome` is for the figures."""
    case = holding(session, member, case_id, "close")
    listens = conversation_of(session, case) is not None
    _close(session, case, "closed", keys=keys, now=now, author=member)
    case.outcome = outcome
    journal.record(session, Action.CASE_CLOSED, now=now, member=member.id, subject=case_id)
    if listens:
        _tell(session, case, "closed", member=member, now=now)
    return case


def closed_by_staff(session: Session, conversation: Conversation, case_id: int | None) -> Case | None:
    """Find the case that this person may say how it went of: theirs, closed by the team, and not erased since."""
    try:
        case = cases.get(session, case_id) if case_id else None
    except NotFound:
        return None
    if case is None or case.is_erased or case.state != CaseState.CLOSED or case.owner_id is None:
        return None
    return case if case.contact_id == conversation.contact_id else None


def withdraw(session: Session, case: Case, *, keys: Secrets, now: datetime) -> None:
    """Close a case because the person wants to stop; an urgent one that nobody read yet stays for somebody to read.

    Whoever holds the phone may not be the person. The team decides; nothing is said to the phone unless a member writes.
    """
    if case.state == CaseState.CLOSED:
        return
    held = conversation_of(session, case)
    if case.is_urgent and case.state == CaseState.WAITING:
        if held is not None:
            held.open_case_id = None
            session.add(held)
            cases.event(session, case, "withdrawn", keys=keys, now=now)
    else:
        _close(session, case, "withdrawn", keys=keys, now=now)
        case.outcome = Outcome.WITHDREW
    case.has_news = True
    session.add(case)


def hasten(session: Session, case: Case, code: str, *, keys: Secrets, now: datetime) -> None:
    """Put a case first, and note why by its code."""
    case.is_urgent, case.has_news = True, True
    session.add(case)
    cases.event(session, case, code, keys=keys, now=now)


def read_up_to_now(session: Session, member: Member, case_id: int) -> None:
    """Note that the member saw the news of a case."""
    case = cases.own(session, member, case_id)
    if case.has_news:
        case.has_news = False
        session.add(case)


def presence(session: Session, *, now: datetime) -> Presence:
    """Tell whether somebody is there: somebody at the panel now, or by the rota, or by the association's hours, never a guess."""
    if team.is_somebody_here(session, now=now):
        return Presence(is_open=True)
    return rota.presence(session, now) or association.presence(association.get(session), now)


def holding(session: Session, member: Member, case_id: int, move: str) -> Case:
    """Fetch a case for a move by who holds it, kept from everybody else until the transaction ends.

    Raises NotFound for everybody else, Refused when the case does not allow this move any more.
    """
    cases.own(session, member, case_id)
    case = locked_for(session, case_id, move)
    if case.owner_id != member.id:
        raise Refused("this case is closed")
    return case


def locked_for(session: Session, case_id: int, move: str) -> Case:
    """Fetch a case for a move that its state allows; raises Refused."""
    case = cases.locked(session, case_id)
    if move not in MOVES[CaseState(case.state)]:
        raise Refused("this case is closed")
    return case


def _close(
    session: Session, case: Case, code: str, *, keys: Secrets, now: datetime, author: Member | None = None
) -> None:
    case.state, case.closed_at, case.has_news = CaseState.CLOSED, now, False
    session.add(case)
    watching.case_taken(session, case, now=now)
    appointments.case_closed(session, case, by_team=author is not None, keys=keys, now=now)
    guests.revoke_all(session, case)
    drafts.call_back(session, case)
    cases.event(session, case, code, keys=keys, now=now, author=author)
    conversation = conversation_of(session, case)
    if conversation is not None:
        conversation.open_case_id = None
        if author is not None:
            conversation.closed_case_id, conversation.touched_at = case.id, now
        session.add(conversation)


def _send_or_hold(
    session: Session,
    case: Case,
    member: Member,
    entry: Entry | None,
    *,
    now: datetime,
    structure: int | None = None,
) -> None:
    if entry is None:
        return
    if team.is_trainee(member):
        drafts.hold(session, case, entry)
    else:
        send_out(session, case, member, entry, now=now, structure=structure)


def _take_up_again(session: Session, case: Case) -> None:
    """Let a person who stopped answer whoever writes to them all the same, unless they are in another case by now."""
    query = select(Conversation).where(
        Conversation.contact_id == case.contact_id, col(Conversation.open_case_id).is_(None)
    )
    conversation = session.exec(query).first() if case.contact_id else None
    if conversation is not None:
        conversation.open_case_id = case.id
        session.add(conversation)


def conversation_of(session: Session, case: Case) -> Conversation | None:
    """The conversation that this case is open in; none once the person stopped."""
    query = select(Conversation).where(
        Conversation.contact_id == case.contact_id, col(Conversation.open_case_id) == case.id
    )
    return session.exec(query).first() if case.contact_id else None


def _tell(
    session: Session,
    case: Case,
    notice: str,
    *,
    member: Member,
    now: datetime,
    entry: Entry | None = None,
    structure: int | None = None,
) -> None:
    if case.contact_id is None:
        return
    numbers: dict[str, int | str] = {"case": case.id or 0, "member": member.id or 0}
    if entry is not None:
        numbers["entry"] = entry.id or 0
    if structure is not None:
        numbers["structure"] = structure
    outbox.enqueue(
        session,
        case.contact_id,
        notice,
        now=now,
        numbers=numbers,
        lane=Lane.HUMAN,
        entry_id=entry.id if entry else None,
    )
