"""How the cells of other people's lists become ours: each conversion by the name that a mapping calls it.

A conversion reads the cells that a mapping lists and gives fields of ours, with what there is to say. It guesses nothing: what it
cannot read surely stays in words.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from passerelle.exchange import french_hours, lambert93, values, weeks


@dataclass(frozen=True, slots=True)
class Converted:
    """What cells became: fields of ours, the target's own first; `warnings` what was mended, `rest` what stays in words."""

    fields: Mapping[str, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()


Conversion: TypeAlias = Callable[[str, Sequence[str]], Converted]
_POSTCODE = re.compile(r"(?<![0-9])([0-9]{5})(?![0-9])")
_TAIL = re.compile(r",\s*(?:FRA|France)\s*$", re.IGNORECASE)
_SPLIT_PHONES = re.compile(r"\s*(?:/|;|\n|,|\s-\s|\bou\b|\bet\b)\s*", re.IGNORECASE)
_EMPTY = re.compile(r"[\s\-–—_.,;:/@]*")


def is_blank(cell: str) -> bool:
    """Tell whether a cell holds nothing but the marks that stand for nothing: "-", "--", "@"."""
    return _EMPTY.fullmatch(cell) is not None


def joined(key: str, cells: Sequence[str], *, by: str = " ") -> Converted:
    """Put the cells one after the other, each once."""
    return Converted({key: by.join(dict.fromkeys(cell for cell in cells if cell))})


def first(key: str, cells: Sequence[str]) -> Converted:
    """Take the first cell that holds something."""
    return Converted({key: next((cell for cell in cells if cell), "")})


def listed(key: str, cells: Sequence[str]) -> Converted:
    """Make one list of the cells."""
    return joined(key, cells, by=" | ")


def five_digits(key: str, cells: Sequence[str]) -> Converted:
    """Give a French postcode or INSEE number back the zero that a spreadsheet took: 1600 is 01600."""
    cell = next((cell for cell in cells if cell), "").replace(" ", "")
    return Converted({key: cell.zfill(5) if cell.isdecimal() and len(cell) == 4 else cell})


def phones(key: str, cells: Sequence[str]) -> Converted:
    """Part several numbers in one cell; "+33 (0)3 26…" loses its zero."""
    parted = [part for cell in cells for part in _SPLIT_PHONES.split(cell.replace("(0)", ""))]
    return listed(key, [part for part in parted if not is_blank(part)])


def day(key: str, cells: Sequence[str]) -> Converted:
    """Read a date with or without its hour, whichever way it is written."""
    cell = next((cell for cell in cells if cell), "")
    found = values.day(cell)
    return Converted({key: found.isoformat() if found else cell})


def siret(key: str, cells: Sequence[str]) -> Converted:
    """Keep a SIRET of fourteen digits; anything else, such as a SIREN or an association's number, is no SIRET."""
    digits = re.sub(r"\s", "", "".join(cells))
    return Converted({key: f"siret: {digits}"} if re.fullmatch("[0-9]{14}", digits) else {})


def mail(key: str, cells: Sequence[str]) -> Converted:
    """Take the first mail address among whatever else stands there."""
    found = re.search(r"[^\s@,;<>()]+@[^\s@,;<>()]+\.[a-zA-Z]{2,}", " ".join(cells))
    return Converted(
        {key: found[0] if found else ""}, _lost(found is None, cells, "aucune adresse de courriel")
    )


def web(key: str, cells: Sequence[str]) -> Converted:
    """Take the first address of the web among whatever else stands there."""
    words = (word.strip(".,;()") for word in " ".join(cells).split())
    found = next((read for word in words if "@" not in word and (read := values.website(word))), "")
    return Converted({key: found}, _lost(not found, cells, "aucune adresse de site"))


def hours(key: str, cells: Sequence[str]) -> Converted:
    """Keep OpenStreetMap's notation; read French words where they can mean one thing only; else keep them as a note."""
    text = "\n".join(dict.fromkeys(cell for cell in cells if cell))
    if not text:
        return Converted()
    if values.is_hours(text):
        return Converted({key: text})
    read = french_hours.read(text)
    return Converted({key: read} if read else {f"{key}_note": text})


def hours_by_week(key: str, cells: Sequence[str]) -> Converted:
    """Read OpenStreetMap's notation, then "semaine paire" or "semaine impaire" (ISO weeks), in which alone it holds."""
    text, parity = (*cells, "", "")[:2]
    weeks_of = (
        "week 1-53/2"
        if "impaire" in parity.casefold()
        else "week 2-52/2"
        if "paire" in parity.casefold()
        else ""
    )
    rules = [rule.strip() for rule in text.split(";")]
    told = "; ".join(
        rule if not weeks_of or rule.startswith("PH") else f"{weeks_of} {rule}" for rule in rules
    )
    return hours(key, [told] if values.is_hours(told) else [text, parity])


def ticked(key: str, cells: Sequence[str], *, names: Sequence[str]) -> Converted:
    """Make a list of the names of those columns that hold a cross or a yes."""
    return listed(key, [name for name, cell in zip(names, cells, strict=True) if values.yes(cell)])


def week(key: str, cells: Sequence[str]) -> Converted:
    """Read one column for each day from Monday: "09:00 - 12:00 / 14:00 - 16:30"; slots that overlap are merged, and it is said."""
    read = weeks.read([weeks.slots(cell) for cell in cells])
    return Converted({key: read.hours, f"{key}_note": read.note}, read.warnings)


def week_in_fours(key: str, cells: Sequence[str]) -> Converted:
    """Read four columns for each day from Monday: opens, closes, opens again, closes again."""
    days = [weeks.of_times(cells[at : at + 4]) for at in range(0, len(cells), 4)]
    read = weeks.read(days)
    return Converted({key: read.hours, f"{key}_note": read.note}, read.warnings)


def lat_lon(key: str, cells: Sequence[str]) -> Converted:
    """Read a latitude, then a longitude."""
    return _point(key, *(*cells, "", "")[:2])


def lon_lat(key: str, cells: Sequence[str]) -> Converted:
    """Read a longitude, then a latitude, as X and Y."""
    return _point(key, *(*cells, "", "")[1::-1])


def pair(key: str, cells: Sequence[str]) -> Converted:
    """Read "42.34, 9.38" from one cell: the latitude, then the longitude."""
    return lat_lon(key, re.split(r"\s*[,;]\s+|\s*;\s*|,", next((cell for cell in cells if cell), "")))


def lambert_93(key: str, cells: Sequence[str]) -> Converted:
    """Read X and Y in metres of Lambert-93, with a decimal comma or point."""
    try:
        x, y = (float(cell.replace(",", ".").replace(" ", "")) for cell in cells)
        lat, lon = lambert93.degrees(x, y)
    except (ValueError, OverflowError):
        return Converted(warnings=_lost(any(cells), cells, "pas de coordonnées Lambert-93"))
    return _point(key, f"{lat:.7f}", f"{lon:.7f}")


def address(key: str, cells: Sequence[str]) -> Converted:
    """Part "7 Bis rue Max Linder - 33500 LIBOURNE" or "1 rue Verte, 51200, Épernay, Marne" into street, postcode and locality."""
    text = _TAIL.sub("", " ".join(cells).strip())
    found = list(_POSTCODE.finditer(text))
    if not found:
        return Converted({f"{key}.street": text})
    code = found[-1]
    street, after = text[: code.start()].strip(" ,-–\n"), text[code.end() :].strip(" ,-–\n")
    locality = after.split(",")[0].strip()
    return Converted({f"{key}.street": street, f"{key}.postcode": code[1], f"{key}.locality": locality})


def _point(key: str, lat: str, lon: str) -> Converted:
    where = "service.address" if key.startswith("service.") else "address"
    return Converted({f"{where}.lat": lat, f"{where}.lon": lon} if lat or lon else {})


def _lost(is_lost: bool, cells: Sequence[str], what: str) -> tuple[str, ...]:  # noqa: FBT001 - private, read in place
    text = " ".join(cell for cell in cells if not is_blank(cell))
    return (f"Laissé de côté, {what} : « {text[:80]} ».",) if is_lost and text else ()


NAMED: Mapping[str, Conversion] = {
    "joined": joined,
    "first": first,
    "list": listed,
    "ticked": listed,
    "five_digits": five_digits,
    "phones": phones,
    "day": day,
    "siret": siret,
    "email": mail,
    "website": web,
    "hours": hours,
    "hours_by_week": hours_by_week,
    "week": week,
    "week_in_fours": week_in_fours,
    "lat_lon": lat_lon,
    "lon_lat": lon_lat,
    "pair": pair,
    "lambert93": lambert_93,
    "address": address,
}
