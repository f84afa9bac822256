"""How often two or more mediators who press at the same moment both get a case: never, and this counts it.

    python bench/claims.py [--races 100000] [--postgres postgresql://…]

Each race is two to four threads on one waiting case. Everything happens in a folder that is thrown away; a PostgreSQL
database must be an empty one, and keeps what the races leave.
"""

import argparse
import itertools
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import partial
from pathlib import Path

from passerelle import cases, conversations, installation, settings, team
from passerelle.errors import TakenAlready
from passerelle.installation import House
from passerelle.tables import Member, Role

HANDS, AT_ONCE = 4, 500
HEADLINE = cases.Headline(topic="bullying", is_urgent=False, language="fr")


def main() -> int:
    """Race on both databases and print what happened; 1 when any race had not exactly one winner."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--races", type=int, default=100_000)
    parser.add_argument(
        "--postgres", metavar="URL", help="an empty PostgreSQL database; without it only SQLite"
    )
    given = parser.parse_args()
    urls = [None, given.postgres] if given.postgres else [None]
    results = [run(url, given.races) for url in urls]
    return 0 if all(set(wins) <= {1} for wins in results) else 1


def run(url: str | None, races: int) -> Counter[int]:
    """Race on one database; counts the races by their number of winners."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {"PASSERELLE_DATA_DIR": folder, **({"PASSERELLE_DATABASE_URL": url} if url else {})}
        house = installation.open_house(settings.read(environment, folder=Path(folder)))
        members, wins, started = _team(house), Counter[int](), time.perf_counter()
        with ThreadPoolExecutor(HANDS) as runners:
            for first in range(0, races, AT_ONCE):
                for number, case_id in enumerate(_waiting(house, min(AT_ONCE, races - first))):
                    wins[_race(house, runners, case_id, members[: 2 + number % (HANDS - 1)])] += 1
        seconds = time.perf_counter() - started
        house.close()
    name = "PostgreSQL" if url else "SQLite"
    told = ", ".join(f"{count} with {winners} winner(s)" for winners, count in sorted(wins.items()))
    print(f"{name}: {races} races in {seconds:.0f} s ({races / seconds:.0f}/s): {told}")
    return wins


def _race(house: House, runners: ThreadPoolExecutor, case_id: int, members: Sequence[Member]) -> int:
    start, now = threading.Barrier(len(members)), house.clock()
    return sum(runners.map(partial(_press, house, start, case_id, now), members))


def _press(house: House, start: threading.Barrier, case_id: int, now: datetime, member: Member) -> bool:
    start.wait()
    try:
        with house.database.writing() as session:
            return cases.claim(session, case_id, member, now=now).owner_id == member.id
    except TakenAlready:
        return False


def _team(house: House) -> list[Member]:
    with house.database.writing() as session:
        for number in range(HANDS):
            team.add(
                session,
                email=f"mediator{number}@example.org",
                name=f"Mediator {number}",
                role=Role.MEDIATOR,
                password="only for a race",
                vault=house.keys.vault,
                now=house.clock(),
            )
        return team.everyone(session)


def _waiting(house: House, how_many: int) -> list[int]:
    keys, now = house.keys, house.clock()
    with house.database.writing() as session:
        sam = conversations.open_for(session, 7, language="fr", keys=keys, now=now)
        opened = [
            cases.open_case(
                session,
                contact_id=sam.contact_id,
                key_id=sam.key_id,
                headline=HEADLINE,
                asked=(),
                keys=keys,
                now=now,
            )
            for _ in itertools.repeat(None, how_many)
        ]
        return [case.id or 0 for case in opened]


if __name__ == "__main__":
    sys.exit(main())
