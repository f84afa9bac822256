"""Every file of words is valid, and every rule does what its examples say."""

from pathlib import Path

import pytest

from bot.understanding.folding import pieces
from bot.understanding.lexicon import Lexicon
from bot.understanding.rules import LANGUAGES, TOPICS, Rule, RuleError, load_words

LEXICONS = {language: Lexicon(load_words(language)) for language in LANGUAGES}
RULES = [rule for lexicon in LEXICONS.values() for rule in lexicon.rules]
INSTITUTIONS = {"AMO", "TS", "CPAS", "GSM", "CPE", "OCMW", "I", "CP", "CV", "Je", "Nous"}


def met(rule: Rule, text: str) -> bool:
    lexicon = LEXICONS[rule.language]
    words = lexicon.words(pieces(text))
    return rule in (lexicon.figures(words) if rule.kind == "figure" else lexicon.hits(words))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_catches_its_examples(rule: Rule) -> None:
    """Each example meets the rule that carries it."""
    assert [text for text in rule.examples if not met(rule, text)] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_leaves_its_counter_examples(rule: Rule) -> None:
    """No counter-example meets the rule that carries it."""
    assert [text for text in rule.counter_examples if met(rule, text)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_knows_both_crises_and_every_topic(language: str) -> None:
    """No language is served less."""
    rules = LEXICONS[language].rules

    assert {rule.kind for rule in rules} == {"suicide", "danger", "figure", "topic"}
    assert {rule.topic for rule in rules if rule.kind == "topic"} == set(TOPICS)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_no_rule_names_a_person_or_a_place(rule: Rule) -> None:
    """Words with a capital, but the first of a sentence and a few institutions, have no place in a rule."""
    later = [word for text in (*rule.examples, *rule.counter_examples) for word in text.split()[1:]]

    assert [word for word in later if word[0].isupper() and word.strip("?.,!") not in INSTITUTIONS] == []
    assert [pattern for pattern in rule.patterns if pattern != pattern.lower()] == []


@pytest.mark.parametrize(
    ("rule", "says"),
    [
        ('id = "x"', "reason is missing"),
        ('id = "x"\nreason = "r"\npatterns = ["a"]\nexamples = ["a"]\nkind = "verdict"', "kind"),
        ('id = "x"\nreason = "r"\npatterns = ["a"]\nexamples = ["a"]\ncolour = 1', "unknown"),
        ('id = "x"\nreason = "r"\npatterns = ["a .."]\nexamples = ["a"]\ntopic = "school"', "do not count"),
    ],
)
def test_a_wrong_rule_is_refused_by_its_id(tmp_path: Path, rule: str, says: str) -> None:
    """A mistake in the words stops the start, with the rule's name; it is never skipped."""
    (tmp_path / "fr").mkdir()
    for name, text in (("words.toml", ""), ("crisis.toml", f"[[rule]]\n{rule}"), ("topics.toml", "")):
        (tmp_path / "fr" / name).write_text(text, encoding="utf-8")

    with pytest.raises(RuleError, match=rf"fr\.x: .*{says}"):
        Lexicon(load_words("fr", tmp_path))
