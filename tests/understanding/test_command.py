"""`passerelle understand`: lines in, one JSON object a line out."""

import io
import json

from launch.understand import run


def answers(*lines: str) -> list[dict[str, object]]:
    out = io.StringIO()
    assert run(io.StringIO("\n".join(lines) + "\n"), out) == 0
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_a_line_of_text_is_answered() -> None:
    """Plain text needs no quoting."""
    (answer,) = answers("je veux plus me réveiller")

    assert (answer["crisis"], answer["topic"], answer["lang"]) == ("suicide", "mental_health", "fr")
    assert answer["why"]


def test_a_json_line_may_say_its_language() -> None:
    """`lang` is optional; the language is read first, French and English too."""
    dutch, mixed = answers(
        '{"text": "mijn vader slaat me", "lang": "nl"}', '{"text": "je veux mourir", "lang": "nl"}'
    )

    assert dutch["crisis"] == "danger"
    assert mixed["crisis"] == "suicide"


def test_what_is_not_a_question_in_json_is_read_as_text() -> None:
    """Numbers, lists, broken JSON and empty lines never stop the command."""
    found = answers("12", "[1, 2]", '{"text": 3}', "{", "", "bonjour")

    assert [answer["topic"] for answer in found] == ["other"] * 5
