"""Languages that promise a part: what they owe is proved, the rest is said in English."""

import pytest

from bot.engine.check import Subject, check
from bot.engine.check.subject import FALLBACK
from bot.engine.script import Choose, Option, Say
from tests.engine.check.broken import SOUND
from tests.engine.small import TALK, talking

LIBRARY = talking(Say("Bien."), *TALK)


def found(library, partial, **catalogues):
    """The rules that are broken, with what was seen."""
    subject = Subject(library, {**SOUND, **catalogues}, partial={"nl": frozenset(partial)})
    return [(finding.rule, finding.detail) for finding in check(subject) if finding.rule != "languages"]


def without(missing):
    """A catalogue that lacks one sentence."""
    return lambda source: None if source == missing else source


def test_what_a_part_does_not_hold_may_be_missing():
    """It is said in English."""
    assert found(LIBRARY, ["Merci."], nl=without("Bien.")) == []


def test_a_promised_sentence_may_not_be_missing():
    """Whoever chose that language has to be able to read it."""
    assert found(LIBRARY, ["Bien."], nl=without("Bien.")) == [("translation-missing", "nl : Bien.")]


def test_a_complete_language_owes_everything():
    """It stands in no list of parts."""
    assert ("translation-missing", "en : Bien.") in found(LIBRARY, [], en=without("Bien."))


def test_what_is_translated_beyond_the_promise_is_read_too():
    """A lost value is a mistake anywhere."""
    library = talking(Say("Bien, {association}."), *TALK)

    broken = found(library, [], nl=lambda source: source.replace("{association}", ""))

    assert ("placeholders-differ", "nl : Bien, .") in broken


@pytest.mark.parametrize(("english", "is_broken"), [("Yes", True), ("Fine", False)])
def test_labels_are_compared_as_they_are_read(english, is_broken):
    """One option in the person's language may be what the other one falls back to."""
    asked = Choose("extra", "Alors\u00a0?", Option("yes", "Oui"), Option("sure", "Certes"))
    catalogues = {
        "nl": lambda source: {"Oui": "Yes", "Certes": None}.get(source, source),
        FALLBACK: lambda source: {"Oui": "Indeed", "Certes": english}.get(source, source),
    }

    assert (("same-label", "nl") in found(talking(asked, *TALK), [], **catalogues)) is is_broken
