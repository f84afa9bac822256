"""Addresses of the directory as people read them: a short list with the reason for each, and the card of one.

Words only. What a search found comes in, text and buttons go out; nothing here looks anything up. What is protected is not in what
comes in, and no topic stands on a card that somebody could read over a shoulder.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import phonenumbers
from babel.core import Locale
from babel.dates import format_date

from bot.engine.script import Words as Sentence, both, mark as _
from bot.engine.show import Button, Rows, reference_data
from passerelle.directory.index import address_of, hours_of as hours_of, phones_of
from passerelle.directory.reasons import Flag, Mind, Reason, Step, Why
from passerelle.directory.records import Address, Phone, Service, Structure
from passerelle.directory.vocabulary import Consent, Cost, Delivery, MayCome
from passerelle.helplines import Opening
from passerelle.words import day_in_words, hour_in_words, isolated

SHOWN_AT_ONCE = 3
ABOUT_ENDS = 2  # the line of a card that stays blank
REASONS_SHOWN = 4
TITLE_LONGEST, NAME_LONGEST, ABOUT_LONGEST, LINE_LONGEST = (
    70,
    50,
    280,
    120,
)  # characters, so that three fit a screen

STEPS: Mapping[Step, str] = {
    Step.OWN_AREA: _("Voici ce qui convient :"),
    Step.KM_20: _("Rien tout près pour cette demande. Voici ce qui existe à moins de 20 km :"),
    Step.KM_50: _("Rien de proche pour cette demande. Voici ce qui existe à moins de 50 km :"),
    Step.PROVINCE: _(
        "Rien de proche pour cette demande. Voici ce qui existe plus loin, dans la même province :"
    ),
    Step.NATIONAL: _("Rien d’assez près pour cette demande. Voici ce qui existe à distance :"),
}
NOTHING = both(
    _("Je n’ai pas trouvé d’adresse qui convienne. Quelqu’un de l’équipe peut chercher avec toi."),
    _("Je n’ai pas trouvé d’adresse qui convienne. Quelqu’un de l’équipe peut chercher avec vous."),
)
NEAR = "📍 {place}"
REACHABLE = _("☎️ Pour parler tout de suite : {number}. En danger : 112.")

REASONS: Mapping[Why, str] = {
    Why.SAME_COMMUNE: _("dans la commune"),
    Why.NEAR: _("à {value} km"),
    Why.REMOTE: _("à distance"),
    Why.AGE: _("{value} ans"),
    Why.ALONE: _("sans les parents"),
    Why.FREE: _("gratuit"),
    Why.ANONYMOUS: _("anonyme"),
    Why.IN_WRITING: _("par écrit"),
    Why.LISTENS: _("écoute, quel que soit le sujet"),
    Why.LANGUAGE: "🗣 {value}",
}
WARNINGS: Mapping[Mind, str] = {
    Mind.OUTSIDE_AREA: _("hors de sa zone : demander d’abord"),
    Mind.AREA_UNKNOWN: _("zone pas précisée : demander d’abord"),
    Mind.AGE_UNKNOWN: _("âges pas précisés"),
    Mind.AGE_PARTLY: _("seulement {value} ans"),
    Mind.LANGUAGE_UNKNOWN: _("langues pas précisées"),
    Mind.ALONE_UNKNOWN: _("demander si on peut venir sans les parents"),
    Mind.CONSENT: _("l’accord d’un parent est demandé"),
    Mind.RESTRICTED: _("réservé : {value}"),
    Mind.FOR_THE_YOUNG: _("pour l’enfant ou l’ado : appeler avec lui"),
    Mind.CLOSED_UNTIL: _("fermé, rouvre le {value}"),
    Mind.TO_VERIFY: _("fiche à vérifier"),
    Mind.CALL_FIRST: _("appeler avant d’y aller"),
}
OPEN, OPEN_UNTIL = _("ouvert maintenant"), _("ouvert maintenant jusqu’à {hour}")
CLOSED = _("fermé pour le moment")
OPENS, OPENS_ON = _("ouvre à {hour}"), _("fermé, ouvre {day} à {hour}")
VERIFIED = _("✓ Fiche vérifiée le {day}")
UNVERIFIED = _("Fiche pas encore vérifiée par quelqu’un : appeler avant d’y aller.")

MORE = _("Les suivantes")
MAP = _("🗺 Carte")
TAKE = _("🎫 J’y vais")
CONTACT = _("🎫 Je les contacte")
WRONG = _("⚠️ Fiche fausse")
GONE: Sentence = _("Cette adresse vient d’être retirée de l’annuaire.")


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads, in which language, and when; `zone` is where the clock on their wall stands."""

    language: str
    say: Callable[[Sentence], str]
    now: datetime
    zone: ZoneInfo

    def plain(self, text: str, longest: int = LINE_LONGEST) -> str:
        """Keep a record's words in their own direction, and short."""
        tidy = " ".join(text.split())
        return isolated(self.language, tidy if len(tidy) <= longest else f"{tidy[: longest - 1]}…")

    def filled(self, sentence: Sentence, **values: str) -> str:
        """Say a sentence with values in it; a value is never read for further ones."""
        said = self.say(sentence)
        for name, value in values.items():
            said = said.replace(f"{{{name}}}", value)
        return said

    def opening(self, opening: Opening) -> str:
        """Say whether it is open and until when, or when it opens; nothing where nobody knows."""
        at = opening.changes_at
        if opening.is_open is None or (not opening.is_open and at is None):
            return ""
        if opening.is_open:
            is_soon = at is not None and at - self.now < timedelta(days=1)
            return self.filled(OPEN_UNTIL, hour=self.hour(at)) if at and is_soon else self.say(OPEN)
        assert at is not None  # noqa: S101 - closed for good was answered above
        is_today = at.astimezone(self.zone).date() == self.now.astimezone(self.zone).date()
        day = day_in_words(at, zone=self.zone, language=self.language)
        return self.filled(OPENS if is_today else OPENS_ON, day=day, hour=self.hour(at))

    def hour(self, instant: datetime) -> str:
        """Name an hour."""
        return hour_in_words(instant, zone=self.zone, language=self.language)

    def day(self, day: date) -> str:
        """Name a day with its year."""
        return format_date(day, format="long", locale=Locale.parse(self.language))

    def value(self, value: object) -> str:
        """Write the value of a reason: a language by its name, a day as a day, the rest as it is."""
        if isinstance(value, datetime):
            return self.day(value.astimezone(self.zone).date())
        if isinstance(value, date):
            return self.day(value)
        if isinstance(value, float):
            return str(max(1, round(value)))
        names = Locale.parse(self.language).languages
        return self.plain(names.get(str(value), str(value)))


