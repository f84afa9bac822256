"""Words in every language, and days and hours as people write them."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from passerelle.words import Words, day_in_words, hour_in_words

BRUSSELS = ZoneInfo("Europe/Brussels")
NIGHT = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)  # half past midnight, on Monday, in Brussels

DUTCH = """
msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\\n"

msgid "Bonjour"
msgstr "Dag"

#, fuzzy
msgid "Au revoir"
msgstr "Misschien"

msgid "Merci"
msgstr ""
"""


@pytest.fixture
def words(tmp_path):
    """French, without a catalogue of its own, and some Dutch."""
    folder = tmp_path / "nl" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "passerelle.po").write_text(DUTCH, encoding="utf-8")
    return Words(tmp_path)


def test_french_comes_first(words):
    """The source is there even where no catalogue was made for it."""
    assert words.languages == ("fr", "nl")


def test_a_sentence_is_said_in_the_language_asked_for(words):
    """As its catalogue has it."""
    assert words.text("nl", "Bonjour") == "Dag"


@pytest.mark.parametrize("source", ["Merci", "Au revoir", "Jamais vu"])
def test_what_is_not_translated_is_said_in_french(words, source):
    """Empty, doubtful or absent: never nothing, never a guess."""
    assert words.text("nl", source) == words.text("xx", source) == source


def test_the_bare_look_up_admits_what_is_missing(words):
    """The verifier has to see the gap."""
    assert words.catalogue("nl")("Bonjour") == "Dag"
    assert words.catalogue("nl")("Merci") is None
    assert words.catalogue("xx")("Bonjour") is None


@pytest.mark.parametrize(
    ("hint", "language"),
    [("nl", "nl"), ("nl-BE", "nl"), ("NL_be", "nl"), ("fr-CA", "fr"), ("ru", "fr"), ("", "fr"), (None, "fr")],
)
def test_a_hint_leads_to_the_closest_language(words, hint, language):
    """What we do not speak becomes French."""
    assert words.closest(hint) == language


def test_the_day_is_the_one_on_the_persons_wall():
    """Not the one in UTC."""
    assert day_in_words(NIGHT, zone=BRUSSELS, language="fr") == "lundi 23 novembre"
    assert day_in_words(NIGHT, zone=BRUSSELS, language="en") == "Monday 23 November"


@pytest.mark.parametrize(("hour", "minute", "said"), [(17, 0, "18\u00a0h"), (8, 5, "9\u00a0h\u00a005")])
def test_the_hour_is_written_as_in_french(hour, minute, said):
    """Minutes only where there are any."""
    instant = datetime(2026, 11, 23, hour, minute, tzinfo=UTC)

    assert hour_in_words(instant, zone=BRUSSELS, language="fr") == said


def test_elsewhere_the_hour_follows_the_language():
    """In that zone all the same."""
    assert hour_in_words(NIGHT, zone=BRUSSELS, language="nl") == "00:30"
