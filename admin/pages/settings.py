"""The association, for the coordination and the administration: its name, country, hours, and how long closed cases are kept.

Fewer days erase cases for good: that is asked on a page of its own, which counts them and names none.
"""

from fastapi import APIRouter, Depends
from fastapi.responses import RedirectResponse, Response

from admin import settings_form
from admin.access import Right, SignedIn, Staff, may
from admin.labels import _
from admin.lists import calendar
from admin.pages.directory_editing import WhatWasTyped
from admin.panel import Context
from admin.team_form import Form
from passerelle import association, handoff, journal, rota
from passerelle.journal import Action
from passerelle.words import days_in_words

router = APIRouter(prefix="/settings", dependencies=[Depends(may(Right.SETTINGS))])

UNPROCESSABLE = 422
SAVED = _("C’est enregistré.")


@router.get("")
def show(staff: SignedIn, done: str = "") -> Response:
    """Show the association as it is noted, and what young people are told with it now."""
    with staff.panel.house.database.reading() as session:
        form = settings_form.of(association.get(session))
    return _page(staff, form, done=SAVED if done else "")


@router.post("")
def change(staff: SignedIn, typed: WhatWasTyped) -> Response:
    """Keep what was changed; what cannot be read comes back as it was typed, and what erases is asked first."""
    form, house = Form(typed), staff.panel.house
    with house.database.reading() as session:
        settings_form.keep(session, form)  # what is changed in a reading is thrown away
    if form.errors or form.value("do") == "back":
        return _page(staff, form)
    now = house.clock()
    with house.database.writing() as session:
        older = settings_form.older(session, form, now)
        is_kept = older is None or settings_form.is_sure(form)
        if is_kept:
            settings_form.keep(session, form)
            journal.record(session, Action.SETTINGS_CHANGED, now=now, member=staff.member.id)
    return RedirectResponse("/settings?done=changed", 303) if is_kept else _ask(staff, form, older or 0)


def _page(staff: Staff, form: Form, done: str = "") -> Response:
    say = staff.panel.say
    return staff.page(
        "settings.html",
        status=UNPROCESSABLE if form.errors else 200,
        sheet=form,
        done=done,
        countries=[(code, say(name)) for code, name in settings_form.countries()],
        zones=[(code, say(name)) for code, name in settings_form.zones(form.value("zone"))],
        **_told(staff),
    )


def _told(staff: Staff) -> Context:
    """What young people are told now, and what they would be told if nobody were at the panel."""
    now = staff.panel.now()
    with staff.panel.house.database.reading() as session:
        planned = rota.presence(session, now)
        later = planned or association.presence(association.get(session), now)
        told, times = handoff.presence(session, now=now), calendar(staff, session)
    said, by_hours = (settings_form.presence_in_words(one, times) for one in (told, later))
    return {"told": said, "without": by_hours if by_hours != said else "", "by_rota": planned is not None}


def _ask(staff: Staff, form: Form, older: int) -> Response:
    """Ask before fewer days erase what is older."""
    days = days_in_words(int(form.value("keep_days")), language=staff.panel.language)
    return staff.page("settings_sure.html", sheet=form, fields=settings_form.FIELDS, days=days, older=older)
