"""One person who gives, and all of them, in words for the pages: where they stand, the one thing to do next, their training and hours.

Nothing here looks for what else the same person came for.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from babel.dates import format_date
from babel.numbers import format_decimal
from sqlmodel import Session

from admin import giving_words as words
from admin.access import Right, Staff, rights_of
from admin.lists import calendar
from admin.moments import Calendar, Moment, day_of, moment
from admin.panel import Context
from passerelle import association, cases, giving, team
from passerelle.errors import NotFound
from passerelle.giving import Giver, GiverKind, NoSteps, Stage, hours, training
from passerelle.tables import Member

SECTIONS: Sequence[tuple[str, frozenset[Stage]]] = (
    ("coming", frozenset({Stage.INTERESTED, Stage.TRAINING})),
    ("here", frozenset({Stage.CO_LEADING, Stage.LEADING})),
    ("paused", frozenset({Stage.PAUSED})),
    ("stopped", frozenset({Stage.STOPPED})),
)


@dataclass(frozen=True, slots=True)
class Row:
    """One person in the list; `next` is a code for what lacks."""

    id: int
    name: str
    kind: str
    stage: str
    stage_says: str
    next: str
    done: int
    asked: int
    hours: str


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the training; `by` and `when` where it is ticked."""

    id: int
    title: str
    is_required: bool
    is_dropped: bool
    by: str
    when: Moment | None


@dataclass(frozen=True, slots=True)
class Note:
    """A note, and the conversation that it tells of."""

    id: int
    text: str
    author: str
    at: Moment
    talked: str


def listed(staff: Staff, session: Session, chosen: str) -> Mapping[str, Sequence[Row]]:
    """Everybody who gives, of one kind or of all, by where they are."""
    times = calendar(staff, session)
    found = [one for one in giving.everyone(session, staff.member) if chosen in {"", one.kind}]
    names = giving.names(session, found)
    progress = {kind: training.progress(session, kind) for kind in GiverKind}
    year = times.now.astimezone(times.zone).year
    rows = [_row(session, one, names, progress, year=year, times=times) for one in found]
    return {name: [row for row in rows if row.stage in stages] for name, stages in SECTIONS}


def page_of(staff: Staff, session: Session, number: int, year: int | None) -> Context:
    """Everything that the page of one person shows; opening it is journaled."""
    house, times = staff.panel.house, calendar(staff, session)
    giver, noted = giving.notes.read(session, staff.member, number, keys=house.keys, now=times.now)
    this_year = times.now.astimezone(times.zone).year
    shown_year = year or this_year
    account = session.get(Member, giver.member_id) if giver.member_id else None
    names = _names(session, giver, noted)
    return {
        "giver": giver,
        "name": giving.names(session, [giver])[number],
        "kind": times.say(words.KINDS[giver.kind]),
        "stage": times.say(words.STAGES[giver.stage]),
        "since": moment(giver.changed_at, times),
        "talked": _day(giver.talked_on, times),
        "next": _next(session, giver),
        "moves": _moves(session, giver, times),
        "steps": [_step(step, names, times) for step in training.of_giver(session, giver)],
        "notes": [_note(one, names, times) for one in noted],
        "account": account,
        "mentor": names.get(account.mentor_id or 0) if account else None,
        "accounts": _free_accounts(session) if account is None else [],
        "mentors": _mentors(session, account) if account else [],
        "case": _case(staff, session, giver),
        "kinds": [(code, times.say(name)) for code, name in words.KINDS.items()],
        "works": [(code, times.say(words.WORKS[code])) for code in giving.TYPED],
        "today": times.now.astimezone(times.zone).date().isoformat(),
        "forgotten": _forgotten(session, giver, times),
        **_hours(session, giver, shown_year, this_year=this_year, times=times),
    }


def hours_in_words(amount: float, language: str) -> str:
    """Write hours: "45 min", "3 h 30"."""
    return length(round(amount * 60), language)


def _row(
    session: Session,
    giver: Giver,
    names: Mapping[int, str],
    progress: Mapping[GiverKind, tuple[int, Mapping[int, int]]],
    *,
    year: int,
    times: Calendar,
) -> Row:
    number = giver.id or 0
    asked, done = progress[GiverKind(giver.kind)]
    given = hours.of_giver(session, giver, year).hours
    return Row(
        id=number,
        name=names[number],
        kind=times.say(words.KINDS[giver.kind]),
        stage=giver.stage,
        stage_says=times.say(words.STAGES[giver.stage]),
        next=_next(session, giver),
        done=done.get(number, 0),
        asked=asked,
        hours=hours_in_words(given, times.language) if given else "",
    )


