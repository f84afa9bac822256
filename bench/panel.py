"""What the queue and a case's page cost with a million cases and five million entries, on SQLite or PostgreSQL.

python -m bench.panel [--cases 1000000] [--open 5000] [--postgres]

Everything is made up, and thrown away afterwards. A page is asked for as a signed-in member asks, through ASGI, and answered whole; no
network. The last column is what a page costs this process, whatever else the machine does. The content of cases that nobody opens
here is noise of the right size.
"""

import argparse
import gc
import json
import random
import secrets
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

import pyotp
from sqlalchemy import insert, text
from sqlmodel import Session, SQLModel

from admin.access import COOKIE
from admin.app import build
from passerelle import installation, settings, team
from passerelle.installation import House
from passerelle.tables import Case, CaseState, Contact, Conversation, Entry, EntryKind, Role
from passerelle.vault import seal
from passerelle.words import Words
from passerelle.working.tables import CaseTag, Tag, Task
from tests.admin.browser import Browser
from tests.fakes import MovableClock
from tests.house import postgres
from tests.people import MONDAY_MORNING as NOW

CASES, OPEN, AT_ONCE, TIMES, KEYS, MEMBERS = 1_000_000, 5_000, 10_000, 200, 500, 10
OK = 200
EACH, LONGEST = 5, 500  # entries in a case, and in the longest one
PROMISED_MS = {"queue": 100.0, "case": 150.0}
TOPICS = ("bullying", "family_conflict", "violence", "mental_health", "school", "rights_admin", "other")
AREAS = ("Liège", "Namur", "Bruxelles", "Mons", "Lille", "Évry", "Lyon", "Nantes")
AGES, LANGUAGES = ("6-11", "12-17", "18-25", "adult"), ("fr", "fr", "fr", "nl", "en", "ar")
LOCALES = Path(__file__).parents[1] / "bot" / "locales"
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Stage:
    """A house with its cases, and the browser of a member who holds some of them."""

    house: House
    browser: Browser
    mine: range


