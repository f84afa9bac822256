"""The staff's own bot, over HTTP with a pretend Telegram of its own: linking, alerts, taking, passing, and what strangers learn."""

import asyncio
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from launch.alerts import Alerts
from launch.simulator import Phone, SimulatedTelegram, Telegram, running
from passerelle import cases, codes, handoff, installation, settings
from passerelle.alerts import links, watching
from passerelle.alerts.tables import Alert
from passerelle.alerts.watch import Watch
from passerelle.errors import TakenAlready
from passerelle.installation import House
from passerelle.tables import Case, CaseState, Delivery
from tests.bot.conftest import conforms
from tests.bot.running import RunningClock
from tests.house.alerts.desk import all_alerts, on_duty
from tests.house.stage import asks_for_help, member
from tests.mailbox import Mailbox, mailbox
from tests.people import ALEX, INES, MARC, NADIA, SAM, Staff

TOKEN = "2:token-of-the-staff"
TAKE, PASS = "Prendre en charge", "Passer"
STRANGER = "Bonjour. Ce robot ne répond qu’à un code valable."
TEAM_ON_DUTY = Watch(on_duty=on_duty(NADIA, MARC), on_call=on_duty(NADIA, MARC, INES))


@dataclass
class Desk:
    """The alerts at work, with their Telegram, their mail server and the house."""

    house: House
    telegram: SimulatedTelegram
    box: Mailbox
    clock: RunningClock
    alerts: Alerts

    def phone(self, staff: Staff | None = NADIA, name: str = "") -> Phone:
        """A telephone, linked to a member unless it is a stranger's."""
        phone = self.telegram.person(name or (staff.name if staff else "Canari"), last_name="Inconnu")
        if staff is not None:
            phone.start(self.code(staff))
            phone.wait_for("C’est relié")
        return phone

    def code(self, staff: Staff = NADIA) -> str:
        """A code from a member's account page."""
        with self.house.database.writing() as session:
            return links.new_code(
                session, member(session, staff), vault=self.house.keys.vault, now=self.clock()
            )

    def state(self, case: Case) -> Case:
        """A case as it is now."""
        with self.house.database.reading() as session:
            return cases.get(session, case.id or 0)

    def taken_at_the_panel(self, case: Case, staff: Staff) -> None:
        """A colleague takes it at their page, which knows nothing of alerts."""
        house = self.house
        with house.database.writing() as session:
            handoff.take(session, member(session, staff), case.id or 0, keys=house.keys, now=self.clock())

    def until(self, look: Callable[[list[Alert]], Any]) -> Any:
        """Wait until the alerts are so; the database is looked at again and again."""
        deadline = time.monotonic() + 8
        while time.monotonic() < deadline:
            with self.house.database.reading() as session:
                if found := look(all_alerts(session)):
                    return found
            threading.Event().wait(0.05)
        raise AssertionError("what was waited for did not happen")

    def answers(self) -> list[str]:
        """What was said in answers to taps."""
        return [call["params"].get("text", "") for call in self.telegram.calls("answerCallbackQuery")]


@contextmanager
def at_work(house: House, watch: Watch = TEAM_ON_DUTY) -> Iterator[Alerts]:
    """The part of the program that alerts, in a thread."""
    alerts, loop = Alerts(house, watch), asyncio.new_event_loop()
    task = loop.create_task(alerts.run())

    def run() -> None:
        loop.run_until_complete(asyncio.gather(task, return_exceptions=True))
        loop.run_until_complete(loop.shutdown_default_executor())
        loop.close()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    try:
        yield alerts
    finally:
        loop.call_soon_threadsafe(task.cancel)
        thread.join(15)


@pytest.fixture
def box() -> Iterator[Mailbox]:
    """A mail server."""
    with mailbox() as found:
        yield found


@pytest.fixture
def telegram(published: Any) -> Iterator[SimulatedTelegram]:
    """A second Telegram, which knows the staff's token only."""
    with running(Telegram(token=TOKEN, username="equipe_bot")) as found:
        yield found
        conforms(found, published)


