"""A file into the directory: looked at first, then the same file is brought in; and the directory out into a file.

A file is taken only from who may edit, before a byte of it is read. Nothing is written by looking, and no file verifies a record.
"""

import asyncio
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from tempfile import TemporaryFile
from typing import Annotated, BinaryIO

from fastapi import APIRouter, Depends, Form, Query, Request
from fastapi.responses import RedirectResponse, Response, StreamingResponse
from starlette.datastructures import UploadFile

from admin import uploads
from admin.access import (
    NotYours,
    Right,
    SignedIn,
    Staff,
    Untrusted,
    cookie_name,
    is_https,
    may,
    signed_in,
    trusted,
)
from admin.labels import _
from admin.shield import IMPORT_PATH, LARGEST_IMPORT
from passerelle.errors import NotFound, Refused
from passerelle.exchange import differences, formats
from passerelle.exchange.bring import bring
from passerelle.exchange.brought import Level
from passerelle.exchange.fates import Fate
from passerelle.exchange.formats import Found
from passerelle.exchange.give import FORMATS, give
from passerelle.exchange.plan import Plan, plan

upload = APIRouter()
router = APIRouter(prefix=IMPORT_PATH, dependencies=[Depends(may(Right.EDIT))])

MEGABYTE = 1_000_000
NO_FILE = _("Choisissez d’abord un fichier.")
GONE = _(
    "Ce fichier n’est plus là\u00a0: il a été importé, ou envoyé il y a plus d’un jour. Envoyez-le à nouveau."
)
CHANGED = _("Ce fichier n’est pas celui de l’aperçu. Rien n’a été importé\u00a0: envoyez-le à nouveau.")
UNREADABLE = _(
    "Ce fichier ne se lit pas. Enregistrez-le à nouveau en CSV (UTF-8) ou en XLSX, puis envoyez-le."
)
FATES: Mapping[Fate, str] = {
    Fate.NEW: _("nouvelles"),
    Fate.CHANGED: _("modifiées"),
    Fate.SAME: _("inchangées"),
    Fate.KEPT: _("gardées comme elles sont ici"),
    Fate.RETURNED: _("de retour"),
    Fate.BURIED: _("retirées ici, laissées de côté"),
    Fate.CONFLICT: _("d’une autre source, laissées de côté"),
    Fate.TWICE: _("en double dans le fichier"),
    Fate.REJECTED: _("illisibles, laissées de côté"),
}
LEVELS: Mapping[Level, str] = {
    Level.ERROR: _("à corriger"),
    Level.WARNING: _("laissé ou réparé"),
    Level.NOTE: _("à savoir"),
}
MEDIA: Mapping[str, tuple[str, str]] = {
    "csv": ("text/csv; charset=utf-8", "annuaire.csv"),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "annuaire.xlsx"),
    "data-inclusion": ("application/json", "annuaire-data-inclusion.json"),
    "hsds": ("application/json", "annuaire-hsds.json"),
}
MESSAGES_SHOWN, CHANGES_SHOWN = 200, 50
CHUNK = 64 * 1024

Ticked = Annotated[bool, Query()]
Source = Annotated[str, Query(max_length=60)]


@dataclass(frozen=True, slots=True)
class Wishes:
    """How a file is to be brought in: from which source, whether it is the whole list, and over what was verified here."""

    source: str = ""
    whole: bool = False
    over: bool = False


def wishes(source: Source = "", whole: Ticked = False, over: Ticked = False) -> Wishes:  # noqa: FBT002 - boxes of a form
    """Read how a file is to be brought in; a source is a short key."""
    return Wishes(re.sub("[^a-z0-9-]+", "-", source.lower()).strip("-"), whole, over)


Wished = Annotated[Wishes, Depends(wishes)]


@router.get("")
def ask(staff: SignedIn) -> Response:
    """Show where to choose a file, and where to take the directory out."""
    house = staff.panel.house
    uploads.sweep(house.settings.data_dir, now=house.clock())
    return _start(staff)


@upload.post(IMPORT_PATH)
async def take_in(request: Request) -> Response:
    """Take a file in; who may not is told so before it is read."""
    staff = await asyncio.to_thread(_editor, request)
    try:
        await trusted(request)
        file = (await request.form()).get("file")
        if not isinstance(file, UploadFile) or not file.filename:
            return await asyncio.to_thread(_start, staff, NO_FILE)
        return await asyncio.to_thread(_keep, staff, file.file, file.filename)
    finally:
        await request.close()