def reasons(found: Sequence[Reason], reader: Reader) -> list[str]:
    """Why this one, in a few words; that it fits the topic goes without saying, and what is near need not be remote."""
    by_code = {reason.why: reason.value for reason in found}
    is_near = not {Why.SAME_COMMUNE, Why.NEAR}.isdisjoint(by_code)
    told = [why for why in REASONS if why in by_code and not (why is Why.REMOTE and is_near)]
    return [reader.filled(REASONS[why], value=reader.value(by_code[why])) for why in told[:REASONS_SHOWN]]


def warnings(found: Sequence[Flag], reader: Reader) -> list[str]:
    """What to mind before going there."""
    return [reader.filled(WARNINGS[flag.mind], value=reader.value(flag.value)) for flag in found]


def entry(number: int, structure: Structure, service: Service, why: Sequence[str], *, reader: Reader) -> str:
    """One line or two of the list: the name, what it does, and why."""
    name = reader.plain(structure.name, NAME_LONGEST)
    about = reader.plain(service.name, NAME_LONGEST)
    is_short = about != name and len(name) + len(about) <= TITLE_LONGEST
    title = f"{name} — {about}" if is_short else name
    return f"{number}. {title}\n{' · '.join(why)}" if why else f"{number}. {title}"


def list_rows(numbers: Sequence[int], *, first: int, has_more: bool, reader: Reader) -> Rows:
    """A button for each address of the list, and the next ones; `first` is how the list counts its first."""
    opens = tuple(
        Button(f"📇 {place}", reference_data("open", number)) for place, number in enumerate(numbers, first)
    )
    more = (Button(reader.say(MORE), reference_data("more", first + len(numbers) - 1)),) if has_more else ()
    return tuple(row for row in (opens, more) if row)


