"""The catalogues: up to date with the sources, complete where a language is promised, and every message says itself in all of them."""

import re
import unicodedata

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from bot.app import COMMANDS
from bot.engine.advance import Human, Scene
from bot.engine.answers import enter, with_answer
from bot.engine.check.sentences import Reader, sentences
from bot.engine.check.subject import Subject
from bot.engine.nudges import NUDGES
from bot.engine.script import Ask
from bot.engine.show import EXIT_LABELS, SKIP, frozen, show, text
from bot.engine.walk import Open
from bot.flows import LIBRARY
from launch import locales, wording
from launch.locales import PROMISED
from passerelle.words import SOURCE

WORDS = wording.words()
TRANSLATED = [language for language in PROMISED if language != SOURCE]
NAMED_IN_ITSELF = {"Français", "Nederlands", "English", "⋯"}
VALUES = {
    "association": "L’Escale",
    "keep_days": "30",
    "pseudonym": "Renard 42",
    "presence": "L’équipe est là.",
    "numbers": "112",
}
BUTTON_ROW = 12  # characters: four ways out share a row of a phone
JE, U = r"\b(?:je|jij|jou|jouw|alsjeblieft)\b", r"\b(?:u|uw|alstublieft)\b"


@pytest.fixture(scope="module")
def template():
    """What the sources say now."""
    return locales.gathered()


def said_in(catalogue):
    """Every sentence that a catalogue says, with its source."""
    return [(str(message.id), str(message.string)) for message in catalogue if message.id and message.string]


def ids(catalogue):
    """The sources of a catalogue."""
    return {message.id for message in catalogue if message.id}


def fill(words):
    """Put fixed values where the house has its own; an unknown one fails."""
    return words.format_map(VALUES)


def voice(language):
    """Say sentences in a language, and fail where one would fall back to French."""
    look_up = WORDS.catalogue(language)

    def say(source):
        is_itself = language == SOURCE or source in NAMED_IN_ITSELF
        found = look_up(source) or (source if is_itself else None)
        assert found, f"{language}: {source}"
        return found

    return say


def begun(flow, who):
    """The answers of Sam, or of an adult, who has just come to this conversation."""
    if flow == LIBRARY.root:
        return {}
    return enter({"welcome.start": "go", "welcome.who": who}, flow)


def walked(flow, who):
    """Every moment of one walk: words are skipped, and the first button is pressed."""
    answers, stop = begun(flow, who), None
    while stop is None or isinstance(stop, Open):
        scene = Scene(LIBRARY, answers, "sam", Human.NOBODY)
        stop = scene.position.stop
        yield scene
        if isinstance(stop, Open):
            value = None if isinstance(stop.question, Ask) else stop.question.options[0].key
            answers = with_answer(answers, stop.id, who if stop.id == "welcome.who" else value)


@pytest.mark.parametrize("language", locales.languages())
def test_a_catalogue_holds_the_sentences_of_today(language, template):
    """No more, no fewer: `make locales` was run after the last change of a sentence."""
    assert ids(locales.read(language)) == ids(template)


def test_the_template_holds_the_sentences_of_today(template):
    """It is what a new language begins with."""
    with locales.TEMPLATE.open("rb") as file:
        assert ids(read_po(file)) == ids(template)


def test_every_sentence_that_a_person_can_meet_is_marked(template):
    """Also those of the engine, the cards, the notices and the commands."""
    subject = Subject(LIBRARY, {}, wording.besides())
    spoken = {source for sentence in sentences(subject) for source, _ in sentence.spoken}

    assert (spoken | {*COMMANDS.values()}) - ids(template) <= NAMED_IN_ITSELF | {"·"}


@pytest.mark.parametrize("language", PROMISED)
def test_nothing_is_fuzzy(language):
    """A doubtful translation is said in French: a person has to decide."""
    assert not [message.id for message in locales.read(language) if message.id and message.fuzzy]


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_promised_language_lacks_nothing(language, template):
    """Not one sentence of the bot."""
    assert locales.missing(locales.read(language)) == []
    assert len(list(locales.of_the_bot(template))) > 100


def test_what_is_promised_is_what_is_offered():
    """The languages of the menu."""
    question = LIBRARY.question("language.choice")

    assert {option.key for option in question.options} == set(PROMISED)


@pytest.mark.parametrize("language", PROMISED)
def test_values_emojis_numbers_and_commands_are_kept(language):
    """A wrong 112, a lost {presence} or a dead /start would be worse than French."""
    for source, said in said_in(locales.read(language)):
        has_hours = re.search(r"\d\sh\b", source)  # each language writes these its own way
        assert has_hours or kept(said) == kept(source)


