"""One person's whole life with us, against a real program at DEBUG, with a canary in everything that they are and say.

Nadia holds their case, Marc is a mediator elsewhere. What is left behind of it is kept for the tests to search.
"""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from launch.simulator import Phone, SimulatedTelegram, Telegram, running
from tests.faults import canary
from tests.faults.canary import IDENTITY, TEXTS
from tests.faults.crowd import PATH
from tests.faults.panel import Desk, enrol
from tests.faults.program import Host, Program, until
from tests.people import MARC, NADIA, Staff

SCREEN_SECONDS = 60


@dataclass(frozen=True)
class Life:
    """What was left behind by one person's life with us."""

    log: bytes
    nadia: list[str]
    others: list[str]
    files_meanwhile: list[bytes]
    files_after: list[bytes]


def live(folder: Path) -> Life:
    """Live it once, in an empty folder: intake, case, relay both ways, every kind of message, faults, erasing."""
    with running(Telegram(token=canary.TOKEN)) as telegram:
        host = Host(folder, telegram)
        codes = {staff: enrol(host, staff) for staff in (NADIA, MARC)}
        url = f"http://127.0.0.1:{host.port}"
        with Desk(url) as nadia, Desk(url) as marc, host.running() as program:
            return _lived(telegram, host, program, desks={NADIA: nadia, MARC: marc}, codes=codes)


def _lived(
    telegram: SimulatedTelegram,
    host: Host,
    program: Program,
    *,
    desks: Mapping[Staff, Desk],
    codes: Mapping[Staff, str],
) -> Life:
    data, nadia, marc = host.folder / "data", desks[NADIA], desks[MARC]
    sam = canary.planted(telegram)
    _intake(sam)
    marc.sign_in(MARC, codes[MARC])
    nadia.sign_in(NADIA, codes[NADIA])
    case = _taken(nadia, marc)
    before = len(nadia.pages)
    _talk(sam, nadia, case)
    _send_everything(sam)
    _faults(telegram, sam, host, program)
    nadia.open(case)
    marc.open("/")
    meanwhile = canary.files_in(data)
    _erase(sam)
    others = [*marc.pages, *nadia.pages[: before - 1]]
    return Life(program.log.read_bytes(), nadia.pages[before:], others, meanwhile, canary.files_in(data))


def _intake(sam: Phone) -> None:
    sam.start()
    sam.wait_for(PATH[0].words, timeout=SCREEN_SECONDS)
    sam.write(TEXTS["first words"])
    for step in PATH:
        _asked(sam, step.words)
        if step.write:
            sam.write(TEXTS["typed answer"] if step.words == "Dis-moi avec tes mots" else step.write)
        else:
            sam.tap(step.tap, timeout=SCREEN_SECONDS)
    sam.wait_for("C’est transmis", timeout=SCREEN_SECONDS)


def _asked(sam: Phone, words: str) -> None:
    """Wait until the last message on the screen asks this."""
    sam.wait_until(lambda screen: screen.last.is_from_bot and words in screen.last.text, SCREEN_SECONDS)


def _taken(nadia: Desk, marc: Desk) -> str:
    """Take the case; a colleague elsewhere looks at the queue and tries the case's address."""
    queue, case = nadia.wait_for_case()
    marc.open("/")
    nadia.send(queue, f"{case}/take")
    marc.pages.append(marc.browser.get(case).text)
    return case


def _talk(sam: Phone, nadia: Desk, case: str) -> None:
    sam.wait_for("te répond ici", timeout=SCREEN_SECONDS)
    nadia.send(nadia.open(case), f"{case}/notes", note=TEXTS["note"])
    nadia.send(nadia.open(case), f"{case}/reply", text=TEXTS["reply"])
    sam.wait_for(TEXTS["reply"], timeout=SCREEN_SECONDS)
    sam.edit(sam.write(TEXTS["free text"]), TEXTS["edited text"])


def _send_everything(sam: Phone) -> None:
    sam.send("voice")
    sam.send("photo", caption=TEXTS["caption"])
    sam.send("contact", phone_number=IDENTITY["phone number"], first_name=IDENTITY["contact's name"])
    sam.send("location")
    sam.send("forward", text=TEXTS["forwarded text"], from_name=IDENTITY["forwarded author"])
    sam.write("/masquer")
    sam.wait_for("À bientôt", timeout=SCREEN_SECONDS)


def _faults(telegram: SimulatedTelegram, sam: Phone, host: Host, program: Program) -> None:
    """An update that nobody can parse, a turn that breaks in the database, a database that is away for a while."""
    chat = {"id": sam.id, "type": "private", "first_name": IDENTITY["first name"]}
    telegram.inject({"message": {"message_id": 1, "date": "x", "chat": chat, "text": TEXTS["poison"]}})
    until(lambda: "unparseable" in program.said)
    with _broken_entries(host.database):
        sam.write(TEXTS["broken turn"])
        until(lambda: _is_buried(host.database, "IntegrityError"))
    with _moved_away(host.database):
        sam.write(TEXTS["out of reach"])
        until(lambda: "database_down" in program.said)
    telegram.wait_until(lambda: not telegram.pending() or None, timeout=SCREEN_SECONDS)


def _is_buried(database: Path, fault: str) -> bool:
    """Tell whether an update that broke is put aside; until it is, it may come again and be read after all."""
    with closing(sqlite3.connect(database)) as line:
        found = line.execute("SELECT count(*) FROM dead_letter WHERE fault = ?", (fault,)).fetchone()
    return bool(found[0])


@contextmanager
def _broken_entries(database: Path) -> Iterator[None]:
    with closing(sqlite3.connect(database)) as line:
        line.execute("CREATE TRIGGER broken BEFORE INSERT ON entry BEGIN SELECT RAISE(ABORT, 'broken'); END")
        yield
        line.execute("DROP TRIGGER broken")


@contextmanager
def _moved_away(database: Path) -> Iterator[None]:
    away = database.rename(database.with_suffix(".away"))
    yield
    away.rename(database)


def _erase(sam: Phone) -> None:
    sam.write("/oublier")
    sam.tap("Oui, tout oublier", timeout=SCREEN_SECONDS)
    sam.wait_for("C’est oublié", timeout=SCREEN_SECONDS)
