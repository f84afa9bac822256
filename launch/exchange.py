"""`passerelle directory import` and `export`: a file comes in, with what it changes told first, and the directory goes out.

The report is for people who keep spreadsheets: plain French, the numbers of their own lines, and what to do next.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from launch import exchange_report as report
from passerelle.clock import Clock, system_clock
from passerelle.errors import Refused
from passerelle.exchange import bring as bringing, formats, give as giving
from passerelle.exchange.formats import Found
from passerelle.exchange.plan import Plan, plan
from passerelle.exchange.rejects import Rejects
from passerelle.installation import House, open_house
from passerelle.settings import Settings


@dataclass(frozen=True, slots=True)
class _Asked:
    """What somebody asked for on the command line."""

    file: Path
    source: str
    is_dry: bool
    replace_verified: bool
    is_partial: bool


def bring(
    settings: Settings,
    file: Path,
    *,
    mapping: str | None,
    source: str | None,
    dry_run: bool,
    replace_verified: bool,
    is_partial: bool,
    rejects: Path | None,
    clock: Clock = system_clock,
) -> int:
    """Bring a file in, or say what that would change; returns 1 when some of its rows could not be used."""
    if not os.access(file, os.R_OK):
        raise Refused(f"Il n’y a pas de fichier {file}, ou il ne peut pas être lu.")
    left_out = Rejects()
    with _house(settings, clock) as house:
        found = _found(house, file, mapping)
        asked = _Asked(file, source or found.source, dry_run, replace_verified, is_partial)
        done = _brought(house, asked, found, left_out)
    if rejects and left_out.why:
        with _replacing(rejects) as out:
            left_out.write(file if found.is_table else None, out)
    print(report.written(done, f"{file.name} ({found.name})", source=asked.source, is_dry=dry_run))
    print(report.what_next(done, rejects, is_dry=dry_run))
    return 0 if done.is_clean else 1


def give(settings: Settings, file: Path, *, format: str, clock: Clock = system_clock) -> int:  # noqa: A002 - the option's name
    """Write the directory into a file, which is whole or is not touched."""
    with _house(settings, clock) as house, _replacing(file) as out, house.database.reading() as session:
        given = giving.give(session, format, out, today=clock().date())
    print(f"{given.records} fiches écrites dans {file}.", *given.sentences, sep="\n")
    return 0


def _found(house: House, file: Path, mapping: str | None) -> Found:
    if mapping is None:
        return formats.guess(file)
    with house.database.reading() as session:
        return formats.named(session, mapping)


def _brought(house: House, asked: _Asked, found: Found, left_out: Rejects) -> Plan:
    brought = formats.read(asked.file, found)
    if asked.is_dry:
        return plan(
            house.database,
            brought,
            source=asked.source,
            now=house.clock(),
            replace_verified=asked.replace_verified,
            is_partial=asked.is_partial,
            left_out=left_out.add,
        )
    with house.database.only_one("import"):
        return bringing.bring(
            house.database,
            brought,
            source=asked.source,
            format_name=found.format,
            now=house.clock(),
            replace_verified=asked.replace_verified,
            is_partial=asked.is_partial,
            left_out=left_out.add,
        )


@contextmanager
def _house(settings: Settings, clock: Clock) -> Iterator[House]:
    house = open_house(settings, clock=clock)
    try:
        yield house
    finally:
        house.close()


@contextmanager
def _replacing(file: Path) -> Iterator[BinaryIO]:
    """Write beside a file, and take its place only once everything is on the disk."""
    beside = file.with_name(f".{file.name}.part")
    try:
        with beside.open("wb") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        beside.replace(file)
    except OSError as error:
        raise Refused(f"Le fichier {file} ne peut pas être écrit\u00a0: {error.strerror}.") from error
    finally:
        beside.unlink(missing_ok=True)
