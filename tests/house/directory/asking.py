"""How a test asks the directory: records that differ in one thing, and what somebody in Liège is proposed."""

from dataclasses import replace
from datetime import date
from typing import Any

from passerelle import places
from passerelle.directory.records import Address, Reach, Structure
from passerelle.directory.request import Request
from passerelle.directory.search import Found, search
from passerelle.installation import House
from tests.house.directory.shelf import LIEGE, LISTENING, like_the_bridge

TODAY = date(2026, 11, 23)
IN_LIEGE = places.find("4000")[0]
SAM_ASKS = Request("bullying", IN_LIEGE, (16, 16), "fr")
KM = 1 / 111.2  # degrees of latitude


def offers(slug: str, *, of: dict[str, Any] | None = None, **service: Any) -> Structure:
    """A structure in Liège that its source vouches for today, with one service; both with changes."""
    changes = {"source_updated_on": TODAY, "services": (replace(LISTENING, **service),), **(of or {})}
    return like_the_bridge(slug, **changes)


def at(north_km: float) -> Reach:
    """Somewhere so many kilometres to the north of the middle of Liège."""
    return Reach(address=replace(LIEGE, lat=IN_LIEGE.lat + north_km * KM, lon=IN_LIEGE.lon))


def elsewhere(north_km: float, commune: str = "61003") -> Reach:
    """So many kilometres to the north, in another commune."""
    return Reach(address=replace(at(north_km).address, commune=commune))


NOWHERE = Reach(address=Address(country="BE"))


def asks(house: House, request: Request = SAM_ASKS, **changes: Any) -> Found:
    """What somebody finds; Sam, when the test does not say who."""
    with house.database.reading() as session:
        return search(session, replace(request, **changes), now=house.clock())


def found(house: House, request: Request = SAM_ASKS, **changes: Any) -> list[str]:
    """The slugs of what somebody finds, the best first."""
    return [proposal.structure.id for proposal in asks(house, request, **changes).proposals]


def flags(house: House, request: Request = SAM_ASKS, **changes: Any) -> dict[str, Any]:
    """What to mind of the first proposal, with the values."""
    return {flag.mind: flag.value for flag in asks(house, request, **changes).proposals[0].flags}


def reasons(house: House, request: Request = SAM_ASKS, **changes: Any) -> dict[str, Any]:
    """What speaks for the first proposal, with the values."""
    return {reason.why: reason.value for reason in asks(house, request, **changes).proposals[0].reasons}
