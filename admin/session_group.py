"""A group that the team composes, in words: who is proposed and why, what speaks against, and what to look at before anybody is invited.

Only codes come here from what people said; a school, a commune or an age never does.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from admin import labels, session_view
from admin.access import Staff
from admin.labels import _
from admin.lists import calendar
from admin.moments import Calendar, Moment, moment
from admin.panel import Context
from admin.session_words import SEATS
from passerelle import listening
from passerelle.listening import Flag, Proposal, Seat, SeatState, Why

WHY: Mapping[Why, str] = {
    Why.WAITS_LONGEST: _("attend depuis le plus longtemps"),
    Why.CLOSE_IN_AGE: _("d’un âge proche"),
    Why.OTHER_PLACES: _("ni l’école ni la commune des autres"),
    Why.SCHOOL_UNKNOWN: _("école pas dite"),
    Why.COMMUNE_UNKNOWN: _("commune pas dite"),
    Why.GROUP_FULL: _("conviendrait, mais le groupe est complet"),
    Why.OTHER_AGE: _("d’un autre âge que le groupe"),
    Why.OTHER_LANGUAGE: _("parle une autre langue que le groupe"),
    Why.SAME_SCHOOL: _("même école que {who}"),
    Why.SAME_COMMUNE: _("même commune que {who}"),
    Why.AGE_UNKNOWN: _("âge pas dit"),
}
WOULD_FIT, SOMEBODY = _("conviendrait"), _("quelqu’un du groupe")
AGAINST = frozenset({Why.OTHER_AGE, Why.OTHER_LANGUAGE, Why.SAME_SCHOOL, Why.SAME_COMMUNE, Why.AGE_UNKNOWN})
FLAGS: Mapping[Flag, str] = {
    Flag.WIDE_AGES: _("Les âges sont éloignés\u00a0: plus de deux ans entre le plus jeune et le plus âgé."),
    Flag.TOO_FEW: _("Il reste des places\u00a0: le groupe est plus petit que prévu."),
    Flag.SCHOOL_UNKNOWN: _(
        "Une école au moins n’est pas connue\u00a0: deux personnes pourraient se connaître."
    ),
    Flag.COMMUNE_UNKNOWN: _(
        "Une commune au moins n’est pas connue\u00a0: deux personnes pourraient se connaître."
    ),
}
MAY_KNOW = _(
    "Des personnes cochées peuvent se connaître, ou ne vont pas ensemble\u00a0: voyez «\u00a0Attention\u00a0» plus bas."
)
TOO_MANY = _("Il y a plus de personnes cochées que de places libres\u00a0: {free}.")
AGES, ONE_AGE = _("de {low} à {high} ans"), _("{low} ans")


@dataclass(frozen=True, slots=True)
class Somebody:
    """One candidate: ticked or not, with what speaks for it or against."""

    id: int
    pseudonym: str
    details: tuple[str, ...]
    since: Moment
    is_ticked: bool
    is_against: bool
    reasons: tuple[str, ...]


def shown(staff: Staff, session: Session, number: int, picked: Collection[int] | None) -> Context:
    """A group as it is proposed, or as it was ticked; raises NotFound as reading details does."""
    times, keys = calendar(staff, session), staff.panel.house.keys
    found = listening.get(session, number)
    if picked is None:
        group = listening.propose_group(session, staff.member, number, keys=keys, now=times.now)
    else:
        group = listening.judge_group(session, staff.member, number, picked, keys=keys, now=times.now)
    seats = listening.of_session(session, number)
    free = found.capacity - session_view.taken(seats)
    people = _people(group, seats, times, has_room=len(group.chosen) < free)
    inside = [seat for seat in seats if seat.state in {SeatState.INVITED, SeatState.TAKEN}]
    return {
        "found": found,
        "title": session_view.title_of(session, number, times.language),
        "people": people,
        "ticked": len(group.chosen),
        "free": free,
        "ages": _ages(group, times),
        "spoken": labels.language(group.language, reader=times.language) if group.language else "",
        "warnings": _warnings(group, people, free, times),
        "inside": [(seat.pseudonym, seat.state, times.say(SEATS[seat.state])) for seat in inside],
    }


def _people(group: Proposal, seats: Sequence[Seat], times: Calendar, *, has_room: bool) -> list[Somebody]:
    """Everybody who asked, whoever waits longest first, so that a tick moves nobody."""
    names = {seat.id or 0: seat.pseudonym for seat in seats}
    chosen = {choice.seat_id: choice for choice in group.chosen}
    choices = {**chosen, **{choice.seat_id: choice for choice in group.left_out}}
    waiting = sorted(
        (seat for seat in seats if seat.id in choices), key=lambda seat: (seat.since, seat.id or 0)
    )
    found = []
    for seat in waiting:
        choice, is_in = choices[seat.id or 0], seat.id in chosen
        known = ", ".join(names[other] for other in choice.may_know if other in names) or times.say(SOMEBODY)
        reasons = tuple(_reason(why, known, times, has_room=has_room) for why in choice.reasons)
        age = labels.AGES.get(seat.age_band or "")
        details = (times.say(age) if age else "", labels.language(seat.language, reader=times.language))
        found.append(
            Somebody(
                id=seat.id or 0,
                pseudonym=seat.pseudonym,
                details=tuple(part for part in details if part),
                since=moment(seat.since, times),
                is_ticked=is_in,
                is_against=is_in and bool(AGAINST & set(choice.reasons)),
                reasons=reasons,
            )
        )
    return found


def _reason(why: Why, known: str, times: Calendar, *, has_room: bool) -> str:
    source = WOULD_FIT if why == Why.GROUP_FULL and has_room else WHY[why]
    return times.say(source).format(who=known)


def _warnings(group: Proposal, people: Sequence[Somebody], free: int, times: Calendar) -> list[str]:
    found = [times.say(TOO_MANY).format(free=free)] if len(group.chosen) > free else []
    if any(one.is_against for one in people):
        found.append(times.say(MAY_KNOW))
    return found + [times.say(FLAGS[flag]) for flag in group.flags if group.chosen]


def _ages(group: Proposal, times: Calendar) -> str:
    if group.ages is None:
        return ""
    low, high = group.ages
    return times.say(ONE_AGE if low == high else AGES).format(low=low, high=high)
