"""The SOS card: emergency numbers of a country, ready in memory, so that it is there when the database is not.

Numbers come from the reviewed registry; the words beside them are here. It speaks to everybody alike, and fits one screen.
"""

from collections.abc import Mapping, Sequence

from bot.engine.script import mark as _
from bot.engine.show import Translate
from passerelle import helplines
from passerelle.helplines import Helpline

FIRST = _("🆘 En danger maintenant : le 112. Gratuit, jour et nuit, dans toute l’Europe.")
BELGIUM, FRANCE, LUXEMBOURG, SWITZERLAND = (
    _("En Belgique"),
    _("En France"),
    _("Au Luxembourg"),
    _("En Suisse"),
)
COUNTRIES: Mapping[str, str] = {"BE": BELGIUM, "FR": FRANCE, "LU": LUXEMBOURG, "CH": SWITZERLAND}

ABOUT: Mapping[str, str] = {
    "be-101": _("police"),
    "be-103": _("parler, gratuit et anonyme"),
    "be-107": _("parler à quelqu’un, jour et nuit par téléphone"),
    "be-cps": _("idées noires, envie de mourir : jour et nuit"),
    "be-102": _("Awel, en néerlandais : parler ou tchatter"),
    "be-106": _("en néerlandais : parler, jour et nuit par téléphone"),
    "be-1813": _("en néerlandais, envie de mourir : jour et nuit par téléphone"),
    "fr-114": _("par SMS, sans parler : jour et nuit"),
    "fr-119": _("enfant ou jeune en danger : jour et nuit"),
    "fr-3114": _("idées noires, envie de mourir : jour et nuit"),
    "fr-3018": _("harcèlement, aussi par tchat : 9 h à 23 h"),
    "lu-113": _("police"),
    "lu-116111": _("enfants et jeunes : parler ou écrire"),
    "ch-117": _("police"),
    "ch-144": _("ambulance"),
    "ch-147": _("enfants et jeunes : parler ou tchatter, jour et nuit"),
}

_LINES: Mapping[str, Sequence[str]] = {
    "BE": ("be-101", "be-103", "be-107", "be-cps"),
    "BE/nl": ("be-101", "be-102", "be-106", "be-1813"),
    "FR": ("fr-114", "fr-119", "fr-3114", "fr-3018"),
    "LU": ("lu-113", "lu-116111"),
    "CH": ("ch-117", "ch-144", "ch-147"),
}
_NEIGHBOUR: Mapping[str, str] = {"BE": "FR", "FR": "BE", "LU": "BE", "CH": "FR"}
SHORT = 2  # lines of the neighbouring country, where the person's own is not known


def card(country: str, *, language: str, translate: Translate, is_certain: bool = True) -> str:
    """Write the card of a country; where the country is only supposed, the neighbour's first numbers stand below."""
    parts = [translate(FIRST), _of(country, language, translate)]
    if not is_certain:
        parts.append(_of(_NEIGHBOUR.get(country, "FR"), language, translate, at_most=SHORT))
    return "\n\n".join(parts)


def _of(country: str, language: str, translate: Translate, *, at_most: int | None = None) -> str:
    ids = _LINES.get(f"{country}/{language}") or _LINES.get(country) or _LINES["BE"]
    lines = [_line(helplines.get(line), translate(ABOUT[line]), language) for line in ids[:at_most]]
    return "\n".join((translate(COUNTRIES.get(country, BELGIUM)), *lines))


def _line(line: Helpline, about: str, language: str) -> str:
    """Write one number; where it does not speak the reader's language, the languages that it speaks."""
    spoken = "" if language in line.languages else f" ({', '.join(line.languages).upper()})"
    return f"• {line.number} — {about}{spoken}"
