"""What is said in a room as those who lead read it: the talk of all, what is held and why, and what was whispered.

Pure: it writes what the house unsealed for this reader.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import pairwise

from admin import room_words as words
from admin.moments import Calendar, Moment, hour_of, moment
from passerelle.rooms import LeaderView, Reason, RoomState, SeenWord, Sign, Speaker, Why, WordKind

TALKING = (RoomState.OPEN, RoomState.CLOSING)
EVER = datetime.min.replace(tzinfo=UTC)
SIDES = {
    Speaker.MEMBER: "from_person",
    Speaker.LEADER: "from_staff",
    Speaker.GUEST: "from_staff from_guest",
    Speaker.ROOM: "from_person",
}


@dataclass(frozen=True, slots=True)
class Line:
    """Something said. `side` is where it stands; `why` and the rest are of what is held."""

    id: int
    member: int | None
    author: str
    text: str
    voice: str
    hour: str
    at: Moment
    is_sign: bool
    is_private: bool
    side: str
    marks: Sequence[str]
    reactions: Sequence[tuple[str, int]]
    is_continued: bool = False
    why: str = ""
    hint: str = ""
    is_grave: bool = False
    can_release: bool = False
    can_refuse: bool = False
    reasons: Sequence[tuple[Reason, str]] = ()
    key: str = ""


def reasons(times: Calendar, first: Reason | None = None) -> list[tuple[Reason, str]]:
    """The reasons that can be given, the likeliest first."""
    ordered = sorted(words.REASONS, key=lambda reason: reason != first)
    return [(reason, times.say(words.REASONS[reason])) for reason in ordered]


def by_answer(view: LeaderView) -> tuple[tuple[SeenWord, ...], tuple[SeenWord, ...]]:
    """The whispers that nobody answered yet, and the others."""
    answers = {
        word.member_id: word.said_at
        for word in sorted(view.whispers, key=lambda word: word.said_at)
        if word.is_private
    }
    asked = [word for word in view.whispers if word.speaker == Speaker.MEMBER]
    fresh = tuple(word for word in asked if answers.get(word.member_id, EVER) < word.said_at)
    return fresh, tuple(word for word in asked if word not in fresh)


def talk(view: LeaderView, times: Calendar) -> list[Line]:
    """What all read, in their order; whoever goes on need not be named again."""
    lines = [line_of(word, view, times) for word in view.words if not _is_for_one(word)]
    return lines[:1] + [
        replace(line, is_continued=_goes_on(before, line)) for before, line in pairwise(lines)
    ]


def _goes_on(before: Line, line: Line) -> bool:
    is_same = (before.author, before.side, before.is_private) == (line.author, line.side, line.is_private)
    return is_same and not (before.is_sign or line.is_sign)


def _is_for_one(word: SeenWord) -> bool:
    """The theme that a late comer reads, say: the room said it once to all already."""
    return word.is_private and word.kind == WordKind.SIGN


def line_of(word: SeenWord, view: LeaderView, times: Calendar) -> Line:
    """Write one thing said."""
    is_sign = word.kind == WordKind.SIGN
    reader = next((seen.pseudonym for seen in view.members if seen.member_id == word.member_id), "")
    marks = (
        (word.is_hello, words.HELLO),
        (word.speaker == Speaker.GUEST, words.GUEST),
        (word.is_private, words.PRIVATE),
    )
    return Line(
        id=word.word_id,
        member=word.member_id,
        author=word.who,
        text=_sign(word, times) if is_sign else word.text,
        voice=times.say(words.VOICE).format(n=word.seconds) if word.seconds else "",
        hour=hour_of(word.said_at, times),
        at=moment(word.said_at, times),
        is_sign=is_sign,
        is_private=word.is_private,
        side=SIDES[word.speaker],
        marks=[times.say(source).format(who=reader) for holds, source in marks if holds],
        reactions=word.reactions,
        key=f"{word.word_id}-{_answers_to(word, view)}",
    )


def _answers_to(word: SeenWord, view: LeaderView) -> int:
    """How often its author was answered: the next answer is another one, and the same one sent twice is not."""
    answers = (said for said in view.whispers if said.is_private)
    return sum(said.member_id == word.member_id for said in answers)


def _sign(word: SeenWord, times: Calendar) -> str:
    known = word.sign in set(Sign)
    source = words.SIGNS[Sign(word.sign)] if known else words.SOME_SIGN
    return times.say(source).format(who=word.who, text=word.text)


def held(word: SeenWord, view: LeaderView, times: Calendar) -> Line:
    """Something held, with why and what can be done; who co-leads sees that their own words wait."""
    why = word.why or Why.PREMODERATION
    found = ", ".join(times.say(words.FOUND[detail]) for detail in word.found)
    named = times.say(words.FOUND_HERE).format(found=found) if found else ""
    hint = times.say(words.HINTS[why] if view.may_lead else words.YOURS_WAIT)
    return replace(
        line_of(word, view, times),
        why=times.say(words.WHYS[why]),
        hint=f"{named} {hint}".strip(),
        is_grave=why == Why.CRISIS,
        can_release=view.may_lead and why != Why.CRISIS and view.state in TALKING,
        can_refuse=view.may_lead,
        reasons=reasons(times, words.FIRST_REASONS.get(why)),
    )
