"""The catalogues: up to date with the sources, complete as far as a language promises, and every message says itself in all of them."""

import re
import unicodedata
from collections import Counter
from string import Formatter

import pytest
from babel.messages.pofile import read_po

from bot.app import COMMANDS
from bot.engine.advance import Human, Scene
from bot.engine.answers import enter, with_answer
from bot.engine.check.sentences import Reader, sentences
from bot.engine.check.subject import Subject
from bot.engine.check.words import PLACEHOLDERS
from bot.engine.nudges import NUDGES
from bot.engine.script import Ask
from bot.engine.show import EXIT_LABELS, SKIP, frozen, show, text
from bot.engine.walk import Open
from bot.flows import LIBRARY
from launch import locales, wording
from launch.locales import COMPLETE, PARTIAL, PARTLY, PROMISED
from passerelle.words import FALLBACK, SOURCE

WORDS = wording.words()
TRANSLATED = [language for language in PROMISED if language != SOURCE]
SUBJECT = Subject(LIBRARY, {}, wording.besides())
SENTENCES = tuple(sentences(SUBJECT))
THE_SAME_IN_ALL = {source for said in SENTENCES if not said.is_translated for source, _ in said.spoken} | {
    "⋯",
    "{sessions}",
    "·",
}
VALUES = dict.fromkeys(PLACEHOLDERS, "12")
A_SENTENCE = 24  # characters: more than a word or two
BUTTON_ROW = 12  # characters: four ways out share a row of a phone
REGISTERS = {
    "nl": (r"(?i)\b(?:je|jij|jou|jouw|alsjeblieft)\b", r"(?i)\b(?:u|uw|alstublieft)\b"),
    "de": (r"(?i)\b(?:du|dich|dir|dein\w*)\b", r"(?<=[\w,] )(?:Sie|Ihnen|Ihr\w*)\b"),
    "tr": (r"(?i)\b(?:sen|sana|seni|senin|seninle)\b", r"(?i)\b(?:siz|size|sizi|sizin|sizinle)\b"),
    "es": (r"(?i)\b(?:tú|ti|contigo|tus?|te)\b", r"(?i)\b(?:usted|ustedes)\b"),
    "uk": (r"(?i)\b(?:ти|тебе|тобі|тобою|тво\w+)\b", r"(?i)\b(?:ви|вас|вам|вами|ваш\w*)\b"),
}  # how a language speaks to the young, and how to adults


@pytest.fixture(scope="module")
def template():
    """What the sources say now."""
    return locales.gathered()


def ids(catalogue):
    """The sources of a catalogue."""
    return {message.id for message in catalogue if message.id}


def owed_ids(language, catalogue):
    """The sources that a language promises."""
    return {str(message.id) for message in locales.owed(language, catalogue)}


def fill(words):
    """Put fixed values where the house has its own; an unknown one fails."""
    return words.format_map(VALUES)


def voice(language):
    """Say sentences as a person reads them, and fail where a promised one would fall back."""
    promised = owed_ids(language, locales.read(language))

    def say(source):
        assert source not in promised or not WORDS.falls_back(language, source), f"{language}: {source}"
        return WORDS.text(language, source)

    return say


def readers():
    """One answer to "who writes?" for each kind of reader: a child, a young person, an adult."""
    keys = [option.key for option in LIBRARY.question(LIBRARY.formal.question).options]
    young = next(key for key in keys if key not in (*LIBRARY.formal.values, *LIBRARY.children))
    return (*LIBRARY.children[:1], young, LIBRARY.formal.values[0])


def begun(flow, who):
    """The answers of somebody who has just come to this conversation."""
    if flow == LIBRARY.root:
        return {}
    first, asked = LIBRARY.flow(LIBRARY.root).lines[0], LIBRARY.formal.question
    return enter({f"{LIBRARY.root}.{first.id}": first.options[0].key, asked: who}, flow)


def walked(flow, who):
    """Every moment of one walk: words are skipped, and the first button is pressed."""
    answers, stop = begun(flow, who), None
    while stop is None or isinstance(stop, Open):
        scene = Scene(LIBRARY, answers, "sam", Human.NOBODY)
        stop = scene.position.stop
        yield scene
        if isinstance(stop, Open):
            value = None if isinstance(stop.question, Ask) else stop.question.options[0].key
            answers = with_answer(answers, stop.id, who if stop.id == LIBRARY.formal.question else value)


@pytest.mark.parametrize("language", locales.languages())
def test_a_catalogue_holds_the_sentences_of_today(language, template):
    """No more, no fewer: `make locales` was run after the last change of a sentence."""
    assert ids(locales.read(language)) == ids(locales.meant_for(language, template))


def test_the_template_holds_the_sentences_of_today(template):
    """It is what a new language begins with."""
    with locales.TEMPLATE.open("rb") as file:
        assert ids(read_po(file)) == ids(template)


def test_every_sentence_that_a_person_can_meet_is_marked(template):
    """Also those of the engine, the cards, the notices and the commands."""
    spoken = {source for sentence in SENTENCES for source, _ in sentence.spoken}

    assert (spoken | {*COMMANDS.values()}) - ids(template) <= THE_SAME_IN_ALL


@pytest.mark.parametrize("language", PROMISED)
def test_nothing_is_fuzzy(language):
    """A doubtful translation is never said: a person has to decide."""
    assert not [message.id for message in locales.read(language) if message.id and message.fuzzy]


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_language_lacks_nothing_that_it_promises(language):
    """Not one sentence of the bot in a complete language, nor of its part in a partial one."""
    assert locales.missing(language, locales.read(language)) == []


