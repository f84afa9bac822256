"""My week as a list and as a grid, and what becomes of each appointment: it took place, nobody came, it is cancelled."""

import pytest

from passerelle.appointments import State
from tests.admin.browser import forms
from tests.admin.meetings import (
    PLACE,
    WEDNESDAY,
    agreed,
    as_it_is,
    confirmed,
    opens_hours,
    pass_by,
)
from tests.admin.scene import Scene
from tests.people import INES, MARC, NADIA


def test_an_empty_week_says_what_will_come_and_what_to_do(scene: Scene) -> None:
    """The way is to say when one can be met; then, to propose."""
    browser = scene.browser(NADIA)

    before = browser.get("/appointments").text
    opens_hours(scene)

    assert "Dire mes disponibilités" in before
    assert "Proposer un rendez-vous" in browser.get("/appointments").text


@pytest.mark.parametrize("shape", ["", "&view=week"])
def test_a_week_shows_who_when_how_and_where_it_stands(scene: Scene, shape: str) -> None:
    """By a pseudonym, in words; the place is not among them."""
    number = agreed(scene, scene.held_case())
    confirmed(scene, number)

    page = scene.browser(NADIA).get(f"/appointments?week={WEDNESDAY}{shape}").text

    assert "17:00–17:45" in page
    assert "sur place" in page
    assert "confirmé" in page
    assert PLACE not in page


def test_the_weeks_around_are_one_link_away(scene: Scene) -> None:
    """And an address that names no week is this one."""
    browser = scene.browser(NADIA)

    page = browser.get("/appointments?week=2026-99-99&view=week").text

    assert "23–29 nov. 2026" in page
    assert 'href="/appointments?week=2026-11-16&amp;view=week"' in page
    assert 'href="/appointments?week=2026-11-30&amp;view=week"' in page
    assert "Cette semaine" in browser.get("/appointments?week=2026-12-01").text


def test_a_coordinator_sees_the_teams_and_nobody_else_does(scene: Scene) -> None:
    """And may look at what is a colleague's, not change it."""
    number = agreed(scene, scene.held_case())
    inside = scene.browser(INES).get("/appointments?who=team").text

    outside = scene.browser(MARC).get("/appointments?who=team").text

    assert "17:00–17:45" in inside
    assert f"/appointments/{number}/cancel" not in inside
    assert "17:00–17:45" not in outside


@pytest.mark.parametrize(("button", "state"), [("done", State.DONE), ("missed", State.MISSED)])
def test_afterwards_one_says_what_became_of_it(scene: Scene, button: str, state: State) -> None:
    """A double click is one."""
    number, browser = agreed(scene, scene.held_case()), scene.browser(NADIA)
    pass_by(scene, days=3)
    browser = scene.browser(NADIA)
    action = f"/appointments/{number}/{button}"
    form = forms(browser.get("/appointments"))[action]

    answers = [browser.post(action, data=form.fields) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [303, 303]
    assert as_it_is(scene, number).state == state
    assert "noté" in browser.get(answers[0].headers["location"]).text


def test_what_nobody_spoke_of_is_asked_about_weeks_later(scene: Scene) -> None:
    """Above the week that is shown."""
    number = agreed(scene, scene.held_case())
    pass_by(scene, days=14)

    page = scene.browser(NADIA).get("/appointments").text

    assert "ont-ils eu lieu" in page
    assert f"/appointments/{number}/done" in page


def test_before_it_begins_nobody_says_that_it_took_place(scene: Scene) -> None:
    """A form from another page is refused, and the week is shown as it is."""
    number, browser = agreed(scene, scene.held_case()), scene.browser(NADIA)
    csrf = forms(browser.get("/appointments"))["/logout"].fields

    answer = browser.post(f"/appointments/{number}/missed", data={**csrf, "back": WEDNESDAY})

    assert answer.status_code == 409
    assert "rien n’a été fait" in answer.text
    assert as_it_is(scene, number).state == State.AGREED


def test_cancelling_is_asked_first(scene: Scene) -> None:
    """On a page of its own; afterwards the week says it."""
    number, browser = agreed(scene, scene.held_case()), scene.browser(NADIA)
    path = f"/appointments/{number}/cancel"

    answer = browser.send(path, path)

    assert as_it_is(scene, number).state == State.CANCELLED
    assert "C’est annulé" in browser.get(answer.headers["location"]).text
    assert "ne s’annule plus" in browser.get(path).text
