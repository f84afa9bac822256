"""Random histories of seats: people register, leave, accept, decline and let offers pass, while the team changes how many seats there are.

    python bench/seats.py [--histories 10000] [--seed 1] [--postgres postgresql://…]

A small model says after each act who must be where, and what the house does otherwise is counted. A PostgreSQL database must be an empty
one.
"""

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from datetime import UTC, date, datetime, time as hour, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import update
from sqlmodel import Session, col, select

from passerelle import conversations, installation, listening, settings, team
from passerelle.errors import Refused
from passerelle.installation import House
from passerelle.listening import Audience, Kind, ListeningSession, Seat, SeatState, Terms, Words
from passerelle.tables import Member, Role

MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
ZONE = ZoneInfo("Europe/Brussels")
PEOPLE = 8
ACTS = (4, 18)  # how many in one history, from and to, after the first people came
AT_ONCE = 100  # histories in one transaction, which is thrown away
OFFER = timedelta(hours=24)
MORNING, NIGHT = hour(9), hour(21)
SPANS = (timedelta(minutes=7), timedelta(hours=5), timedelta(hours=25), timedelta(hours=40))

HOLDING = {SeatState.OFFERED, SeatState.TAKEN}


def main() -> int:
    """Run the histories on both databases and print what was wrong; 1 when anything was."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--histories", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--postgres", metavar="URL", help="an empty PostgreSQL database; else only SQLite")
    given = parser.parse_args()
    urls = [None, given.postgres] if given.postgres else [None]
    results = [run(url, given.histories, given.seed) for url in urls]
    return 0 if all(results) else 1


def run(url: str | None, histories: int, seed: int) -> bool:
    """Run the histories on one database; tells whether nothing was wrong."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {"PASSERELLE_DATA_DIR": folder, **({"PASSERELLE_DATABASE_URL": url} if url else {})}
        house = installation.open_house(settings.read(environment, folder=Path(folder)), clock=lambda: MONDAY)
        started = time.perf_counter()
        counted = play(house, histories, seed)
        seconds = time.perf_counter() - started
        house.close()
    name = "PostgreSQL" if url else "SQLite"
    print(f"{name}: {histories} histories, {counted['acts']} acts in {seconds:.0f} s (seed {seed})")
    acts = ", ".join(f"{name} {count}" for name, count in sorted(counted.items()) if name not in WRONG)
    print(f"  {acts}")
    print(f"  {', '.join(f'{name}: {counted[name]}' for name in WRONG)}")
    return not any(counted[name] for name in WRONG)


WRONG = ("over capacity", "lost turn", "seat left empty", "other than the model")


def play(house: House, histories: int, seed: int) -> Counter[str]:
    """Play random histories, each from the same beginning, and count what happened and what was wrong."""
    stage = Stage(house)
    counted: Counter[str] = Counter()
    for first in range(0, histories, AT_ONCE):
        with house.database.writing() as session:
            for number in range(first, min(first + AT_ONCE, histories)):
                savepoint = session.begin_nested()
                History(stage, session, random.Random(f"{seed}:{number}"), counted).play()
                savepoint.rollback()
                session.expunge_all()
            session.rollback()
    return counted


class Stage:
    """A weekly session that is open, somebody who leads it, and people who could come."""

    def __init__(self, house: House) -> None:
        self.keys = house.keys
        with house.database.writing() as session:
            self.member = self._member(session)
            self.people = [self._person(session, account) for account in range(1, PEOPLE + 1)]
            self.session_id = self._session(session)

    def _member(self, session: Session) -> Member:
        return team.add(
            session,
            email="seats@example.org",
            name="Leader",
            role=Role.COORDINATOR,
            password="only for histories",
            vault=self.keys.vault,
            now=MONDAY,
        ).member

    def _person(self, session: Session, account: int) -> int:
        found = conversations.open_for(session, account, language="fr", keys=self.keys, now=MONDAY)
        return found.contact_id

    def _session(self, session: Session) -> int:
        terms = Terms(
            kind=Kind.TALK_GROUP,
            audience=Audience.YOUNG,
            weekday=2,
            starts=hour(17),
            first_day=date(2026, 11, 23),
        )
        found = listening.create(
            session, self.member, terms, words={"fr": Words("Un groupe")}, leaders=(), now=MONDAY
        )
        listening.open_session(session, self.member, found.id or 0, now=MONDAY)
        return found.id or 0


