"""A voice note of a room, for those who lead it: they hear what waits for them, and who co-leads only what all may hear.

The journal has each opening, as a code.
"""

from datetime import datetime

from sqlmodel import Session

from passerelle.conversations import Secrets
from passerelle.errors import NotFound
from passerelle.journal import Action
from passerelle.rooms import access, wording
from passerelle.rooms.sheets import Voice
from passerelle.rooms.states import WordKind, WordState
from passerelle.rooms.tables import RoomWord
from passerelle.tables import Member


def heard(
    session: Session, room_id: int, member: Member, word_id: int, *, keys: Secrets, now: datetime
) -> Voice:
    """Open a voice note for who leads; raises NotFound for everybody else, and for what is no voice or was taken back."""
    led = access.opened(session, room_id, member, now=now)
    word = session.get(RoomWord, word_id)
    if word is None or word.room_id != room_id:
        raise NotFound("no such voice note")
    is_for_all = word.state == WordState.SAID and word.kind == WordKind.VOICE
    if not (is_for_all or led.may_lead):
        raise NotFound("no such voice note")
    content = wording.opened(word, wording.key_of(led.room, keys))
    if not content.voice:
        raise NotFound("no such voice note")
    access.note_act(session, Action.FILE_OPENED, led, member, now=now)
    return Voice(content.voice, content.seconds)
