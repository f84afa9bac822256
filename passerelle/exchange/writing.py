"""Our own spreadsheet written: CSV for any program, XLSX with its instructions on a second sheet; one record at a time.

A protected address never leaves. Every text goes through `safe.cell`, so that nothing in a file is run as a formula.
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import IO, TextIO

from openpyxl import Workbook

from passerelle.directory.records import Address, Reach, Service, Structure
from passerelle.exchange import columns, instructions, lists, safe, wordings
from passerelle.exchange.reaching import UNKNOWN

_SHEET = "Annuaire"


def write_csv(structures: Iterable[Structure], out: TextIO) -> None:
    """Write records as CSV; `out` is opened with newline="" and, for Excel's sake, encoding="utf-8-sig"."""
    sheet = csv.writer(out, delimiter=";")
    sheet.writerow(column.title for column in columns.ALL)
    for structure in structures:
        sheet.writerows(_rows(structure))


def write_xlsx(structures: Iterable[Structure], out: IO[bytes]) -> None:
    """Write records as a workbook, and on a second sheet what every column and every word means."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_SHEET)
    sheet.freeze_panes = "C2"
    sheet.append([column.title for column in columns.ALL])
    for structure in structures:
        for row in _rows(structure):
            sheet.append([cell or None for cell in row])
    guide = book.create_sheet(instructions.SHEET)
    for line in instructions.lines():
        guide.append(list(line))
    book.save(out)


def public(structure: Structure) -> Structure:
    """The record as it may leave: a protected one keeps of its addresses only the country."""
    if not structure.is_protected:
        return structure
    services = tuple(replace(service, reach=_hidden(service.reach)) for service in structure.services)
    return replace(structure, reach=_hidden(structure.reach), services=services)


def _hidden(reach: Reach) -> Reach:
    return replace(reach, address=Address(country=reach.address.country))


def _rows(structure: Structure) -> Iterator[list[str]]:
    """One row for each service, or one for a structure that has none."""
    known = public(structure)
    own = [safe.cell(cell) for cell in _structure(known)]
    for service in known.services:
        yield own + [safe.cell(cell) for cell in _service(service)]
    if not known.services:
        yield own + [""] * len(columns.SERVICE)


def _structure(structure: Structure) -> list[str]:
    closure = structure.closure
    return [
        structure.id,
        structure.name,
        structure.short_name,
        lists.paired(structure.names),
        wordings.kinds().name(structure.kind),
        structure.description,
        lists.paired(structure.identifiers),
        *_reach(structure.reach),
        _yes(is_so=structure.is_protected or None),
        "oui" if closure else "",
        _day(closure.first if closure else None),
        _day(closure.last if closure else None),
        closure.reason if closure else "",
        structure.accessibility,
        wordings.of(type(structure.status)).name(structure.status),
        structure.parent,
        structure.source,
        structure.source_record,
        structure.source_url,
        structure.licence,
        _day(structure.source_updated_on),
    ]


def _service(service: Service) -> list[str]:
    return [
        service.key,
        service.name,
        service.description,
        _one(service.kind),
        lists.written(wordings.topics().name(topic) for topic in service.topics),
        _some(service.audience),
        "" if service.age_min is None else str(service.age_min),
        "" if service.age_max is None else str(service.age_max),
        service.restriction,
        _some(service.may_come),
        _yes(is_so=service.is_anonymous),
        _one(service.consent),
        _one(service.mandate),
        _some(service.access),
        service.access_link,
        _some(service.delivery),
        lists.written(service.covers),
        lists.written(service.languages),
        _one(service.cost),
        service.cost_note,
        service.documents,
        service.waiting,
        _day(service.waiting_on),
        _yes(is_so=service.is_crisis or None),
        _yes(is_so=service.is_emergency or None),
        *_reach(service.reach),
    ]


def _reach(reach: Reach) -> list[str]:
    address, phones = reach.address, reach.phones
    is_asked = not address.commune and (address.postcode or address.locality)
    return [
        lists.written(phone.number for phone in phones),
        lists.along(phone.label for phone in phones),
        lists.along(phone.hours for phone in phones),
        lists.along(", ".join(phone.languages) for phone in phones),
        reach.email,
        reach.website,
        address.street,
        address.complement,
        address.postcode,
        address.locality,
        address.country,
        UNKNOWN if is_asked else address.commune,
        "" if address.lat is None else repr(address.lat),
        "" if address.lon is None else repr(address.lon),
        reach.hours,
        reach.hours_note,
    ]


def _one(value: StrEnum | None) -> str:
    return wordings.of(type(value)).name(value) if value is not None else ""


def _some(values: Sequence[StrEnum]) -> str:
    return lists.written(_one(value) for value in values)


def _yes(*, is_so: bool | None) -> str:
    return "" if is_so is None else ("oui" if is_so else "non")


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
