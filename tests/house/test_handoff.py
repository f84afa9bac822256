"""From a person to a human and back: every move tells the person, and only allowed moves are made."""

from datetime import timedelta

import pytest
from sqlmodel import select

from passerelle import cases, handoff, outbox, team
from passerelle.association import Presence
from passerelle.errors import NotFound, Refused, TakenAlready
from passerelle.tables import CaseState, Conversation, EntryKind, Lane, OutboxRow
from tests.house.stage import asks_for_help, closes, contact_of, member, reads, replies, takes
from tests.people import INES, MARC, MONDAY_MORNING as NOW, NADIA, SAM


@pytest.fixture
def case(house):
    """Sam's case, that Nadia holds."""
    return takes(house, asks_for_help(house))


def move(house, act, case, *values, staff=NADIA, **more):
    """A member of the team does something with a case."""
    with house.database.writing() as session:
        return act(
            session, member(session, staff), case.id, *values, keys=house.keys, now=house.clock(), **more
        )


def told(house):
    """What the person is told, with the ids in it."""
    with house.database.reading() as session:
        rows = session.exec(select(OutboxRow).order_by(OutboxRow.id)).all()
        return [(row.notice, outbox.numbers_of(row)) for row in rows]


def fresh(house, case):
    """A case as it is now."""
    with house.database.reading() as session:
        return cases.get(session, case.id)


def id_of(house, staff):
    """The number of a member."""
    with house.database.reading() as session:
        return member(session, staff).id


def test_taking_a_case_tells_the_person_who_answers(house, case):
    """With the ids of the case and the member, before anything of the script."""
    assert told(house) == [("taken", {"case": case.id, "member": id_of(house, NADIA)})]
    assert [line.content.code for line in reads(house, case).lines][-1] == "taken"
    with house.database.reading() as session:
        assert session.exec(select(OutboxRow.lane)).one() == Lane.HUMAN


def test_taking_it_again_tells_nobody_anything(house, case, clock):
    """And a colleague is told that it is taken."""
    clock.forward(minutes=1)
    takes(house, case)
    with pytest.raises(TakenAlready):
        takes(house, case, MARC)

    assert len(told(house)) == 1 and fresh(house, case).taken_at == NOW


def test_a_reply_goes_out_once(house, case):
    """However often its form was sent; the row has its number, not its words."""
    for _ in range(2):
        replies(house, case, "  Bonjour Sam ", once="form-1")

    entry = reads(house, case).lines[-1]
    assert entry.content.text == "Bonjour Sam"
    assert told(house)[1:] == [("relay", {"case": case.id, "member": id_of(house, NADIA), "entry": entry.id})]


def test_a_reply_answers_the_news(house, case):
    """A case that was answered has none."""
    with house.database.writing() as session:
        handoff.hasten(session, cases.locked(session, case.id), "alarm_danger", keys=house.keys, now=NOW)
    assert fresh(house, case).has_news and fresh(house, case).is_urgent

    replies(house, case, "Je suis là")

    assert not fresh(house, case).has_news
    assert "alarm_danger" in [line.content.code for line in reads(house, case).lines]


@pytest.mark.parametrize(("text", "why"), [("", "empty"), (" \n ", "empty"), ("x" * 3501, "too long")])
def test_what_cannot_be_sent_is_refused(house, case, text, why):
    """With what to do, and nothing was sent."""
    with pytest.raises(Refused, match=why):
        replies(house, case, text)

    assert len(told(house)) == 1


def test_the_longest_reply_fits(house, case):
    """Telegram's limit is beyond ours and the name in front."""
    replies(house, case, "x" * handoff.REPLY_LONGEST)

    assert told(house)[-1][0] == "relay"


def test_a_note_is_for_the_team(house, case):
    """The person never hears of it; an empty one is none."""
    move(house, handoff.note, case, " à rappeler ")
    move(house, handoff.note, case, "  ")

    notes = [line for line in reads(house, case).lines if line.kind == EntryKind.NOTE]
    assert [(line.content.text, line.author, line.delivery) for line in notes] == [
        ("à rappeler", "Nadia", None)
    ]
    assert len(told(house)) == 1


def test_a_colleague_gets_the_whole_case(house, case):
    """And who gave it away sees nothing of it any more."""
    replies(house, case, "Bonjour Sam")

    move(house, handoff.hand_over, case, id_of(house, INES))

    assert "Bonjour Sam" in [line.content.text for line in reads(house, case, INES).lines]
    assert fresh(house, case).has_news
    assert told(house)[-1] == ("handed_over", {"case": case.id, "member": id_of(house, INES)})
    with pytest.raises(NotFound):
        reads(house, case, NADIA)


