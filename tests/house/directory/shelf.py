"""Records to test with, and how a test puts them down and takes them back. All of them are made up, in real communes."""

from dataclasses import replace
from typing import Any

from passerelle import team
from passerelle.directory import store
from passerelle.directory.records import Address, Phone, Reach, Service, Structure
from passerelle.directory.store import Kept
from passerelle.directory.vocabulary import Audience, Cost, Delivery, MayCome, ServiceKind
from passerelle.installation import House
from passerelle.tables import Member
from tests.people import INES, Staff

LIEGE = Address(
    street="Rue du Pont 1",
    postcode="4000",
    locality="Liège",
    country="BE",
    commune="62063",
    lat=50.64,
    lon=5.57,
)
LISTENING = Service(
    key="ecoute",
    name="Écoute",
    kind=ServiceKind.LISTEN,
    topics=("bullying",),
    audience=(Audience.TEEN,),
    age_min=12,
    age_max=25,
    may_come=(MayCome.ALONE,),
    is_anonymous=True,
    delivery=(Delivery.ON_SITE, Delivery.CHAT),
    covers=("be/province/60000",),
    languages=("fr",),
    cost=Cost.FREE,
)
THE_BRIDGE = Structure(
    id="le-pont",
    name="Le Pont (fictif)",
    kind="amo",
    reach=Reach(phones=(Phone(number="103"),), email="bonjour@pont.example", address=LIEGE),
    services=(LISTENING,),
)


def like_the_bridge(slug: str, **changes: Any) -> Structure:
    """The example record under another slug, with changes."""
    return replace(THE_BRIDGE, **{"id": slug, "name": f"{slug} (fictif)", **changes})


def puts(house: House, *structures: Structure) -> list[int]:
    """An editor puts records down; gives their numbers."""
    with house.database.writing() as session:
        return [store.put(session, structure, now=house.clock()) for structure in structures]


def takes_back(house: House, number: int) -> Kept:
    """What stands on the shelf."""
    with house.database.reading() as session:
        return store.get(session, number)


def somebody(house: House, staff: Staff = INES) -> Member:
    """The row of somebody of the team."""
    with house.database.reading() as session:
        found = team.find(session, staff.email)
    assert found is not None
    return found
