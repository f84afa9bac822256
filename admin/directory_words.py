"""The directory in words: its codes by name, and each fact of a record as one label and one value, to show or to compare.

Pure. A protected address is written only where the caller says that its reader may see it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import phonenumbers
from babel.dates import format_date
from phonenumbers import PhoneNumberFormat

from admin import reading
from admin.directory_areas import area_name
from admin.labels import _
from passerelle.directory.records import Address, Closure, Phone, Reach, Service, Structure
from passerelle.directory.vocabulary import KINDS, NAMES, TOPICS, Cadence

Say = Callable[[str], str]

COUNTRIES: Mapping[str, str] = {
    "BE": _("Belgique"),
    "FR": _("France"),
    "LU": _("Luxembourg"),
    "CH": _("Suisse"),
}
HOW: Mapping[str, str] = {
    "phone": _("par téléphone"),
    "visit": _("sur place"),
    "mail": _("par mail"),
    "website": _("sur le site"),
}
ORIGINS: Mapping[str, str] = {
    "edit": _("Modifiée"),
    "import": _("Importée d’un fichier"),
    "report": _("Suspendue après des signalements"),
    "sweep": _("Rangée automatiquement"),
}
CADENCES: Mapping[Cadence, str] = {
    Cadence.CRISIS: _("accueil en crise"),
    Cadence.HELPLINE: _("ligne d’écoute"),
    Cadence.ASSOCIATION: _("association"),
    Cadence.INSTITUTION: _("institution"),
}
WRONG: Mapping[str, str] = {
    "something": _("quelque chose est faux"),
    "number": _("le numéro ne va pas"),
    "moved": _("l’adresse a changé"),
    "closed": _("c’est fermé"),
    "refused_me": _("refus à l’accueil"),
}
IDENTIFIERS = {"siret": "SIRET", "finess": "FINESS", "kbo": "BCE"}
YES, NO = _("oui"), _("non")
HIDDEN = _("adresse protégée")


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that a record says, in words."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that two records say differently; empty is "not said"."""

    label: str
    before: str
    after: str


def differences(before: Structure, after: Structure, *, say: Say, sees_protected: bool) -> list[Change]:
    """What two records say differently, in the order of a record."""
    old = facts(before, say=say, sees_protected=sees_protected)
    new = facts(after, say=say, sees_protected=sees_protected)
    keys = [*new, *(key for key in old if key not in new)]
    nothing = Fact("", "")
    pairs = ((old.get(key, nothing), new.get(key, nothing)) for key in keys)
    return [Change(n.label or o.label, o.value, n.value) for o, n in pairs if o.value != n.value]


def facts(structure: Structure, *, say: Say, sees_protected: bool) -> dict[str, Fact]:
    """Everything that a record says, by a key that stays the same from one version to the next."""
    shows_address = sees_protected or not structure.is_protected
    own = dict(_of_structure(structure, say))
    own |= {key: (label, value) for key, label, value in _of_reach(structure.reach, say, shows_address)}
    told = {key: Fact(say(label), value) for key, (label, value) in own.items() if value}
    for service in structure.services:
        parts = [*_of_service(service, say), *_of_reach(service.reach, say, shows_address)]
        told |= {
            f"{service.key}/{key}": Fact(f"{service.name} · {say(label)}", value)
            for key, label, value in parts
            if value
        }
    return told


def _of_structure(structure: Structure, say: Say) -> Iterator[tuple[str, tuple[str, str]]]:
    yield "name", (_("Nom"), structure.name)
    yield "short_name", (_("Nom court"), structure.short_name)
    yield "names", (_("Noms dans d’autres langues"), pairs(structure.names))
    yield "kind", (_("Genre de structure"), kind_name(structure.kind, say))
    yield "status", (_("État"), named(structure.status, say))
    yield "description", (_("Présentation"), structure.description)
    yield "closure", (_("Fermeture exceptionnelle"), closure_in_words(structure.closure, say))
    yield "is_protected", (_("Adresse protégée"), say(YES) if structure.is_protected else "")
    yield "accessibility", (_("Accessibilité"), structure.accessibility)
    yield "identifiers", (_("Identifiants"), pairs(structure.identifiers))
    yield "parent", (_("Fait partie de"), structure.parent)
    yield "source", (_("Source"), structure.source)
    yield "source_record", (_("Numéro à la source"), structure.source_record)
    yield "source_url", (_("Page de la source"), structure.source_url)
    yield "licence", (_("Licence"), structure.licence)
    yield "source_updated_on", (_("Date donnée par la source"), day(structure.source_updated_on))


def _of_service(service: Service, say: Say) -> Iterator[tuple[str, str, str]]:
    yield "name", _("nom du service"), service.name
    yield "description", _("description"), service.description
    yield "kind", _("ce qu’on y fait"), named(service.kind, say)
    yield "topics", _("sujets"), topics_in_words(service.topics, say)
    yield "audience", _("public"), all_named(service.audience, say)
    yield "ages", _("âges"), ages(service.age_min, service.age_max, say)
    yield "restriction", _("réservé à"), service.restriction
    yield "may_come", _("qui peut venir"), all_named(service.may_come, say)
    yield "is_anonymous", _("anonyme"), yes_no(service.is_anonymous, say)
    yield "consent", _("accord des parents"), named(service.consent, say)
    yield "mandate", _("qui envoie"), named(service.mandate, say)
    yield "access", _("comment y entrer"), all_named(service.access, say)
    yield "access_link", _("formulaire en ligne"), service.access_link
    yield "delivery", _("où et comment"), all_named(service.delivery, say)
    yield "covers", _("territoire"), ", ".join(area_name(code, say) for code in service.covers)
    yield "languages", _("langues"), languages(service.languages)
    yield "cost", _("prix"), named(service.cost, say)
    yield "cost_note", _("précision sur le prix"), service.cost_note
    yield "documents", _("papiers à apporter"), service.documents
    yield "waiting", _("attente"), service.waiting
    yield "waiting_on", _("attente connue le"), day(service.waiting_on)
    yield "is_crisis", _("reçoit en pleine crise"), say(YES) if service.is_crisis else ""
    yield "is_emergency", _("urgence"), say(YES) if service.is_emergency else ""


