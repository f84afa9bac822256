"""A voice note of a room, for those who lead it; each opening is written in the journal.

Nothing is kept on this machine, and nothing but a voice is ever passed on.
"""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from admin import problems
from admin.access import Number, SignedIn
from admin.pages.files import passed_on
from admin.problems import NO_SUCH_ROOM
from passerelle.errors import NotFound, Undelivered
from passerelle.rooms import hearing

router = APIRouter()


@router.get("/rooms/{room_id}/voices/{word_id}")
def open_voice(request: Request, staff: SignedIn, room_id: Number, word_id: Number) -> Response:
    """Fetch a voice note from Telegram and pass it on."""
    house, fetch = staff.panel.house, staff.panel.fetch_file
    try:
        with house.database.writing() as session:
            voice = hearing.heard(session, room_id, staff.member, word_id, keys=house.keys, now=house.clock())
    except NotFound:
        return problems.answer(request, NO_SUCH_ROOM)
    if fetch is None:
        return problems.answer(request, problems.NO_FILE)
    try:
        body = fetch(voice.file)
    except (Undelivered, OSError):
        return problems.answer(request, problems.NO_FILE)
    return passed_on(request, body, "voice")
