"""What goes with a case when its content is erased."""

from sqlalchemy import delete
from sqlmodel import Session, col

from passerelle.tables import Case
from passerelle.working.tables import CaseGuest, CaseTag, HeldReply, Task


def forget(session: Session, case: Case) -> None:
    """Drop the tasks, the tags and the guests of a case."""
    for table in (Task, CaseTag, CaseGuest, HeldReply):
        session.exec(delete(table).where(col(table.case_id) == case.id))