@pytest.fixture
def quiet(
    prepared: Path, tmp_path: Path, telegram: SimulatedTelegram, box: Mailbox
) -> Iterator[tuple[House, RunningClock]]:
    """A house with both ways set up, in which nothing runs yet."""
    folder, clock = tmp_path / "data", RunningClock()
    shutil.copytree(prepared, folder)
    given = {
        "DATA_DIR": str(folder),
        "STAFF_BOT_TOKEN": TOKEN,
        "TELEGRAM_API": telegram.url,
        "SMTP_URL": box.url,
        "MAIL_FROM": "alertes@asso.example",
        "PANEL_URL": "https://equipe.asso.example",
    }
    values = {f"PASSERELLE_{name}": value for name, value in given.items()}
    house = installation.open_house(settings.read(values, folder=folder), clock=clock)
    yield house, clock
    house.close()


@pytest.fixture
def desk(quiet: tuple[House, RunningClock], telegram: SimulatedTelegram, box: Mailbox) -> Iterator[Desk]:
    """Everything at work."""
    house, clock = quiet
    with at_work(house) as alerts:
        yield Desk(house, telegram, box, clock, alerts)


def test_a_member_links_their_telephone_by_a_code_and_reads_who_they_are(desk: Desk) -> None:
    """As a message too, and a second time nothing changes."""
    phone = desk.phone()
    marc = desk.telegram.person("Marc")
    marc.start()
    marc.write(codes.in_halves(desk.code(MARC)).lower())

    assert "Nadia" in phone.screen().last.text
    assert "Marc" in marc.wait_for("C’est relié").text
    phone.write("bonjour")
    phone.wait_for("Ce téléphone est relié à Nadia")
    assert desk.alerts.staff and desk.alerts.staff.name == "equipe_bot"


@pytest.mark.parametrize("said", ["/start", "/start ABCDEFGH", "/stop", "bonjour", "ABCD2345", "/aide"])
def test_a_stranger_reads_one_neutral_sentence(desk: Desk, said: str) -> None:
    """Nothing of the association, nor that there is a team."""
    phone = desk.phone(None)
    phone.write(said)

    phone.wait_for(STRANGER)
    assert [message.text for message in phone.screen().messages if message.is_from_bot] == [STRANGER]


def test_a_stranger_with_somebody_s_button_takes_nothing(desk: Desk) -> None:
    """A tap whose data was guessed."""
    case = asks_for_help(desk.house, urgent=True)
    phone = desk.phone(None)
    phone.start()
    message = phone.wait_for(STRANGER)
    for data in (f"take:{case.id}", f"pass:{case.id}", "take:x", "", "take:99999999999"):
        phone.tap_data(message.id, data, is_stale=True)

    desk.telegram.wait_until(lambda: len(desk.telegram.calls("answerCallbackQuery")) == 5 or None)
    assert desk.state(case).state == CaseState.WAITING


def test_an_urgent_case_rings_on_both_ways_within_moments_and_tells_nothing(desk: Desk) -> None:
    """Thirty seconds are promised; area, age and urgency are all that is said."""
    phone = desk.phone()
    began = time.monotonic()
    case = asks_for_help(desk.house, urgent=True, said="perchoir cassé hier soir")

    shown = phone.wait_for("Nouvelle demande · urgente · Liège")
    letters = dict(desk.box.wait_for(2))

    assert time.monotonic() - began < 10
    assert [button for row in shown.buttons for button in row][:2] == [TAKE, PASS]
    everything = " ".join([shown.text, *map(str, letters.values()), str(desk.telegram.calls("sendMessage"))])
    for canary in (case.pseudonym, "harcèlement", "bullying", "perchoir", str(SAM.account)):
        assert canary not in everything


def test_taking_on_the_telephone_takes_the_case_and_tells_the_others(desk: Desk) -> None:
    """Nadia's alert and Marc's are written over, without buttons."""
    nadia, marc = desk.phone(), desk.phone(MARC)
    case = asks_for_help(desk.house, urgent=True)
    marc.wait_for("Nouvelle demande")

    nadia.tap(TAKE)

    assert not marc.wait_for("Prise en charge par Nadia").buttons
    assert not nadia.wait_for("C’est vous qui avez pris").buttons
    assert desk.state(case).owner_id and desk.answers() == [
        "C’est à vous. La personne sait que vous répondez."
    ]


def test_who_comes_second_is_told_kindly(desk: Desk) -> None:
    """The button was still there when Marc pressed it."""
    marc = desk.phone(MARC)
    case = asks_for_help(desk.house, urgent=True)
    message = marc.wait_for("Nouvelle demande")
    desk.taken_at_the_panel(case, NADIA)

    marc.tap_data(message.id, f"take:{case.id}", is_stale=True)

    marc.wait_for("Prise en charge par Nadia")
    desk.telegram.wait_until(lambda: desk.answers() or None)
    assert desk.answers() == ["Un·e collègue a été plus rapide. Merci d’avoir répondu présent\u00a0!"]


