"""A whole town for the days of a team: the program as it runs for people, with a pretend Telegram, a mail server, and Chromium before it.

Everything in it is the real thing but Telegram, and the clock, which stands still until a test moves it.
"""

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pyotp
from playwright.sync_api import Browser, Page

from launch.run import Program
from launch.simulator import Phone, SimulatedTelegram, Telegram
from launch.simulator.server import listen, serve
from passerelle import association, installation, settings, team
from passerelle.installation import House
from passerelle.rota import changes
from passerelle.rota.shifts import Hours
from passerelle.tables import Member, Role
from tests.admin.desk import WIDE, Desk
from tests.bot.running import Running
from tests.e2e.demo import free_port
from tests.fakes import MovableClock
from tests.mailbox import Mailbox
from tests.people import INES, MARC, MONDAY_MORNING, NADIA, Staff

TOKEN, STAFF_TOKEN = "1:token-of-the-town", "2:token-of-the-team"
SENDER = "alertes@example.org"
NAME = "Les Passeurs"
ZONE = ZoneInfo("Europe/Brussels")
ALEX = Staff("Alex", "alex@example.org")  # new in the team: each test says as what
TITLES = {NADIA: "médiatrice", MARC: "médiateur", INES: "coordinatrice", ALEX: "stagiaire"}
OFFICE = Hours(9 * 60, 18 * 60)
NIGHT = Hours(21 * 60, 7 * 60)
ON_CALL = Hours(0, 24 * 60 - 1, is_on_call=True)
WORKING_DAYS = 5
START_SECONDS = 60


@dataclass
class Town:
    """Everybody and everything; `bot` is the young people's side, as the tests of the bot know it."""

    program: Program
    clock: MovableClock
    codes: dict[str, str]
    box: Mailbox
    bot: Running
    staff: SimulatedTelegram
    desk: Desk = field(init=False)

    @property
    def house(self) -> House:
        """Where the data is."""
        return self.program.house

    def sits_down(self, browser: Browser) -> None:
        """Put a Chromium before the panel."""
        self.desk = Desk(browser, self.house.settings.panel_url, self)  # type: ignore[arg-type]  # it asks for sessions only

    def window(self, who: Staff, path: str = "/", **look: object) -> Page:
        """A new window of somebody who has signed in; it follows what happens when this returns."""
        page = self.desk.open(path, who, **({"size": WIDE} | look))  # type: ignore[arg-type]  # as Desk says
        if page.locator("[hx-sse\\:connect]").count():
            page.wait_for_selector(".is_live", state="attached")
        return page

    def session_of(self, staff: Staff) -> str:
        """Sign somebody in without the slow password; returns the token of their session."""
        self.clock.forward(seconds=30)
        now, vault = self.clock(), self.house.keys.vault
        with self.house.database.writing() as session:
            half = team.begin_sign_in(session, self.member(staff), now=now)
            code = pyotp.TOTP(self.codes[staff.email]).at(now)
            return team.complete_sign_in(session, half, code, vault=vault, now=now)

    def member(self, staff: Staff) -> Member:
        """The row of somebody of the team."""
        return found(self.house, staff)

    def becomes(self, staff: Staff, role: Role, *, mentor: Staff | None = None) -> None:
        """Give somebody another role, or a mentor who reads before the person does."""
        with self.house.database.writing() as session:
            member = session.get_one(Member, self.member(staff).id)
            member.role, member.mentor_id = role, self.member(mentor).id if mentor else None

    def links_phone(self, staff: Staff) -> Phone:
        """A member's own telephone, linked by the code that their account page shows."""
        page = self.window(staff, "/account")
        page.get_by_role("button", name="Relier").click()
        phone = self.staff.person(staff.name)
        phone.start(page.locator("#code").inner_text())
        phone.wait_for("C’est relié")
        page.context.close()
        return phone

    def later(self, **span: float) -> None:
        """Let hours= or minutes= pass."""
        self.is_now(self.clock() + timedelta(**span))

    def is_now(self, now: datetime) -> None:
        """Move the clock, and have every part look again."""
        self.clock.now = max(now, self.clock.now)
        for wake in self.house.database.woken:
            wake()

    def next_time(self, hour: int, *, days: int = 0) -> datetime:
        """When clocks in the town show this hour next, so many days after the first time."""
        local = self.clock().astimezone(ZONE)
        today = datetime.combine(local.date(), time(hour), ZONE)
        return today + timedelta(days=days + (1 if today <= local else 0))

    def next_morning(self) -> None:
        """Begin a working day, at eleven."""
        morning = self.next_time(11)
        while morning.weekday() >= WORKING_DAYS:
            morning += timedelta(days=1)
        self.is_now(morning.astimezone(MONDAY_MORNING.tzinfo))


