"""`passerelle directory`: what the directory answers to somebody, for whoever maintains it. Nothing is written, nothing is kept."""

import json
from collections.abc import Mapping
from typing import Any

from passerelle import places
from passerelle.clock import Clock, system_clock
from passerelle.directory import index
from passerelle.directory.proposals import Proposal
from passerelle.directory.request import Request
from passerelle.directory.search import Found, search as find
from passerelle.directory.vocabulary import TOPICS
from passerelle.errors import Misconfigured
from passerelle.helplines import Offer
from passerelle.installation import open_house
from passerelle.places import Place
from passerelle.settings import Settings

OLDEST = 120
PLACE = ("country", "postcode", "commune", "code", "area")


def search(
    settings: Settings,
    *,
    topic: str | None,
    age: int | None,
    place: str | None,
    language: str | None,
    as_json: bool,
    clock: Clock = system_clock,
) -> int:
    """Print what somebody of this age, in this place, would be proposed. Raises Misconfigured for what it does not know.

    Of a place that may be several, the likeliest is taken, and the others are named.
    """
    meant = _places(place) if place else []
    asked = Request(_topic(topic), meant[0] if meant else None, _ages(age), language or None)
    house = open_house(settings, clock=clock)
    try:
        with house.database.reading() as session:
            found = find(session, asked, now=clock())
    finally:
        house.close()
    if as_json:
        print(json.dumps(_told(asked, meant, found), ensure_ascii=False, indent=2, default=str))
    else:
        _print(meant, found)
    return 0


def _topic(code: str | None) -> str | None:
    if code and code not in TOPICS:
        raise Misconfigured(f"There is no topic {code}; the topics are {', '.join(sorted(TOPICS))}.")
    return code or None


def _ages(age: int | None) -> tuple[int, int] | None:
    if age is not None and not 0 <= age <= OLDEST:
        raise Misconfigured(f"An age is a whole number of years, from 0 to {OLDEST}.")
    return None if age is None else (age, age)


def _places(text: str) -> list[Place]:
    found = places.find(text)
    if not found:
        raise Misconfigured(
            f"No place is known as “{text}”; give a postcode or a commune, such as 4000 or “st denis 93”."
        )
    return found


def _told(asked: Request, meant: list[Place], found: Found) -> Mapping[str, Any]:
    return {
        "place": _place(meant[0]) if meant else None,
        "other_places": [_place(place) for place in meant[1:]],
        "topic": asked.topic,
        "language": asked.language,
        "step": found.step,
        "is_wider": found.is_wider,
        "proposals": [_proposal(proposal) for proposal in found.proposals],
        "emergency": [_line(offer) for offer in found.emergency],
        "lines": [_line(offer) for offer in found.lines],
    }


def _place(place: Place) -> Mapping[str, str]:
    return {name: getattr(place, name) for name in PLACE}


def _proposal(proposal: Proposal) -> Mapping[str, Any]:
    structure, service = proposal.structure, proposal.service
    address = index.address_of(structure, service)
    return {
        "id": structure.id,
        "name": structure.name,
        "service": service.name,
        "kind": structure.kind,
        "topics": service.topics,
        "score": proposal.score,
        "km": proposal.km,
        "is_remote": proposal.is_remote,
        "reasons": {reason.why: reason.value for reason in proposal.reasons},
        "flags": {flag.mind: flag.value for flag in proposal.flags},
        "phones": [phone.number for phone in index.phones_of(structure, service)],
        "email": service.reach.email or structure.reach.email,
        "website": service.reach.website or structure.reach.website,
        "address": " ".join(filter(None, (address.street, address.postcode, address.locality))),
        "hours": index.hours_of(structure, service),
        "is_open": proposal.opening.is_open,
        "changes_at": proposal.opening.changes_at,
        "verified_on": proposal.verified_on,
        "freshness": proposal.freshness.name.lower(),
    }


def _line(offer: Offer) -> Mapping[str, Any]:
    line = offer.line
    return {"id": line.id, "name": line.name, "contact": line.contact, "is_open": offer.opening.is_open}


def _print(meant: list[Place], found: Found) -> None:
    if meant:
        print(f"{_named(meant[0])} ({found.step})")
    if len(meant) > 1:
        print(f"Autres lieux possibles\u00a0: {', '.join(_named(place) for place in meant[1:])}.")
    for rank, proposal in enumerate(found.proposals, start=1):
        why = ", ".join(reason.why for reason in proposal.reasons)
        mind = ", ".join(flag.mind for flag in proposal.flags)
        print(
            f"{rank}. {proposal.structure.name} · {proposal.service.name} · {proposal.score:.2f} · {why} · {mind}"
        )
    for offer in (*found.emergency, *found.lines):
        print(f"{offer.line.contact:<14} {offer.line.name}")


def _named(place: Place) -> str:
    return f"{place.postcode} {place.name} ({place.area})".strip()
