"""What the holder of a case does beside writing: tasks, tags, a second opinion; and a mentor's word on what a trainee wrote.

Each is a plain form that comes back to the case.
"""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import RedirectResponse, Response

from admin.access import HIGHEST_ID, CaseId, Number, Right, SignedIn, rights_of
from passerelle import approval, handoff, journal, team
from passerelle.errors import NotFound
from passerelle.journal import Action
from passerelle.working import guests, tags, tasks

router = APIRouter()

Typed = Annotated[str, Form()]
Words = Annotated[str, Form(min_length=1, max_length=tasks.LONGEST)]
MemberId = Annotated[int, Form(ge=1, le=HIGHEST_ID)]


@router.post("/cases/{case_id}/tasks")
def add_task(staff: SignedIn, case_id: CaseId, task: Words, due_on: Annotated[date, Form()]) -> Response:
    """Put a task into the case."""
    house = staff.panel.house
    with house.database.writing() as session:
        case = handoff.holding(session, staff.member, case_id, "task")
        tasks.add(session, case, task, due_on=due_on, keys=house.keys, now=house.clock())
    return _back(case_id)


@router.post("/cases/{case_id}/tasks/{number}")
def mark_task(staff: SignedIn, case_id: CaseId, number: Number, done: Typed = "") -> Response:
    """Say that a task is done, or not after all."""
    house = staff.panel.house
    with house.database.writing() as session:
        case = handoff.holding(session, staff.member, case_id, "task")
        tasks.mark(session, case, number, is_done=done == "1", now=house.clock())
    return _back(case_id)


@router.post("/cases/{case_id}/tags")
def put_tags(
    staff: SignedIn, case_id: CaseId, tag: Annotated[list[str] | None, Form(max_length=tags.AT_MOST)] = None
) -> Response:
    """Give the case the tags that are ticked."""
    with staff.panel.house.database.writing() as session:
        case = handoff.holding(session, staff.member, case_id, "tag")
        tags.put(session, case, tag or ())
    return _back(case_id)


@router.post("/cases/{case_id}/readers")
def invite(staff: SignedIn, case_id: CaseId, reader: MemberId) -> Response:
    """Ask a colleague to read along for seven days."""
    house = staff.panel.house
    with house.database.writing() as session:
        case = handoff.holding(session, staff.member, case_id, "invite")
        colleague = team.get(session, reader)
        if colleague is None or colleague.id == staff.member.id or Right.CASES not in rights_of(colleague):
            raise NotFound("no such colleague")
        guests.invite(session, case, colleague, now=house.clock())
        journal.record(
            session, Action.GUEST_INVITED, now=house.clock(), member=staff.member.id, subject=case_id
        )
    return _back(case_id)


@router.post("/cases/{case_id}/readers/{number}/end")
def revoke(staff: SignedIn, case_id: CaseId, number: Number) -> Response:
    """Let somebody read along no longer."""
    house = staff.panel.house
    with house.database.writing() as session:
        case = handoff.holding(session, staff.member, case_id, "invite")
        guests.revoke(session, case, number)
        journal.record(session, Action.GUEST_LEFT, now=house.clock(), member=staff.member.id, subject=case_id)
    return _back(case_id)


@router.post("/cases/{case_id}/held/{number}/send")
def approve(staff: SignedIn, case_id: CaseId, number: Number) -> Response:
    """Let a trainee's message go to the person."""
    house = staff.panel.house
    with house.database.writing() as session:
        approval.approve(session, staff.member, case_id, number, keys=house.keys, now=house.clock())
    return RedirectResponse("/?done=approved", 303)


@router.post("/cases/{case_id}/held/{number}/return")
def send_back(staff: SignedIn, case_id: CaseId, number: Number, remark: Words) -> Response:
    """Give a trainee's message back, with a remark."""
    house = staff.panel.house
    with house.database.writing() as session:
        approval.send_back(session, staff.member, case_id, number, remark, keys=house.keys, now=house.clock())
    return RedirectResponse("/?done=sent_back", 303)


def _back(case_id: int) -> Response:
    return RedirectResponse(f"/cases/{case_id}", 303)
