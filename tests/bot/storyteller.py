"""Whole stories with a real house and no Telegram: `Sam < label` taps, `Sam << words` writes, `! …` is the team or the hours that pass.

`Sam . label` taps as well, where what comes is read elsewhere. What the bot shows is written under each
of the others; `✎` marks a message that is written over an older one, 🔕 one that comes without a sound.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from bot.engine.heard import Commanded, Heard, Wrote
from bot.engine.show import Button, parse
from bot.flows import LIBRARY
from bot.outgoing import Message
from bot.switchboard import Arrival, Switchboard
from bot.writer import Writer
from launch import wording
from passerelle import conversations, outbox
from passerelle.cases import Content
from passerelle.installation import House
from passerelle.tables import Contact, OutboxRow
from tests.bot.running import understand
from tests.fakes import MovableClock
from tests.people import ALEX, SAM

ACCOUNTS: Mapping[str, int] = {"Sam": SAM.account, "Alex": ALEX.account}
WAYS = ("x:",)
PSEUDONYM = r"(?<=appelles )[^.]+(?=\.)|(?<=appelez )[^.]+(?=\.)"
TAPS, WRITES, UNREAD = "<", "<<", "."
SIGNS = tuple(f"{sign} " for sign in (TAPS, WRITES, UNREAD))
SECONDS_BETWEEN = 15  # two taps that are closer are one


@dataclass
class Screen:
    """What stands in one person's chat: the buttons of each message, the newest last."""

    buttons: dict[int, tuple[Button, ...]] = field(default_factory=dict)

    def find(self, label: str) -> tuple[int, Button]:
        """The newest message with a button of this name, or whose button begins so."""
        for number in reversed(self.buttons):
            for button in self.buttons[number]:
                if button.label == label:
                    return number, button
        raise AssertionError(f"no such button here: {label}")


@dataclass
class Storyteller:
    """Plays a story. `acts` are what may stand after an exclamation mark."""

    house: House
    clock: MovableClock
    acts: Mapping[str, Callable[[], None]]
    screens: dict[str, Screen] = field(default_factory=dict)
    updates: int = 0
    messages: int = 100

    def __post_init__(self) -> None:
        words = wording.words()
        self.board = Switchboard(self.house, LIBRARY, words, understand)
        self.writer = Writer(LIBRARY, words, self.house.keys)

    def played(self, story: str) -> str:
        """Write the story anew: every act of the people in it, and what comes of it."""
        return "\n".join(line for act in story.splitlines() for line in self.act(act)) + "\n"

    def act(self, line: str) -> Iterator[str]:
        """Play one line; what the bot said in the story that was read is left out."""
        name, _, rest = line.partition(" ")
        if line.startswith("#"):
            yield line
        elif line.startswith("! "):
            self.acts[line.removeprefix("! ")]()
            yield from ("", line, *self.deliveries())
        elif name in ACCOUNTS and rest.startswith(SIGNS):
            self.hear(name, rest)
            shown = list(self.deliveries())
            yield from (line,) if rest.startswith(UNREAD) else ("", line, *shown)

    def hear(self, name: str, rest: str) -> None:
        """Let a person tap, or write."""
        self.clock.forward(seconds=SECONDS_BETWEEN)
        heard, message = self.read(name, rest)
        self.updates += 1
        text = getattr(heard, "text", "")
        content = Content(text) if text else None
        arrival = Arrival(1, self.updates, ACCOUNTS[name], self.board.understood(heard), message, content)
        self.board.hear(arrival)

    def read(self, name: str, rest: str) -> tuple[Heard, int]:
        """Take a line for what it stands for, with the number of its message."""
        self.messages += 1
        sign, _, said = rest.partition(" ")
        if sign == WRITES:
            return Wrote(said), self.messages
        if said.startswith("/"):
            return Commanded(said[1:]), self.messages
        number, button = self.screens.setdefault(name, Screen()).find(said)
        heard = parse(button.data)
        assert heard is not None
        return heard, number

    def deliveries(self) -> Iterator[str]:
        """Deliver everything that is due, and write it down."""
        while rows := self.lease():
            for row, name, message in rows:
                yield from self.shown(row, name, message)

    def lease(self) -> list[tuple[OutboxRow, str, Message | None]]:
        """Take what may leave now, with its words."""
        now = self.house.clock()
        with self.house.database.writing() as session:
            found = []
            for row in outbox.lease(session, now=now, at_most=50):
                contact = session.get_one(Contact, row.contact_id)
                account = conversations.address(contact, self.house.keys)
                name = next(name for name, number in ACCOUNTS.items() if number == account)
                message = self.writer.write(session, row, now)
                found.append((row, name, message if isinstance(message, Message) else None))
            return found

    def shown(self, row: OutboxRow, name: str, message: Message | None) -> Iterator[str]:
        """Mark a message as arrived, and write it as its reader sees it."""
        self.messages += 1
        number = message.edit if message and message.edit else self.messages
        with self.house.database.writing() as session:
            outbox.sent(session, row.id or 0)
            if message is not None and message.is_question:
                conversations.asked_in(session, row.contact_id, number)
        if message is None or message.is_repair:
            return
        buttons = tuple(button for one in message.rows for button in one)
        screen = self.screens.setdefault(name, Screen())
        screen.buttons[number] = buttons
        yield f"{name} ✎" if message.edit else f"{name} 🔕" if message.is_silent else name
        text = re.sub(PSEUDONYM, "Renard 42", message.text)
        yield from (f"  {line}".rstrip() for line in text.splitlines())
        for one in message.rows:
            labels = [button.label for button in one if not button.data.startswith(WAYS)]
            if labels:
                yield f"  {''.join(f' [{label}]' for label in labels)}"
