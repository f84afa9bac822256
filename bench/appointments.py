"""Races of appointments: two people who tap the same time, and a change that meets a reminder on its way. This counts both.

    python bench/appointments.py [--picks 2000] [--sendings 10000] [--postgres postgresql://…]

Everything happens in a folder that is thrown away; a PostgreSQL database must be an empty one, and keeps what the races leave.
"""

import argparse
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from sqlalchemy import delete
from sqlmodel import Session, col, select

from passerelle import appointments, cases, conversations, handoff, installation, outbox, settings, team
from passerelle.appointments import Appointment, SlotTaken
from passerelle.installation import House
from passerelle.tables import Case, Delivery, Member, OutboxRow, Role

MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
FIRST_START = datetime(2026, 11, 26, 16, 0, tzinfo=UTC)
EVE = datetime(2026, 11, 25, 17, 0, tzinfo=UTC)  # six in the evening in Brussels
HANDS = 3
HEADLINE = cases.Headline(topic="bullying", is_urgent=False, language="fr")


def main() -> int:
    """Race on both databases and print what happened; 1 when a time was given twice or a dead appointment reminded of."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--picks", type=int, default=2_000)
    parser.add_argument("--sendings", type=int, default=10_000)
    parser.add_argument("--postgres", metavar="URL", help="an empty PostgreSQL database; else only SQLite")
    given = parser.parse_args()
    urls = [None, given.postgres] if given.postgres else [None]
    results = [run(url, given.picks, given.sendings) for url in urls]
    return 0 if all(results) else 1


def run(url: str | None, picks: int, sendings: int) -> bool:
    """Race on one database; tells whether nothing went wrong."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {"PASSERELLE_DATA_DIR": folder, **({"PASSERELLE_DATABASE_URL": url} if url else {})}
        read = settings.read(environment, folder=Path(folder))
        house = installation.open_house(read, clock=lambda: MONDAY)
        stage = Stage(house)
        started = time.perf_counter()
        won = race_picks(stage, picks)
        picked = time.perf_counter()
        sent = race_sendings(stage, sendings)
        ended = time.perf_counter()
        house.close()
    name = "PostgreSQL" if url else "SQLite"
    print(f"{name}: {picks} picks in {picked - started:.0f} s: {dict(won)} (winners: races)")
    print(f"{name}: {sendings} changes against sending in {ended - picked:.0f} s: {dict(sent)}")
    return set(won) <= {1} and not sent["dead"] and not sent["left over"]


class Stage:
    """A member with a few cases, in a house where the clock stands still."""

    def __init__(self, house: House) -> None:
        self.house, self.keys = house, house.keys
        with house.database.writing() as session:
            self.member = self._member(session)
            self.cases = [self._case(session, account) for account in range(HANDS)]

    def _member(self, session: Session) -> Member:
        enrolment = team.add(
            session,
            email="mediator@example.org",
            name="Mediator",
            role=Role.MEDIATOR,
            password="only for a race",
            vault=self.keys.vault,
            now=MONDAY,
        )
        return enrolment.member

    def _case(self, session: Session, account: int) -> Case:
        conversation = conversations.open_for(session, account, language="fr", keys=self.keys, now=MONDAY)
        case = cases.open_case(
            session,
            contact_id=conversation.contact_id,
            key_id=conversations.renew(conversation, self.keys, MONDAY),
            headline=HEADLINE,
            asked=(),
            keys=self.keys,
            now=MONDAY,
        )
        conversation.open_case_id = case.id
        session.add(conversation)
        return handoff.take(session, self.member, case.id or 0, keys=self.keys, now=MONDAY)

    def propose(self, session: Session, case: Case, starts_at: datetime) -> int:
        """Propose one time in a case; gives the offer's number."""
        offer = appointments.propose(
            session,
            self.member,
            case.id or 0,
            [starts_at],
            minutes=30,
            mode="phone",
            keys=self.keys,
            now=MONDAY,
        )
        return offer.id or 0

    def agree(self, case: Case) -> int:
        """Agree on one time in a case, with nothing but its reminders on their way; gives the appointment's number."""
        with self.house.database.writing() as session:
            offer_id = self.propose(session, case, FIRST_START)
            found = appointments.pick(session, offer_id, 1, case.contact_id or 0, keys=self.keys, now=MONDAY)
            session.exec(delete(OutboxRow).where(col(OutboxRow.notice) != "reminder"))
        return found.id or 0

    def pick(self, case: Case, offer_id: int) -> Appointment | None:
        """Tap it; None when it is taken."""
        try:
            with self.house.database.writing() as session:
                return appointments.pick(
                    session, offer_id, 1, case.contact_id or 0, keys=self.keys, now=MONDAY
                )
        except SlotTaken:
            return None


