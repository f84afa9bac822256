"""The schema: whoever adds a column says here whether it is public, a digest or sealed."""

import pytest
from sqlalchemy import text
from sqlmodel import SQLModel

from tests.house.stage import asks_for_help, writes

# Coarse and public: codes, ids, names of the team and the association, words of ours.
PUBLIC = {
    "alert": {"kind", "channel", "state", "dedupe", "fault"},
    "appointment": {"zone", "mode", "state", "uid"},
    "appointment_offer": {"mode", "state", "idempotency"},
    "appointment_wish": {"words"},
    "availability": {"mode"},
    "availability_exception": {"mode"},
    "association": {
        *("name", "country", "zone", "hours", "greeting", "services_off", "areas", "languages"),
    },
    "cases": {
        *("key_id", "pseudonym", "topic", "kind", "age_band", "who", "area", "country", "language", "state"),
        *("help_came", "was_useful", "outcome"),
    },
    "contact": {"salt"},
    "conversation": {"key_id", "salt", "language", "spoken"},
    "dead_letter": {"fault"},
    "entry": {"kind", "delivery", "idempotency"},
    "journal": {"action"},
    "member": {
        *("email", "name", "title", "role", "password_hash", "languages", "topics", "areas", "avoided_areas"),
    },
    # What a member declined is a code beside two numbers, and goes with the case's content.
    "case_decline": {"reason"},
    "holiday": {"name"},
    "outbox": {"notice", "numbers", "state", "dedupe", "fault"},
    # Words of ours for everybody, and codes of how a case is worked on.
    "canned_reply": {"title", "language", "text"},
    "case_tag": {"code"},
    "tag": {"code", "name"},
    "wording": {"digest", "language", "source", "text", "previous", "proposed"},
    # Of who gives: an invented name, codes, and words of ours for what there is to learn.
    "giver": {"key_id", "pseudonym", "kind", "stage", "paused_from"},
    "given_hours": {"kind", "what"},
    "training_step": {"kind", "title"},
    # What a session is is public; of who has a seat, an invented name, a coarse age and a language.
    "listening_occurrence": {"step", "state"},
    "listening_session": {
        *("kind", "state", "audience", "languages", "country", "commune", "area", "consent", "zone"),
    },
    "listening_words": {"language", "title", "about", "price", "place", "bring", "safety"},
    "seat": {"key_id", "pseudonym", "state", "age_band", "language", "why"},
    # A room's pseudonyms are of nobody, and gone with it; a reason, a sign and a state are codes.
    "room": {"key_id", "state"},
    "room_member": {"pseudonym", "place", "reason"},
    "room_reaction": {"sign"},
    "room_word": {"kind", "state", "why", "idempotency"},
    # The directory is public, and what people said of it stays as codes and counts.
    "column_mapping": {"name", "mapping"},
    "import_run": {"source", "format", "counts"},
    "referral": {"outcome"},
    "referral_count": {"outcome"},
    "service": {
        *("key", "topics", "audience", "may_come", "languages", "delivery", "hours", "country", "commune"),
    },
    "service_reach": {"area", "topic"},
    "structure": {
        *("slug", "name", "kind", "country", "commune", "status", "source", "document", "source_document"),
        "verified_how",
    },
    "structure_pair": {"verdict"},
    "structure_version": {"document", "origin"},
    "wrong_report": {"reason"},
}
DIGESTS = {
    "member_reach": {"lookup", "code_digest"},
    "appointment_invitation": {"code_digest"},
    "calendar_feed": {"token_digest"},
    "association": {"key_fingerprint"},
    "contact": {"lookup"},
    "failed_sign_in": {"lookup"},
    "referral": {"code_digest"},
    "room_sheet": {"drawn"},
    "wrong_report": {"reporter"},
    "sign_in": {"token_digest"},
}
SEALED = {
    "member_reach": {"sealed_address"},
    "appointment": {"sealed_place"},
    "appointment_offer": {"sealed_place"},
    "contact": {"sealed_address"},
    "conversation": {"sealed_answers"},
    "dead_letter": {"sealed"},
    "entry": {"sealed"},
    "giver_note": {"sealed"},
    "member": {"sealed_code_secret"},
    "seat": {"sealed_details"},
    "seat_question": {"sealed"},
    "room": {"sealed_theme"},
    "room_note": {"sealed"},
    "room_word": {"sealed"},
    "task": {"sealed"},
}
PERSONAL = ("first_name", "last_name", "username", "phone", "photo", "account", "chat", "telegram", "birth")


def sort_of(column):
    """What Python has in a column, beneath SQLModel's own types."""
    return getattr(column.type, "impl_instance", column.type).python_type


@pytest.mark.parametrize("table", SQLModel.metadata.sorted_tables, ids=lambda table: table.name)
def test_every_column_that_can_hold_words_is_classified(table):
    """Public, a digest, or sealed: a new column has to be one of them, on purpose."""
    wordy = {column.name for column in table.columns if sort_of(column) in {str, bytes}}
    known = [kind.get(table.name, set()) for kind in (PUBLIC, DIGESTS, SEALED)]

    assert wordy == set().union(*known)
    assert sum(map(len, known)) == len(wordy)


@pytest.mark.parametrize("table", SQLModel.metadata.sorted_tables, ids=lambda table: table.name)
def test_digests_and_sealed_values_are_bytes_and_words_are_not(table):
    """So that neither can be shown by accident."""
    for kinds, sort in ((PUBLIC, str), (DIGESTS, bytes), (SEALED, bytes)):
        assert all(sort_of(table.columns[name]) is sort for name in kinds.get(table.name, ()))


def test_no_column_is_meant_for_who_a_person_is():
    """Nothing is named after what we promise not to keep."""
    names = [column.name for table in SQLModel.metadata.sorted_tables for column in table.columns]

    assert [name for name in names for word in PERSONAL if word in name] == []


def test_the_number_of_a_row_that_is_gone_is_never_given_again(house):
    """What is still in flight for the one would reach the other."""
    asks_for_help(house)
    newest = {}
    for table in ("entry", "contact"):
        with house.database.writing() as session:
            newest[table] = session.connection().execute(text(f"SELECT max(id) FROM {table}")).scalar()
            session.connection().execute(text(f"DELETE FROM {table}"))

    again = writes(house)

    assert again.contact_id > newest["contact"]
