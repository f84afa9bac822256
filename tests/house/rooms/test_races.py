"""Everything at once: talk, delivery, a leader, the clock, somebody who leaves. Nobody waits for ever, and all read the same."""

from passerelle import rooms
from passerelle.errors import DatabaseDown
from passerelle.rooms import Reaction
from tests.house.rooms.scene import (
    FOURTH,
    THIRD,
    Phone,
    comes,
    does,
    leads,
    leaves,
    reads,
    says,
    speaks,
    step,
    talking,
    ticks,
)
from tests.house.stage import together
from tests.people import ALEX, SAM

STAYING = (SAM, ALEX, THIRD)
TURNS = 8


def insists(act):
    """Do it once the database is there, as every door does: a machine that has much to do is out of reach for a while."""
    while True:
        try:
            return act()
        except DatabaseDown:
            continue


def test_a_busy_room_stays_in_order(house):
    """In threads that know nothing of each other, as processes do."""
    room_id = talking(house, people=(*STAYING, FOURTH))
    phones = {person: Phone(person) for person in STAYING}

    def talks(person):
        for number in range(TURNS):
            insists(lambda text=f"{person.name} {number}": says(house, room_id, text, person))

    def delivers(person):
        for _ in range(TURNS * 2):
            insists(lambda: step(house, room_id, phones[person]))

    def comes_and_goes():
        for _ in range(TURNS // 2):
            number = Phone(FOURTH).newest
            for act in (
                lambda: says(house, room_id, "je passe", FOURTH),
                lambda number=number: does(
                    house, rooms.sheet_sent, room_id, FOURTH, number, now=house.clock()
                ),
                lambda: leaves(house, room_id, FOURTH),
                lambda: comes(house, room_id, FOURTH),
            ):
                insists(act)
        insists(lambda: leaves(house, room_id, FOURTH))

    def leads_on():
        for _ in range(TURNS):
            insists(lambda: leads(house, rooms.slow, room_id, 0))
            insists(lambda: does(house, rooms.react, room_id, ALEX, Reaction.THUMB, now=house.clock()))
            insists(lambda: ticks(house))

    acts = [lambda person=person: talks(person) for person in STAYING]
    acts += [lambda person=person: delivers(person) for person in STAYING]
    together(*acts, comes_and_goes, leads_on)
    speaks(house, room_id, "fin")

    read = [reads(house, room_id, phones[person]).lines() for person in STAYING]
    assert read[0] == read[1] == read[2] and len(read[0]) == len(STAYING) * TURNS + 1
