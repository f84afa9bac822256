"""Declining a case that is proposed: with a reason from a closed list, for words would tell of somebody."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form
from fastapi.responses import RedirectResponse, Response

from admin import matches
from admin.access import CaseId, Right, SignedIn, may
from passerelle import cases, matching
from passerelle.errors import NotFound, TakenAlready
from passerelle.rota.declines import Declining
from passerelle.tables import CaseState

router = APIRouter(dependencies=[Depends(may(Right.QUEUE))])


@router.get("/cases/{case_id}/decline")
def ask_why(staff: SignedIn, case_id: CaseId) -> Response:
    """Ask for the reason; a case that a colleague took meanwhile asks for none."""
    with staff.panel.house.database.reading() as session:
        case = cases.get(session, case_id)
    if case.is_erased or case.state == CaseState.CLOSED:
        raise NotFound("no such case")
    if case.state != CaseState.WAITING:
        raise TakenAlready("a colleague took it")
    return staff.page("decline.html", case=case, reasons=matches.DECLINING)


@router.post("/cases/{case_id}/decline")
def decline(staff: SignedIn, case_id: CaseId, reason: Annotated[Declining, Form()]) -> Response:
    """Keep the reason; the case is proposed to the next one."""
    house = staff.panel.house
    with house.database.writing() as session:
        matching.decline(session, staff.member, case_id, reason, house.clock())
    return RedirectResponse("/?done=declined", 303)
