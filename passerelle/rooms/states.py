"""The words of rooms: where a room is, where somebody is in it, what becomes of what is said, and what its signs are.

One table of allowed moves; whoever changes the state of a room asks it.
"""

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum

from passerelle.errors import Refused

LETS_IN_BEFORE = timedelta(minutes=10)
CLOSING_FOR = timedelta(minutes=10)  # for a word to close, and a mood
KEPT_FOR = timedelta(hours=2)  # after the end, for the leader to look back; Telegram deletes for 48 h only
LONGEST = 3500  # UTF-16 units of one thing said: Telegram takes 4096, who says it goes before


class NotYet(Refused):
    """This room does not let anybody in yet."""


class Over(Refused):
    """This room is over."""


class RoomState(StrEnum):
    """Where a room is: to come, letting people in, talking, saying goodbye, over, and forgotten."""

    PLANNED = "planned"
    WAITING = "waiting"
    OPEN = "open"
    CLOSING = "closing"
    CLOSED = "closed"
    PURGED = "purged"


ROOM_MOVES: Mapping[RoomState, frozenset[RoomState]] = {
    RoomState.PLANNED: frozenset({RoomState.WAITING, RoomState.OPEN, RoomState.CLOSED}),
    RoomState.WAITING: frozenset({RoomState.OPEN, RoomState.CLOSED}),
    RoomState.OPEN: frozenset({RoomState.CLOSING, RoomState.CLOSED}),
    RoomState.CLOSING: frozenset({RoomState.CLOSED}),
    RoomState.CLOSED: frozenset({RoomState.PURGED}),
    RoomState.PURGED: frozenset(),
}
LETTING_IN = (RoomState.WAITING, RoomState.OPEN, RoomState.CLOSING)
TALKING = (RoomState.OPEN, RoomState.CLOSING)


class Place(StrEnum):
    """Where somebody is: not come yet, reading the rules, inside, stepped aside, gone, or sent out."""

    INVITED = "invited"
    RULES = "rules"
    INSIDE = "inside"
    ASIDE = "aside"
    LEFT = "left"
    REMOVED = "removed"


HERE = (Place.RULES, Place.INSIDE, Place.ASIDE)


class WordState(StrEnum):
    """What became of something said: held for the leader, read by all, refused, or taken back by who said it."""

    HELD = "held"
    SAID = "said"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class WordKind(StrEnum):
    """What was said: words, a voice note, a word to the leader alone, or the room's own sign that something happened."""

    TEXT = "text"
    VOICE = "voice"
    WHISPER = "whisper"
    SIGN = "sign"


class Sign(StrEnum):
    """What the room itself says, in words that the door writes in each reader's language."""

    CAME = "came"
    LEFT = "left"
    OPENED = "opened"
    PAUSED = "paused"
    RESUMED = "resumed"
    CLOSING = "closing"
    THEME = "theme"


class Why(StrEnum):
    """Why something is held for the leader."""

    CRISIS = "crisis"
    IDENTITY = "identity"
    PREMODERATION = "premoderation"
    APPROVAL = "approval"
    MEDIUM = "medium"


class Found(StrEnum):
    """What sort of detail would tell who somebody is."""

    PHONE = "phone"
    HANDLE = "handle"
    LINK = "link"
    EMAIL = "email"
    DETAIL = "detail"


class Verdict(StrEnum):
    """What became of what somebody wrote; all but the first four mean that nothing was kept, and that it can be sent again.

    Said to all; held for the leader, because of who it would name or because she reads first; whispered to the leader; ASIDE: kept for the
    leader as a crisis, and its author is aside now. Then: too soon, paused, muted, the room not open, nobody inside, no voice here,
    longer than LONGEST, nothing in it.
    """

    SAID = "said"
    HELD = "held"
    HELD_IDENTITY = "held_identity"
    WHISPERED = "whispered"
    ASIDE = "aside"
    SLOW = "slow"
    PAUSED = "paused"
    MUTED = "muted"
    NOT_OPEN = "not_open"
    NOT_INSIDE = "not_inside"
    NO_VOICE = "no_voice"
    TOO_LONG = "too_long"
    EMPTY = "empty"


class Mood(StrEnum):
    """How somebody leaves a room, as a count."""

    GOOD = "good"
    MIXED = "mixed"
    BAD = "bad"


class Reaction(StrEnum):
    """The few signs that may stand under a word."""

    THUMB = "👍"
    HEART = "❤️"
    THANKS = "🙏"


class Speaker(StrEnum):
    """Who says a word: a member, somebody who leads, their guest, or the room itself."""

    MEMBER = "member"
    LEADER = "leader"
    GUEST = "guest"
    ROOM = "room"


class Reason(StrEnum):
    """Why a leader refuses, mutes or removes: a code, so that it can be told kindly in every language."""

    IDENTITY = "identity"
    HURTFUL = "hurtful"
    CARE = "care"
    OFF_TOPIC = "off_topic"
    RULES = "rules"


class Told(StrEnum):
    """What a member is told in private because of something that a leader did: the `code` of the notice `room_told`."""

    REFUSED = "refused"
    MUTED = "muted"
    UNMUTED = "unmuted"
    REMOVED = "removed"
