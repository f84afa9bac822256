"""The words of listening sessions: what kinds there are, whom they are for, and the moves that a seat may make.

One table of allowed moves; whoever changes the state of a seat asks it.
"""

from collections.abc import Mapping
from enum import StrEnum

from passerelle.errors import Refused


class Kind(StrEnum):
    """What a session is: for people to come to, for professionals who ask, or for the team itself."""

    TALK_GROUP = "talk_group"
    PARENTS_HOUR = "parents_hour"
    STAGE = "stage"
    WORKSHOP = "workshop"
    SPORT = "sport"
    PROJECT = "project"
    INTERVENTION = "intervention"
    TEAM_MEETING = "team_meeting"


class Audience(StrEnum):
    """Whom a session is for."""

    YOUNG = "young"
    PARENTS = "parents"
    PROFESSIONALS = "professionals"
    EVERYONE = "everyone"


class SessionState(StrEnum):
    """Where a session is: being written, open to people, or over."""

    DRAFT = "draft"
    OPEN = "open"
    OVER = "over"


class Consent(StrEnum):
    """What a minor needs to take part: nothing, the agreement of a parent, or an adult who comes along."""

    NONE = "none"
    AGREEMENT = "agreement"
    ADULT = "adult"


class OccurrenceState(StrEnum):
    """Where one date of a session is."""

    PLANNED = "planned"
    CANCELLED = "cancelled"
    DONE = "done"


class SeatState(StrEnum):
    """Where a person is with a session.

    A candidate asked to be in a group that the team composes; an invited one was proposed a place and has not said yes.
    """

    CANDIDATE = "candidate"
    INVITED = "invited"
    WAITING = "waiting"
    OFFERED = "offered"
    TAKEN = "taken"
    LEFT = "left"
    DECLINED = "declined"
    REMOVED = "removed"


LIVE = frozenset(
    {SeatState.CANDIDATE, SeatState.INVITED, SeatState.WAITING, SeatState.OFFERED, SeatState.TAKEN}
)
HOLDING = frozenset(
    {SeatState.INVITED, SeatState.OFFERED, SeatState.TAKEN}
)  # what counts against the capacity

MOVES: Mapping[SeatState, frozenset[SeatState]] = {
    SeatState.CANDIDATE: frozenset({SeatState.INVITED, SeatState.LEFT, SeatState.REMOVED}),
    SeatState.INVITED: frozenset(
        {SeatState.TAKEN, SeatState.DECLINED, SeatState.CANDIDATE, SeatState.LEFT, SeatState.REMOVED}
    ),
    SeatState.WAITING: frozenset({SeatState.OFFERED, SeatState.TAKEN, SeatState.LEFT, SeatState.REMOVED}),
    SeatState.OFFERED: frozenset(
        {SeatState.TAKEN, SeatState.WAITING, SeatState.DECLINED, SeatState.LEFT, SeatState.REMOVED}
    ),
    SeatState.TAKEN: frozenset({SeatState.LEFT, SeatState.REMOVED}),
    SeatState.LEFT: frozenset(),
    SeatState.DECLINED: frozenset(),
    SeatState.REMOVED: frozenset(),
}


class NotOpen(Refused):
    """Nobody can register for this session at this moment."""


class NotForThisAge(Refused):
    """This session is for people of another age."""


class Full(Refused):
    """More people would have a seat than there are seats."""


class OfferOver(Refused):
    """This seat is not kept for you any more."""
