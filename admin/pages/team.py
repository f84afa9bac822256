"""The team, for the coordination and the administration: who is in it and as what, joining, leaving, a new code.

A first password and the secret of one-time codes are shown once, on the page that answers, and kept nowhere.
"""

from typing import Annotated

import segno
from fastapi import APIRouter, Depends, Form
from fastapi.responses import RedirectResponse, Response
from markupsafe import Markup

from admin import labels, team_form
from admin.access import HIGHEST_ID, CaseId, Number, Right, SignedIn, Staff, may
from admin.labels import _
from admin.pages.directory_editing import WhatWasTyped
from admin.panel import Context
from passerelle import handoff, members, team
from passerelle.alerts import links
from passerelle.errors import Misconfigured, NotFound, Refused
from passerelle.members import LastKeeper, NotYourself, StillHolds
from passerelle.tables import Member
from passerelle.team import Enrolment

router = APIRouter(prefix="/team", dependencies=[Depends(may(Right.TEAM))])

UNPROCESSABLE, CONFLICT = 422, 409
DONE = {
    "changed": _("C’est enregistré."),
    "left": _("C’est fait : cette personne ne peut plus se connecter. Elle peut revenir, plus bas."),
    "handed_over": _("C’est passé. La personne aidée sait qui lui répond maintenant."),
}
STAYS = _("Vous ne pouvez pas partir par vous-même : quelqu’un d’autre le fait pour vous.")
HOLDS = _("Cette personne suit encore des dossiers. Passez-les d’abord à des collègues.")
To = Annotated[int, Form(ge=1, le=HIGHEST_ID)]


@router.get("")
def everybody(staff: SignedIn, done: str = "") -> Response:
    """Show who is in the team, and who left it."""
    with staff.panel.house.database.reading() as session:
        here = team.everyone(session)
        names = {member.id: member.name for member in here}
        rows = [_row(staff, member, names) for member in here]
        gone = members.left(session)
    return staff.page("team.html", rows=rows, gone=gone, done=DONE.get(done))


def _row(staff: Staff, member: Member, names: dict[int | None, str]) -> Context:
    """A member in words: what they speak, know, cover, and who reads along."""
    reader = staff.panel.language
    spoken = [labels.language(code, reader=reader) for code in sorted(members.codes_of(member.languages))]
    return {
        "id": member.id,
        "name": member.name,
        "role": labels.ROLES[member.role],
        "title": member.title,
        "email": member.email,
        "languages": spoken,
        "areas": [team_form.area_name(code) for code in sorted(members.codes_of(member.areas))],
        "mentor": names.get(member.mentor_id) if member.mentor_id else None,
    }


@router.get("/new")
def ask_who(staff: SignedIn) -> Response:
    """Show an empty form."""
    return _form(staff, team_form.Form({"role": ["mediator"]}), None)


@router.post("/new")
def add(staff: SignedIn, typed: WhatWasTyped) -> Response:
    """Add a member; what cannot be read comes back as it was typed."""
    form, house = team_form.Form(typed), staff.panel.house
    email, profile = team_form.email_of(form), team_form.read(form)
    if profile is None or form.errors:
        return _form(staff, form, None)
    try:
        with staff.panel.hashing, house.database.writing() as session:
            welcome = members.add(
                session, email, profile, by=staff.member, vault=house.keys.vault, now=house.clock()
            )
    except Misconfigured:
        form.errors["email"] = team_form.TAKEN
    except Refused:
        form.errors["mentor"] = team_form.NO_MENTOR
    else:
        return _secrets(staff, welcome.enrolment, password=welcome.password)
    return _form(staff, form, None)


@router.get("/{number}")
def show(staff: SignedIn, number: Number) -> Response:
    """Show a member's form, and what else can be done."""
    member = _member(staff, number)
    return _form(staff, team_form.of(member), member)


@router.post("/{number}")
def change(staff: SignedIn, number: Number, typed: WhatWasTyped) -> Response:
    """Keep what was changed."""
    form, house, member = team_form.Form(typed), staff.panel.house, _member(staff, number)
    profile = team_form.read(form)
    if profile is None:
        return _form(staff, form, member)
    try:
        with house.database.writing() as session:
            members.change(session, number, profile, by=staff.member, now=house.clock())
    except LastKeeper:
        form.errors["role"] = team_form.LAST_KEEPER
    except NotYourself:
        form.errors["role"] = team_form.NOT_YOURSELF
    except NotFound:
        raise
    except Refused:
        form.errors["mentor"] = team_form.NO_MENTOR
    else:
        return RedirectResponse("/team?done=changed", 303)
    return _form(staff, form, member)


