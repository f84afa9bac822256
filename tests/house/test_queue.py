"""The queue: its order, its pages, its filters, and what a mediator cannot find out by them."""

from datetime import timedelta

import pytest

from passerelle import cases, queue
from passerelle.queue import PAGE, Filters
from tests.house.stage import asks_for_help, closes, member, takes
from tests.people import ALEX, INES, MARC, NADIA, Person

EVERYTHING = Filters()


def found(house, read, *given, **more):
    """The cases of one page of a list."""
    with house.database.reading() as session:
        return read(session, *given, **more)


def ids(page):
    """The numbers on a page."""
    return [case.id for case in page.cases]


def who(house, staff):
    """The row of somebody of the team."""
    with house.database.reading() as session:
        return member(session, staff)


@pytest.fixture
def many(house, clock):
    """More cases than two pages hold; every tenth is urgent, and three came in the same instant."""
    opened = []
    for number in range(2 * PAGE + 20):
        person = Person("Sam", 7_500_000_000 + number)
        opened.append(asks_for_help(house, person, urgent=number % 10 == 0))
        if number % 3 == 0:
            clock.forward(seconds=1)
    return opened


def test_each_case_is_in_one_list_only(house):
    """Who waits, what is mine, what others hold."""
    waiting, mine = asks_for_help(house, ALEX), takes(house, asks_for_help(house))
    nadia, marc = who(house, NADIA), who(house, MARC)

    assert ids(found(house, queue.waiting, EVERYTHING)) == [waiting.id]
    assert ids(found(house, queue.mine, nadia, EVERYTHING)) == [mine.id]
    assert ids(found(house, queue.team, marc, EVERYTHING)) == [mine.id]
    assert (
        ids(found(house, queue.mine, marc, EVERYTHING))
        == ids(found(house, queue.team, nadia, EVERYTHING))
        == []
    )


def test_pages_hold_every_case_once_urgent_ones_first(house, many):
    """Through the whole list by its cursors, in the order of the whole list."""
    seen, after = [], None
    while True:
        page = found(house, queue.waiting, EVERYTHING, after)
        seen += page.cases
        after = queue.cursor(str(page.next)) if page.next else None
        if after is None:
            break

    expected = sorted(many, key=lambda case: (not case.is_urgent, case.opened_at, case.id))
    assert [case.id for case in seen] == [case.id for case in expected]
    assert page.total == len(many)


def test_a_page_stays_right_when_what_came_before_it_is_taken(house, many):
    """Nothing is skipped, as an offset would."""
    first = found(house, queue.waiting, EVERYTHING)
    before = ids(found(house, queue.waiting, EVERYTHING, first.next))

    for case in first.cases[:5]:
        takes(house, case)

    assert ids(found(house, queue.waiting, EVERYTHING, first.next)) == before


def test_my_cases_and_closed_ones_have_pages_too(house, many, clock):
    """Newest first, news before everything."""
    for case in many[: PAGE + 5]:
        clock.forward(seconds=1)
        takes(house, case)
    first = found(house, queue.mine, who(house, NADIA), EVERYTHING)
    rest = found(house, queue.mine, who(house, NADIA), EVERYTHING, first.next)

    assert ids(first) + ids(rest) == [case.id for case in reversed(many[: PAGE + 5])]
    assert rest.next is None


@pytest.mark.parametrize(
    "text", ["", "x", "1", "0-0", "2-0-0", "1-5-99999999999", "1-999999999999999999-1", "٣-1-1"]
)
def test_a_cursor_that_is_none_begins_at_the_beginning(text):
    """Whatever stands in the address."""
    assert queue.cursor(text) is None


@pytest.mark.parametrize(
    "filters",
    [
        Filters(topic="bullying"),
        Filters(age_band="16-17"),
        Filters(area="Liège"),
        Filters(language="fr"),
        Filters(topic="bullying", area="Liège", language="fr"),
    ],
)
def test_filters_find_what_matches_and_nothing_else(house, filters):
    """Alone and together."""
    case, other = asks_for_help(house), asks_for_help(house, ALEX)
    with house.database.writing() as session:
        changed = cases.get(session, other.id)
        changed.topic, changed.age_band, changed.area, changed.language = "school", "adult", "Namur", "nl"

    assert ids(found(house, queue.waiting, filters)) == [case.id]


def test_what_is_unread_can_be_asked_for(house):
    """Of my cases, those where the person wrote."""
    quiet, news = takes(house, asks_for_help(house)), takes(house, asks_for_help(house, ALEX))
    with house.database.writing() as session:
        cases.get(session, news.id).has_news = True

    page = found(house, queue.mine, who(house, NADIA), Filters(is_unread=True))
    assert ids(page) == [news.id] and quiet.id != news.id


@pytest.mark.parametrize(
    "filters", [Filters(topic="bullying"), Filters(tag="relance"), Filters(is_unread=True)]
)
def test_a_filter_tells_a_mediator_nothing_of_what_others_hold(house, filters):
    """Marc finds nothing by a headline that he does not see, and not how many there are."""
    takes(house, asks_for_help(house))

    page = found(house, queue.team, who(house, MARC), filters)
    assert (ids(page), page.total) == ([], 0)


def test_a_coordinator_filters_what_the_team_holds(house):
    """Inès sees the headlines anyway."""
    case = takes(house, asks_for_help(house))

    assert ids(found(house, queue.team, who(house, INES), Filters(topic="bullying"))) == [case.id]
    assert found(house, queue.choices, who(house, INES)).topics == ["bullying"]
    assert found(house, queue.choices, who(house, MARC)).topics == ()


def test_closed_cases_are_their_last_holders_and_a_coordinators(house, clock):
    """Marc has none."""
    case = takes(house, asks_for_help(house))
    clock.now += timedelta(hours=1)
    closes(house, case)

    seen = {staff.name: ids(found(house, queue.closed, who(house, staff))) for staff in (NADIA, MARC, INES)}
    assert seen == {"Nadia": [case.id], "Marc": [], "Inès": [case.id]}
