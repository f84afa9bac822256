"""What has to be learnt before somebody leads: the association's own list for each kind of giver, and who ticked what for whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, func, select

from passerelle import journal
from passerelle.database import put_once
from passerelle.errors import NotFound, Refused
from passerelle.giving.states import TRUSTED, GiverKind, NoSteps, NotTrained, Stage, StillTrusted
from passerelle.giving.tables import Giver, TrainingDone, TrainingStep
from passerelle.journal import Action
from passerelle.tables import Member, Role

LONGEST = 120
AT_MOST = 40  # steps of one kind


@dataclass(frozen=True, slots=True)
class Step:
    """A step as it stands for one giver: ticked by whom and when, or not yet."""

    id: int
    title: str
    is_required: bool
    is_dropped: bool
    ticked_by: int | None
    ticked_at: datetime | None


def steps(session: Session, kind: GiverKind) -> list[TrainingStep]:
    """What has to be learnt for one kind now, in order."""
    query = select(TrainingStep).where(TrainingStep.kind == kind, ~col(TrainingStep.is_dropped))
    return list(session.exec(query.order_by(col(TrainingStep.position), col(TrainingStep.id))).all())


def add(
    session: Session, member: Member, kind: GiverKind, title: str, *, is_required: bool, now: datetime
) -> TrainingStep:
    """Put a step at the end of a list; raises Refused for one that says nothing, or a list too long."""
    _check(member)
    words = _titled(title)
    known = steps(session, kind)
    if len(known) >= AT_MOST:
        raise Refused("a list this long is not read")
    last = max((step.position for step in known), default=0)
    step = TrainingStep(kind=kind, title=words, is_required=is_required, position=last + 1)
    session.add(step)
    session.flush()
    journal.record(session, Action.TRAINING_CHANGED, now=now, member=member.id, subject=step.id)
    return step


def change(
    session: Session, member: Member, step_id: int, title: str, *, is_required: bool, now: datetime
) -> None:
    """Call a step something else, or say whether it is required; who leads already goes on leading."""
    _check(member)
    step = _step(session, step_id)
    step.title, step.is_required = _titled(title), is_required
    session.add(step)
    journal.record(session, Action.TRAINING_CHANGED, now=now, member=member.id, subject=step_id)


def raise_(session: Session, member: Member, step_id: int, *, now: datetime) -> None:
    """Put a step before the one above it."""
    _check(member)
    step = _step(session, step_id)
    ordered = steps(session, GiverKind(step.kind))
    at = next((place for place, one in enumerate(ordered) if one.id == step_id), 0)
    if at:
        ordered[at - 1], ordered[at] = ordered[at], ordered[at - 1]
    for place, one in enumerate(ordered, 1):
        one.position = place
        session.add(one)
    journal.record(session, Action.TRAINING_CHANGED, now=now, member=member.id, subject=step_id)


def drop(session: Session, member: Member, step_id: int, *, now: datetime) -> None:
    """Take a step off its list; where somebody did it, that stays to be read."""
    _check(member)
    step = _step(session, step_id)
    is_done = session.exec(select(TrainingDone).where(TrainingDone.step_id == step_id)).first() is not None
    if is_done:
        step.is_dropped = True
        session.add(step)
    else:
        session.delete(step)
    journal.record(session, Action.TRAINING_CHANGED, now=now, member=member.id, subject=step_id)


def of_giver(session: Session, giver: Giver) -> Sequence[Step]:
    """The steps of a giver's kind with what is ticked, in order; then what they did that is asked of nobody any more."""
    done = {
        row.step_id: row
        for row in session.exec(select(TrainingDone).where(TrainingDone.giver_id == giver.id)).all()
    }
    now_asked = steps(session, GiverKind(giver.kind))
    known = {step.id for step in now_asked}
    others = [number for number in done if number not in known]
    query = select(TrainingStep).where(col(TrainingStep.id).in_(others)).order_by(col(TrainingStep.id))
    past = list(session.exec(query).all()) if others else []
    return [_as_step(step, done.get(step.id or 0), is_past=step in past) for step in (*now_asked, *past)]


def progress(session: Session, kind: GiverKind) -> tuple[int, dict[int, int]]:
    """How many steps are required for one kind, and how many of those each giver did."""
    required = [step.id for step in steps(session, kind) if step.is_required]
    query = (
        select(TrainingDone.giver_id, func.count())
        .where(col(TrainingDone.step_id).in_(required))
        .group_by(col(TrainingDone.giver_id))
    )
    return len(required), dict(session.exec(query).all()) if required else {}


def lacking(session: Session, giver: Giver) -> Refused | None:
    """What still lacks in the training, as the refusal that it would be; an empty list lets nobody pass."""
    asked = [step for step in of_giver(session, giver) if not step.is_dropped]
    if not asked:
        return NoSteps("the list of steps is empty")
    if any(step.is_required and step.ticked_at is None for step in asked):
        return NotTrained("a required step is not ticked")
    return None


def tick(session: Session, member: Member, giver: Giver, step_id: int, *, now: datetime) -> None:
    """Say that a giver, whom the caller holds, did a step of their kind; again changes nothing. Raises NotFound for any other step."""
    _check(member)
    step = _step(session, step_id)
    if step.is_dropped or step.kind != giver.kind:
        raise NotFound("no such step for this giver")
    row = TrainingDone(giver_id=giver.id or 0, step_id=step_id, ticked_by=member.id, ticked_at=now)
    if put_once(session, row):
        journal.record(session, Action.GIVER_CHANGED, now=now, member=member.id, subject=giver.id)


def untick(session: Session, member: Member, giver: Giver, step_id: int, *, now: datetime) -> None:
    """Take a tick back from a giver whom the caller holds; raises StillTrusted for a required step of somebody beside people."""
    _check(member)
    row = session.get(TrainingDone, (giver.id or 0, step_id))
    if row is None:
        return
    if Stage(giver.paused_from or giver.stage) in TRUSTED and _is_asked(session, giver, step_id):
        raise StillTrusted("back to the training first")
    session.delete(row)
    journal.record(session, Action.GIVER_CHANGED, now=now, member=member.id, subject=giver.id)


def _is_asked(session: Session, giver: Giver, step_id: int) -> bool:
    step = _step(session, step_id)
    return step.is_required and not step.is_dropped and step.kind == giver.kind


def _as_step(step: TrainingStep, done: TrainingDone | None, *, is_past: bool) -> Step:
    return Step(
        id=step.id or 0,
        title=step.title,
        is_required=step.is_required and not is_past,
        is_dropped=is_past,
        ticked_by=done.ticked_by if done else None,
        ticked_at=done.ticked_at if done else None,
    )


def _step(session: Session, step_id: int) -> TrainingStep:
    step = session.get(TrainingStep, step_id)
    if step is None:
        raise NotFound("no such step")
    return step


def _titled(title: str) -> str:
    words = title.strip()
    if not words or len(words) > LONGEST:
        raise Refused("a step needs a few words")
    return words


def _check(member: Member) -> None:
    if member.role != Role.COORDINATOR:
        raise NotFound("only coordinators follow who gives")
