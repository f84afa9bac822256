"""`make locales`: what it writes, what it counts, and what it calls a broken promise."""

import re

import pytest
from babel.messages.catalog import Catalog

from launch import locales


def small(*sentences_said, where="bot/flows/x.py", fuzzy=False):
    """A catalogue with these sentences of the bot, each with its translation."""
    catalogue = Catalog(locale="nl")
    for source, said in sentences_said:
        catalogue.add(source, said, locations=[(where, 3)], flags=["fuzzy"] if fuzzy else [])
    return catalogue


def test_a_file_tells_neither_dates_nor_lines():
    """So that it changes only when a sentence does."""
    written = locales.as_file(small(("Oui", "Ja")), "nl").decode()

    assert "#: bot/flows/x.py\n" in written
    assert not re.search(r"Date|:\d", written)


@pytest.mark.parametrize(
    ("language", "told"), [("", "telle qu’elle est"), ("fr", "telle"), ("tr", "anglais")]
)
def test_a_file_tells_what_is_said_instead(language, told):
    """A translator has to know what an empty line does."""
    assert told in locales.as_file(small(), language).decode().splitlines()[1]


def test_a_sentence_without_a_sure_translation_is_missing():
    """Empty, or doubtful."""
    assert locales.missing("nl", small(("Oui", "Ja"), ("Non", ""))) == ["Non"]
    assert locales.missing("nl", small(("Oui", "Ja"), fuzzy=True)) == ["Oui"]


@pytest.mark.parametrize(
    ("where", "languages"),
    [
        ("admin/templates/queue.html", []),
        ("bot/flows/x.py", ["nl"]),
        ("bot/flows/crisis.py", ["nl", "tr"]),
        ("bot/notices.py", ["nl", "tr"]),
    ],
)
def test_each_language_keeps_its_own_promise(where, languages):
    """The team reads French for now; a language that somebody has begun owes nothing."""
    lacking = small(("Oui", ""), where=where)

    assert [language for language in ("nl", "tr", "it") if locales.missing(language, lacking)] == languages


def test_a_changed_sentence_is_not_guessed():
    """Its old translation is told of and leaves; the new sentence waits."""
    catalogue = small(("Oui, arrêter", "Ja, stoppen"))

    gone = locales.renew(catalogue, small(("Oui, s’arrêter", "")))

    assert locales.missing("nl", catalogue) == ["Oui, s’arrêter"]
    assert len(gone) == 1 and "Ja, stoppen" in gone[0]


def test_a_translation_goes_into_one_language():
    """Catalogues that were given the same new sentence do not share it."""
    template, dutch, english = small(("Oui", "")), Catalog(locale="nl"), Catalog(locale="en")
    for catalogue in (dutch, english):
        locales.renew(catalogue, template)

    dutch["Oui"].string = "Ja"

    assert not english["Oui"].string and not template["Oui"].string


@pytest.mark.parametrize(("language", "breaks"), [("nl", True), ("tr", False), ("fr", False)])
def test_only_a_promise_can_be_broken(language, breaks):
    """What a partial language does not promise is counted, and holds nothing up; the source lacks nothing."""
    told = locales.counted(language, small(("Oui", "")))

    assert any("✗" in line for line in told) is breaks


def test_the_report_tells_how_much_of_a_part_is_done():
    """How many promised, and what is said in English."""
    catalogue = small(("Oui", "Evet"), ("Non", ""), where="bot/notices.py")
    catalogue.add("Bien.", "", locations=[("bot/flows/x.py", 1)])

    told = locales.counted("tr", catalogue)[0]

    assert told == "tr  partielle\u00a0: 1 phrases promises sur 2, 1 autres se disent en anglais"


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("Le 112", "Das 113"),
        ("Bonjour {member}", "Hallo"),
        ("Écris /start", "Schreib /los"),
        ("🆘 SOS", "SOS"),
        ("Oui.", "Es ist 'gut'."),
    ],
)
def test_a_translation_that_misfits_is_told(source, said):
    """Also where nothing was promised."""
    catalogue = small((source, said))

    assert locales.misfits("de", catalogue)
    assert any("✗ à revoir" in line for line in locales.counted("de", catalogue))


@pytest.mark.parametrize(
    ("source", "said"), [("⟵ Retour", "⟶ رجوع"), ("À 9 h 30", "um 9.30 Uhr"), ("Le 112", "Die 112")]
)
def test_what_a_language_may_write_its_own_way_is_left(source, said):
    """An arrow follows the direction of reading; hours follow the language."""
    assert locales.misfits("de", small((source, said))) == []
