"""Who could make a good group: a proposal for the team, explained, from what candidates said. Pure, and the same every time.

Ages close together, different schools and communes, one language, and whoever waits longest first. The team decides, and each person.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum

from passerelle.listening.matched import matched
from passerelle.places import typed

CLOSE, FAR, FAR_FOR_ADULTS = 2, 3, 10  # years between the youngest and the oldest: preferred, and at most
ADULT = 18


class Why(StrEnum):
    """Why a candidate was chosen, or left out."""

    WAITS_LONGEST = "waits_longest"
    CLOSE_IN_AGE = "close_in_age"
    OTHER_PLACES = "other_places"
    SCHOOL_UNKNOWN = "school_unknown"
    COMMUNE_UNKNOWN = "commune_unknown"
    GROUP_FULL = "group_full"
    OTHER_AGE = "other_age"
    OTHER_LANGUAGE = "other_language"
    SAME_SCHOOL = "same_school"
    SAME_COMMUNE = "same_commune"
    AGE_UNKNOWN = "age_unknown"


class Flag(StrEnum):
    """What the team should look at before they say yes to a proposal."""

    WIDE_AGES = "wide_ages"
    TOO_FEW = "too_few"
    SCHOOL_UNKNOWN = "school_unknown"
    COMMUNE_UNKNOWN = "commune_unknown"


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who asked to be in a group: the number of their seat, and what a group is composed by."""

    seat_id: int
    age: int | None
    school: str = ""
    commune: str = ""
    language: str = "fr"
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """What was decided about one candidate: the reasons, and the seats of those in the group whom they may know."""

    seat_id: int
    reasons: tuple[Why, ...]
    may_know: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """A group: who is in, in the order of waiting, who is not, and what to look at."""

    chosen: tuple[Choice, ...]
    left_out: tuple[Choice, ...]
    language: str | None
    ages: tuple[int, int] | None
    flags: tuple[Flag, ...] = ()


@dataclass(frozen=True, slots=True)
class _Group:
    """Who is in a group that grows: those who were in before count for every rule, and are not chosen again."""

    language: str
    beside: tuple[Candidate, ...]
    chosen: tuple[Candidate, ...] = ()

    @property
    def everybody(self) -> tuple[Candidate, ...]:
        return (*self.beside, *self.chosen)


def propose(
    candidates: Sequence[Candidate],
    size: int,
    *,
    language: str | None = None,
    beside: Sequence[Candidate] = (),
) -> Proposal:
    """Propose one group of at most `size`, in this language or in the one that gives the best group.

    Who stands in `beside` is in the group already: nobody is chosen who may know them or is of another age.
    """
    waiting = sorted((_folded(one) for one in candidates), key=_turn)
    inside = tuple(_folded(one) for one in beside)
    spoken = language or (inside[0].language if inside else None)
    languages = [spoken] if spoken else list(dict.fromkeys(one.language for one in waiting))
    turns = {one.seat_id: turn for turn, one in enumerate(waiting)}
    groups = [
        found
        for code in languages
        for found in _groups(_Group(code, inside), [one for one in waiting if one.language == code], size)
    ]
    best = min(groups, key=lambda group: _worth(group, turns), default=_Group(spoken or "", inside))
    return _explained(best, waiting, size)


def judged(
    candidates: Sequence[Candidate],
    picked: Collection[int],
    size: int,
    *,
    beside: Sequence[Candidate] = (),
) -> Proposal:
    """Look at a group that the team picked as at one that was proposed: what speaks against somebody in it stands among the reasons."""
    waiting = sorted((_folded(one) for one in candidates), key=_turn)
    inside = tuple(_folded(one) for one in beside)
    chosen = tuple(one for one in waiting if one.seat_id in picked)
    spoken = Counter(one.language for one in (*inside, *chosen)).most_common(1)
    group = _Group(spoken[0][0] if spoken else "", inside, chosen)
    found = _explained(group, waiting, size)
    return replace(found, chosen=tuple(_weighed(group, choice) for choice in found.chosen))


def _weighed(group: _Group, choice: Choice) -> Choice:
    """What speaks for somebody in a group, unless something speaks against it."""
    one = next(found for found in group.chosen if found.seat_id == choice.seat_id)
    others = replace(group, chosen=tuple(found for found in group.chosen if found != one))
    against = _why_out(others, one)
    return choice if against.reasons == (Why.GROUP_FULL,) else against


def _groups(empty: _Group, waiting: list[Candidate], size: int) -> Iterator[_Group]:
    """One group for each youngest age and each span of years that may be."""
    ages = sorted({one.age for one in waiting if one.age is not None})
    for youngest in ages:
        for span in (CLOSE, FAR, FAR_FOR_ADULTS):
            if span <= _span_at_most(youngest):
                within = [
                    one for one in waiting if one.age is not None and youngest <= one.age <= youngest + span
                ]
                yield _filled(empty, within, waiting, size)


