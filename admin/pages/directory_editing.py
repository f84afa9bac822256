"""Writing a record: a new one, a change, its history and going back to what it said before.

Nothing that was typed is lost: not to an error, nor to somebody who saved the same record meanwhile.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request
from fastapi.responses import RedirectResponse, Response
from sqlmodel import Session

from admin.access import HIGHEST_ID, Number, Right, SignedIn, Staff, may
from admin.directory_fields import Fields, Typed
from admin.directory_form import Read, free_slug, read
from admin.directory_sheet import Sheet
from admin.directory_typed import typed_from, with_service, without_service
from admin.directory_words import ORIGINS, Change, differences
from admin.lists import calendar
from admin.moments import moment
from admin.pages.directory import done_at, reader_of
from passerelle.directory import store
from passerelle.directory.records import Service, Structure
from passerelle.directory.store import Kept, Version
from passerelle.errors import NotFound

router = APIRouter(prefix="/directory")
editing = [Depends(may(Right.EDIT))]

UNPROCESSABLE, CONFLICT = 422, 409
NEW = Structure(id="", name="", kind="association", services=(Service(key="", name=""),))

VersionId = Annotated[int, Path(ge=1, le=HIGHEST_ID)]


async def typed_in(request: Request) -> Typed:
    """Everything that was typed into a form, under its names."""
    typed: dict[str, list[str]] = {}
    for name, value in (await request.form()).multi_items():
        if isinstance(value, str):
            typed.setdefault(name, []).append(value)
    return typed


WhatWasTyped = Annotated[Typed, Depends(typed_in)]


@router.get("/new", dependencies=editing)
def ask_new(staff: SignedIn) -> Response:
    """Show an empty form."""
    return _form(staff, None, typed_from(NEW))


@router.post("/new", dependencies=editing)
def add(staff: SignedIn, typed: WhatWasTyped) -> Response:
    """Add a record; one that cannot be read comes back as it was typed."""
    if changed := _other_button(typed):
        return _form(staff, None, changed)
    found, house = read(typed, NEW), staff.panel.house
    if found.structure is None:
        return _form(staff, None, typed, found=found)
    with house.database.writing() as session:
        structure = _with_slug(session, found.structure)
        number = store.put(session, structure, now=house.clock(), member=staff.member)
    return RedirectResponse(done_at(number, "added"), 303)


@router.get("/{number}/edit", dependencies=editing)
def ask_edit(staff: SignedIn, number: Number) -> Response:
    """Show the form of a record."""
    with staff.panel.house.database.reading() as session:
        kept = store.get(session, number)
    return _form(staff, kept, typed_from(kept.structure))


@router.post("/{number}/edit", dependencies=editing)
def edit(staff: SignedIn, number: Number, typed: WhatWasTyped) -> Response:
    """Save a record; when somebody saved it meanwhile, both are shown and nothing is lost."""
    house = staff.panel.house
    with house.database.writing() as session:
        kept = store.locked(session, number)
        found = read(typed, kept.structure)
        is_newer = Fields(typed).raw("stamp") != _stamp(kept)
        is_final = found.structure is not None and not is_newer and not _other_button(typed)
        if is_final and found.structure is not None:
            store.put(session, found.structure, now=house.clock(), member=staff.member)
    if is_final:
        is_same = found.structure == kept.structure
        return RedirectResponse(done_at(number, "unchanged" if is_same else "saved"), 303)
    if changed := _other_button(typed):
        return _form(staff, kept, changed, stamp=Fields(typed).raw("stamp"))
    if is_newer and found.structure is not None:
        return _form(staff, kept, typed, found=found, theirs=_differ(staff, kept.structure, found.structure))
    return _form(staff, kept, typed, found=found, stamp=Fields(typed).raw("stamp"))


@router.get("/{number}/history")
def history(staff: SignedIn, number: Number) -> Response:
    """Show who changed what, when, in words."""
    with staff.panel.house.database.reading() as session:
        kept, versions = store.get(session, number), store.history(session, number)
        reader, times = reader_of(staff, session), calendar(staff, session)
    afterwards = [kept.structure, *(version.structure for version in versions)]
    steps = [
        {
            "version": version.number,
            "at": moment(version.changed_at, times),
            "who": reader.names.get(version.member_id, ""),
            "what": ORIGINS.get(version.origin, ORIGINS["edit"]),
            "changes": _differ(staff, version.structure, after),
        }
        for version, after in zip(versions, afterwards, strict=False)
    ]
    return staff.page("directory_history.html", number=number, name=kept.structure.name, steps=steps)


@router.get("/{number}/history/{version}", dependencies=editing)
def ask_before_reverting(staff: SignedIn, number: Number, version: VersionId) -> Response:
    """Show what going back to a version would change."""
    with staff.panel.house.database.reading() as session:
        kept, chosen = store.get(session, number), _version(session, number, version)
        at = moment(chosen.changed_at, calendar(staff, session))
    changes = _differ(staff, kept.structure, chosen.structure)
    return staff.page(
        "directory_revert.html",
        number=number,
        name=kept.structure.name,
        version=version,
        at=at,
        changes=changes,
    )


@router.post("/{number}/history/{version}", dependencies=editing)
def revert(staff: SignedIn, number: Number, version: VersionId) -> Response:
    """Let a record say again what it said before; what it says now stays in its history."""
    house = staff.panel.house
    with house.database.writing() as session:
        store.locked(session, number)
        chosen = _version(session, number, version)
        store.put(session, chosen.structure, now=house.clock(), member=staff.member)
    return RedirectResponse(done_at(number, "reverted"), 303)


def _version(session: Session, number: int, version: int) -> Version:
    found = next((v for v in store.history(session, number) if v.number == version), None)
    if found is None:
        raise NotFound("no such version")
    return found


def _differ(staff: Staff, before: Structure, after: Structure) -> list[Change]:
    return differences(before, after, say=staff.panel.say, sees_protected=Right.EDIT in staff.rights)


def _stamp(kept: Kept) -> str:
    return kept.changed_at.isoformat()


def _with_slug(session: Session, structure: Structure) -> Structure:
    """Give a new record a slug that no other one has, nor had."""
    taken: set[str] = set()
    slug = free_slug(structure.name, taken)
    while store.find(session, slug) is not None:
        taken.add(slug)
        slug = free_slug(structure.name, taken)
    return replace(structure, id=slug)


def _other_button(typed: Typed) -> Mapping[str, Sequence[str]] | None:
    """What the form holds after a button that saves nothing: a service more, or one less."""
    do = Fields(typed).raw("do")
    if do == "add_service":
        return with_service(typed)
    gone = re.fullmatch("remove_service_([0-9]{1,2})", do)
    return without_service(typed, int(gone[1])) if gone else None


def _form(
    staff: Staff,
    kept: Kept | None,
    typed: Typed,
    *,
    found: Read | None = None,
    theirs: Sequence[Change] = (),
    stamp: str = "",
) -> Response:
    """Show the form with what was typed, what is wrong with it, and what somebody else saved meanwhile."""
    sheet = Sheet(
        typed=typed,
        errors=found.errors if found else {},
        communes=found.communes if found else {},
        areas=found.areas if found else {},
        say=staff.panel.say,
    )
    status = CONFLICT if theirs else UNPROCESSABLE if sheet.errors else 200
    return staff.page(
        "directory_edit.html",
        status=status,
        sheet=sheet,
        number=kept.number if kept else None,
        name=kept.structure.name if kept else "",
        stamp=stamp or (_stamp(kept) if kept else ""),
        theirs=theirs,
    )
