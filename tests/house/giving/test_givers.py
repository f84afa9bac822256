"""Who gives: from the case that brought them, through the stages, to an account; and who may see it."""

import pytest

from passerelle import giving
from passerelle.errors import NotFound, Refused
from passerelle.giving import (
    MOVES,
    GiverKind,
    LinkedAlready,
    NoAccount,
    NoMentor,
    NoSteps,
    NotAllowed,
    NotTalked,
    NotTrained,
    Stage,
)
from passerelle.tables import JournalEntry, Role
from tests.house.giving.scene import (
    HELPED,
    PEER,
    asks_for,
    case_of,
    does,
    follows,
    giver_of,
    joins,
    moves,
    talks,
    ticks,
    trained,
)
from tests.house.stage import count, member
from tests.people import ALEX, INES, MARC, NADIA, SAM


def test_a_coordinator_follows_who_wants_to_give_a_hand(house):
    """Under the pseudonym of their case; a second time it is the same giver."""
    case = case_of(house)

    number = follows(house, case)

    giver = giver_of(house, number)
    assert (giver.pseudonym, giver.kind, giver.stage) == (case.pseudonym, PEER, Stage.INTERESTED)
    assert follows(house, case) == number and count(house, giving.Giver) == 1


def test_another_case_of_the_same_wish_is_the_same_giver(house):
    """Who asks twice is one person."""
    first = follows(house)
    again = case_of(house)

    assert follows(house, again) == first


@pytest.mark.parametrize("staff", [NADIA, MARC])
def test_only_coordinators_follow_and_see_givers(house, staff):
    """To everybody else there is nobody, though the case is theirs."""
    case, number = case_of(house, ALEX, staff=staff), follows(house)

    for act in (giving.get, giving.hold):
        with pytest.raises(NotFound), house.database.reading() as session:
            act(session, member(session, staff), number)
    with pytest.raises(NotFound):
        follows(house, case, staff=staff)
    with pytest.raises(NotFound), house.database.reading() as session:
        giving.everyone(session, member(session, staff))


def test_a_coordinator_follows_nobody_from_a_case_of_somebody_else(house):
    """The case is Nadia's."""
    case = case_of(house, staff=NADIA)

    with pytest.raises(NotFound):
        follows(house, case)


def test_a_case_of_somebody_who_is_helped_makes_no_giver(house):
    """Nor does it know of one: not even where it is the same person."""
    helped = case_of(house, SAM, HELPED)
    follows(house, case_of(house, SAM))

    with pytest.raises(Refused):
        follows(house, helped)
    with house.database.reading() as session:
        assert giving.of_case(session, helped) is None


def test_a_member_of_the_team_is_followed_without_a_case(house):
    """Once; and only somebody who is there."""
    with house.database.reading() as session:
        nadia = member(session, NADIA).id

    number = does(house, giving.follow_member, nadia, GiverKind.COACH, keys=house.keys).id

    assert giver_of(house, number).member_id == nadia
    with pytest.raises(LinkedAlready):
        does(house, giving.follow_member, nadia, GiverKind.COACH, keys=house.keys)
    with pytest.raises(NotFound):
        does(house, giving.follow_member, 999, GiverKind.COACH, keys=house.keys)


def test_the_path_goes_from_the_first_word_to_leading(house):
    """Step by step, and the journal has each."""
    number = trained(house)
    before = count(house, JournalEntry)

    moves(house, number, "co_leading", "leading")

    assert giver_of(house, number).stage == Stage.LEADING
    assert count(house, JournalEntry) == before + 3  # the mentor goes, which is a change of a member


def test_nobody_is_trained_before_somebody_talked_with_them(house):
    """The conversation is noted first."""
    number = follows(house)
    with pytest.raises(NotTalked):
        moves(house, number, "training")

    talks(house, number)
    moves(house, number, "training")

    assert giver_of(house, number).stage == Stage.TRAINING


