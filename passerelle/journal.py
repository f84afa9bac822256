"""The journal of who did what: codes and ids only, so that it can be kept and shown without telling anything of anybody."""

from datetime import datetime
from enum import StrEnum

from sqlmodel import Session, col, select

from passerelle.tables import JournalEntry


class Action(StrEnum):
    """What can be done in the house."""

    SIGNED_IN = "signed_in"
    SIGN_IN_REFUSED = "sign_in_refused"
    SIGNED_OUT = "signed_out"
    MEMBER_ADDED = "member_added"
    MEMBER_CHANGED = "member_changed"
    MEMBER_DEACTIVATED = "member_deactivated"
    MEMBER_REACTIVATED = "member_reactivated"
    CODE_RESET = "code_reset"
    ROTA_CHANGED = "rota_changed"
    CASE_OPENED = "case_opened"
    CASE_READ = "case_read"
    CASE_TAKEN = "case_taken"
    CASE_HANDED_OVER = "case_handed_over"
    CASE_DECLINED = "case_declined"
    CASE_CLOSED = "case_closed"
    CASE_REOPENED = "case_reopened"
    CASE_ERASED = "case_erased"
    GUEST_INVITED = "guest_invited"
    GUEST_LEFT = "guest_left"
    CANNED_APPROVED = "canned_approved"
    REPLY_APPROVED = "reply_approved"
    REPLY_SENT_BACK = "reply_sent_back"
    FILE_OPENED = "file_opened"
    PERSON_ERASED = "person_erased"
    RECORD_CHANGED = "record_changed"
    RECORD_VERIFIED = "record_verified"
    RECORD_REMOVED = "record_removed"
    RECORDS_IMPORTED = "records_imported"
    ROOM_READ = "room_read"
    ROOM_CHANGED = "room_changed"
    ROOM_WORD_RELEASED = "room_word_released"
    ROOM_WORD_REFUSED = "room_word_refused"
    ROOM_WHISPER_ANSWERED = "room_whisper_answered"
    ROOM_MEMBER_MUTED = "room_member_muted"
    ROOM_MEMBER_UNMUTED = "room_member_unmuted"
    ROOM_MEMBER_REMOVED = "room_member_removed"
    SETTINGS_CHANGED = "settings_changed"
    SESSION_CHANGED = "session_changed"
    SEAT_READ = "seat_read"
    SEAT_INVITED = "seat_invited"
    SEAT_REMOVED = "seat_removed"
    QUESTIONS_READ = "questions_read"
    GROUP_PROPOSED = "group_proposed"
    GIVER_FOLLOWED = "giver_followed"
    GIVER_READ = "giver_read"
    GIVER_CHANGED = "giver_changed"
    GIVER_FORGOTTEN = "giver_forgotten"
    TRAINING_CHANGED = "training_changed"
    WORDING_CHANGED = "wording_changed"


def record(
    session: Session, action: Action, *, now: datetime, member: int | None = None, subject: int | None = None
) -> None:
    """Write one line, in the transaction of what it tells about."""
    session.add(JournalEntry(action=action, member_id=member, subject_id=subject, done_at=now))


def lines(session: Session, *, before: int | None, limit: int) -> list[JournalEntry]:
    """The newest lines, or those before a line that was shown already."""
    query = select(JournalEntry).order_by(col(JournalEntry.id).desc()).limit(limit)
    return list(session.exec(query.where(col(JournalEntry.id) < before) if before else query).all())
