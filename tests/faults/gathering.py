"""Rooms full of people: a house with as many rooms and taken seats as a plan says, and the phones that will come in."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from launch.simulator import Phone, SimulatedTelegram
from passerelle import conversations, installation, listening, rooms, settings, team
from passerelle.installation import House
from passerelle.listening import Kind, Terms, Words
from passerelle.tables import Member
from tests.faults.program import Host
from tests.faults.talking import Probes, Talkers
from tests.people import NADIA

PROBES = 10


@dataclass(frozen=True)
class Plan:
    """How large a campaign is. `per_minute` is how many words each member writes."""

    rooms: int = 2
    members: int = 5
    kills: int = 2
    calm_seconds: float = 30.0
    per_minute: float = 4.0
    seed: int = 20261121

    @property
    def comes_in_seconds(self) -> float:
        """How long everybody takes to come in, at the pace that Telegram allows, with the program's start."""
        return 30 + self.rooms * self.members * 0.6


def gathered(host: Host, plan: Plan) -> tuple[Talkers, Probes, datetime]:
    """A house with as many rooms, each with as many seats taken; nobody is inside yet."""
    telegram = SimulatedTelegram(host.telegram.url, host.telegram.token)
    by_room = [
        [_person(telegram, room, number) for number in range(plan.members)] for room in range(plan.rooms)
    ]
    probes = [telegram.person(f"Sonde{number}") for number in range(PROBES)]
    for phone in (*(phone for phones in by_room for phone in phones), *probes):
        phone.start()
    with house_of(host) as house:
        opens_at = house.clock() + timedelta(seconds=plan.comes_in_seconds)
        nadia = _nadia(house)
        for phones in by_room:
            _room(house, nadia, phones, opens_at)
    talkers = Talkers(telegram, by_room, Random(plan.seed), plan.per_minute)
    return talkers, Probes(host.telegram, probes), opens_at


def _person(telegram: SimulatedTelegram, room: int, number: int) -> Phone:
    name = f"{room}x{number}"
    return telegram.person(f"Canari{name}", last_name=f"Serin{name}", username=f"serin_{name}_jaune")


def names_of(talkers: Talkers) -> dict[int, list[str]]:
    """What would tell who somebody is."""
    return {
        phone.id: [str(phone.id), f"Canari{name}", f"Serin{name}", f"serin_{name}_jaune"]
        for room, phones in enumerate(talkers.by_room)
        for number, phone in enumerate(phones)
        for name in (f"{room}x{number}",)
    }


@contextmanager
def house_of(host: Host) -> Iterator[House]:
    """The house of a program, opened beside it."""
    house = installation.open_house(settings.read(host.settings, folder=host.folder))
    try:
        yield house
    finally:
        house.close()


def _nadia(house: House) -> Member:
    with house.database.writing() as session:
        team.add(
            session,
            email=NADIA.email,
            name=NADIA.name,
            title="psychologue",
            role=NADIA.role,
            password=NADIA.password,
            vault=house.keys.vault,
            now=house.clock(),
        )
        found = team.find(session, NADIA.email)
    assert found is not None
    return found


def _room(house: House, nadia: Member, phones: Sequence[Phone], opens_at: datetime) -> None:
    now = house.clock()
    terms = Terms(Kind.TALK_GROUP, capacity=len(phones), is_online=True, has_room=True)
    with house.database.writing() as session:
        words = {"fr": Words("Groupe")}
        found = listening.create(session, nadia, terms, words=words, leaders=[nadia.id or 0], now=now)
        number = found.id or 0
        listening.schedule.add(session, number, opens_at, 120, now=now)
        listening.open_session(session, nadia, number, now=now)
        for phone in phones:
            conversation = conversations.open_for(session, phone.id, language="fr", keys=house.keys, now=now)
            listening.register(
                session,
                number,
                conversation.contact_id,
                details={},
                language="fr",
                age_band="16-17",
                keys=house.keys,
                now=now,
            )
        rooms.prepare(session, now, keys=house.keys)
