"""How a typed message becomes plain words: one spelling for the many ways of writing the same thing.

Case, accents, Arabic vowel signs, invisible characters, look-alike letters, digits used as letters and repeated letters
are evened out here. Nothing here knows what a word means, and nothing is remembered from one message to the next.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

EDGE = "."
"""The token that stands between two sentences, and at both ends of a message."""

_LETTERS = str.maketrans(
    {
        "ı": "i", "ł": "l", "ø": "o", "đ": "d", "œ": "oe", "æ": "ae", "ß": "ss",
        "ى": "ي", "ة": "ه", "ک": "ك", "ی": "ي", "ے": "ي", "ہ": "ه", "ـ": "", "ٱ": "ا", "ء": "",
        "є": "е", "э": "е", "і": "и", "ы": "и", "ґ": "г", "ь": "", "ъ": "",
        "ꜱ": "s", "ᴜ": "u", "ɪ": "i", "ᴄ": "c", "ᴅ": "d", "ᴇ": "e", "ᴍ": "m", "ᴏ": "o", "ʀ": "r", "ᴛ": "t",
        "ᴀ": "a", "ʙ": "b", "ɢ": "g", "ʜ": "h", "ᴊ": "j", "ᴋ": "k", "ʟ": "l", "ɴ": "n", "ᴘ": "p", "ᴠ": "v",
        "ᴡ": "w", "ʏ": "y", "ᴢ": "z", "ɑ": "a", "ɡ": "g",
        "’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "′": "'", "＇": "'", "ʹ": "'",
        "ﷺ": " ", "ﷻ": " ", "…": " ", "¡": " ", "¿": " ", "؟": "?", "۔": ".", "。": ".", "\u2044": " ", "+": " plus ",
    }
)  # fmt: skip

_CYRILLIC_LOOK_ALIKES = str.maketrans("асеорхуикмтвнѕјԁ", "aceopxyikmtbhsjd")
_GREEK_LOOK_ALIKES = str.maketrans("αεικνορτυχωѵ", "aeiknoptuxwv")
_DIGITS_AS_LETTERS = str.maketrans("013457@$!|€", "oieastasiie")

_WORD = re.compile(r"[^\W_]+(?:[*'@$!|€]+[^\W_]+)*")
_PIECE = re.compile(_WORD.pattern + r"|[.!?;]+(?=\s|$)|[\u203c-\U0001faff]")
_REPEATED = re.compile(r"([^\W\d_])\1+")
_LATIN = re.compile(r"[a-z]")
_NOT_LATIN = re.compile(r"[\u0370-\u052f]")
_ODD = re.compile(r"[\d@$!|€]")


_NOT_SHOWN = ("Mn", "Me", "Cf", "Cc", "Cs", "Co", "Cn")
_LAST_ASCII = 127
_LONGEST_RUN = 6


class _Characters(dict[int, str | None]):
    """What becomes of each character; filled as characters are met, so it grows with the alphabet, not with the texts."""

    def __missing__(self, code: int) -> str | None:
        character = chr(code)
        category = unicodedata.category(character)
        if character.isspace():
            kept: str | None = " "
        elif category in _NOT_SHOWN or (category == "Sk" and code > _LAST_ASCII):
            kept = None
        else:
            kept = character
        self[code] = kept
        return kept


_characters = _Characters()


def fold(text: str) -> str:
    """Returns the text in lower case without accents, vowel signs or invisible characters; digits stay digits."""
    plain = unicodedata.normalize("NFKD", text.translate(_LETTERS)).translate(_characters)
    return plain.casefold().translate(_LETTERS)


def collapse(word: str) -> str:
    """Writes every repeated letter once, so that « mouriiir », « mourrir » and « mourir » are one word."""
    return _REPEATED.sub(r"\1", word)


def pieces(text: str) -> list[str]:
    """Cuts a message into folded words, pictures and sentence edges, in reading order, in one linear pass."""
    found = [EDGE]
    for piece in _PIECE.findall(fold(text)):
        if piece[0] in ".!?;":
            if len(piece) == 1 and found[-1] != EDGE:
                found.append(EDGE)
        elif found[-_LONGEST_RUN:] != [piece] * _LONGEST_RUN and not _pictures(found, piece):
            found.append(_one_alphabet(piece))
    return [*_joined_letters(found), EDGE]


def _pictures(found: list[str], piece: str) -> bool:
    """Says whether this picture follows so many others that it adds nothing."""
    run = found[-_LONGEST_RUN:]
    return not piece[0].isalnum() and len(run) == _LONGEST_RUN and not any(word[0].isalnum() for word in run)


def _one_alphabet(word: str) -> str:
    if not (_NOT_LATIN.search(word) and _LATIN.search(word)):
        return word
    return word.translate(_CYRILLIC_LOOK_ALIKES).translate(_GREEK_LOOK_ALIKES)


def _joined_letters(words: Iterable[str]) -> Iterator[str]:
    """Joins four or more letters written apart, « s u i c i d e »."""
    run: list[str] = []
    for word in words:
        if len(word) == 1 and word.isalnum():
            run.append(word)
            continue
        yield from ["".join(run)] if len(run) > 3 else run
        run = []
        yield word
    yield from ["".join(run)] if len(run) > 3 else run


@dataclass(frozen=True)
class Spelling:
    """The habits of one language: what an apostrophe does, whether digits stand for letters, what abbreviations mean."""

    splits_apostrophe: bool = False
    digits_are_letters: bool = True
    glued: bool = False
    elided: str = ""
    prefixes: tuple[str, ...] = ()
    short: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def words(self, found: Sequence[str]) -> list[str]:
        """Returns the words of these pieces as the language's patterns are written."""
        spelt: dict[str, tuple[str, ...]] = {}
        for piece in found:
            if piece not in spelt:
                spelt[piece] = self.spell(piece)
        return [word for piece in found for word in spelt[piece]]

    def spell(self, piece: str) -> tuple[str, ...]:
        """Returns the word, or the words that an abbreviation or an apostrophe stands for."""
        if piece in self.short:
            return self.short[piece]
        if "'" in piece:
            parts = piece.split("'")
            if not self.splits_apostrophe:
                return self.spell("".join(parts))
            return tuple(word for part in parts if part for word in self._part(part))
        if self.digits_are_letters and _ODD.search(piece) and _LATIN.search(piece):
            piece = piece.translate(_DIGITS_AS_LETTERS)
        plain = collapse(piece)
        return self.short.get(plain, (plain,)) if plain != piece else (plain,)

    def _part(self, part: str) -> tuple[str, ...]:
        return (part,) if len(part) == 1 else self.spell(part)
