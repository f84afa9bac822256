"""The association, for the coordination and the administration: who it is, what it says first, promises, offers, and where.

Each section is kept alone. Fewer days erase cases for good: that is asked on a page of its own, which counts them and names none.
"""

from collections.abc import Sequence
from typing import Literal

from fastapi import APIRouter, Depends
from fastapi.responses import RedirectResponse, Response

from admin import settings_form, settings_sections
from admin.access import Right, SignedIn, Staff, may
from admin.labels import _
from admin.lists import calendar
from admin.pages.directory_editing import WhatWasTyped
from admin.panel import Context
from admin.team_form import Form
from passerelle import association, handoff, journal, offering, rota
from passerelle.alerts.promise import promised_by
from passerelle.journal import Action
from passerelle.words import days_in_words

router = APIRouter(prefix="/settings", dependencies=[Depends(may(Right.SETTINGS))])

UNPROCESSABLE = 422
SAVED = _("C’est enregistré.")


@router.get("")
def show(staff: SignedIn, done: str = "") -> Response:
    """Show the association as it is noted, and what young people are told with it now."""
    opened = done if done in settings_sections.SECTIONS else ""
    return _page(staff, Form({}), opened, done=SAVED if done else "")


@router.post("")
def change(staff: SignedIn, typed: WhatWasTyped) -> Response:
    """Keep what was changed; what cannot be read comes back as it was typed, and what erases is asked first."""
    form, house = Form(typed), staff.panel.house
    with house.database.reading() as session:
        settings_form.keep(session, form)  # what is changed in a reading is thrown away
    if form.errors or form.value("do") == "back":
        return _page(staff, form, "association")
    now = house.clock()
    with house.database.writing() as session:
        older = settings_form.older(session, form, now)
        is_kept = older is None or settings_form.is_sure(form)
        if is_kept:
            settings_form.keep(session, form)
            journal.record(session, Action.SETTINGS_CHANGED, now=now, member=staff.member.id)
    return RedirectResponse("/settings?done=changed", 303) if is_kept else _ask(staff, form, older or 0)


@router.post("/{section}")
def change_section(
    staff: SignedIn,
    section: Literal["greeting", "delays", "services", "areas", "languages"],
    typed: WhatWasTyped,
) -> Response:
    """Keep what was changed in one section; what cannot be kept comes back as it was typed."""
    form, house = Form(typed), staff.panel.house
    with house.database.reading() as session:
        settings_sections.keep(session, section, form, staff.panel)  # thrown away, as above
    if form.errors:
        return _page(staff, form, section)
    with house.database.writing() as session:
        settings_sections.keep(session, section, form, staff.panel)
        journal.record(session, Action.SETTINGS_CHANGED, now=house.clock(), member=staff.member.id)
    return RedirectResponse(f"/settings?done={section}#section_{section}", 303)


def _page(staff: Staff, form: Form, opened: str, done: str = "") -> Response:
    """Show every section as it is kept, and the opened one as it was typed."""
    say, panel = staff.panel.say, staff.panel
    with panel.house.database.reading() as session:
        here = association.get(session)
        stands, values = settings_sections.in_a_line(here, panel), settings_sections.of(here, panel)
        kept: dict[str, Sequence[str]] = {**settings_form.of(here).typed, **values}
        greetings = offering.greetings(here)
    is_own = opened == "association"
    own = settings_form.FIELDS if is_own else settings_sections.fields_of(opened, panel)
    typed = {name: form.typed.get(name, ()) for name in own} if form.typed else {}
    sheet = Form({**kept, **typed}, form.errors)
    first = next((code for code in greetings if greetings[code]), panel.language)
    return staff.page(
        "settings.html",
        status=UNPROCESSABLE if form.errors else 200,
        sheet=sheet,
        opened=opened,
        stands=stands,
        done=done,
        choose=settings_sections.choices(panel),
        welcome=panel.rewording.welcome(greetings.get(first, ""), first, name=here.name)
        if panel.rewording
        else None,
        welcome_language=first,
        countries=[(code, say(name)) for code, name in settings_form.countries()],
        zones=[(code, say(name)) for code, name in settings_form.zones(sheet.value("zone"))],
        **_told(staff),
    )


def _told(staff: Staff) -> Context:
    """What young people are told now, and what they would be told if nobody were at the panel."""
    now = staff.panel.now()
    with staff.panel.house.database.reading() as session:
        planned = rota.presence(session, now)
        later = planned or association.presence(association.get(session), now)
        told, times = handoff.presence(session, now=now), calendar(staff, session)
        by = promised_by(session, since=now, is_urgent=False, now=now)
    said, by_hours = (settings_form.presence_in_words(one, times) for one in (told, later))
    return {
        "told": said,
        "promised": settings_form.promise_in_words(by, times) if by else "",
        "without": by_hours if by_hours != said else "",
        "by_rota": planned is not None,
    }


def _ask(staff: Staff, form: Form, older: int) -> Response:
    """Ask before fewer days erase what is older."""
    days = days_in_words(int(form.value("keep_days")), language=staff.panel.language)
    return staff.page("settings_sure.html", sheet=form, fields=settings_form.FIELDS, days=days, older=older)
