"""Nine kinds of mistakes that an author makes, put into our real conversations: the verifier catches every one."""

from collections.abc import Callable

import pytest

from bot.engine.check import Subject, check
from bot.engine.kinds import Text
from bot.engine.script import Ask, Choose, Flow, Library, Line, Option, Say, Switch
from bot.flows import LIBRARY

LANGUAGES = ("fr", "nl", "en", "ar", "es", "tr", "uk", "de")
Lines = tuple[Line, ...]


def unchanged(source: str) -> str:
    """Stand in for a complete translation."""
    return source


def without_its_value(source: str) -> str:
    """Stand in for a translation whose author lost a {value}."""
    return source.replace("{pseudonym}", "")


def with_option(name: str, option: Option) -> Callable[[Lines], Lines]:
    """Put one more option into the question with this name."""

    def changed(lines: Lines) -> Lines:
        return tuple(
            Choose(line.id, line.words, *line.options, option, safety=line.safety)
            if isinstance(line, Choose) and line.id == name
            else line
            for line in lines
        )

    return changed


def injected(change: Callable[[Lines], Lines], name: str = "bullying") -> Library:
    """Our library with one conversation changed."""
    was = LIBRARY.flow(name)
    flow = Flow(name, *change(was.lines), topic=was.topic, safety_first=was.safety_first, urgent=was.urgent)
    return Library({**LIBRARY.flows, name: flow}, LIBRARY.root, LIBRARY.formal, LIBRARY.doors)


MISTAKES: dict[str, tuple[str, Callable[[Lines], Lines]]] = {
    "the ending is forgotten": ("path-without-ending", lambda lines: lines[:-1]),
    "a line comes too late": ("line-after-ending", lambda lines: (*lines, Say("Merci."))),
    "a switch is misspelt": ("unknown-target", with_option("where", Option("x", "Autre", Switch("crysis")))),
    "an id is used twice": ("id-twice", lambda lines: (lines[2], *lines)),
    "a switch leads back": ("circle", with_option("where", Option("x", "Autre", Switch("welcome")))),
    "details come before safety": ("safety-late", lambda lines: (Ask("x", "Raconte.", Text()), *lines)),
    "secrecy is promised": ("forbidden", lambda lines: (Say("Je garde le secret."), *lines)),
    "a button is too long": ("label-too-long", with_option("where", Option("x", "Ailleurs, " * 5))),
}


@pytest.mark.parametrize(("rule", "change"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_in_a_script_is_caught(rule, change):
    """The right rule names the right conversation."""
    found = check(Subject(injected(change), dict.fromkeys(LANGUAGES, unchanged)))

    assert "bullying" in {finding.where.partition(".")[0] for finding in found if finding.rule == rule}


def test_a_mistake_in_a_translation_is_caught():
    """The ninth kind: a value that the French sentence has is gone in another language, wherever it is said."""
    catalogues = {**dict.fromkeys(LANGUAGES, unchanged), "nl": without_its_value}

    found = check(Subject(LIBRARY, catalogues))

    assert {finding.rule for finding in found} == {"placeholders-differ"}
    assert {finding.where for finding in found} >= {"bullying.opened", "crisis.opened", "human.first"}
