"""HTML and MarkdownV2 as Telegram reads them."""

from typing import Any

import pytest

from launch.simulator.markdown_v2 import parse_markdown_v2
from launch.simulator.refusals import Refusal
from launch.simulator.telegram_html import parse_html
from launch.simulator.texts import message_text


def _kinds(entities: list[dict[str, Any]]) -> list[tuple[str, int, int]]:
    return [(entity["type"], entity["offset"], entity["length"]) for entity in entities]


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("<b>a</b> &lt;b&gt; &amp;#38;", "a <b> &#38;", [("bold", 0, 1)]),
        ("🦊<i>é</i>", "🦊é", [("italic", 2, 1)]),
        ("<b><i>x</i>y</b>", "xy", [("bold", 0, 2), ("italic", 0, 1)]),
        ('<a href="https://example.org">là</a>', "là", [("text_link", 0, 2)]),
        ("<blockquote expandable>x</blockquote>", "x", [("expandable_blockquote", 0, 1)]),
        ('<span class="tg-spoiler">x</span><b></b>', "x", [("spoiler", 0, 1)]),
        ("1 > 0", "1 > 0", []),
    ],
)
def test_html_is_read(source: str, text: str, entities: list[tuple[str, int, int]]) -> None:
    """Offsets count UTF-16 units."""
    plain, found = parse_html(source)

    assert (plain, _kinds(found)) == (text, entities)


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("a < b", "Unclosed start tag at byte offset 2"),
        ("é<h1>x</h1>", 'Unsupported start tag "h1" at byte offset 2'),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("<a href=x/y>z</a>", "Unexpected end of name token at byte offset 0"),
    ],
)
def test_html_that_does_not_parse_is_refused(source: str, reason: str) -> None:
    """With the place, counted in bytes."""
    with pytest.raises(Refusal) as refused:
        parse_html(source)

    assert refused.value.description == f"Bad Request: can't parse entities: {reason}"


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("*a* _b_ __c__", "a b c", [("bold", 0, 1), ("italic", 2, 1), ("underline", 4, 1)]),
        ("~d~ ||e||", "d e", [("strikethrough", 0, 1), ("spoiler", 2, 1)]),
        (r"1\.5 \*x\*", "1.5 *x*", []),
        ("`a.b`", "a.b", [("code", 0, 3)]),
        ("[là](https://example.org/a\\)b)", "là", [("text_link", 0, 2)]),
    ],
)  # fmt: skip
def test_markdown_v2_is_read(source: str, text: str, entities: list[tuple[str, int, int]]) -> None:
    """Marks, escapes, links."""
    plain, found = parse_markdown_v2(source)

    assert (plain, _kinds(found)) == (text, entities)


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("1.5", "Character '.' is reserved and must be escaped with the preceding '\\'"),
        ("x *a", "Can't find end of Bold entity at byte offset 2"),
        ("(x)", "Character '(' is reserved and must be escaped with the preceding '\\'"),
    ],
)
def test_markdown_v2_that_does_not_parse_is_refused(source: str, reason: str) -> None:
    """Reserved characters must be escaped, entities must end."""
    with pytest.raises(Refusal) as refused:
        parse_markdown_v2(source)

    assert refused.value.description == f"Bad Request: can't parse entities: {reason}"


def test_spaces_are_trimmed_and_entities_follow() -> None:
    """As the phone shows them."""
    words = message_text({"text": "  <b>a</b> /start https://example.org \n", "parse_mode": "HTML"})

    assert words.text == "a /start https://example.org"
    assert [entity["type"] for entity in words.entities] == ["bold", "bot_command", "url"]
    assert words.entities[0]["offset"] == 0


def test_an_unknown_parse_mode_is_refused() -> None:
    """It is never taken for plain text."""
    with pytest.raises(Refusal, match="unsupported parse_mode"):
        message_text({"text": "x", "parse_mode": "BBCode"})
