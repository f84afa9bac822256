"""Alerts on their way: leased, marked, put back; nothing lost, nothing sent that is not so any more, nothing of a person in any."""

from dataclasses import asdict
from datetime import timedelta

import pytest
from sqlalchemy import text

from passerelle import installation
from passerelle.alerts import links, sending
from passerelle.alerts.tables import Alert, Channel
from passerelle.alerts.watch import Watch
from passerelle.tables import Delivery, Member
from passerelle.vault import Vault
from tests.house.alerts.desk import (
    PHONES,
    all_alerts,
    carried,
    leased,
    link,
    marked,
    on_duty,
    put_down,
    tick,
)
from tests.house.stage import asks_for_help, count, member, takes, together
from tests.people import ALEX, MARC, NADIA, SAM

CHAT = PHONES[NADIA.email]


def rings(house, *, urgent=True, said=""):
    """An alert to Nadia waits to leave, by chat and, when it is urgent, by mail."""
    link(house, NADIA)
    case = asks_for_help(house, urgent=urgent, said=said)
    tick(house)
    return case


def act(house, change, *arguments, **more):
    """One mark, in its transaction."""
    with house.database.writing() as session:
        change(session, *arguments, **more)


def test_an_alert_says_urgency_area_age_and_language_and_nothing_else(house):
    """No topic, no pseudonym, not a word of Sam's."""
    case = rings(house, said="perchoir cassé hier soir")

    letters = [*leased(house, Channel.CHAT), *leased(house, Channel.MAIL)]

    assert {letter.text for letter in letters} == {"Nouvelle demande · urgente · Liège"}
    everything = str([asdict(letter) for letter in letters])
    for canary in (case.pseudonym, "bullying", "perchoir", "16-17", str(SAM.account)):
        assert canary not in everything


def test_a_row_of_an_alert_holds_codes_and_ids_only(house):
    """What a stolen table tells: whom we told when, of which number."""
    case = rings(house, said="perchoir cassé hier soir")

    with house.database.reading() as session:
        rows = str([tuple(row) for row in session.connection().execute(text("SELECT * FROM alert"))])
    for canary in (case.pseudonym, "bullying", "perchoir", "Liège", NADIA.email, "Nadia", str(CHAT)):
        assert canary not in rows


@pytest.mark.parametrize(
    ("values", "line"),
    [
        ({"age_band": "12-17"}, "Nouvelle demande · urgente · Liège · 12–17"),
        ({"area": None}, "Nouvelle demande · urgente"),
        ({"language": "ar", "area": None}, "Nouvelle demande · urgente · arabe"),
        ({"language": "x-y-z", "area": None}, "Nouvelle demande · urgente · x-y-z"),
    ],
)
def test_a_line_is_as_long_as_what_is_known(house, values, line):
    """Nothing stands for what nobody said."""
    case = rings(house)
    names = ", ".join(f"{name} = :{name}" for name in values)
    with house.database.writing() as session:
        session.connection().execute(text(f"UPDATE cases SET {names} WHERE id = {case.id}"), values)

    assert leased(house)[0].text == line


def test_an_urgent_alert_leaves_before_an_older_ordinary_one(house):
    """Both wait for the same telephone."""
    link(house, NADIA)
    asks_for_help(house)
    tick(house)
    asks_for_help(house, ALEX, urgent=True)
    tick(house)

    assert [letter.is_urgent for letter in leased(house)] == [True, False]


def test_an_alert_leaves_once_though_two_look_at_the_same_time(house):
    """As during a change of programs."""
    rings(house)
    letters = []
    together(*[lambda: letters.extend(leased(house))] * 4)

    assert len(letters) == 1


def test_what_was_in_flight_when_the_program_died_goes_again(house, place, clock):
    """Another process opens the house and puts it back: at least once, for a crisis."""
    rings(house)
    assert len(leased(house)) == 1 and leased(house) == []

    again = installation.open_house(place, clock=clock)
    act(again, sending.release, Channel.CHAT)

    assert [letter.chat for letter in leased(again)] == [CHAT]
    again.close()


def test_each_way_puts_back_its_own_only(house):
    """The mails of a process that lives on are not sent twice."""
    rings(house)
    leased(house, Channel.MAIL)

    act(house, sending.release, Channel.CHAT)

    assert leased(house, Channel.MAIL) == []


def test_a_case_that_was_taken_before_an_alert_left_rings_nowhere(house):
    """Nobody called it back: it is looked at once more when it leaves."""
    takes(house, rings(house))

    assert leased(house) == leased(house, Channel.MAIL) == []
    assert len(put_down(house, state=Delivery.CANCELLED)) == 2


