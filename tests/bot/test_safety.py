"""The card with the numbers: of the right country, from the registry, on one screen, with nothing to fetch."""

import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import product
from pathlib import Path

import pytest

from bot import safety
from bot.app import LOCALES
from passerelle import helplines
from passerelle.helplines import ZONES
from passerelle.helplines.choice import AGES, TOPICS
from passerelle.words import Words

WORDS = Words(LOCALES)
LANGUAGES = ("fr", "nl", "en", "ar", "es", "tr", "uk", "de")
COUNTRIES = ("BE", "FR", "LU", "CH")
ONE_SCREEN = 900  # characters
AFTERNOON = datetime(2026, 11, 23, 15, tzinfo=UTC)  # a Monday, 16:00 there
NIGHT = datetime(2026, 11, 23, 2, tzinfo=UTC)
EVERY_CASE = [
    (country, language, {"age_band": age, "topic": topic, "now": now})
    for country, language, age, topic, now in product(
        (*COUNTRIES, "XX", ""), LANGUAGES, (None, *AGES), (None, *TOPICS, "school"), (AFTERNOON, NIGHT)
    )
]


@pytest.fixture(autouse=True)
def _registry_alone() -> Iterator[None]:
    """No test inherits what another verified."""
    helplines.use(None)
    yield
    helplines.use(None)


def said_in(language: str) -> safety.Translate:
    """The words of a language."""
    return lambda source: WORDS.text(language, source)


def card(
    country: str, language: str = "fr", *, is_certain: bool = True, now: datetime = AFTERNOON, **told
) -> str:
    """The card, in the words of a language."""
    return safety.card(
        country, language=language, translate=said_in(language), is_certain=is_certain, now=now, **told
    )


def block(
    country: str = "BE", *languages: str, topic: str | None = None, now: datetime = AFTERNOON
) -> list[str]:
    """The lines inside a conversation, for somebody of fifteen."""
    spoken = languages or ("fr",)
    return safety.helplines(
        country,
        languages=spoken,
        age_band="12-17",
        topic=topic,
        now=now,
        zone=ZONES.get(country, ZONES["BE"]),
        translate=said_in(spoken[0]),
    ).splitlines()


def heads(text: str) -> list[str]:
    """What stands before the dash of each line."""
    return re.findall(r"^• (.*?) — ", text, re.MULTILINE)


@pytest.mark.parametrize("country", COUNTRIES)
def test_the_first_line_is_the_emergency_number(country: str) -> None:
    """Before anything else."""
    first = card(country).splitlines()[0]

    assert first.endswith("dans toute l’Europe.") and "112" in first


@pytest.mark.parametrize(("country", "own"), [("BE", "103"), ("FR", "3018"), ("LU", "116111"), ("CH", "147")])
def test_each_country_has_its_own_numbers(country: str, own: str) -> None:
    """And none of another's."""
    others = {safety.COUNTRIES[other] for other in COUNTRIES if other != country}

    assert own in re.sub(r"\D", "", card(country)) and not [
        other for other in others if other in card(country)
    ]


@pytest.mark.parametrize("country", COUNTRIES)
def test_where_the_country_is_only_supposed_the_neighbour_follows(country: str) -> None:
    """Its first numbers only."""
    more, certain = heads(card(country, is_certain=False)), heads(card(country))

    assert more[: len(certain)] == certain and 0 < len(more) - len(certain) <= safety.SHORT


@pytest.mark.parametrize("is_certain", [True, False])
def test_a_card_fits_one_screen_in_every_case(is_certain: bool) -> None:
    """Whatever country, also one that nobody knows, in every language."""
    for country, language, told in EVERY_CASE:
        written = card(country, language, is_certain=is_certain, **told)
        assert 0 < len(written) <= ONE_SCREEN, (country, language, told)
        assert "{" not in written


def settled(text: str) -> str:
    """A text without the signs that keep numbers in order where one writes from right to left."""
    return text.replace("\u2068", "").replace("\u2069", "")


def test_a_spaced_number_keeps_its_order_in_arabic() -> None:
    """Without it, 0800 30 030 is shown from its end."""
    assert "\u20680800 32 123\u2069" in card("BE", "ar", topic="suicide")


def test_every_number_of_every_card_is_in_the_registry() -> None:
    """And offered: nothing was made up, and nothing stays after a line is gone."""
    offered = {safety.called(line) for line in helplines.registry()} | {"112"}

    for country, language, told in EVERY_CASE:
        shown = [settled(head) for head in heads(card(country, language, is_certain=False, **told))]
        assert shown and set(shown) <= offered, (country, language, told)


