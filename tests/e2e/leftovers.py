"""What is left of a talk: on screens, in what the bot ever sent, in every column of the database, and in the files beside it."""

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from sqlalchemy import select
from sqlmodel import SQLModel

from bot.room_words import PLACEHOLDER
from passerelle.installation import House
from tests.e2e import said
from tests.e2e.gathering import Gathering, Guest

ELSEWHERE = "seat.pseudonym"  # another name, for the team, drawn from the same animals


def sent_to(gathering: Gathering, guest: Guest) -> str:
    """Everything that the bot ever sent to somebody, deleted since or not; a voice note is sent by the reference of its own file."""
    calls = gathering.town.bot.telegram.calls(chat_id=guest.phone.id)
    shown = [{name: value for name, value in call["params"].items() if name != "voice"} for call in calls]
    return json.dumps(shown, ensure_ascii=False)


def readers(gathering: Gathering, words: str) -> list[str]:
    """Who ever got these words, also for a moment."""
    return [guest.name for guest in gathering.guests if words in sent_to(gathering, guest)]


def betrayed(gathering: Gathering, files: Iterable[str]) -> list[str]:
    """Whatever of somebody else was ever sent to anybody: an id, a name, a username, or a file."""
    found = []
    for guest in gathering.guests:
        others = [word for other in gathering.guests if other is not guest for word in other.telling]
        found += [f"{word} to {guest.name}" for word in in_text(sent_to(gathering, guest), [*others, *files])]
    return found


def unprotected(gathering: Gathering) -> list[str]:
    """What was sent of the talk so that it could be passed on: sheets and voices must not be, and nothing is ever forwarded."""
    calls = [(call["method"], call["params"]) for call in gathering.town.bot.telegram.calls()]
    of_the_talk = [
        (method, sent)
        for method, sent in calls
        if method == "sendVoice" or (method == "sendMessage" and sent["text"] == PLACEHOLDER)
    ]
    assert of_the_talk
    open_ones = [method for method, sent in of_the_talk if not sent.get("protect_content")]
    return [*open_ones, *(method for method, _ in calls if method.startswith(("forward", "copy")))]


def told(gathering: Gathering) -> list[str]:
    """Everything that was said, and whatever anybody was called."""
    return [*said.ALL, *(guest.pseudonym for guest in gathering.guests)]


def left_on(gathering: Gathering, guest: Guest) -> list[str]:
    """What is left of the talk on a screen, in the messages of the bot: words, pseudonyms, voices."""
    messages = [message for message in guest.phone.screen().messages if message.is_from_bot]
    voices = [message.kind for message in messages if message.kind == "voice"]
    return [*voices, *in_text(guest.shows(), told(gathering))]


def in_text(text: str, words: Iterable[str]) -> list[str]:
    """Those of the words that stand in a text, each as a whole; an animal with a number is the name of a case."""
    return [word for word in words if re.search(rf"(?<!\w){re.escape(word)}(?!\w|\s\d)", text)]


def in_database(house: House, words: Iterable[str]) -> list[str]:
    """Those of the words that stand in a column of a table, as text, as a number or as bytes."""
    wanted = list(words)
    return [
        f"{word} in {place}"
        for place, value in _values(house)
        for word in in_text(value, wanted)
        if place != ELSEWHERE
    ]


def _values(house: House) -> Iterator[tuple[str, str]]:
    with house.database.reading() as session:
        for table in SQLModel.metadata.sorted_tables:
            for row in session.execute(select(table)).mappings():
                for column, value in row.items():
                    is_bytes = isinstance(value, bytes | memoryview)
                    text = bytes(value).decode("utf-8", "replace") if is_bytes else str(value)
                    yield f"{table.name}.{column}", text


def in_files(folder: Path, words: Iterable[str]) -> list[str]:
    """Those of the words that stand in a file of the installation, as bytes: what a database dropped is not in its pages either."""
    kept = [(path.name, path.read_bytes()) for path in folder.rglob("*") if path.is_file()]
    return [f"{word} in {name}" for name, content in kept for word in words if word.encode() in content]
