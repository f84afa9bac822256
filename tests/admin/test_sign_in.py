"""Signing in and out, as a browser without scripts does it."""

import httpx
import pytest

from admin.panel import PASSWORDS_AT_ONCE
from passerelle import team
from tests.admin.browser import Browser, forms
from tests.admin.scene import Scene
from tests.people import NADIA


def give_password(
    browser: Browser, *, email: str = NADIA.email, password: str = NADIA.password
) -> httpx.Response:
    """Open the first form and send it."""
    return browser.send("/login", "/login", email=email, password=password)


def test_password_then_code_open_the_queue(scene: Scene) -> None:
    """Both forms are plain, and what comes after them is the queue."""
    browser = scene.browser()

    first = give_password(browser)
    second = browser.send("/login/code", "/login/code", code=scene.code(NADIA))

    assert (first.status_code, first.headers["location"]) == (303, "/login/code")
    assert (second.status_code, second.headers["location"]) == (303, "/")
    assert "À prendre" in browser.get("/").text


@pytest.mark.parametrize("typed", [{"password": "un autre mot de passe"}, {"email": "sam@example.org"}])
def test_what_was_wrong_is_not_told_apart(scene: Scene, typed: dict[str, str]) -> None:
    """A wrong password and an unknown address look the same, and keep the address that was typed."""
    page = give_password(scene.browser(), **typed)

    assert page.status_code == 401
    assert "L’adresse ou le mot de passe ne va pas" in page.text
    assert "location" not in page.headers


def test_half_a_session_sees_nothing(scene: Scene) -> None:
    """The right password alone opens no page."""
    browser = scene.browser()

    give_password(browser)

    assert browser.get("/").headers["location"] == "/login"


def test_a_wrong_code_is_refused(scene: Scene) -> None:
    """The page comes back with a sentence."""
    browser = scene.browser()
    give_password(browser)

    page = browser.send("/login/code", "/login/code", code="000000")

    assert page.status_code == 401
    assert "Ce code ne va pas" in page.text


def test_a_code_works_once(scene: Scene) -> None:
    """Who looked over a shoulder comes too late."""
    for expected in (303, 401):
        browser = scene.browser()
        give_password(browser)

        page = browser.send("/login/code", "/login/code", code=scene.code(NADIA))

        assert page.status_code == expected


def test_the_cookie_changes_at_each_step(scene: Scene) -> None:
    """A value that was planted before the password opens nothing after it."""
    browser = scene.browser()
    browser.get("/login")
    values = [browser.cookie()]

    give_password(browser)
    values.append(browser.cookie())
    browser.send("/login/code", "/login/code", code=scene.code(NADIA))
    values.append(browser.cookie())

    assert len(set(values)) == 3


def test_many_failures_make_it_wait_and_say_how_long(scene: Scene) -> None:
    """From the fourth failure on the page says when to try again; nobody is locked out."""
    browser = scene.browser()
    with scene.house.database.writing() as session:
        for _ in range(6):
            team.note_failure(session, NADIA.email, vault=scene.house.keys.vault, now=scene.clock())

    page = give_password(browser)
    scene.clock.forward(seconds=9)
    later = give_password(browser)

    assert (page.status_code, page.headers["retry-after"]) == (429, "8")
    assert "Réessayez dans 8\u00a0secondes" in page.text or "Réessayez dans 8 secondes" in page.text
    assert later.status_code == 303


def test_guessing_codes_is_slowed_down_too(scene: Scene) -> None:
    """A stolen password does not give a million tries at the code."""
    browser = scene.browser()
    give_password(browser)

    answers = [browser.send("/login/code", "/login/code", code="000000").status_code for _ in range(5)]

    assert answers == [401, 401, 401, 401, 429]


def test_a_crowd_at_the_door_does_not_fill_the_house(scene: Scene) -> None:
    """While others' passwords are checked one is asked to come back, not kept waiting for ever."""
    hashing = scene.app.state.panel.hashing
    for _ in range(PASSWORDS_AT_ONCE):
        hashing.acquire()

    page = give_password(scene.browser())

    assert (page.status_code, page.headers["retry-after"]) == (429, "3")


def test_the_code_has_to_come_soon(scene: Scene) -> None:
    """After ten minutes one begins again with the password."""
    browser = scene.browser()
    give_password(browser)

    scene.clock.forward(minutes=11)

    assert browser.get("/login/code").headers["location"] == "/login"


def test_signing_out_ends_the_session(scene: Scene) -> None:
    """The old cookie opens nothing any more, and the browser forgets drafts."""
    browser = scene.browser(NADIA)
    token = browser.cookie()

    left = browser.send("/", "/logout")

    with scene.house.database.reading() as session:
        assert team.signed_in(session, token or "", now=scene.clock()) is None
    assert (left.headers["location"], left.headers["clear-site-data"]) == ("/login", '"storage"')


def test_an_idle_session_ends(scene: Scene) -> None:
    """Half an hour without anything, and the panel asks again."""
    browser = scene.browser(NADIA)

    scene.clock.forward(minutes=31)

    assert browser.get("/").headers["location"] == "/login"


def test_who_is_signed_in_need_not_sign_in(scene: Scene) -> None:
    """The sign-in page leads on to the queue."""
    assert scene.browser(NADIA).get("/login").headers["location"] == "/"


def test_over_https_the_cookie_has_its_prefix(scene: Scene) -> None:
    """Behind a proxy that speaks https the cookie is Secure and belongs to this host alone."""
    page = scene.browser().get("/login", headers={"X-Forwarded-Proto": "https"})

    assert page.headers["set-cookie"].startswith("__Host-passerelle=")
    assert "Secure" in page.headers["set-cookie"]
    assert page.headers["strict-transport-security"].startswith("max-age=")


def test_on_plain_http_the_cookie_is_still_kept_from_scripts(scene: Scene) -> None:
    """Without https there is no prefix and no HSTS."""
    page = scene.browser().get("/login")

    assert all(part in page.headers["set-cookie"] for part in ("HttpOnly", "SameSite=strict", "Path=/"))
    assert "Secure" not in page.headers["set-cookie"]
    assert "strict-transport-security" not in page.headers


def test_an_address_with_strange_characters_is_just_wrong(scene: Scene) -> None:
    """A null byte in the address is no error of ours."""
    page = give_password(scene.browser(), email="na\0dia@example.org\n" * 40)

    assert page.status_code == 401


def test_the_form_can_be_sent_by_any_program_that_reads_its_hidden_fields(scene: Scene) -> None:
    """There is one hidden field, and the form goes to its own address."""
    form = forms(scene.browser().get("/login"))["/login"]

    assert list(form.fields) == ["csrf"]
