"""Rooms full of people who talk at human speed, on phones that go by the bot's calls, and what stands on all screens in the end.

Every word carries a token of letters, so that it can be found again on every screen. Nobody here looks inside the program.
"""

import heapq
import json
import re
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise, takewhile
from random import Random
from typing import Any

from launch.simulator import Phone, SimulatedTelegram
from launch.simulator.client import Refused
from tests.faults.floor import Spoken
from tests.faults.program import last_call, pause, until

TOKEN = re.compile(r"\bqz[a-j]+zq\b")
WRITES = ("sendMessage", "editMessageText")
PLACEHOLDER = "…"
CHAT = """
    oui non moi aussi parfois le soir quand il pleut j’aime bien dessiner puis on rit un peu avec le chat la musique
    ça dépend des jours hier c’était mieux que la semaine passée je crois merci d’avoir dit cela comme ça on respire
"""
COME, ENTER = "r:room_in:", "r:room_yes:"


def token(number: int) -> str:
    """The token of a word, in letters that look like no telephone number."""
    return "qz" + "".join("abcdefghij"[int(digit)] for digit in str(number)) + "zq"


@dataclass(frozen=True)
class Written:
    """A word that somebody wrote: its token, when, in which room and by whom."""

    token: str
    at: float
    room: int
    by: int
    length: int


@dataclass
class Talkers:
    """Everybody in all rooms. `by_room` holds the phones of each room; `per_minute` is how many words each writes."""

    telegram: SimulatedTelegram
    by_room: Sequence[Sequence[Phone]]
    random: Random
    per_minute: float = 2.0
    written: list[Written] = field(default_factory=list)
    arrived: dict[tuple[int, str], float] = field(default_factory=dict)
    _seen: int = 0
    _read: int = 0

    @property
    def everybody(self) -> list[Phone]:
        """All phones, room by room."""
        return [phone for phones in self.by_room for phone in phones]

    def come_in(self, patience: float) -> None:
        """Tap through the notice and the rules as they come; raises AssertionError when somebody is not inside in time."""
        outside = {phone.id: phone for phone in self.everybody}
        until(lambda: self._let_in(outside), patience, what="everybody to come in")

    def _let_in(self, outside: dict[int, Phone]) -> bool:
        for call in self._new_calls():
            phone = outside.get(call["params"].get("chat_id", 0))
            data = next((one for one in _buttons(call) if one.startswith((COME, ENTER))), None)
            if phone is not None and data is not None:
                self._tap(phone, call, data)
            if phone is not None and "r:room_leave:" in json.dumps(call["params"]):
                del outside[phone.id]
        pause(0.2)
        return not outside

    def _tap(self, phone: Phone, call: Mapping[str, Any], data: str) -> None:
        number = call["params"].get("message_id") or call["outcome"]["message_id"]
        try:
            phone.tap_data(number, data)
        except Refused:  # it was tapped a moment ago, and is gone
            return

    def _new_calls(self) -> list[dict[str, Any]]:
        made, self._seen = written_since(self.telegram, self._seen)
        return made

    def talk(self, seconds: float) -> None:
        """Talk for so long, each in their own rhythm, whatever comes back."""
        began = time.monotonic()
        for at, room, phone in self._moments(seconds):
            pause(max(0.0, began + at - time.monotonic()))
            self._write(room, phone)

    def _moments(self, seconds: float) -> Iterator[tuple[float, int, Phone]]:
        """When who writes, in order: each waits a random time around the mean."""
        mean = 60 / self.per_minute
        due = [
            (self.random.uniform(0, mean), number, room, phone)
            for number, (room, phone) in enumerate(
                (room, phone) for room, phones in enumerate(self.by_room) for phone in phones
            )
        ]
        heapq.heapify(due)
        while due and due[0][0] < seconds:
            at, number, room, phone = heapq.heappop(due)
            yield at, room, phone
            heapq.heappush(due, (at + self.random.expovariate(1 / mean), number, room, phone))

    def _write(self, room: int, phone: Phone) -> None:
        name = token(len(self.written))
        said = " ".join(self.random.choices(CHAT.split(), k=1 + int(self.random.expovariate(1 / 7))))
        text = f"{name} {said}"
        self.written.append(Written(name, time.time(), room, phone.id, len(text)))
        phone.write(text)

    def readers(self, word: Written) -> list[int]:
        """Who reads a word: everybody in its room but who wrote it."""
        return [phone.id for phone in self.by_room[word.room] if phone.id != word.by]

    def spoken(self, words: Iterable[Written]) -> list[Spoken]:
        """The same words, for the ideal sender."""
        return [Spoken(word.at, word.by, word.length + 16, self.readers(word)) for word in words]

    def wait_for_all(self, patience: float) -> bool:
        """Wait until every word reached every reader, or until the patience ends; tells whether it did."""
        wanted = {(reader, word.token) for word in self.written for reader in self.readers(word)}
        deadline = time.monotonic() + patience
        while wanted - set(self.read_on()):
            if time.monotonic() > deadline:
                return False
            pause(1.0)
        return True

    def read_on(self) -> Mapping[tuple[int, str], float]:
        """When each word first stood on each screen, by chat and token; only what was called since the last time is asked for."""
        made, self._read = written_since(self.telegram, self._read)
        for call in made:
            for name in TOKEN.findall(call["params"].get("text", "")):
                self.arrived.setdefault((call["params"]["chat_id"], name), float(call["at"]))
        return self.arrived


