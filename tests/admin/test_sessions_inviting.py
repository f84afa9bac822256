"""From a case to a session: a seat is proposed to its person by whoever holds it, and taken by nobody but the person."""

from dataclasses import replace

from passerelle import listening
from passerelle.listening import Seat
from tests.admin.browser import forms
from tests.admin.offered import GROUP, OTHER_TITLE, TITLE, WORKSHOP, candidates, offered
from tests.admin.scene import Scene
from tests.people import INES, MARC, NADIA


def seats(scene: Scene, number: int) -> list[Seat]:
    """Everybody in a session."""
    with scene.house.database.reading() as session:
        return listening.of_session(session, number)


def test_a_seat_is_proposed_from_the_case(scene: Scene) -> None:
    """Again is nothing; the page says where it stands."""
    number, case_id, browser = offered(scene), scene.held_case(), scene.browser(NADIA)
    path = f"/cases/{case_id}/seat"

    linked = path in browser.get(f"/cases/{case_id}").text
    answer = browser.send(path, path, session=str(number))

    assert linked and answer.headers["location"] == f"{path}?done=invited"
    assert [one.state for one in seats(scene, number)] == ["invited"]
    page = browser.get(f"{path}?done=invited").text
    assert "place proposée" in page and "oui ou non d’un geste" in page


def test_nothing_chosen_is_nothing_proposed(scene: Scene) -> None:
    """The page says it."""
    number, browser = offered(scene), scene.browser(NADIA)
    path = f"/cases/{scene.held_case()}/seat"

    page = browser.send(path, path)

    assert page.status_code == 422 and "Choisissez une session" in page.text
    assert seats(scene, number) == []


def test_what_is_full_or_composed_cannot_be_chosen(scene: Scene) -> None:
    """The one has a line, the other is asked for in the chat; a coordinator may propose a place in it."""
    full, group = offered(scene), offered(scene, GROUP, title=OTHER_TITLE)
    candidates(scene, full, {}, {})
    path = f"/cases/{scene.held_case()}/seat"
    theirs = f"/cases/{scene.held_case(INES)}/seat"

    page, coordinates = scene.browser(NADIA).get(path).text, scene.browser(INES).get(theirs).text

    assert TITLE in page and "file d’attente" in page and "L’équipe compose ce groupe" in page
    assert f'value="{group}" disabled' in page
    assert f'value="{group}">' in coordinates


def test_a_mediator_elsewhere_proposes_nothing_in_this_case(scene: Scene) -> None:
    """Side by side with the one who holds it; nor does its mediator propose a group that only the team composes."""
    number, group = offered(scene), offered(scene, GROUP, title=OTHER_TITLE)
    path = f"/cases/{scene.held_case()}/seat"
    browsers = {who.name: scene.browser(who) for who in (MARC, NADIA)}
    csrf = {name: forms(one.get("/sessions"))["/logout"].fields for name, one in browsers.items()}

    marc = browsers["Marc"].post(path, data={**csrf["Marc"], "session": str(number)})
    nadia = browsers["Nadia"].post(path, data={**csrf["Nadia"], "session": str(group)})

    assert browsers["Marc"].get(path).status_code == 404
    assert (marc.status_code, nadia.status_code) == (404, 404)
    assert seats(scene, number) + seats(scene, group) == []


def test_what_is_for_others_is_not_proposed(scene: Scene) -> None:
    """Neither another age nor the team's own meetings."""
    offered(scene, replace(WORKSHOP, age_from=40, age_to=60))
    offered(scene, replace(WORKSHOP, kind=listening.Kind.TEAM_MEETING), title=OTHER_TITLE)

    page = scene.browser(NADIA).get(f"/cases/{scene.held_case()}/seat").text

    assert TITLE not in page and OTHER_TITLE not in page
    assert "Rien n’est ouvert pour l’instant" in page
