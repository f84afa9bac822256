"""The page on which a session is written: its form with what was typed, what is wrong with it, and everything there is to choose from."""

from collections.abc import Mapping, Sequence

from fastapi.responses import Response
from sqlmodel import Session

from admin import labels
from admin.access import Right, Staff, rights_of
from admin.directory_fields import Typed
from admin.panel import Context
from admin.session_dates import rows_of
from admin.session_form import CO_LEADS, LEADING, LEADS, Reader, code_of
from admin.session_words import AUDIENCES, CONSENTS, KINDS, KINDS_EXPLAINED, RHYTHMS, WHERE
from admin.team_form import Form
from passerelle import association, listening, offering, team
from passerelle.members import LANGUAGES
from passerelle.places import Place

UNPROCESSABLE, CONFLICT = 422, 409


def page(
    staff: Staff,
    typed: Typed,
    *,
    number: int | None = None,
    title: str = "",
    stamp: str = "",
    read: Reader | None = None,
    wrong: str = "",
) -> Response:
    """Show the form with what was typed; `stamp` says which version of the session it was typed over."""
    sheet = Form(typed, read.fields.errors if read else {})
    with staff.panel.house.database.reading() as session:
        choices = _choices(staff, session, sheet)
    return staff.page(
        "sessions_form.html",
        status=CONFLICT if wrong else UNPROCESSABLE if sheet.errors else 200,
        sheet=sheet,
        number=number,
        title=title,
        stamp=stamp,
        wrong=wrong,
        rows=rows_of(sheet.value("rows")),
        communes=_communes(read.communes if read else ()),
        **choices,
    )


def _choices(staff: Staff, session: Session, sheet: Form) -> Context:
    """Everything there is to choose from, in words."""
    here, reader = association.get(session), staff.panel.language
    spoken = offering.languages(here) or frozenset(LANGUAGES)
    named = {code: labels.language(code, reader=reader) for code in LANGUAGES}
    return {
        "explained": staff.panel.say(KINDS_EXPLAINED.get(sheet.value("kind"), "")),
        "languages": [(code, name) for code, name in named.items() if _is_shown(code, spoken, sheet)],
        "kinds": _said(KINDS, staff),
        "audiences": _said(AUDIENCES, staff),
        "consents": _said(CONSENTS, staff),
        "where": _said(WHERE, staff),
        "rhythms": _said(RHYTHMS, staff),
        "leading": _said(LEADING, staff),
        "members": may_lead(session),
    }


def may_lead(session: Session) -> list[tuple[int, str]]:
    """Who of the team may lead a session, by name."""
    return [
        (member.id or 0, member.name)
        for member in team.everyone(session)
        if Right.SESSIONS in rights_of(member)
    ]


def leading_of(session: Session, number: int) -> dict[int, str]:
    """Who leads a session and who co-leads it, as its form says it."""
    found = listening.leaders(session, number)
    return {one.member_id: CO_LEADS if one.is_co_leader else LEADS for one in found}


def _is_shown(code: str, spoken: frozenset[str], sheet: Form) -> bool:
    """Tell whether there is room for a language: one that the association speaks, or that something is written in already."""
    return code in spoken or bool(sheet.value(f"title_{code}")) or code in sheet.values("languages")


def _said(codes: Mapping[str, str], staff: Staff) -> list[tuple[str, str]]:
    return [(code, staff.panel.say(name)) for code, name in codes.items()]


def _communes(found: Sequence[Place]) -> list[tuple[str, str]]:
    """Places to choose from, each so that nobody takes it for another."""
    return [
        (code_of(place), f"{place.postcode} {place.commune} ({place.area})".strip()) for place in found[:8]
    ]
