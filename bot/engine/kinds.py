"""Kinds of typed answers: how each reads what was written.

Reading is generous (spaces, punctuation, "16 ans") and never guesses: what is not understood is asked again, with the sentence
of its kind (`bot.engine.nudges`). No kind looks anything up.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol


class Kind(Protocol):
    """A kind of typed answer."""

    def read(self, text: str) -> str | None:
        """Return the answer in its stored form, or None when it cannot be read."""
        ...

    def keeps(self, value: str) -> bool:
        """Tell whether a stored answer is still one of this kind."""
        ...


def tidy(text: str) -> str:
    """Drop control characters and fold runs of blanks, keeping line breaks; nothing a person wrote is lost by it."""
    printable = "".join(c if c.isprintable() or c == "\n" else " " for c in text)
    return "\n".join(re.sub(r"[^\S\n]+", " ", line).strip() for line in printable.split("\n")).strip()


@dataclass(frozen=True, slots=True)
class Text:
    """Free words, up to `longest` characters."""

    longest: int = 1500

    def read(self, text: str) -> str | None:
        """Take the words as they are, unless they are too many."""
        words = tidy(text)
        return words if self.keeps(words) else None

    def keeps(self, value: str) -> bool:
        """Tell whether these words fit."""
        return 0 < len(value) <= self.longest


@dataclass(frozen=True, slots=True)
class Number:
    """A whole number between two bounds, however it is dressed ("j’en ai 3")."""

    least: int
    most: int

    def read(self, text: str) -> str | None:
        """Find the one number in the text."""
        numbers = re.findall(r"-?\d+", text)
        return numbers[0] if len(numbers) == 1 and self.keeps(numbers[0]) else None

    def keeps(self, value: str) -> bool:
        """Tell whether the number is within bounds."""
        return bool(re.fullmatch(r"-?\d{1,9}", value)) and self.least <= int(value) <= self.most


def age() -> Number:
    """An age in years."""
    return Number(3, 120)


def rating() -> Number:
    """A mark from 1 to 5."""
    return Number(1, 5)


_MONTHS: Mapping[str, int] = {
    name: month
    for month, names in enumerate(
        ("janv", "fév fev feb", "mars maart mar", "avr apr", "mai may mei", "juin jun", "juil jul", "août aout aug",
         "sept sep", "oct okt", "nov", "déc dec"),
        start=1,
    )
    for name in names.split()
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Day:
    """A calendar day: 3/4/2027, 03.04.2027, 2027-04-03 or 3 avril 2027; day before month, as it is written here."""

    def read(self, text: str) -> str | None:
        """Return the day in ISO form."""
        written = text.strip().lower()
        if found := re.search(r"(\d{4})-(\d{1,2})-(\d{1,2})", written):
            return _iso(int(found[1]), int(found[2]), int(found[3]))
        if found := re.search(r"(\d{1,2})\s*[/.\- ]\s*(\d{1,2})\s*[/.\- ]\s*(\d{4})", written):
            return _iso(int(found[3]), int(found[2]), int(found[1]))
        if found := re.search(r"(\d{1,2})(?:er)?\s+([a-zéû]+)\.?\s+(\d{4})", written):
            month = next((number for name, number in _MONTHS.items() if found[2].startswith(name)), 0)
            return _iso(int(found[3]), month, int(found[1]))
        return None

    def keeps(self, value: str) -> bool:
        """Tell whether the value is an ISO day."""
        return self.read(value) == value


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Email:
    """An e-mail address, checked for shape only."""

    def read(self, text: str) -> str | None:
        """Find the one address in the text."""
        found = re.findall(r"[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;.]{2,}", text)
        return found[0] if len(found) == 1 else None

    def keeps(self, value: str) -> bool:
        """Tell whether the value is one address and nothing else."""
        return self.read(value) == value


@dataclass(frozen=True, slots=True)
class Phone:
    """A telephone number, kept as digits with an optional leading plus."""

    def read(self, text: str) -> str | None:
        """Keep the digits."""
        digits = re.sub(r"[\s./()\-]", "", text)
        return digits if self.keeps(digits) else None

    def keeps(self, value: str) -> bool:
        """Tell whether the value has the length of a number (ITU E.164: at most 15 digits)."""
        return re.fullmatch(r"\+?\d{8,15}", value) is not None


WORDS_OF_A_PLACE = 7  # "Saint-Remy-en-Bouzemont-Saint-Genest-et-Isson" is one; seven leave room for any name
_STREET = re.compile(
    r"\b(?:rue|avenue|boulevard|impasse|chaussée|chaussee|straat|laan|street|numéro|appartement)\b", re.I
)
_NAME = r"[^\W\d_][^\d_\n@]{1,48}"
_PLACE = rf"(?:[A-Za-z]{{1,2}}-)?\d{{4,5}}(?:[\s,]+{_NAME})?|{_NAME}(?:\s+\d{{1,2}}(?:e|er|ème|eme)?)?"


@dataclass(frozen=True, slots=True)
class Place:
    """A postcode or the name of a town; a whole address is refused, because nobody needs it.

    `exact` asks which commune is meant wherever there are several; otherwise only where they lie in different areas.
    """

    exact: bool = False

    def read(self, text: str) -> str | None:
        """Keep a postcode with or without its town, or a short name."""
        place = tidy(text).replace("\n", " ").strip(" .,;!?")
        return place if self.keeps(place) else None

    def keeps(self, value: str) -> bool:
        """Tell whether the value has the shape of a place."""
        short = len(value.split()) <= WORDS_OF_A_PLACE and not _STREET.search(value)
        return short and re.fullmatch(_PLACE, value) is not None
