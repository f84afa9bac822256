"""Whole conversations, line by line: `<` is what the person does, `!` what happens in the house, the rest what the bot shows.

Between two turns the answers are saved and reloaded, as they are between two updates. `pytest --approve` rewrites the files.
"""

import json
import re
from pathlib import Path

import pytest

from bot.engine.advance import Human
from bot.flows import LIBRARY
from launch.dialogue import Dialogue

FILES = sorted(Path(__file__).with_name("transcripts").glob("*.txt"))
HOUSE = {"! Nadia prend la demande": Human.PRESENT, "! Nadia clôt la demande": Human.NOBODY}
VALUES = {
    "association": "L’Escale",
    "keep_days": "30",
    "pseudonym": "Renard 42",
    "presence": "L’équipe passe ici aujourd’hui jusqu’à 18\u00a0h.",
    "numbers": "(les numéros d’urgence)",
}
CRISES = {"mourir": "suicide", "il me tape": "danger"}


def filled(words: str) -> str:
    """Put fixed values where the house has its own; an unknown one fails."""
    return re.sub(r"\{(\w+)\}", lambda found: VALUES[found[1]], words)


def understood(words: str) -> str | None:
    """Stand in for the reviewed words of crisis."""
    return next((crisis for sign, crisis in CRISES.items() if sign in words), None)


def played(script: str) -> str:
    """Play what the person does in a transcript, and write what the bot shows."""
    dialogue, lines = Dialogue(LIBRARY, fill=filled, understand=understood), []
    for line in script.splitlines():
        if line.startswith("#"):
            lines.append(line)
        elif line in HOUSE:
            dialogue.human = HOUSE[line]
            lines += ["", line]
        elif line.startswith("< "):
            lines += ["", line, *dialogue.hear(dialogue.read(line.removeprefix("< ")))]
            dialogue.answers = json.loads(json.dumps(dialogue.answers))
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_conversation_reads_as_reviewed(path, request):
    """Not a word, a button or an effect differs from what was approved."""
    approved = path.read_text("utf-8")
    now = played(approved)
    if request.config.getoption("--approve"):
        path.write_text(now, "utf-8")
        approved = now

    assert now == approved


def test_every_conversation_has_a_transcript():
    """A conversation that nobody has read aloud does not ship."""
    together = "\n".join(path.read_text("utf-8") for path in FILES)

    for name in LIBRARY.flows:
        assert re.search(rf"\b{name}\.", together) or f"conversation {name}" in together
