"""What a person typed for a place, read: its words, folded; a postcode; a country."""

import re
import unicodedata
from dataclasses import dataclass

MOST_CHARACTERS, MOST_WORDS = 200, 16

_SAME: dict[str, str] = {
    **dict.fromkeys(("st", "sint", "sankt", "snt"), "saint"),
    **dict.fromkeys(("ste", "sinte"), "sainte"),
    "lez": "les",
}
_DROPPED = frozenset({"arr", "arrdt", "ardt", "arrt", "arrondissement", "cedex"})
_COUNTRIES: dict[str, str] = {
    **dict.fromkeys(("b", "be", "belgique", "belgie", "belgium", "belgien"), "BE"),
    **dict.fromkeys(("f", "fr", "france"), "FR"),
    **dict.fromkeys(("l", "lu"), "LU"),
    **dict.fromkeys(("ch", "suisse", "schweiz", "switzerland"), "CH"),
}
_POSTCODE = re.compile(r"(?<![\w-])(?:(b|be|f|fr|l|lu|ch)[- ]?)?([0-9]{4,5})(?!\w)", re.IGNORECASE)
_AGE = re.compile(r"\b[0-9]{1,2} ?ans\b", re.IGNORECASE)
_ORDINAL = re.compile(r"0*([1-9][0-9]?)(?:ers?|eres?|es?|emes?|iemes?|nde?)?")


@dataclass(frozen=True, slots=True)
class Typed:
    """The words of a place, its postcode and its country's two letters where they were typed."""

    words: tuple[str, ...]
    postcode: str | None
    country: str | None


def read(text: str) -> Typed:
    """Read the first 200 characters that a person typed; never fails."""
    text = text[:MOST_CHARACTERS]
    found = _POSTCODE.search(text)
    rest = text[: found.start()] + " " + text[found.end() :] if found else text
    words = fold(_AGE.sub(" ", rest))[:MOST_WORDS]
    country = _COUNTRIES[found[1].casefold()] if found and found[1] else None
    if country is None and len(words) > 1:
        country = next((_COUNTRIES[word] for word in words if len(word) > 1 and word in _COUNTRIES), None)
        words = tuple(word for word in words if len(word) == 1 or word not in _COUNTRIES)
    return Typed(words, found[2] if found else None, country)


def fold(text: str) -> tuple[str, ...]:
    """Words without case, accents or marks; "St" and "Sint" are "saint", "11e arrondissement" is "11"."""
    plain = text.casefold().replace("œ", "oe").replace("æ", "ae").replace("s/", "sur ")
    bare = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    words = re.findall(r"[^\W_]+", bare)
    return tuple(_same(word) for word in words if word not in _DROPPED or len(words) == 1)


def key(text: str) -> str:
    """The folded words of a name in one, by which it is looked up."""
    return "".join(fold(text))


def _same(word: str) -> str:
    if word[0].isdecimal():
        number = _ORDINAL.fullmatch(word)
        return number[1] if number else word
    return _SAME.get(word, word)
