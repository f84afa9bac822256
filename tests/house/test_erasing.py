"""Erased is erased: planted words and numbers are looked for in every row and every file, before and after."""

import pytest
from sqlmodel import SQLModel, select

from passerelle import conversations, retention
from passerelle.tables import Contact, Entry
from tests.house.stage import asks_for_help, contact_of, replies, takes, writes
from tests.people import MONDAY_MORNING as NOW, SAM, Person

WORDS = ("canari-réponse", "canari-récit", "canari-médiatrice", "canari-note")
CANARY = Person("Sam", 5_551_234_567)
NUMBERS = [
    str(CANARY.account).encode(),
    *(CANARY.account.to_bytes(length, order) for length in (5, 6, 8) for order in ("big", "little")),
]
PLANTED = [word.encode() for word in WORDS] + NUMBERS


@pytest.fixture
def case(house):
    """A case with a canary in every place where somebody can write."""
    found = takes(house, asks_for_help(house, CANARY, said=WORDS[1]))
    writes(house, CANARY, {"talk.words": WORDS[0]})
    replies(house, found, WORDS[2])
    with house.database.writing() as session:
        conversations.bury(session, 7, WORDS[3].encode(), fault="ValueError", keys=house.keys, now=NOW)
        conversations.trace(session, contact_of(house, CANARY).id, 11, ours=True, now=NOW)
    return found


def in_rows(house, planted):
    """Which of the planted values stand in some row."""
    with house.database.reading() as session:
        rows = [
            row
            for table in SQLModel.metadata.sorted_tables
            for row in session.connection().execute(table.select()).all()
        ]
    return found_in(b"\n".join(_bytes(value) for row in rows for value in row), planted)


def _bytes(value):
    return value if isinstance(value, bytes) else str(value).encode()


def in_files(house, planted):
    """Which of the planted values stand in some file of the house: database, logs and keystore."""
    files = [file for file in house.settings.data_dir.iterdir() if file.suffix != ".key"]
    assert any(file.name.startswith("keys.db") for file in files)
    return found_in(b"\n".join(file.read_bytes() for file in files), planted)


def found_in(haystack, planted):
    """The planted values that are there."""
    return [value for value in planted if value in haystack]


def sealed_of(house):
    """What is sealed about the person: the address and the entries, as they stand in their rows."""
    with house.database.reading() as session:
        return [
            *session.exec(select(Contact.sealed_address)).all(),
            *session.exec(select(Entry.sealed)).all(),
        ]


def erase(house):
    """The person says so; delivery cleans the screen; the daily sweep follows."""
    contact_id = contact_of(house, CANARY).id
    with house.database.writing() as session:
        doomed = retention.erase_person(session, contact_id, now=house.clock())
    house.keys.keystore.destroy(doomed)
    with house.database.writing() as session:
        retention.forget_contact(session, contact_id)
    retention.tick(house.database, house.keys, house.clock())


def test_the_search_finds_what_is_there(house, case):
    """A search that finds nothing proves nothing otherwise."""
    assert in_rows(house, [case.pseudonym.encode()]) and found_in(b"..5551234567..", PLANTED)
    assert not house.database.is_sqlite or in_files(house, [case.pseudonym.encode(), *sealed_of(house)])


def test_nothing_that_was_said_stands_anywhere_in_the_clear(house, case):
    """No text, no Telegram id in any form: not in a row, a file or a log."""
    assert in_rows(house, PLANTED) == in_files(house, PLANTED) == []


def test_what_was_erased_is_in_no_row_and_no_file_even_sealed(house, case):
    """The log is folded, and what stood in freed pages is overwritten."""
    sealed = sealed_of(house)

    erase(house)

    assert in_rows(house, sealed) == in_files(house, sealed) == in_files(house, PLANTED) == []


def test_what_was_sealed_before_does_not_open_after(house, case):
    """A backup of the data from yesterday says nothing: its keys are gone, and in no file of the keystore."""
    with house.database.reading() as session:
        yesterday = session.exec(select(Entry)).all()
    key_ids = {case.key_id, writes(house, CANARY).key_id}

    erase(house)

    assert len(yesterday) == 3 and not key_ids & house.keys.keystore.ids_before(house.clock.forward(days=1))
    assert in_files(house, [key_id.encode() for key_id in key_ids if key_id != case.key_id]) == []


def test_another_person_is_untouched(house, case):
    """Who had nothing to do with it."""
    writes(house, SAM, {"talk.words": "autre"})

    erase(house)

    assert conversations.answers(writes_nothing(house), house.keys) == {"talk.words": "autre"}


def writes_nothing(house):
    """Sam's conversation as it is."""
    with house.database.writing() as session:
        return conversations.open_for(session, SAM.account, language="fr", keys=house.keys, now=NOW)