class Model:
    """Who must be where: written from the rules alone, in a few lines that anybody can check."""

    def __init__(self, capacity: int) -> None:
        self.capacity = capacity
        self.states: dict[int, SeatState] = {}
        self.line: list[int] = []  # everybody who did not get a seat or leave yet, by turn, offered ones too
        self.until: dict[int, datetime] = {}
        self.missed: Counter[int] = Counter()

    def waiting(self) -> list[int]:
        return [one for one in self.line if self.states[one] == SeatState.WAITING]

    def free(self) -> int:
        return self.capacity - sum(state in HOLDING for state in self.states.values())

    def register(self, person: int, now: datetime) -> None:
        if self.states.get(person) in {SeatState.TAKEN, SeatState.OFFERED, SeatState.WAITING}:
            return
        self.missed[person] = 0
        if self.free() > 0 and not self.waiting():
            self.states[person] = SeatState.TAKEN
            return
        self.states[person] = SeatState.WAITING
        self.line.append(person)
        self.give(now)

    def out(self, person: int, state: SeatState, now: datetime) -> None:
        self.states[person] = state
        if person in self.line:
            self.line.remove(person)
        self.give(now)

    def accept(self, person: int) -> None:
        if self.states[person] == SeatState.OFFERED:
            self.states[person] = SeatState.TAKEN
            self.line.remove(person)

    def expire(self, now: datetime) -> None:
        late = [one for one in self.line if self.states[one] == SeatState.OFFERED and self.until[one] <= now]
        for one in late:
            self.missed[one] += 1
            self.states[one] = SeatState.WAITING if self.missed[one] == 1 else SeatState.LEFT
        self.line = [one for one in self.line if self.states[one] != SeatState.LEFT]
        self.give(now, late)

    def resize(self, capacity: int, now: datetime) -> bool:
        offered = [one for one in self.line if self.states[one] == SeatState.OFFERED]
        taken = sum(state == SeatState.TAKEN for state in self.states.values())
        if capacity < taken:
            return False
        for one in offered[max(0, capacity - taken) :]:
            self.states[one] = SeatState.WAITING
        self.capacity = capacity
        self.give(now)
        return True

    def give(self, now: datetime, late: list[int] | None = None) -> None:
        for one in sorted(self.waiting(), key=lambda person: person in (late or [])):
            if self.free() > 0:
                self.states[one], self.until[one] = SeatState.OFFERED, _asked_at(now) + OFFER


def _asked_at(now: datetime) -> datetime:
    """The moment itself by day, nine o'clock otherwise."""
    local = now.astimezone(ZONE)
    if MORNING <= local.time() < NIGHT:
        return now
    day = local.date() + timedelta(days=local.time() >= NIGHT)
    return datetime.combine(day, MORNING, tzinfo=ZONE).astimezone(UTC)


