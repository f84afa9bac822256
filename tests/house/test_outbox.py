"""Messages on their way out: in order, one at a time in a chat, safety first, and no chat waits for another."""

from datetime import timedelta

import pytest
from sqlmodel import select

from passerelle import outbox
from passerelle.tables import Contact, Delivery, Entry, Lane, OutboxRow
from tests.house.stage import asks_for_help, contact_of, count, replies, takes, together, writes
from tests.people import ALEX, MONDAY_MORNING as NOW, SAM

SOON = NOW + timedelta(seconds=5)


@pytest.fixture
def chats(house):
    """The contacts of Sam and Alex, to whom nothing was sent yet."""
    for person in (SAM, ALEX):
        writes(house, person)
    return contact_of(house, SAM).id, contact_of(house, ALEX).id


def put(house, contact_id, *notices, **more):
    """Put messages down for one chat."""
    with house.database.writing() as session:
        for notice in notices:
            outbox.enqueue(session, contact_id, notice, now=NOW, **more)


def lease(house, now=NOW, at_most=50):
    """Take what may leave: the notices and the row's ids."""
    with house.database.writing() as session:
        return {row.notice: row.id for row in outbox.lease(session, now=now, at_most=at_most)}


def does(house, act, row_id, **more):
    """Carry out what delivery found about a row."""
    with house.database.writing() as session:
        act(session, row_id, **more)


def states(house):
    """Every notice with its state."""
    with house.database.reading() as session:
        return {row.notice: row.state for row in session.exec(select(OutboxRow)).all()}


def test_one_chat_gets_its_messages_in_order_and_one_at_a_time(house, chats):
    """The second waits until the first has arrived."""
    put(house, chats[0], "one", "two")

    first = lease(house)
    assert list(first) == ["one"] and lease(house) == {}
    does(house, outbox.sent, first["one"])

    assert list(lease(house)) == ["two"]


def test_what_is_planned_for_later_holds_up_nothing(house, chats):
    """A question for next week stands before a sign for tomorrow."""
    put(house, chats[0], "next_week", lane=Lane.NOTICE, due_at=NOW + timedelta(days=7))
    put(house, chats[0], "tomorrow", lane=Lane.NOTICE, due_at=NOW + timedelta(days=1))

    assert list(lease(house, now=NOW + timedelta(days=2))) == ["tomorrow"]


def test_safety_overtakes_and_humans_go_before_the_script(house, chats):
    """Whatever was put down first."""
    lanes = {"reminder": Lane.NOTICE, "question": Lane.SCRIPT, "relay": Lane.HUMAN, "sos": Lane.SAFETY}
    for notice, lane in lanes.items():
        put(house, chats[0], notice, lane=lane)

    order = []
    while leased := lease(house):
        order += leased
        does(house, outbox.sent, *leased.values())

    assert order == ["sos", "relay", "question", "reminder"]


def test_among_chats_safety_leaves_first(house, chats):
    """When only one message can be sent now."""
    put(house, chats[0], "question")
    put(house, chats[1], "sos", lane=Lane.SAFETY)

    assert list(lease(house, at_most=1)) == ["sos"]


def test_a_chat_that_has_to_wait_holds_up_nobody_else(house, chats):
    """Neither its own order is lost, nor a second of anybody else's time."""
    put(house, chats[0], "one", "two")
    put(house, chats[1], "other")
    does(house, outbox.later, lease(house)["one"], now=NOW, after_seconds=5)

    assert lease(house) == {}  # the other chat has its message in flight
    assert list(lease(house, now=SOON)) == ["one"]


def test_the_next_hour_to_look_again_is_known(house, chats):
    """That of a message which waits for the hour only: one behind another has none."""
    assert due(house) is None
    put(house, chats[0], "one", "two")
    assert due(house) == NOW

    leased = lease(house)
    assert due(house) is None
    does(house, outbox.later, leased["one"], now=NOW, after_seconds=5)

    assert due(house) == SOON


def due(house):
    """When the next message may leave."""
    with house.database.reading() as session:
        return outbox.next_due(session)


def test_after_too_many_tries_a_message_has_failed(house, chats):
    """And the chat goes on with the next."""
    put(house, chats[0], "one", "two")
    for _ in range(outbox.ATTEMPTS_AT_MOST):
        does(house, outbox.later, lease(house)["one"], now=NOW, after_seconds=0)

    assert states(house) == {"one": "failed", "two": "queued"}
    assert fault(house) == "too_many_tries"


def fault(house, notice="one"):
    """Why a message did not arrive."""
    with house.database.reading() as session:
        return session.exec(select(OutboxRow.fault).where(OutboxRow.notice == notice)).one()


def test_a_message_that_cannot_be_sent_blocks_nobody(house, chats):
    """Its code says why."""
    put(house, chats[0], "one", "two")
    does(house, outbox.failed, lease(house)["one"], fault="too_long")

    assert fault(house) == "too_long" and list(lease(house)) == ["two"]


