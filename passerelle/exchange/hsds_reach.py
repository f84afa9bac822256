"""How to reach an organization or a service of HSDS: phones, languages, its place, its hours. Only the first place is kept."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

from passerelle.directory.records import Address, Phone, Reach
from passerelle.exchange import hsds_schedule, hsds_words as words, strangers
from passerelle.exchange.strangers import Remarks, quoted

Raw: TypeAlias = Mapping[str, Any]

_LANGUAGES: Mapping[str, str] = {
    "arabic": "ar",
    "chinese": "zh",
    "dutch": "nl",
    "english": "en",
    "french": "fr",
    "german": "de",
    "italian": "it",
    "polish": "pl",
    "portuguese": "pt",
    "russian": "ru",
    "spanish": "es",
    "turkish": "tr",
    "ukrainian": "uk",
    "urdu": "ur",
}
_LONGEST_CODE = 8  # letters and dashes of a code such as "sgn-be"


def text(raw: Raw, name: str) -> str:
    """A field as text; empty when it is not there or no text."""
    value = raw.get(name)
    return "" if isinstance(value, list | dict) else strangers.words_of(value)


def listed(raw: Raw, name: str) -> list[Raw]:
    """A field as a list of objects; whatever else stands in it is left out."""
    value = raw.get(name)
    return [entry for entry in value if isinstance(entry, Mapping)] if isinstance(value, list) else []


def of_organization(raw: Raw, *, remarks: Remarks) -> Reach:
    """How to reach an organization; it is where its first location is."""
    places = listed(raw, "locations")
    place: Raw = places[0] if places else {}
    _say_others(places[1:], "l’organisation", remarks)
    address = _address(place, remarks)
    times, hours_note = _hours(listed(place, "schedules"), remarks)
    numbers = [*listed(raw, "phones"), *_phones_within([place])]
    return Reach(
        phones=_phones(numbers, address.country, remarks),
        email=strangers.email(text(raw, "email"), "email", remarks=remarks),
        website=strangers.web(text(raw, "website") or text(raw, "url"), "website", remarks=remarks),
        address=address,
        hours=times,
        hours_note=hours_note,
    )


def of_service(raw: Raw, *, shared: frozenset[str], is_ours: bool, remarks: Remarks) -> Reach:
    """How to reach a service itself: its own place is one that is not among its structure's."""
    everywhere = listed(raw, "service_at_locations")
    places = [at["location"] for at in everywhere if isinstance(at.get("location"), Mapping)]
    own = [place for place in places if text(place, "id") not in shared]
    _say_others(own[1:], "le service", remarks)
    address = _address(own[0], remarks) if own else Address()
    schedules = listed(raw, "schedules") or [s for at in everywhere for s in listed(at, "schedules")]
    times, hours_note = _hours(schedules or [s for p in own for s in listed(p, "schedules")], remarks)
    notes = [hours_note, "" if is_ours else text(raw, "alert")]
    return Reach(
        phones=_phones(
            [*listed(raw, "phones"), *_phones_within([*everywhere, *own])], address.country, remarks
        ),
        email=strangers.email(text(raw, "email"), "email", remarks=remarks),
        website=strangers.web(text(raw, "url"), "url", remarks=remarks),
        address=address,
        hours=times,
        hours_note=" ".join(filter(None, notes)),
    )


def accessibility(raw: Raw) -> str:
    """What is said of the access to the organization's first location."""
    places = listed(raw, "locations")
    entries = listed(places[0], "accessibility") if places else []
    names = ("description", "accessibility", "details", "url")
    return " ".join(filter(None, (text(entry, name) for entry in entries for name in names)))


def languages(raw: Raw, *, remarks: Remarks) -> tuple[str, ...]:
    """The codes of the languages spoken; a name that is not known is said."""
    codes = []
    for entry in listed(raw, "languages"):
        code, name = text(entry, "code"), text(entry, "name")
        known = code if 0 < len(code) <= _LONGEST_CODE else _LANGUAGES.get(name.casefold(), "")
        if known:
            codes.append(known)
        else:
            remarks.warn("languages", f"Langue inconnue {quoted(name or code)} : laissée de côté.")
    return tuple(dict.fromkeys(codes))


def _phones(raw: Iterable[Raw], country: str, remarks: Remarks) -> tuple[Phone, ...]:
    found: dict[str, Phone] = {}
    for entry in raw:
        number = strangers.phone(text(entry, "number"), country, "phones", remarks=remarks)
        if entry.get("extension"):
            remarks.warn("phones", f"Poste intérieur laissé de côté : {quoted(text(entry, 'extension'))}.")
        if number:
            spoken = languages(entry, remarks=remarks)
            found.setdefault(number, Phone(number=number, label=text(entry, "description"), languages=spoken))
    return tuple(found.values())


def _phones_within(holders: Iterable[Raw]) -> list[Raw]:
    return [phone for holder in holders for phone in listed(holder, "phones")]


def _address(place: Raw, remarks: Remarks) -> Address:
    addresses = listed(place, "addresses")
    raw: Raw = next((a for a in addresses if text(a, "address_type") == "physical"), (addresses or [{}])[0])
    country = text(raw, "country").upper()
    lat, lon = strangers.point(place, remarks=remarks)
    is_commune = text(place, "external_identifier_type") == words.COMMUNES.get(country)
    if text(place, "external_identifier") and not is_commune:
        remarks.warn(
            "external_identifier",
            f"Numéro de lieu inconnu ici : {quoted(text(place, 'external_identifier'))}.",
        )
    return Address(
        street=text(raw, "address_1"),
        complement=text(raw, "address_2"),
        postcode=text(raw, "postal_code"),
        locality=text(raw, "city"),
        country=country,
        commune=text(place, "external_identifier") if is_commune else "",
        lat=lat,
        lon=lon,
    )


def _hours(schedules: list[Raw], remarks: Remarks) -> tuple[str, str]:
    """Opening hours where they are weekly and simple; else the schedules in words, and what they say in words."""
    said = hsds_schedule.note(schedules)
    times = hsds_schedule.hours(schedules)
    if times is None:
        remarks.warn("schedules", "Horaires trop particuliers pour être calculés : gardés en toutes lettres.")
        return "", " ".join(filter(None, (said, hsds_schedule.in_words(schedules))))
    return times, said


def _say_others(places: list[Raw], what: str, remarks: Remarks) -> None:
    if places:
        names = ", ".join(filter(None, (text(p, "name") or text(p, "id") for p in places)))
        remarks.warn("locations", f"Un seul lieu est gardé pour {what} ; les autres : {quoted(names)}.")
