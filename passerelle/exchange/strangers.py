"""What others write into a field of a standard, and what of it a record may hold: numbers, addresses, dates, opening hours.

Nothing is dropped in silence: whatever does not fit is said in a sentence that quotes it. Nothing is guessed.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import opening_hours
import phonenumbers

from passerelle.directory.records import Address, Structure
from passerelle.errors import Refused
from passerelle.exchange.brought import Level, Message
from passerelle.exchange.limits import LARGEST_JSON

LONGEST_QUOTE = 80
OLDEST = 120  # years; an age above it is a mistake
_EMAIL = re.compile(r"[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;.]+")
_WEB = re.compile(r"https?://[^\s/?#]+\.[^\s]+")
_SHORT = re.compile(r"[1-9]\d{2,5}")
_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ].*)?")


@dataclass(slots=True)
class Remarks:
    """The sentences about one row, in the order in which they were said; a sheet has its name in each."""

    row: int
    sheet: str = ""
    said: list[Message] = field(default_factory=list)

    def error(self, column: str, text: str) -> None:
        """Say why the row was left out."""
        self._say(Level.ERROR, column, text)

    def warn(self, column: str, text: str) -> None:
        """Say what was left out or mended."""
        self._say(Level.WARNING, column, text)

    def note(self, column: str, text: str) -> None:
        """Say what is good to know."""
        self._say(Level.NOTE, column, text)

    def _say(self, level: Level, column: str, text: str) -> None:
        where = f"Feuille « {self.sheet} » : " if self.sheet else ""
        message = Message(level, self.row, column, where + text)
        if message not in self.said:
            self.said.append(message)


def within_limits(path: Path) -> Path:
    """Give the path back; refuses a file that is too big to be a directory."""
    if path.stat().st_size > LARGEST_JSON:
        raise Refused("Ce fichier dépasse 100 Mo : découpez-le en plusieurs fichiers.")
    return path


def quoted(value: object) -> str:
    """Quote what stood there, shortened."""
    text = str(value)
    return f"« {text if len(text) <= LONGEST_QUOTE else text[: LONGEST_QUOTE - 1] + '…'} »"


def words_of(value: Any) -> str:  # whatever a cell or a JSON value holds
    """Write a value as text: a day as 2026-02-23, 75012.0 as 75012, nothing as nothing."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return (value.date() if value.time().isoformat() == "00:00:00" else value).isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def slug(text: str) -> str:
    """Make a slug: small letters, digits and dashes."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("œ", "oe"))
    return re.sub(r"[^a-z0-9]+", "-", "".join(c for c in plain if not unicodedata.combining(c))).strip("-")


def phone(text: str, country: str, column: str, *, remarks: Remarks) -> str:
    """The number in E.164, or as it is when it is a short one; empty, and said, when it is none."""
    bare = text.strip(" \"'\t\n")
    if not bare or _SHORT.fullmatch(bare):
        return bare
    try:
        number = phonenumbers.parse(bare, country or None)
    except phonenumbers.NumberParseException:
        number = None
    if number and phonenumbers.is_possible_number(number):
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    if number and phonenumbers.is_valid_short_number(number):
        return str(number.national_number)
    remarks.warn(column, f"Numéro de téléphone illisible {quoted(text)} : laissé de côté.")
    return ""


def email(text: str, column: str, *, remarks: Remarks) -> str:
    """The mail address; empty, and said, when it is none."""
    if not text or is_email(text):
        return text
    remarks.warn(column, f"Adresse mail illisible {quoted(text)} : laissée de côté.")
    return ""


def web(text: str, column: str, *, remarks: Remarks) -> str:
    """The address of a page; empty, and said, when it is none."""
    if not text or is_web(text):
        return text
    remarks.warn(column, f"Adresse de site illisible {quoted(text)} : laissée de côté.")
    return ""


def is_email(text: str) -> bool:
    """Tell whether this looks like a mail address."""
    return _EMAIL.fullmatch(text) is not None


def is_web(text: str) -> bool:
    """Tell whether this looks like the address of a page."""
    return _WEB.fullmatch(text) is not None


def are_hours(text: str) -> bool:
    """Tell whether these are opening hours in OpenStreetMap's notation."""
    return opening_hours.validate(text)


def day(text: str, column: str, *, remarks: Remarks, today: date) -> date | None:
    """The day that a date or an instant names; None, and said, when it is none or is still to come."""
    found = _DAY.fullmatch(text)
    try:
        known = date.fromisoformat(found[1]) if found else None
    except ValueError:
        known = None
    if text and (known is None or known > today):
        why = "illisible" if known is None else "dans le futur"
        remarks.warn(column, f"Date {why} {quoted(text)} : laissée de côté.")
        return None
    return known


def number(value: object) -> float | None:
    """The number that this is, also as text with a decimal comma; None when it is none."""
    if isinstance(value, bool):
        return None
    try:
        known = float(str(value).strip().replace(",", "."))
    except ValueError:
        return None
    return known if abs(known) < float("inf") else None


def age(value: object, column: str, *, remarks: Remarks) -> int | None:
    """An age in whole years; None, and said, when it is none."""
    if value in (None, ""):
        return None
    years = number(value)
    if years is None or not 0 <= years <= OLDEST:
        remarks.warn(column, f"Âge illisible {quoted(value)} : laissé de côté.")
        return None
    if years != int(years):
        remarks.warn(column, f"L’âge {quoted(value)} n’est pas en années entières : arrondi à {int(years)}.")
    return int(years)


def point(raw: Mapping[str, Any], *, remarks: Remarks) -> tuple[float | None, float | None]:
    """The point in degrees; none, and said, when it is incomplete or not on Earth."""
    values = (raw.get("latitude"), raw.get("longitude"))
    if all(value in (None, "") for value in values):
        return None, None
    lat, lon = map(number, values)
    if lat is None or lon is None or abs(lat) > 90 or abs(lon) > 180:
        remarks.warn(
            "latitude", f"Coordonnées impossibles {quoted(f'{values[0]} ; {values[1]}')} : laissées de côté."
        )
        return None, None
    return lat, lon


def without_protected_address(structure: Structure) -> Structure:
    """What may leave the house of a structure: all of it, but where it is when that is protected."""
    if not structure.is_protected:
        return structure
    services = tuple(replace(s, reach=replace(s.reach, address=Address())) for s in structure.services)
    return replace(structure, reach=replace(structure.reach, address=Address()), services=services)