def _filled(empty: _Group, within: list[Candidate], waiting: list[Candidate], size: int) -> _Group:
    """Whoever waits longest and fits; where that leaves seats empty, the pairing of schools and communes that fills the most of them."""
    group = _grown(empty, within, size)
    if len(group.chosen) < size:
        fitting = [one for one in within if _obstacle(empty, one) is None]
        ids = matched([(one.seat_id, one.school, one.commune) for one in fitting])
        paired = _grown(empty, [one for one in fitting if one.seat_id in ids], size)
        group = max(group, paired, key=lambda one: len(one.chosen))  # the first of equals
    return _grown(group, waiting, size)


def _grown(group: _Group, waiting: Sequence[Candidate], size: int) -> _Group:
    for one in waiting:
        if len(group.chosen) >= size:
            break
        if one not in group.chosen and _obstacle(group, one) is None:
            group = replace(group, chosen=(*group.chosen, one))
    return group


def _obstacle(group: _Group, one: Candidate) -> Why | None:
    """The first reason why somebody cannot be in a group, but for its size."""
    if one.language != group.language:
        return Why.OTHER_LANGUAGE
    if one.age is None:
        return Why.AGE_UNKNOWN
    if any(one.school and one.school == other.school for other in group.everybody):
        return Why.SAME_SCHOOL
    if any(one.commune and one.commune == other.commune for other in group.everybody):
        return Why.SAME_COMMUNE
    low, high = _ages((*group.everybody, one)) or (one.age, one.age)
    return Why.OTHER_AGE if high - low > _span_at_most(low) else None


def _worth(group: _Group, turns: dict[int, int]) -> tuple[object, ...]:
    """What makes a group better, the smaller the better: more people, closer ages, longer waiting, the same answer every time."""
    ages = _ages(group.everybody) or (0, 0)
    is_wide = ages[1] - ages[0] > CLOSE
    return -len(group.chosen), is_wide, sorted(turns[one.seat_id] for one in group.chosen), group.language


def _explained(group: _Group, waiting: Sequence[Candidate], size: int) -> Proposal:
    chosen = sorted(group.chosen, key=_turn)
    ages = _ages(group.everybody)
    flags = [
        (Flag.WIDE_AGES, ages is not None and ages[1] - ages[0] > CLOSE),
        (Flag.TOO_FEW, len(chosen) < size),
        (Flag.SCHOOL_UNKNOWN, any(not one.school for one in chosen)),
        (Flag.COMMUNE_UNKNOWN, any(not one.commune for one in chosen)),
    ]
    return Proposal(
        chosen=tuple(Choice(one.seat_id, _why_in(one, is_first=one == waiting[0])) for one in chosen),
        left_out=tuple(_why_out(group, one) for one in waiting if one not in group.chosen),
        language=group.language if chosen else None,
        ages=ages if chosen else None,
        flags=tuple(flag for flag, is_there in flags if is_there),
    )


def _why_in(one: Candidate, *, is_first: bool) -> tuple[Why, ...]:
    reasons = [
        (Why.WAITS_LONGEST, is_first),
        (Why.CLOSE_IN_AGE, True),
        (Why.OTHER_PLACES, bool(one.school and one.commune)),
        (Why.SCHOOL_UNKNOWN, not one.school),
        (Why.COMMUNE_UNKNOWN, not one.commune),
    ]
    return tuple(reason for reason, is_so in reasons if is_so)


def _why_out(group: _Group, one: Candidate) -> Choice:
    """Every place that is shared is said, not only the first: the team may look for another group."""
    school = [other.seat_id for other in group.everybody if one.school and one.school == other.school]
    commune = [other.seat_id for other in group.everybody if one.commune and one.commune == other.commune]
    first = _obstacle(group, one) or Why.GROUP_FULL
    shared = [why for why, found in ((Why.SAME_SCHOOL, school), (Why.SAME_COMMUNE, commune)) if found]
    reasons = tuple(dict.fromkeys((first, *shared)))
    return Choice(one.seat_id, reasons, tuple(dict.fromkeys((*school, *commune))))


def _ages(people: Sequence[Candidate]) -> tuple[int, int] | None:
    known = [one.age for one in people if one.age is not None]
    return (min(known), max(known)) if known else None


def _span_at_most(youngest: int) -> int:
    return FAR_FOR_ADULTS if youngest >= ADULT else FAR


def _turn(one: Candidate) -> tuple[datetime, int]:
    return one.since or datetime.max.replace(tzinfo=UTC), one.seat_id


def _folded(one: Candidate) -> Candidate:
    """Names as they are compared: "St-Michel" is "Saint Michel", and a postcode beside a name says nothing more."""
    return replace(one, school=typed.key(one.school), commune=_commune(one.commune))


def _commune(text: str) -> str:
    words = typed.fold(text)
    names = [word for word in words if not word.isdecimal()]
    return "".join(names or words)
