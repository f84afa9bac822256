"""A record as its page and its row show it: in words, with what is open now and how far it may be trusted.

Pure: it decides nothing about who may read, but a protected address stays out for whoever may not edit.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time

from admin import directory_words as words, reading
from admin.directory_areas import area_name, commune_name
from admin.directory_words import Fact, Say
from admin.labels import _
from admin.moments import AT, DAYS_COUNTED
from passerelle.directory import freshness, store
from passerelle.directory.freshness import Freshness
from passerelle.directory.index import hours_of
from passerelle.directory.records import Phone, Reach, Service, Structure
from passerelle.directory.store import Kept
from passerelle.helplines.hours import ZONES, opening

OPEN_UNTIL, OPENS, CLOSED_NOW = _("Ouvert, jusqu’à {when}"), _("Fermé, ouvre {when}"), _("Fermé")
ALWAYS, ALWAYS_OPEN = _("Ouvert jour et nuit, tous les jours"), _("Ouvert")
TRUST: Mapping[Freshness, str] = {
    Freshness.FRESH: "",
    Freshness.OVERDUE: _("à vérifier"),
    Freshness.CALL_FIRST: _("à vérifier, appelez avant d’envoyer quelqu’un"),
    Freshness.HIDDEN: _("à vérifier, plus proposée aux jeunes"),
}
VERIFIED = _("vérifiée le {day}, {how}")
BY_WHOM = _("{how}, {who}")
SOMEBODY = _("quelqu’un de l’équipe")
NEVER = _("jamais vérifiée")
ONLY_SOURCE = _("jamais vérifiée\u00a0; la source dit {day}")


@dataclass(frozen=True, slots=True)
class Call:
    """A number to call: for the telephone, for the eye, what it is for, and whether somebody answers now."""

    href: str
    number: str
    label: str
    hours: str
    now: str


@dataclass(frozen=True, slots=True)
class Contact:
    """How to reach somebody."""

    calls: Sequence[Call]
    email: str
    website: str
    address: Sequence[str]
    is_hidden: bool
    hours: str
    hours_note: str
    now: str


@dataclass(frozen=True, slots=True)
class Offer:
    """One service: what for, whom, how."""

    name: str
    kind: str
    description: str
    topics: str
    facts: Sequence[Fact]
    contact: Contact


@dataclass(frozen=True, slots=True)
class Trust:
    """How far a record may be trusted: a word where somebody has to look, who verified it, and the rhythm of its kind."""

    warning: str
    verified: str
    cadence_days: int
    due_on: str
    is_due: bool


@dataclass(frozen=True, slots=True)
class Record:
    """A record on its page."""

    number: int
    name: str
    kind: str
    where: str
    status: str
    status_name: str
    description: str
    closure: str
    contact: Contact
    offers: Sequence[Offer]
    trust: Trust
    source: Sequence[Fact]
    changed: str


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads, and when: the present, the association's zone, the words, the team's names, and whether they may edit."""

    now: datetime
    zone: ZoneInfo
    say: Say
    names: Mapping[int | None, str]
    may_edit: bool


def record(kept: Kept, reader: Reader) -> Record:
    """Write a record for its page."""
    structure, say = kept.structure, reader.say
    told = words.facts(structure, say=say, sees_protected=reader.may_edit)
    source = (
        "source",
        "source_record",
        "source_url",
        "licence",
        "source_updated_on",
        "identifiers",
        "parent",
    )
    return Record(
        number=kept.number,
        name=structure.name,
        kind=words.kind_name(structure.kind, say),
        where=where(structure),
        status=structure.status,
        status_name=words.named(structure.status, say),
        description=structure.description,
        closure=words.closure_in_words(structure.closure, say),
        contact=_contact(structure.reach, structure, reader, hours=structure.reach.hours),
        offers=[_offer(structure, service, reader) for service in structure.services],
        trust=trust(kept, reader),
        source=[told[key] for key in (*source, "accessibility") if key in told],
        changed=words.day(kept.changed_at.astimezone(reader.zone).date()),
    )


def where(structure: Structure) -> str:
    """Name the commune of a record, else what stands in its address; never that of a protected one."""
    address = structure.reach.address
    if structure.is_protected:
        return ""
    return commune_name(address.commune, address.country) or address.locality


def trust(kept: Kept, reader: Reader) -> Trust:
    """Say how far a record may be trusted today."""
    today, cadence = reader.now.astimezone(reader.zone).date(), store.cadence_of(kept.structure)
    level = freshness.freshness(
        today,
        verified_on=kept.verified_on,
        source_updated_on=kept.structure.source_updated_on,
        cadence=cadence,
    )
    is_due = kept.check_due_on <= today
    warning = (
        reader.say(TRUST[max(level, Freshness.OVERDUE)] if is_due or level else "") if is_due or level else ""
    )
    return Trust(warning, verified(kept, reader), cadence, words.day(kept.check_due_on), is_due)


