"""The list of sessions and the page of one: what is coming, what to do next, and nothing of it for a mediator elsewhere."""

import pytest

from passerelle import rooms
from passerelle.listening import Kind
from tests.admin.meetings import pass_by
from tests.admin.offered import (
    COMMUNE,
    GROUP,
    OTHER_TITLE,
    SCHOOL,
    TITLE,
    asks,
    candidates,
    dates,
    offered,
)
from tests.admin.scene import Scene
from tests.people import INES, MARC, NADIA


def test_an_empty_list_says_what_will_come_and_what_to_do(scene: Scene) -> None:
    """To whoever can create, and to whoever cannot."""
    inside = scene.browser(INES).get("/sessions").text

    outside = scene.browser(NADIA).get("/sessions").text

    assert "Créer la première" in inside
    assert "Créer la première" not in outside
    assert "proposer une place depuis un dossier" in outside


def test_the_list_says_when_how_many_and_who(scene: Scene) -> None:
    """The next date in words, seats, who waits, who leads."""
    number = offered(scene)
    for account in range(3):
        asks(scene, number, 7_500_000_000 + account)

    page = scene.browser(INES).get("/sessions").text

    assert "jeudi 26 novembre, 18:00–19:00" in page
    assert "2 sur 2 places" in page
    assert "1 personne attend" in page
    assert "Nadia" in page


def test_the_list_is_narrowed_to_one_kind(scene: Scene) -> None:
    """And a kind that nobody knows is all of them."""
    offered(scene)
    offered(scene, GROUP, title=OTHER_TITLE)
    browser = scene.browser(INES)

    page = browser.get(f"/sessions?kind={Kind.WORKSHOP}").text

    assert TITLE in page and OTHER_TITLE not in page
    assert OTHER_TITLE in browser.get("/sessions?kind=nothing").text


def test_a_leader_sees_the_page_and_a_mediator_elsewhere_finds_none(scene: Scene) -> None:
    """Side by side: the leader, the coordinator, and Marc."""
    number = offered(scene, GROUP)
    someone = asks(scene, number)

    pages = [scene.browser(who).get(f"/sessions/{number}") for who in (NADIA, INES, MARC)]

    assert [page.status_code for page in pages] == [200, 200, 404]
    assert [someone.pseudonym in page.text for page in pages] == [True, True, False]


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/edit",
        "/group",
        "/copy",
        "/end",
        "/dates/{date}/cancel",
        "/dates/{date}/move",
        "/seats/{seat}/remove",
    ],
)
def test_nothing_of_a_group_is_there_for_a_mediator_elsewhere(scene: Scene, path: str) -> None:
    """Neither its pages nor a word of it."""
    number = offered(scene, GROUP)
    someone = asks(scene, number, details={"school": SCHOOL, "commune": COMMUNE})
    path = path.format(date=dates(scene, number)[0], seat=someone.id)

    page = scene.browser(MARC).get(f"/sessions/{number}{path}")

    assert page.status_code in {403, 404}
    assert not any(word in page.text for word in (someone.pseudonym, TITLE, SCHOOL, COMMUNE))


def test_in_the_list_a_mediator_elsewhere_reads_what_people_may_read(scene: Scene) -> None:
    """A draft is not there, a count of people neither."""
    number = offered(scene, GROUP)
    asks(scene, number)
    offered(scene, title=OTHER_TITLE, is_open=False)

    page = scene.browser(MARC).get("/sessions").text

    assert TITLE in page and OTHER_TITLE not in page
    assert "sur proposition" in page
    assert f'href="/sessions/{number}"' not in page
    assert "1 demande" not in page


def test_nobody_says_who_somebody_is(scene: Scene) -> None:
    """A pseudonym, an age band, a language: not the school, not the commune."""
    number = offered(scene, GROUP)
    someone = asks(scene, number, details={"school": SCHOOL, "commune": COMMUNE})

    page = scene.browser(INES).get(f"/sessions/{number}").text

    assert someone.pseudonym in page and "12–17 ans" in page and "français" in page
    assert SCHOOL not in page and COMMUNE not in page


def test_who_waits_stands_in_order(scene: Scene) -> None:
    """The first of the line is the next."""
    number = offered(scene)
    seats = candidates(scene, number, {}, {}, {}, {})

    page = scene.browser(NADIA).get(f"/sessions/{number}").text

    line = page[page.index("Attendent, dans l’ordre") :]
    assert line.index(seats[2].pseudonym) < line.index(seats[3].pseudonym)


def test_the_room_of_the_next_date_is_a_link_away(scene: Scene) -> None:
    """Once it was made ready; in the last hours it is the one thing to do."""
    number = offered(scene, GROUP)
    pass_by(scene, days=3, hours=6)
    with scene.house.database.writing() as session:
        rooms.prepare(session, scene.clock(), keys=scene.house.keys)

    page = scene.browser(NADIA).get(f"/sessions/{number}").text

    assert "C’est bientôt" in page
    assert 'href="/rooms/1"' in page


def test_what_is_over_and_not_counted_is_asked_about_first(scene: Scene) -> None:
    """Before anything else that could be done."""
    number = offered(scene, GROUP)
    candidates(scene, number, {})
    pass_by(scene, days=5)

    page = scene.browser(INES).get(f"/sessions/{number}").text

    assert "Combien de personnes sont venues" in page
    assert "et il reste de la place" not in page
