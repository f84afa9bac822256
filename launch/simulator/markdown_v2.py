"""Telegram's MarkdownV2: marked text → plain text and entities, or a refusal at a byte offset.

https://core.telegram.org/bots/api#markdownv2-style
"""

import re
from dataclasses import dataclass, field
from typing import Any

from launch.simulator.telegram_html import unparsed, utf16_length

RESERVED = "_*[]()~`>#+-=|{}.!"
_MARKS = (
    ("||", "spoiler"),
    ("__", "underline"),
    ("```", "pre"),
    ("*", "bold"),
    ("_", "italic"),
    ("~", "strikethrough"),
    ("`", "code"),
)
_NAMES = {
    "spoiler": "Spoiler",
    "underline": "Underline",
    "pre": "Pre",
    "bold": "Bold",
    "italic": "Italic",
    "strikethrough": "Strikethrough",
    "code": "Code",
    "text_link": "TextUrl",
}
_LINK_END = re.compile(r"\]\(((?:\\.|[^)\\])*)\)")
_ESCAPE = re.compile(r"\\([\x01-\x7e])")


@dataclass
class _Reading:
    source: str
    position: int = 0
    length: int = 0
    text: list[str] = field(default_factory=list)
    entities: list[dict[str, Any]] = field(default_factory=list)
    opened: list[tuple[str, str, int, int]] = field(default_factory=list)

    def offset(self) -> int:
        return len(self.source[: self.position].encode())

    def put(self, character: str) -> None:
        self.text.append(character)
        self.length += utf16_length(character)

    def end_entity(self, kind: str, start: int, **details: str) -> None:
        if self.length > start:
            self.entities.append({"offset": start, "length": self.length - start, "type": kind, **details})


def parse_markdown_v2(source: str) -> tuple[str, list[dict[str, Any]]]:
    """The text a person sees and its entities; raises Refusal where Telegram would not parse it."""
    reading = _Reading(source)
    while reading.position < len(source):
        _step(reading)
    if reading.opened:
        kind, _, _, offset = reading.opened[-1]
        raise unparsed(f"Can't find end of {_NAMES[kind]} entity at byte offset {offset}")
    ordered = sorted(reading.entities, key=lambda entity: (entity["offset"], -entity["length"]))
    return "".join(reading.text), ordered


def _step(reading: _Reading) -> None:
    rest = reading.source[reading.position :]
    is_code = bool(reading.opened) and reading.opened[-1][0] in {"code", "pre"}
    escaped = _ESCAPE.match(rest)
    if escaped:
        reading.put(escaped[1])
        reading.position += 2
    elif _mark(reading, rest, is_code=is_code) or (not is_code and _link(reading, rest)):
        return
    elif not is_code and rest[0] in RESERVED and not _starts_quote(reading, rest):
        raise unparsed(f"Character '{rest[0]}' is reserved and must be escaped with the preceding '\\'")
    else:
        if rest[0] != ">" or is_code:
            reading.put(rest[0])
        reading.position += 1


def _mark(reading: _Reading, rest: str, *, is_code: bool) -> bool:
    innermost = reading.opened[-1] if reading.opened else None
    if innermost and innermost[1] and rest.startswith(innermost[1]):
        reading.opened.pop()
        reading.end_entity(innermost[0], innermost[2])
        reading.position += len(innermost[1])
        return True
    if is_code:
        return False
    for mark, kind in _MARKS:
        if rest.startswith(mark):
            reading.opened.append((kind, mark, reading.length, reading.offset()))
            reading.position += len(mark)
            return True
    return False


def _link(reading: _Reading, rest: str) -> bool:
    if rest[0] == "[":
        reading.opened.append(("text_link", "", reading.length, reading.offset()))
        reading.position += 1
        return True
    end = _LINK_END.match(rest)
    if end is None or not reading.opened or reading.opened[-1][0] != "text_link":
        return False
    _, _, start, _ = reading.opened.pop()
    reading.end_entity("text_link", start, url=_ESCAPE.sub(r"\1", end[1]))
    reading.position += end.end()
    return True


def _starts_quote(reading: _Reading, rest: str) -> bool:
    return rest[0] == ">" and (not reading.text or reading.text[-1] == "\n")
