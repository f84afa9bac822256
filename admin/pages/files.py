"""A voice message or a photo, for whoever holds the case; each opening is written in the journal.

Nothing is kept on this machine, and no file is passed on as anything but what it was sent as.
"""

import re
from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Path, Request
from fastapi.responses import Response

from admin import problems
from admin.access import HIGHEST_ID, CaseId, SignedIn, Staff
from passerelle import cases, journal
from passerelle.errors import NotFound, Undelivered
from passerelle.journal import Action

router = APIRouter()

KINDS: Mapping[str, tuple[str, str]] = {
    "voice": ("audio/ogg", "message.ogg"),
    "photo": ("image/jpeg", "photo.jpg"),
}
_PART = re.compile(r"bytes=([0-9]{1,12})-([0-9]{0,12})")
EntryId = Annotated[int, Path(ge=1, le=HIGHEST_ID)]


@router.get("/cases/{case_id}/files/{entry_id}")
def open_file(request: Request, staff: SignedIn, case_id: CaseId, entry_id: EntryId) -> Response:
    """Fetch a file from Telegram and pass it on, as what it was sent as and nothing else."""
    fetch = staff.panel.fetch_file
    file, medium = _find(staff, case_id, entry_id)
    if fetch is None:
        return problems.answer(request, problems.NO_FILE)
    try:
        body = fetch(file)
    except (Undelivered, OSError):
        return problems.answer(request, problems.NO_FILE)
    return passed_on(request, body, medium)


def passed_on(request: Request, body: bytes, medium: str) -> Response:
    """Answer with a file, or the part that is asked for: a player needs parts to go back in a voice, and to say how long it is."""
    media_type, name = KINDS[medium]
    headers = {"Content-Disposition": f'inline; filename="{name}"', "Accept-Ranges": "bytes"}
    asked = _PART.fullmatch(request.headers.get("range", ""))
    first, last = (int(asked[1]), int(asked[2] or len(body))) if asked else (len(body), 0)
    if not first <= last or first >= len(body):
        return Response(body, media_type=media_type, headers=headers)
    part = body[first : last + 1]
    headers["Content-Range"] = f"bytes {first}-{first + len(part) - 1}/{len(body)}"
    return Response(part, 206, media_type=media_type, headers=headers)


def _find(staff: Staff, case_id: int, entry_id: int) -> tuple[str, str]:
    """Unseal where the file is, for the holder of its case only."""
    house = staff.panel.house
    with house.database.writing() as session:
        case = cases.own(session, staff.member, case_id)
        lines = cases.lines(session, case, keys=house.keys, after=entry_id - 1)
        content = next((line.content for line in lines if line.id == entry_id), None)
        if content is None or content.file is None or content.medium is None or content.medium not in KINDS:
            raise NotFound("no such file")
        journal.record(
            session, Action.FILE_OPENED, now=house.clock(), member=staff.member.id, subject=case_id
        )
        return content.file, content.medium
