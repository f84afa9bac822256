"""The fault campaign in full: kills at random moments, then everything else that can go wrong between Telegram and us.

    python -m bench.faults                              everything, as `make faults` does
    python -m bench.faults --kills 100 --mode polling   only the kills, in one mode

It ends with 1 when something was lost, done twice, or too late. Every campaign prints its seed; `--seed` plays it again.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from launch.simulator import running
from tests.faults import kills, scenes
from tests.faults.kills import Toll, cases_in
from tests.faults.program import Host, Mode

MODES: tuple[Mode, ...] = ("polling", "webhook")
P99_SECONDS = 0.5
GOOD, TAPS, PEOPLE = 500, 200, 30
COLUMNS = {
    "mode": "mode",
    "kills": "kills",
    "at_work": "of them at work",
    "people": "people",
    "cases": "cases",
    "lost": "cases lost",
    "double": "cases double",
    "unanswered": "people not finally answered",
    "repeated": "duplicate messages seen",
    "seed": "seed",
}
Row = tuple[str, str, bool]


def main(arguments: Sequence[str] | None = None) -> int:
    """Play what was asked for; returns the exit code."""
    options = _options(arguments)
    only_kills = options.mode is not None
    tolls = _kills([options.mode] if only_kills else MODES, options.kills, options.seed)
    rows = [] if only_kills else _everything_else(options.seed)
    return 0 if all(toll.is_clean for toll in tolls) and all(kept for _, _, kept in rows) else 1


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--kills", type=int, default=100, help="in each mode")
    parser.add_argument("--mode", choices=MODES, help="only the kills, and only in this mode")
    parser.add_argument("--seed", type=int, default=int(time.time()))
    return parser.parse_args(arguments)


def _kills(modes: Sequence[Mode], count: int, seed: int) -> list[Toll]:
    """Play a campaign of kills in each mode, and print one table of what they cost."""
    tolls = []
    for mode in modes:
        with tempfile.TemporaryDirectory() as folder:
            tolls.append(kills.play(Path(folder), mode, kills=count, seed=seed))
    print("\n| " + " | ".join(COLUMNS.values()) + " |\n|" + "---|" * len(COLUMNS))
    for toll in tolls:
        values = asdict(toll)
        print("| " + " | ".join(str(values[column]) for column in COLUMNS) + " |", flush=True)
    return tolls


def _everything_else(seed: int) -> list[Row]:
    """Play the scenes against one program, and print one table."""
    with tempfile.TemporaryDirectory() as folder, running() as telegram:
        host = Host(Path(folder), telegram)
        with host.running() as program:
            rows = [
                _delays(host),
                _unparseable(host),
                _doubled(host, seed),
                _twice(host, seed),
                _line(host, seed),
            ]
            words = "in no log" if scenes.SECRET_WORDS not in program.said else "IN THE LOG"
    rows.append(("text of the unparseable update", words, words == "in no log"))
    print(f"\nseed {seed}\n\n| fault | figure | kept |\n|---|---|---|")
    for fault, figure, kept in rows:
        print(f"| {fault} | {figure} | {'yes' if kept else 'NO'} |", flush=True)
    return rows


def _delays(host: Host) -> Row:
    calm, flood = scenes.calm(host.telegram), scenes.flood(host.telegram)
    figure = (
        f"others p99 {flood.p99:.3f} s, median {flood.median:.3f} s, slowest {flood.slowest:.3f} s of {flood.written} writes; "
        f"without a flood p99 {calm.p99:.3f} s; the flooded chat waited {flood.flooded_waited:.1f} s"
    )
    return "429 of 5 s for one chat", figure, flood.p99 < P99_SECONDS


def _unparseable(host: Host) -> Row:
    beside = scenes.unparseable(host.telegram, good=GOOD)
    return f"one unparseable update among {GOOD}", f"{beside.answered} answered", beside.answered == GOOD


def _doubled(host: Host, seed: int) -> Row:
    doubled = scenes.double_taps(host.telegram, taps=TAPS, seed=seed)
    seen = doubled.seen
    transitions = doubled.taps - seen.unanswered
    figure = f"{transitions} transitions of {doubled.taps}, {doubled.answered} taps answered, {seen.repeated} questions twice"
    return "double taps", figure, doubled.answered == 2 * doubled.taps and not seen.unanswered + seen.repeated


def _twice(host: Host, seed: int) -> Row:
    before = len(cases_in(host.database))
    seen = scenes.told_twice(host.telegram, people=PEOPLE, seed=seed)
    second = len(cases_in(host.database)) - before - seen.people + seen.repeated
    return "every update delivered twice", f"{second} second effects, {seen.people} people", second == 0


def _line(host: Host, seed: int) -> Row:
    before = len(cases_in(host.database))
    seen = scenes.bad_line(host.telegram, people=PEOPLE, seed=seed)
    doubled = len(cases_in(host.database)) - before - seen.people
    figure = f"{seen.people - seen.unanswered} of {seen.people} answered, {doubled} cases double, {seen.repeated} messages twice"
    return "one call in five fails (5xx, dropped before or after)", figure, not (seen.unanswered or doubled)


if __name__ == "__main__":
    sys.exit(main())