class History:
    """One history: what is done in it, in the house and in the model, and what is compared after each act."""

    def __init__(self, stage: Stage, session: Session, chance: random.Random, counted: Counter[str]) -> None:
        self.stage, self.session, self.chance, self.counted = stage, session, chance, counted
        self.now = MONDAY + chance.choice((timedelta(), timedelta(hours=11)))
        self.model = Model(chance.randint(1, 3))
        self.seats: dict[int, int] = {}
        self.barred: set[int] = set()
        self.late: set[int] = set()

    def play(self) -> None:
        """Do some acts at random."""
        row = update(ListeningSession).where(col(ListeningSession.id) == self.stage.session_id)
        self.session.exec(row.values(capacity=self.model.capacity))
        acts = (self.register, self.leave, self.answer, self.wait, self.resize, self.remove)
        first = [self.register] * self.chance.randint(0, 6)
        for act in [*first, *self.chance.choices(acts, (4, 3, 4, 5, 1, 1), k=self.chance.randint(*ACTS))]:
            before, self.late = self.where(), set()
            act()
            self.counted["acts"] += 1
            self.counted[act.__name__] += 1
            self.compare(before)
            self.now += timedelta(seconds=self.chance.choice((0, 1, 90)))

    def register(self) -> None:
        """Somebody asks for a seat."""
        person = self.chance.choice(self.stage.people)
        try:
            seat = listening.register(
                self.session,
                self.stage.session_id,
                person,
                details={"age": "14"},
                language="fr",
                age_band="12-17",
                keys=self.stage.keys,
                now=self.now,
            )
        except Refused:
            self.counted["other than the model"] += person not in self.barred
            return
        self.seats[person] = seat.id or 0
        self.model.register(person, self.now)

    def leave(self) -> None:
        """Somebody gives up what they have."""
        person = self.anybody()
        if person:
            self.tap(listening.leave, person)
            if self.model.states[person] in {SeatState.TAKEN, *HOLDING, SeatState.WAITING}:
                self.model.out(person, SeatState.LEFT, self.now)

    def answer(self) -> None:
        """Somebody says yes or no, also when nobody asked them."""
        person = self.anybody()
        is_yes = self.chance.random() < 0.6
        if not person:
            return
        done = self.tap(listening.accept if is_yes else listening.decline, person)
        if self.model.states[person] == SeatState.OFFERED:
            self.counted["other than the model"] += not done
            if is_yes:
                self.model.accept(person)
            else:
                self.model.out(person, SeatState.DECLINED, self.now)

    def wait(self) -> None:
        """Time passes, and what nobody answered is over."""
        self.now += self.chance.choice(SPANS)
        self.late = {
            one
            for one, state in self.model.states.items()
            if state == SeatState.OFFERED and self.model.until[one] <= self.now
        }
        listening.ticking.tick_session(self.session, self.stage.session_id, now=self.now)
        self.model.expire(self.now)

    def resize(self) -> None:
        """The team changes how many seats there are, or cannot."""
        capacity = self.chance.randint(1, 5)
        try:
            listening.set_capacity(self.session, self.stage.session_id, capacity, now=self.now)
            done = True
        except Refused:
            done = False
        self.counted["other than the model"] += done != self.model.resize(capacity, self.now)

    def remove(self) -> None:
        """The team sends somebody out."""
        person = self.anybody()
        if person and self.model.states[person] in {*HOLDING, SeatState.WAITING}:
            listening.remove(self.session, self.stage.member, self.seats[person], now=self.now)
            self.barred.add(person)
            self.model.out(person, SeatState.REMOVED, self.now)

    def anybody(self) -> int:
        """Somebody who asked for a seat once; nobody at the beginning."""
        return self.chance.choice(sorted(self.seats)) if self.seats else 0

    def tap(self, act: object, person: int) -> bool:
        """Somebody taps a button; False when it is refused."""
        try:
            act(self.session, self.seats[person], person, keys=self.stage.keys, now=self.now)  # type: ignore[operator]
        except Refused:
            return False
        return True

    def where(self) -> dict[int, tuple[SeatState, datetime, int]]:
        """Where everybody is by the data: the newest seat of each."""
        query = select(Seat.contact_id, Seat.state, Seat.since, Seat.id).where(
            Seat.session_id == self.stage.session_id
        )
        rows = self.session.exec(query.order_by(col(Seat.id))).all()
        return {person or 0: (SeatState(state), since, number or 0) for person, state, since, number in rows}

    def compare(self, before: dict[int, tuple[SeatState, datetime, int]]) -> None:
        """Count what must never be: each rule from the data itself, then the model."""
        after = self.where()
        held = sum(state in HOLDING for state, _, _ in after.values())
        waiting = {
            person: turn
            for person, (state, *turn) in after.items()
            if state == SeatState.WAITING and person not in self.late
        }
        given = [
            turn
            for person, (state, *turn) in after.items()
            if state in HOLDING and before.get(person, (None,))[0] not in HOLDING
        ]
        self.counted["over capacity"] += held > self.model.capacity
        self.counted["seat left empty"] += held < self.model.capacity and any(
            state == SeatState.WAITING for state, _, _ in after.values()
        )
        self.counted["lost turn"] += sum(mine < theirs for theirs in given for mine in waiting.values())
        self.counted["other than the model"] += (
            self.model.states != {person: state for person, (state, _, _) in after.items()}
            or not self.is_honest()
        )

    def is_honest(self) -> bool:
        """Tell whether a place in the line that somebody is told is the model's."""
        waiting = self.model.waiting()
        if not waiting:
            return True
        person = self.chance.choice(waiting)
        return listening.position(self.session, self.seats[person]) == waiting.index(person) + 1


if __name__ == "__main__":
    sys.exit(main())
