"""Watching over what waits, in a house: what is put down, what is called back, and that nothing is said twice."""

from datetime import timedelta

import pytest

from passerelle import association, cases, handoff, matching
from passerelle.alerts import links, watching
from passerelle.alerts.planning import Rules
from passerelle.alerts.tables import Alert, Channel
from passerelle.alerts.watch import Watch
from passerelle.cases import Content
from passerelle.tables import Delivery, SignIn
from tests.house.alerts.desk import NADIA_ON_DUTY, carried, link, on_duty, put_down, tick
from tests.house.stage import asks_for_help, count, member, open_case, reads, takes, together, writes
from tests.people import INES, MARC, NADIA, SAM


def says(house, case, words="encore là"):
    """A moment later Sam writes into the case."""
    house.clock.forward(seconds=1)
    with house.database.writing() as session:
        row = cases.get(session, case.id)
        cases.from_person(session, row, Content(words), keys=house.keys, now=house.clock())


def passes(house, case, staff=NADIA):
    """A member leaves a case to others."""
    with house.database.writing() as session:
        return watching.pass_on(session, member(session, staff), case.id, now=house.clock())


def test_an_urgent_case_is_put_down_both_ways_for_who_is_on_duty(house):
    """And only once, however often one looks."""
    link(house, NADIA, MARC)
    asks_for_help(house, urgent=True)

    tick(house)
    tick(house)

    assert put_down(house) == [("Nadia", "opened", "chat"), ("Nadia", "opened", "mail")]


def test_a_case_and_its_alerts_can_be_one_transaction(house):
    """The hook; the tick after it has nothing to add."""
    link(house, NADIA)
    writes(house)
    with house.database.writing() as session:
        case = open_case(session, house, SAM, urgent=True)
        watching.case_opened(session, case, now=house.clock(), watch=NADIA_ON_DUTY)
    before = put_down(house)

    tick(house)

    assert before == put_down(house) == [("Nadia", "opened", "chat"), ("Nadia", "opened", "mail")]


def test_two_that_look_at_once_put_each_alert_down_once(house):
    """The hook and the tick may meet."""
    link(house, NADIA, MARC, INES)
    asks_for_help(house, urgent=True)

    together(*[lambda: tick(house, Watch())] * 4)

    assert count(house, Alert) == 6


def test_nobody_takes_an_urgent_case_and_it_climbs(house, clock):
    """Three minutes: the coordinator; six: everybody on call."""
    link(house, NADIA, MARC, INES)
    asks_for_help(house, urgent=True)
    told = []
    for minutes in (0, 3, 3):
        clock.forward(minutes=minutes)
        tick(house)
        told.append({(name, kind) for name, kind, _ in put_down(house)})
        carried(house)

    everybody = {(name, "escalated") for name in ("Nadia", "Marc", "Inès")}
    assert told == [{("Nadia", "opened")}, {("Inès", "escalated")}, everybody]


def test_a_case_that_becomes_urgent_later_begins_to_climb_then(house, clock):
    """It was an ordinary one for an hour."""
    link(house, NADIA, MARC, INES)
    case = asks_for_help(house)
    tick(house)
    carried(house)
    clock.forward(hours=1)
    with house.database.writing() as session:
        handoff.hasten(session, cases.get(session, case.id), "urgent", keys=house.keys, now=house.clock())

    tick(house)

    assert put_down(house) == [("Nadia", "opened", "chat"), ("Nadia", "opened", "mail")]


def test_whom_the_person_does_not_want_hears_nothing(house, clock):
    """Not in the case that it was said of alone: in every later one of theirs."""
    link(house, NADIA, INES)
    before = takes(house, asks_for_help(house), NADIA)
    with house.database.writing() as session:
        handoff.close(session, member(session, NADIA), before.id, keys=house.keys, now=house.clock())
        matching.not_wanted(session, cases.get(session, before.id), house.clock())

    asks_for_help(house, urgent=True)
    clock.forward(minutes=6)
    tick(house)

    heard = {name for name, _, _ in put_down(house)}
    assert "Inès" in heard and "Nadia" not in heard


def test_an_ordinary_case_of_the_night_rings_in_the_morning(house, clock):
    """At half past nine in the evening nobody is told; at nine they are."""
    link(house, NADIA)
    clock.forward(hours=10.5)
    asks_for_help(house)
    tick(house)
    assert put_down(house) == []

    clock.forward(hours=11.5)
    tick(house)

    assert put_down(house) == [("Nadia", "opened", "chat")]


def test_an_ordinary_case_goes_to_the_coordinator_when_the_promise_is_over(house, clock):
    """Two hours of opening hours, by chat."""
    link(house, NADIA, INES)
    asks_for_help(house)
    tick(house)
    carried(house)
    clock.forward(minutes=119)
    tick(house)
    assert put_down(house) == []

    clock.forward(minutes=1)
    tick(house)

    assert put_down(house) == [("Inès", "escalated", "chat")]