def main() -> int:
    """Print the table; 1 when a promise is not kept."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=CASES)
    parser.add_argument("--open", type=int, default=OPEN, help="how many of them wait or are held")
    parser.add_argument("--postgres", action="store_true", help="on a private PostgreSQL (see tests/house)")
    given = parser.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        url = None
        if given.postgres:
            server = stack.enter_context(postgres.serving())
            if server is None:
                print(postgres.WHY_NOT)
                return 1
            url = server.create()
        stage = _stage(folder, url, given.cases, given.open)
        stack.callback(stage.house.close)
        print("| page | p50 | p95 | p99 | slowest | p95 of processor time |\n|---|---|---|---|---|---|")
        kept = [_row(stage.browser, name, kind, ask) for name, kind, ask in _pages(stage)]
    return 0 if all(kept) else 1


def _pages(stage: Stage) -> Iterator[tuple[str, str, Callable[[int], str]]]:
    mine = stage.mine
    yield "queue", "queue", lambda _: "/"
    yield "queue, by topic and area", "queue", lambda n: f"/?topic={TOPICS[n % 7]}&area={AREAS[n % 8]}"
    yield "queue, by a tag", "queue", lambda _: "/?tag=relance"
    yield "queue, nothing found", "queue", lambda _: "/?language=xx&list=waiting"
    yield "queue, a page deep inside", "queue", lambda _: f"/?list=waiting&after={_deep()}"
    yield "closed cases", "queue", lambda _: "/closed"
    yield "case", "case", lambda n: f"/cases/{mine[1 + n % (len(mine) - 1)]}"
    yield f"case of {LONGEST} entries", "case", lambda _: f"/cases/{mine[0]}"


def _deep() -> str:
    micros = (NOW - timedelta(hours=8) - datetime.fromtimestamp(0, NOW.tzinfo)) // timedelta(microseconds=1)
    return f"0-{micros}-1"


def _row(browser: Browser, name: str, kind: str, ask: Callable[[int], str]) -> bool:
    """Ask for a page again and again and print one row; tells whether what was promised is kept."""
    measured = [_milliseconds(browser, ask(number)) for number in range(TIMES)]
    times, work = (sorted(column) for column in zip(*measured, strict=True))
    at = [times[min(int(TIMES * share), TIMES - 1)] for share in (0.5, 0.95, 0.99, 1)]
    figures = " | ".join(f"{value:.0f} ms" for value in (*at, work[int(TIMES * 0.95)]))
    print(f"| {name} | {figures} |", flush=True)
    return at[1] <= PROMISED_MS[kind]


def _milliseconds(browser: Browser, address: str) -> tuple[float, float]:
    """How long a page took, and how much of the processor."""
    began, worked = time.perf_counter(), time.process_time()
    answer = browser.get(address)
    taken = (time.perf_counter() - began) * 1000, (time.process_time() - worked) * 1000
    if answer.status_code != OK:
        raise RuntimeError(f"{address}: {answer.status_code}")
    return taken


def _stage(folder: Path, url: str | None, cases: int, open_ones: int) -> Stage:
    """Build a house and fill it."""
    began = time.perf_counter()
    given = {"PASSERELLE_DATA_DIR": str(folder), **({"PASSERELLE_DATABASE_URL": url} if url else {})}
    house = installation.open_house(settings.read(given, folder=folder), clock=MovableClock())
    token = _team(house)
    keys = [house.keys.keystore.create(NOW) for _ in range(KEYS)]
    mine = range(1, 1 + open_ones // (3 * MEMBERS))
    with house.database.writing() as session:
        _fill(session, Contact, _contacts(open_ones))
        _fill(session, Conversation, _conversations(open_ones, keys))
        _fill(session, Case, _cases(cases, open_ones, keys))
        _fill(session, Entry, _entries(house, cases, mine, keys))
        session.add(Tag(code="relance", name="relance"))
        session.flush()
        _fill(session, CaseTag, ({"case_id": n, "code": "relance"} for n in range(1, open_ones, 50)))
        _fill(session, Task, (_task(house, n, mine[n % len(mine)], keys) for n in range(1, 41)))
    with house.database.writing() as session:
        session.connection().execute(text("ANALYZE"))
    app = build(house, words=Words(LOCALES))
    browser = Browser(app)
    browser.client.cookies.set(COOKIE, token, domain="panel.test", path="/")
    where = "PostgreSQL" if url else "SQLite"
    print(
        f"{where}: {cases} cases, {cases * EACH} entries, made in {time.perf_counter() - began:.0f} s\n",
        flush=True,
    )
    gc.freeze()  # as the program does once it is built
    return Stage(house, browser, mine)


def _team(house: House) -> str:
    """Put a team down; returns the session of its first member."""
    vault = house.keys.vault
    with house.database.writing() as session:
        enrolled = [
            team.add(
                session,
                email=f"{number}@example.org",
                name=f"Nadia {number}",
                role=Role.MEDIATOR,
                password=secrets.token_hex(),
                vault=vault,
                now=NOW,
            )
            for number in range(MEMBERS)
        ]
        first = enrolled[0]
        half = team.begin_sign_in(session, first.member, now=NOW)
        return team.complete_sign_in(
            session, half, pyotp.TOTP(first.code_secret).at(NOW), vault=vault, now=NOW
        )


def _fill(session: Session, table: type[SQLModel], rows: Iterator[Row]) -> None:
    statement = insert(table.metadata.tables[str(table.__tablename__)])
    while batch := list(islice(rows, AT_ONCE)):
        session.connection().execute(statement, batch)


def _contacts(count: int) -> Iterator[Row]:
    for number in range(1, count + 1):
        yield {
            "id": number,
            "salt": "",
            "lookup": secrets.token_bytes(32),
            "sealed_address": b"-",
            "reachable": True,
            "erasing": False,
            "created_at": NOW,
        }


def _conversations(count: int, keys: list[str]) -> Iterator[Row]:
    for number in range(1, count + 1):
        yield {
            "id": number,
            "contact_id": number,
            "key_id": keys[0],
            "salt": "",
            "language": "fr",
            "sealed_answers": b"",
            "open_case_id": number,
            "touched_at": NOW,
        }


def _cases(count: int, open_ones: int, keys: list[str]) -> Iterator[Row]:
    """A third of the open ones are held, the first of them by the member who asks; the closed ones span a year."""
    chance, held = random.Random(7), open_ones // 3
    for number in range(1, count + 1):
        opened = NOW - timedelta(seconds=chance.randrange(365 * 86_400 if number > open_ones else 86_400))
        state = CaseState.TAKEN if number <= held else CaseState.WAITING
        owner = 1 + (number - 1) * MEMBERS // held if number <= held else None
        if number > open_ones:
            state, owner = CaseState.CLOSED, 1 + number % MEMBERS
        is_over = state == CaseState.CLOSED
        yield {
            "id": number,
            "contact_id": None if is_over else number,
            "key_id": keys[number % KEYS],
            "pseudonym": f"Renard {number}",
            "topic": chance.choice(TOPICS),
            "kind": "mediator",
            "is_urgent": chance.random() < 0.05,
            "age_band": chance.choice(AGES),
            "who": "young",
            "area": chance.choice(AREAS),
            "country": "BE",
            "language": chance.choice(LANGUAGES),
            "state": state,
            "owner_id": owner,
            "has_news": state != CaseState.WAITING and number % 3 == 0,
            "is_erased": False,
            "opened_at": opened,
            "taken_at": opened if owner else None,
            "closed_at": opened if is_over else None,
            "outcome": None,
            "help_came": None,
            "was_useful": None,
        }


def _entries(house: House, count: int, mine: range, keys: list[str]) -> Iterator[Row]:
    """Five entries a case, the newest last everywhere; the longest case has its own besides."""
    noise, number = secrets.token_bytes(120), 0
    for case in (*range(1, count + 1), *[mine[0]] * (LONGEST // EACH - 1)):
        for part in range(EACH):
            number += 1
            kind = (EntryKind.ANSWER, EntryKind.EVENT, EntryKind.PERSON, EntryKind.STAFF, EntryKind.PERSON)[
                part
            ]
            yield {
                "id": number,
                "case_id": case,
                "kind": kind,
                "author_id": None,
                "idempotency": None,
                "sealed": _sealed(house, number, kind, keys[case % KEYS]) if case in mine else noise,
                "delivery": "sent" if kind == EntryKind.STAFF else None,
                "created_at": NOW,
            }


def _sealed(house: House, number: int, kind: EntryKind, key_id: str) -> bytes:
    said = {"code": "taken", "text": ""} if kind == EntryKind.EVENT else {"text": "on se moque de moi " * 4}
    return seal(house.keys.keystore.key(key_id), json.dumps(said).encode(), place=f"entry:{number}")


def _task(house: House, number: int, case: int, keys: list[str]) -> Row:
    sealed = seal(house.keys.keystore.key(keys[case % KEYS]), b"relancer", place=f"task:{number}")
    due = (NOW + timedelta(days=number - 20)).date()
    return {
        "id": number,
        "case_id": case,
        "sealed": sealed,
        "due_on": due,
        "done_at": None,
        "created_at": NOW,
    }


if __name__ == "__main__":
    sys.exit(main())
