"""A message's words on their way in: markup read, spaces trimmed, limits held, links and commands found.

Pure functions; both directions use them. Lengths are counted as Telegram counts them, in UTF-16 units.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from launch.simulator.markdown_v2 import parse_markdown_v2
from launch.simulator.refusals import bad_request
from launch.simulator.telegram_html import parse_html, utf16_length

MAX_TEXT = 4096
MAX_CAPTION = 1024
_FOUND = re.compile(
    r"(?P<url>https?://[^\s<>]+)|(?P<email>[\w.+-]+@[\w-]+\.[\w.]+)|(?<!\S)(?P<bot_command>/\w{1,64}(?:@\w+)?)"
    r"|(?<!\w)(?P<mention>@[A-Za-z]\w{3,31})|(?<!\w)(?P<hashtag>#\w*[^\W\d]\w*)"
)


@dataclass(frozen=True)
class Words:
    """Plain text and its entities."""

    text: str
    entities: tuple[Mapping[str, Any], ...] = ()

    def fields(self, text_name: str = "text", entities_name: str = "entities") -> dict[str, Any]:
        """The two fields of a Message."""
        fields: dict[str, Any] = {text_name: self.text}
        if self.entities:
            fields[entities_name] = [dict(entity) for entity in self.entities]
        return fields


def message_text(parameters: Mapping[str, Any]) -> Words:
    """The words of `text`, ready to be shown; raises Refusal when empty, too long or not parseable."""
    if not parameters.get("text"):
        raise bad_request("message text is empty")
    words = _parsed(parameters["text"], parameters.get("parse_mode"), parameters.get("entities"))
    if not words.text:
        raise bad_request("text must be non-empty")
    if utf16_length(words.text) > MAX_TEXT:
        raise bad_request("message is too long")
    return words


def caption(parameters: Mapping[str, Any]) -> Words | None:
    """The words of `caption` if any; raises Refusal when too long or not parseable."""
    if not parameters.get("caption"):
        return None
    words = _parsed(parameters["caption"], parameters.get("parse_mode"), parameters.get("caption_entities"))
    if utf16_length(words.text) > MAX_CAPTION:
        raise bad_request("message caption is too long")
    return words


def plain(text: str) -> Words:
    """What a person typed, with its commands, links and mentions found."""
    return Words(text, tuple(_detected(text)))


def _parsed(text: str, mode: str | None, given: list[Any] | None) -> Words:
    lowered = (mode or "none").lower()
    if lowered == "html":
        parsed, entities = parse_html(text)
    elif lowered == "markdownv2":
        parsed, entities = parse_markdown_v2(text)
    elif lowered == "none":
        parsed, entities = text, [_given(entity) for entity in given or ()]
    else:
        raise bad_request("unsupported parse_mode")
    return _trimmed(parsed, entities)


def _given(entity: Any) -> dict[str, Any]:
    if not isinstance(entity, dict):
        raise bad_request("can't parse MessageEntity: expected an Object")
    for name, kind in (("type", str), ("offset", int), ("length", int)):
        if not isinstance(entity.get(name), kind):
            raise bad_request(f'can\'t parse MessageEntity: field "{name}" is missing or of a wrong type')
    return entity


def _trimmed(text: str, entities: list[dict[str, Any]]) -> Words:
    shown = text.strip()
    lead = utf16_length(text[: len(text) - len(text.lstrip())])
    end = utf16_length(shown)
    kept = []
    for entity in entities:
        start = max(entity["offset"] - lead, 0)
        length = min(entity["offset"] - lead + entity["length"], end) - start
        if length > 0:
            kept.append({**entity, "offset": start, "length": length})
    taken = [range(entity["offset"], entity["offset"] + entity["length"]) for entity in kept]
    found = [entity for entity in _detected(shown) if not any(entity["offset"] in span for span in taken)]
    return Words(shown, tuple(sorted(kept + found, key=lambda entity: int(entity["offset"]))))


def _detected(text: str) -> list[dict[str, Any]]:
    return [
        {
            "offset": utf16_length(text[: match.start()]),
            "length": utf16_length(match[0]),
            "type": str(match.lastgroup),
        }
        for match in _FOUND.finditer(text)
    ]


_PREVIEWS = {
    "voice": "🎤 Message vocal",
    "photo": "🖼 Photo",
    "video": "🎬 Vidéo",
    "document": "📎 Document",
    "sticker": "🦊 Autocollant",
    "contact": "👤 Contact",
    "location": "📍 Position",
}


def preview(body: Mapping[str, Any]) -> str:
    """The line a notification shows: the words with spoilers masked, or the kind of content."""
    text: str | None = body.get("text") or body.get("caption")
    if text is None:
        return next((line for kind, line in _PREVIEWS.items() if kind in body), "Message")
    units = text.encode("utf-16-le")
    for entity in [*body.get("entities", ()), *body.get("caption_entities", ())]:
        if entity["type"] == "spoiler":
            start, end = 2 * entity["offset"], 2 * (entity["offset"] + entity["length"])
            units = units[:start] + ("▒" * entity["length"]).encode("utf-16-le") + units[end:]
    return units.decode("utf-16-le")
