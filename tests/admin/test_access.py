"""Only our own pages change something, and only for who is signed in."""

import re

import pytest
from fastapi.routing import iter_route_contexts

from tests.admin.browser import forms
from tests.admin.scene import Scene
from tests.people import INES, NADIA

# A calendar program has no session: the token in the address is all that it shows.
OPEN = {"/login", "/login/code", "/logout", "/healthz", "/readyz", "/feed/{token}.ics"}


def routes(scene: Scene) -> list[tuple[str, str]]:
    """Every method and address that the panel has, read from the panel itself."""
    found = [
        (method, route.path)
        for route in iter_route_contexts(scene.app.routes)
        if route.path and route.methods
        for method in route.methods
    ]
    assert len(found) > 15
    return found


def address(path: str) -> str:
    """Fill in the numbers."""
    return re.sub(r"\{\w+\}", "1", path)


def test_nothing_but_the_door_is_open_to_strangers(scene: Scene) -> None:
    """Every page leads to the sign-in; nothing can be sent."""
    scene.held_case()
    stranger = scene.browser()

    for method, path in routes(scene):
        if path not in OPEN:
            answer = stranger.client.request(method, address(path))
            assert answer.status_code == (303 if method == "GET" else 403), path


def test_nothing_is_changed_without_the_token(scene: Scene) -> None:
    """Every address that changes something refuses a form that is not ours, also from who may do everything."""
    scene.held_case()
    browser = scene.browser(INES)

    for method, path in routes(scene):
        if method == "POST":
            answer = browser.post(address(path), data={"text": "bonjour", "csrf": "A" * 43, "code": "1"})
            assert answer.status_code == 403, path
            assert "Cette page n’est plus valable" in answer.text


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://elsewhere.example"},
        {"Origin": "https://panel.test.elsewhere.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site", "Origin": "http://panel.test"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "null"},
    ],
)
def test_another_site_is_refused_even_with_the_token(scene: Scene, headers: dict[str, str]) -> None:
    """What the browser says about where a form comes from is believed first."""
    case_id = scene.case()
    browser = scene.browser(NADIA)

    answer = browser.send("/", f"/cases/{case_id}/take", headers=headers)

    assert answer.status_code == 403
    assert scene.state(case_id) == "waiting"


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "http://panel.test"},
        {"Origin": "null", "Sec-Fetch-Site": "same-origin"},
        {"Origin": "null"},
    ],
)
def test_our_own_page_is_believed(scene: Scene, headers: dict[str, str]) -> None:
    """Without a referrer a browser writes `Origin: null` on our own forms; programs write nothing."""
    case_id = scene.case()

    answer = scene.browser(NADIA).send("/", f"/cases/{case_id}/take", headers=headers)

    assert answer.headers["location"] == f"/cases/{case_id}"


def test_a_token_of_another_session_is_worth_nothing(scene: Scene) -> None:
    """The token belongs to the cookie that it came with."""
    case_id = scene.case()
    stolen = forms(scene.browser(NADIA).get("/"))[f"/cases/{case_id}/take"]

    answer = scene.browser(NADIA).post(stolen.action, data=stolen.fields)

    assert answer.status_code == 403


def test_a_form_sent_after_the_session_ended_says_so(scene: Scene) -> None:
    """Nothing is sent, and the page says where to go and that the text is still there."""
    case_id = scene.held_case()
    browser = scene.browser(NADIA)
    form = forms(browser.get(f"/cases/{case_id}"))[f"/cases/{case_id}/reply"]
    scene.clock.forward(hours=1)

    answer = browser.post(form.action, data={**form.fields, "text": "bonjour"})

    assert answer.status_code == 401
    assert "Votre session est terminée" in answer.text
    assert 'href="/login"' in answer.text


def test_being_there_is_noted(scene: Scene) -> None:
    """While keys or the mouse move the session stays on."""
    browser = scene.browser(NADIA)

    for _ in range(3):
        scene.clock.forward(minutes=20)
        assert browser.send("/", "/here").status_code == 204
