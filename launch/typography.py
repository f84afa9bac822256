"""What a translation must not look like: the quotation marks, apostrophes and signs of question of each language.

Data, with the usage it follows; the French source has its own rule in the verifier.
"""

import re
from collections.abc import Mapping

_SPACED = r"[ \u00a0\u202f][?!;:,.؟،؛»](?=\s|$)|«[ \u00a0\u202f]"
_NEVER: Mapping[str, str] = {
    "nl": rf"{_SPACED}|[«»„]",
    "en": rf"{_SPACED}|[«»„]",
    "tr": rf"{_SPACED}|[«»„]",
    "es": rf"{_SPACED}|„",  # « » or “ ”, both in use
    "uk": rf"{_SPACED}|[“”]",  # « », and „ “ inside of them
    "de": rf"{_SPACED}|[«»”]",  # „ “
    "ar": rf"{_SPACED}|[\u0600-\u06ff][,;?]|„",  # ، ؛ ؟, and « » or “ ”, both in use
}
_STRAIGHT = r"['\"]"
_OPENED: Mapping[str, str] = {"?": "¿", "!": "¡"}
_QUOTED: Mapping[str, tuple[str, str]] = {
    "de": ("„", "“"),
    "uk": ("«", "»"),
    "ar": ("«", "»"),
    "es": ("«", "»"),
}


def untidy(language: str, text: str) -> str | None:
    """Name what breaks the usage of a language; None where nothing does. A text after " · " may be in another language."""
    own = text.partition(" · ")[0]
    if found := re.search(f"{_STRAIGHT}|{_NEVER.get(language, '(?!)')}", own):
        return found[0]
    if language == "es" and (sign := _unopened(own)):
        return sign
    opening, closing = _QUOTED.get(language, ("", ""))
    return opening if opening and own.count(opening) != own.count(closing) else None


def _unopened(text: str) -> str | None:
    return next((close for close, begin in _OPENED.items() if text.count(close) != text.count(begin)), None)
