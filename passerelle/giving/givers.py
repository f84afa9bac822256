"""Who gives: followed from a case or from the team, through the stages, to an account of their own. For coordinators only.

A giver never says what else the same person came for, and a case never says that its person gives: nothing here looks from the one to
the other.
"""

from collections.abc import Iterable
from datetime import datetime

from sqlmodel import Session, col, select

from passerelle import cases, journal, team
from passerelle.conversations import Secrets
from passerelle.database import put_once
from passerelle.errors import NotFound, Refused
from passerelle.giving import training
from passerelle.giving.states import (
    MOVES,
    TRUSTED,
    GiverKind,
    LinkedAlready,
    NoAccount,
    NoMentor,
    NotAllowed,
    NotTalked,
    Stage,
)
from passerelle.giving.tables import Giver
from passerelle.journal import Action
from passerelle.tables import Case, Member, Role

FOLLOWED = frozenset({"volunteer", "supporter"})  # the kinds of cases that somebody who gives comes with


def follow(
    session: Session, member: Member, case_id: int, kind: GiverKind, *, keys: Secrets, now: datetime
) -> Giver:
    """Begin to follow whoever opened a case to give a hand; again gives the same giver. Raises NotFound for a case of somebody else."""
    check(member)
    cases.own(session, member, case_id)
    case = cases.locked(session, case_id)
    if case.kind not in FOLLOWED or case.contact_id is None:
        raise Refused("nobody in this case wants to give a hand")
    known = of_case(session, case)
    if known is not None:
        return known
    giver = _new(kind, keys, now)
    giver.case_id, giver.contact_id, giver.pseudonym = case_id, case.contact_id, case.pseudonym
    return _put(session, giver, member, now=now)


def follow_member(
    session: Session, member: Member, other_id: int, kind: GiverKind, *, keys: Secrets, now: datetime
) -> Giver:
    """Begin to follow somebody who is in the team already; raises LinkedAlready, and NotFound for nobody."""
    check(member)
    _free_member(session, other_id)
    giver = _new(kind, keys, now)
    giver.member_id = other_id
    return _put(session, giver, member, now=now)


def get(session: Session, member: Member, giver_id: int) -> Giver:
    """Fetch a giver for a coordinator; raises NotFound for everybody else."""
    check(member)
    giver = session.get(Giver, giver_id)
    if giver is None:
        raise NotFound("no such giver")
    return giver


def hold(session: Session, member: Member, giver_id: int) -> Giver:
    """Fetch a giver for a change: nobody else changes them before this transaction ends. Raises NotFound as `get` does."""
    check(member)
    query = select(Giver).where(Giver.id == giver_id).with_for_update()
    giver = session.exec(query, execution_options={"populate_existing": True}).first()
    if giver is None:
        raise NotFound("no such giver")
    return giver


def everyone(session: Session, member: Member) -> list[Giver]:
    """All givers, who came first first; raises NotFound for whoever is no coordinator."""
    check(member)
    return list(session.exec(select(Giver).order_by(col(Giver.id))).all())


def of_case(session: Session, case: Case) -> Giver | None:
    """The giver who came with a case to give a hand, or whom another such case brought; nobody for any other case."""
    if case.kind not in FOLLOWED or case.contact_id is None:
        return None
    return session.exec(select(Giver).where(Giver.contact_id == case.contact_id)).first()


def moves(giver: Giver) -> frozenset[Stage]:
    """The stages that a giver can go to from theirs, whatever else is needed for them."""
    found = MOVES[Stage(giver.stage)]
    if giver.stage == Stage.PAUSED:
        return found & {Stage(giver.paused_from or Stage.INTERESTED), Stage.TRAINING, Stage.STOPPED}
    return found


def lacking(session: Session, giver: Giver, stage: Stage) -> Refused | None:
    """What still lacks for a stage, as the refusal that it would be."""
    if stage == Stage.TRAINING and giver.talked_on is None:
        return NotTalked("a conversation is noted first")
    if stage not in TRUSTED:
        return None
    lack = training.lacking(session, giver)
    if lack is not None:
        return lack
    account = team.get(session, giver.member_id) if giver.member_id else None
    if account is None:
        return NoAccount("leading needs an account")
    if stage == Stage.CO_LEADING and account.mentor_id is None:
        return NoMentor("co-leading needs a mentor")
    return None


