"""The sentences that no script holds, in every language that has a catalogue."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot import notices
from bot.app import COMMANDS, LOCALES
from bot.engine.nudges import NUDGES
from bot.engine.script import Both
from bot.flows.afterwards import AFTERWARDS
from passerelle.association import Presence
from passerelle.tables import Member, Role
from passerelle.words import Words
from tests.people import MONDAY_MORNING

WORDS = Words(LOCALES)
BRUSSELS = ZoneInfo("Europe/Brussels")
UNASKED = (
    notices.TAKEN,
    notices.HANDED_OVER,
    notices.CLOSED,
    notices.PASSED_ON,
    notices.RELAYED,
    notices.HIDDEN,
    notices.ERASED,
    notices.UNREADABLE,
    notices.TROUBLE,
    notices.SIGN,
    AFTERWARDS.lines[0].words,
)
TELLING = (
    "harc",
    "intimid",
    "violen",
    "suicid",
    "mourir",
    "médiation",
    "mediation",
    "bemiddel",
    "pest",
    "bully",
    "abus",
    "police",
    "association",
    "vereniging",
    "passerelle",
)


def flat(sentences: object) -> list[str]:
    """Sentences one by one, both registers of each."""
    if isinstance(sentences, str):
        return [sentences]
    if isinstance(sentences, Both | tuple | list):
        return [one for part in sentences for one in flat(part)]
    return []


EVERY = [
    one
    for name, value in vars(notices).items()
    if name.isupper()
    for one in flat(list(value.values()) if isinstance(value, dict) else value)
]
EVERY += [one for value in NUDGES.values() for one in flat(value)] + list(COMMANDS.values())


def values(sentence: str) -> set[str]:
    """The names of the values that a sentence leaves room for."""
    return set(re.findall(r"\{(\w+)\}", sentence))


@pytest.mark.parametrize("language", WORDS.languages)
def test_every_sentence_is_said_with_all_its_values(language: str) -> None:
    """A translation that forgot one, or made one up, would tell nothing or break."""
    said = {source: WORDS.text(language, source) for source in EVERY}

    assert [words for words in said.values() if not words.strip()] == []
    assert [words for source, words in said.items() if values(words) != values(source)] == []


@pytest.mark.parametrize("language", WORDS.languages)
def test_what_nobody_asked_for_tells_nothing(language: str) -> None:
    """It may stand on a lock screen that somebody else reads."""
    said = [WORDS.text(language, source) for source in flat(UNASKED)]

    assert [words for words in said if any(word in words.casefold() for word in TELLING)] == []


def test_french_is_written_as_french() -> None:
    """The curved apostrophe, and a space that does not break before what needs one."""
    wrong = re.compile(r"'|(?<![\u00a0\u202f/])[?!:;](?=\s|$)")

    assert [source for source in EVERY if wrong.search(source)] == []


@pytest.mark.parametrize(
    ("presence", "said"),
    [
        (Presence(is_open=True), "Quelqu’un de l’équipe est là en ce moment."),
        (Presence(is_open=True, until=datetime(2026, 11, 23, 17, 0, tzinfo=UTC)), "jusqu’à 18\u00a0h"),
        (
            Presence(is_open=True, until=datetime(2026, 11, 24, 5, 0, tzinfo=UTC)),
            "jusqu’à mardi 24 novembre, 6\u00a0h",
        ),
        (Presence(is_open=False), "Je ne sais pas encore"),
        (
            Presence(is_open=False, back_at=MONDAY_MORNING + timedelta(hours=2)),
            "revient aujourd’hui à 13\u00a0h",
        ),
        (
            Presence(is_open=False, back_at=MONDAY_MORNING + timedelta(days=1)),
            "revient mardi 24 novembre à 11\u00a0h",
        ),
    ],
)
def test_presence_says_what_is_known_and_no_more(presence: Presence, said: str) -> None:
    """By the association's own clock."""
    words = notices.presence_in_words(presence, MONDAY_MORNING, zone=BRUSSELS, words=WORDS, language="fr")

    assert said in words


def member(**values: Any) -> Member:
    """Nadia, with what she is given."""
    return Member(**{"email": "n@example.org", "name": "Nadia", "role": Role.MEDIATOR, **values})


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"title": "médiatrice"}, "Nadia, médiatrice"),
        ({}, "Nadia, médiateur·rice"),
        ({"role": Role.COORDINATOR}, "Nadia, coordination"),
        ({"role": "of_tomorrow"}, "Nadia"),
    ],
)
def test_a_member_is_a_name_and_a_title(values: dict[str, str], said: str) -> None:
    """The title they gave, or their role's."""
    assert notices.member_in_words(member(**values), words=WORDS, language="fr") == said
