"""To whom each waiting case is proposed, from what is in the house, and what happens once somebody declines."""

import pytest
from sqlmodel import select

from passerelle import cases, matching, members
from passerelle.errors import Refused
from passerelle.journal import Action
from passerelle.members import Profile
from passerelle.proposal import Reason
from passerelle.rota import Hours, changes
from passerelle.rota.declines import EXCLUDING, Declining
from passerelle.rota.tables import CaseDecline
from passerelle.tables import JournalEntry, Role
from tests.house.stage import asks_for_help, closes, count, member, takes
from tests.people import ALEX, INES, MARC, NADIA

MORNING = Hours(9 * 60, 12 * 60)


def is_noted(house, who, **known):
    """What the team notes of somebody."""
    with house.database.writing() as session:
        found, ines = member(session, who), member(session, INES)
        profile = Profile(
            found.name, Role(found.role), **{name: frozenset(codes) for name, codes in known.items()}
        )
        members.change(session, found.id, profile, by=ines, now=house.clock())


def is_on_duty(house, who):
    """Somebody is there on Monday mornings."""
    with house.database.writing() as session:
        ines, found = member(session, INES), member(session, who)
        changes.set_week(session, found.id, [(0, MORNING)], by=ines, now=house.clock())


def proposed(house, case):
    """To whom a case is proposed, by name, with the reasons."""
    with house.database.reading() as session:
        fit = matching.proposed(session, cases.waiting(session), house.clock()).get(case.id)
        names = {member(session, who).id: who.name for who in (NADIA, MARC, INES)}
        return (names[fit.member_id], fit.reasons) if fit else None


def declines(house, who, case, reason=Declining.BUSY):
    """Somebody will not take a case."""
    with house.database.writing() as session:
        matching.decline(session, member(session, who), case.id, reason, house.clock())


def test_a_case_is_proposed_to_who_fits(house):
    """Somebody on duty who knows the topic and the area."""
    is_on_duty(house, NADIA)
    is_on_duty(house, MARC)
    is_noted(house, MARC, topics={"bullying"}, areas={"Liège"}, languages={"fr"})

    fits = proposed(house, asks_for_help(house))

    assert fits == ("Marc", (Reason.LANGUAGE, Reason.TOPIC, Reason.AREA, Reason.ON_DUTY))


def test_the_less_busy_of_two_is_asked(house):
    """Nadia holds a case already."""
    takes(house, asks_for_help(house, ALEX), NADIA)
    takes(house, asks_for_help(house), INES)

    assert proposed(house, asks_for_help(house, ALEX)) == ("Marc", ())


def test_after_hours_nobody_is_proposed_where_there_is_a_rota(house):
    """Whoever is at home is not asked by a page that they do not see."""
    is_on_duty(house, NADIA)
    case = asks_for_help(house)
    house.clock.forward(hours=12)

    assert proposed(house, case) is None


def test_once_somebody_declines_the_next_is_proposed(house):
    """It is kept with its reason and in the journal, as often as it is said."""
    case = asks_for_help(house)
    assert proposed(house, case)[0] == "Nadia"

    declines(house, NADIA, case)
    declines(house, NADIA, case, Declining.LEAVING)

    assert proposed(house, case)[0] == "Marc"
    with house.database.reading() as session:
        assert session.exec(select(CaseDecline.reason)).all() == [Declining.LEAVING]
        noted = session.exec(select(JournalEntry).where(JournalEntry.action == Action.CASE_DECLINED)).all()
        assert {line.subject_id for line in noted} == {case.id}


@pytest.mark.parametrize("reason", list(Declining))
def test_who_knows_a_person_or_is_not_wanted_is_not_asked_for_their_next_case_either(house, reason):
    """Being busy is over by then."""
    case = asks_for_help(house)
    declines(house, NADIA, case, reason)
    closes(house, takes(house, case, NADIA))

    name, _ = proposed(house, asks_for_help(house))

    assert name == ("Marc" if reason in EXCLUDING else "Nadia")


def test_a_case_that_is_taken_cannot_be_declined_any_more(house):
    """Nor by who takes none."""
    case = asks_for_help(house)
    with house.database.writing() as session:
        member(session, MARC).role = Role.LISTENER
    with pytest.raises(Refused):
        declines(house, MARC, case)
    takes(house, case, NADIA)
    with pytest.raises(Refused):
        declines(house, NADIA, case)

    assert count(house, CaseDecline) == 0


def test_what_was_declined_goes_with_the_case(house):
    """Erasing leaves nothing of who would not."""
    case = asks_for_help(house)
    declines(house, NADIA, case, Declining.KNOWS_THEM)

    with house.database.writing() as session:
        cases.erase(session, cases.get(session, case.id), now=house.clock())

    assert count(house, CaseDecline) == 0


def test_nobody_waiting_asks_nothing(house):
    """An empty queue costs nothing."""
    with house.database.reading() as session:
        assert matching.proposed(session, [], house.clock()) == {}