def test_a_case_that_was_taken_while_an_alert_was_in_flight_is_written_over(house):
    """The telephone shows it for a moment, then who took it."""
    case = rings(house)
    flying = leased(house)
    takes(house, case, MARC)
    tick(house)

    marked(house, flying, first=500)

    assert [(letter.text, letter.message_id) for letter in leased(house)] == [
        ("Prise en charge par Marc", 500)
    ]


def test_who_took_a_case_reads_that_it_is_theirs(house):
    """And where it goes on."""
    case = rings(house)
    carried(house)
    takes(house, case)
    tick(house)

    assert leased(house)[0].text.startswith("C’est vous qui avez pris cette demande en charge.")


def test_a_case_that_ended_without_anybody_taking_it_waits_no_more(house):
    """Nobody is named."""
    case = rings(house)
    carried(house)
    with house.database.writing() as session:
        session.connection().execute(text(f"UPDATE cases SET state = 'closed' WHERE id = {case.id}"))
    tick(house)

    assert leased(house)[0].text == "Cette demande n’attend plus."


def test_an_alert_that_is_put_back_waits_its_time(house, clock):
    """And is then the same one."""
    rings(house)
    letter = leased(house)[0]
    act(house, sending.later, letter.number, now=house.clock(), after_seconds=30)
    assert leased(house) == []

    clock.forward(seconds=30)

    assert [(again.number, again.attempts) for again in leased(house)] == [(letter.number, 1)]


def test_an_alert_is_given_up_after_a_day_of_tries(house):
    """Not before."""
    rings(house)
    letter = leased(house)[0]
    with house.database.writing() as session:
        session.get_one(Alert, letter.number).attempts = sending.ATTEMPTS_AT_MOST - 1

    act(house, sending.later, letter.number, now=house.clock(), after_seconds=1)

    assert put_down(house, state=Delivery.FAILED) == [("Nadia", "opened", "chat")]


def test_an_alert_that_cannot_be_sent_as_it_is_is_given_up(house):
    """Its fault is a code."""
    rings(house)
    act(house, sending.failed, leased(house)[0].number, fault="bad_request")

    assert put_down(house, state=Delivery.FAILED) == [("Nadia", "opened", "chat")]


def test_a_member_who_blocked_the_bot_is_unlinked_and_still_reached_by_mail(house):
    """Their account page shows that no telephone is linked."""
    rings(house)

    act(house, sending.gone, leased(house)[0].number)

    with house.database.reading() as session:
        assert links.who(session, CHAT, vault=house.keys.vault) is None
    assert put_down(house) == [("Nadia", "opened", "mail")]


@pytest.mark.parametrize("unlinks", [True, False])
def test_an_alert_to_a_telephone_that_was_unlinked_or_whose_key_is_gone_is_given_up(house, unlinks):
    """It holds up no other."""
    rings(house)
    if unlinks:
        with house.database.writing() as session:
            links.unlink(session, member(session).id)
    vault = house.keys.vault if unlinks else Vault.from_master(b"another key file of 32 bytes....")
    with house.database.writing() as session:
        found = sending.lease(session, Channel.CHAT, now=house.clock(), at_most=9, vault=vault)

    assert found == [] and put_down(house, state=Delivery.GONE) == [("Nadia", "opened", "chat")]


def test_nothing_is_sent_to_who_left_the_team(house):
    """Also when it was put down before."""
    rings(house)
    with house.database.writing() as session:
        session.get_one(Member, member(session).id).is_active = False

    assert leased(house) == leased(house, Channel.MAIL) == []


def test_an_ordinary_alert_that_comes_too_late_waits_for_the_morning(house, clock):
    """Telegram was out of reach until the evening."""
    rings(house, urgent=False)
    clock.forward(hours=11)
    assert leased(house) == []

    clock.forward(hours=12)

    assert len(leased(house)) == 1


def test_marking_what_is_gone_changes_nothing(house):
    """Its case was erased with it meanwhile."""
    for change, more in (
        (sending.sent, {"now": house.clock()}),
        (sending.later, {"now": house.clock(), "after_seconds": 1}),
        (sending.failed, {"fault": "x"}),
        (sending.gone, {}),
    ):
        act(house, change, 99, **more)

    assert count(house, Alert) == 0


def test_alerts_are_forgotten_but_not_while_their_case_waits(house, clock):
    """A case that waits for days is not told of anew."""
    waits = rings(house)
    other = asks_for_help(house, ALEX, urgent=True)
    tick(house, Watch(on_duty=on_duty(NADIA)))
    carried(house)
    takes(house, other)
    tick(house)
    carried(house)
    clock.forward(days=3)

    act(house, sending.forget_before, house.clock() - timedelta(days=2))

    with house.database.reading() as session:
        assert {alert.case_id for alert in all_alerts(session)} == {waits.id}
