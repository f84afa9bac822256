"""The campaign of rooms: people talk calmly, then go on talking while the program is killed at random moments, and then all is forgotten.

What is measured is taken from the pretend Telegram's own journal of calls, with its limits enforced; what is counted, from the screens.
"""

import sqlite3
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from random import Random
from threading import Event

from sqlmodel import select

from launch.simulator import SimulatedTelegram, running
from passerelle.rooms.tables import Room
from tests.faults.floor import floor
from tests.faults.gathering import Plan as Plan, gathered, house_of, names_of
from tests.faults.program import Host, Program, last_call, pause, until
from tests.faults.talking import (
    PLACEHOLDER,
    TOKEN,
    WRITES,
    Probes,
    Screens,
    Talkers,
    screens,
    told_on,
)

PATIENCE = 300.0  # seconds: machines that measure may be busy with other things
PROBE_EVERY = 0.5
AT_WORK = 0.85  # of the kills; the others come while it is still starting
WORKS_SECONDS, STARTS_SECONDS = 2.5, 5.0


@dataclass(frozen=True)
class Relayed:
    """How long words took to their readers while nothing failed, beside an ideal sender's; in seconds."""

    words: int
    median: float
    p95: float
    floor_median: float
    floor_p95: float
    bare_median: float
    bare_p95: float
    sos: int
    sos_p99: float
    refused: int


@dataclass(frozen=True)
class Outcome:
    """What a campaign found."""

    plan: Plan
    relayed: Relayed
    words: int
    seen: Screens
    told: frozenset[str]
    is_forgotten: bool
    left_behind: int
    strays: int

    @property
    def is_clean(self) -> bool:
        """Tell whether nothing was lost, doubled, out of order or told, and nothing stayed behind."""
        faults = self.seen.lost + self.seen.double + self.seen.disordered + len(self.told) + self.left_behind
        return not faults and self.is_forgotten


def play(folder: Path, plan: Plan) -> Outcome:
    """Play a whole campaign in an empty folder."""
    with running() as telegram, ThreadPoolExecutor(1) as thread:
        host = Host(folder, telegram)
        talkers, probes, opens_at = gathered(host, plan)
        telegram.settings(limits=True)
        program = _started(host)
        try:
            talkers.come_in(plan.comes_in_seconds + 300)
            pause(max(0.0, opens_at.timestamp() - time.time()) + 3)
            until(lambda: _is_quiet(host), PATIENCE, what="everybody to read that it is open")
            relayed = _calmly(host, thread, talkers, probes, plan.calm_seconds)
            program = _killed_again_and_again(host, program, thread, talkers, plan)
            talkers.wait_for_all(PATIENCE)
            seen, told = screens(talkers), told_on(talkers, names_of(talkers))
            is_forgotten, left_behind, strays = _forgotten(host, talkers)
        finally:
            program.process.kill()
            program.process.wait()
    return Outcome(
        plan, relayed, len(talkers.written), seen, frozenset(told), is_forgotten, left_behind, strays
    )


def _started(host: Host) -> Program:
    calls = last_call(host.telegram)
    program = host.start("run", LOG_LEVEL="INFO")
    until(lambda: host.telegram.calls("getUpdates", after=calls), PATIENCE, what="the program to listen")
    return program


def _calmly(
    host: Host, thread: ThreadPoolExecutor, talkers: Talkers, probes: Probes, seconds: float
) -> Relayed:
    """Talk while nothing fails, with people outside who press SOS meanwhile."""
    calls = last_call(host.telegram)
    probes.begin()
    talking = thread.submit(talkers.talk, seconds)
    while not talking.done():
        probes.press()
        pause(PROBE_EVERY)
    talking.result()
    talkers.wait_for_all(PATIENCE)
    words = list(talkers.written)
    first = talkers.read_on()
    delays = sorted(
        first.get((reader, word.token), time.time()) - word.at
        for word in words
        for reader in talkers.readers(word)
    )
    waited = probes.waited()
    spoken, others = talkers.spoken(words), _calls_beside(host.telegram, calls, talkers)
    return Relayed(
        len(words),
        *_quantiles(delays),
        *_quantiles(floor(spoken, others=others)),
        *_quantiles(floor(spoken, others=others, knows_numbers=False)),
        sos=len(waited),
        sos_p99=waited[int(len(waited) * 0.99)],
        refused=_refused(host.telegram, calls),
    )


