"""How a case ends and begins again, and who speaks in it, at the panel."""

import pytest

from passerelle import cases
from tests.admin.browser import forms
from tests.admin.scene import SECRET_WORDS, Scene
from tests.people import INES, MARC, NADIA


@pytest.fixture
def closed(scene: Scene) -> int:
    """A case that Nadia closed."""
    case_id = scene.held_case()
    page = f"/cases/{case_id}"
    scene.browser(NADIA).send(f"{page}/close", f"{page}/close", outcome="referred")
    return case_id


def test_closing_asks_how_it_ended(scene: Scene) -> None:
    """Nothing is chosen beforehand, and nothing is closed without."""
    case_id = scene.held_case()
    nadia, page = scene.browser(NADIA), f"/cases/{case_id}"

    asked = nadia.get(f"{page}/close").text
    answers = [nadia.send(f"{page}/close", f"{page}/close", outcome=code) for code in ("", "won")]

    assert "checked" not in asked.split("<fieldset")[1].split("</fieldset>")[0]
    assert [answer.status_code for answer in answers] == [422, 422]
    assert "Choisissez comment" in answers[0].text and scene.state(case_id) == "taken"


def test_how_it_ended_is_kept_and_shown(scene: Scene, closed: int) -> None:
    """As a code in the house, in words on the page."""
    with scene.house.database.reading() as session:
        assert cases.get(session, closed).outcome == "referred"

    assert "Orienté·e vers un autre service" in scene.browser(NADIA).get(f"/cases/{closed}").text


def test_its_last_holder_opens_it_again(scene: Scene, closed: int) -> None:
    """From its page, and it can be written in again."""
    nadia, page = scene.browser(NADIA), f"/cases/{closed}"

    answer = nadia.send(page, f"{page}/reopen")

    assert answer.headers["location"] == page
    assert 'id="reply"' in nadia.get(page).text and "Vous avez rouvert le dossier" in nadia.get(page).text


def test_a_coordinator_opens_it_again_without_reading_it(scene: Scene, closed: int) -> None:
    """From the list of what is closed; it is Nadia's again."""
    ines = scene.browser(INES)
    listed = ines.get("/closed").text

    answer = ines.send("/closed", f"/cases/{closed}/reopen")

    assert answer.headers["location"] == "/?done=reopened" and SECRET_WORDS not in listed
    assert ines.get(f"/cases/{closed}").status_code == 404
    assert f'href="/cases/{closed}"' in scene.browser(NADIA).get("/").text


def test_marc_neither_finds_nor_opens_it(scene: Scene, closed: int) -> None:
    """It is not his."""
    marc = scene.browser(MARC)
    fields = forms(marc.get("/canned"))["/canned"].fields

    answer = marc.post(f"/cases/{closed}/reopen", data=fields)

    assert (answer.status_code, scene.state(closed)) == (404, "closed")
    assert "Rien ici." in marc.get("/closed").text


def test_the_page_says_who_speaks(scene: Scene, closed: int) -> None:
    """The bot once it is over, Nadia while she is there."""
    nadia = scene.browser(NADIA)

    over = nadia.get(f"/cases/{closed}").text
    other = scene.held_case()

    assert "C’est le robot qui répond" in over
    assert "C’est vous qui répondez" in nadia.get(f"/cases/{other}").text


def test_typing_is_shown_to_the_person_of_ones_own_open_case(scene: Scene, closed: int) -> None:
    """By their contact's number only; not once the case is over, and nothing is stored."""
    shown: list[int] = []
    object.__setattr__(scene.app.state.panel, "typing", shown.append)
    nadia, case_id = scene.browser(NADIA), scene.held_case()
    fields = forms(nadia.get(f"/cases/{case_id}"))[f"/cases/{case_id}/reply"].fields

    answers = [nadia.post(f"/cases/{number}/typing", data=fields) for number in (case_id, closed)]

    assert [answer.status_code for answer in answers] == [204, 204]
    assert len(shown) == 1
