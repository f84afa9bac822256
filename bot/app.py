"""The composition root of the bot: everything is built here, and every choice is named once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from bot import understanding
from bot.engine.heard import Understood
from bot.engine.script import mark as _
from bot.flows import LIBRARY
from bot.switchboard import Switchboard
from bot.wire.door import Door
from bot.wire.inbound import KINDS, Ear
from bot.wire.outbound import Delivery
from bot.wire.pace import LIMITS, Limits, Pace
from bot.wire.polling import Polling
from bot.wire.voice import Voice
from bot.writer import Writer
from passerelle.installation import House
from passerelle.words import SOURCE, Words

Reads: TypeAlias = Callable[[str], Understood]

LOCALES = Path(__file__).parent / "locales"
COMMANDS: Mapping[str, str] = {
    "start": _("Commencer, ou reprendre"),
    "sos": _("Numéros utiles"),
    "humain": _("Parler à quelqu’un"),
    "retour": _("Revenir en arrière"),
    "langue": _("Changer de langue"),
    "langueequipe": _("Langue des numéros et de l’équipe"),
    "pause": _("Faire une pause"),
    "masquer": _("Nettoyer l’écran"),
    "oublier": _("Tout effacer"),
    "mesdonnees": _("Ce que je garde"),
    "mesgroupes": _("Mes groupes"),
    "stop": _("Arrêter"),
}
NAMED: Mapping[str, tuple[str, ...]] = {
    "nl": (
        "start",
        "sos",
        "mens",
        "terug",
        "taal",
        "taalteam",
        "pauze",
        "verbergen",
        "wissen",
        "gegevens",
        "mijngroepen",
        "stop",
    ),
    "en": (
        "start",
        "sos",
        "human",
        "back",
        "language",
        "teamlanguage",
        "pause",
        "hide",
        "erase",
        "mydata",
        "mygroups",
        "stop",
    ),
}


@dataclass(frozen=True, slots=True)
class Bot:
    """The bot's parts, ready to run; which of them run is the launcher's choice."""

    door: Door
    delivery: Delivery
    polling: Polling
    voice: Voice
    words: Words

    async def introduce(self) -> None:
        """Name the commands in the app's menu, in every language; nothing depends on it."""
        named = {
            language: {
                name: self.words.text(language, about)
                for name, about in zip(
                    NAMED.get(language, COMMANDS if language == SOURCE else NAMED["en"]),
                    COMMANDS.values(),
                    strict=True,
                )
            }
            for language in self.words.languages
        }
        await self.voice.name_commands({"": named[self.words.languages[0]], **named})

    async def listen_at(self, url: str, secret: str) -> None:
        """Ask Telegram to bring updates to an address. Raises TryLater."""
        await self.voice.listen_at(url, secret, kinds=KINDS)


def build(
    house: House, words: Words | None = None, *, understand: Reads | None = None, limits: Limits = LIMITS
) -> Bot:
    """Build the bot in an open house; texts are read by the reviewed words, unless another reading is given."""
    words = words or Words(LOCALES)
    settings = house.settings
    voice = Voice(settings.bot_token, settings.telegram_api, Pace(limits=limits))
    board = Switchboard(house, LIBRARY, words, understand or reader())
    door = Door(board, Ear(settings.bot_token), voice)
    door.prepare()
    delivery = Delivery(house, Writer(LIBRARY, words, house.keys), voice)
    house.database.woken.append(delivery.wake)
    return Bot(door, delivery, Polling(door, settings.bot_token, settings.telegram_api), voice, words)


def reader() -> Reads:
    """The reading of a text for crisis and topic: reviewed words, no model; it may only add care."""
    reviewed = understanding.load()

    def understand(text: str) -> Understood:
        found = reviewed.read(text)
        return Understood(None if found.crisis == "none" else found.crisis, found.topic)

    return understand
