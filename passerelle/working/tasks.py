"""Tasks: what is to be done in a case, by which day. What a task says is sealed under the case's key, like everything in a case.

Nothing here asks whose a case is: staff come with a case that the house gave them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, select

from passerelle.conversations import Secrets
from passerelle.errors import KeyDestroyed, NotFound, Refused
from passerelle.tables import Case
from passerelle.vault import Key, seal, unseal
from passerelle.working.tables import Task

LONGEST = 500


@dataclass(frozen=True, slots=True)
class ToDo:
    """A task, unsealed. `due_on` is a day in the association's zone."""

    id: int
    text: str
    due_on: date
    is_done: bool


def add(session: Session, case: Case, text: str, *, due_on: date, keys: Secrets, now: datetime) -> Task:
    """Put a task into a case; raises Refused for one that says nothing or too much."""
    words = text.strip()
    if not words or len(words) > LONGEST:
        raise Refused("a task needs a few words")
    task = Task(case_id=case.id or 0, sealed=b"", due_on=due_on, created_at=now)
    session.add(task)
    session.flush()
    plain = words.encode(errors="replace")
    task.sealed = seal(keys.keystore.key(case.key_id), plain, place=_place(task))
    session.add(task)
    return task


def of_case(session: Session, case: Case, *, keys: Secrets) -> Sequence[ToDo]:
    """Unseal the tasks of a case: what is to be done first, by day, then what is done."""
    try:
        key = keys.keystore.key(case.key_id)
    except KeyDestroyed:
        return ()
    rows = session.exec(select(Task).where(Task.case_id == case.id).order_by(col(Task.id))).all()
    return sorted((_unsealed(task, key) for task in rows), key=lambda task: (task.is_done, task.due_on))


def mark(session: Session, case: Case, number: int, *, is_done: bool, now: datetime) -> None:
    """Say that a task of this case is done, or not after all; raises NotFound for one of another case."""
    task = session.exec(select(Task).where(Task.id == number, Task.case_id == case.id)).first()
    if task is None:
        raise NotFound("no such task in this case")
    task.done_at = (task.done_at or now) if is_done else None
    session.add(task)


def _unsealed(task: Task, key: Key) -> ToDo:
    words = unseal(key, task.sealed, place=_place(task)).decode()
    return ToDo(id=task.id or 0, text=words, due_on=task.due_on, is_done=task.done_at is not None)


def _place(task: Task) -> str:
    return f"task:{task.id}"