def test_taking_races_with_the_panel_and_one_wins(desk: Desk) -> None:
    """Whoever it is, the other is told."""
    marc = desk.phone(MARC)
    case = asks_for_help(desk.house, urgent=True)
    message = marc.wait_for("Nouvelle demande")
    lost = []

    def panel() -> None:
        try:
            desk.taken_at_the_panel(case, NADIA)
        except TakenAlready:
            lost.append(NADIA)

    thread = threading.Thread(target=panel)
    thread.start()
    marc.tap_data(message.id, f"take:{case.id}", is_stale=True)
    thread.join(8)
    desk.telegram.wait_until(lambda: desk.answers() or None)

    is_marcs = desk.answers()[0].startswith("C’est à vous")
    assert is_marcs == bool(lost) and desk.state(case).state == CaseState.TAKEN


def test_two_presses_take_once(desk: Desk) -> None:
    """A thumb that trembles; the second is told the same."""
    nadia = desk.phone()
    case = asks_for_help(desk.house, urgent=True)
    message = nadia.wait_for("Nouvelle demande")

    nadia.tap_data(message.id, f"take:{case.id}", times=2, is_stale=True)

    desk.telegram.wait_until(lambda: len(desk.answers()) == 2 or None)
    assert len(set(desk.answers())) == 1 and desk.state(case).state == CaseState.TAKEN


def test_passing_leaves_a_way_back_and_tells_the_next(desk: Desk) -> None:
    """Nadia and Marc pass: Inès, who coordinates, is told at once."""
    nadia, marc, ines = desk.phone(), desk.phone(MARC), desk.phone(INES)
    case = asks_for_help(desk.house, urgent=True)
    for phone in (nadia, marc):
        phone.tap(PASS)
        phone.wait_for("Vous passez")

    ines.wait_for("Demande toujours en attente · urgente · Liège")
    nadia.tap(TAKE)
    ines.wait_for("Prise en charge par Nadia")
    assert desk.state(case).state == CaseState.TAKEN


def test_a_button_of_a_case_that_waits_no_more_says_so(desk: Desk) -> None:
    """Passing it changes nothing."""
    nadia = desk.phone()
    case = asks_for_help(desk.house, urgent=True)
    message = nadia.wait_for("Nouvelle demande")
    desk.taken_at_the_panel(case, MARC)

    nadia.tap_data(message.id, f"pass:{case.id}", is_stale=True)
    nadia.tap_data(message.id, "take:4242", is_stale=True)

    desk.telegram.wait_until(lambda: len(desk.answers()) == 2 or None)
    assert desk.answers() == ["Cette demande n’attend plus."] * 2


def test_nobody_takes_it_and_it_climbs(desk: Desk) -> None:
    """Three minutes, then six; the clock is moved, nobody sleeps."""
    ines = desk.phone(INES)
    asks_for_help(desk.house, urgent=True)
    desk.until(lambda alerts: len(alerts) >= 2)
    for minutes, times in ((3, 1), (3, 2)):
        desk.clock.forward(minutes=minutes)
        ines.wait_until(lambda screen, n=times: sum("toujours" in text for text in screen.texts) == n)

    assert [to for to, _ in desk.box.wait_for(6)].count(INES.email) == 2


def test_stop_unlinks(desk: Desk) -> None:
    """And blocking the bot does the same."""
    nadia, marc = desk.phone(), desk.phone(MARC)
    nadia.write("/stop")
    nadia.wait_for("C’est délié")
    marc.block()
    desk.telegram.wait_until(lambda: not desk.telegram.pending() or None)

    with desk.house.database.reading() as session:
        reaches = links.reaches(session).values()
        assert [reach.lookup for reach in reaches] == [None, None]


def test_a_group_is_left(desk: Desk) -> None:
    """Alerts are for one telephone only."""
    nadia = desk.phone()
    group = desk.telegram.group(nadia)

    desk.telegram.wait_until(lambda: desk.telegram.group_state(group)["bot_status"] == "left" or None)


