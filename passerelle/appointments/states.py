"""What an appointment can be, and what can be done with it then: the one table of moves. Nothing here touches the data."""

from collections.abc import Mapping
from enum import StrEnum

from passerelle.errors import Refused


class State(StrEnum):
    """Where an appointment is; an offer is proposed, then agreed or cancelled."""

    PROPOSED = "proposed"
    AGREED = "agreed"
    CONFIRMED = "confirmed"
    DONE = "done"
    MISSED = "missed"
    CANCELLED = "cancelled"
    MOVED = "moved"


class Mode(StrEnum):
    """How people meet."""

    PLACE = "place"
    VIDEO = "video"
    PHONE = "phone"


class SlotTaken(Refused):
    """This time is taken."""


MOVES: Mapping[State, Mapping[str, State]] = {
    State.PROPOSED: {"pick": State.AGREED, "withdraw": State.CANCELLED},
    State.AGREED: {
        "confirm": State.CONFIRMED,
        "cancel": State.CANCELLED,
        "move": State.MOVED,
        "miss": State.MISSED,
        "do": State.DONE,
    },
    State.CONFIRMED: {
        "cancel": State.CANCELLED,
        "move": State.MOVED,
        "miss": State.MISSED,
        "do": State.DONE,
    },
    State.MISSED: {"do": State.DONE},
    State.DONE: {},
    State.CANCELLED: {},
    State.MOVED: {},
}
LIVE = frozenset({State.AGREED, State.CONFIRMED})


def after(state: str, move: str) -> State:
    """Tell what a move makes of a state; raises Refused when it cannot be made any more."""
    found = MOVES[State(state)].get(move)
    if found is None:
        raise Refused("this appointment is over, or was changed meanwhile")
    return found
