"""A professional’s request becomes an intervention or a task: for whoever holds the case, and sessions by the coordination only."""

import pytest

from passerelle import cases, listening
from passerelle.listening import Audience, Kind, ListeningSession, SessionState
from passerelle.working import tasks
from tests.admin.browser import forms
from tests.admin.givers import REQUEST, WISH, wish
from tests.admin.scene import SECRET_WORDS, Scene
from tests.people import INES, MARC, NADIA, Staff

TYPED = {"title": "Deux classes de 3e", "audience": "young", "capacity": "48"}


@pytest.fixture
def asked(scene: Scene) -> int:
    """A professional's request that Inès took."""
    return wish(scene, headline=REQUEST)


def session_of(scene: Scene, number: int = 1) -> ListeningSession:
    """A session as it is kept."""
    with scene.house.database.reading() as session:
        return listening.get(session, number)


def test_a_request_becomes_the_draft_of_an_intervention(scene: Scene, asked: int) -> None:
    """Prefilled from the case, with its number and nothing that is said in it; its dates are asked for next."""
    browser, page = scene.browser(INES), f"/cases/{asked}/intervention"
    assert f'href="{page}"' in browser.get(f"/cases/{asked}").text
    assert 'value="25"' in browser.get(page).text

    answer = browser.send(page, page, **TYPED)

    found = session_of(scene)
    assert (found.kind, found.state, found.case_id) == (Kind.INTERVENTION, SessionState.DRAFT, asked)
    assert (found.audience, found.capacity, found.area) == (Audience.YOUNG, 48, "Liège")
    assert answer.headers["location"] == "/sessions/1/edit"
    shown = browser.get("/sessions/1/edit").text + browser.get("/sessions/1").text
    assert "Deux classes de 3e" in shown and SECRET_WORDS not in shown


def test_the_page_shows_what_was_made_of_a_request_already(scene: Scene, asked: int) -> None:
    """With where it stands."""
    browser, page = scene.browser(INES), f"/cases/{asked}/intervention"
    browser.send(page, page, **TYPED)

    shown = browser.get(page).text

    assert 'href="/sessions/1"' in shown and "brouillon" in shown


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"title": ""}, "ne peut pas rester vide"),
        ({"audience": "parents"}, "Choisissez dans la liste"),
        ({"audience": ""}, "ne peut pas rester vide"),
        ({"capacity": "0"}, "1 à 500"),
    ],
)
def test_what_cannot_be_comes_back(scene: Scene, asked: int, values: dict[str, str], says: str) -> None:
    """As it was typed, and nothing is made."""
    page = f"/cases/{asked}/intervention"

    answer = scene.browser(INES).send(page, page, **{**TYPED, **values})

    assert answer.status_code == 422 and says in answer.text
    with scene.house.database.reading() as session:
        assert listening.sessions(session) == []


def test_a_mediator_makes_a_task_of_it_and_no_session(scene: Scene) -> None:
    """What is offered is the coordination's work: refused beside allowed."""
    case_id, browser = wish(scene, headline=REQUEST, staff=NADIA), scene.browser(NADIA)
    page = f"/cases/{case_id}/intervention"
    token = forms(browser.get(page))["/logout"].fields
    assert "Créer le brouillon" not in browser.get(page).text

    refused = browser.post(page, data={**token, **TYPED})
    browser.send(page, f"/cases/{case_id}/tasks", task="Rappeler l’école", due_on="2026-11-30")

    assert refused.status_code == 403
    with scene.house.database.reading() as session:
        found = tasks.of_case(session, cases.get(session, case_id), keys=scene.house.keys)
    assert [task.text for task in found] == ["Rappeler l’école"]


@pytest.mark.parametrize("who", [NADIA, MARC])
def test_a_request_of_somebody_else_is_not_there(scene: Scene, asked: int, who: Staff) -> None:
    """Inès holds it."""
    browser = scene.browser(who)

    assert browser.get(f"/cases/{asked}/intervention").status_code == 404


def test_another_kind_of_case_makes_no_intervention(scene: Scene) -> None:
    """Nor does its page offer it."""
    case_id, browser = wish(scene, headline=WISH), scene.browser(INES)

    assert browser.get(f"/cases/{case_id}/intervention").status_code == 404
    assert "En faire une intervention" not in browser.get(f"/cases/{case_id}").text


def test_a_closed_request_makes_nothing_any_more(scene: Scene, asked: int) -> None:
    """The page says so."""
    browser, page = scene.browser(INES), f"/cases/{asked}/intervention"
    form = forms(browser.get(page))[page]
    browser.send(f"/cases/{asked}/close", f"/cases/{asked}/close", outcome="helped")

    answer = browser.post(page, data={**form.fields, **TYPED})

    assert answer.status_code == 409 and "Ce dossier est clos" in browser.get(page).text