def test_nobody_co_leads_before_every_required_step_is_ticked(house):
    """What is only proposed does not count, and an empty list lets nobody pass."""
    number = follows(house)
    talks(house, number)
    moves(house, number, "training")
    joins(house, number)
    with pytest.raises(NoSteps):
        moves(house, number, "co_leading")

    first, second = asks_for(house, "Écouter", "Le cadre")
    asks_for(house, "Un livre", is_required=False)
    ticks(house, number, first)
    with pytest.raises(NotTrained):
        moves(house, number, "co_leading")

    ticks(house, number, second)
    moves(house, number, "co_leading")
    assert giver_of(house, number).stage == Stage.CO_LEADING


def test_co_leading_takes_an_account_and_a_mentor(house):
    """Each refusal says which of them lacks."""
    number = follows(house)
    talks(house, number)
    moves(house, number, "training")
    ticks(house, number, *asks_for(house, "Écouter"))
    with pytest.raises(NoAccount):
        moves(house, number, "co_leading")

    joins(house, number, mentor=None)

    with pytest.raises(NoMentor):
        moves(house, number, "co_leading")


def test_whoever_leads_has_no_mentor_any_more(house):
    """What they write goes out at once."""
    number = trained(house)
    moves(house, number, "co_leading")
    with house.database.reading() as session:
        assert member(session, NADIA).mentor_id is not None

    moves(house, number, "leading")

    with house.database.reading() as session:
        assert member(session, NADIA).mentor_id is None


@pytest.mark.parametrize("stage", list(Stage))
def test_only_the_moves_of_the_table_are_made(house, stage):
    """Everything else is refused, whatever is ticked."""
    number = trained(house)
    with house.database.writing() as session:
        session.get_one(giving.Giver, number).stage = stage

    for other in set(Stage) - MOVES[stage]:
        with pytest.raises(NotAllowed):
            moves(house, number, other)


def test_whoever_pauses_comes_back_to_where_they_were(house):
    """Or to the training, and never further."""
    number = trained(house)
    moves(house, number, "paused")

    assert giving.moves(giver_of(house, number)) == {Stage.TRAINING, Stage.STOPPED}

    moves(house, number, "training", "co_leading", "paused", "co_leading")
    assert giver_of(house, number).stage == Stage.CO_LEADING
    moves(house, number, "paused")
    with pytest.raises(NotAllowed):
        moves(house, number, "leading")


def test_an_account_cuts_every_way_back_to_the_conversation(house):
    """Neither case, nor contact, nor pseudonym stays: the name of the team is all there is."""
    number = follows(house)

    joins(house, number)

    giver = giver_of(house, number)
    assert (giver.case_id, giver.contact_id, giver.pseudonym) == (None, None, "")
    with house.database.reading() as session:
        assert giving.names(session, [giver]) == {number: "Nadia"}


def test_a_member_has_one_giver_and_a_giver_one_member(house):
    """Neither is given twice."""
    number, other = follows(house), follows(house, case_of(house, ALEX))
    joins(house, number)

    with pytest.raises(LinkedAlready):
        joins(house, other)
    with pytest.raises(LinkedAlready):
        joins(house, number, staff=MARC)


def test_somebody_beside_people_is_not_called_something_else(house):
    """What has to be learnt would be another list."""
    number = trained(house)
    does(house, giving.call, number, GiverKind.COACH)
    does(house, giving.call, number, PEER)
    moves(house, number, "co_leading")

    with pytest.raises(NotAllowed):
        does(house, giving.call, number, GiverKind.COACH)


def test_an_auditor_sees_no_giver(house):
    """Figures are all that they have."""
    number = follows(house)
    with house.database.writing() as session:
        member(session, MARC).role = Role.AUDITOR

    with pytest.raises(NotFound), house.database.reading() as session:
        giving.get(session, member(session, MARC), number)
    with house.database.reading() as session:
        assert giving.get(session, member(session, INES), number).id == number
