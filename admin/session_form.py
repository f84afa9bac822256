"""The form of a session: what was typed, read field by field into what the house keeps, and back again.

Pure but for the gazetteer. What cannot be read notes its sentence under the field's name, and nothing that was typed is lost.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from admin import session_dates as dates
from admin.calendar_typed import minutes
from admin.calendar_words import clock
from admin.directory_fields import NO_CHOICE, Fields
from admin.directory_form import AGES_TURNED, NO_PLACE, WHICH_PLACE
from admin.labels import _
from admin.session_dates import Dated, Present
from admin.session_words import ONLINE, PLACE, RHYTHMS, ROOM, STEPS, WEEKLY, WHERE, where_of
from passerelle import places
from passerelle.appointments import civil
from passerelle.listening import Audience, Consent, Kind, ListeningSession, Terms, Words
from passerelle.members import LANGUAGES
from passerelle.places import Place

LEADS, CO_LEADS = "leads", "co_leads"
LEADING: Mapping[str, str] = {"": _("n’anime pas"), LEADS: _("anime"), CO_LEADS: _("co-anime")}
SHORTEST, LONGEST = 15, 720
MOST_SEATS, MOST_HOURS = 500, 168
PARTS: Mapping[str, int] = {"title": 80, "about": 1500, "price": 120, "place": 200, "bring": 200}
SAFETY_LONGEST = 1000
COMMUNE_LONGEST = 120

NO_TITLE = _("Il faut un titre, dans une langue au moins.")
TITLE_FIRST = _("Écrivez aussi le titre dans cette langue, ou videz le reste.")
NO_NUMBER_OF_SEATS = _("Un nombre de places va de 1 à 500.")
NO_HOURS_TO_ANSWER = _("Un délai va de 1 à 168 heures.")
NO_LANGUAGE = _("Cochez au moins une langue.")
CLOSES_BEFORE = _("Les inscriptions se fermeraient avant de s’ouvrir.")
NO_LEADER = _("Choisissez qui anime\u00a0: au moins une personne.")


@dataclass(frozen=True, slots=True)
class Written:
    """Everything that a form says of a session; `without` are the days on which a weekly rhythm does not hold."""

    terms: Terms
    words: Mapping[str, Words]
    leaders: tuple[int, ...]
    co_leaders: tuple[int, ...]
    dates: tuple[Dated, ...] = ()
    without: frozenset[date] = frozenset()


@dataclass
class Reader:
    """Reads one form; `communes` are the places that what was typed may mean, where that is several."""

    fields: Fields
    present: Present
    members: Sequence[int]
    before: Terms | None = None
    communes: Sequence[Place] = field(default_factory=tuple)

    def read(self) -> Written | None:
        """Read everything; None where something has to change, which the fields then say."""
        f = self.fields
        words, leaders, terms = _words(f), _leaders(f, self.members), self._terms()
        found, without = tuple[Dated, ...](), frozenset[date]()
        if f.raw("rhythm") == WEEKLY:
            terms = self._weekly(terms)
            without = dates.days_off(f) if self.before is None else frozenset()
        else:
            found = dates.dated(f, self.present, is_more=self.before is not None)
        if f.errors:
            return None
        return Written(terms, words, leaders[LEADS], leaders[CO_LEADS], found, without)

    def _terms(self) -> Terms:
        f = self.fields
        first, last = _ages(f)
        where, _rhythm = _one_of(f, "where", WHERE), _one_of(f, "rhythm", RHYTHMS)
        opens_at, closes_at = self._window()
        terms = Terms(
            kind=f.one_of("kind", Kind) or Kind.WORKSHOP,
            audience=f.one_of("audience", Audience) or Audience.EVERYONE,
            capacity=number(f, "capacity", MOST_SEATS, NO_NUMBER_OF_SEATS),
            age_from=first,
            age_to=last,
            languages=_languages(f),
            is_online=where in {ROOM, ONLINE},
            has_room=where == ROOM,
            consent=f.one_of("consent", Consent) or Consent.NONE,
            composes=f.is_ticked("composes"),
            takes_questions=f.is_ticked("takes_questions"),
            offer_hours=number(f, "offer_hours", MOST_HOURS, NO_HOURS_TO_ANSWER),
            minutes=minutes(f, "minutes", SHORTEST, LONGEST),
            opens_at=opens_at,
            closes_at=closes_at,
            case_id=self.before.case_id if self.before else None,
            zone=self.before.zone if self.before else None,
        )
        return self._placed(terms) if where == PLACE else terms

    def _weekly(self, terms: Terms) -> Terms:
        before = self.before
        known = dates.first_day_of(before.first_day, before.weekday) if before else None
        found = dates.weekly(self.fields, self.present, first_before=known)
        if found is None:
            return terms
        return replace(
            terms,
            weekday=found.first_day.weekday(),
            starts=found.starts,
            first_day=found.first_day,
            last_day=found.last_day,
        )

    def _placed(self, terms: Terms) -> Terms:
        """Find the commune that was typed, unless it is the one that stood there before."""
        f, before = self.fields, self.before
        typed = f.text("commune", longest=COMMUNE_LONGEST)
        if not typed:
            return terms
        if before is not None and typed == before.commune:
            return replace(terms, country=before.country, commune=before.commune, area=before.area)
        found = places.find(typed)
        chosen = [place for place in found if code_of(place) == f.raw("commune_code")]
        if not found:
            f.wrong("commune", NO_PLACE)
            return terms
        if len(found) > 1 and not chosen:
            self.communes = found
            f.wrong("commune", WHICH_PLACE)
            return terms
        place = (chosen or found)[0]
        return replace(terms, country=place.country, commune=place.commune, area=place.area)

    def _window(self) -> tuple[datetime | None, datetime | None]:
        """When people can register: from the beginning of one day to the end of another."""
        f, zone = self.fields, self.present.zone
        first, last = dates.day(f, "opens_on"), dates.day(f, "closes_on")
        if first and last and last < first:
            f.wrong("closes_on", CLOSES_BEFORE)
        return (
            civil.edge(first, time.min, zone) if first else None,
            civil.edge(last, time.max, zone) if last else None,
        )


def code_of(place: Place) -> str:
    """Name a commune for a choice among several."""
    return f"{place.country}/{place.code or place.postcode or place.name}"


def typed_of(
    found: ListeningSession, words: Mapping[str, Words], leading: Mapping[int, str], zone: ZoneInfo
) -> dict[str, Sequence[str]]:
    """What stands in the form of a session that there is already."""
    flat = {
        "kind": found.kind,
        "audience": found.audience,
        "age_from": found.age_from,
        "age_to": found.age_to,
        "where": where_of(found),
        "commune": found.commune,
        "capacity": found.capacity,
        "consent": found.consent,
        "offer_hours": found.offer_hours,
        "rhythm": STEPS if found.weekday is None else WEEKLY,
        "starts": clock(found.starts) if found.starts else None,
        "minutes": found.minutes,
        "first_day": dates.first_day_of(found.first_day, found.weekday),
        "last_day": found.last_day,
        "opens_on": found.opens_at.astimezone(zone).date() if found.opens_at else None,
        "closes_on": _last_day_before(found.closes_at, zone),
        "safety": next((said.safety for said in words.values() if said.safety), ""),
        **{f"leader_{member}": code for member, code in leading.items()},
    }
    ticked = {name: ["yes"] for name in ("composes", "takes_questions") if getattr(found, name)}
    return {
        **{name: [str(value)] for name, value in flat.items() if value is not None},
        **ticked,
        "languages": found.languages.split(),
        **{f"{part}_{code}": [getattr(said, part)] for code, said in words.items() for part in PARTS},
    }


def number(fields: Fields, name: str, most: int, wrong: str, *, least: int = 1) -> int:
    """Read a whole number between two."""
    text = fields.raw(name)
    if not re.fullmatch("[0-9]{1,4}", text) or not least <= int(text) <= most:
        fields.wrong(name, wrong)
        return least
    return int(text)


def _last_day_before(instant: datetime | None, zone: ZoneInfo) -> date | None:
    return (instant - timedelta(seconds=1)).astimezone(zone).date() if instant else None


def _words(fields: Fields) -> dict[str, Words]:
    """What is said in each language; a language without a title says nothing, and must then be empty."""
    found = {}
    safety = fields.text("safety", longest=SAFETY_LONGEST)
    for code in LANGUAGES:
        said = {part: fields.text(f"{part}_{code}", longest=most) for part, most in PARTS.items()}
        if any(said.values()) and not said["title"]:
            fields.wrong(f"title_{code}", TITLE_FIRST)
        found[code] = Words(**said, safety=safety if said["title"] else "")
    if not any(said.title for said in found.values()):
        fields.wrong(f"title_{LANGUAGES[0]}", NO_TITLE)
    return found


def _leaders(fields: Fields, members: Sequence[int]) -> dict[str, tuple[int, ...]]:
    chosen = {member: fields.raw(f"leader_{member}") for member in members}
    leading = {
        code: tuple(member for member, said in chosen.items() if said == code) for code in (LEADS, CO_LEADS)
    }
    if not leading[LEADS]:
        fields.wrong("leaders", NO_LEADER)
    return leading


def _ages(fields: Fields) -> tuple[int | None, int | None]:
    first, last = fields.age("age_from"), fields.age("age_to")
    if first is not None and last is not None and last < first:
        fields.wrong("age_to", AGES_TURNED)
    return first, last


def _languages(fields: Fields) -> tuple[str, ...]:
    chosen = set(fields.typed.get("languages", ()))
    found = tuple(code for code in LANGUAGES if code in chosen)
    if not found:
        fields.wrong("languages", NO_LANGUAGE)
    return found


def _one_of(fields: Fields, name: str, known: Mapping[str, str]) -> str:
    chosen = fields.raw(name)
    if chosen not in known:
        fields.wrong(name, NO_CHOICE)
    return chosen
