"""What bringing 150,000 services in costs on SQLite: as our own CSV, for the first time, as a dry run, unchanged, and changed.

python -m bench.exchange [--structures 110000]

Everything is made up, in real communes, and thrown away afterwards. Each measure runs in a fresh process, which tells its memory.
"""

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from bench.directory import NOW, STRUCTURES, _peak_mb, _structures
from passerelle import installation, settings
from passerelle.exchange import bring, formats, give, writing
from passerelle.exchange.fates import Fate
from passerelle.exchange.plan import plan
from passerelle.installation import House

PROMISED_S, PROMISED_MB = 60.0, 300.0
FIRST, SECOND, OUT = "first.csv", "second.csv", "out.csv"
CHANGED_EVERY = 20  # records


def main() -> int:
    """Print the table; 1 when a promise is not kept."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--structures", type=int, default=STRUCTURES)
    parser.add_argument("--measure", choices=MEASURES, help=argparse.SUPPRESS)
    parser.add_argument("--keep", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.measure:
        return _measure(given.measure, Path(given.keep))
    with tempfile.TemporaryDirectory() as folder:
        services = _write(Path(folder), given.structures)
        print(f"{given.structures} structures, {services} services")
        print("| measured | seconds | computing | memory | |\n|---|---|---|---|---|")
        kept = [_row(name, folder) for name in MEASURES]
    return 0 if all(kept) else 1


def _row(name: str, folder: str) -> bool:
    """Measure in a fresh process and print one row; tells whether what was promised is kept."""
    asked = [sys.executable, "-m", "bench.exchange", "--measure", name, "--keep", folder]
    told = json.loads(subprocess.run(asked, capture_output=True, check=True, text=True).stdout)
    print(
        f"| {name} | {told['s']:.1f} s | {told['busy']:.1f} s | {told['mb']:.0f} MB | {told['counts']} |",
        flush=True,
    )
    return told["s"] <= PROMISED_S and told["mb"] <= PROMISED_MB


def _measure(name: str, folder: Path) -> int:
    house = installation.open_house(settings.read({"PASSERELLE_DATA_DIR": str(folder)}, folder=folder))
    began = time.perf_counter()
    counts = MEASURES[name](house, folder)
    took = time.perf_counter() - began
    busy = time.process_time()
    house.close()
    print(json.dumps({"s": took, "busy": busy, "mb": _peak_mb(), "counts": counts}))
    return 0


def _write(folder: Path, structures: int) -> int:
    """Write the file of today, and the one of tomorrow in which some records changed; gives the number of services."""
    today, tomorrow = (
        (folder / name).open("w", encoding="utf-8-sig", newline="") for name in (FIRST, SECOND)
    )
    made = list(_structures(random.Random(7), structures))
    with today, tomorrow:
        writing.write_csv(made, today)
        later = (
            replace(each, description="Ouvert aussi le samedi.") if number % CHANGED_EVERY == 0 else each
            for number, each in enumerate(made)
        )
        writing.write_csv(later, tomorrow)
    return sum(len(each.services) for each in made)


def _bring(house: House, folder: Path, name: str) -> str:
    file = folder / name
    found = formats.guess(file)
    done = bring.bring(
        house.database, formats.read(file, found), source="bench", format_name=found.format, now=NOW
    )
    return _told(done.counts)


def _plan(house: House, folder: Path) -> str:
    file = folder / SECOND
    return _told(
        plan(house.database, formats.read(file, formats.guess(file)), source="bench", now=NOW).counts
    )


def _give(house: House, folder: Path) -> str:
    with house.database.reading() as session, (folder / OUT).open("wb") as out:
        return f"{give.give(session, 'csv', out, today=NOW.date()).records} records"


def _told(counts: dict[Fate, int]) -> str:
    return ", ".join(f"{count} {fate}" for fate, count in sorted(counts.items()))


MEASURES = {
    "import, all new": lambda house, folder: _bring(house, folder, FIRST),
    "the same again": lambda house, folder: _bring(house, folder, FIRST),
    "dry run, one in twenty changed": _plan,
    "import, one in twenty changed": lambda house, folder: _bring(house, folder, SECOND),
    "export": _give,
}


if __name__ == "__main__":
    sys.exit(main())
