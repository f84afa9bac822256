"""A record of the directory on its page, and what any member may say of it: verified, wrong, a code was shown there.

Removing it and bringing it back are for who edits. Nothing here knows a case or a person.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Depends, Form
from fastapi.responses import RedirectResponse, Response
from sqlmodel import Session

from admin.access import Number, Right, SignedIn, Staff, may
from admin.directory_view import Reader, record, row
from admin.directory_words import WRONG
from admin.labels import _
from admin.panel import Context
from passerelle import association, team
from passerelle.directory import checks, referrals, reports, store
from passerelle.directory.store import How
from passerelle.directory.vocabulary import Status

router = APIRouter(prefix="/directory")
editing = [Depends(may(Right.EDIT))]

DONE: Mapping[str, str] = {
    "added": _("La fiche est dans l’annuaire."),
    "saved": _("C’est enregistré. La version d’avant reste dans l’historique."),
    "unchanged": _("Rien n’avait changé\u00a0: rien n’a été enregistré."),
    "verified": _("Merci\u00a0: la fiche est notée comme vérifiée aujourd’hui."),
    "suspended": _(
        "La fiche est suspendue\u00a0: plus personne ne la reçoit, jusqu’à ce que quelqu’un l’ait vérifiée."
    ),
    "resumed": _("La fiche est de nouveau donnée."),
    "removed": _("La fiche est retirée. Elle peut revenir\u00a0: voir «\u00a0Fiches retirées\u00a0»."),
    "restored": _("La fiche est revenue, telle qu’elle était."),
    "reverted": _("La version choisie est de nouveau la bonne. L’autre reste dans l’historique."),
    "code": _("Merci\u00a0: ce passage est compté. Rien ne dit qui c’était."),
    "no_code": _("Ce code n’est pas d’ici, est trop ancien, ou a déjà été compté. Vérifiez les six signes."),
}
REMOVED_SHOWN = 100

Typed = Annotated[str, Form()]
Back = Annotated[str, Form(pattern="^(to-verify)?$")]


def reader_of(staff: Staff, session: Session) -> Reader:
    """Say who reads, and when."""
    names = {member.id: member.name for member in team.everyone(session)}
    zone = association.zone_of(association.get(session))
    return Reader(staff.panel.now(), zone, staff.panel.say, names, may_edit=Right.EDIT in staff.rights)


@router.get("/removed", dependencies=editing)
def removed(staff: SignedIn) -> Response:
    """List the records that were removed, to bring them back from."""
    with staff.panel.house.database.reading() as session:
        reader = reader_of(staff, session)
        rows = [row(kept, reader) for kept in checks.removed(session, limit=REMOVED_SHOWN)]
    return staff.page("directory_removed.html", rows=rows)


@router.get("/{number}")
def show(staff: SignedIn, number: Number, done: str = "") -> Response:
    """Show a record; `done` says what was just done, by its code."""
    with staff.panel.house.database.reading() as session:
        kept = store.get(session, number)
        shown = record(kept, reader_of(staff, session))
        context: Context = {
            "reports": reports.open_reports(session, number),
            "reasons": [
                WRONG.get(reason, WRONG["something"])
                for reason in dict.fromkeys(reports.reasons(session, number))
            ],
            "quality": referrals.quality(session, number),
            "has_history": bool(store.history(session, number)),
        }
    return staff.page("directory_record.html", record=shown, done=DONE.get(done), **context)


@router.post("/{number}/verify")
def verify(staff: SignedIn, number: Number, how: Annotated[How, Form()], back: Back = "") -> Response:
    """Note that this member verified a record today; what people said was wrong is settled by that."""
    house = staff.panel.house
    with house.database.writing() as session:
        store.verify(session, number, staff.member, how=how, now=house.clock())
    return RedirectResponse(f"/directory/{back}?done=verified" if back else done_at(number, "verified"), 303)


@router.post("/{number}/suspend")
def suspend(staff: SignedIn, number: Number) -> Response:
    """Give a record out no more until somebody verified it."""
    house = staff.panel.house
    with house.database.writing() as session:
        store.suspend(session, number, now=house.clock(), member=staff.member)
    return RedirectResponse(done_at(number, "suspended"), 303)


@router.post("/{number}/resume", dependencies=editing)
def resume(staff: SignedIn, number: Number) -> Response:
    """Give a record out again without having verified it."""
    house = staff.panel.house
    with house.database.writing() as session:
        again = replace(store.locked(session, number).structure, status=Status.ACTIVE)
        store.put(session, again, now=house.clock(), member=staff.member)
    return RedirectResponse(done_at(number, "resumed"), 303)


@router.get("/{number}/remove", dependencies=editing)
def ask_before_removing(staff: SignedIn, number: Number) -> Response:
    """Ask before removing."""
    with staff.panel.house.database.reading() as session:
        kept = store.get(session, number)
    return staff.page("directory_remove.html", number=number, name=kept.structure.name)


@router.post("/{number}/remove", dependencies=editing)
def remove(staff: SignedIn, number: Number) -> Response:
    """Remove a record: nothing finds it any more, and no file brings it back; the list of removed ones does."""
    house = staff.panel.house
    with house.database.writing() as session:
        store.bury(session, number, staff.member, now=house.clock())
    return RedirectResponse("/directory?done=removed", 303)


@router.post("/{number}/restore", dependencies=editing)
def restore(staff: SignedIn, number: Number) -> Response:
    """Bring a removed record back."""
    house = staff.panel.house
    with house.database.writing() as session:
        store.unbury(session, number, staff.member, now=house.clock())
    return RedirectResponse(done_at(number, "restored"), 303)


@router.post("/{number}/code")
def code_shown(staff: SignedIn, number: Number, code: Typed = "") -> Response:
    """Count that somebody showed a code of ours at this structure."""
    house = staff.panel.house
    with house.database.writing() as session:
        store.get(session, number)
        is_ours = referrals.shown(session, number, code[:20], now=house.clock())
    return RedirectResponse(done_at(number, "code" if is_ours else "no_code"), 303)


def done_at(number: int, code: str) -> str:
    """The page of a record, saying what was just done."""
    return f"/directory/{number}?done={code}"