@pytest.mark.parametrize("language", PROMISED)
def test_no_translation_misfits(language):
    """A wrong 112, a lost {presence}, a dead /start or foreign quotation marks."""
    assert locales.misfits(language, locales.read(language)) == []


def test_no_language_says_a_sentence_of_another():
    """A translation that went into the wrong catalogue; short words may be the same in two languages."""
    said = Counter(
        (message.id, message.string)
        for language in TRANSLATED
        for message in locales.of_the_bot(locales.read(language))
        if len(str(message.string)) > A_SENTENCE
    )

    assert [text for (_, text), times in said.items() if times > 1] == []


def test_a_language_is_named_in_itself(template):
    """No catalogue may hold such a name: whoever looks for their language has to find it in the menu."""
    assert not THE_SAME_IN_ALL & ids(template)


def test_what_is_promised_is_what_is_offered():
    """The languages of the menu."""
    assert {option.key for option in LIBRARY.question("language.choice").options} == set(PROMISED)
    assert set(WORDS.languages) == set(PROMISED)


def test_a_partial_language_promises_what_counts_most(template):
    """The conversations of its part, and all that stands in none."""
    promised = owed_ids("de", template)
    meant = [s for s in SENTENCES if (flow := s.where.split(".")[0]) in PARTLY or flow not in LIBRARY.flows]

    assert {source for said in meant for source, _ in said.spoken} - THE_SAME_IN_ALL <= promised
    assert {*COMMANDS.values()} <= promised < owed_ids("ar", template)


def test_what_a_partial_language_promises_exists():
    """A conversation that was renamed leaves no hole."""
    files = {path.stem for path in (locales.ROOT / "bot" / "flows").glob("*.py")}

    assert set(PARTLY) <= files
    assert not set(COMPLETE) & set(PARTIAL)
    assert FALLBACK in COMPLETE


@pytest.mark.parametrize("language", PROMISED)
def test_the_ways_out_fit_in_a_row(language):
    """Four stand side by side on a phone."""
    ways = [label for label in EXIT_LABELS.values() if len(label) <= BUTTON_ROW]

    assert all(len(voice(language)(label)) <= BUTTON_ROW for label in (SKIP, *ways))


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_sentence_names_a_button_as_it_is_written(language):
    """Whoever looks for « Oublier » or ⟵ Retour finds it."""
    look_up = WORDS.catalogue(language)
    for label in EXIT_LABELS.values():
        named = label if label.startswith("⟵") else f"«\u00a0{label}\u00a0»"
        naming = [source for s in SENTENCES for source, _ in s.spoken if named in source]
        button = look_up(label) or label
        assert [said for source in naming if button not in (said := look_up(source) or button)] == []


@pytest.mark.parametrize("language", REGISTERS)
def test_the_young_and_adults_are_spoken_to_as_they_should(language):
    """And neither way where both read the same sentence."""
    young, adult = REGISTERS[language]
    for sentence in SENTENCES:
        for source, reader in sentence.spoken if sentence.where != "notices.OVERWRITTEN" else ():
            said = WORDS.catalogue(language)(source) or ""
            own = said.partition(" · ")[0]
            assert reader.is_young or not re.search(young, own), said
            assert reader is Reader.ADULT or not re.search(adult, own), said


@pytest.mark.parametrize("flow", LIBRARY.flows)
@pytest.mark.parametrize("language", PROMISED)
def test_every_conversation_speaks_every_language(language, flow):
    """One walk a reader from its first question to its ending, without a word that falls back against the promise."""
    say = voice(language)
    for who in readers():
        *asked, last = walked(flow, who)
        for scene in asked:
            shown = show(scene, say, language=language, fill=fill)
            assert shown.text and "{" not in shown.text
            assert all(0 < len(button.label) <= 42 for row in shown.rows for button in row)
        assert "{" not in text(last.position, say, fill=fill)


@pytest.mark.parametrize("language", PROMISED)
def test_answers_and_nudges_speak_every_language(language):
    """What stands under an answered question, and what is said before one comes back."""
    say = voice(language)
    for who in readers():
        for scene in walked(LIBRARY.root, who):
            for step in scene.position.answered:
                assert frozen(step.question, step.value, say, formal=False, fill=fill)
            for nudge in NUDGES.values():
                assert text(scene.position, say, fill=fill, nudge=nudge, formal=False)


def test_values_are_those_that_the_verifier_knows():
    """The walks above fill in every one of them."""
    said = {name for s in SENTENCES for source, _ in s.spoken for _, name, _, _ in Formatter().parse(source)}

    assert said - {None} <= PLACEHOLDERS | {"member", "day", "hour"}


def first_strong(text):
    """The direction that a phone gives a text: of its first letter outside isolates (UAX 9, P2 and P3)."""
    depth = 0
    for sign in text:
        depth += (sign in "\u2066\u2067\u2068") - (sign == "\u2069")
        if not depth and unicodedata.bidirectional(sign) in {"L", "R", "AL"}:
            return unicodedata.bidirectional(sign)
    return None


def test_every_arabic_sentence_runs_from_right_to_left():
    """Also the one that begins with 🆘, which counts as a Latin letter; the languages' own names stay as they are."""
    sources = [str(message.id) for message in locales.read("ar") if message.id and message.string]
    said = {source: re.sub(r"\{\w*\}", "", WORDS.text("ar", source)) for source in sources}
    turned = [source for source, text in said.items() if first_strong(text) == "L"]

    assert turned == []
