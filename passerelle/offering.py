"""What the association offers, and to whom: its greeting, the delays it promises, its services and languages, the areas it serves.

Nothing here can switch off a human, the numbers or care in a danger: none of them has a code. What the code of a service means is
the bot's business.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass

from sqlmodel import Session

from passerelle import association, places
from passerelle.errors import Misconfigured
from passerelle.places import Place
from passerelle.places.areas import named, postcode_in
from passerelle.places.lookup import certain
from passerelle.tables import Association

GREETING_LONGEST = 240  # characters, so that the welcome still fits a phone
ANSWER_MINUTES = (60, 120, 240, 480, 960, 1440, 2400)  # of opening hours
URGENT_MINUTES = (15, 30, 60, 120, 240)
ALWAYS_SPOKEN = ("fr", "nl", "en")  # complete and read by people: one of them stays
AREAS_AT_MOST = 60


class UnknownPlace(Misconfigured):
    """This is no province, no département and no commune, or several communes have this name."""


@dataclass(frozen=True, slots=True)
class Served:
    """A commune with its official code and the area around it, or with no code a whole province or département."""

    country: str
    code: str
    name: str
    area: str

    def holds(self, place: Place) -> bool:
        """Tell whether a place lies in it."""
        is_inside = place.code == self.code if self.code else place.area == self.area
        return is_inside and place.country == self.country


def greet(session: Session, texts: Mapping[str, str]) -> None:
    """Keep the association's own first words, by language; an empty one is none. Raises Misconfigured for one too long."""
    kept = {language: " ".join(text.split()) for language, text in texts.items() if text.strip()}
    if any(len(text) > GREETING_LONGEST for text in kept.values()):
        raise Misconfigured(f"A greeting has {GREETING_LONGEST} characters at most.")
    if any(re.search(r"[{}]", text) for text in kept.values()):
        raise Misconfigured("A greeting has no braces.")
    _keep(session, greeting=json.dumps(kept, ensure_ascii=False, sort_keys=True))


def greetings(here: Association) -> Mapping[str, str]:
    """The association's own first words, by language."""
    found: dict[str, str] = json.loads(here.greeting)
    return found


def promise(session: Session, *, answer_minutes: int, urgent_minutes: int) -> None:
    """Keep within how many minutes of opening somebody answers; 0 promises nothing. Raises Misconfigured for other delays."""
    if answer_minutes not in (0, *ANSWER_MINUTES) or urgent_minutes not in (0, *URGENT_MINUTES):
        raise Misconfigured("This delay is not one of those to choose from.")
    _keep(session, answer_minutes=answer_minutes, urgent_minutes=urgent_minutes)


def switch_off(session: Session, services: Iterable[str]) -> None:
    """Keep which services are not offered."""
    _keep(session, services_off=_coded(services))


def services_off(here: Association) -> frozenset[str]:
    """The services that are not offered."""
    return frozenset(here.services_off.split())


def speak(session: Session, languages: Iterable[str]) -> None:
    """Keep the languages to choose from, none meaning all. Raises Misconfigured when none of French, Dutch and English stays."""
    chosen = set(languages)
    if chosen and chosen.isdisjoint(ALWAYS_SPOKEN):
        raise Misconfigured(f"One of {', '.join(ALWAYS_SPOKEN)} has to stay.")
    _keep(session, languages=_coded(chosen))


def languages(here: Association) -> frozenset[str]:
    """The languages to choose from; none means all."""
    return frozenset(here.languages.split())


def serve(session: Session, typed: str) -> None:
    """Keep the areas served, as somebody types them; nothing means everywhere. Raises UnknownPlace with the part that is none."""
    country = association.get(session).country
    parts = [part.strip() for part in re.split(r"[,;\n]", typed) if part.strip()]
    found = list(dict.fromkeys(area for part in parts for area in _read(part, country)))
    if len(found) > AREAS_AT_MOST:
        raise Misconfigured(f"There are {AREAS_AT_MOST} areas at most.")
    _keep(session, areas=json.dumps([astuple(area) for area in found], ensure_ascii=False) if found else "")


def areas(here: Association) -> tuple[Served, ...]:
    """The areas served; none means everywhere."""
    return tuple(Served(*area) for area in json.loads(here.areas or "[]"))


def postcode_of(area: Served) -> str:
    """A postcode that stands for a commune; nothing for a whole area, or where none is known."""
    found = (place for place in places.find(area.name, country=area.country) if place.code == area.code)
    named_so = next(found, None)
    return named_so.postcode if named_so is not None else ""


def is_outside(here: Association, place: str | None) -> bool:
    """Tell whether what a person typed is surely outside of the areas served: whoever cannot be placed is not."""
    served = areas(here)
    if not served or not place:
        return False
    meant, area = places.find(place, country=here.country), places.area_of(place)
    if meant:
        return not any(one.holds(where) for one in served for where in meant)
    return area is not None and not any(
        (one.country, one.area) == (area.country, area.name) for one in served
    )


def _read(part: str, country: str) -> list[Served]:
    """The communes of a postcode or of a name that is only one's; else the province or département of that name."""
    area = None if postcode_in(part) else named(part)
    if area is not None:
        return [Served(area.country, "", area.name, area.name)]
    code = postcode_in(part)
    if code:
        meant = [
            place for place in places.find(part, country=country) if place.code and place.postcode == code
        ]
    else:
        meant = _only([place for place in certain(part) if place.code], country)
    if not meant:
        raise UnknownPlace(part)
    return [Served(place.country, place.code, place.commune, place.area) for place in meant]


def _only(found: list[Place], country: str) -> list[Place]:
    here = [place for place in found if place.country == country] or found
    return here if len({place.code for place in here}) == 1 else []


def _coded(codes: Iterable[str]) -> str:
    kept = sorted(set(codes))
    if not all(re.fullmatch(r"[a-z_]+", code) for code in kept):
        raise Misconfigured("A code has small letters only.")
    return " ".join(kept)


def _keep(session: Session, **values: str | int) -> None:
    here = association.get(session)
    for name, value in values.items():
        setattr(here, name, value)
    session.add(here)
