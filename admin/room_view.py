"""A room as its page shows it to whoever leads: who is there, what all read, what waits, and what can be set.

Pure: it writes what the house unsealed for this reader, and decides nothing about who may read it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from admin import room_words as words
from admin.moments import Calendar, Moment, day_of, hour_of, moment
from admin.room_lines import TALKING, Line, by_answer, held, line_of, talk
from admin.room_next import Next, still_held, what_next
from passerelle.rooms import LeaderView, Place, RoomState, SeenMember, Why

LETTING_IN = (RoomState.WAITING, *TALKING)
GONE = (Place.LEFT, Place.REMOVED)
# Who is there comes first, and of them who is not well.
IN_ORDER = (Place.ASIDE, Place.INSIDE, Place.RULES, Place.INVITED, *GONE)


@dataclass(frozen=True, slots=True)
class Who:
    """A member of the room, and what can be done about them."""

    id: int
    name: str
    place: str
    is_aside: bool
    is_out: bool
    is_muted: bool
    reason: str
    raised: Moment | None
    can_be_told: bool
    can_be_muted: bool
    can_be_removed: bool


@dataclass(frozen=True, slots=True)
class Noted:
    """A note of somebody who leads."""

    author: str
    text: str
    at: Moment


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that can be chosen, and whether it is."""

    value: int
    says: str
    is_on: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """Everything on the page of a room."""

    id: int
    title: str
    session_id: int
    state: RoomState
    state_says: str
    hours: str
    present: str
    role: str
    theme: str
    next: Next
    is_paused: bool
    is_premoderated: bool
    takes_voice: bool
    may_lead: bool
    can_speak: bool
    can_pause: bool
    can_open: bool
    can_close: bool
    can_set: bool
    can_go_on: bool
    can_answer: bool
    silence: str
    why_silent: str
    members: Sequence[Who]
    hands: Sequence[Who]
    asides: Sequence[Who]
    words: Sequence[Line]
    held: Sequence[Line]
    whispers: Sequence[Line]
    answered: Sequence[Line]
    notes: Sequence[Noted]
    slow: Sequence[Choice]
    moods: Sequence[tuple[str, int]]

    @property
    def waits(self) -> int:
        """How many things wait for whoever leads."""
        return len(self.held) + (len(self.whispers) if self.can_answer else 0)


def shown(view: LeaderView, title: str, role: str, times: Calendar) -> Shown:
    """Write a room for one reader."""
    say, leads = times.say, view.may_lead
    members = [_who(member, view, times) for member in sorted(view.members, key=_by_place)]
    here = sum(member.place in {Place.INSIDE, Place.RULES, Place.ASIDE} for member in view.members)
    fresh, answered = by_answer(view)
    return Shown(
        id=view.room_id,
        title=title,
        session_id=view.session_id,
        state=view.state,
        state_says=say(words.STATES[view.state]),
        hours=hours(view, times),
        present=say(words.CAME if view.state == RoomState.CLOSED else words.PRESENT).format(
            here=here, seats=len(view.members)
        ),
        role=role,
        theme=view.theme,
        next=what_next(view, fresh, times),
        is_paused=view.is_paused,
        is_premoderated=view.is_premoderated,
        takes_voice=view.takes_voice,
        may_lead=leads,
        can_speak=view.state in LETTING_IN,
        can_pause=leads and view.state in TALKING,
        can_open=leads and view.state in {RoomState.PLANNED, RoomState.WAITING},
        can_close=leads and view.state in TALKING,
        can_set=leads and view.state != RoomState.CLOSED,
        can_answer=leads and view.state in LETTING_IN,
        can_go_on=leads and view.state == RoomState.OPEN,
        silence=say(words.SILENCE.get(view.state, words.SILENCE[RoomState.CLOSED])),
        why_silent=say(words.WHY_SILENT.get(view.state, words.WHY_SILENT[RoomState.CLOSED])),
        members=members,
        hands=[_who(member, view, times) for member in view.hands if view.state in LETTING_IN],
        asides=[member for member in members if member.is_aside],
        words=talk(view, times),
        held=[
            held(word, view, times)
            for word in sorted(still_held(view), key=lambda word: word.why != Why.CRISIS)
        ],
        whispers=[line_of(word, view, times) for word in fresh],
        answered=[line_of(word, view, times) for word in answered],
        notes=[Noted(noted.author, noted.text, moment(noted.written_at, times)) for noted in view.notes],
        slow=[Choice(value, say(source), value == view.slow_seconds) for value, source in words.SLOW.items()],
        moods=_moods(view, times),
    )


def hours(view: LeaderView, times: Calendar) -> str:
    """Say when a room is: "mardi 24 novembre, 18:00–19:00"."""
    return times.say(words.HOURS).format(
        day=day_of(view.opens_at, times),
        opens=hour_of(view.opens_at, times),
        closes=hour_of(view.closes_at, times),
    )


def _by_place(member: SeenMember) -> tuple[int, str]:
    return IN_ORDER.index(member.place), member.pseudonym


def _who(member: SeenMember, view: LeaderView, times: Calendar) -> Who:
    is_out = member.place in GONE
    can_act = view.may_lead and view.state in LETTING_IN and not is_out
    was_there = view.state == RoomState.CLOSED and member.place in {Place.INSIDE, Place.RULES}
    return Who(
        id=member.member_id,
        name=member.pseudonym,
        place=times.say(words.WAS_THERE if was_there else words.PLACES[member.place]),
        is_aside=member.place == Place.ASIDE,
        is_out=is_out,
        is_muted=member.is_muted,
        reason=times.say(words.REASONS[member.reason]) if member.reason else "",
        raised=moment(member.hand_at, times) if member.hand_at and view.state in LETTING_IN else None,
        can_be_told=can_act and member.place in {Place.INSIDE, Place.ASIDE},
        can_be_muted=can_act,
        can_be_removed=can_act,
    )


def _moods(view: LeaderView, times: Calendar) -> list[tuple[str, int]]:
    """How people left, once there is anything to count."""
    is_over = view.state in {RoomState.CLOSING, RoomState.CLOSED}
    named = zip(words.MOODS, view.moods, strict=True)
    return [(times.say(source), count) for source, count in named] if is_over else []
