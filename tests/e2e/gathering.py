"""A group that meets in the evening, with real parts: ten telephones with a seat each, Nadia before her page, and a clock that runs.

Seats are asked for, composed and accepted as the house does it. What everybody reads is taken from the screens, never from the house.
"""

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from time import monotonic

from playwright.sync_api import Locator, Page
from sqlmodel import Session, col, select

from launch.simulator import Phone
from launch.simulator.screen import Screen
from passerelle import conversations, listening
from passerelle.listening import Audience, Kind, Terms, Words
from passerelle.rooms import RoomState
from passerelle.rooms.tables import Room, RoomMember, RoomSheet
from passerelle.tables import Member
from tests.bot.talks import settled
from tests.e2e.town import ZONE, Town
from tests.fakes import MovableClock
from tests.people import MONDAY_MORNING, NADIA

PATIENCE = 40.0  # seconds: a chat takes one message a second, and machines that run tests are busy
TITLE = "Le groupe du lundi"
BEGINS = datetime.combine(MONDAY_MORNING.date(), time(18), ZONE)
GROUP = Terms(
    Kind.TALK_GROUP, Audience.YOUNG, capacity=10, age_from=12, age_to=17, languages=("fr",), is_online=True,
    has_room=True, composes=True, weekday=0, starts=time(18), first_day=MONDAY_MORNING.date(),
)  # fmt: skip
A_WHILE = timedelta(minutes=20)  # less than a window may stand idle before it is signed out
NAMES = ("Sam", *(f"Phone {number}" for number in range(1, 10)))
OWN = re.compile(r"^(👋 |🎤 )?Toi\b")
SPOKEN = re.compile("[^🤫]*(\u00a0: |🎤)")
ISOLATES = re.compile("[\u2068\u2069]")


class RunningClock(MovableClock):
    """A clock that runs from Monday morning on and can be moved: a chat that has to rest waits by it."""

    def __init__(self) -> None:
        self._ahead = timedelta()
        super().__init__()

    @property
    def now(self) -> datetime:
        """The time that it shows."""
        return MONDAY_MORNING + timedelta(seconds=monotonic()) + self._ahead

    @now.setter
    def now(self, instant: datetime) -> None:
        self._ahead = instant - MONDAY_MORNING - timedelta(seconds=monotonic())


@dataclass
class Guest:
    """Somebody of the group: the phone, how Telegram calls its owner, the seat, and the pseudonym once it was told."""

    name: str
    username: str
    phone: Phone
    contact_id: int
    seat_id: int
    pseudonym: str = ""

    @property
    def telling(self) -> tuple[str, ...]:
        """Whatever Telegram knows of them, which nobody else may ever get."""
        return str(self.phone.id), self.name, self.username

    def shows(self) -> str:
        """All that the bot's messages say on this screen."""
        return said_on(self.phone.screen())

    def taps(self, *labels: str) -> None:
        """Press one button after the other, each as soon as it is there."""
        for label in labels:
            self.phone.tap(label, timeout=PATIENCE)

    def waits_for(self, text: str) -> str:
        """The newest message of the bot that says this."""
        return bare(self.phone.wait_for(text, timeout=PATIENCE).text)

    def waits_without(self, text: str) -> None:
        """Wait until nothing of the bot on the screen says this."""
        self.phone.wait_until(lambda screen: text not in said_on(screen), timeout=PATIENCE)


@dataclass
class Gathering:
    """The group of one evening: its town, its guests in the order of NAMES, and the numbers of its session and its room."""

    town: Town
    guests: list[Guest]
    session_id: int
    room_id: int = 0

    @property
    def early(self) -> list[Guest]:
        """Whoever is there from the beginning: all but the last."""
        return self.guests[:-1]

    def called(self, name: str) -> Guest:
        """The guest of this name."""
        return next(guest for guest in self.guests if guest.name == name)

    def settled(self) -> None:
        """Wait until all that was written and tapped was acted on, and all that it led to has left."""
        settled(self.town.bot)

    def comes_to(self, instant: datetime, *, before: Page | None = None) -> None:
        """Let the hours pass until then, with somebody who looks at a live page again now and then."""
        while before is not None and self.town.clock() + A_WHILE < instant:
            _looks_again(before)
            self.town.later(seconds=A_WHILE.total_seconds())
        if before is not None:
            _looks_again(before)
        self.town.is_now(instant.astimezone(MONDAY_MORNING.tzinfo))

    def said(self, guest: Guest, text: str) -> None:
        """Let somebody write, until everything that follows is on its way's end."""
        guest.phone.write(text)
        self.settled()

    def finds_its_room(self) -> None:
        """Wait until the room of this evening is made, as it is by itself."""
        found = self.town.bot.until(lambda session: session.exec(select(Room)).first(), PATIENCE)
        self.room_id = found.id or 0

    def room(self) -> Room:
        """The room as it is now."""
        return self.town.bot.look(lambda session: session.get_one(Room, self.room_id))

    def purged(self) -> None:
        """Wait until every screen was cleaned, and the house forgot who was there, which it does at its next look."""
        self.town.bot.until(lambda session: not session.get_one(Room, self.room_id).key_id, PATIENCE)
        self.settled()
        self.town.later(minutes=1)
        self.town.bot.until(
            lambda session: session.get_one(Room, self.room_id).state == RoomState.PURGED, PATIENCE
        )

    def files(self) -> list[str]:
        """What Telegram calls the voice notes that people sent."""
        shown = [message for guest in self.guests for message in guest.phone.screen().messages]
        return [message.raw["content"]["file_id"] for message in shown if message.kind == "voice"]

    def transcript(self, guest: Guest) -> list[str]:
        """What somebody reads of the talk, in the order of the screen: one line for each word, names for all, their own as well."""
        query = (
            select(RoomSheet.message_id)
            .join(RoomMember, col(RoomMember.id) == RoomSheet.member_id)
            .where(RoomMember.contact_id == guest.contact_id, col(RoomSheet.word_id).is_(None))
        )
        sheets = set(self.town.bot.look(lambda session: session.exec(query).all()))
        shown = [message.text for message in guest.phone.screen().messages if message.id in sheets]
        lines = [line for text in shown for line in bare(text).split("\n\n")]
        return [OWN.sub(rf"\g<1>{guest.pseudonym}", line) for line in lines]

    def words(self, guest: Guest) -> list[str]:
        """What people said to all, as it stands on a screen."""
        return [line for line in self.transcript(guest) if SPOKEN.match(line)]


