"""A moment as text and buttons, and what a button says when it is pressed."""

import pytest
from hypothesis import given, settings, strategies as st

from bot.engine.advance import Human
from bot.engine.answers import enter
from bot.engine.exits import Exit
from bot.engine.heard import Pressed, Tapped
from bot.engine.script import Ask, Choose, Flow, Option, Say, both
from bot.engine.show import Button, frozen, parse, show, text
from tests.engine.small import CONTACT, SAFE, TALK, scene

SAFE_ASKED = {"welcome.who": "young"}
WORDS_ASKED = {**SAFE_ASKED, "talk.safe": "yes"}


def labels(moment, **keywords):
    """The labels of a moment's buttons, row by row."""
    rows = show(moment, str, language="fr", **keywords).rows
    return [[button.label for button in row] for row in rows]


def choosing(*names: str):
    """A moment at which these labels are offered."""
    options = (Option(f"o{number}", name) for number, name in enumerate(names))
    return scene(SAFE_ASKED, Human.NOBODY, Flow("talk", Choose("extra", "Quoi", *options), *TALK))


def test_a_message_is_nudge_sentences_and_question():
    """In this order, a blank line between."""
    shown = show(scene(WORDS_ASKED), str, language="fr", nudge=both("Reprends.", "Reprenez."))

    assert shown.text == "Reprends.\n\nMerci.\n\nRaconte."


def test_words_are_translated_then_filled():
    """Values are put into the translation, so they are never looked up in a catalogue."""
    moment = scene(SAFE_ASKED, Human.NOBODY, Flow("talk", Say("Ici {association}."), *TALK))

    shown = show(
        moment,
        lambda s: s.replace("Ici", "Hier"),
        language="nl",
        fill=lambda s: s.replace("{association}", "Ici"),
    )

    assert shown.text.startswith("Hier Ici.")


def test_the_exits_stand_under_every_question():
    """The language shows its code; the way back is missing on the very first question only."""
    assert labels(scene()) == [
        ["Un jeune", "Un adulte"],
        ["🆘 SOS", "🙋 Quelqu’un"],
        ["Masquer", "Oublier", "🌐 FR", "⋯"],
    ]
    assert labels(scene(SAFE_ASKED))[-2] == ["⟵ Retour", "🆘 SOS", "🙋 Quelqu’un"]
    assert labels(scene(enter({}, "stop")))[-2][0] == "⟵ Retour"


def test_short_labels_share_a_row():
    """Two beside each other, a long one alone."""
    moment = choosing("Oui", "Non", "Je ne sais pas encore", "Peut-être", "Ailleurs", "Fin")

    assert labels(moment)[:-2] == [
        ["Oui", "Non"],
        ["Je ne sais pas encore"],
        ["Peut-être", "Ailleurs"],
        ["Fin"],
    ]


def test_many_options_fit_on_a_phone():
    """Never more than eight rows of them."""
    long = [f"Une longue réponse {number}" for number in range(18)]

    assert [len(row) for row in labels(choosing(*long))[:-2]] == [3] * 6


def test_what_may_be_skipped_has_a_button_for_it():
    """In a row of its own, for words and for choices."""
    assert labels(scene(WORDS_ASKED))[0] == ["Passer"]
    assert ["Passer"] not in labels(scene(SAFE_ASKED))


def test_what_a_button_says_is_what_the_engine_hears():
    """Every button that is drawn is read back as itself."""
    for row in show(scene(WORDS_ASKED), str, language="fr").rows:
        for button in row:
            assert parse(button.data) is not None
            assert len(button.data.encode()) <= 64


@pytest.mark.parametrize(
    ("data", "heard"),
    [
        ("a:0123456789:12-17", Tapped("0123456789", "12-17")),
        ("a:0123456789", Tapped("0123456789", None)),
        ("x:sos", Pressed(Exit.SOS)),
        ("x:back:0123456789", Pressed(Exit.BACK, "0123456789")),
        ("x:nowhere", None),
        ("a:short:yes", None),
        ("a:0123456789:Oui", None),
        ("", None),
    ],
)
def test_a_button_is_read(data, heard):
    """Anything that we cannot have written is nothing."""
    assert parse(data) == heard


@settings(deadline=None)
@given(st.text(max_size=70))
def test_anything_can_be_read(data):
    """A forged button never fails."""
    parse(data)


def test_a_frozen_question_shows_its_answer():
    """The label, the skip, or a mere tick: words that were typed are never repeated."""
    ask = TALK[2]
    assert isinstance(ask, Ask)

    assert frozen(SAFE, "no", str, formal=True) == "Êtes-vous en sécurité\u00a0?\n→ Non"
    assert frozen(ask, None, str, formal=False) == "Raconte.\n→ Passer"
    assert frozen(ask, "on m’embête", str, formal=False) == "Raconte.\n→ ✓"


def test_an_ending_has_its_words_and_only_the_exits():
    """Shown where a newer script ends sooner than the person’s last message."""
    moment = scene({**WORDS_ASKED, "talk.words": None, "talk.contact": "no"})

    assert text(moment.position, str) == "À bientôt."
    assert len(show(moment, str, language="fr").rows) == 2


def test_a_button_is_a_plain_value():
    """Label and data, nothing else."""
    first = show(scene({**WORDS_ASKED, "talk.words": None}), str, language="fr").rows[0][0]

    assert isinstance(first, Button)
    assert first.label == CONTACT.options[0].label


def test_the_register_can_be_told_where_the_answers_do_not():
    """During a case the answers are gone; a parent is still told vous."""
    assert show(scene(SAFE_ASKED), str, language="fr", formal=True).text == "Êtes-vous en sécurité\u00a0?"
