"""Nothing is kept longer than was promised, and nothing goes before its time."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, Phase, given, settings, strategies as st
from sqlalchemy import event
from sqlmodel import Session, select

from passerelle import association, cases, conversations, outbox, retention
from passerelle.conversations import Secrets
from passerelle.errors import KeyDestroyed
from passerelle.tables import Case, Contact, Conversation, DeadLetter, Entry, HeardUpdate, OutboxRow, Trace
from tests.house.stage import asks_for_help, closes, contact_of, count, reads, replies, takes, writes
from tests.people import ALEX, MONDAY_MORNING as NOW, SAM, Person

WEEK = timedelta(days=7)
JUST_AFTER = timedelta(seconds=1)


def tick(house):
    """The sweep of the day."""
    return retention.tick(house.database, house.keys, house.clock())


def later(house, span):
    """Time passes, and the sweep of that day comes."""
    house.clock.now += span
    return tick(house)


def has_key(house, key_id):
    """Whether what a key sealed can still be opened."""
    try:
        return bool(house.keys.keystore.key(key_id))
    except KeyDestroyed:
        return False


def test_a_closed_case_is_kept_as_long_as_was_promised(house):
    """Ninety days to the second; then its content and its key are gone for good."""
    case = takes(house, asks_for_help(house))
    closes(house, case)

    later(house, timedelta(days=90))
    assert has_key(house, case.key_id) and count(house, Entry) == 3
    swept = later(house, JUST_AFTER)

    assert swept.cases == 1 and swept.keys >= 1
    assert not has_key(house, case.key_id) and count(house, Entry) == 0


def test_an_open_case_is_never_swept(house):
    """However long somebody holds it or waits; nor is the conversation that it came from."""
    waiting, held = asks_for_help(house, SAM), takes(house, asks_for_help(house, ALEX))

    assert later(house, timedelta(days=400)) == retention.Swept(0, 0, 0)

    assert has_key(house, waiting.key_id) and has_key(house, held.key_id)
    assert count(house, Conversation) == count(house, Contact) == 2


def test_what_nobody_came_back_to_is_dropped_after_a_week(house):
    """The answers, their key, and that we know the person."""
    conversation = writes(house, SAM, {"talk.words": "on se moque de moi"})

    assert later(house, WEEK).conversations == 0
    swept = later(house, JUST_AFTER)

    assert swept == retention.Swept(0, 1, 1) and not has_key(house, conversation.key_id)
    assert count(house, Conversation) == count(house, Contact) == 0


def test_writing_again_begins_the_week_again(house):
    """For the conversation that was touched."""
    writes(house, SAM)
    later(house, timedelta(days=5))
    writes(house, SAM)

    assert later(house, timedelta(days=5)).conversations == 0


def test_nobody_is_forgotten_before_their_screen_is_clean(house):
    """As long as something waits to be sent to them, delivery must still find the way."""
    writes(house, SAM)
    house.clock.now += timedelta(days=30)
    sam = contact_of(house).id
    with house.database.writing() as session:
        retention.erase_person(session, sam, now=house.clock())
        outbox.enqueue(session, sam, "erased", now=house.clock())

    tick(house)
    assert count(house, Contact) == 1
    with house.database.writing() as session:
        retention.forget_contact(session, sam)

    assert count(house, Contact) == count(house, OutboxRow) == 0


def test_who_could_not_be_cleaned_is_forgotten_all_the_same(house):
    """They left for good: nothing waits for them any more."""
    writes(house, SAM)
    house.clock.now += timedelta(days=30)
    with house.database.writing() as session:
        retention.erase_person(session, contact_of(house).id, now=house.clock())

    tick(house)

    assert count(house, Contact) == 0


def leaves_traffic(house, contact_id):
    """One of everything that passes through a house: heard, unreadable, on the screen, and a message called back."""
    with house.database.writing() as session:
        conversations.is_new(session, 1, 7, now=NOW)
        conversations.bury(session, 8, b"rubbish", fault="ValueError", keys=house.keys, now=NOW)
        conversations.trace(session, contact_id, 11, ours=True, now=NOW)
        outbox.enqueue(session, contact_id, "question", now=NOW)
        outbox.supersede(session, contact_id, "question")


def test_what_was_heard_and_sent_goes_when_it_is_of_no_use(house):
    """Sent after two days, heard after three, unread after two weeks, traces after four hundred days."""
    leaves_traffic(house, takes(house, asks_for_help(house)).contact_id)

    left = []
    for days in (2, 3, 14, 400):
        house.clock.now = NOW + timedelta(days=days)
        for span in (timedelta(), JUST_AFTER):
            later(house, span)
            left.append([count(house, table) for table in (OutboxRow, HeardUpdate, DeadLetter, Trace)])

    assert left[:4] == [[2, 1, 1, 1], [1, 1, 1, 1], [1, 1, 1, 1], [1, 0, 1, 1]]
    assert left[4:] == [[0, 0, 1, 1], [0, 0, 0, 1], [0, 0, 0, 1], [0, 0, 0, 0]]


def test_what_nobody_delivered_for_a_week_is_given_up(house):
    """Staff see that it did not arrive, and it keeps nobody known."""
    case = takes(house, asks_for_help(house))
    replies(house, case, "Bonjour")

    later(house, WEEK)
    assert reads(house, case).lines[-1].delivery == "queued"
    later(house, JUST_AFTER)

    assert reads(house, case).lines[-1].delivery == "failed" and count(house, OutboxRow) == 0


def test_a_second_tick_finds_nothing(house):
    """It may run as often as it likes."""
    writes(house, SAM)
    later(house, timedelta(days=8))

    assert tick(house) == retention.Swept(0, 0, 0)


def test_a_key_that_a_crash_left_is_swept_after_a_moment(house):
    """Not at once: the rows that it seals may be about to be written."""
    key_id = house.keys.keystore.create(NOW)

    assert later(house, retention.KEY_GRACE).keys == 0 and has_key(house, key_id)
    assert later(house, JUST_AFTER).keys == 1 and not has_key(house, key_id)


@pytest.mark.parametrize("backend", ["postgres"], indirect=True)
def test_a_key_on_its_way_from_a_conversation_to_a_case_is_not_swept(house):
    """The case is opened in the middle of the sweep's look, between its two questions."""
    writes(house, SAM)
    house.clock.now += timedelta(hours=1)
    seen, opened = [], []

    def open_in_between(look):
        seen.append(look)
        if len(seen) == 2:
            opened.append(asks_for_help(house, SAM))

    event.listen(Session, "do_orm_execute", open_in_between)
    try:
        retention.sweep_keys(house.database, house.keys, house.clock())
    finally:
        event.remove(Session, "do_orm_execute", open_in_between)

    assert has_key(house, opened[0].key_id)