def kept(words):
    """What no translation may change."""
    emojis = [sign for sign in words if unicodedata.category(sign) in {"So", "Sm"}]
    return sorted([*emojis, *re.findall(r"\{\w*\}|\d+|/[a-z]+", words)])


@pytest.mark.parametrize("language", TRANSLATED)
def test_typography_is_that_of_the_language(language):
    """Curly apostrophes and quotation marks, and no space before a sign except in the French question."""
    for _, said in said_in(locales.read(language)):
        assert not re.search(r"['\"«»]| [?!:;,.]", said), said
        assert "\u00a0" not in said or "Quelle langue" in said


@pytest.mark.parametrize("language", PROMISED)
def test_the_ways_out_fit_in_a_row(language):
    """Four stand side by side on a phone."""
    for label in (SKIP, *EXIT_LABELS.values()):
        assert len(voice(language)(label)) <= BUTTON_ROW


def test_dutch_says_je_to_the_young_and_u_to_adults():
    """And neither where both read the same sentence."""
    say = voice("nl")
    for sentence in sentences(Subject(LIBRARY, {}, wording.besides())):
        for source, reader in sentence.spoken if sentence.where != "notices.OVERWRITTEN" else ():
            said = say(source)
            assert reader is Reader.YOUNG or not re.search(JE, said, re.IGNORECASE), said
            assert reader is Reader.ADULT or not re.search(U, said, re.IGNORECASE), said


@pytest.mark.parametrize("who", ["young", "parent"])
@pytest.mark.parametrize("flow", LIBRARY.flows)
@pytest.mark.parametrize("language", PROMISED)
def test_every_conversation_speaks_every_language(language, flow, who):
    """One walk from its first question to its ending, without a word of French that was not meant."""
    say = voice(language)
    *asked, last = walked(flow, who)
    for scene in asked:
        shown = show(scene, say, language=language, fill=fill)
        assert shown.text and "{" not in shown.text
        assert all(0 < len(button.label) <= 40 for row in shown.rows for button in row)

    assert "{" not in text(last.position, say, fill=fill)


@pytest.mark.parametrize("language", PROMISED)
def test_answers_and_nudges_speak_every_language(language):
    """What stands under an answered question, and what is said before one comes back."""
    say = voice(language)
    for scene in walked("bullying", "young"):
        for step in scene.position.answered:
            assert frozen(step.question, step.value, say, formal=False, fill=fill)
        for nudge in NUDGES.values():
            assert text(scene.position, say, fill=fill, nudge=nudge, formal=False)


def small(*sentences_said, fuzzy=False):
    """A catalogue with these sentences of the bot, each with its translation."""
    catalogue = Catalog(locale="nl")
    for source, said in sentences_said:
        catalogue.add(source, said, locations=[("bot/flows/x.py", 3)], flags=["fuzzy"] if fuzzy else [])
    return catalogue


def test_a_file_tells_neither_dates_nor_lines():
    """So that it changes only when a sentence does."""
    written = locales.as_file(small(("Oui", "Ja")), "nl").decode()

    assert "#: bot/flows/x.py\n" in written
    assert not re.search(r"Date|:\d", written)


def test_a_sentence_without_a_sure_translation_is_missing():
    """Empty, or doubtful."""
    assert locales.missing(small(("Oui", "Ja"), ("Non", ""))) == ["Non"]
    assert locales.missing(small(("Oui", "Ja"), fuzzy=True)) == ["Oui"]


def test_only_the_sentences_of_the_bot_are_promised():
    """The team reads French for now."""
    panel = Catalog(locale="nl")
    panel.add("La file", "", locations=[("admin/templates/queue.html", 1)])

    assert locales.missing(panel) == []


def test_a_changed_sentence_is_not_guessed():
    """Its old translation is told of and leaves; the new sentence waits."""
    catalogue = small(("Oui, arrêter", "Ja, stoppen"))

    gone = locales.renew(catalogue, small(("Oui, s’arrêter", "")))

    assert locales.missing(catalogue) == ["Oui, s’arrêter"]
    assert len(gone) == 1 and "Ja, stoppen" in gone[0]


@pytest.mark.parametrize(("language", "sign"), [("nl", "✗"), ("tr", "–")])
def test_only_a_promise_can_be_broken(language, sign):
    """A language that somebody has begun is counted, and holds nothing up."""
    assert locales.counted(language, small(("Oui", "")))[1].lstrip().startswith(sign)


def test_the_source_lacks_nothing():
    """An empty line means: said as it stands."""
    assert len(locales.counted("fr", small(("Oui", "")))) == 1