def test_a_case_is_handed_to_a_colleague_only(house, case):
    """Not to oneself, not to nobody, not to who left."""
    with house.database.writing() as session:
        member(session, MARC).is_active = False
        marc = member_id = session.exec(select(team.Member.id).where(team.Member.email == MARC.email)).one()

    for member_id in (id_of(house, NADIA), 99, marc):
        with pytest.raises(NotFound, match="colleague"):
            move(house, handoff.hand_over, case, member_id)


def test_closing_a_case_tells_the_person_and_frees_the_conversation(house, case):
    """Who may come back whenever they like."""
    closes(house, case)

    closed = fresh(house, case)
    assert (closed.state, closed.closed_at, told(house)[-1][0]) == (CaseState.CLOSED, NOW, "closed")
    with house.database.reading() as session:
        assert session.exec(select(Conversation.open_case_id)).one() is None
    assert reads(house, case).lines[-1].content.code == "closed"


@pytest.mark.parametrize("act", ["reply", "note", "hand_over", "close"])
def test_a_closed_case_does_not_change(house, case, act):
    """Every move is refused, and says why."""
    closes(house, case)
    values = {
        "reply": ("Bonjour",),
        "note": ("à rappeler",),
        "hand_over": (id_of(house, INES),),
        "close": (),
    }[act]
    more = {"idempotency": "1"} if act == "reply" else {}

    with pytest.raises(Refused, match="this case is closed"):
        move(house, getattr(handoff, act), case, *values, **more)


@pytest.mark.parametrize("act", ["reply", "note", "hand_over", "close"])
def test_somebody_elses_case_is_not_there(house, case, act):
    """Marc can do nothing with it, and learns nothing."""
    values = {
        "reply": ("Bonjour",),
        "note": ("à rappeler",),
        "hand_over": (id_of(house, INES),),
        "close": (),
    }[act]
    more = {"idempotency": "1"} if act == "reply" else {}

    with pytest.raises(NotFound):
        move(house, getattr(handoff, act), case, *values, staff=MARC, **more)


def test_a_person_who_stops_closes_the_case(house, case):
    """The mediator sees it; the person is told by the conversation, not by this."""
    for _ in range(2):
        with house.database.writing() as session:
            handoff.withdraw(session, cases.locked(session, case.id), keys=house.keys, now=NOW)

    codes = [line.content.code for line in reads(house, case).lines]
    assert fresh(house, case).state == CaseState.CLOSED and fresh(house, case).has_news
    assert codes.count("withdrawn") == 1 and len(told(house)) == 1


def test_an_urgent_case_that_nobody_read_stays_when_the_phone_says_stop(house):
    """Whoever holds the phone may not be the person; and nothing is said to it until a member writes."""
    case = asks_for_help(house, urgent=True)
    with house.database.writing() as session:
        handoff.withdraw(session, cases.locked(session, case.id), keys=house.keys, now=NOW)

    takes(house, case)
    assert fresh(house, case).state == CaseState.TAKEN and told(house) == []
    assert "withdrawn" in [line.content.code for line in reads(house, case).lines]
    replies(house, case, "Je suis là si tu veux.")
    assert [notice for notice, _ in told(house)] == ["relay"]


def test_news_that_was_read_is_none(house, case):
    """For who holds the case."""
    with house.database.writing() as session:
        cases.locked(session, case.id).has_news = True
    for _ in range(2):
        with house.database.writing() as session:
            handoff.read_up_to_now(session, member(session), case.id)

    assert not fresh(house, case).has_news
    with pytest.raises(NotFound), house.database.writing() as session:
        handoff.read_up_to_now(session, member(session, MARC), case.id)


def test_a_case_whose_person_is_forgotten_tells_nobody(house, case):
    """There is no way to them any more."""
    with house.database.writing() as session:
        cases.locked(session, case.id).contact_id = None

    closes(house, case)

    assert [notice for notice, _ in told(house)] == ["taken"]


def test_the_hours_say_whether_somebody_is_there(house, clock):
    """Or somebody who is at the panel now, at any hour."""
    evening = clock.forward(hours=9)
    with house.database.writing() as session:
        assert handoff.presence(session, now=NOW).until == NOW + timedelta(hours=7)
        assert not handoff.presence(session, now=evening).is_open
        token = team.begin_sign_in(session, member(session), now=evening)
        session.exec(select(team.SignIn)).one().is_complete = True
        assert token and handoff.presence(session, now=evening) == Presence(is_open=True)


def test_a_second_case_of_a_person_leaves_the_first_alone(house, case):
    """Closing the old one does not take the new one from the conversation."""
    second = asks_for_help(house, SAM)

    closes(house, case)

    with house.database.reading() as session:
        assert session.exec(select(Conversation.open_case_id)).one() == second.id
    assert contact_of(house).id == second.contact_id
