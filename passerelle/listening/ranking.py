"""How sessions are put in order for somebody, and why each stands where it does. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from passerelle.listening import ages
from passerelle.listening.states import Audience, Consent, Kind


class Reason(StrEnum):
    """Why a session is shown where it is, and what to know of it."""

    SAME_COMMUNE = "same_commune"
    ONLINE = "online"
    SAME_AREA = "same_area"
    FURTHER = "further"
    OWN_LANGUAGE = "own_language"
    OTHER_LANGUAGE = "other_language"
    SEATS_LEFT = "seats_left"
    FULL = "full"
    COMPOSED = "composed"
    ALMOST_AGE = "almost_age"


NEARNESS = (Reason.SAME_COMMUNE, Reason.ONLINE, Reason.SAME_AREA, Reason.FURTHER)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Who looks for a session. `age_band` is "12-17", "adult" or None; nothing in `kinds` is every kind; languages, the best first."""

    audience: Audience = Audience.YOUNG
    age_band: str | None = None
    age: int | None = None
    languages: tuple[str, ...] = ("fr",)
    country: str | None = None
    area: str | None = None
    commune: str | None = None
    kinds: tuple[Kind, ...] = ()


@dataclass(frozen=True, slots=True)
class Shown:
    """A session as a person may see it. `seats_left` is None where the team composes the group; `next_at` is None once no date is ahead.

    `waiting` counts who is in the line, or the candidates of a group.
    """

    id: int
    kind: Kind
    audience: Audience
    title: str
    about: str
    price: str
    place: str
    bring: str
    next_id: int | None
    next_at: datetime | None
    ends_at: datetime | None
    dates_ahead: int
    is_weekly: bool
    zone: str
    languages: tuple[str, ...]
    is_online: bool
    country: str | None
    commune: str | None
    area: str | None
    age_from: int | None
    age_to: int | None
    capacity: int
    seats_left: int | None
    waiting: int
    consent: Consent
    composes: bool
    has_room: bool
    takes_questions: bool
    is_open: bool
    reasons: tuple[Reason, ...] = ()


def ranked(found: Sequence[Shown], wanted: Wanted) -> list[Shown]:
    """Put in order what fits, each with its reasons, and leave out what does not: another age, another country."""
    fit = [one for one in found if _is_for(one, wanted)]
    return sorted((replace(one, reasons=_reasons(one, wanted)) for one in fit), key=_place)


def _is_for(one: Shown, wanted: Wanted) -> bool:
    is_abroad = bool(one.country and wanted.country and one.country != wanted.country)
    return not is_abroad and ages.overlap(ages.years(wanted.age, wanted.age_band), one.age_from, one.age_to)


def _reasons(one: Shown, wanted: Wanted) -> tuple[Reason, ...]:
    speaks = not one.languages or bool(set(one.languages) & set(wanted.languages))
    known = ages.years(wanted.age, wanted.age_band)
    room = Reason.COMPOSED if one.composes else Reason.SEATS_LEFT if one.seats_left else Reason.FULL
    is_almost = known is not None and not ages.covers(known, one.age_from, one.age_to)
    return (
        _nearness(one, wanted),
        Reason.OWN_LANGUAGE if speaks else Reason.OTHER_LANGUAGE,
        room,
        *((Reason.ALMOST_AGE,) if is_almost else ()),
    )


def _nearness(one: Shown, wanted: Wanted) -> Reason:
    if one.is_online:
        return Reason.ONLINE
    if _same(one.commune, wanted.commune):
        return Reason.SAME_COMMUNE
    return Reason.SAME_AREA if _same(one.area, wanted.area) else Reason.FURTHER


def _same(one: str | None, other: str | None) -> bool:
    return bool(one and other and one.casefold() == other.casefold())


def _place(one: Shown) -> tuple[object, ...]:
    """A language that they do not speak comes last; then how near it is, whether there is room, and how soon."""
    return (
        Reason.OTHER_LANGUAGE in one.reasons,
        NEARNESS.index(one.reasons[0]),
        Reason.FULL in one.reasons,
        one.next_at is None,
        one.next_at,
        one.id,
    )
