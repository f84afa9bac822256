"""The card with the numbers: of the right country, from the registry, on one screen, with nothing to fetch."""

import re

import pytest

from bot import safety
from bot.app import LOCALES
from passerelle import helplines
from passerelle.words import Words

WORDS = Words(LOCALES)
COUNTRIES = ("BE", "FR", "LU", "CH")
ONE_SCREEN = 900  # characters


def card(country: str, language: str = "fr", *, is_certain: bool = True) -> str:
    """The card, in the words of a language."""
    return safety.card(
        country,
        language=language,
        translate=lambda source: WORDS.text(language, source),
        is_certain=is_certain,
    )


@pytest.mark.parametrize("country", COUNTRIES)
def test_the_first_line_is_the_emergency_number(country: str) -> None:
    """Before anything else."""
    assert (
        card(country).splitlines()[0].endswith("dans toute l’Europe.")
        and "112" in card(country).splitlines()[0]
    )


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
    more, certain = card(country, is_certain=False), card(country)

    assert more.startswith(certain) and 0 < more.count("•") - certain.count("•") <= safety.SHORT


@pytest.mark.parametrize("is_certain", [True, False])
@pytest.mark.parametrize("country", [*COUNTRIES, "XX", ""])
@pytest.mark.parametrize("language", [*WORDS.languages, "nl"])
def test_a_card_fits_one_screen(country: str, language: str, is_certain: bool) -> None:
    """Whatever country, also one that nobody knows, in every language."""
    assert 0 < len(card(country, language, is_certain=is_certain)) <= ONE_SCREEN


def test_who_speaks_dutch_in_belgium_gets_who_speaks_dutch() -> None:
    """The lines of the other language would not help."""
    assert "102" in card("BE", "nl") and "103" not in card("BE", "nl")


def test_every_line_is_in_the_registry_and_has_its_words() -> None:
    """A number that no source supports is not shown."""
    lines = {line for ids in safety._LINES.values() for line in ids}

    assert lines == set(safety.ABOUT)
    assert all(helplines.get(line).number for line in lines)