def test_who_is_reached_in_no_way_is_skipped(house):
    """Nadia wants no mail and has no chat: the coordinator is told at once."""
    with house.database.writing() as session:
        links.prefer_mail(session, member(session), wanted=False)
    asks_for_help(house, urgent=True)

    tick(house)

    assert put_down(house) == [("Inès", "escalated", "mail")]


def test_a_way_that_is_not_set_up_is_not_used(house):
    """No mail server: no mail waits for one."""
    link(house, NADIA)
    asks_for_help(house, urgent=True)

    tick(house, Watch(on_duty=on_duty(NADIA), channels=frozenset({Channel.CHAT})))

    assert put_down(house) == [("Nadia", "opened", "chat")]


def test_passing_calls_back_what_waits_and_tells_the_next(house):
    """Nadia was the only one on duty."""
    link(house, NADIA, INES)
    case = asks_for_help(house, urgent=True)
    tick(house)

    assert passes(house, case)
    tick(house)

    assert put_down(house) == [("Inès", "escalated", "chat"), ("Inès", "escalated", "mail")]
    assert len(put_down(house, state=Delivery.CANCELLED)) == 2


def test_passing_a_case_that_waits_no_more_says_so(house):
    """Nothing is changed."""
    case = takes(house, asks_for_help(house))

    assert not passes(house, case)


def test_taking_calls_back_what_waits_and_writes_over_what_was_shown(house):
    """In that transaction: one alert had arrived, one had not left yet."""
    link(house, NADIA, MARC)
    case = asks_for_help(house)
    tick(house, Watch(on_duty=on_duty(NADIA)))
    carried(house)
    tick(house, Watch(on_duty=on_duty(MARC)))

    with house.database.writing() as session:
        row = handoff.take(session, member(session), case.id, keys=house.keys, now=house.clock())
        watching.case_taken(session, row, now=house.clock())

    assert put_down(house) == [("Nadia", "taken", "chat")]
    assert put_down(house, state=Delivery.CANCELLED) == [("Marc", "opened", "chat")]


@pytest.mark.parametrize("looks", [1, 3])
def test_what_the_hook_missed_the_next_look_finds(house, looks):
    """A case taken at a panel that knows nothing of alerts."""
    link(house, NADIA)
    case = asks_for_help(house)
    tick(house)
    carried(house)
    takes(house, case)

    for _ in range(looks):
        tick(house)

    assert put_down(house) == [("Nadia", "taken", "chat")]


def test_news_of_a_held_case_is_told_once_in_half_an_hour(house, clock):
    """Nadia has no page open."""
    link(house, NADIA)
    case = takes(house, asks_for_help(house))
    told = []
    for minutes in (0, 10, 21, 31):
        clock.forward(minutes=minutes)
        says(house, case)
        tick(house)
        told.append(len(carried(house)))

    assert told == [1, 0, 1, 1]


def test_what_was_written_before_is_no_news_to_whoever_takes_the_case(house, clock):
    """Nadia takes it on her telephone, and nothing rings again until the person writes."""
    link(house, NADIA)
    case = asks_for_help(house)
    says(house, case)
    clock.forward(minutes=1)
    takes(house, case)

    tick(house)

    assert put_down(house) == []


def test_news_that_nobody_adds_to_is_told_once(house, clock):
    """Not every half hour until she comes."""
    link(house, NADIA)
    says(house, takes(house, asks_for_help(house)))
    told = []
    for _ in range(3):
        tick(house)
        told.append(len(carried(house)))
        clock.forward(minutes=31)

    assert told == [1, 0, 0]


def test_news_is_not_told_to_who_has_a_page_open(house, clock):
    """Five minutes after she was last seen she is told."""
    link(house, NADIA)
    case = takes(house, asks_for_help(house))
    now = house.clock()
    with house.database.writing() as session:
        nadia = member(session).id
        session.add(SignIn(token_digest=b"t", member_id=nadia, is_complete=True, created_at=now, seen_at=now))
    says(house, case)
    tick(house)
    assert put_down(house) == []

    clock.forward(minutes=5)
    tick(house)

    assert put_down(house) == [("Nadia", "news", "chat")]


def test_news_that_was_read_meanwhile_is_not_sent(house):
    """She opened the case before the alert left."""
    link(house, NADIA)
    case = takes(house, asks_for_help(house))
    says(house, case)
    tick(house)
    with house.database.writing() as session:
        handoff.read_up_to_now(session, member(session), case.id)

    assert carried(house) == []
    assert reads(house, case)


def test_an_ordinary_alert_never_rings_outside_the_hours_of_the_association(house, clock):
    """A whole week in half hours: all that is told of ordinary cases is told in opening hours."""
    link(house, NADIA, INES)
    with house.database.writing() as session:
        association.change(session, hours="Mo-Fr 06:00-23:00")
    asks_for_help(house)
    rang = []
    for _ in range(48):
        clock.forward(minutes=30)
        tick(house)
        rang += [house.clock().hour + 1 for _ in carried(house)]

    assert rang and all(7 <= hour < 21 for hour in rang)


def test_rules_are_the_associations_to_change():
    """Times are values, not code."""
    rules = Rules(promised=timedelta(hours=4))

    assert Watch(rules=rules).rules.promised == timedelta(hours=4)