def test_every_line_that_may_be_given_has_its_words() -> None:
    """Also those that wait for a human to verify them; and no hours in them, which change."""
    may = {line.id for line in helplines.every() if line.evidence != "retired"}

    assert may == set(safety.ABOUT)
    assert not [about for about in safety.ABOUT.values() if re.search(r"\d\s*h\b|24/7|jour et nuit", about)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_114_is_written_to_and_the_3020_is_never_said(language: str) -> None:
    """Nobody who cannot speak is sent to a voice, and nobody to a line that closed."""
    for topic in (None, *TOPICS):
        written = settled(card("FR", language, topic=topic) + "\n".join(block("FR", language, topic=topic)))
        assert "• SMS 114" in written and "• 114" not in written and "3020" not in written


def test_who_speaks_dutch_in_belgium_gets_who_speaks_dutch() -> None:
    """The lines of the other language would not help."""
    assert "102" in heads(card("BE", "nl")) and "103" not in heads(card("BE", "nl"))


def test_in_brussels_the_language_of_the_bot_and_of_the_humans_both_count() -> None:
    """Each has its line, and neither needs its language told."""
    written = card("BE", "fr", languages=("fr", "nl"), topic="suicide")

    assert {"0800 32 123", "1813"} <= set(heads(written)) and "néerlandais)" not in written


def test_a_line_of_another_language_says_which() -> None:
    """In the reader's words."""
    assert re.search(r"• 107 — .*\(French\)", card("BE", "en"))
    assert "(" not in card("BE", "fr")


@pytest.mark.parametrize(
    ("now", "said"),
    [
        (datetime(2026, 11, 23, 15, tzinfo=UTC), "ouvert maintenant jusqu’à 23\u00a0h"),
        (datetime(2026, 11, 22, 21, 59, tzinfo=UTC), "ouvert maintenant jusqu’à 23\u00a0h"),
        (datetime(2026, 11, 22, 22, 0, tzinfo=UTC), "fermé, ouvre à 9\u00a0h"),
        (
            datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
            "fermé, ouvre à 9\u00a0h",
        ),  # the night with an hour twice
    ],
)
def test_a_line_says_until_when_it_is_open_or_when_it_opens(now: datetime, said: str) -> None:
    """By the clock on the wall."""
    assert f"• 3018 — harcèlement · {said}" in card("FR", now=now)


def test_hours_are_written_as_the_language_writes_them() -> None:
    """And midnight as people say it."""
    assert "jusqu’à minuit" in card("BE")
    assert "23:00" in card("FR", "en", topic="bullying") and "23\u00a0h" not in card("FR", "en")


@pytest.mark.parametrize(
    ("now", "said"),
    [
        (
            datetime(2026, 12, 24, 18, tzinfo=UTC),
            "fermé, ouvre lundi 28 décembre à 9\u00a0h",
        ),  # Christmas, a Friday
        (
            datetime(2026, 7, 21, 8, tzinfo=UTC),
            "fermé, ouvre à 9\u00a0h",
        ),  # the Belgian national day, a Tuesday
        (datetime(2026, 7, 22, 8, tzinfo=UTC), "ouvert maintenant jusqu’à 18\u00a0h"),
    ],
)
def test_public_holidays_and_weekends_are_waited_for(tmp_path: Path, now: datetime, said: str) -> None:
    """The day is named where it is not the next."""
    verify(tmp_path, "be-102", "Mo-Fr 09:00-18:00; PH off")

    assert f"• 102 — Awel, enfants et jeunes · {said}" in dutch_lines(now)


def dutch_lines(now: datetime) -> str:
    """What somebody in Brussels is given who reads French and speaks Dutch."""
    return card("BE", "fr", languages=("nl",), topic="family_conflict", age_band="12-17", now=now)


def verify(folder: Path, line_id: str, hours: str | None = None, *, today: date = date(2026, 11, 1)) -> None:
    """Keep that the team called a line."""
    helplines.use(folder / helplines.FILE)
    line = next(line for line in helplines.every() if line.id == line_id)
    helplines.verified(folder / helplines.FILE, line, by="NB", today=today, opening_hours=hours)


def test_hours_that_nobody_verified_are_told_once_at_the_end() -> None:
    """All numbers in one line, and no emergency number among them."""
    last = card("BE", is_certain=False).splitlines()[-1]

    assert last == "Horaires à vérifier\u00a0: 103, 0800 32 123, 107, 119"
    assert card("BE", is_certain=False).count("à vérifier") == 1


def test_a_verified_line_needs_no_reserve(tmp_path: Path) -> None:
    """For ninety days."""
    for line in helplines.registry():
        verify(tmp_path, line.id)

    assert "à vérifier" not in card("FR") and "à vérifier" not in "".join(block("FR"))
    assert "à vérifier" in card("FR", now=datetime(2027, 2, 1, tzinfo=UTC))


@pytest.mark.parametrize("topic", [None, "school", *TOPICS])
@pytest.mark.parametrize("country", [*COUNTRIES, "XX"])
def test_inside_a_conversation_there_are_three_lines_at_most(country: str, topic: str | None) -> None:
    """The 112, or what stands for it, only where it is urgent; and no heading."""
    lines = block(country, topic=topic, now=NIGHT)

    assert 1 <= len(heads("\n".join(lines))) <= 3 and len(lines) <= 4
    assert lines[0].startswith(("• 112", "• 117")) is (topic in safety.URGENT)


def test_it_needs_nothing_but_memory() -> None:
    """No database, no network: not even their libraries."""
    code = (
        "import sys; from bot import safety; safety.card('BE', language='fr', translate=str, is_certain=False);"
        "sys.exit(bool({'sqlalchemy', 'sqlmodel', 'httpx', 'aiogram', 'telegram'} & set(sys.modules)))"
    )

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
