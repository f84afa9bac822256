"""The help lines, for the coordination and the administration: which of them somebody has to call, and what that person found.

What is kept is the day, initials and the hours that were heard; nothing here changes a number. The bot reads it at its next sentence.
"""

from collections.abc import Mapping
from datetime import date

from babel.dates import format_date
from fastapi import APIRouter, Depends, HTTPException
from fastapi.responses import RedirectResponse, Response

from admin import labels
from admin.access import Right, SignedIn, Staff, may
from admin.directory_words import COUNTRIES
from admin.labels import _
from admin.pages.directory_editing import WhatWasTyped
from admin.panel import Context
from admin.team_form import Form
from passerelle import alone, association, helplines
from passerelle.errors import Misconfigured
from passerelle.helplines import Due, Helpline
from passerelle.helplines.hours import checked
from passerelle.helplines.lines import RETIRED
from passerelle.helplines.overlay import initials

router = APIRouter(prefix="/helplines", dependencies=[Depends(may(Right.SETTINGS))])

NOT_FOUND, UNPROCESSABLE = 404, 422
DONE = {
    "verified": _("C’est enregistré. Le bot en tient compte dès maintenant."),
    "gone": _("C’est enregistré : le bot ne donne plus cette ligne. La vérifier de nouveau la remet."),
}
REASONS: Mapping[Due, str] = {
    Due.NEVER: _("jamais vérifiée"),
    Due.OLD: _("vérifiée il y a plus de 90 jours"),
    Due.CONFLICT: _("les sources se contredisent"),
    Due.UNSOURCED: _("numéro sans source"),
}
NO_INITIALS = _("Écrivez une à quatre initiales, comme NB, jamais un nom entier.")
NO_HOURS = _("Ces horaires ne se lisent pas. Écrivez-les comme : Mo-Fr 09:00-18:00; PH off, ou 24/7.")
NEVER_GONE = _("Un numéro d’urgence ne se retire pas.")
NOT_KEPT = _(
    "Le fichier des vérifications ne se lit pas ou ne s’écrit pas. Rien n’a changé, et ce que vous avez tapé est encore ici. "
    "Prévenez la personne qui s’occupe de l’installation."
)


@router.get("")
def everything(staff: SignedIn, done: str = "") -> Response:
    """Show every line by country, the association's own first, and in each those that are due first."""
    with staff.panel.house.database.reading() as session:
        here = association.get(session).country
    lines, today = helplines.every(), _today(staff)
    countries = []
    for code in sorted(COUNTRIES, key=lambda code: code != here):
        rows = [_row(staff, line, today) for line in lines if line.country == code]
        rows.sort(key=lambda row: (not row["why"], row["is_gone"]))
        due = sum(bool(row["why"]) for row in rows)
        countries.append({"code": code, "name": COUNTRIES[code], "rows": rows, "due": due})
    return staff.page("helplines.html", countries=countries, done=DONE.get(done))


@router.get("/{line_id}")
def show(staff: SignedIn, line_id: str) -> Response:
    """Show a line, and ask what whoever called it found."""
    return _page(staff, _line(line_id), Form({"by": [_initials_of(staff.member.name)]}))


@router.post("/{line_id}")
def verify(staff: SignedIn, line_id: str, typed: WhatWasTyped) -> Response:
    """Keep that somebody called a line today; what cannot be read comes back as it was typed."""
    line, form = _line(line_id), Form(typed)
    _check(form, line)
    if form.errors:
        return _page(staff, line, form)
    try:
        _keep(staff, line, form)
    except (Misconfigured, OSError):
        return _page(staff, line, form, error=staff.panel.say(NOT_KEPT))
    done = "gone" if form.value("is_gone") else "verified"
    return RedirectResponse(f"/helplines?done={done}", 303)


def _check(form: Form, line: Helpline) -> None:
    """Note what is wrong with what was typed."""
    for name, read, says in (("by", initials, NO_INITIALS), ("hours", checked, NO_HOURS)):
        try:
            if name == "by" or form.value(name).strip():
                read(form.value(name))
        except Misconfigured:
            form.errors[name] = says
    if form.value("is_gone") and line.emergency:
        form.errors["is_gone"] = NEVER_GONE


def _keep(staff: Staff, line: Helpline, form: Form) -> None:
    """Write it down where the command does, one writer at a time; raises Misconfigured or OSError when that cannot be."""
    file = staff.panel.house.settings.data_dir / helplines.FILE
    with alone.beside(file, "helplines"):
        helplines.verified(
            file,
            line,
            by=form.value("by"),
            today=_today(staff),
            opening_hours=form.value("hours").strip() or None,
            is_gone=bool(form.value("is_gone")),
        )


def _page(staff: Staff, line: Helpline, form: Form, error: str = "") -> Response:
    row = _row(staff, line, _today(staff))
    status = UNPROCESSABLE if form.errors or error else 200
    return staff.page("helplines_line.html", status=status, line=line, row=row, sheet=form, error=error)


def _line(line_id: str) -> Helpline:
    found = next((line for line in helplines.every() if line.id == line_id and not line.replaced_by), None)
    if found is None:
        raise HTTPException(NOT_FOUND)
    return found


def _row(staff: Staff, line: Helpline, today: date) -> Context:
    """A line in words: how to reach it, when, in which languages, and whether somebody has to call it."""
    language, say = staff.panel.language, staff.panel.say
    on = format_date(line.verified_on, "long", locale=language) if line.verified_on else ""
    return {
        "id": line.id,
        "contact": line.contact,
        "name": line.name,
        "hours": say(_("jour et nuit"))
        if line.opening_hours == helplines.ROUND_THE_CLOCK
        else line.opening_hours,
        "languages": [labels.language(code, reader=language) for code in line.languages],
        "is_given": line.is_offered,
        "is_gone": line.evidence == RETIRED,
        "can_change": not line.replaced_by,
        "verified_on": on,
        "verified_by": line.verified_by,
        "why": [say(REASONS[reason]) for reason in helplines.reasons(line, today)],
    }


def _today(staff: Staff) -> date:
    """The day at the lines: the four countries share their time."""
    return staff.panel.now().astimezone(helplines.ZONES["BE"]).date()


def _initials_of(name: str) -> str:
    """Propose the initials of somebody: N for Nadia, JP for Jean-Paul."""
    return "".join(part[0] for part in name.replace("-", " ").split() if part[0].isalpha())[:4].upper()
