"""People who walk through the bullying conversation, each at once answering what their phone shows, and never twice.

They go by their screens only. Nobody taps again to help a bot along: what was said once has to be enough.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from random import Random
from threading import Event

from launch.simulator import Phone, SimulatedTelegram
from launch.simulator.client import Refused
from launch.simulator.screen import Screen, Shown
from tests.faults.program import until

ENDING = "C’est transmis"
NAMED = "tu t’appelles "


@dataclass(frozen=True)
class Step:
    """A question, known by some of its words, and what a person does there."""

    words: str
    tap: str = ""
    write: str = ""


PATH = (
    Step("Je suis un robot", tap="D’accord, on commence"),
    Step("Qui écrit", tap="J’ai 12 à 17 ans"),
    Step("Qu’est-ce qui t’amène", tap="Autre chose"),
    Step("Es-tu en sécurité", tap="Oui"),
    Step("Dis-moi avec tes mots", write="ils se moquent de moi tous les jours"),
    Step("Ton code postal", write="4000"),
    Step("peut t’écrire ici", tap="Oui, je veux bien"),
)
TO_THE_END = len(PATH)


@dataclass
class Walker:
    """One person on their way, who stops before the question numbered `goes_to`; `taps` is how often they press."""

    phone: Phone
    goes_to: int = TO_THE_END
    taps: int = 1
    acts: int = 0

    def look(self) -> bool:
        """Answer the question on the screen, when it is the one to come; True once there is nothing more to do."""
        screen = self.phone.screen()
        if self.acts < self.goes_to:
            asking = _asking(screen, PATH[self.acts])
            if asking is not None:
                with suppress(Refused):  # the button vanished under the finger: look again
                    self._act(asking, PATH[self.acts])
        return self.is_answered(screen)

    def _act(self, asking: Shown, step: Step) -> None:
        if step.write:
            self.phone.write(step.write)
        else:
            self.phone.tap_data(asking.id, asking.data_of(step.tap) or "", times=self.taps)
        self.acts += 1

    def is_answered(self, screen: Screen) -> bool:
        """Tell whether the bot has answered all that this person came to say."""
        if self.acts < self.goes_to:
            return False
        if self.acts == TO_THE_END:
            return self.pseudonym(screen) is not None
        return _asking(screen, PATH[self.acts]) is not None

    def pseudonym(self, screen: Screen) -> str | None:
        """The name that the ending tells the person, once there is one."""
        ended = [message.text for message in screen.messages if _is_ending(message)]
        return ended[-1].partition(NAMED)[2].partition(".\n")[0] if ended else None

    def repeated(self, screen: Screen) -> int:
        """How many messages of the bot stand on the screen more than once."""
        known = [*(step.words for step in PATH), ENDING]
        said = [message.text for message in screen.messages if message.is_from_bot]
        return sum(max(0, sum(words in text for text in said) - 1) for words in known)


def _asking(screen: Screen, step: Step) -> Shown | None:
    shown = (m for m in reversed(screen.messages) if m.is_from_bot and m.buttons and step.words in m.text)
    return next(shown, None)


def _is_ending(message: Shown) -> bool:
    return message.is_from_bot and ENDING in message.text and NAMED in message.text


@dataclass
class Crowd:
    """People coming and going: `at_once` are on their way, and who is done makes room for another."""

    telegram: SimulatedTelegram
    random: Random
    at_once: int = 8
    taps: int = 1
    stop_early: float = 0.15
    everybody: list[Walker] = field(default_factory=list)
    closed: Event = field(default_factory=Event)

    def walk(self, at_most: int | None = None, patience: float = 90.0) -> None:
        """Walk until nobody new comes and all are answered; raises AssertionError when that takes longer than the patience."""
        walking: list[Walker] = []
        while self._is_open(at_most):
            while len(walking) < self.at_once and self._is_open(at_most):
                walking.append(self._newcomer())
            self._step(walking)
        until(lambda: self._step(walking) == 0, patience, what="everybody to be answered")

    def _is_open(self, at_most: int | None) -> bool:
        return not self.closed.is_set() and (at_most is None or len(self.everybody) < at_most)

    def _newcomer(self) -> Walker:
        early = self.random.random() < self.stop_early
        goes_to = self.random.randrange(1, TO_THE_END) if early else TO_THE_END
        walker = Walker(self.telegram.person("Sam"), goes_to, self.taps)
        self.everybody.append(walker)
        walker.phone.start()
        return walker

    def _step(self, walking: list[Walker]) -> int:
        """Let everybody look once, then wait for something to happen; returns how many are still on their way."""
        version = self.telegram.ask("GET", "/wait")["version"]
        walking[:] = [walker for walker in walking if not walker.look()]
        self.telegram.ask("GET", "/wait", params={"after": version, "timeout": 0.3})
        return len(walking)


@dataclass(frozen=True)
class Seen:
    """What all screens show in the end."""

    people: int
    ended: int
    unanswered: int
    repeated: int
    pseudonyms: Sequence[str]


def seen_by(crowd: Crowd) -> Seen:
    """Look at every phone."""
    screens = [(walker, walker.phone.screen()) for walker in crowd.everybody]
    return Seen(
        people=len(screens),
        ended=sum(walker.acts == TO_THE_END for walker, _ in screens),
        unanswered=sum(not walker.is_answered(screen) for walker, screen in screens),
        repeated=sum(walker.repeated(screen) for walker, screen in screens),
        pseudonyms=[name for walker, screen in screens if (name := walker.pseudonym(screen))],
    )
