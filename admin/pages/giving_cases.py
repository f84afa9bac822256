"""From a case to somebody who gives, and from a professional's request to an intervention or a task.

Only whoever holds the case does this. A session that comes from a case knows the case's number, and nothing of what is said in it.
"""

from collections.abc import Mapping

from fastapi import APIRouter, Depends
from fastapi.responses import RedirectResponse, Response
from sqlmodel import Session

from admin import giving_words as words, session_view
from admin.access import CaseId, Right, SignedIn, Staff, may
from admin.directory_fields import MISSING, NO_CHOICE, Fields
from admin.labels import _
from admin.lists import calendar
from admin.pages.directory_editing import WhatWasTyped
from admin.session_form import MOST_SEATS, NO_NUMBER_OF_SEATS, number as whole
from admin.session_words import AUDIENCES, STATES, usual
from admin.team_form import Form as Sheet
from passerelle import cases, giving, listening
from passerelle.errors import NotFound, Refused
from passerelle.giving import GiverKind
from passerelle.listening import Audience, Kind, Terms, Words
from passerelle.tables import Case, CaseState

router = APIRouter(prefix="/cases")

UNPROCESSABLE = 422
PROFESSIONAL = "professional"  # the kind of a case with a professional's request
TITLE_LONGEST = 80
TITLE = _("Intervention")
FOR_WHOM: Mapping[str, str] = {
    code: AUDIENCES[code] for code in (Audience.PROFESSIONALS, Audience.YOUNG, Audience.EVERYONE)
}


@router.get("/{case_id}/follow", dependencies=[Depends(may(Right.GIVING))])
def ask_follow(staff: SignedIn, case_id: CaseId) -> Response:
    """Ask as what somebody gives; whoever is followed already is shown."""
    with staff.panel.house.database.reading() as session:
        case = _wishing(staff, session, case_id)
        known = giving.of_case(session, case)
    if known is not None:
        return RedirectResponse(f"/givers/{known.id}", 303)
    return _ask_follow(staff, case)


@router.post("/{case_id}/follow", dependencies=[Depends(may(Right.GIVING))])
def follow(staff: SignedIn, case_id: CaseId, typed: WhatWasTyped) -> Response:
    """Begin to follow somebody, under the pseudonym of their case."""
    fields, house = Fields(typed), staff.panel.house
    kind = fields.one_of("kind", GiverKind)
    with house.database.reading() as session:
        case = _wishing(staff, session, case_id)
    if kind is None:
        return _ask_follow(staff, case, wrong=NO_CHOICE)
    with house.database.writing() as session:
        giver = giving.follow(session, staff.member, case_id, kind, keys=house.keys, now=house.clock())
    return RedirectResponse(f"/givers/{giver.id}?done=followed", 303)


@router.get("/{case_id}/intervention")
def ask_intervention(staff: SignedIn, case_id: CaseId) -> Response:
    """Show what can be made of a professional's request: an intervention, for coordinators, or a task."""
    ready = usual(Kind.INTERVENTION)
    first = {"title": [staff.panel.say(TITLE)], "audience": ready["audience"], "capacity": ready["capacity"]}
    return _ask_intervention(staff, case_id, Sheet(first))


@router.post("/{case_id}/intervention", dependencies=[Depends(may(Right.PROGRAMME))])
def make_intervention(staff: SignedIn, case_id: CaseId, typed: WhatWasTyped) -> Response:
    """Write the draft of an intervention from a request; its dates come next, in its own form."""
    fields = Fields(typed)
    title = fields.text("title", longest=TITLE_LONGEST, must=True)
    audience = fields.one_of("audience", Audience)
    if audience not in FOR_WHOM:
        fields.wrong("audience", NO_CHOICE if audience else MISSING)
    capacity = whole(fields, "capacity", MOST_SEATS, NO_NUMBER_OF_SEATS)
    if fields.errors or audience is None:
        return _ask_intervention(staff, case_id, Sheet(fields.typed, fields.errors))
    with staff.panel.house.database.writing() as session:
        case = _asking(staff, session, case_id)
        if case.state != CaseState.TAKEN:
            raise Refused("this case is closed")
        found = listening.create(
            session,
            staff.member,
            _terms(case, audience, capacity),
            words={staff.panel.language: Words(title)},
            leaders=[staff.member.id or 0],
            now=staff.panel.now(),
        )
    return RedirectResponse(f"/sessions/{found.id}/edit", 303)


def _terms(case: Case, audience: Audience, capacity: int) -> Terms:
    """What an intervention usually is, where the request comes from."""
    minutes = next(iter(usual(Kind.INTERVENTION)["minutes"]))
    return Terms(
        kind=Kind.INTERVENTION,
        audience=audience,
        capacity=capacity,
        languages=(case.language,),
        country=case.country,
        area=case.area,
        minutes=int(minutes),
        case_id=case.id,
    )


def _wishing(staff: Staff, session: Session, case_id: int) -> Case:
    """Fetch this member's case of somebody who would like to give a hand; raises NotFound for any other."""
    case = cases.own(session, staff.member, case_id)
    if case.kind not in giving.FOLLOWED or case.contact_id is None:
        raise NotFound("nobody in this case wants to give a hand")
    return case


def _asking(staff: Staff, session: Session, case_id: int) -> Case:
    """Fetch this member's case with a professional's request; raises NotFound for any other."""
    case = cases.own(session, staff.member, case_id)
    if case.kind != PROFESSIONAL:
        raise NotFound("this is no professional's request")
    return case


def _ask_follow(staff: Staff, case: Case, wrong: str = "") -> Response:
    say = staff.panel.say
    kinds = [(code, say(name), say(words.KINDS_EXPLAINED[code])) for code, name in words.KINDS.items()]
    status = UNPROCESSABLE if wrong else 200
    return staff.page("giving_follow.html", status=status, case=case, kinds=kinds, wrong=wrong)


def _ask_intervention(staff: Staff, case_id: int, sheet: Sheet) -> Response:
    say = staff.panel.say
    with staff.panel.house.database.reading() as session:
        case, times = _asking(staff, session, case_id), calendar(staff, session)
        made = [one for one in listening.sessions(session) if one.case_id == case_id]
        known = [
            (one.id, session_view.title_of(session, one.id or 0, times.language), say(STATES[one.state]))
            for one in made
        ]
    return staff.page(
        "giving_intervention.html",
        status=UNPROCESSABLE if sheet.errors else 200,
        case=case,
        is_open=case.state == CaseState.TAKEN,
        known=known,
        sheet=sheet,
        audiences=[(code, say(name)) for code, name in FOR_WHOM.items()],
        today=times.now.astimezone(times.zone).date().isoformat(),
    )
