"""Single fields of a form, read one by one: a text, a day, a number to call, hours, languages, a place; each with its error in a sentence.

Pure. A field that is wrong gives what is harmless and notes what to correct under its name; the page shows that in place.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cache
from typing import TypeVar
from urllib.parse import urlsplit

import phonenumbers
from babel.core import Locale

from admin.labels import _
from admin.reading import LANGUAGES, Filled
from passerelle.errors import Misconfigured
from passerelle.helplines.hours import checked
from passerelle.places.typed import key

Code = TypeVar("Code", bound=StrEnum)
Typed = Mapping[str, Sequence[str]]

LONGEST = 1000
LONGEST_TEXT = 10_000
OLDEST = 120
SHORT_NUMBER = 6  # digits: what is longer is a number of a country, or has its own area

MISSING = _("Ce champ ne peut pas rester vide.")
TOO_LONG = _("C’est trop long de {n} caractères.")
NO_DAY = _("Cette date ne se lit pas. Écrivez-la comme 2026-11-23.")
NO_AGE = _("Un âge est un nombre entre 0 et 120.")
NO_CHOICE = _("Choisissez dans la liste.")
NO_HOURS = _(
    "Ces horaires ne se lisent pas. Écrivez par exemple «\u00a0Mo-Fr 09:00-17:00; We 13:00-18:00; PH off\u00a0»\u00a0: "
    "Mo Tu We Th Fr Sa Su, PH pour les jours fériés."
)
NO_PHONE = _(
    "Ce numéro n’existe pas ainsi. Écrivez-le comme on le compose, par exemple 04 222 00 00, ou +33 1 60 00 00 00."
)
PHONE_WHERE = _(
    "Ce numéro n’a pas de pays\u00a0: commencez par +32 ou +33, ou choisissez le pays de l’adresse."
)
NO_MAIL = _("Cette adresse mail est incomplète. Elle ressemble à accueil@association.be.")
NO_LINK = _("Cette adresse ne s’ouvre pas. Elle commence par http ou www, comme www.association.be.")
NO_LANGUAGE = _(
    "Cette langue n’est pas connue\u00a0: {name}. Écrivez par exemple français, néerlandais, arabe."
)
NO_NUMBER = _("Ce nombre ne se lit pas. Écrivez-le comme 50.6412.")


@dataclass
class Fields:
    """What was typed, by the names of the fields, and what is wrong with it so far."""

    typed: Typed
    errors: dict[str, str] = field(default_factory=dict)

    def raw(self, name: str) -> str:
        """What stands in a field, without blanks around it."""
        values = self.typed.get(name, ())
        return re.sub(r"\r\n?", "\n", values[0]).replace("\0", "").strip() if values else ""

    def wrong(self, name: str, sentence: str) -> None:
        """Note what is wrong with a field; what was noted first stays."""
        self.errors.setdefault(name, sentence)

    def text(self, name: str, *, longest: int = LONGEST, must: bool = False) -> str:
        """Read a text of so many characters at most."""
        text = self.raw(name)
        if must and not text:
            self.wrong(name, MISSING)
        if len(text) > longest:
            self.wrong(name, Filled(TOO_LONG, n=len(text) - longest))
        return text

    def day(self, name: str) -> date | None:
        """Read a day, as a browser writes it or as 23/11/2026."""
        text = self.raw(name)
        if not text:
            return None
        if parts := re.fullmatch(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})", text):
            text = f"{parts[3]}-{parts[2]:>02}-{parts[1]:>02}"
        try:
            return date.fromisoformat(text)
        except ValueError:
            self.wrong(name, NO_DAY)
            return None

    def age(self, name: str) -> int | None:
        """Read an age in years."""
        text = self.raw(name)
        if not text:
            return None
        if not re.fullmatch("[0-9]{1,3}", text) or int(text) > OLDEST:
            self.wrong(name, NO_AGE)
            return None
        return int(text)

    def degrees(self, name: str, most: int) -> float | None:
        """Read a coordinate, with a point or a comma."""
        text = self.raw(name).replace(",", ".")
        if not text:
            return None
        if not re.fullmatch(r"-?[0-9]{1,3}(\.[0-9]{1,30})?(e-[0-9]{1,2})?", text) or abs(float(text)) > most:
            self.wrong(name, NO_NUMBER)
            return None
        return float(text)

    def one_of(self, name: str, kind: type[Code]) -> Code | None:
        """Read a choice among codes; None for none."""
        text = self.raw(name)
        if text and text not in set(kind):
            self.wrong(name, NO_CHOICE)
            return None
        return kind(text) if text else None

    def some_of(self, name: str, kind: type[Code]) -> tuple[Code, ...]:
        """Read several choices, in the order of the vocabulary."""
        chosen = set(self.typed.get(name, ()))
        return tuple(code for code in kind if code in chosen)

    def yes_no(self, name: str) -> bool | None:
        """Read yes, no, or not known."""
        return {"yes": True, "no": False}.get(self.raw(name))

    def is_ticked(self, name: str) -> bool:
        """Tell whether a box is ticked."""
        return bool(self.raw(name))

    def hours(self, name: str) -> str:
        """Read hours in OpenStreetMap's notation."""
        text = self.raw(name)
        try:
            return checked(text) if text else ""
        except Misconfigured:
            self.wrong(name, NO_HOURS)
            return ""

    def mail(self, name: str) -> str:
        """Read a mail address."""
        text = self.text(name)
        if text and not re.fullmatch(r"[^@\s,;]+@[^@\s,;]+\.[^@\s,;.]{2,}", text):
            self.wrong(name, NO_MAIL)
        return text

    def link(self, name: str) -> str:
        """Read an address of the web; https is put before one that has nothing before it."""
        text = self.text(name, longest=2000)
        if not text:
            return ""
        whole = text if "://" in text else f"https://{text}"
        if not _is_link(whole):
            self.wrong(name, NO_LINK)
        return whole

    def languages(self, name: str) -> tuple[str, ...]:
        """Read languages by their names in a language of the panel, or by their codes, between commas."""
        names = [part for part in re.split(r"[,;\n]| (?:et|en|and) ", self.raw(name)) if part.strip()]
        known = [(part.strip(), _language_codes().get(key(part.strip()))) for part in names]
        for part, code in known:
            if code is None:
                self.wrong(name, Filled(NO_LANGUAGE, name=part[:40]))
        return tuple(dict.fromkeys(code for _part, code in known if code))

    def number(self, name: str, country: str) -> str:
        """Read a number to call, as its country writes it; a short one stays as it is."""
        text = self.raw(name)
        digits = re.sub(r"\D", "", text)
        if not text:
            return ""
        if 0 < len(digits) <= SHORT_NUMBER and not text.startswith("+"):
            return self._short(name, digits, country)
        if not country and not text.startswith(("+", "00")):
            self.wrong(name, PHONE_WHERE)
            return ""
        try:
            read = phonenumbers.parse(re.sub("^00", "+", text), country or None)
        except phonenumbers.NumberParseException:
            read = None
        if read is None or not phonenumbers.is_valid_number(read):
            self.wrong(name, NO_PHONE)
            return ""
        return phonenumbers.format_number(read, phonenumbers.PhoneNumberFormat.E164)

    def _short(self, name: str, digits: str, country: str) -> str:
        regions = [country] if country else ["BE", "FR", "LU", "CH"]
        if not any(
            phonenumbers.is_valid_short_number_for_region(phonenumbers.parse(digits, region), region)
            for region in regions
        ):
            self.wrong(name, NO_PHONE)
        return digits


def _is_link(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and "." in (parts.hostname or "") and " " not in text


@cache
def _language_codes() -> Mapping[str, str]:
    names = [
        (str(code), str(name)) for read in LANGUAGES for code, name in Locale.parse(read).languages.items()
    ]
    return {
        **{key(name): code.replace("_", "-") for code, name in names},
        **{code.casefold(): code.replace("_", "-") for code, _ in names},
        key("langue des signes"): "sgn",
        key("LSFB"): "sfb",
        key("LSF"): "fsl",
    }
