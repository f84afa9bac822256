"""HSDS files as entries with their rows: a page or an entry of JSON, or the tables of a datapackage joined into entries.

Tables are those of 3.1 and of the sample of 2020. Only joined here, never judged.
"""

import csv
import io
import json
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeAlias

from passerelle.errors import Refused
from passerelle.exchange import hsds_schedule, strangers
from passerelle.exchange.limits import LARGEST_JSON

Row: TypeAlias = dict[str, Any]


class Tables(dict[str, list[Row]]):
    """Rows by table, and found by what a column holds without going through them all again."""

    def __init__(self, tables: Iterable[tuple[str, list[Row]]]) -> None:
        """Keep the rows; each index is made when it is first asked for."""
        super().__init__(tables)
        self._indexes: dict[tuple[str, str], dict[str, list[Row]]] = {}

    def of(self, table: str, column: str, value: object) -> list[Row]:
        """The rows of a table that hold this in a column; none for nothing."""
        if (table, column) not in self._indexes:
            index: dict[str, list[Row]] = defaultdict(list)
            for row in self.get(table, []):
                index[str(row.get(column) or "")].append(row)
            self._indexes[table, column] = index
        return self._indexes[table, column].get(str(value), []) if value else []


# Each table under its holder: the column that names the holder, the tables that say it, and the field of the holder.
_OF_LOCATION: Mapping[str, tuple[str, ...]] = {
    "addresses": ("addresses", "physical_addresses", "postal_addresses"),
    "phones": ("phones",),
    "schedules": ("schedules", "regular_schedules"),
    "accessibility": ("accessibility", "accessibility_for_disabilities"),
}
_OF_SERVICE: Mapping[str, tuple[str, ...]] = {
    "phones": ("phones",),
    "schedules": ("schedules", "regular_schedules"),
    "service_areas": ("service_areas",),
    "required_documents": ("required_documents",),
    "languages": ("languages",),
    "cost_options": ("cost_options",),
    "funding": ("funding",),
    "payments_accepted": ("payments_accepted",),
    "holiday_schedules": ("holiday_schedules",),
    "contacts": ("contacts",),
}
_OF_ORGANIZATION: Mapping[str, tuple[str, ...]] = {
    "phones": ("phones",),
    "organization_identifiers": ("organization_identifiers",),
    "funding": ("funding",),
    "programs": ("programs",),
    "contacts": ("contacts",),
}
_NAMES_OF_2020 = {"service_area": "name", "language": "name", "accessibility": "description"}
_DATES = {"addresses": "physical", "postal_addresses": "postal", "physical_addresses": "physical"}


def entries(path: Path) -> Iterator[tuple[int, Any]]:
    """Entries with their rows: places in a list from 1, or lines of `services.csv`; refuses what cannot be read."""
    try:
        if path.is_dir() or zipfile.is_zipfile(path):
            yield from _joined(Tables(_tables(path)))
            return
        found = json.loads(strangers.within_limits(path).read_bytes())
    except (ValueError, RecursionError, csv.Error, zipfile.BadZipFile) as error:
        raise Refused("Ce fichier n’est pas lisible comme du JSON ou des tables HSDS.") from error
    if isinstance(found, dict) and any(name.endswith(".csv") for name in found):
        yield from _joined(
            Tables((name.removesuffix(".csv"), _numbered(rows, 1)) for name, rows in found.items())
        )
        return
    listed = found.get("contents", [found]) if isinstance(found, dict) else found
    yield from enumerate(listed if isinstance(listed, list) else [listed], start=1)


def _numbered(rows: object, first: int) -> list[Row]:
    """The rows with their numbers; a cell of a table is never a list."""
    kept = rows if isinstance(rows, list) else []
    objects = ((place, row) for place, row in enumerate(kept, start=first) if isinstance(row, dict))
    return [{k: v for k, v in row.items() if not isinstance(v, list | dict)} | {"#": n} for n, row in objects]


def _tables(path: Path) -> Iterator[tuple[str, list[Row]]]:
    for name, content in _files(path):
        rows = csv.DictReader(io.StringIO(content.decode("utf-8-sig")))
        filled = [{k: v for k, v in row.items() if k and v not in (None, "")} for row in rows]
        yield name, _numbered(filled, 2)


