"""The words of both doors in every language: one gettext catalogue a language, French being the source.

The catalogues are read from a folder that the doors give. A sentence without a translation falls back to French, never to nothing.
Dates and times are written the way the language writes them.
"""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from babel.core import Locale
from babel.dates import format_date, format_time
from babel.messages.pofile import read_po

SOURCE = "fr"


class Words:
    """All catalogues, read once. `languages` begins with the source."""

    def __init__(self, folder: Path) -> None:
        self._catalogues = {SOURCE: _read(folder / SOURCE / "LC_MESSAGES" / "passerelle.po")}
        for path in sorted(folder.glob("*/LC_MESSAGES/passerelle.po")):
            self._catalogues.setdefault(path.parent.parent.name, _read(path))

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that have a catalogue, the source first."""
        return tuple(self._catalogues)

    def closest(self, hint: str | None) -> str:
        """Choose among our languages the one that a hint such as `nl-BE` means; French when it means none."""
        code = (hint or "").replace("_", "-").partition("-")[0].lower()
        return code if code in self._catalogues else SOURCE

    def text(self, language: str, source: str) -> str:
        """Say a French sentence in a language; a missing translation is said in French."""
        return self._catalogues.get(language, {}).get(source) or source

    def catalogue(self, language: str) -> Callable[[str], str | None]:
        """Give the bare look-up of a language, which admits what is missing: for the verifier."""
        return self._catalogues.get(language, {}).get


def _read(path: Path) -> dict[str, str]:
    if not path.is_file():
        return {}
    with path.open("rb") as file:
        catalogue = read_po(file)
    return {str(m.id): str(m.string) for m in catalogue if m.id and m.string and not m.fuzzy}


def day_in_words(instant: datetime, *, zone: ZoneInfo, language: str) -> str:
    """Name the day: "lundi 23 novembre"."""
    local = instant.astimezone(zone)
    return format_date(local, format="EEEE d MMMM", locale=Locale.parse(language))


def hour_in_words(instant: datetime, *, zone: ZoneInfo, language: str) -> str:
    """Name the hour as people write it: "18 h", "9 h 30"; elsewhere the language's short form."""
    local = instant.astimezone(zone)
    if language == SOURCE:
        return f"{local.hour}\u00a0h" + (f"\u00a0{local.minute:02d}" if local.minute else "")
    return format_time(local, format="short", locale=Locale.parse(language), tzinfo=zone)