def card(
    structure: Structure,
    service: Service,
    opening: Opening,
    *,
    verified_on: date | None,
    is_old: bool,
    reader: Reader,
) -> str:
    """Everything that one needs to go there, or to call first; of a record whose word is old, that."""
    about = reader.plain(service.description or structure.description, ABOUT_LONGEST)
    where = _where(address_of(structure, service)) if not structure.is_protected else ""
    note = service.reach.hours_note or structure.reach.hours_note
    known = reader.filled(VERIFIED, day=reader.day(verified_on)) if verified_on else reader.say(UNVERIFIED)
    hours = reader.opening(opening) or (note and reader.plain(note))
    closed = _closure(structure, reader)
    lines = (
        f"📇 {reader.plain(structure.name, NAME_LONGEST)}",
        about or reader.plain(service.name),
        "",
        f"👥 {' · '.join(told)}" if (told := facts(service, reader)) else "",
        f"📍 {reader.plain(where)}" if where else "",
        *(f"☎️ {_phone(phone, structure, reader)}" for phone in phones_of(structure, service)[:3]),
        *(f"💬 {reader.plain(link)}" for link in _links(structure, service)),
        f"🕑 {closed or hours}" if closed or hours else "",
        f"⚠️ {reader.say(WARNINGS[Mind.CALL_FIRST])}" if is_old and verified_on else "",
        known,
    )
    return "\n".join(line for number, line in enumerate(lines) if line or number == ABOUT_ENDS)


def facts(service: Service, reader: Reader) -> list[str]:
    """Whom a service is for and on what terms, as far as the record says."""
    ages = _ages(service)
    known: Sequence[tuple[bool, str]] = (
        (bool(ages), reader.filled(REASONS[Why.AGE], value=ages)),
        (MayCome.ALONE in service.may_come, reader.say(REASONS[Why.ALONE])),
        (service.cost is Cost.FREE, reader.say(REASONS[Why.FREE])),
        (service.is_anonymous is True, reader.say(REASONS[Why.ANONYMOUS])),
        (service.consent is Consent.REQUIRED, reader.say(WARNINGS[Mind.CONSENT])),
        (bool(service.languages), ", ".join(reader.value(code) for code in service.languages)),
    )
    restriction = [reader.plain(service.restriction)] if service.restriction else []
    return [said for holds, said in known if holds] + restriction


def _ages(service: Service) -> str:
    if service.age_min is not None and service.age_max is not None:
        return f"{service.age_min}–{service.age_max}"
    if service.age_min is not None:
        return f"{service.age_min}+"
    return f"0–{service.age_max}" if service.age_max is not None else ""


def _closure(structure: Structure, reader: Reader) -> str:
    closure, today = structure.closure, reader.now.astimezone(reader.zone).date()
    if (
        closure is None
        or (closure.first and closure.first > today)
        or (closure.last and closure.last < today)
    ):
        return ""
    if closure.last is None:
        return reader.say(CLOSED)
    return reader.filled(WARNINGS[Mind.CLOSED_UNTIL], value=reader.day(closure.last + timedelta(days=1)))


def card_rows(number: int, structure: Structure, service: Service, *, reader: Reader) -> Rows:
    """Going there with a code, the map, and saying that the record is wrong."""
    goes_there = Delivery.ON_SITE in service.delivery or not service.delivery
    take = (Button(reader.say(TAKE if goes_there else CONTACT), reference_data("code", number)),)
    chart = _map(address_of(structure, service)) if not structure.is_protected else None
    charts = (Button(reader.say(MAP), chart),) if chart else ()
    return ((*take, *charts), (Button(reader.say(WRONG), reference_data("wrong", number)),))


def _where(address: Address) -> str:
    place = " ".join(filter(None, (address.postcode, address.locality)))
    return ", ".join(filter(None, (address.street, address.complement, place)))


def _phone(phone: Phone, structure: Structure, reader: Reader) -> str:
    label = f" ({reader.plain(phone.label)})" if phone.label else ""
    return f"{isolated(reader.language, _spaced(phone.number, structure.reach.address.country))}{label}"


def _spaced(number: str, country: str) -> str:
    """Write a number as its country does, so that a phone makes it a link; a short one stays as it is."""
    try:
        parsed = phonenumbers.parse(number, country or None)
    except phonenumbers.NumberParseException:
        return number
    if not number.startswith("+"):
        return number
    form = phonenumbers.PhoneNumberFormat
    is_here = phonenumbers.region_code_for_number(parsed) == country
    return phonenumbers.format_number(parsed, form.NATIONAL if is_here else form.INTERNATIONAL)


def _links(structure: Structure, service: Service) -> list[str]:
    """Where to write: the form or the chat, the mail, the site; each once."""
    reach, own = structure.reach, service.reach
    sites = (service.access_link, own.email or reach.email, own.website or reach.website)
    return list(dict.fromkeys(filter(None, sites)))


def _map(address: Address) -> str | None:
    if address.lat is None or address.lon is None:
        return None
    point = f"{address.lat:.5f}/{address.lon:.5f}"
    return f"https://www.openstreetmap.org/?mlat={address.lat:.5f}&mlon={address.lon:.5f}#map=17/{point}"
