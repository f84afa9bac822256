"""Telegram's HTML: text with tags → plain text and entities, or a refusal at a byte offset.

Entity offsets and lengths count UTF-16 units. https://core.telegram.org/bots/api#html-style
"""

import re
from html import unescape
from typing import Any

from launch.simulator.refusals import Refusal, bad_request

_KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "code": "code",
    "pre": "pre",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "blockquote": "blockquote",
    "a": "text_link",
    "tg-emoji": "custom_emoji",
}
_TOKEN = re.compile(r"<(?P<slash>/?)(?P<name>[^\s>]*)(?P<rest>[^>]*)(?P<end>>?)|(?P<text>[^<]+)")
_ATTRIBUTE = re.compile(r"""([^\s=]+)\s*(?:=\s*(?:"([^"]*)"|'([^']*)'|([A-Za-z0-9.-]+)(?=\s|$)))?\s*""")
_REFERENCE = re.compile(r"&(?:lt|gt|amp|quot|#\d{1,7}|#x[0-9a-fA-F]{1,6});")


def utf16_length(text: str) -> int:
    """The length Telegram counts: characters outside the basic plane count twice."""
    return len(text.encode("utf-16-le")) // 2


def unparsed(reason: str) -> Refusal:
    """The refusal of a text whose markup does not parse."""
    return bad_request(f"can't parse entities: {reason}")


def parse_html(source: str) -> tuple[str, list[dict[str, Any]]]:
    """The text a person sees and its entities; raises Refusal where Telegram would not parse it."""
    text: list[str] = []
    entities: list[dict[str, Any]] = []
    opened: list[tuple[str, int, dict[str, Any]]] = []
    length = 0
    for token in _TOKEN.finditer(source):
        offset = len(source[: token.start()].encode())
        if token["text"] is not None:
            plain = _REFERENCE.sub(lambda found: unescape(found[0]), token["text"])
            text.append(plain)
            length += utf16_length(plain)
        elif token["slash"]:
            _close(token, opened, entities, length=length, offset=offset)
        else:
            opened.append(_open(token, length, offset))
    if opened:
        raise unparsed(f'Can\'t find end tag corresponding to start tag "{opened[-1][0]}"')
    return "".join(text), sorted(entities, key=lambda entity: (entity["offset"], -entity["length"]))


def _open(token: re.Match[str], length: int, offset: int) -> tuple[str, int, dict[str, Any]]:
    name = token["name"].lower()
    if not token["end"]:
        raise unparsed(f"Unclosed start tag at byte offset {offset}")
    if name not in _KINDS:
        raise unparsed(f'Unsupported start tag "{name}" at byte offset {offset}')
    return name, length, _details(name, _attributes(token["rest"].strip(), offset), offset)


def _attributes(rest: str, offset: int) -> dict[str, str]:
    found: dict[str, str] = {}
    position = 0
    while position < len(rest):
        match = _ATTRIBUTE.match(rest, position)
        if match is None or match.end() == position:
            raise unparsed(f"Unexpected end of name token at byte offset {offset}")
        found[match[1].lower()] = unescape(match[2] or match[3] or match[4] or "")
        position = match.end()
    return found


def _details(name: str, attributes: dict[str, str], offset: int) -> dict[str, Any]:
    if name == "span" and attributes.get("class") != "tg-spoiler":
        raise unparsed(f'Tag "span" must have class "tg-spoiler" at byte offset {offset}')
    if name == "a":
        return {"type": "text_link", "url": attributes.get("href", "")}
    if name == "tg-emoji":
        return {"type": "custom_emoji", "custom_emoji_id": attributes.get("emoji-id", "")}
    if name == "blockquote" and "expandable" in attributes:
        return {"type": "expandable_blockquote"}
    if name == "code" and attributes.get("class", "").startswith("language-"):
        return {"type": "code", "language": attributes["class"].removeprefix("language-")}
    return {"type": _KINDS[name]}


def _close(
    token: re.Match[str],
    opened: list[tuple[str, int, dict[str, Any]]],
    entities: list[dict[str, Any]],
    *,
    length: int,
    offset: int,
) -> None:
    if not opened:
        raise unparsed(f"Unexpected end tag at byte offset {offset}")
    if not token["end"] or token["rest"].strip():
        raise unparsed(f"Unclosed end tag at byte offset {offset}")
    name, start, details = opened.pop()
    closing = token["name"].lower()
    if closing and closing != name:
        raise unparsed(
            f'Unmatched end tag at byte offset {offset}, expected "</{name}>", found "</{closing}>"'
        )
    if length > start and details.get("url", "-"):
        language = details.pop("language", None)
        if language and opened and opened[-1][0] == "pre":
            opened[-1][2]["language"] = language
            return
        entities.append({"offset": start, "length": length - start, **details})