def _of_reach(reach: Reach, say: Say, shows_address: bool) -> Iterator[tuple[str, str, str]]:  # noqa: FBT001 - what a reader may see
    country = reach.address.country
    yield "phones", _("téléphone"), ", ".join(phone_in_words(phone, country) for phone in reach.phones)
    yield "email", _("mail"), reach.email
    yield "website", _("site"), reach.website
    address = ", ".join(address_lines(reach.address, say))
    yield "address", _("adresse"), address if shows_address or not address else say(HIDDEN)
    point = f"{reach.address.lat}, {reach.address.lon}" if reach.address.lat is not None else ""
    yield "point", _("point sur la carte"), point if shows_address else ""
    yield "hours", _("horaires"), reach.hours
    yield "hours_note", _("horaires en mots"), reach.hours_note


def cadence_name(structure: Structure) -> str:
    """Name the rhythm in which a record is verified: that of its kind, or of whoever receives people in a crisis."""
    is_crisis = any(service.is_crisis or service.is_emergency for service in structure.services)
    cadence = KINDS[structure.kind].cadence if structure.kind in KINDS else Cadence.ASSOCIATION
    return CADENCES[Cadence.CRISIS if is_crisis else cadence]


def kind_name(kind: str, say: Say) -> str:
    """Name a kind of structure; an unknown one is itself."""
    return say(KINDS[kind].name) if kind in KINDS else kind


def topics_in_words(topics: Iterable[str], say: Say) -> str:
    """Name topics in a row."""
    return ", ".join(say(TOPICS[topic].name) if topic in TOPICS else topic for topic in topics)


def named(code: StrEnum | None, say: Say) -> str:
    """Name a code of the vocabulary; nothing for none."""
    return say(NAMES[type(code)][code]) if code is not None else ""


def all_named(codes: Iterable[StrEnum], say: Say) -> str:
    """Name codes in a row."""
    return ", ".join(named(code, say) for code in codes)


def yes_no(answer: bool | None, say: Say) -> str:  # noqa: FBT001 - the answer itself
    """Say yes, no, or nothing where nobody knows."""
    return "" if answer is None else say(YES if answer else NO)


def ages(first: int | None, last: int | None, say: Say) -> str:
    """Say for which ages: "12–25 ans"."""
    if first is not None and last is not None:
        return say(_("{first}–{last} ans")).format(first=first, last=last)
    if first is not None:
        return say(_("dès {first} ans")).format(first=first)
    return say(_("jusqu’à {last} ans")).format(last=last) if last is not None else ""


def languages(codes: Iterable[str]) -> str:
    """Name languages in a row."""
    names = reading.locale().languages
    return ", ".join(names.get(code.replace("-", "_"), code) for code in codes)


def pairs(values: Mapping[str, str]) -> str:
    """Write a small table in a row: "nl : De Brug"."""
    return ", ".join(f"{IDENTIFIERS.get(key, key)}\u00a0: {value}" for key, value in sorted(values.items()))


def day(when: date | None) -> str:
    """Write a day: "23 novembre 2026"."""
    return format_date(when, "long", locale=reading.locale()) if when else ""


def closure_in_words(closure: Closure | None, say: Say) -> str:
    """Say when it is closed, and why."""
    if closure is None:
        return ""
    first, last = day(closure.first), day(closure.last)
    span = (
        say(_("du {first} au {last}"))
        if first and last
        else say(_("dès le {first}") if first else _("jusqu’au {last}"))
    )
    words = span.format(first=first, last=last) if first or last else ""
    return "\u00a0: ".join(part for part in (words, closure.reason) if part)


def national(number: str, country: str) -> str:
    """Write a number as its own country does, as another one where it is from elsewhere; a short one as it is."""
    try:
        read = phonenumbers.parse(number, country or None)
    except phonenumbers.NumberParseException:
        return number
    if not number.startswith("+"):
        return number
    here = phonenumbers.region_code_for_number(read) in {country or None, None}
    style = PhoneNumberFormat.NATIONAL if here and country else PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(read, style)


def phone_in_words(phone: Phone, country: str) -> str:
    """Write a number with what it is for and when somebody answers."""
    more = ", ".join(part for part in (phone.label, phone.hours, languages(phone.languages)) if part)
    number = national(phone.number, country)
    return f"{number} ({more})" if more else number


def address_lines(address: Address, say: Say) -> list[str]:
    """Write an address as on an envelope."""
    town = " ".join(part for part in (address.postcode, address.locality) if part)
    country = say(COUNTRIES.get(address.country, address.country))
    lines = [address.street, address.complement, town]
    return [line for line in lines if line] + ([country] if any(lines) and country else [])
