"""Who speaks with the person of a case at this moment: the bot, whoever holds it, or nobody until the team is back."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlmodel import Session

from passerelle import handoff
from passerelle.tables import Case, CaseState


class Voice(StrEnum):
    """Who speaks."""

    BOT = "bot"
    HOLDER = "holder"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Turn:
    """Who speaks, and when somebody will who does not now; None where no hours say so."""

    voice: Voice
    back_at: datetime | None = None


def turn(session: Session, case: Case, *, now: datetime) -> Turn:
    """Tell whose turn it is in a case; once it is over, or the person stopped, it is the bot's."""
    if case.state == CaseState.CLOSED or handoff.conversation_of(session, case) is None:
        return Turn(Voice.BOT)
    presence = handoff.presence(session, now=now)
    if not presence.is_open:
        return Turn(Voice.NOBODY, presence.back_at)
    return Turn(Voice.HOLDER if case.owner_id else Voice.NOBODY)
