"""The campaign of kills: people walk, the program is killed at random moments and started again, and in the end everything is counted.

The cases are counted in the database file itself, opened for reading only, after the program has stopped.
"""

import sqlite3
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from random import Random

from launch.simulator import Pace, SimulatedTelegram, Telegram, running
from tests.faults.crowd import Crowd, Seen, seen_by
from tests.faults.program import Host, Mode, last_call, pause, until

ANSWERS = ("sendMessage", "editMessageText")
AT_WORK = 0.85  # of the kills; the others come while it is still starting
WORKS_SECONDS = 2.5
STARTS_SECONDS = 5.0
QUICK_RETRIES = Pace(timeout_seconds=20, scale=0.05)


@dataclass(frozen=True)
class Toll:
    """What a campaign cost."""

    mode: Mode
    seed: int
    kills: int
    at_work: int
    people: int
    cases: int
    lost: int
    double: int
    unanswered: int
    repeated: int

    @property
    def is_clean(self) -> bool:
        """Tell whether nobody and nothing was lost, and nothing was done twice."""
        return not (self.lost or self.double or self.unanswered)


def play(folder: Path, mode: Mode, *, kills: int, seed: int, at_once: int = 8) -> Toll:
    """Play a whole campaign in an empty folder."""
    with running(Telegram(pace=QUICK_RETRIES)) as telegram, ThreadPoolExecutor(1) as thread:
        host = Host(folder, telegram, mode)
        watched = SimulatedTelegram(telegram.url, telegram.token)
        crowd = Crowd(watched, Random(seed), at_once)
        walking = thread.submit(crowd.walk)
        try:
            at_work = sum([_killed(host, Random(f"{seed}.{number}")) for number in range(kills)])
            with host.running():
                crowd.closed.set()
                walking.result()
        finally:
            crowd.closed.set()
        seen = seen_by(crowd)
        watched.close()
    return _toll(seen, host, mode, kills=(kills, at_work), seed=seed)


def _killed(host: Host, random: Random) -> bool:
    """Start the program and kill it; True when it was already at work."""
    calls = last_call(host.telegram)
    program = host.start("run")
    is_at_work = random.random() < AT_WORK
    if is_at_work:
        until(lambda: _has_answered(host.telegram, calls), what="the program to answer somebody")
    pause(random.uniform(0, WORKS_SECONDS if is_at_work else STARTS_SECONDS))
    program.kill()
    return is_at_work


def _has_answered(telegram: SimulatedTelegram, calls: int) -> bool:
    new = telegram.calls(after=calls)
    return any(call["method"] in ANSWERS and (call["outcome"] or {}).get("ok") for call in new)


def _toll(seen: Seen, host: Host, mode: Mode, *, kills: tuple[int, int], seed: int) -> Toll:
    rows = cases_in(host.database)
    people = {contact for contact, _ in rows}
    named = Counter(name for _, name in rows)
    told = Counter(seen.pseudonyms)
    misled = sum(1 for name in seen.pseudonyms if named[name] != 1 or told[name] != 1)
    return Toll(
        mode,
        seed,
        *kills,
        people=seen.people,
        cases=len(rows),
        lost=max(0, seen.ended - len(people)),
        double=len(rows) - len(people),
        unanswered=seen.unanswered + misled,
        repeated=seen.repeated,
    )


def cases_in(database: Path) -> list[tuple[int, str]]:
    """Every case in a database file: whose it is, and its pseudonym."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as line:
        return list(line.execute("SELECT contact_id, pseudonym FROM cases"))
