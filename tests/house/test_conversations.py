"""From an account to a person and back, and where each one is."""

from datetime import timedelta

import pytest
from sqlmodel import select

from passerelle import conversations
from passerelle.errors import KeyDestroyed
from passerelle.tables import Contact, Conversation, DeadLetter, HeardUpdate, Trace
from passerelle.vault import unseal
from tests.house.stage import contact_of, count, together, writes
from tests.people import ALEX, MONDAY_MORNING as NOW, SAM

TOLD = {"welcome.who": "young", "talk.words": "on se moque de moi", "talk.place": None}


def trace(house, message_id, *, ours=True, now=NOW):
    """A message appears on Sam's screen."""
    with house.database.writing() as session:
        conversations.trace(session, contact_of(house).id, message_id, ours=ours, now=now)


def test_an_update_is_new_once(house):
    """For one bot; another bot counts for itself."""
    with house.database.writing() as session:
        heard = [conversations.is_new(session, bot, 7, now=NOW) for bot in (1, 1, 2)]

    assert heard == [True, False, True]


def test_an_update_delivered_twice_at_once_is_acted_on_once(house):
    """The second delivery waits for the first, and then knows."""
    heard = []

    def deliver():
        with house.database.writing() as session:
            heard.append(conversations.is_new(session, 1, 7, now=NOW))

    together(*[deliver] * 4)

    assert sorted(heard) == [False, False, False, True] and count(house, HeardUpdate) == 1


def test_an_update_that_was_not_finished_is_new_again(house):
    """Telegram delivers it again after a crash."""
    with pytest.raises(ZeroDivisionError), house.database.writing() as session:  # noqa: PT012 - one transaction
        assert conversations.is_new(session, 1, 7, now=NOW)
        raise ZeroDivisionError

    with house.database.writing() as session:
        assert conversations.is_new(session, 1, 7, now=NOW)


def test_an_update_that_nobody_could_read_is_kept_sealed(house):
    """With the name of the fault, and bound to its number."""
    with house.database.writing() as session:
        conversations.bury(session, 7, b"rubbish", fault="ValidationError", keys=house.keys, now=NOW)

    with house.database.reading() as session:
        letter = session.exec(select(DeadLetter)).one()
    assert letter.fault == "ValidationError" and b"rubbish" not in letter.sealed
    assert unseal(house.keys.vault.staff, letter.sealed, place="dead_letter:7") == b"rubbish"


def test_who_writes_again_is_the_same_person(house):
    """And nobody else is."""
    first, again, other = writes(house, SAM), writes(house, SAM), writes(house, ALEX)

    assert first.id == again.id != other.id and first.contact_id == again.contact_id != other.contact_id


def test_who_writes_twice_at_once_is_one_person(house):
    """Two updates of a new person in two transactions make one conversation."""
    together(*[lambda: writes(house, SAM)] * 4)

    assert (count(house, Contact), count(house, Conversation)) == (1, 1)


def test_the_language_is_chosen_at_the_beginning(house):
    """Later the device's language changes nothing."""
    keys = house.keys
    with house.database.writing() as session:
        conversations.open_for(session, SAM.account, language="nl", keys=keys, now=NOW)
        again = conversations.open_for(session, SAM.account, language="fr", keys=keys, now=NOW)

    assert again.language == "nl"


def test_only_a_keyed_digest_and_a_sealed_address_say_who_it_is(house):
    """Delivery opens the address; nothing in the row is the account."""
    writes(house, SAM)
    contact = contact_of(house)

    assert conversations.address(contact, house.keys) == SAM.account
    assert str(SAM.account) not in repr(contact.model_dump())


def test_an_address_moved_to_another_row_does_not_open(house):
    """So that nobody is written to in the place of somebody else."""
    writes(house, SAM)
    writes(house, ALEX)
    sam, alex = contact_of(house, SAM), contact_of(house, ALEX)
    alex.sealed_address = sam.sealed_address

    with pytest.raises(KeyDestroyed):
        conversations.address(alex, house.keys)


