"""From a case to a session: a seat is proposed to the person of a case, who says yes or no by a tap.

Only whoever holds the case does this; the session says nothing here of who else is in it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Form
from fastapi.responses import RedirectResponse, Response
from sqlmodel import Session

from admin import session_view
from admin.access import HIGHEST_ID, CaseId, Right, SignedIn, Staff, may
from admin.labels import _
from admin.lists import calendar
from admin.moments import Calendar
from admin.session_words import KINDS, SEATS
from passerelle import cases, listening
from passerelle.errors import NotFound, Refused
from passerelle.listening import Audience, Full, Kind, NotOpen, Reason, Shown, Wanted
from passerelle.tables import Case, CaseState

router = APIRouter(dependencies=[Depends(may(Right.SESSIONS))])

CONFLICT, UNPROCESSABLE = 409, 422
FOR_PEOPLE = frozenset(Kind) - {Kind.TEAM_MEETING}
AUDIENCES: Mapping[str | None, Audience] = {
    "parent": Audience.PARENTS,
    "professional": Audience.PROFESSIONALS,
    "young": Audience.YOUNG,
}
DONE: Mapping[str, str] = {
    "invited": _("C’est proposé. La personne dit oui ou non d’un geste, et vous le voyez ici."),
}
CHOOSE = _("Choisissez une session.")
FULL = _("La dernière place vient d’être prise\u00a0: rien n’a été proposé. Choisissez une autre session.")
NOT_OPEN = _("On ne peut plus s’inscrire à cette session\u00a0: rien n’a été proposé.")
REFUSED = _(
    "L’équipe a demandé à cette personne de ne plus venir à cette session\u00a0: rien n’a été proposé."
)
REASONS: Mapping[Reason, str] = {
    Reason.SAME_COMMUNE: _("dans sa commune"),
    Reason.ONLINE: _("en ligne"),
    Reason.SAME_AREA: _("près de chez elle"),
    Reason.FURTHER: _("plus loin"),
    Reason.OTHER_LANGUAGE: _("dans une autre langue"),
    Reason.ALMOST_AGE: _("pour un âge proche, à vérifier"),
}


@dataclass(frozen=True, slots=True)
class Option:
    """One session to choose, in words; one that the team composes cannot be chosen here."""

    id: int
    title: str
    about: str
    details: tuple[str, ...]
    can_choose: bool
    is_composed: bool


@router.get("/cases/{case_id}/seat")
def ask(staff: SignedIn, case_id: CaseId, done: str = "") -> Response:
    """Show what fits this person, and what was proposed already."""
    return _page(staff, case_id, done=DONE.get(done, ""))


@router.post("/cases/{case_id}/seat")
def propose(
    staff: SignedIn, case_id: CaseId, number: Annotated[int, Form(alias="session", ge=0, le=HIGHEST_ID)] = 0
) -> Response:
    """Propose a seat; again is nothing."""
    if not number:
        return _page(staff, case_id, wrong=CHOOSE, status=UNPROCESSABLE)
    house, now = staff.panel.house, staff.panel.now()
    try:
        with house.database.writing() as session:
            _check(staff, session, case_id, number)
            listening.invite_case(session, staff.member, number, case_id, keys=house.keys, now=now)
    except NotFound:
        raise
    except Full:
        return _page(staff, case_id, wrong=FULL, status=CONFLICT)
    except NotOpen:
        return _page(staff, case_id, wrong=NOT_OPEN, status=CONFLICT)
    except Refused:
        return _page(staff, case_id, wrong=REFUSED, status=CONFLICT)
    return RedirectResponse(f"/cases/{case_id}/seat?done=invited", 303)


def _check(staff: Staff, session: Session, case_id: int, number: int) -> None:
    """Raise NotFound for a case that is not this member's, and for a group that only the team composes."""
    if cases.own(session, staff.member, case_id).state != CaseState.TAKEN:
        raise NotFound("this case is closed")
    if listening.get(session, number).composes and Right.PROGRAMME not in staff.rights:
        raise NotFound("the team composes this group")


def _page(staff: Staff, case_id: int, *, done: str = "", wrong: str = "", status: int = 200) -> Response:
    with staff.panel.house.database.reading() as session:
        case, times = cases.own(session, staff.member, case_id), calendar(staff, session)
        proposed = _proposed(session, case, times)
        known = {number for number, *_rest in proposed}
        options = [one for one in _options(staff, session, case, times) if one.id not in known]
    return staff.page(
        "sessions_inviting.html",
        status=status,
        case=case,
        is_open=case.state == CaseState.TAKEN,
        proposed=[(title, state, says) for _number, title, state, says in proposed],
        options=options,
        can_any=any(one.can_choose for one in options),
        done=done,
        wrong=wrong,
    )


def _proposed(session: Session, case: Case, times: Calendar) -> list[tuple[int, str, str, str]]:
    """The seats that came from this case: of any other that the person has, nothing is said here."""
    found = listening.seats_of(session, case.contact_id) if case.contact_id else []
    return [
        (
            seat.session_id,
            session_view.title_of(session, seat.session_id, times.language),
            seat.state,
            times.say(SEATS.get(seat.state, seat.state)),
        )
        for seat in found
        if seat.case_id == case.id
    ]


def _options(staff: Staff, session: Session, case: Case, times: Calendar) -> Sequence[Option]:
    """What this person could come to, the best first."""
    wanted = Wanted(
        audience=AUDIENCES.get(case.who, Audience.YOUNG),
        age_band=case.age_band,
        languages=(case.language,),
        country=case.country,
        area=case.area,
        kinds=tuple(FOR_PEOPLE),
    )
    return [_option(staff, one, times) for one in listening.fitting(session, wanted, times.now)]


def _option(staff: Staff, one: Shown, times: Calendar) -> Option:
    reasons = [times.say(REASONS[reason]) for reason in one.reasons if reason in REASONS]
    when = session_view.when_shown(one, times)
    parts = (times.say(KINDS[one.kind]), when, one.place or one.commune or "", *reasons)
    is_composed = one.composes and Right.PROGRAMME not in staff.rights
    is_free = one.seats_left is None or one.seats_left > 0
    return Option(
        id=one.id,
        title=one.title,
        about=one.about,
        details=(*(part for part in parts if part), session_view.left_in_words(one, times)),
        can_choose=is_free and not is_composed,
        is_composed=is_composed,
    )
