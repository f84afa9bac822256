"""What stands around the conversation of a case: whose turn it is, tasks, tags, who reads along, ready replies, how it ended."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from babel.dates import format_time, get_day_names
from sqlmodel import Session

from admin import labels
from admin.access import Right, Staff, rights_of
from admin.lists import due_in_words
from admin.moments import AT, Calendar, day_of, hour_of
from admin.panel import Context
from passerelle import association, reopening, speaking, team
from passerelle.association import Span
from passerelle.tables import Case, CaseState, Member
from passerelle.working import canned, drafts, guests, tags, tasks


@dataclass(frozen=True, slots=True)
class ToDo:
    """A task as its case shows it."""

    id: int
    text: str
    due: str
    is_late: bool
    is_done: bool


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who reads along, and until when."""

    id: int
    name: str
    until: str


def around(staff: Staff, session: Session, case: Case, times: Calendar) -> Context:
    """Read what stands around a conversation, for the templates of its page."""
    is_over = case.state == CaseState.CLOSED
    readers = [
        Reader(member.id or 0, member.name, day_of(until, times))
        for member, until in guests.of_case(session, case, now=times.now)
    ]
    return {
        "speaks": _speaks(staff, session, case, times),
        "todos": _todos(staff, session, case, times),
        "today": times.now.astimezone(times.zone).date().isoformat(),
        "case_tags": tags.of_case(session, case),
        "all_tags": tags.listed(session),
        "readers": readers,
        "could_read": [] if is_over else _could_read(staff, session, readers),
        "ready": canned.offered(session, language=case.language),
        "may_approve": not is_over and drafts.approves(session, case, staff.member),
        "outcome": labels.OUTCOMES.get(case.outcome or ""),
        "can_reopen": is_over and reopening.is_reachable(session, case),
    }


def values_of(staff: Staff, session: Session, case: Case) -> Mapping[str, str]:
    """What the placeholders of a ready reply stand for in a case: the team's names and hours, never the person's."""
    here = association.get(session)
    hours = hours_in_words(association.spans(here.hours), case.language)
    return {"member": staff.member.name, "association": here.name, "hours": hours}


def hours_in_words(spans: tuple[Span, ...], language: str) -> str:
    """Write opening hours for a person: "lundi–vendredi 09:00–18:00"."""
    names = get_day_names("wide", locale=language)

    def hours(span: Span) -> str:
        opens, closes = (format_time(time, "short", locale=language) for time in (span.opens, span.closes))
        return f"{opens}–{closes}"

    def of_day(weekday: int) -> str:
        return ", ".join(hours(span) for span in spans if span.weekday == weekday)

    said = []
    for when, days in groupby(range(7), key=of_day):
        run = list(days)
        if when:
            first, last = names[run[0]], names[run[-1]]
            said.append(f"{first} {when}" if len(run) == 1 else f"{first}–{last} {when}")
    return ", ".join(said)


def _speaks(staff: Staff, session: Session, case: Case, times: Calendar) -> str:
    turn = speaking.turn(session, case, now=times.now)
    if turn.voice is speaking.Voice.NOBODY and turn.back_at is not None:
        return times.say(labels.SPEAKS["nobody_until"]).format(when=_when(turn.back_at, times))
    if turn.voice is speaking.Voice.HOLDER and case.owner_id == staff.member.id:
        return times.say(labels.SPEAKS["you"])
    holder = session.get(Member, case.owner_id) if case.owner_id else None
    name = holder.name if holder else times.say(labels.SOMEBODY)
    return times.say(labels.SPEAKS[turn.voice]).format(name=name)


def _when(instant: datetime, times: Calendar) -> str:
    return times.say(AT).format(day=day_of(instant, times), hour=hour_of(instant, times))


def _todos(staff: Staff, session: Session, case: Case, times: Calendar) -> list[ToDo]:
    today = times.now.astimezone(times.zone).date()
    return [
        ToDo(
            task.id,
            task.text,
            due_in_words(task.due_on, today, times),
            is_late=task.due_on < today and not task.is_done,
            is_done=task.is_done,
        )
        for task in tasks.of_case(session, case, keys=staff.panel.house.keys)
    ]


def _could_read(staff: Staff, session: Session, readers: list[Reader]) -> list[Member]:
    """The colleagues who could be asked to read along, and were not yet."""
    asked = {reader.id for reader in readers}
    others = team.colleagues(session, staff.member)
    return [other for other in others if other.id not in asked and Right.CASES in rights_of(other)]
