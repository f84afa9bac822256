"""The fan-out of rooms: many people who talk at human speed, against the pretend Telegram with its limits enforced, under kill -9.

    python -m bench.rooms                                     30 rooms of 10, 3 calm minutes, then 20 kills
    python -m bench.rooms --rooms 5 --kills 3 --calm 60       less of everything

First everybody talks while nothing fails: that gives how long a word takes to each of its readers, taken from the pretend Telegram's own
journal of calls. Beside it stands the floor, what the limits alone force (thirty calls a second for the bot, one a second for a chat, with
bursts): an ideal sender is given the same words at the same moments. It takes no time for a call and none for a database, and always
serves the chat whose oldest word waited longest, with all that waits there. The floor counts two calls for a new message, because a word
is written only into a message whose number is known; the bare floor counts one. Meanwhile people outside of every room press SOS.

Then the program is killed at random moments while everybody goes on talking, and all screens are looked at: what was lost, what stands
twice, whether one order explains what everybody of a room read, who was told on, and in the end the hour of forgetting comes:
nothing may be left but neutral messages whose numbers a crash swallowed. It ends with 1 when something was not kept.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from tests.faults.rooms import Outcome, Plan, play

BEYOND_SECONDS = 2.0
SOS_SECONDS = 1.0


def main(arguments: Sequence[str] | None = None) -> int:
    """Play it and print what was found; returns the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rooms", type=int, default=30)
    parser.add_argument("--members", type=int, default=10)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--calm", type=float, default=180.0, help="seconds of talk while nothing fails")
    parser.add_argument("--per-minute", type=float, default=2.0, help="words of each member in a minute")
    parser.add_argument("--seed", type=int, default=int(time.time()))
    given = parser.parse_args(arguments)
    plan = Plan(given.rooms, given.members, given.kills, given.calm, given.per_minute, given.seed)
    with tempfile.TemporaryDirectory() as folder:
        found = play(Path(folder), plan)
    rows = _rows(found)
    print(f"\nseed {plan.seed}\n\n| what | figure | kept |\n|---|---|---|")
    for what, figure, kept in rows:
        print(f"| {what} | {figure} | {'yes' if kept else 'NO'} |", flush=True)
    return 0 if all(kept for _, _, kept in rows) else 1


def _rows(found: Outcome) -> list[tuple[str, str, bool]]:
    plan, relayed, seen = found.plan, found.relayed, found.seen
    beyond = relayed.p95 - relayed.floor_p95
    floor = f"{relayed.floor_median:.2f} / {relayed.floor_p95:.2f} s"
    bare = f"{relayed.bare_median:.2f} / {relayed.bare_p95:.2f} s"
    return [
        ("talk", f"{plan.rooms} rooms of {plan.members}, {plan.per_minute:g} words a minute each", True),
        (
            "relay, calm",
            f"{relayed.words} words, median / p95 {relayed.median:.2f} / {relayed.p95:.2f} s",
            True,
        ),
        ("floor of the limits", f"{floor}; bare {bare}", True),
        ("p95 beyond the floor", f"{beyond:.2f} s", beyond <= BEYOND_SECONDS),
        ("SOS beside it", f"{relayed.sos} times, p99 {relayed.sos_p99:.2f} s", relayed.sos_p99 < SOS_SECONDS),
        ("refused by Telegram (429), calm", str(relayed.refused), True),
        ("words, with kills", f"{found.words}, {seen.owed} times to a reader, {plan.kills} kills", True),
        ("lost", str(seen.lost), seen.lost == 0),
        ("double", str(seen.double), seen.double == 0),
        ("rooms out of order", str(seen.disordered), seen.disordered == 0),
        ("neutral messages left for good", str(found.strays), True),
        ("told on", ", ".join(sorted(found.told)) or "nobody", not found.told),
        ("words left on screens after the purge", str(found.left_behind), found.left_behind == 0),
        ("everything forgotten in the house", "yes" if found.is_forgotten else "no", found.is_forgotten),
    ]


if __name__ == "__main__":
    sys.exit(main())