def move(session: Session, member: Member, giver_id: int, stage: Stage, *, now: datetime) -> Giver:
    """Take a giver to another stage; raises NotAllowed, or what `lacking` says. Whoever leads has no mentor any more."""
    giver = hold(session, member, giver_id)
    if stage not in moves(giver):
        raise NotAllowed(f"not from {giver.stage} to {stage}")
    lack = lacking(session, giver, stage)
    if lack is not None:
        raise lack
    giver.paused_from = giver.stage if stage == Stage.PAUSED else None
    giver.stage, giver.changed_at = stage, now
    session.add(giver)
    if stage == Stage.LEADING:
        _let_lead(session, member, giver, now=now)
    journal.record(session, Action.GIVER_CHANGED, now=now, member=member.id, subject=giver.id)
    return giver


def call(session: Session, member: Member, giver_id: int, kind: GiverKind, *, now: datetime) -> Giver:
    """Say as what somebody gives; raises NotAllowed beside people, for what has to be learnt is another then."""
    giver = hold(session, member, giver_id)
    if giver.kind != kind and Stage(giver.paused_from or giver.stage) in TRUSTED:
        raise NotAllowed("back to the training first")
    giver.kind = kind
    session.add(giver)
    journal.record(session, Action.GIVER_CHANGED, now=now, member=member.id, subject=giver.id)
    return giver


def link(session: Session, member: Member, giver_id: int, other_id: int, *, now: datetime) -> Giver:
    """Give a giver their account in the team, for good. The way back to the case and to the conversation is cut; raises LinkedAlready."""
    giver = hold(session, member, giver_id)
    if giver.member_id is not None:
        raise LinkedAlready("this giver has an account")
    _free_member(session, other_id)
    giver.member_id, giver.case_id, giver.contact_id, giver.pseudonym = other_id, None, None, ""
    if not put_once(session, giver):
        raise LinkedAlready("somebody else has this account since a moment ago")
    journal.record(session, Action.GIVER_CHANGED, now=now, member=member.id, subject=giver.id)
    return giver


def linked(session: Session) -> set[int]:
    """The members of the team who are followed already."""
    query = select(Giver.member_id).where(col(Giver.member_id).is_not(None))
    return {found for found in session.exec(query).all() if found is not None}


def check(member: Member) -> None:
    """Raise NotFound for whoever is no coordinator: to them there is nobody here."""
    if member.role != Role.COORDINATOR:
        raise NotFound("only coordinators follow who gives")


def names(session: Session, givers: Iterable[Giver]) -> dict[int, str]:
    """What givers are called: the pseudonym of their case, or their own name once they are in the team."""
    found = list(givers)
    query = select(Member.id, Member.name).where(
        col(Member.id).in_([giver.member_id for giver in found if giver.member_id])
    )
    members = dict(session.exec(query).all())
    return {giver.id or 0: members.get(giver.member_id, giver.pseudonym) for giver in found}


def _new(kind: GiverKind, keys: Secrets, now: datetime) -> Giver:
    return Giver(key_id=keys.keystore.create(now), kind=kind, created_at=now, changed_at=now)


def _put(session: Session, giver: Giver, member: Member, *, now: datetime) -> Giver:
    if not put_once(session, giver):
        raise LinkedAlready("somebody else follows them since a moment ago")
    journal.record(session, Action.GIVER_FOLLOWED, now=now, member=member.id, subject=giver.id)
    return giver


def _free_member(session: Session, member_id: int) -> None:
    if team.get(session, member_id) is None:
        raise NotFound("no such member")
    if session.exec(select(Giver.id).where(Giver.member_id == member_id)).first() is not None:
        raise LinkedAlready("this member is followed already")


def _let_lead(session: Session, member: Member, giver: Giver, *, now: datetime) -> None:
    """Take the mentor away: what somebody who leads writes goes out at once."""
    account = session.get_one(Member, giver.member_id, with_for_update=True, populate_existing=True)
    if account.mentor_id is None:
        return
    account.mentor_id = None
    session.add(account)
    journal.record(session, Action.MEMBER_CHANGED, now=now, member=member.id, subject=account.id)