@router.get("/{name}")
def look(staff: SignedIn, name: str, wished: Wished) -> Response:
    """Say what bringing a file in would change; nothing is written."""
    house = staff.panel.house
    path = uploads.find(house.settings.data_dir, name, now=house.clock())
    if path is None:
        return _start(staff, GONE)
    try:
        found = formats.guess(path)
        planned = plan(
            house.database,
            formats.read(path, found),
            source=wished.source or found.source,
            now=house.clock(),
            replace_verified=wished.over,
            is_partial=not wished.whole,
        )
    except Refused as error:
        uploads.drop(path)
        return _start(staff, str(error))
    except (ValueError, OSError, KeyError, EOFError):
        uploads.drop(path)
        return _start(staff, UNREADABLE)
    return _report(
        staff, planned, found, is_done=False, name=name, digest=uploads.digest(path), wished=wished
    )


@router.post("/{name}")
def bring_in(
    staff: SignedIn, name: str, wished: Wished, digest: Annotated[str, Form(max_length=64)]
) -> Response:
    """Bring in the file that was looked at, and no other; it is removed afterwards."""
    house = staff.panel.house
    path = uploads.find(house.settings.data_dir, name, now=house.clock())
    if path is None:
        return _start(staff, GONE)
    if uploads.digest(path) != digest:
        return _start(staff, CHANGED)
    found = formats.guess(path)
    done = bring(
        house.database,
        formats.read(path, found),
        source=wished.source or found.source,
        format_name=found.format,
        now=house.clock(),
        replace_verified=wished.over,
        is_partial=not wished.whole,
        member=staff.member,
    )
    uploads.drop(path)
    return _report(staff, done, found, is_done=True)


@router.get("/export/{format_name}")
def export(staff: SignedIn, format_name: str) -> Response:
    """Give the directory in one of the formats: what people are sent to, and never a protected address."""
    if format_name not in FORMATS:
        raise NotFound("no such format")
    house = staff.panel.house
    file: BinaryIO = TemporaryFile()  # noqa: SIM115 - the answer closes it
    with house.database.reading() as session:
        give(session, format_name, file, today=house.clock().date())
    file.seek(0)
    media_type, called = MEDIA.get(format_name, ("application/octet-stream", "annuaire"))
    return StreamingResponse(
        _pieces(file),
        media_type=media_type,
        headers={"Content-Disposition": f'attachment; filename="{called}"'},
    )


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    with file:
        while piece := file.read(CHUNK):
            yield piece


def _keep(staff: Staff, file: BinaryIO, called: str) -> Response:
    house = staff.panel.house
    name = uploads.keep(house.settings.data_dir, file, called, now=house.clock())
    return RedirectResponse(f"{IMPORT_PATH}/{name}", 303)


def _editor(request: Request) -> Staff:
    """Find the member who sends a file; without a cookie no form of ours can be theirs."""
    if cookie_name(is_https=is_https(request)) not in request.cookies:
        raise Untrusted
    staff = signed_in(request)
    if Right.EDIT not in staff.rights:
        raise NotYours
    return staff


def _start(staff: Staff, wrong: str = "") -> Response:
    return staff.page(
        "directory_import.html",
        status=422 if wrong else 200,
        wrong=wrong,
        largest=LARGEST_IMPORT // MEGABYTE,
        formats=[code for code in MEDIA if code in FORMATS],
    )


def _report(
    staff: Staff,
    planned: Plan,
    found: Found,
    *,
    is_done: bool,
    name: str = "",
    digest: str = "",
    wished: Wishes = Wishes(),
) -> Response:
    changes = [
        {
            "name": change.name,
            "rows": change.rows,
            "fields": [
                {
                    "label": differences.field(part),
                    "before": differences.value(part, part.ours),
                    "after": differences.value(part, part.theirs),
                }
                for part in change.fields
            ],
        }
        for change in planned.changes[:CHANGES_SHOWN]
    ]
    total = sum(planned.message_counts.values())
    return staff.page(
        "directory_plan.html",
        is_done=is_done,
        name=name,
        digest=digest,
        wished=wished,
        format=found.name,
        counts=[(says, planned.counts[fate]) for fate, says in FATES.items() if planned.counts.get(fate)],
        written=sum(planned.counts.get(fate, 0) for fate in (Fate.NEW, Fate.CHANGED, Fate.RETURNED)),
        kept=planned.counts.get(Fate.KEPT, 0),
        messages=[(LEVELS[m.level], m) for m in planned.messages[:MESSAGES_SHOWN]],
        more_messages=max(total - MESSAGES_SHOWN, 0),
        changes=changes,
        more_changes=max(planned.counts.get(Fate.CHANGED, 0) - len(changes), 0),
        missing=planned.missing,
    )
