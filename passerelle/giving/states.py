"""The words of giving: as what somebody gives, how far along they are, what their hours were for, and the moves between stages.

One table of allowed moves; whoever changes a stage asks it.
"""

from collections.abc import Mapping
from enum import StrEnum

from passerelle.errors import Refused


class GiverKind(StrEnum):
    """As what somebody gives."""

    PEER_HELPER = "peer_helper"
    VOLUNTEER = "volunteer"
    COACH = "coach"
    PARTNER = "partner"


class Stage(StrEnum):
    """How far along somebody is, from the first interest to leading."""

    INTERESTED = "interested"
    TRAINING = "training"
    CO_LEADING = "co_leading"
    LEADING = "leading"
    PAUSED = "paused"
    STOPPED = "stopped"


class Work(StrEnum):
    """What hours were given for. What was led is known from the sessions, and stands here only once a giver is forgotten."""

    WELCOME = "welcome"
    ACTIVITY = "activity"
    PREPARATION = "preparation"
    MEETING = "meeting"
    TRAINING = "training"
    LOGISTICS = "logistics"
    OTHER = "other"
    LED = "led"


TYPED = tuple(work for work in Work if work is not Work.LED)
ACTIVE = frozenset({Stage.TRAINING, Stage.CO_LEADING, Stage.LEADING})
TRUSTED = frozenset({Stage.CO_LEADING, Stage.LEADING})  # beside people, so only after the training

# Somebody who pauses comes back to where they were, or to the training: `givers.moves` narrows it.
MOVES: Mapping[Stage, frozenset[Stage]] = {
    Stage.INTERESTED: frozenset({Stage.TRAINING, Stage.PAUSED, Stage.STOPPED}),
    Stage.TRAINING: frozenset({Stage.CO_LEADING, Stage.PAUSED, Stage.STOPPED}),
    Stage.CO_LEADING: frozenset({Stage.LEADING, Stage.TRAINING, Stage.PAUSED, Stage.STOPPED}),
    Stage.LEADING: frozenset({Stage.CO_LEADING, Stage.PAUSED, Stage.STOPPED}),
    Stage.PAUSED: frozenset(
        {Stage.INTERESTED, Stage.TRAINING, Stage.CO_LEADING, Stage.LEADING, Stage.STOPPED}
    ),
    Stage.STOPPED: frozenset({Stage.INTERESTED}),
}


class NotAllowed(Refused):
    """Nobody goes from this stage to that one."""


class NotTalked(Refused):
    """A conversation with the coordination is noted first."""


class NoSteps(Refused):
    """Nobody said yet what has to be learnt for this."""


class NotTrained(Refused):
    """A step of the training that is required is not ticked."""


class NoAccount(Refused):
    """Leading needs an account in the team."""


class NoMentor(Refused):
    """Co-leading needs a mentor, who reads what is written before it goes out."""


class LinkedAlready(Refused):
    """This member of the team is followed as somebody else, or this giver has an account."""


class StillTrusted(Refused):
    """A required step stays ticked while somebody leads or co-leads."""