def _files(path: Path) -> Iterator[tuple[str, bytes]]:
    """The CSV files, which together stay below the limit, also once unpacked."""
    if path.is_dir():
        found = sorted(path.glob("*.csv"))
        if sum(each.stat().st_size for each in found) > LARGEST_JSON:
            raise Refused("Ces fichiers dépassent ensemble 100 Mo.")
        yield from ((each.stem, each.read_bytes()) for each in found)
        return
    with zipfile.ZipFile(strangers.within_limits(path)) as packed:
        names = [each for each in packed.infolist() if each.filename.endswith(".csv")]
        if sum(each.file_size for each in names) > LARGEST_JSON:
            raise Refused("Cette archive dépasse 100 Mo une fois dépliée.")
        yield from ((Path(each.filename).stem, packed.read(each)) for each in names)


def _joined(tables: Tables) -> Iterator[tuple[int, Row]]:
    """Services with their organizations, then the organizations without a service."""
    if not {"services", "organizations"} & set(tables):
        raise Refused("Il manque les tables services.csv et organizations.csv.")
    locations = {
        row.get("id"): _whole(row, tables, "location_id", _OF_LOCATION) for row in tables.get("locations", [])
    }
    organizations = {}
    for row in tables.get("organizations", []):
        mine = [
            locations[place.get("id")] for place in tables.of("locations", "organization_id", row.get("id"))
        ]
        organizations[row.get("id")] = {
            **_whole(row, tables, "organization_id", _OF_ORGANIZATION),
            "locations": mine,
        }
    for row in tables.get("services", []):
        service = _whole(row, tables, "service_id", _OF_SERVICE) | _eligibility(row, tables)
        service["service_at_locations"] = list(_places(row, tables, locations))
        service["attributes"] = _attributes(row, tables)
        organization = organizations.get(row.get("organization_id"))
        yield row["#"], service | ({"organization": organization} if organization else {})
    served = {row.get("organization_id") for row in tables.get("services", [])}
    for row in tables.get("organizations", []):
        if row.get("id") not in served:
            yield row["#"], organizations[row.get("id")]


def _whole(row: Row, tables: Tables, column: str, parts: Mapping[str, tuple[str, ...]]) -> Row:
    found: dict[str, list[Row]] = defaultdict(list)
    for field, names in parts.items():
        for name in names:
            found[field] += [_as_of_today(part, name) for part in tables.of(name, column, row.get("id"))]
    return {name: value for name, value in row.items() if name != "#"} | {k: v for k, v in found.items() if v}


def _as_of_today(part: Row, table: str) -> Row:
    """A row of 2020 under the names of 3.1."""
    new = {_NAMES_OF_2020.get(name, name): value for name, value in part.items() if name != "#"}
    if table in _DATES:
        new.setdefault("address_type", _DATES[table])
    weekday = str(new.get("weekday", ""))
    if weekday.isdecimal() and 1 <= int(weekday) <= len(hsds_schedule.DAYS):
        new["byday"] = hsds_schedule.DAYS[int(weekday) - 1].upper()
    if table == "phones" and isinstance(new.get("name"), str):
        new["languages"] = [{"code": code.strip()} for code in new.pop("name").split(",")]
    return new


def _eligibility(row: Row, tables: Tables) -> Row:
    said = [
        part["eligibility"]
        for part in tables.of("eligibility", "service_id", row.get("id"))
        if part.get("eligibility")
    ]
    return {"eligibility_description": ", ".join(said)} if said else {}


def _places(row: Row, tables: Tables, locations: Mapping[Any, Row]) -> Iterator[Row]:
    for name in ("service_at_location", "services_at_location"):
        for part in tables.of(name, "service_id", row.get("id")):
            location = locations.get(part.get("location_id"))
            yield {"id": part.get("id")} | ({"location": location} if location else {})


def _attributes(row: Row, tables: Tables) -> list[Row]:
    terms = {term.get("id"): term for name in ("taxonomy_terms", "taxonomy") for term in tables.get(name, [])}
    mine = tables.of("attributes", "link_id", row.get("id"))
    joined = [{**part, "taxonomy_term": terms.get(part.get("taxonomy_term_id"))} for part in mine]
    older = [
        {"taxonomy_term": terms.get(part.get("taxonomy_id"))}
        for part in tables.of("services_taxonomy", "service_id", row.get("id"))
    ]
    return [part for part in [*joined, *older] if part.get("taxonomy_term") or part.get("value")]