def verified(kept: Kept, reader: Reader) -> str:
    """Say who verified a record, when and how; or that nobody did."""
    say, source = reader.say, kept.structure.source_updated_on
    if kept.verified_on is None:
        return say(ONLY_SOURCE).format(day=words.day(source)) if source else say(NEVER)
    how = say(words.HOW.get(kept.verified_how or "", ""))
    who = reader.names.get(kept.verified_by, say(SOMEBODY))
    return say(VERIFIED).format(day=words.day(kept.verified_on), how=say(BY_WHOM).format(how=how, who=who))


def _offer(structure: Structure, service: Service, reader: Reader) -> Offer:
    say = reader.say
    entry = ", ".join(
        filter(None, [words.all_named(service.access, say), words.all_named(service.delivery, say)])
    )
    price = ", ".join(filter(None, [words.named(service.cost, say), service.cost_note]))
    privacy = [say(_("anonyme")) if service.is_anonymous else "", words.named(service.consent, say)]
    urgent = [(service.is_crisis, _("reçoit en pleine crise")), (service.is_emergency, _("urgence"))]
    whom = [
        words.ages(service.age_min, service.age_max, say),
        words.all_named(service.audience, say),
        service.restriction,
    ]
    rows = [
        (_("Pour qui"), " · ".join(filter(None, whom))),
        (_("Qui peut venir"), words.all_named(service.may_come, say)),
        (_("Confidentialité"), " · ".join(filter(None, privacy))),
        (_("Comment"), entry),
        (_("Prix"), price),
        (_("Langues"), words.languages(service.languages)),
        (
            _("Territoire"),
            ", ".join(area_name(code, say) for code in service.covers) or say(_("pas précisé")),
        ),
        (_("À apporter"), service.documents),
        (_("Attente"), " · ".join(filter(None, [service.waiting, words.day(service.waiting_on)]))),
        (_("Envoi"), words.named(service.mandate, say)),
        (_("Urgence"), ", ".join(say(name) for holds, name in urgent if holds)),
        (_("Formulaire"), service.access_link),
    ]
    return Offer(
        name=service.name,
        kind=words.named(service.kind, say),
        description=service.description,
        topics=words.topics_in_words(service.topics, say),
        facts=[Fact(say(label), value) for label, value in rows if value],
        contact=_contact(
            service.reach, structure, reader, hours=service.reach.hours and hours_of(structure, service)
        ),
    )


def _contact(reach: Reach, structure: Structure, reader: Reader, *, hours: str) -> Contact:
    country = reach.address.country or structure.reach.address.country
    lines = words.address_lines(reach.address, reader.say)
    is_hidden = bool(lines) and structure.is_protected and not reader.may_edit
    return Contact(
        calls=[_call(phone, country, reader) for phone in reach.phones],
        email=reach.email,
        website=reach.website,
        address=[] if is_hidden else lines,
        is_hidden=is_hidden,
        hours=hours,
        hours_note=reach.hours_note,
        now=open_now(hours, country, reader),
    )


def _call(phone: Phone, country: str, reader: Reader) -> Call:
    return Call(
        href=f"tel:{phone.number}",
        number=words.national(phone.number, country),
        label=", ".join(filter(None, [phone.label, words.languages(phone.languages)])),
        hours=phone.hours,
        now=open_now(phone.hours, country, reader),
    )


def open_now(hours: str, country: str, reader: Reader) -> str:
    """Say whether hours are open now, and until when; nothing where nobody knows."""
    found = opening(hours, country, reader.now) if hours and country in ZONES else None
    if found is None or found.is_open is None:
        return ""
    if found.is_round_the_clock:
        return reader.say(ALWAYS)
    if found.changes_at is None:
        return reader.say(ALWAYS_OPEN if found.is_open else CLOSED_NOW)
    when = _soon(found.changes_at, reader, ZONES[country])
    return reader.say(OPEN_UNTIL if found.is_open else OPENS).format(when=when)


def _soon(instant: datetime, reader: Reader, zone: ZoneInfo) -> str:
    local, today = instant.astimezone(zone), reader.now.astimezone(zone).date()
    hour = format_time(local, "HH:mm", tzinfo=zone, locale=reading.locale())
    if local.date() == today:
        return hour
    pattern = "EEEE" if (local.date() - today).days < DAYS_COUNTED else "EEEE d MMMM"
    return reader.say(AT).format(day=format_date(local.date(), pattern, locale=reading.locale()), hour=hour)


@dataclass(frozen=True, slots=True)
class Row:
    """A record in a list."""

    number: int
    name: str
    kind: str
    where: str
    topics: str
    status: str
    status_name: str
    trust: Trust
    calls: Sequence[Call]


def row(kept: Kept, reader: Reader) -> Row:
    """Write a record for a list."""
    structure, say = kept.structure, reader.say
    topics = dict.fromkeys(topic for service in structure.services for topic in service.topics)
    phones = [*structure.reach.phones, *(p for s in structure.services for p in s.reach.phones)]
    return Row(
        number=kept.number,
        name=structure.name,
        kind=words.kind_name(structure.kind, say),
        where=where(structure),
        topics=words.topics_in_words(topics, say),
        status=structure.status,
        status_name=words.named(structure.status, say),
        trust=trust(kept, reader),
        calls=[_call(phone, structure.reach.address.country, reader) for phone in phones[:2]],
    )
