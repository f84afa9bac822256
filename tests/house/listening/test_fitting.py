"""What fits somebody: the nearest first, with the reason; never what is over, closed, or for another age."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from passerelle import listening
from passerelle.errors import NotFound
from passerelle.listening import Audience, Kind, Reason, Wanted, Words, schedule
from tests.house.listening.scene import (
    ALEX,
    ONCE,
    WEDNESDAY,
    WEEKLY,
    adds,
    at,
    drafts,
    manages,
    next_date,
    once,
    opens,
    registers,
    taps,
)

LIEGE = Wanted(age_band="12-17", languages=("fr",), country="BE", area="Liège", commune="Liège")
OPEN_TO_ALL = replace(ONCE, capacity=5)


def fits(house, wanted=LIEGE):
    """What somebody can register for, in order."""
    with house.database.reading() as session:
        return listening.fitting(session, wanted, house.clock())


def shows(house, number, language="fr"):
    """One session as a person may see it."""
    with house.database.reading() as session:
        return listening.shown(session, number, language, house.clock())


def test_the_nearest_comes_first(house):
    """The same commune, then online, then the same area, then further; each with its reason."""
    places = [("Namur", "Namur"), ("Verviers", "Liège"), ("Liège", "Liège")]
    further, area, commune = (
        once(house, terms=replace(OPEN_TO_ALL, commune=town, area=province)) for town, province in places
    )
    online = opens(house, replace(WEEKLY, capacity=5))

    found = fits(house)

    assert [one.id for one in found] == [commune, online, area, further]
    assert [one.reasons[0] for one in found] == ["same_commune", "online", "same_area", "further"]


def test_what_is_full_comes_after_what_is_not(house):
    """And says so; one can still wait for it."""
    full, free = once(house), once(house, at("2026-11-27T17:00"))
    registers(house, full)
    registers(house, full, ALEX)

    first, second = fits(house)

    assert (first.id, first.seats_left, first.waiting) == (free, 1, 0) and Reason.SEATS_LEFT in first.reasons
    assert (second.id, second.seats_left, second.waiting) == (full, 0, 1) and Reason.FULL in second.reasons


def test_a_seat_that_is_kept_for_somebody_is_not_left(house):
    """What is offered is not free."""
    number = once(house)
    sam, _ = registers(house, number), registers(house, number, ALEX)
    taps(house, listening.leave, sam)

    assert shows(house, number).seats_left == 0


@pytest.mark.parametrize(
    ("wanted", "is_shown"),
    [
        ({"age_band": "6-11"}, False),
        ({"age_band": "18-25"}, False),
        ({"age": 13}, False),
        ({"age": 14}, True),
        ({"age_band": None}, True),
        ({"audience": Audience.PARENTS}, False),
        ({"audience": Audience.EVERYONE}, True),
        ({"country": "FR"}, False),
        ({"country": None}, True),
        ({"kinds": (Kind.SPORT,)}, False),
        ({"kinds": (Kind.SPORT, Kind.TALK_GROUP)}, True),
    ],
)
def test_only_what_is_for_somebody_is_shown(house, wanted, is_shown):
    """Their age, their country, what they look for."""
    opens(house)

    assert bool(fits(house, replace(LIEGE, **wanted))) == is_shown


def test_an_age_that_may_be_right_says_so(house):
    """From twelve to seventeen, for a group from fourteen."""
    opens(house)

    assert Reason.ALMOST_AGE in fits(house)[0].reasons
    assert Reason.ALMOST_AGE not in fits(house, replace(LIEGE, age=15))[0].reasons


def test_another_language_comes_last(house):
    """And says so; words are in the first of their languages that there is."""
    words = {"nl": Words("Groep"), "fr": Words("Groupe")}
    dutch = opens(house, replace(WEEKLY, languages=("nl",)), words=words)
    french = opens(house, replace(WEEKLY, weekday=4))

    found = fits(house)

    assert [one.id for one in found] == [french, dutch] and Reason.OTHER_LANGUAGE in found[1].reasons
    assert fits(house, replace(LIEGE, languages=("nl", "fr")))[0].title == "Groep"


def test_what_cannot_be_joined_is_not_shown(house):
    """Drafts, what is over, what is not open yet or any more, and what has begun."""
    drafts(house)
    manages(house, listening.end_session, opens(house))
    opens(house, replace(WEEKLY, opens_at=house.clock() + timedelta(hours=1)))
    opens(house, replace(WEEKLY, closes_at=house.clock()))
    begun = once(house)
    meeting = opens(house, replace(WEEKLY, kind=Kind.TEAM_MEETING))
    house.clock.now = WEDNESDAY + timedelta(minutes=1)

    found = {one.id for one in fits(house)}

    assert begun not in found and meeting not in found and len(found) == 1


def test_a_group_that_is_composed_has_no_seats_to_count(house):
    """Only how many asked."""
    number = opens(house, replace(WEEKLY, composes=True))
    registers(house, number)

    [found] = fits(house)

    assert (found.seats_left, found.waiting) == (None, 1) and Reason.COMPOSED in found.reasons


def test_one_session_says_when_it_is_next(house):
    """Without the date that was cancelled; what is only for the team is not in it."""
    number = opens(house, replace(WEEKLY, last_day=date(2026, 12, 9)))
    manages(house, schedule.cancel, next_date(house, number).id)

    found = shows(house, number, "nl")

    assert (found.next_at, found.dates_ahead) == (at("2026-12-02T17:00"), 2)
    assert found.title == "Groupe du mercredi" and "Inès" not in repr(found)


def test_a_draft_is_nobodys_to_see(house):
    """Nor is a meeting of the team; what is over still is, and cannot be joined."""
    over = once(house)
    manages(house, listening.end_session, over)

    for number in (drafts(house), opens(house, replace(WEEKLY, kind=Kind.TEAM_MEETING))):
        with pytest.raises(NotFound):
            shows(house, number)
    assert not shows(house, over).is_open


def test_a_project_says_its_next_step(house):
    """By the number of the date."""
    number = drafts(house, OPEN_TO_ALL)
    adds(house, number, at("2027-01-09T10:00"))
    first = adds(house, number, at("2026-12-05T10:00"))
    manages(house, listening.open_session, number)

    assert shows(house, number).next_id == first.id
