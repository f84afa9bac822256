"""Every code that a conversation or the house can bring has a name in French."""

import re
from pathlib import Path

import pytest

from admin import labels
from bot.engine.heard import Medium
from bot.engine.script import CaseKind, Choose
from bot.flows import LIBRARY
from passerelle.tables import CaseState, Delivery, Role

HERE = Path(labels.__file__).parent
SOURCES = [*HERE.rglob("*.py"), *(HERE / "templates").glob("*.html")]
HOURS = re.compile(r"Mo-Fr .*?PH off")  # OpenStreetMap's own way to write them
ATTRIBUTES = {"aria", "invalid", "describedby", "true"}  # written by a macro
MARKED = re.compile(r'\b_\(\s*"([^"]*)"')


def test_every_medium_delivery_and_role_has_a_name() -> None:
    """Nothing of the house is shown by its code."""
    assert set(labels.MEDIA) == set(Medium)
    assert set(labels.DELIVERIES) == set(Delivery)
    assert set(labels.ROLES) == set(Role)
    assert set(labels.KINDS) | {"mediator", "emergency"} == set(CaseKind)  # these two go without saying
    assert len(CaseState) == 3


def test_an_unknown_code_has_a_plain_name() -> None:
    """A newer conversation than this panel is still readable, and an alarm is still an alarm."""
    assert labels.event("alarm_new") == labels.SOME_ALARM
    assert labels.event("new") == labels.SOME_EVENT
    assert labels.language("xx-unknown", reader="fr") == "xx-unknown"


def test_every_topic_of_the_conversations_has_a_name() -> None:
    """What a person chose is what the queue says."""
    lines = [line for flow in LIBRARY.flows.values() for line in flow.lines if isinstance(line, Choose)]
    chosen = {option.topic for line in lines for option in line.options}
    opened = {flow.topic for flow in LIBRARY.flows.values()}

    assert (chosen | opened) - {None} <= set(labels.TOPICS)


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.name)
def test_french_is_written_as_the_french_write_it(source: Path) -> None:
    """The typographic apostrophe, and a space that does not break before what stands high."""
    for sentence in MARKED.findall(source.read_text().replace("\\u00a0", "\u00a0")):
        sentence = HOURS.sub("", sentence)
        assert "'" not in sentence, sentence
        assert not re.search(r"(?<![\u00a0\u202f\s(])[?!;:](?!\S)|[ ][?!;:]", sentence), sentence


@pytest.mark.parametrize("template", sorted((HERE / "templates").glob("*.html")), ids=lambda path: path.stem)
def test_every_sentence_of_a_template_can_be_translated(template: Path) -> None:
    """No word stands outside the catalogue but our name, numbers and keys."""
    text = re.sub(
        r"{#.*?#}|{% block kind %}\w+|{%.*?%}|{{.*?}}|<[^>]*>", " ", template.read_text(), flags=re.DOTALL
    )

    assert set(re.findall(r"[^\W\d_]{2,}", text)) <= {"Passerelle", "Ctrl", "doctype", "html"} | ATTRIBUTES