def gathered(town: Town) -> Gathering:
    """Ten people ask to be in a weekly group, the team composes it, and everybody says yes: two on the phone, the others in the house."""
    house, phones = town.house, [_phone(town, name) for name in NAMES]
    settled(town.bot)
    with house.database.writing() as session:
        session_id = _programme(session, town.member(NADIA), house.clock())
        guests = [_asks(session, town, session_id, number, phone) for number, phone in enumerate(phones)]
    gathering = Gathering(town, guests, session_id)
    _compose(gathering)
    for guest in guests[:2]:
        guest.waits_for("Une place t’est proposée")
        guest.taps("Voir")
        guest.taps("Oui, je prends")
        guest.waits_for("Ta place est prise")
    with house.database.writing() as session:
        for guest in guests[2:]:
            listening.accept(session, guest.seat_id, guest.contact_id, keys=house.keys, now=house.clock())
    gathering.settled()
    return gathering


def _looks_again(page: Page) -> None:
    page.reload()
    page.wait_for_selector(".is_live", state="attached")


def _phone(town: Town, name: str) -> Phone:
    """A phone whose owner wrote to us before."""
    phone = town.bot.person(name, last_name=f"Canari{name[-1]}", username=_username(name))
    phone.start()
    phone.wait_for("robot", timeout=PATIENCE)
    return phone


def _username(name: str) -> str:
    return f"canari_{name[-1]}_bleu"


def _programme(session: Session, nadia: Member, now: datetime) -> int:
    words = {"fr": Words(TITLE, "On parle de ce qui pèse.", "gratuit")}
    made = listening.create(session, nadia, GROUP, words=words, leaders=[nadia.id or 0], now=now)
    listening.open_session(session, nadia, made.id or 0, now=now)
    return made.id or 0


def _asks(session: Session, town: Town, session_id: int, number: int, phone: Phone) -> Guest:
    """Somebody becomes a candidate, with a school and a commune of their own."""
    keys, now = town.house.keys, town.house.clock()
    talk = conversations.open_for(session, phone.id, language="fr", keys=keys, now=now)
    details = {
        "age": str(14 + number % 3),
        "school": f"École Imaginaire{number}",
        "commune": f"Bourg{number}",
    }
    seat = listening.register(
        session,
        session_id,
        talk.contact_id,
        details=details,
        language="fr",
        age_band="12-17",
        keys=keys,
        now=now,
    )
    name = NAMES[number]
    return Guest(name, _username(name), phone, talk.contact_id, seat.id or 0)


def _compose(gathering: Gathering) -> None:
    """Nadia lets a group be proposed, looks that nobody is left out, and proposes a place to each."""
    house, nadia = gathering.town.house, gathering.town.member(NADIA)
    with house.database.writing() as session:
        now, number = house.clock(), gathering.session_id
        proposed = listening.propose_group(session, nadia, number, keys=house.keys, now=now)
        assert len(proposed.chosen) == len(NAMES) and not proposed.left_out
        listening.invite(session, nadia, number, [one.seat_id for one in proposed.chosen], now=now)
    gathering.settled()


def comes_in(guest: Guest) -> None:
    """Somebody taps the notice, reads the rules and accepts them; keeps the pseudonym that they were told."""
    guest.taps("J’arrive")
    guest.waits_for("Ce qui se dit ici reste ici")
    guest.taps("D’accord, j’entre")
    told = guest.waits_for("sous le nom de")
    guest.pseudonym = told.partition("sous le nom de ")[2].partition(".")[0]


def waits(nadia: Page, text: str) -> Locator:
    """What waits for Nadia's decision, with these words."""
    return nadia.locator("#room_decide li").filter(has_text=text)


def said_on(screen: Screen) -> str:
    """All that the bot's messages on a screen say."""
    return bare("\n".join(message.text for message in screen.messages if message.is_from_bot))


def bare(text: str) -> str:
    """Words without the marks that keep names in order."""
    return ISOLATES.sub("", text)