def test_a_person_who_is_gone_gets_nothing_more(house):
    """Staff see it on every message that waited, and hearing from the person makes them reachable again."""
    case = takes(house, asks_for_help(house))
    replies(house, case, "Bonjour", once="1")
    replies(house, case, "Tu es là\u00a0?", once="2")
    put(house, contact_of(house, SAM).id, "sos", lane=Lane.SAFETY)

    does(house, outbox.gone, lease(house)["sos"])

    assert set(states(house).values()) == {Delivery.GONE} and not contact_of(house).reachable
    assert deliveries(house) == ["gone", "gone"]
    writes(house, SAM)
    assert contact_of(house).reachable


def deliveries(house):
    """How far each message of staff is."""
    with house.database.reading() as session:
        query = select(Entry.delivery).where(Entry.kind == "staff").order_by(Entry.id)
        return session.exec(query).all()


def test_gone_is_one_persons_only(house, chats):
    """The other chat's message leaves."""
    put(house, chats[0], "one")
    leased = lease(house)
    put(house, chats[1], "other")
    does(house, outbox.gone, leased["one"])

    assert states(house) == {"one": "gone", "other": "queued"} and contact_of(house, ALEX).reachable


def test_what_staff_see_of_a_message_follows_it(house):
    """Queued, then sent."""
    case = takes(house, asks_for_help(house))
    replies(house, case, "Bonjour")
    assert deliveries(house) == ["queued"]

    for _ in range(2):
        for row_id in lease(house).values():
            does(house, outbox.sent, row_id)

    assert deliveries(house) == ["sent"] and lease(house) == {}


def test_what_was_in_flight_in_a_crash_is_sent_again(house, chats):
    """In its old order; what had arrived stays arrived."""
    put(house, chats[0], "one", "two")
    does(house, outbox.sent, lease(house)["one"])
    assert list(lease(house)) == ["two"]

    with house.database.writing() as session:
        assert outbox.release(session) == 1

    assert list(lease(house)) == ["two"] and states(house)["one"] == "sent"


def test_the_same_message_is_put_down_once(house, chats):
    """By its key, whoever asks again."""
    put(house, chats[0], "tomorrow", "tomorrow", dedupe="appointment:7")
    put(house, chats[0], "tomorrow", dedupe="appointment:7")
    put(house, chats[0], "tomorrow", dedupe="appointment:8")

    assert count(house, OutboxRow) == 2


def test_the_same_message_put_down_at_once_by_many_is_put_down_once(house, chats):
    """Nobody's transaction breaks over it."""

    def remind():
        put(house, chats[0], "tomorrow", dedupe="appointment:7")

    together(*[remind] * 6)

    assert count(house, OutboxRow) == 1


def test_a_row_carries_numbers_and_no_words(house, chats):
    """Read back as they were given."""
    put(house, chats[0], "relay", numbers={"case": 7, "member": 1})

    with house.database.reading() as session:
        assert outbox.numbers_of(session.exec(select(OutboxRow)).one()) == {"case": 7, "member": 1}


def test_what_waits_can_be_called_back(house, chats):
    """What is in flight cannot."""
    put(house, chats[0], "one", "two")
    put(house, chats[1], "other")
    lease(house)

    with house.database.writing() as session:
        outbox.cancel_for(session, chats[0])

    assert states(house) == {"one": "leased", "two": "cancelled", "other": "leased"}


def test_it_is_known_whether_a_message_still_waits(house, chats):
    """Of one kind, in one chat, until it is known to have arrived: what is on its way may have arrived or not."""
    put(house, chats[0], "question")
    taken = lease(house)
    with house.database.reading() as session:
        assert outbox.is_waiting(session, chats[0], "question")
        assert not outbox.is_waiting(session, chats[0], "sos")
        assert not outbox.is_waiting(session, chats[1], "question")

    does(house, outbox.sent, taken["question"])

    with house.database.reading() as session:
        assert not outbox.is_waiting(session, chats[0], "question")


def test_a_newer_question_replaces_the_one_that_waits(house, chats):
    """Of its kind and its chat only."""
    put(house, chats[0], "question", "sos")
    put(house, chats[1], "other")

    with house.database.writing() as session:
        outbox.supersede(session, chats[0], "question")
        outbox.supersede(session, chats[1], "question")

    assert states(house) == {"question": "cancelled", "sos": "queued", "other": "queued"}


@pytest.mark.parametrize("act", ["sent", "failed", "gone", "later"])
def test_a_row_that_was_erased_in_flight_is_no_fault(house, chats, act):
    """Delivery hears of it when it comes back."""
    put(house, chats[0], "one")
    row_id = lease(house)["one"]
    with house.database.writing() as session:
        session.delete(session.get_one(Contact, chats[0]))

    more = {"failed": {"fault": "too_long"}, "later": {"now": NOW, "after_seconds": 1}}.get(act, {})
    does(house, getattr(outbox, act), row_id, **more)

    assert count(house, OutboxRow) == 0


def test_two_deliveries_never_take_the_same_row(house, chats):
    """Even where there should be only one."""
    for number in range(20):
        put(house, chats[number % 2], f"notice {number}")
    taken = []

    def deliver():
        while leased := lease(house, at_most=1):
            taken.extend(leased)
            does(house, outbox.sent, *leased.values())

    together(*[deliver] * 3)

    assert len(taken) == len(set(taken))