def test_the_days_are_the_associations_own(house):
    """A change counts from the next tick on, for what is closed already too."""
    closes(house, takes(house, asks_for_help(house)))
    with house.database.writing() as session:
        association.change(session, keep_days=2)

    assert later(house, timedelta(days=2)).cases == 0
    assert later(house, JUST_AFTER).cases == 1


def lives_on(house, start, lives):
    """Everything that happens, in order: cases opened and closed, and a tick every day."""
    acts = [(24 * day, lambda: tick(house)) for day in range(16)]
    for number, (opens, lasts) in enumerate(lives):
        person, found = Person("somebody", int(start.timestamp()) * 100 + number), []
        acts.append(
            (
                opens,
                lambda person=person, found=found: found.append(takes(house, asks_for_help(house, person))),
            )
        )
        acts.append((opens + lasts, lambda found=found: closes(house, found[0])))
    for hours, act in sorted(acts, key=lambda pair: pair[0]):
        house.clock.now = start + timedelta(hours=hours)
        yield act()


def wrongly_kept(house, keep_days):
    """Closed cases that outlived their time by more than a day, or died before it."""
    now, keep, day = house.clock(), timedelta(days=keep_days), timedelta(days=1)
    with house.database.reading() as session:
        closed = session.exec(select(Case).where(Case.state == "closed")).all()
        said = set(session.exec(select(Entry.case_id)).all())
    for case in closed:
        age, readable = now - case.closed_at, case.id in said and has_key(house, case.key_id)
        if (age > keep + day and (readable or not case.is_erased)) or (age <= keep and not readable):
            yield case.id


@settings(
    max_examples=6,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],  # each life takes a moment: no time to look for a simpler one
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    lives=st.lists(st.tuples(st.integers(0, 72), st.integers(1, 150)), min_size=1, max_size=3),
    keep_days=st.integers(1, 5),
)
def test_nothing_outlives_its_time_by_a_day_and_nothing_dies_early(house, lives, keep_days):
    """Whenever cases are opened and closed, and whatever was promised."""
    with house.database.writing() as session:
        association.change(session, keep_days=keep_days)

    for _ in lives_on(house, house.clock() + timedelta(days=100), lives):
        assert list(wrongly_kept(house, keep_days)) == []

    house.clock.now += timedelta(days=8)
    tick(house)
    assert count(house, Contact) == count(house, Entry) == 0
    assert house.keys.keystore.ids_before(house.clock()) == set()


def test_erasing_a_person_names_every_key_to_destroy(house):
    """Those of all cases, closed ones too, and of the conversation."""
    first = takes(house, asks_for_help(house))
    replies(house, first, "Bonjour")
    closes(house, first)
    second = asks_for_help(house)
    conversation = writes(house, SAM, {"talk.words": "encore"})

    with house.database.writing() as session:
        doomed = retention.erase_person(session, contact_of(house).id, now=house.clock())

    assert sorted(doomed) == sorted([first.key_id, second.key_id, conversation.key_id])
    assert count(house, Entry) == count(house, Conversation) == 0
    with house.database.reading() as session:
        assert cases.keys_in_use(session) == set()


def test_erasing_one_person_leaves_the_others_alone(house):
    """Their case, their messages, their way."""
    asks_for_help(house, SAM)
    other = takes(house, asks_for_help(house, ALEX))

    with house.database.writing() as session:
        retention.erase_person(session, contact_of(house, SAM).id, now=house.clock())

    assert has_key(house, other.key_id) and contact_of(house, ALEX).lookup
    with house.database.reading() as session:
        assert {
            row.contact_id for row in session.exec(select(OutboxRow).where(OutboxRow.state == "queued")).all()
        } == {other.contact_id}


def test_who_was_erased_and_writes_again_is_somebody_new(house):
    """Nothing leads from the one to the other, also before the screen is clean."""
    old = writes(house, SAM, {"talk.words": "on se moque de moi"})
    with house.database.writing() as session:
        retention.erase_person(session, old.contact_id, now=house.clock())

    new = writes(house, SAM)

    assert new.contact_id != old.contact_id
    assert conversations.answers(new, Secrets(house.keys.vault, house.keys.keystore)) == {}
