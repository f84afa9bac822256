"""Open Referral's HSDS 3.1, both ways: a list of services with their organizations.

An export read again gives the same records, but for protected addresses, which are never written. A file verifies nothing: what
somebody else assured is at most the date of the source.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

from passerelle.clock import system_clock
from passerelle.directory.records import Service, Structure
from passerelle.directory.vocabulary import Status
from passerelle.exchange import hsds_in, hsds_out, hsds_tables, hsds_words as words, strangers
from passerelle.exchange.brought import Brought
from passerelle.exchange.hsds_reach import Raw, listed, text
from passerelle.exchange.strangers import Remarks, quoted

# What tells a location or a taxonomy, alone in a file, from an organization.
_OTHERS = {"location_type", "taxonomy", "parent_id", "version"}
_LONGEST_SLUG = 60
_ID_DIGITS = 8  # of a foreign id, which make its slug ours alone


def write(
    structures: Iterable[Structure],
    out: BinaryIO,
    *,
    verified_on: Mapping[str, date] | None = None,
    today: date | None = None,
) -> None:
    """Write structures as one page of services; `verified_on` says by slug on which day a person verified each."""
    day, count = today or system_clock().date(), 0
    out.write(b'{"contents": [')
    for structure in structures:
        for entry in hsds_out.entries(
            structure, verified_on=(verified_on or {}).get(structure.id), today=day
        ):
            out.write((",\n" if count else "\n").encode() + json.dumps(entry, ensure_ascii=False).encode())
            count += 1
    page = {"total_items": count, "total_pages": 1, "page_number": 1, "size": count}
    page |= {"first_page": True, "last_page": True, "empty": count == 0}
    out.write(b"\n], " + json.dumps(page)[1:].encode() + b"\n")


@dataclass(slots=True)
class _Organization:
    """What a file says of one organization: itself, its services by id, and the rows that they were read from."""

    raw: dict[str, Any] = field(default_factory=dict)
    services: dict[str, dict[str, Any]] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    all_rows: list[int] = field(default_factory=list)
    remarks: list[Remarks] = field(default_factory=list)


@dataclass(slots=True)
class _File:
    """The organizations of a file by id, and the organization of each service."""

    organizations: dict[str, _Organization] = field(default_factory=dict)
    holders: dict[str, str] = field(default_factory=dict)

    def of(self, key: str) -> _Organization:
        """What is known of an organization so far."""
        return self.organizations.setdefault(key, _Organization())


def read(path: Path, *, today: date | None = None) -> Iterator[Brought]:
    """Read a page of services or organizations, one of them alone, or tables of CSV in a folder or a ZIP; refuses what is none."""
    day = today or system_clock().date()
    file = _File()
    for row, entry in hsds_tables.entries(path):
        if (
            isinstance(entry, Mapping)
            and (entry.get("name") or entry.get("service"))
            and not _OTHERS & set(entry)
        ):
            _enter(file, row, entry)
        else:
            yield _unreadable(row, entry)
    slugs = {key: _slug(found.raw) for key, found in file.organizations.items()}
    for found in file.organizations.values():
        yield _brought(found, slugs, day)


def _enter(file: _File, row: int, entry: Raw) -> None:
    """Put an entry down under its organization; a place of a service brings the service along."""
    within = entry.get("service")
    if isinstance(within, Mapping):
        here = [{name: part for name, part in entry.items() if name != "service"}]
        _enter(file, row, {**within, "service_at_locations": within.get("service_at_locations") or here})
    elif {"status", "organization", "organization_id"} & set(entry):
        _enter_service(file, row, entry)
    else:
        known = file.of(text(entry, "id") or f"row {row}")
        _enter_organization(known, row, entry)
        for service in listed(entry, "services"):
            _enter_service(file, row, {**service, "organization_id": text(entry, "id") or f"row {row}"})


def _enter_service(file: _File, row: int, entry: Raw) -> None:
    whole = entry.get("organization")
    organization: Raw = whole if isinstance(whole, Mapping) else {}
    name = _id_of(entry, file, row)
    key = text(organization, "id") or text(entry, "organization_id")
    key = key or file.holders.get(name, name)
    known = file.of(key)
    file.holders.setdefault(name, key)
    _enter_organization(known, row, organization)
    remarks = Remarks(row)
    known.remarks.append(remarks)
    before = known.services.setdefault(name, {})
    if name in known.rows:
        _say_repeated(before, entry, known.rows[name], remarks)
    known.rows.setdefault(name, row)
    before.update({k: part for k, part in entry.items() if k not in before})


def _id_of(entry: Raw, file: _File, row: int) -> str:
    """The id of a service; where two services of different names share one, each is kept."""
    name = text(entry, "id") or f"row {row}"
    before = file.of(file.holders[name]).services[name] if name in file.holders else entry
    return name if text(before, "name") == text(entry, "name") else f"{name} row {row}"


def _enter_organization(known: _Organization, row: int, raw: Raw) -> None:
    known.raw.update({name: part for name, part in raw.items() if name not in known.raw})
    if row not in known.all_rows[-1:]:
        known.all_rows.append(row)


def _say_repeated(before: Raw, entry: Raw, row: int, remarks: Remarks) -> None:
    other = [k for k, part in entry.items() if k in before and before[k] != part and k != "organization"]
    if other:
        remarks.warn(
            other[0],
            f"Le même service qu’à la ligne {row}, qui dit autre chose de : {', '.join(other)}. La première est gardée.",
        )
    else:
        remarks.note("id", f"Le même service qu’à la ligne {row} : gardé une seule fois.")


def _brought(found: _Organization, slugs: Mapping[str, str], today: date) -> Brought:
    remarks = Remarks(found.all_rows[0])
    if not text(found.raw, "name"):
        _name_after_service(found, remarks)
    raw = [service for service in found.services.values() if not hsds_out.is_stand_in(service)]
    everything = list(found.services.values())
    structure = hsds_in.structure(found.raw, services=everything, slugs=slugs, remarks=remarks, today=today)
    services = tuple(_services(found, structure, raw))
    structure = replace(structure, services=services)
    messages = (*remarks.said, *(said for row in found.remarks for said in row.said))
    return Brought(tuple(found.all_rows), structure if structure.name else None, messages)


def _name_after_service(found: _Organization, remarks: Remarks) -> None:
    """A service that stands alone becomes a structure of the same name."""
    alone: Raw = next(iter(found.services.values()), {})
    remarks.warn(
        "organization",
        f"Service sans structure nommée : la structure prend son nom, {quoted(text(alone, 'name'))}.",
    )
    found.raw = {
        "id": text(alone, "organization_id") or text(alone, "id"),
        **found.raw,
        "name": text(alone, "name"),
    }


def _services(found: _Organization, structure: Structure, raw: list[dict[str, Any]]) -> Iterator[Service]:
    shared = frozenset(text(place, "id") for place in listed(found.raw, "locations"))
    keys: set[str] = set()
    for entry in raw:
        remarks = Remarks(found.rows.get(text(entry, "id"), found.all_rows[0]))
        found.remarks.append(remarks)
        if _is_left_out(entry, structure, remarks):
            continue
        service = hsds_in.service(entry, shared=shared, remarks=remarks)
        key = service.key
        while key in keys:
            key = f"{service.key}-{len(keys) + 1}"
        keys.add(key)
        yield replace(service, key=key)


def _is_left_out(entry: Raw, structure: Structure, remarks: Remarks) -> bool:
    """Leave out what is not active of a structure that is; what is no known status is taken for active, and said."""
    status = text(entry, "status")
    if status not in words.STATUS_OF:
        remarks.warn("status", f"État inconnu {quoted(status)} : pris pour actif.")
        return False
    gone = structure.status is Status.ACTIVE and status != "active" and not hsds_in.is_ours(entry)
    if gone:
        remarks.warn(
            "status", f"Le service {quoted(text(entry, 'name'))} n’est pas actif ({status}) : laissé de côté."
        )
    return gone


def _slug(raw: Raw) -> str:
    name = strangers.slug(text(raw, "name"))[:_LONGEST_SLUG].strip("-")
    return "-".join(filter(None, (name, text(raw, "id").replace("-", "")[:_ID_DIGITS])))


def _unreadable(row: int, entry: object) -> Brought:
    remarks = Remarks(row)
    remarks.error("", f"Ce n’est ni un service ni une organisation : {quoted(entry)}.")
    raw = {str(k): str(v) for k, v in entry.items()} if isinstance(entry, Mapping) else {"": str(entry)}
    return Brought((row,), None, tuple(remarks.said), raw)
