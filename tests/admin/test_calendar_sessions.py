"""The sessions that somebody leads stand in their week and in their feed, where a number says which, and nothing says who comes."""

from dataclasses import replace

import pytest

from passerelle.listening import Kind
from tests.admin.browser import forms
from tests.admin.offered import GROUP, TITLE, WORKSHOP, asks, offered
from tests.admin.scene import Scene
from tests.people import INES, MARC, NADIA

THEN = "2026-11-26"


@pytest.mark.parametrize("shape", ["", "&view=week"])
def test_a_session_stands_in_the_week_of_who_leads_it(scene: Scene, shape: str) -> None:
    """As a list and as a grid; in nobody else's."""
    number = offered(scene, GROUP)

    led, other = (scene.browser(who).get(f"/appointments?week={THEN}{shape}").text for who in (NADIA, MARC))

    assert TITLE in led and "18:00–19:00" in led and f'href="/sessions/{number}"' in led
    assert TITLE not in other


def test_a_draft_stands_in_no_week(scene: Scene) -> None:
    """It is not decided yet."""
    offered(scene, is_open=False)

    assert TITLE not in scene.browser(NADIA).get(f"/appointments?week={THEN}").text


def test_the_team_week_names_who_leads(scene: Scene) -> None:
    """For a coordinator."""
    offered(scene)

    page = scene.browser(INES).get(f"/appointments?week={THEN}&who=team").text

    assert TITLE in page and "Nadia" in page


def test_the_feed_has_a_number_and_no_name(scene: Scene) -> None:
    """Neither the title nor who comes."""
    number, browser = offered(scene, GROUP), scene.browser(NADIA)
    someone = asks(scene, number)
    action = "/appointments/feed"
    page = browser.post(action, data=forms(browser.get(action))[action].fields).text
    address = page.split("/feed/")[1].split(".ics")[0]

    feed = scene.browser().get(f"/feed/{address}.ics").text

    assert f"SUMMARY:Session {number}" in feed and "DTSTART:20261126T170000Z" in feed
    assert TITLE not in feed and someone.pseudonym not in feed


def test_a_meeting_of_the_team_stands_in_everybodys_week(scene: Scene) -> None:
    """Whoever leads it; Marc opens its page from there, and changes nothing on it."""
    number = offered(scene, replace(WORKSHOP, kind=Kind.TEAM_MEETING))
    browser = scene.browser(MARC)

    week, page = browser.get(f"/appointments?week={THEN}").text, browser.get(f"/sessions/{number}")

    assert TITLE in week and page.status_code == 200 and "/edit" not in page.text
    assert browser.get(f"/sessions/{number}/edit").status_code == 403
