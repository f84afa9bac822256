"""A voice message or a photo, for whoever holds the case; each opening is written in the journal.

Nothing is kept on this machine, and no file is passed on as anything but what it was sent as.
"""

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
    media_type, name = KINDS[medium]
    return Response(
        body, media_type=media_type, headers={"Content-Disposition": f'inline; filename="{name}"'}
    )


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