def _is_quiet(host: Host) -> bool:
    """Tell whether the bot has nothing to say: everybody has read by now that their room is open."""
    calls = last_call(host.telegram)
    pause(2.0)
    return not [call for call in host.telegram.calls(after=calls) if call["method"] in WRITES]


def _calls_beside(telegram: SimulatedTelegram, after: int, talkers: Talkers) -> list[float]:
    """When the bot made calls for people outside of the rooms: they are nobody's to save."""
    inside = {phone.id for phone in talkers.everybody}
    made = [call for call in telegram.calls(after=after) if call["method"] in WRITES]
    return [float(call["at"]) for call in made if call["params"]["chat_id"] not in inside]


def _quantiles(delays: Sequence[float]) -> tuple[float, float]:
    ordered = sorted(delays)
    return ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.95)]


def _refused(telegram: SimulatedTelegram, after: int) -> int:
    """How many calls Telegram refused because of its limits."""
    return sum((call["outcome"] or {}).get("error_code") == 429 for call in telegram.calls(after=after))


def _killed_again_and_again(
    host: Host, program: Program, thread: ThreadPoolExecutor, talkers: Talkers, plan: Plan
) -> Program:
    """Kill and start the program while everybody goes on talking; gives the one that runs in the end."""
    if not plan.kills:
        return program
    closed = Event()
    talking = thread.submit(_talk_until, talkers, closed)
    try:
        for number in range(plan.kills):
            random = Random(f"{plan.seed}.{number}")
            _wait_for_the_kill(host.telegram, random)
            program.kill()
            program = host.start("run", LOG_LEVEL="INFO")
    finally:
        closed.set()
        talking.result()
    return program


def _wait_for_the_kill(telegram: SimulatedTelegram, random: Random) -> None:
    calls = last_call(telegram)
    if random.random() < AT_WORK:
        until(lambda: _has_written(telegram, calls), PATIENCE, what="words to reach somebody")
        pause(random.uniform(0, WORKS_SECONDS))
    else:
        pause(random.uniform(0, STARTS_SECONDS))


def _talk_until(talkers: Talkers, closed: Event) -> None:
    while not closed.is_set():
        talkers.talk(2.0)


def _has_written(telegram: SimulatedTelegram, calls: int) -> bool:
    return any(
        call["method"] in WRITES and TOKEN.search(call["params"].get("text", ""))
        for call in telegram.calls(after=calls)
        if (call["outcome"] or {}).get("ok")
    )


def _forgotten(host: Host, talkers: Talkers) -> tuple[bool, int, int]:
    """Let the hour of forgetting come; tells whether the house holds nothing more, and how many words and neutral messages are left on
    screens: the latter are those whose numbers nobody knows."""
    with house_of(host) as house, house.database.writing() as session:
        past = house.clock() - timedelta(hours=1)
        for room in session.exec(select(Room)).all():
            room.opens_at = room.closes_at = room.purges_at = past
            session.add(room)
    is_forgotten = _waited_for(lambda: _rows(host.database) == 0, PATIENCE)
    left = [m.text for phone in talkers.everybody for m in phone.screen().messages if m.is_from_bot]
    return is_forgotten, len(TOKEN.findall(" ".join(left))), left.count(PLACEHOLDER)


def _waited_for(look: Callable[[], bool], seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while not look():
        if time.monotonic() > deadline:
            return False
        pause(0.5)
    return True


def _rows(database: Path) -> int:
    """How much of the rooms the house still holds."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as line:
        tables = ("room_member", "room_word", "room_sheet")
        return sum(line.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables)
