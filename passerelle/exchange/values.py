"""Single values of a cell: dates, numbers, yes and no, telephone numbers, hours. Each gives None for what it cannot read."""

import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import TypeAlias

import opening_hours
import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat

from passerelle.exchange.wordings import folded
from passerelle.places.typed import fold

_YES = frozenset({"oui", "o", "yes", "y", "true", "vrai", "1", "x", "ja"})
_NO = frozenset({"non", "n", "no", "false", "faux", "0", "nee", "nein"})
Reading: TypeAlias = Callable[[str], str | None]
_ISO = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[ T].*)?")
_FRENCH = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:[ T].*)?")
_E164 = re.compile(r"\+[1-9][0-9]{5,14}")
_MARKS = re.compile(r"[\s./()-]+")
_SHORT = re.compile(r"[0-9]{2,6}")
_URL = re.compile(r"https?://[^\s/]+\S*", re.IGNORECASE)
_DOMAIN = re.compile(r"[\w-]+(\.[\w-]+)+(/\S*)?")
_EMAIL = re.compile(r"[^\s@,;<>]+@[^\s@,;<>]+\.[^\s@,;<>]+")


def yes(cell: str) -> bool | None:
    """Read "oui" and "non" and what stands for them."""
    word = folded(cell)
    return True if word in _YES else (False if word in _NO else None)


@lru_cache(maxsize=4096)
def day(cell: str) -> date | None:
    """Read "2026-03-01", "2022-09-26 16:54:46" or "01/03/2026" (the day first)."""
    iso, french = _ISO.fullmatch(cell), _FRENCH.fullmatch(cell)
    try:
        if iso:
            return date(int(iso[1]), int(iso[2]), int(iso[3]))
        return date(int(french[3]), int(french[2]), int(french[1])) if french else None
    except ValueError:
        return None


def age(cell: str) -> int | None:
    """Read an age in years, "12" or "12 ans"."""
    number = re.fullmatch(r"([0-9]{1,3})(?:[.,]0+)?(?: ?ans)?", cell)
    return int(number[1]) if number and int(number[1]) <= 150 else None


def degrees(cell: str, most: float) -> float | None:
    """Read a latitude or a longitude, with a point or a comma; `most` is 90 or 180."""
    try:
        number = float(cell.replace(",", "."))
    except ValueError:
        return None
    return number if -most <= number <= most else None


@lru_cache(maxsize=4096)
def is_hours(text: str) -> bool:
    """Tell whether a text is OpenStreetMap's notation of hours."""
    return opening_hours.validate(text)


def number(cell: str, country: str) -> str | None:
    """Read a telephone number as its country writes it, in E.164; one of at most six digits stays as short as it is."""
    if _E164.fullmatch(cell):
        return cell
    digits = _MARKS.sub("", cell)
    if _SHORT.fullmatch(digits):
        return digits
    try:
        parsed = phonenumbers.parse(cell, country or None)
    except NumberParseException:
        return None
    if not phonenumbers.is_possible_number(parsed) or parsed.extension:
        return None
    return phonenumbers.format_number(parsed, PhoneNumberFormat.E164)


def website(cell: str) -> str | None:
    """Read an address of the web; one without its scheme gets https."""
    if _URL.fullmatch(cell):
        return cell
    return f"https://{cell}" if _DOMAIN.fullmatch(cell) else None


def email(cell: str) -> str | None:
    """Read one mail address."""
    return cell if _EMAIL.fullmatch(cell) else None


def slug(text: str) -> str:
    """A name as an identifier: lower case, no accents, hyphens between the words; "fiche" where nothing is left."""
    words = (word for word in fold(text) if word.isascii())
    return "-".join(words)[:80].strip("-") or "fiche"
