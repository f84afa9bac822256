"""Our table of methods and our check of calls, against the published specification."""

from typing import Any

import pytest

from launch.simulator.contract import check_call
from launch.simulator.methods import METHODS
from launch.simulator.signatures import SIGNATURES

KINDS = {
    "i": {"Integer"},
    "s": {"String"},
    "b": {"Boolean"},
    "c": {"Integer", "String"},
    "f": {"InputFile", "String"},
}


@pytest.mark.parametrize("method", SIGNATURES)
def test_every_signature_is_the_published_one(spec: Any, method: str) -> None:
    """Names, which are required, and plain types."""
    published = {field["name"]: field for field in spec["methods"][method]["fields"]}

    assert {p.name for p in SIGNATURES[method]} == set(published)
    for parameter in SIGNATURES[method]:
        field = published[parameter.name]
        assert parameter.is_required == field["required"]
        assert parameter.kind in "oa" or set(field["types"]) <= KINDS[parameter.kind]


def test_every_signature_has_its_answer() -> None:
    """getUpdates waits, so it stands apart."""
    assert set(SIGNATURES) == set(METHODS) | {"getUpdates"}


@pytest.mark.parametrize(
    ("method", "params", "problem"),
    [
        ("sendTelepathy", {}, "sendTelepathy: no such method"),
        ("sendMessage", {"chat_id": 1}, "sendMessage: missing required parameter text"),
        ("sendMessage", {"chat_id": 1, "text": "x", "mood": 1}, "sendMessage: unknown parameter mood"),
        ("sendMessage", {"chat_id": True, "text": "x"}, "sendMessage.chat_id: expected Integer, got bool"),
        ("deleteMessages", {"chat_id": 1, "message_ids": ["2"]}, "deleteMessages.message_ids[0]: expected Integer, got str"),
        (
            "editMessageText",
            {"reply_markup": {"inline_keyboard": [[{"callback_data": "x"}]]}},
            "editMessageText.reply_markup.inline_keyboard[0][0]: missing required parameter text",
        ),
    ],
)  # fmt: skip
def test_a_departure_from_the_specification_is_named(
    spec: Any, method: str, params: dict[str, Any], problem: str
) -> None:
    """One sentence each."""
    assert check_call(spec, method, params) == [problem]