@router.get("/{number}/leave")
def ask_before_leaving(staff: SignedIn, number: Number) -> Response:
    """Ask before letting somebody go, and list what they still hold."""
    return _leaving(staff, _member(staff, number))


@router.post("/{number}/leave")
def let_go(staff: SignedIn, number: Number) -> Response:
    """Let somebody go: their sessions end with it, and no alert reaches their telephone."""
    house, member = staff.panel.house, _member(staff, number)
    try:
        with house.database.writing() as session:
            members.deactivate(session, number, by=staff.member, now=house.clock())
            links.unlink(session, number)
    except (LastKeeper, NotYourself, StillHolds) as refusal:
        return _leaving(staff, member, type(refusal))
    return RedirectResponse("/team?done=left", 303)


@router.post("/{number}/cases/{case_id}", dependencies=[Depends(may(Right.CASES))])
def reassign(staff: SignedIn, number: Number, case_id: CaseId, to: To) -> Response:
    """Give a case of somebody who leaves to a colleague, unread."""
    house = staff.panel.house
    with house.database.writing() as session:
        handoff.reassign(session, staff.member, case_id, to, keys=house.keys, now=house.clock())
    return RedirectResponse(f"/team/{number}/leave?done=handed_over", 303)


@router.post("/{number}/return")
def take_back(staff: SignedIn, number: Number) -> Response:
    """Take somebody back, who signs in with what this page shows once."""
    house = staff.panel.house
    with staff.panel.hashing, house.database.writing() as session:
        welcome = members.reactivate(
            session, number, by=staff.member, vault=house.keys.vault, now=house.clock()
        )
    return _secrets(staff, welcome.enrolment, password=welcome.password)


@router.get("/{number}/code")
def ask_before_reset(staff: SignedIn, number: Number) -> Response:
    """Ask before the codes of somebody's telephone stop working."""
    return staff.page("team_code.html", member=_member(staff, number))


@router.post("/{number}/code")
def reset_code(staff: SignedIn, number: Number) -> Response:
    """Draw a new secret for somebody's codes, and show it once."""
    house = staff.panel.house
    with house.database.writing() as session:
        enrolment = members.reset_code(
            session, number, by=staff.member, vault=house.keys.vault, now=house.clock()
        )
    return _secrets(staff, enrolment, password=None)


def _member(staff: Staff, number: int) -> Member:
    with staff.panel.house.database.reading() as session:
        member = team.get(session, number)
    if member is None:
        raise NotFound("no such member")
    return member


def _form(staff: Staff, form: team_form.Form, member: Member | None) -> Response:
    """Show the form of a member, or of somebody new."""
    with staff.panel.house.database.reading() as session:
        holders = team.of_roles(session, team.HOLDERS)
    mentors = [other for other in holders if member is None or other.id != member.id]
    choices = {
        "roles_offered": [(role, staff.panel.say(name)) for role, name in labels.ROLES.items()],
        "spoken": [(code, labels.language(code, reader=staff.panel.language)) for code in members.LANGUAGES],
        "topics": [(code, staff.panel.say(name)) for code, name in labels.TOPICS.items()],
        "mentors": [(str(mentor.id), mentor.name) for mentor in mentors],
    }
    status = UNPROCESSABLE if form.errors else 200
    return staff.page("team_member.html", status=status, sheet=form, member=member, **choices)


def _leaving(staff: Staff, member: Member, refusal: type[Refused] | None = None) -> Response:
    with staff.panel.house.database.reading() as session:
        held = members.held_by(session, member.id or 0)
        heirs = [other for other in team.of_roles(session, team.HOLDERS) if other.id != member.id]
    says = {
        LastKeeper: team_form.LAST_KEEPER,
        NotYourself: STAYS,
        StillHolds: HOLDS,
    }
    status = CONFLICT if refusal else 200
    error = staff.panel.say(says[refusal]) if refusal else None
    return staff.page("team_leave.html", status=status, member=member, held=held, heirs=heirs, error=error)


def _secrets(staff: Staff, enrolment: Enrolment, *, password: str | None) -> Response:
    """Show, once, what somebody signs in with; the picture is drawn into the page, so that it is nowhere else."""
    drawn = segno.make(enrolment.otpauth, error="m").svg_inline(scale=5, border=4, light="#fff", dark="#000")
    return staff.page(
        "team_secrets.html",
        member=enrolment.member,
        password=password,
        secret=" ".join(enrolment.code_secret[start : start + 4] for start in range(0, 32, 4)),
        picture=Markup(drawn),  # noqa: S704 - drawn from our own address: squares, no words
    )