def _next(session: Session, giver: Giver) -> str:
    """The one thing to do next, as a code: what lacks for the next stage, or the stage itself."""
    stage = Stage(giver.stage)
    following = {
        Stage.INTERESTED: Stage.TRAINING,
        Stage.TRAINING: Stage.CO_LEADING,
        Stage.CO_LEADING: Stage.CO_LEADING,  # the mentor may have left the team meanwhile
    }.get(stage)
    if following is None:
        return stage
    lack = giving.lacking(session, giver, following)
    if stage == Stage.CO_LEADING and not isinstance(lack, giving.NoMentor | giving.NoAccount):
        return stage
    codes = {
        giving.NotTalked: "talk",
        NoSteps: "list",
        giving.NotTrained: "steps",
        giving.NoAccount: "account",
        giving.NoMentor: "mentor",
    }
    return codes[type(lack)] if lack is not None else f"may_{following}"


def _moves(session: Session, giver: Giver, times: Calendar) -> list[tuple[str, str, str]]:
    """Where this person can go: the stage, what the button says, and why not yet."""
    found = []
    for stage in Stage:
        if stage not in giving.moves(giver):
            continue
        lack = giving.lacking(session, giver, stage)
        why = times.say(words.refusal(lack)) if lack is not None else ""
        found.append((str(stage), times.say(_move_says(giver, stage)), why))
    return found


def _move_says(giver: Giver, stage: Stage) -> str:
    if giver.stage == Stage.PAUSED and stage == giver.paused_from:
        return words.RESUME
    if stage == Stage.TRAINING and giver.stage != Stage.INTERESTED:
        return words.BACK_TO_TRAINING
    if stage == Stage.CO_LEADING and giver.stage == Stage.LEADING:
        return words.BACK_TO_CO_LEADING
    return words.MOVES[stage]


def _names(session: Session, giver: Giver, noted: Sequence[giving.Noted]) -> dict[int, str]:
    """The names of whoever noted or ticked something, and of the mentor."""
    wanted = {one.author_id for one in noted}
    wanted |= {step.ticked_by for step in training.of_giver(session, giver)}
    account = session.get(Member, giver.member_id) if giver.member_id else None
    wanted.add(account.mentor_id if account else None)
    found = [session.get(Member, number) for number in wanted if number]
    return {member.id or 0: member.name for member in found if member is not None}


def _step(step: training.Step, names: Mapping[int, str], times: Calendar) -> Step:
    return Step(
        id=step.id,
        title=step.title,
        is_required=step.is_required,
        is_dropped=step.is_dropped,
        by=names.get(step.ticked_by or 0, ""),
        when=moment(step.ticked_at, times) if step.ticked_at else None,
    )


def _note(note: giving.Noted, names: Mapping[int, str], times: Calendar) -> Note:
    return Note(
        id=note.id,
        text=note.text,
        author=names.get(note.author_id or 0, ""),
        at=moment(note.written_at, times),
        talked=_day(note.talked_on, times),
    )


def _free_accounts(session: Session) -> list[tuple[int, str]]:
    """Who of the team may lead, and is followed by nobody here."""
    known = giving.linked(session)
    return [
        (member.id or 0, member.name)
        for member in team.everyone(session)
        if member.id not in known and Right.SESSIONS in rights_of(member)
    ]


def free_accounts(session: Session) -> list[tuple[int, str]]:
    """Who of the team may lead, and is followed by nobody here: for whoever begins with an account."""
    return _free_accounts(session)


def _mentors(session: Session, account: Member) -> list[tuple[int, str]]:
    holders = team.of_roles(session, team.HOLDERS)
    return [(one.id or 0, one.name) for one in holders if one.id != account.id and one.mentor_id is None]


def _case(staff: Staff, session: Session, giver: Giver) -> int | None:
    """The case that they came with to give a hand, for whoever holds it."""
    try:
        return cases.own(session, staff.member, giver.case_id or 0).id
    except NotFound:
        return None


def _forgotten(session: Session, giver: Giver, times: Calendar) -> str:
    if giver.stage != Stage.STOPPED:
        return ""
    days = association.get(session).keep_days
    return day_of(giver.changed_at + timedelta(days=days), times)


def _hours(session: Session, giver: Giver, year: int, *, this_year: int, times: Calendar) -> Context:
    found = hours.of_giver(session, giver, year)
    return {
        "year": year,
        "years": list(range(this_year, this_year - hours.OLDEST_YEARS - 1, -1)),
        "led": hours_in_words(found.led, times.language) if found.led else "",
        "typed": [
            {
                "id": row.id,
                "day": _day(row.day, times),
                "what": times.say(words.WORKS[row.what]),
                "hours": length(row.minutes, times.language),
            }
            for row in found.typed
        ],
        "total": hours_in_words(found.hours, times.language),
    }


def length(minutes: int, language: str) -> str:
    """Write minutes as a length: "45 min", "1 h 30"."""
    whole, rest = divmod(minutes, 60)
    if not whole:
        return f"{format_decimal(rest, locale=language)}\u00a0min"
    return f"{format_decimal(whole, locale=language)}\u00a0h" + (f"\u00a0{rest:02}" if rest else "")


def _day(day: date | None, times: Calendar) -> str:
    return format_date(day, "long", locale=times.language) if day else ""
