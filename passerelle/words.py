"""The words of both doors in every language: one gettext catalogue a language, French being the source.

The catalogues are read from a folder that the doors give. A sentence without a translation is said in English, then in French, never
not at all. Dates, times and numbers of days are written the way the language writes them.
"""

import re
from collections.abc import Callable, Collection, Mapping
from copy import copy
from datetime import date, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

from babel.core import Locale, UnknownLocaleError
from babel.dates import format_date, format_time, format_timedelta
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

SOURCE = "fr"
FALLBACK = "en"

_FSI, _PDI = "\u2068", "\u2069"  # first strong isolate, pop directional isolate: Unicode Standard Annex 9
_LATIN = "A-Za-z\u00c0-\u024f0-9"
_PIECE = re.compile(
    rf"{_FSI}[^{_PDI}]*{_PDI}|\{{\w*\}}"
    rf"|[\U0001f100-\U0001f1ff]"  # signs made of letters, 🆘 among them, run from left to right as letters do
    rf"|[/+]?[{_LATIN}]+(?:(?:[ \u00a0]|[@._/’·:-]{{1,3}})[{_LATIN}]+)*\+?"
)
_DAYS: Mapping[str, str] = {
    "ar": "EEEE، d MMMM",
    "de": "EEEE, d. MMMM",
    "es": "EEEE d 'de' MMMM",
    "tr": "d MMMM EEEE",
    "uk": "EEEE, d MMMM",
}  # without the year, which the formats of the CLDR carry


class Words:
    """All catalogues, read once. `languages` begins with the source."""

    def __init__(self, folder: Path) -> None:
        read = {SOURCE: _read(folder / SOURCE / "LC_MESSAGES" / "passerelle.po")}
        for path in sorted(folder.glob("*/LC_MESSAGES/passerelle.po")):
            read.setdefault(path.parent.parent.name, _read(path))
        self._catalogues = {language: _sure(catalogue) for language, catalogue in read.items()}
        self._known = frozenset(str(message.id) for catalogue in read.values() for message in catalogue)
        self._own: Mapping[str, Mapping[str, str]] = {}

    def with_own(self, own: Mapping[str, Mapping[str, str]]) -> "Words":
        """The same words, with the association's own sentences, by language and French source, before those of the catalogues."""
        other = copy(self)
        other._own = own  # noqa: SLF001 - it is a copy of ourselves
        return other

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that have a catalogue, the source first."""
        return tuple(self._catalogues)

    def closest(self, hint: str | None, offered: Collection[str] = ()) -> str:
        """Choose the language that a hint such as `nl-BE` means among those offered, none meaning all; French when it means none.

        Where French is not offered, it is the first of ours that is.
        """
        among = [code for code in self._catalogues if not offered or code in offered] or [SOURCE]
        code = (hint or "").replace("_", "-").partition("-")[0].lower()
        return code if code in among else SOURCE if SOURCE in among else among[0]

    def text(self, language: str, source: str) -> str:
        """Say a French sentence in a language; a missing translation is said in English, and without that in French.

        Where the language runs from right to left, what is Latin in the sentence is isolated, so that it reads right.
        """
        said = self._said(language, source)
        if said:
            return _latin_isolated(said) if is_right_to_left(language) else said
        return (None if language == SOURCE else self._said(FALLBACK, source)) or source

    def falls_back(self, language: str, source: str) -> bool:
        """Tell whether a sentence is said in another language than this one; what no catalogue holds suits all of them."""
        return language != SOURCE and source in self._known and self._said(language, source) is None

    def _said(self, language: str, source: str) -> str | None:
        return self._own.get(language, {}).get(source) or self._catalogues.get(language, {}).get(source)

    def catalogue(self, language: str) -> Callable[[str], str | None]:
        """Give the bare look-up of a language, which admits what is missing: for the verifier."""
        return self._catalogues.get(language, {}).get


def _read(path: Path) -> Catalog:
    if not path.is_file():
        return Catalog()
    with path.open("rb") as file:
        return read_po(file)


def _sure(catalogue: Catalog) -> dict[str, str]:
    return {str(m.id): str(m.string) for m in catalogue if m.id and m.string and not m.fuzzy}


@lru_cache(maxsize=64)
def is_right_to_left(language: str) -> bool:
    """Tell whether a language is written from right to left; one that nobody knows is not."""
    try:
        return Locale.parse(language).text_direction == "rtl"
    except (UnknownLocaleError, ValueError):
        return False


def isolated(language: str, value: str) -> str:
    """Keep a value that is put into a sentence from turning the order of the words around it, line by line.

    For names, numbers and codes; a value made of our own sentences has its own order, and is left alone.
    """
    if not is_right_to_left(language):
        return value
    return "\n".join(f"{_FSI}{line}{_PDI}" if line else "" for line in value.split("\n"))


def unmarked(text: str) -> str:
    """Take the marks of `isolated` out again: where they would make a text too long, an odd order is better than nothing."""
    return text.replace(_FSI, "").replace(_PDI, "")


def units(text: str) -> int:
    """Count a text as Telegram does, in UTF-16 units."""
    return len(text.encode("utf-16-le", errors="replace")) // 2


def _latin_isolated(text: str) -> str:
    """Isolate each Latin piece of a sentence, a command or a spaced number; a lone number keeps its order by itself."""

    def settle(found: re.Match[str]) -> str:
        piece = found[0]
        is_settled = piece.isdecimal() or piece[0] in (_FSI, "{")
        return piece if is_settled else f"{_FSI}{piece}{_PDI}"

    return _PIECE.sub(settle, text)


def day_in_words(instant: datetime, *, zone: ZoneInfo, language: str) -> str:
    """Name the day: "lundi 23 novembre". Digits are Latin in every language, as on the phones and walls of our countries."""
    return date_in_words(instant.astimezone(zone).date(), language)


def date_in_words(day: date, language: str) -> str:
    """Name a day of the calendar: "lundi 23 novembre"; in French the first of a month is "1er"."""
    named = format_date(day, format=_DAYS.get(language, "EEEE d MMMM"), locale=Locale.parse(language))
    return named.replace(" 1 ", " 1er ") if language == SOURCE else named


def hour_in_words(instant: datetime, *, zone: ZoneInfo, language: str) -> str:
    """Name the hour of 24 as people write it: "18 h", "9 h 30"; elsewhere "18:00", which is what a clock in our countries shows."""
    local = instant.astimezone(zone)
    if language == SOURCE:
        return f"{local.hour}\u00a0h" + (f"\u00a0{local.minute:02d}" if local.minute else "")
    return format_time(local, format="HH:mm", locale=Locale.parse(language), tzinfo=zone)


def days_in_words(days: int, *, language: str) -> str:
    """Write a number of days with its plural: "30 jours", "1 jour"."""
    span = timedelta(days=days)
    return format_timedelta(span, granularity="day", threshold=10**6, locale=Locale.parse(language))
