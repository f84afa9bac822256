"""From cells to how somebody is reached: telephones, mail, address and hours, of a structure or of one of its services.

Hours that are no OpenStreetMap notation are kept in the note; a commune is looked up only where the cell is blank.
"""

import re
from collections.abc import Mapping

from passerelle.directory.records import Address, Phone, Reach
from passerelle.exchange import communes, lists, points, values, wordings
from passerelle.exchange.columns import REACH
from passerelle.exchange.told import Told

UNKNOWN = "inconnue"  # says of a commune that it is not to be looked up
_BRACKETED = re.compile(r"([^()]+?)\s*\(([^()]+)\)")
_KEYS = {"": frozenset(REACH), "service.": frozenset(f"service.{key}" for key in REACH)}
_NOTHING, _NOWHERE = Reach(), Address()


def reach(cells: Mapping[str, str], before: str, told: Told) -> Reach:
    """Read the columns whose keys begin with `before`, "" or "service."."""
    if not cells.keys() & _KEYS[before]:
        return _NOTHING
    address = _address(cells, before, told)
    hours, rest = _hours(cells.get(f"{before}hours", ""), f"{before}hours", told)
    phones, more = _phones(cells, before, _country(address), told)
    read = Reach(
        phones=phones,
        email=_kept(values.email, cells, f"{before}email", told),
        website=_kept(values.website, cells, f"{before}website", told),
        address=address,
        hours=hours,
        hours_note="\n".join(text for text in (cells.get(f"{before}hours_note", ""), rest, *more) if text),
    )
    return _NOTHING if read == _NOTHING else read


def _country(address: Address) -> str:
    """The country whose way of writing numbers holds; a postcode tells where nothing else does."""
    digits = address.postcode if address.postcode.isdigit() else ""
    return address.country or {4: "BE", 5: "FR"}.get(len(digits), "")


def _hours(cell: str, key: str, told: Told) -> tuple[str, str]:
    if not cell or values.is_hours(cell):
        return cell, ""
    told.warn(key, f"Horaires illisibles pour la machine, gardés en remarque : « {cell[:80]} ».")
    return "", cell


def _kept(reading: values.Reading, cells: Mapping[str, str], key: str, told: Told) -> str:
    cell = cells.get(key, "")
    if not cell:
        return ""
    value = reading(cell)
    if value is None:
        told.warn(key, f"Ne se lit pas, laissé de côté : « {cell[:80]} ».")
    return value or ""


def _phones(
    cells: Mapping[str, str], before: str, country: str, told: Told
) -> tuple[tuple[Phone, ...], list[str]]:
    """The telephones, and their hours that only a person can read."""
    key = f"{before}phones"
    numbers = lists.items(cells.get(key, ""))
    if not numbers:
        return (), []
    labels = lists.aligned(cells.get(f"{key}.label", ""))
    hours = lists.aligned(cells.get(f"{key}.hours", ""))
    languages = lists.aligned(cells.get(f"{key}.languages", ""))
    phones, rest = [], []
    for place, cell in enumerate(numbers):
        number, label = _number(cell, country)
        if number is None:
            told.warn(key, f"Ne se lit pas comme un numéro de téléphone, laissé de côté : « {cell[:80]} ».")
            continue
        read, words = _hours(_at(hours, place), f"{key}.hours", told)
        rest += [words] if words else []
        spoken, _ = wordings.languages_in(
            word.strip() for word in _at(languages, place).split(",") if word.strip()
        )
        phones.append(Phone(number=number, label=_at(labels, place) or label, hours=read, languages=spoken))
    return tuple(phones), rest


def _number(cell: str, country: str) -> tuple[str | None, str]:
    """A number, and what stands in brackets after it: "06 39 98 00 11 (SMS)"."""
    number, bracketed = values.number(cell, country), _BRACKETED.fullmatch(cell)
    if number is None and bracketed:
        return values.number(bracketed[1], country), bracketed[2].strip()
    return number, ""


def _at(listed: list[str], place: int) -> str:
    return listed[place] if place < len(listed) else ""


def _address(cells: Mapping[str, str], before: str, told: Told) -> Address:
    key = f"{before}address"
    postcode, locality = cells.get(f"{key}.postcode", ""), cells.get(f"{key}.locality", "")
    country = _named_country(cells.get(f"{key}.country", ""), f"{key}.country", told)
    commune = cells.get(f"{key}.commune", "")
    if not commune and (postcode or locality):
        country, commune = _looked_up(postcode, locality, country, key, told)
    commune = "" if commune.casefold() == UNKNOWN else commune
    point = points.read(cells.get(f"{key}.lat", ""), cells.get(f"{key}.lon", ""), f"{key}.lat", told)
    read = Address(
        street=cells.get(f"{key}.street", ""),
        complement=cells.get(f"{key}.complement", ""),
        postcode=postcode,
        locality=locality,
        country=country,
        commune=commune,
        lat=point[0] if point else None,
        lon=point[1] if point else None,
    )
    return _NOWHERE if read == _NOWHERE else read


def _named_country(cell: str, key: str, told: Told) -> str:
    code = wordings.countries().code(cell) if cell else ""
    if code is None:
        told.warn(key, f"Pays inconnu, laissé de côté : « {cell[:80]} ». Écrivez BE, FR, LU ou CH.")
    return code or ""


def _looked_up(postcode: str, locality: str, country: str, key: str, told: Told) -> tuple[str, str]:
    place = communes.certain(postcode, locality, country)
    if place:
        return place.country, place.code
    if country in {"", "BE", "FR"}:
        where = f"{postcode} {locality}".strip()
        told.note(f"{key}.commune", f"La commune de « {where[:80]} » n’est pas certaine : indiquez son code.")
    return country, ""
