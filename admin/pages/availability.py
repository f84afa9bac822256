"""When I can be met: my hours of the week, and the days that are not like the others.

What was agreed stays, whatever is taken back here.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from itertools import groupby
from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import RedirectResponse, Response
from sqlmodel import Session

from admin.access import HIGHEST_ID, SignedIn, Staff
from admin.calendar_typed import Span, future_day, span_beside, weekday
from admin.calendar_words import MODES, WEEK, clock, weekday_names
from admin.directory_fields import NO_CHOICE, Fields, Typed
from admin.labels import _
from admin.lists import calendar
from admin.pages.directory_editing import WhatWasTyped
from passerelle import appointments
from passerelle.appointments import Mode
from passerelle.appointments.availability import BUFFER_LONGEST, LONGEST, SHORTEST
from passerelle.appointments.tables import Availability, AvailabilityException
from passerelle.words import date_in_words

router = APIRouter()

UNPROCESSABLE = 422
SHOWN_AHEAD = timedelta(days=366)
DONE: Mapping[str, str] = {
    "added": _("C’est ajouté. Ces moments peuvent maintenant être proposés."),
    "removed": _("C’est retiré. Ce qui était convenu tient toujours."),
    "exception": _("C’est noté pour ce jour. Ce qui était convenu tient toujours."),
    "as_usual": _("Ce jour est de nouveau comme d’habitude."),
}
WEEKLY, ONE_DAY = "weekly", "one_day"
STANDARD: Mapping[str, str] = {
    "weekday": "0",
    "opens": "09:00",
    "closes": "12:00",
    "minutes": "45",
    "buffer": "15",
    "mode": Mode.PLACE,
    "kind": "off",
    "day": "",
}

HoursNumber = Annotated[int, Form(ge=1, le=HIGHEST_ID)]


@dataclass(frozen=True, slots=True)
class Hours:
    """Hours in words, to show and to take back."""

    id: int
    says: str
    details: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What stands in one of the two forms, and what is wrong with it."""

    form: str = ""
    typed: Typed = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)

    def values(self, form: str) -> dict[str, str]:
        """What stands in the fields of a form."""
        typed = {name: values[0] for name, values in self.typed.items() if values and self.form == form}
        return {**STANDARD, **typed}

    def wrong(self, form: str) -> Mapping[str, str]:
        """What is wrong with a form, by field; nothing where nothing is."""
        return defaultdict(str, self.errors if self.form == form else {})


@router.get("/availability")
def show(staff: SignedIn, done: str = "") -> Response:
    """Show my hours, with the forms to add to them."""
    return _page(staff, done=DONE.get(done, ""))


@router.post("/availability")
def add(staff: SignedIn, typed: WhatWasTyped) -> Response:
    """Publish hours of the week; the same ones twice are once."""
    fields = Fields(typed)
    with staff.panel.house.database.writing() as session:
        day = weekday(fields, "weekday")
        known = [one for one in _published(session, staff) if one.weekday == day]
        chosen = span_beside(fields, _spans(known))
        if chosen is not None:
            since = _today(staff, session)
            appointments.publish(session, staff.member, weekday=day, valid_from=since, **asdict(chosen))
    if fields.errors:
        return _page(staff, asked=Asked(WEEKLY, typed, fields.errors))
    return RedirectResponse("/availability?done=added", 303)


@router.post("/availability/remove")
def remove(staff: SignedIn, number: HoursNumber) -> Response:
    """Take hours of mine back; those that are gone already stay gone."""
    with staff.panel.house.database.writing() as session:
        if any(one.id == number for one in _published(session, staff)):
            appointments.unpublish(session, staff.member, number)
    return RedirectResponse("/availability?done=removed", 303)


