"""Two coordinators at the same moment: of two who follow or link the same person, one is first and the other is told."""

from passerelle import giving
from passerelle.errors import Refused
from tests.house.giving.scene import PEER, case_of, does, follows, giver_of
from tests.house.stage import count, member, together
from tests.people import ALEX, NADIA


def tries(refused, act):
    """An act that notes the refusal instead of raising it."""

    def tried():
        try:
            act()
        except Refused as refusal:
            refused.append(type(refusal))

    return tried


def test_two_who_follow_the_same_case_follow_one_person(house):
    """Both come to the same page."""
    case = case_of(house)

    together(lambda: follows(house, case), lambda: follows(house, case))

    assert count(house, giving.Giver) == 1


def test_two_who_follow_the_same_member_follow_one_person(house):
    """The second is told."""
    with house.database.reading() as session:
        nadia = member(session, NADIA).id
    refused = []

    def follow():
        does(house, giving.follow_member, nadia, PEER, keys=house.keys)

    together(tries(refused, follow), tries(refused, follow))

    assert count(house, giving.Giver) == 1 and refused == [giving.LinkedAlready]


def test_an_account_is_given_to_one_of_two(house):
    """The other keeps pseudonym and case."""
    with house.database.reading() as session:
        nadia = member(session, NADIA).id
    numbers, refused = [follows(house), follows(house, case_of(house, ALEX))], []

    together(
        *(tries(refused, lambda number=number: does(house, giving.link, number, nadia)) for number in numbers)
    )

    assert refused == [giving.LinkedAlready]
    assert sorted(giver_of(house, number).member_id or 0 for number in numbers) == [0, nadia]
    assert [bool(giver_of(house, number).pseudonym) for number in numbers].count(True) == 1
