"""What is offered: written, changed, opened, ended, and written again for another date."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from passerelle import listening
from passerelle.errors import Refused
from passerelle.journal import Action
from passerelle.listening import Full, SessionState, Words, schedule
from tests.house.listening.scene import (
    ALEX,
    ONCE,
    THIRD,
    TITLE,
    WEEKLY,
    adds,
    at,
    dates,
    done,
    drafts,
    due,
    manages,
    opens,
    registers,
    resizes,
    states,
    taps,
    told,
)
from tests.people import INES, MARC, NADIA


def words_in(house, number, language):
    """What a session is called in a language."""
    with house.database.reading() as session:
        return listening.words_of(session, number, language)


def got(house, number):
    """A session's row."""
    with house.database.reading() as session:
        return listening.get(session, number)


def test_a_draft_keeps_what_was_written(house):
    """Terms, words, who leads: everything comes back as it was given."""
    terms = replace(WEEKLY, zone="Europe/Brussels", offer_hours=12, has_room=True)

    number = drafts(house, terms, leaders=(NADIA,), co_leaders=(MARC, NADIA))

    with house.database.reading() as session:
        assert listening.terms_of(listening.get(session, number)) == terms
        assert listening.all_words(session, number) == TITLE
        found = listening.leaders(session, number)
    assert [(one.name, one.is_co_leader) for one in found] == [("Nadia", False), ("Marc", True)]


def test_a_zone_that_is_not_given_is_the_associations(house):
    """Whose hours are meant."""
    assert got(house, drafts(house)).zone == "Europe/Brussels"


@pytest.mark.parametrize(
    "wrong",
    [
        {"capacity": 0},
        {"age_from": 18, "age_to": 12},
        {"zone": "Europe/Nowhere"},
        {"offer_hours": 0},
        {"weekday": 7},
        {"starts": None},
        {"minutes": 0},
        {"last_day": date(2026, 11, 1)},
        {"opens_at": at("2026-12-01T09:00"), "closes_at": at("2026-12-01T09:00")},
    ],
)
def test_terms_that_cannot_be_are_refused(house, wrong):
    """Before anything is written."""
    with pytest.raises(Refused):
        drafts(house, replace(WEEKLY, **wrong))


def test_words_fall_back_to_what_there_is(house):
    """French, then English, then any; never the words for the team in their place."""
    number = drafts(house, words={"nl": Words("Groep"), "en": Words("Group")})

    assert [words_in(house, number, code).title for code in ("nl", "en", "fr", "ar")] == [
        "Groep",
        "Group",
        "Group",
        "Group",
    ]
    manages(house, listening.say, number, {"fr": Words(" Groupe "), "en": Words("")})
    assert [words_in(house, number, code).title for code in ("ar", "en", "nl")] == [
        "Groupe",
        "Groupe",
        "Groep",
    ]


def test_the_last_title_stays(house):
    """A session is called something."""
    number = drafts(house)

    with pytest.raises(Refused):
        manages(house, listening.say, number, {"fr": Words(" ")})
    with pytest.raises(Refused):
        drafts(house, words={})

    assert words_in(house, number, "fr").title == "Groupe du mercredi"


def test_a_session_without_a_date_does_not_open(house):
    """Nobody could come."""
    number = drafts(house, ONCE)

    with pytest.raises(Refused):
        manages(house, listening.open_session, number)
    adds(house, number, at("2026-11-25T17:00"))
    manages(house, listening.open_session, number)

    assert got(house, number).state == SessionState.OPEN


def test_more_seats_are_offered_at_once(house):
    """To the first of the line."""
    number = opens(house)
    for person in (None, ALEX, THIRD):
        registers(house, number, *([person] if person else []))

    resizes(house, number, 2)

    assert states(house, number) == ["taken", "offered", "waiting"]