@router.post("/availability/day")
def except_for(staff: SignedIn, typed: WhatWasTyped) -> Response:
    """Close a day, or publish other hours for it."""
    fields = Fields(typed)
    with staff.panel.house.database.writing() as session:
        day, kind = future_day(fields, "day", _today(staff, session)), fields.raw("kind")
        if kind not in {"off", "other"}:
            fields.wrong("kind", NO_CHOICE)
        if day is not None and not fields.errors:
            _except(session, staff, fields, day, is_off=kind == "off")
    if fields.errors:
        return _page(staff, asked=Asked(ONE_DAY, typed, fields.errors))
    return RedirectResponse("/availability?done=exception", 303)


@router.post("/availability/as-usual")
def as_usual(staff: SignedIn, day: Annotated[date, Form()]) -> Response:
    """Let a day be like its weekday again."""
    with staff.panel.house.database.writing() as session:
        appointments.as_usual(session, staff.member, day)
    return RedirectResponse("/availability?done=as_usual", 303)


def _except(session: Session, staff: Staff, fields: Fields, day: date, *, is_off: bool) -> None:
    if is_off:
        appointments.day_off(session, staff.member, day)
        return
    known = appointments.exceptions(session, staff.member.id or 0, day, day)
    chosen = span_beside(fields, _spans(known))
    if chosen is not None:
        appointments.other_hours(session, staff.member, day, **asdict(chosen))


def _spans(known: Iterable[Availability | AvailabilityException]) -> list[Span]:
    """Hours as a form would say them; a day that is closed has none."""
    return [
        Span(one.opens, one.closes, one.minutes, one.buffer_minutes, Mode(one.mode))
        for one in known
        if one.opens is not None and one.closes is not None and one.mode is not None
    ]


def _page(staff: Staff, *, asked: Asked | None = None, done: str = "") -> Response:
    asked = asked or Asked()
    with staff.panel.house.database.reading() as session:
        today, member_id = _today(staff, session), staff.member.id or 0
        weekly = _published(session, staff)
        unlike = appointments.exceptions(session, member_id, today, today + SHOWN_AHEAD)
        free = appointments.slots(session, member_id, today, today + 2 * WEEK, staff.panel.now())
    return staff.page(
        "availability_page.html",
        status=UNPROCESSABLE if asked.errors else 200,
        week=_weekly(staff, weekly),
        unlike=_unlike(staff, unlike),
        free=len(free),
        names=list(enumerate(weekday_names(staff.panel.language))),
        modes=list(MODES.items()),
        values=asked.values,
        wrong=asked.wrong,
        today=today.isoformat(),
        shortest=SHORTEST,
        longest=LONGEST,
        buffer_longest=BUFFER_LONGEST,
        done=done,
    )


def _weekly(staff: Staff, weekly: Sequence[Availability]) -> list[tuple[str, list[Hours]]]:
    """The days of the week that have hours, with them."""
    return [
        (name, hours)
        for day, name in enumerate(weekday_names(staff.panel.language))
        if (hours := [_hours(staff, one) for one in weekly if one.weekday == day])
    ]


def _unlike(staff: Staff, found: Iterable[AvailabilityException]) -> list[tuple[str, str, list[Hours]]]:
    """The days that are not like the others: for machines, in words, and their hours."""
    return [
        (day.isoformat(), date_in_words(day, staff.panel.language), [_hours(staff, one) for one in of_day])
        for day, of_day in groupby(found, key=lambda one: one.day)
    ]


def _hours(staff: Staff, one: Availability | AvailabilityException) -> Hours:
    say = staff.panel.say
    if one.opens is None or one.closes is None or one.mode is None:
        return Hours(one.id or 0, say(_("Fermé")), "")
    details = say(_("{mode}, {minutes} min")).format(mode=say(MODES[Mode(one.mode)]), minutes=one.minutes)
    if one.buffer_minutes:
        details += say(_(", {n} min de pause")).format(n=one.buffer_minutes)
    return Hours(one.id or 0, f"{clock(one.opens)}–{clock(one.closes)}", details)


def _published(session: Session, staff: Staff) -> list[Availability]:
    return appointments.published(session, staff.member.id or 0)


def _today(staff: Staff, session: Session) -> date:
    times = calendar(staff, session)
    return times.now.astimezone(times.zone).date()
