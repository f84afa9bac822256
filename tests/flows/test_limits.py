"""Every step of every conversation, in every promised language: Telegram takes it and a phone shows it.

The verifier's rules on sizes prove the same of each sentence and each message without playing; here every step is drawn for real.
"""

import pytest

from bot.engine.script import every_line
from bot.engine.show import Button, Shown
from bot.engine.walk import Open
from bot.flows import LIBRARY
from launch.locales import PROMISED
from tests.flows.steps import drawn, every_step, within_limits

STEPS = tuple(every_step())


@pytest.mark.parametrize("language", PROMISED)
def test_every_step_fits(language):
    """Text, labels, buttons and what they say, with the longest values that a house can have."""
    asked = [scene for scene in STEPS if isinstance(scene.position.stop, Open)]

    assert [scene.position.stop.id for scene in asked if not within_limits(drawn(scene, language))] == []


@pytest.mark.parametrize("language", PROMISED)
def test_every_ending_fits(language):
    """An ending that goes back to where one was may be silent; no other is."""
    ended = [scene for scene in STEPS if not isinstance(scene.position.stop, Open)]
    spoken = [scene for scene in ended if scene.position.stop.end.words or scene.position.said]

    assert [scene.position.stop.id for scene in spoken if not within_limits(drawn(scene, language))] == []


def test_no_question_and_no_ending_is_left_out():
    """What was drawn is all that there is."""
    written = {
        f"{name}.{line.id}"
        for name, flow in LIBRARY.flows.items()
        for line in every_line(flow.lines)
        if hasattr(line, "id")
    }

    assert {scene.position.stop.id for scene in STEPS} == written


@pytest.mark.parametrize(
    ("text", "label", "data"),
    [
        ("x" * 4097, "Oui", "x:sos"),
        ("", "Oui", "x:sos"),
        ("{presence}", "Oui", "x:sos"),
        ("A", "", "x:sos"),
        ("A", "x" * 41, "x:sos"),
        ("A", "Oui", "a:0123456789:" + "x" * 52),
        ("A", "Oui", "?"),
    ],
)
def test_what_does_not_fit_is_seen(text, label, data):
    """Too long, empty, an open placeholder, or a button that nobody reads."""
    assert not within_limits(Shown(text, ((Button(label, data),),)))