def test_fewer_seats_call_offers_back_first(house):
    """The last of the line first, who keeps the turn; nobody loses a seat that they have."""
    number = opens(house, replace(WEEKLY, capacity=1))
    registers(house, number)
    alex = registers(house, number, ALEX)
    resizes(house, number, 3)
    lou = registers(house, number, THIRD)
    assert states(house, number) == ["taken", "offered", "taken"]

    resizes(house, number, 2)
    assert states(house, number) == ["taken", "waiting", "taken"] and told(house, "seat_offer_over") == [
        alex.id
    ]
    with pytest.raises(Full):
        resizes(house, number, 1)
    taps(house, listening.leave, lou, THIRD)

    assert states(house, number) == ["taken", "offered", "left"]


def test_changing_the_terms_changes_the_seats_too(house):
    """In one act; a capacity that is too small changes nothing at all."""
    number = opens(house)
    registers(house, number)
    registers(house, number, ALEX)

    manages(house, listening.change, number, replace(WEEKLY, capacity=4, age_to=25))
    assert states(house, number) == ["taken", "offered"] and got(house, number).age_to == 25
    taps(house, listening.accept, registers(house, number, ALEX), ALEX)
    with pytest.raises(Full):
        manages(house, listening.change, number, replace(WEEKLY, age_to=18))

    assert got(house, number).age_to == 25


def test_nobody_changes_how_people_get_in_once_they_asked(house):
    """Those who wait were promised a turn."""
    number = opens(house)
    registers(house, number)

    with pytest.raises(Refused):
        manages(house, listening.change, number, replace(WEEKLY, composes=True))


def test_an_end_is_told_once_and_empties_the_line(house):
    """To whoever has a seat and whoever waits; no reminder comes after it."""
    number = opens(house)
    sam, alex = registers(house, number), registers(house, number, ALEX)

    manages(house, listening.end_session, number)

    assert told(house, "seat_cancelled") == [sam.id, alex.id] and due(house) == []
    assert states(house, number) == ["taken", "left"] and {state for _, state in dates(house, number)} == {
        "cancelled"
    }
    with pytest.raises(Refused):
        manages(house, listening.end_session, number)


def test_a_copy_begins_on_another_day(house):
    """A draft with the same words and leaders, each step as many days later, by the clock on the wall."""
    number = drafts(house, replace(ONCE, closes_at=at("2026-11-24T12:00")), co_leaders=(MARC,))
    adds(house, number, at("2026-11-28T10:00"), 90, "Sortie")
    adds(house, number, at("2026-12-05T10:00"), 300, "Course")

    copied = manages(house, listening.copy, number, date(2027, 3, 27))

    assert dates(house, copied.id) == [("2027-03-27 10:00", "planned"), ("2027-04-03 10:00", "planned")]
    assert copied.state == SessionState.DRAFT and copied.closes_at == at("2026-11-24T12:00") + timedelta(
        days=119
    )
    with house.database.reading() as session:
        assert listening.all_words(session, copied.id) == TITLE
        assert [one.name for one in listening.leaders(session, copied.id)] == ["Nadia", "Marc"]
        assert [one.step for one in schedule.occurrences(session, copied.id)] == ["Sortie", "Course"]


def test_a_copy_of_a_weekly_session_is_weekly(house):
    """From the new day on, as many weeks."""
    number = drafts(house, replace(WEEKLY, last_day=date(2026, 12, 9), starts=time(18)))

    copied = manages(house, listening.copy, number, date(2027, 1, 4))

    assert [when for when, _ in dates(house, copied.id)] == [
        "2027-01-06 18:00",
        "2027-01-13 18:00",
        "2027-01-20 18:00",
    ]


def test_the_list_can_be_of_some_states(house):
    """The newest first."""
    first, second = drafts(house), opens(house)

    with house.database.reading() as session:
        assert [one.id for one in listening.sessions(session)] == [second, first]
        assert [one.id for one in listening.sessions(session, SessionState.OPEN)] == [second]


def test_each_change_is_in_the_journal(house):
    """With who made it."""
    number = opens(house)
    manages(house, listening.say, number, TITLE)

    ines = done(house, Action.SESSION_CHANGED)

    assert len(ines) == 3 and {subject for _, subject in ines} == {number} and INES.name