def written_since(telegram: SimulatedTelegram, number: int) -> tuple[list[dict[str, Any]], int]:
    """What the bot wrote after a call, as far as it is answered without a gap, and the number to go on from."""
    made = [call for call in telegram.calls(after=number) if call["method"] in WRITES]
    answered = list(takewhile(lambda call: call["outcome"] is not None, made))
    end = int(answered[-1]["number"]) if answered else number
    return [call for call in answered if call["outcome"].get("ok")], end


def _buttons(call: Mapping[str, Any]) -> list[str]:
    rows = (call["params"].get("reply_markup") or {}).get("inline_keyboard", ())
    return [button.get("callback_data", "") for row in rows for button in row]


@dataclass(frozen=True)
class Screens:
    """What all screens show in the end: `owed` words times readers, of which so many are missing, twice, or in another order."""

    owed: int
    lost: int
    double: int
    disordered: int


def screens(talkers: Talkers) -> Screens:
    """Look at every phone, room by room."""
    lost = double = disordered = owed = 0
    for room, phones in enumerate(talkers.by_room):
        said = [word for word in talkers.written if word.room == room]
        read = {phone.id: _read(phone) for phone in phones}
        for chat, names in read.items():
            counted = Counter(names)
            wanted = {word.token for word in said if word.by != chat}
            owed += len(wanted)
            lost += len(wanted - set(counted))
            double += sum(count - 1 for count in counted.values())
        disordered += not _is_one_order(read.values())
    return Screens(owed, lost, double, disordered)


def _read(phone: Phone) -> list[str]:
    """The tokens in the bot's messages on one screen, in reading order."""
    ours = [message for message in phone.screen().messages if message.is_from_bot]
    return [name for message in ours for name in TOKEN.findall(message.text)]


def _is_one_order(lists: Iterable[Sequence[str]]) -> bool:
    """Tell whether one single order of all words explains what every reader read."""
    after: dict[str, set[str]] = defaultdict(set)
    for names in lists:
        for before, name in pairwise(names):
            after[name].add(before)
    try:
        TopologicalSorter(after).prepare()
    except CycleError:
        return False
    return True


def told_on(talkers: Talkers, names: Mapping[int, Iterable[str]]) -> set[str]:
    """What was sent to anybody that tells who somebody else is: their number, names and username. Empty is what it must be."""
    needles = {needle for values in names.values() for needle in values}
    found = set()
    for call in talkers.telegram.calls():
        if "chat_id" not in call["params"]:  # what names a tap is Telegram's own
            continue
        sent = {name: value for name, value in call["params"].items() if name != "chat_id"}
        written = json.dumps(sent, ensure_ascii=False)
        found |= {needle for needle in needles if needle in written}
    return found


@dataclass
class Probes:
    """People outside of every room who press SOS again and again; how long each waited for the numbers."""

    telegram: SimulatedTelegram
    phones: Sequence[Phone]
    pressed: list[tuple[int, float]] = field(default_factory=list)
    since: int = 0

    def begin(self) -> None:
        """Count from here."""
        self.since = last_call(self.telegram)

    def press(self) -> None:
        """The next of them asks for the numbers."""
        phone = self.phones[len(self.pressed) % len(self.phones)]
        self.pressed.append((phone.id, time.time()))
        phone.write("/sos")

    def waited(self) -> list[float]:
        """How long each waited, shortest first; raises AssertionError when one was never answered."""
        answers: dict[int, list[float]] = defaultdict(list)
        for call in self.telegram.calls("sendMessage", after=self.since):
            if (call["outcome"] or {}).get("ok"):
                answers[call["params"]["chat_id"]].append(float(call["at"]))
        delays = []
        for chat, at in self.pressed:
            following = [moment for moment in answers[chat] if moment >= at]
            assert following, "somebody pressed SOS in vain"
            delays.append(min(following) - at)
        return sorted(delays)