def test_an_update_that_cannot_be_read_stops_nobody(desk: Desk) -> None:
    """Telegram sends something that no library knows."""
    for poison in ({"message": {"chat": "no chat"}}, {"callback_query": 7}, {"message": []}, {"news": {}}):
        desk.telegram.inject(poison)

    desk.phone()
    assert desk.telegram.wait_until(lambda: not desk.telegram.pending() or None)


def test_a_dead_mail_server_delays_no_chat_and_its_letters_come_later(desk: Desk) -> None:
    """Each way has its own courier."""
    desk.box.refusals["EHLO"] = ["421 closing"] * 2
    desk.box.refusals["HELO"] = ["421 closing"] * 2
    phone = desk.phone()
    asks_for_help(desk.house, urgent=True)

    phone.wait_for("Nouvelle demande")
    desk.until(lambda alerts: any(alert.attempts for alert in alerts))
    desk.clock.forward(seconds=60)
    assert {to for to, _ in desk.box.wait_for(2)} == {NADIA.email, MARC.email}


def test_a_dead_telegram_delays_no_mail(desk: Desk) -> None:
    """And the alert comes when it is back."""
    phone = desk.phone()
    desk.telegram.add_fault("error", method="sendMessage", times=1)
    asks_for_help(desk.house, urgent=True)

    assert len(desk.box.wait_for(2)) == 2
    desk.until(lambda alerts: any(alert.attempts for alert in alerts))
    desk.clock.forward(seconds=60)
    phone.wait_for("Nouvelle demande")


def test_what_was_in_flight_when_the_program_died_is_sent_by_the_next(
    quiet: tuple[House, RunningClock], telegram: SimulatedTelegram, box: Mailbox
) -> None:
    """Rows that nobody marked: by chat and by mail."""
    house, clock = quiet
    phone = telegram.person("Nadia")
    phone.start()
    desk = Desk(house, telegram, box, clock, Alerts(house))
    with house.database.writing() as session:
        code = links.new_code(session, member(session), vault=house.keys.vault, now=clock())
        links.link(session, code, phone.id, vault=house.keys.vault, now=clock())
    asks_for_help(house, urgent=True)
    with house.database.writing() as session:
        watching.tick(session, clock(), replace(TEAM_ON_DUTY, on_duty=on_duty(NADIA)))
        for alert in all_alerts(session):
            alert.state = Delivery.LEASED

    with at_work(house):
        phone.wait_for("Nouvelle demande")
        assert box.wait_for(1)
        desk.until(lambda alerts: all(alert.state == Delivery.SENT for alert in alerts))


def test_a_token_that_telegram_does_not_know_stops_nothing_else(
    quiet: tuple[House, RunningClock], telegram: SimulatedTelegram, box: Mailbox, logged: Any
) -> None:
    """It is said in the log, by the name of the setting, and mails go out."""
    house, _clock = quiet
    wrong = replace(house, settings=replace(house.settings, staff_bot_token="3:of-nobody"))
    with at_work(wrong):
        asks_for_help(house, urgent=True)
        assert len(box.wait_for(2)) == 2

    assert "staff_bot_refused setting=PASSERELLE_STAFF_BOT_TOKEN" in logged.getvalue()
    assert "of-nobody" not in logged.getvalue()


def test_nothing_that_is_said_reaches_the_log(
    quiet: tuple[House, RunningClock], telegram: SimulatedTelegram, box: Mailbox, logged: Any
) -> None:
    """Not the token, nor a code, an address, a line, or what a member writes."""
    house, clock = quiet
    with at_work(house) as alerts:
        desk = Desk(house, telegram, box, clock, alerts)
        phone = desk.phone()
        phone.write("perchoir cassé hier soir")
        asks_for_help(house, ALEX, urgent=True)
        phone.wait_for("Nouvelle demande")
        box.wait_for(2)
        telegram.inject({"message": {"text": "nichoir tombé"}})
        telegram.wait_until(lambda: not telegram.pending() or None)

    for canary in (TOKEN, "token-of-the-staff", "perchoir", "nichoir", "Liège", NADIA.email, str(phone.id)):
        assert canary not in logged.getvalue()


def test_without_either_way_there_is_nothing_to_do(house: House, logged: Any) -> None:
    """The part says so, and rests."""
    with at_work(house):
        deadline = time.monotonic() + 8
        while "no_alerts" not in logged.getvalue() and time.monotonic() < deadline:
            threading.Event().wait(0.02)

    assert "no_alerts" in logged.getvalue()
    assert socket.gethostname() not in logged.getvalue()