def test_answers_are_kept_sealed_and_found_again(house):
    """Skipped ones too, and half a character does no harm."""
    conversation = writes(house, SAM, {**TOLD, "talk.more": "a\ud83d"})

    assert conversations.answers(conversation, house.keys) == {**TOLD, "talk.more": "a?"}
    assert b"moque" not in conversation.sealed_answers


def test_no_answers_leave_nothing_behind(house):
    """After an end, or at the beginning."""
    writes(house, SAM, TOLD)
    conversation = writes(house, SAM, {})

    assert conversation.sealed_answers == b"" and conversations.answers(conversation, house.keys) == {}


def test_answers_moved_to_another_conversation_are_no_answers(house):
    """Not even with the key that sealed them."""
    sam, alex = writes(house, SAM, TOLD), writes(house, ALEX)
    alex.sealed_answers, alex.key_id = sam.sealed_answers, sam.key_id

    assert conversations.answers(alex, house.keys) == {}


def test_answers_whose_key_was_destroyed_are_no_answers(house):
    """The person simply begins again."""
    conversation = writes(house, SAM, TOLD)
    house.keys.keystore.destroy([conversation.key_id])

    assert conversations.answers(conversation, house.keys) == {}


def test_beginning_afresh_changes_the_key_and_every_button(house):
    """The old key goes on with the case, or is destroyed."""
    conversation = writes(house, SAM, TOLD)
    before = (conversation.key_id, conversation.salt)

    old = conversations.renew(conversation, house.keys, NOW)

    assert old == before[0] != conversation.key_id and conversation.salt != before[1]
    assert conversations.answers(conversation, house.keys) == {}


def test_what_is_on_the_screen_is_remembered_by_number(house):
    """Once, whoever says it again."""
    writes(house, SAM)
    trace(house, 11)
    trace(house, 11, ours=False)
    trace(house, 12, ours=False)

    with house.database.reading() as session:
        young, old = conversations.traces(session, contact_of(house).id, now=NOW)
    assert (young, old) == ([11, 12], [])


def test_what_telegram_no_longer_deletes_is_overwritten(house):
    """Our own messages only, and each once; theirs are out of reach after two days."""
    writes(house, SAM)
    long_ago = NOW - timedelta(hours=48)
    trace(house, 9, now=long_ago)
    trace(house, 10, now=long_ago)
    trace(house, 11, ours=False, now=long_ago)
    with house.database.writing() as session:
        conversations.cleaned(session, contact_of(house).id, deleted=[], overwritten=[9])

    with house.database.reading() as session:
        assert conversations.traces(session, contact_of(house).id, now=NOW) == ([], [10])


def test_what_was_deleted_is_forgotten(house):
    """And only that."""
    writes(house, SAM)
    trace(house, 11)
    trace(house, 12)
    with house.database.writing() as session:
        conversations.cleaned(session, contact_of(house).id, deleted=[11], overwritten=[])

    with house.database.reading() as session:
        assert [row.message_id for row in session.exec(select(Trace)).all()] == [12]


def test_the_last_moment_to_delete_leaves_time_to_get_there(house):
    """Ten minutes before Telegram's two days are over."""
    writes(house, SAM)
    trace(house, 11)
    later = NOW + timedelta(hours=47, minutes=50)

    with house.database.reading() as session:
        sam = contact_of(house).id
        assert conversations.traces(session, sam, now=later - timedelta(seconds=1)) == ([11], [])
        assert conversations.traces(session, sam, now=later) == ([], [11])


def test_who_blocks_the_bot_is_not_reachable(house):
    """A stranger who does is nobody."""
    writes(house, SAM)
    with house.database.writing() as session:
        assert conversations.left(session, SAM.account, keys=house.keys).id is not None
        assert conversations.left(session, ALEX.account, keys=house.keys) is None

    assert not contact_of(house).reachable


def test_the_message_that_asks_is_remembered(house):
    """To be frozen with its answer; a person who is gone asks for nothing."""
    conversation = writes(house, SAM)
    with house.database.writing() as session:
        conversations.asked_in(session, conversation.contact_id, 21)
        conversations.asked_in(session, 999, 22)

    assert writes(house, SAM).question_message_id == 21