def found(house: House, staff: Staff) -> Member:
    """Somebody of the team, who must be there."""
    with house.database.reading() as session:
        member = team.find(session, staff.email)
    assert member is not None
    return member


@contextmanager
def a_town(folder: Path, box: Mailbox, clock: MovableClock | None = None) -> Iterator[Town]:
    """Build the town, run the program in a thread, and stop it as a signal would; another clock may run by itself."""
    telegram, staff = Telegram(token=TOKEN), Telegram(token=STAFF_TOKEN, username="equipe_bot", name="Équipe")
    doors = [listen("127.0.0.1", 0) for _ in range(2)]
    urls = [f"http://127.0.0.1:{door.getsockname()[1]}" for door in doors]
    clock = clock or MovableClock()
    house = installation.open_house(_settings(folder, urls[0], box), clock=clock)
    codes = _team(house)
    beside = serve(telegram, listener=doors[0], others=(staff,)), serve(staff, listener=doors[1])
    program = Program(house, beside=beside)
    for door in doors:
        door.listen()
    seen = SimulatedTelegram(urls[0], TOKEN, telegram), SimulatedTelegram(urls[1], STAFF_TOKEN, staff)
    with _at_work(program) as loop:
        assert program.bot is not None
        bot = Running(seen[0], house, clock, program.bot, loop)  # type: ignore[arg-type]  # a clock that stands
        yield Town(program, clock, codes, box, bot, seen[1])
        for side in seen:
            side.close()
    house.close()


@contextmanager
def _at_work(program: Program) -> Iterator[asyncio.AbstractEventLoop]:
    loop = asyncio.new_event_loop()
    stop = loop.create_future()
    answers, hears = threading.Event(), threading.Event()
    program.on_panel, program.on_bot = answers.set, hears.set

    def work() -> None:
        loop.run_until_complete(program.run_until(stop))
        loop.run_until_complete(loop.shutdown_default_executor())
        loop.close()

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    try:
        assert answers.wait(START_SECONDS) and hears.wait(START_SECONDS), "the program did not start"
        yield loop
    finally:
        loop.call_soon_threadsafe(stop.set_result, None)
        thread.join(20)


def _settings(folder: Path, telegram: str, box: Mailbox) -> settings.Settings:
    port = free_port()
    given = {
        "BOT_TOKEN": TOKEN,
        "STAFF_BOT_TOKEN": STAFF_TOKEN,
        "TELEGRAM_API": telegram,
        "DATA_DIR": str(folder / "data"),
        "PANEL_PORT": str(port),
        "PANEL_URL": f"http://127.0.0.1:{port}",
        "SMTP_URL": box.url,
        "MAIL_FROM": SENDER,
    }
    return settings.read({f"PASSERELLE_{name}": value for name, value in given.items()}, folder=folder)


def _team(house: House) -> dict[str, str]:
    """The team and its rota: Nadia and Marc by day, Nadia at night too, Marc on call; gives the secrets of their codes."""
    now, vault, codes = house.clock(), house.keys.vault, {}
    with house.database.writing() as session:
        association.change(session, name=NAME)
        for who, title in TITLES.items():
            own = {"email": who.email, "name": who.name, "title": title, "role": who.role}
            joined = team.add(session, **own, password=who.password, vault=vault, now=now)
            codes[who.email] = joined.code_secret
    rota: dict[Staff, Callable[[int], list[Hours]]] = {
        NADIA: lambda day: [NIGHT, *([OFFICE] if day < WORKING_DAYS else [])],
        MARC: lambda day: [ON_CALL] if day >= WORKING_DAYS else [OFFICE, ON_CALL],
    }
    with house.database.writing() as session:
        ines = found(house, INES)
        for who, hours in rota.items():
            week = [(day, span) for day in range(7) for span in hours(day)]
            changes.set_week(session, found(house, who).id or 0, week, by=ines, now=now)
    return codes