def race_picks(stage: Stage, races: int) -> Counter[int]:
    """Let everybody tap the same time at once, or times that overlap; counts the races by their number of winners."""
    won: Counter[int] = Counter()
    with ThreadPoolExecutor(HANDS) as runners:
        for number in range(races):
            starts_at = FIRST_START + timedelta(days=30, hours=number)
            aside = timedelta(minutes=10 * (number % 2))  # every other race is one of times that overlap
            with stage.house.database.writing() as session:
                offers = [
                    stage.propose(session, case, starts_at + aside * hand)
                    for hand, case in enumerate(stage.cases)
                ]
            taps = [partial(stage.pick, *pair) for pair in zip(stage.cases, offers, strict=True)]
            won[sum(found is not None for found in at_once(runners, taps))] += 1
    return won


def race_sendings(stage: Stage, races: int) -> Counter[str]:
    """Let a cancelling or a moving meet the sending of the reminder; counts the races by what became of it."""
    counted: Counter[str] = Counter()
    with ThreadPoolExecutor(2) as runners:
        for number in range(races):
            case = stage.cases[number % HANDS]
            change = partial(_change, stage, case, stage.agree(case), number)
            _, was_sent = at_once(runners, [change, partial(_send, stage)])
            counted[_fate(stage, is_sent=bool(was_sent))] += 1
            counted["left over"] += _send_again(stage)
    return counted


def at_once(runners: ThreadPoolExecutor, acts: Sequence[Callable[[], object]]) -> list[object]:
    """Let all of these begin at the same moment, and give what each of them gives."""
    start = threading.Barrier(len(acts))

    def begin(act: Callable[[], object]) -> object:
        start.wait()
        return act()

    return list(runners.map(begin, acts))


def _change(stage: Stage, case: Case, appointment_id: int, number: int) -> None:
    """Cancel as the person, cancel as the team, or move."""
    keys, other_time = stage.keys, [FIRST_START + timedelta(days=1)]
    with stage.house.database.writing() as session:
        if number % 3 == 0:
            appointments.cancel(session, appointment_id, case.contact_id or 0, keys=keys, now=MONDAY)
        elif number % 3 == 1:
            appointments.cancel_by_team(session, stage.member, appointment_id, keys=keys, now=MONDAY)
        else:
            appointments.move(session, stage.member, appointment_id, other_time, keys=keys, now=MONDAY)


def _send(stage: Stage) -> bool:
    """Do as delivery does: lease, and ask in the same transaction whether there is anything to say; tells whether there was."""
    with stage.house.database.writing() as session:
        return _has_something_to_say(session)


def _has_something_to_say(session: Session) -> bool:
    return any(_is_due(session, row) for row in outbox.lease(session, now=EVE, at_most=50))


def _is_due(session: Session, row: OutboxRow) -> bool:
    numbers = outbox.numbers_of(row)
    if row.notice != "reminder":
        return False
    found, rule = int(numbers["appointment"]), str(numbers["rule"])
    return appointments.is_due(session, found, row.contact_id, EVE, rule=rule)


def _fate(stage: Stage, *, is_sent: bool) -> str:
    """What became of a reminder. One that the change had called back already was sent for a dead appointment."""
    with stage.house.database.reading() as session:
        query = select(OutboxRow.state).where(OutboxRow.notice == "reminder", col(OutboxRow.due_at) <= EVE)
        state = session.exec(query).one()
    if is_sent:
        return "sent before the change" if state == Delivery.LEASED else "dead"
    return "called back" if state == Delivery.CANCELLED else "found dead when it was to be sent"


def _send_again(stage: Stage) -> bool:
    """Delivery dies and begins again: what was in flight is to be sent once more, now that the change is done. Then all rows go."""
    with stage.house.database.writing() as session:
        outbox.release(session)
        found = _has_something_to_say(session)
        session.exec(delete(OutboxRow))
    return found


if __name__ == "__main__":
    sys.exit(main())
