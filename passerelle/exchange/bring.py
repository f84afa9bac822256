"""A file is brought in: each chunk in one transaction, then what the source is silent on, then one line of what was done.

A crash leaves whole records, and bringing the same file again finishes the work. An import never verifies a record.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime

from sqlmodel import Session

from passerelle import journal
from passerelle.database import Database
from passerelle.directory import bulk, documents
from passerelle.directory.bulk import Put
from passerelle.directory.records import Structure
from passerelle.directory.tables import ImportRun
from passerelle.errors import Refused
from passerelle.exchange import unseen
from passerelle.exchange.brought import Brought
from passerelle.exchange.fates import LEFT_OUT, WRITTEN, Decision, Fate
from passerelle.exchange.plan import Plan, Tally, chunks, decided
from passerelle.exchange.unseen import Missing
from passerelle.journal import Action
from passerelle.tables import Member

BEFORE = "Une partie du fichier est déjà reprise\u00a0; corrigez-le et reprenez-le en entier."
UNTOUCHED = LEFT_OUT | {Fate.CONFLICT, Fate.BURIED}


def bring(
    database: Database,
    brought: Iterable[Brought],
    *,
    source: str = "",
    format_name: str,
    now: datetime,
    replace_verified: bool = False,
    is_partial: bool = False,
    member: Member | None = None,
    left_out: Callable[[Decision], None] = lambda _: None,
) -> Plan:
    """Bring records in and say what became of them; `left_out` is given each one whose rows could not be used."""
    tally = Tally(left_out)
    for chunk in _read(chunks(brought, source), tally):
        with database.writing() as session:
            decisions = decided(
                session, chunk, tally.seen, replace_verified=replace_verified, for_change=True
            )
            _put(session, decisions, now=now)
        tally.add(decisions)
    with database.writing() as session:
        missing = Missing()
        if tally.is_whole(source=source, is_partial=is_partial):
            missing = unseen.mark(session, source, tally.seen, today=now.date())
        done = tally.closed(missing)
        _note(
            session, ImportRun(source=source, format=format_name, counts=_counts(done), done_at=now), member
        )
    return done


def _read(some: Iterator[list[Brought]], tally: Tally) -> Iterator[list[Brought]]:
    try:
        yield from some
    except Refused as error:
        if not tally.counts:
            raise
        raise Refused(f"{error} {BEFORE}") from error


def _put(session: Session, decisions: Sequence[Decision], *, now: datetime) -> None:
    puts = [_put_of(d, d.structure) for d in decisions if d.fate in WRITTEN and d.structure]
    if puts:
        bulk.put_down(session, puts, {d.known.slug: d.known for d in decisions if d.known}, now=now)
    heard = [(d.known, d.said) for d in decisions if d.fate not in WRITTEN | UNTOUCHED and d.known]
    bulk.see(
        session,
        {here.number: said for here, said in heard if here.unseen_since or said != here.source_document},
    )


def _put_of(decision: Decision, structure: Structure) -> Put:
    is_as_said = structure is decision.brought.structure
    return Put(structure, decision.said, decision.said if is_as_said else documents.written(structure))


def _note(session: Session, run: ImportRun, member: Member | None) -> None:
    run.member_id = member.id if member else None
    session.add(run)
    session.flush()
    journal.record(session, Action.RECORDS_IMPORTED, now=run.done_at, member=run.member_id, subject=run.id)


def _counts(done: Plan) -> str:
    missing = {"unseen": done.missing.newly + done.missing.before}
    return json.dumps({**{fate.value: count for fate, count in done.counts.items()}, **missing})
