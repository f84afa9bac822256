"""`passerelle talk`: a conversation in the terminal with the real engine. Nothing is stored, nothing is sent.

One types the number of a button, words, a command such as /sos or /retour, or [photo] and [voice] for what is not text.
"""

import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TextIO
from zoneinfo import ZoneInfo

from bot import notices, safety, understanding
from bot.engine.advance import CardName
from bot.engine.heard import Commanded
from bot.engine.script import Library
from bot.engine.show import Shown
from bot.flows import LIBRARY
from bot.understanding import Understanding
from launch import wording
from launch.dialogue import Dialogue
from launch.storyboard import refusal
from passerelle import retention
from passerelle.clock import system_clock
from passerelle.words import Words, days_in_words

PROMPT = "> "
HOW = "(Un numéro touche un bouton. /quitter, ou la fin de l’entrée, termine.)"
QUIT = "/quitter"
COUNTRY, ZONE = "BE", "Europe/Brussels"


def run(
    flow: str | None = None,
    language: str = "fr",
    stdin: TextIO | None = None,
    stdout: TextIO | None = None,
    *,
    library: Library = LIBRARY,
    words: Words | None = None,
    lexicon: Understanding | None = None,
) -> int:
    """Talk until the input ends; a named conversation begins at its own first line. 2 where there is none of that name."""
    stdin, stdout = stdin or sys.stdin, stdout or sys.stdout
    words = words or wording.words()
    if reason := refusal(flow, language, library=library, words=words):
        print(reason, file=stdout)
        return 2
    dialogue = _begun(
        replace(library, root=flow or library.root), language, words, lexicon or understanding.load()
    )
    _print([HOW, *dialogue.hear(Commanded("start"))], stdout)
    for line in stdin:
        typed = line.strip()
        if typed == QUIT:
            break
        if typed:
            _print(dialogue.hear(dialogue.read(_label(dialogue, typed))), stdout)
    print(file=stdout)
    return 0


def numbered(shown: Shown) -> list[str]:
    """Write a message with a number before each button."""
    numbers = iter(range(1, 1000))
    rows = ["   ".join(f"{next(numbers)}. {button.label}" for button in row) for row in shown.rows]
    return [*shown.text.splitlines(), *(f"    {row}" for row in rows)]


def _begun(library: Library, language: str, words: Words, lexicon: Understanding) -> Dialogue:
    def crisis(text: str) -> str | None:
        found = lexicon.read(text, dialogue.language).crisis
        return None if found == "none" else found

    def fill(text: str) -> str:
        return _filled(text, sample_values(dialogue.language, words))

    def card(name: str) -> list[str]:
        return fill("{numbers}").splitlines() if name == CardName.SOS else [f"⇒ carte : {name}"]

    def topic(text: str) -> str | None:
        return lexicon.read(text, dialogue.language).topic

    dialogue = Dialogue(
        library, language, words.text, fill=fill, understand=crisis, topic=topic, draw=numbered, card=card
    )
    return dialogue


def _filled(text: str, values: Mapping[str, Callable[[], str]]) -> str:
    return re.sub(r"\{(\w+)\}", lambda found: values[found[1]]() if found[1] in values else found[0], text)


def sample_values(language: str, words: Words) -> Mapping[str, Callable[[], str]]:
    """Stand-ins for what the house knows: nobody's name, and the real emergency numbers."""

    def translate(source: str) -> str:
        return words.text(language, source)

    return {
        "association": lambda: "L’Escale",
        "keep_days": lambda: days_in_words(30, language=language),
        "pause_days": lambda: days_in_words(retention.ABANDONED_AFTER.days, language=language),
        "pseudonym": lambda: "Renard 42",
        "presence": lambda: translate(notices.SOMEBODY_HERE),
        "numbers": lambda: safety.card(COUNTRY, language=language, translate=translate),
        "addresses": lambda: "(📇 1 · 📇 2 · 📇 3)",
        "sessions": lambda: "",
        "helplines": lambda: safety.helplines(
            COUNTRY,
            languages=(language,),
            age_band=None,
            topic=None,
            now=system_clock(),
            zone=ZoneInfo(ZONE),
            translate=translate,
        ),
    }


def _label(dialogue: Dialogue, typed: str) -> str:
    """Turn the number of a button into its label; anything else stays what was typed."""
    number = int(typed) if typed.isdecimal() and len(typed) < 4 else 0
    return dialogue.buttons[number - 1].label if 0 < number <= len(dialogue.buttons) else typed


def _print(lines: list[str], stdout: TextIO) -> None:
    print(*lines, "", PROMPT, sep="\n", end="", file=stdout, flush=True)
