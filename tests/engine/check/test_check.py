"""Every rule catches its failing example, and none cries wolf."""

import re

import pytest

from bot.engine.check import RULES, Subject, check
from bot.engine.check.forbidden import FORBIDDEN
from bot.engine.check.sentences import readers_of, sentences
from bot.engine.script import Choose, Option, Say, Switch, When, answered
from bot.flows import LIBRARY
from tests.engine.check.broken import BROKEN, NO, OTHERWISE, SOUND, saying, subject, translating
from tests.engine.small import TALK, library, routing, talking

LANGUAGES = ("fr", "nl", "en", "ar", "es", "tr", "uk", "de")


def broken_rules(of: Subject) -> set[str]:
    """The rules that find something."""
    return {finding.rule for finding in check(of)}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_catches_its_failing_example(rule):
    """What an author might get wrong is found, at a place and with a reason."""
    found = list(rule.find(BROKEN[rule.id]))

    assert found
    assert all(finding.rule == rule.id and finding.where and finding.detail for finding in found)


@pytest.mark.parametrize(("rule", "broken"), OTHERWISE)
def test_a_rule_catches_other_ways_to_break_it(rule, broken):
    """A promise may be broken in more than one manner."""
    assert rule in broken_rules(broken)


def test_a_sound_library_passes():
    """Not one rule speaks up about a conversation that is right."""
    assert check(subject(library())) == []
    assert check(subject(routing())) == []


def test_our_conversations_pass():
    """The script itself is sound; the catalogues have a test of their own."""
    assert check(Subject(LIBRARY, dict.fromkeys(LANGUAGES, SOUND["fr"]))) == []


def test_each_rule_has_its_own_name_and_tells_what_to_do():
    """A finding is looked up by its id and read by someone who writes French, not code."""
    assert len({rule.id for rule in RULES}) == len(RULES) == len(BROKEN)
    assert all(rule.sentence.endswith(".") and len(rule.sentence) > 40 for rule in RULES)


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN)
def test_a_broken_library_is_read_to_the_end(broken):
    """The verifier is needed most where a library is unsound: no rule falls over another one's mistake."""
    assert broken_rules(broken)


@pytest.mark.parametrize(
    ("language", "hurtful"),
    [
        ("fr", "Je garde le secret."),
        ("fr", "Je ne dirai rien à personne."),
        ("fr", "Tu es sûre\u00a0?"),
        ("fr", "Pourquoi tu n’as rien dit\u00a0?"),
        ("fr", "Parle à tes parents."),
        ("fr", "Je comprends ce que tu ressens."),
        ("fr", "Un médiateur arrive."),
        ("fr", "Elle a commis un suicide raté."),
        ("nl", "Het komt wel goed."),
        ("nl", "Praat met je ouders."),
        ("en", "Please calm down."),
        ("en", "Are you sure?"),
    ],
)
def test_what_hurts_is_never_said(language, hurtful):
    """Promises, orders, doubt and wounding words are found in each language."""
    of = Subject(talking(Say("Merci bien."), *TALK), {language: lambda _: hurtful})

    assert "forbidden" in broken_rules(of)


def test_forbidden_words_exist_in_every_language():
    """A language that is promised has been thought of by those who know what hurts in it."""
    assert set(FORBIDDEN) == {"fr", "nl", "en", "ar", "es", "tr", "uk", "de"}


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("de", "ich verspreche es dir"),
        ("es", "todo va a ir bien"),
        ("tr", "sakin ol"),
        ("uk", "нікому не скажу"),
        ("ar", "أعدك"),
    ],
)
def test_a_promise_or_an_order_to_be_calm_is_found_in_every_language(language, said):
    """Each language has its own words for what hurts."""
    assert any(re.search(pattern, said) for pattern in FORBIDDEN[language])


def test_a_sentence_for_the_young_may_say_tu_where_only_they_come():
    """The register is judged by who can come to a sentence, through a condition or an option."""
    young = When(answered("welcome.who", "young"), Say("Tu peux tout dire."))
    adult = When(answered("welcome.who", "adult"), Say("Vous pouvez tout dire."))

    assert check(subject(talking(young, adult, *TALK))) == []


def test_a_condition_on_both_readers_protects_neither():
    """A sentence met by young people and adults alike has to suit both."""
    mixed = When(answered("welcome.who", "young", "adult"), Say("Tu peux tout dire."))

    assert broken_rules(subject(talking(mixed, *TALK))) == {"register"}


def test_what_only_children_read_is_measured_for_them():
    """Thirteen words are too many for them, and few for everybody else."""
    long = Say(" ".join(["Bon"] * 13))
    child, young = When(answered("welcome.who", "child"), long), When(answered("welcome.who", "young"), long)

    assert broken_rules(subject(routing(child, *TALK))) == {"too-hard-for-a-child"}
    assert check(subject(routing(young, *TALK))) == []


def test_a_conversation_that_only_children_come_to_is_theirs():
    """By the answer that leads there."""
    people = readers_of(LIBRARY)

    assert people["child"] == {"6-11"}
    assert "6-11" not in people["parents"] and people["pause"] == people["welcome"]


def test_a_language_is_named_in_itself_and_everything_else_is_translated():
    """The one that is the bot's own among them."""
    said = {one.where: one for one in sentences(subject(library()))}

    assert not said["language.choice=nl"].is_translated and not said["spoken.choice=ar"].is_translated
    assert said["spoken.choice=same"].is_translated


def test_a_translation_is_measured_too():
    """A label that fits in French may be too long in Dutch."""
    long = Choose("extra", "Alors\u00a0?", Option("yes", "Oui"), NO)
    of = subject(talking(long, *TALK), nl=lambda words: "Ja, graag " * 5 if words == "Oui" else words)

    assert broken_rules(of) == {"label-too-long"}


def test_an_unclosed_brace_is_an_unknown_value():
    """A slip of the finger in a catalogue would show braces to a person."""
    assert "placeholder-unknown" in broken_rules(translating("Merci {presence}.", "Bedankt {presence."))


def test_sentences_of_the_doors_can_be_brought_along():
    """Cards and notices stand in no flow, and are held to the same words."""
    of = Subject(library(), SOUND, {"carte.sos": "Calme-toi."})

    assert {finding.where for finding in check(of)} == {"carte.sos"}


def test_a_circle_of_sentences_is_measured_and_left():
    """Even two conversations that only talk and send each other back are read in finite time."""
    circle = Choose("extra", "Alors\u00a0?", Option("yes", "Oui", Say("Bien."), Switch("welcome")), NO)

    assert "circle" in broken_rules(subject(talking(circle, *TALK)))
    assert broken_rules(saying("Bien.")) == set()
