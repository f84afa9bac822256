"""Whole conversations, line by line: `<` is what the person taps or sends, `<<` what they write, `!` what happens in the house.

The rest is what the bot shows. Between two turns the answers are saved and reloaded, as they are between two updates. `pytest
--approve` rewrites the files, unless a button that somebody taps there is gone: the story has to be told anew.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.engine.advance import Human
from bot.engine.heard import Heard, Picked, Referred, Wrote
from bot.engine.script import Choose, every_line
from bot.flows import LIBRARY
from launch.dialogue import Dialogue

FILES = sorted(Path(__file__).with_name("transcripts").glob("*.txt"))
HOUSE = {"! Nadia prend la demande": Human.PRESENT, "! Nadia clôt la demande": Human.NOBODY}
VALUES = {
    "association": "L’Escale",
    "keep_days": "30\u00a0jours",
    "pause_days": "7\u00a0jours",
    "pseudonym": "Renard 42",
    "presence": "L’équipe passe ici aujourd’hui jusqu’à 18\u00a0h.",
    "numbers": "(les numéros d’urgence)",
    "helplines": "(des lignes d’écoute)",
    "addresses": "(des adresses, un 📇 pour chacune)",
    "sessions": "",
}
TOLD = r"⇒   (\w+\.\w+) → (\S+)"
CRISES = {"mourir": "suicide", "il me tape": "danger"}
TOPICS = {
    "se moque": "bullying",
    "voisins": "neighbourhood_conflict",
    "bénévole": "volunteering",
    "CPAS": "rights_admin",
}


def filled(words: str) -> str:
    """Put fixed values where the house has its own; an unknown one fails."""
    return re.sub(r"\{(\w+)\}", lambda found: VALUES[found[1]], words)


def understood(words: str) -> str | None:
    """Stand in for the reviewed words of crisis."""
    return next((crisis for sign, crisis in CRISES.items() if sign in words), None)


def about(words: str) -> str | None:
    """Stand in for the reviewed words of topics."""
    return next((topic for sign, topic in TOPICS.items() if sign in words), None)


def heard(dialogue: Dialogue, line: str) -> Heard:
    """Read a line; `[afterwards no]` is a button under the last words of a closed case, `[seat_group 7]` one about session 7."""
    closed = re.fullmatch(r"< \[afterwards (\w+)\]", line)
    beside = re.fullmatch(r"< \[(seat_\w+) (\d+)\]", line)
    read = Picked(1, closed[1]) if closed else dialogue.read(line.lstrip("< "))
    read = Referred(beside[1], int(beside[2])) if beside else read
    assert isinstance(read, Wrote) == line.startswith("<< "), f"no such button here: {line}"
    return read


def turns(script: str) -> Iterator[tuple[str, list[str], Dialogue]]:
    """Play a transcript: each of its lines, what the bot shows to it, and where the person then is."""
    dialogue = Dialogue(LIBRARY, fill=filled, understand=understood, topic=about)
    for line in script.splitlines():
        dialogue.human = HOUSE.get(line, dialogue.human)
        if line.startswith("#"):
            yield line, [], dialogue
        elif line in HOUSE:
            yield f"\n{line}", [], dialogue
        elif line.startswith(("< ", "<< ")):
            shown = dialogue.hear(heard(dialogue, line))
            dialogue.answers = json.loads(json.dumps(dialogue.answers))
            yield f"\n{line}", shown, dialogue


def played(script: str) -> str:
    """Write what the person does in a transcript, and what the bot shows."""
    return "\n".join(written for line, shown, _ in turns(script) for written in (line, *shown)) + "\n"


def met() -> tuple[set[str], set[tuple[str, str | None]]]:
    """The conversations that all transcripts together pass through, and the answers that are given in them."""
    flows, answers = set(), set()
    for path in FILES:
        for _, shown, dialogue in turns(path.read_text("utf-8")):
            flows |= {dialogue.scene.position.flow}
            answers |= {*dialogue.answers.items()}
            answers |= {found.groups() for line in shown if (found := re.fullmatch(TOLD, line))}
    return flows, answers


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_conversation_reads_as_reviewed(path, request):
    """Not a word, a button or an effect differs from what was approved."""
    approved = path.read_text("utf-8")
    now = played(approved)
    if request.config.getoption("--approve"):
        path.write_text(now, "utf-8")
        approved = now

    assert now == approved


def test_a_button_that_is_gone_cannot_be_approved():
    """A label that changed would be read as words, and the story would end elsewhere."""
    with pytest.raises(AssertionError, match="no such button"):
        played("< /start\n< Un bouton d’hier\n")


def test_every_conversation_and_every_urgent_door_is_read_aloud():
    """What nobody has read aloud does not ship, least of all what somebody in danger reads."""
    flows, answers = met()
    doors = {
        (f"{name}.{line.id}", option.key)
        for name, flow in LIBRARY.flows.items()
        for line in every_line(flow.lines)
        if isinstance(line, Choose)
        for option in line.options
        if option.urgent
    }

    assert set(LIBRARY.flows) - flows == set()
    assert doors - answers == set()
