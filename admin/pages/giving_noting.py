"""What is noted of somebody who gives: conversations, notes, and the hours that no session knows of."""

import re
from datetime import date

from fastapi import APIRouter
from fastapi.responses import RedirectResponse, Response

from admin import giving_page
from admin.access import Number, SignedIn, Staff
from admin.calendar_words import YEARS
from admin.directory_fields import MISSING, NO_CHOICE, Fields
from admin.giving_page import UNPROCESSABLE
from admin.labels import _
from admin.lists import calendar
from admin.pages.directory_editing import WhatWasTyped
from passerelle.errors import NotFound, Refused
from passerelle.giving import TYPED, Work, hours, notes

router = APIRouter(prefix="/givers")

DAY_TO_COME = _("Un jour passé, ou aujourd’hui\u00a0; de cinq ans au plus.")
NO_LENGTH = _("Une durée va de 1 à 1440 minutes.")


@router.post("/{number}/notes")
def note(staff: SignedIn, number: Number, typed: WhatWasTyped) -> Response:
    """Note something, or with a day the conversation of that day."""
    fields, house = Fields(typed), staff.panel.house
    text = fields.text("note", longest=notes.LONGEST, must=True)
    day, now = fields.day("talked_on"), staff.panel.now()
    if day is not None and (day > _today(staff) or day.year not in YEARS):
        fields.wrong("talked_on", DAY_TO_COME)
    if fields.errors:
        return giving_page.show(staff, number, fields=fields, status=UNPROCESSABLE)
    with house.database.writing() as session:
        notes.write(session, staff.member, number, text, talked_on=day, keys=house.keys, now=now)
    return RedirectResponse(f"/givers/{number}?done=noted", 303)


@router.post("/{number}/notes/{note_id}/remove")
def remove_note(staff: SignedIn, number: Number, note_id: Number) -> Response:
    """Take a note away for good."""
    return giving_page.do(
        staff,
        number,
        lambda session: notes.remove(session, staff.member, number, note_id, now=staff.panel.now()),
        "removed",
    )


@router.post("/{number}/hours")
def give(staff: SignedIn, number: Number, typed: WhatWasTyped) -> Response:
    """Type time that somebody gave."""
    fields = Fields(typed)
    day, what = fields.day("day"), fields.one_of("what", Work)
    minutes = fields.raw("minutes")
    for name, value in (("day", day), ("what", what if what in TYPED else None)):
        if value is None:
            fields.wrong(name, MISSING if name == "day" else NO_CHOICE)
    if not re.fullmatch("[0-9]{1,4}", minutes) or not 1 <= int(minutes) <= hours.LONGEST:
        fields.wrong("minutes", NO_LENGTH)
    if fields.errors or day is None or what is None:
        return giving_page.show(staff, number, fields=fields, status=UNPROCESSABLE)
    try:
        with staff.panel.house.database.writing() as session:
            hours.note(
                session, staff.member, number, day, minutes=int(minutes), what=what, now=staff.panel.now()
            )
    except NotFound:
        raise
    except Refused:
        fields.wrong("day", DAY_TO_COME)
        return giving_page.show(staff, number, fields=fields, status=UNPROCESSABLE)
    return RedirectResponse(f"/givers/{number}?year={day.year}&done=noted#hours", 303)


@router.post("/{number}/hours/{row}/remove")
def take_back(staff: SignedIn, number: Number, row: Number) -> Response:
    """Take typed time back."""
    return giving_page.do(
        staff,
        number,
        lambda session: hours.remove(session, staff.member, number, row, now=staff.panel.now()),
        "removed",
        anchor="#hours",
    )


def _today(staff: Staff) -> date:
    with staff.panel.house.database.reading() as session:
        times = calendar(staff, session)
    return times.now.astimezone(times.zone).date()
