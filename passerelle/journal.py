"""The journal of who did what: codes and ids only, so that it can be kept and shown without telling anything of anybody."""

from datetime import datetime
from enum import StrEnum

from sqlmodel import Session

from passerelle.tables import JournalEntry


class Action(StrEnum):
    """What can be done in the house."""

    SIGNED_IN = "signed_in"
    SIGN_IN_REFUSED = "sign_in_refused"
    SIGNED_OUT = "signed_out"
    MEMBER_ADDED = "member_added"
    CASE_OPENED = "case_opened"
    CASE_READ = "case_read"
    CASE_TAKEN = "case_taken"
    CASE_HANDED_OVER = "case_handed_over"
    CASE_CLOSED = "case_closed"
    CASE_ERASED = "case_erased"
    FILE_OPENED = "file_opened"
    PERSON_ERASED = "person_erased"
    RECORD_CHANGED = "record_changed"
    RECORD_VERIFIED = "record_verified"
    RECORD_REMOVED = "record_removed"
    RECORDS_IMPORTED = "records_imported"


def record(
    session: Session, action: Action, *, now: datetime, member: int | None = None, subject: int | None = None
) -> None:
    """Write one line, in the transaction of what it tells about."""
    session.add(JournalEntry(action=action, member_id=member, subject_id=subject, done_at=now))
