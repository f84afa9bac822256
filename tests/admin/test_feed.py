"""A private calendar: an address that is shown once, opens without a sign-in, says pseudonyms only, and is in no log."""

import logging
import re

import pytest

from passerelle.tables import Role
from tests.admin.browser import Browser
from tests.admin.meetings import PLACE, agreed
from tests.admin.scene import SECRET_WORDS, Scene
from tests.people import NADIA, SAM

PATH = "/appointments/feed"


def link(browser: Browser) -> str:
    """Make an address, or make it anew; returns its path."""
    found = re.search(r'value="http://panel\.test(/feed/[^"]+\.ics)"', browser.send(PATH, PATH).text)
    assert found
    return found[1]


def test_an_address_opens_the_calendar_without_a_sign_in(scene: Scene) -> None:
    """Under a pseudonym; neither the place nor what was said is in it."""
    agreed(scene, scene.held_case())
    path = link(scene.browser(NADIA))

    answer = scene.browser().get(path)

    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.headers["cache-control"] == "no-store"
    assert "DTSTART:20261125T160000Z" in answer.text
    assert not any(word in answer.text for word in (PLACE, SECRET_WORDS, SAM.name, "Liège", "LOCATION"))


def test_the_address_is_shown_once(scene: Scene) -> None:
    """Afterwards the page says only that there is one."""
    browser = scene.browser(NADIA)
    path = link(browser)

    page = browser.get(PATH).text

    assert path not in page
    assert "Refaire le lien" in page


def test_a_new_address_ends_the_one_before(scene: Scene) -> None:
    """At once."""
    browser = scene.browser(NADIA)
    first, second = link(browser), link(browser)

    answers = [scene.browser().get(path).status_code for path in (first, second)]

    assert answers == [404, 200]


def test_an_address_is_ended(scene: Scene) -> None:
    """And the page says so."""
    browser = scene.browser(NADIA)
    path = link(browser)

    done = browser.send(PATH, f"{PATH}/remove").headers["location"]

    assert scene.browser().get(path).status_code == 404
    assert "supprimé" in browser.get(done).text


@pytest.mark.parametrize("token", ["nothing", "a" * 43, "a" * 5000, "%00", "%E9", "..%2Fx"])
def test_an_address_that_nobody_made_is_not_there(scene: Scene, token: str) -> None:
    """Whatever it looks like."""
    answer = scene.browser().get(f"/feed/{token}.ics")

    assert answer.status_code in {400, 404}
    assert "text/calendar" not in answer.headers["content-type"]


@pytest.mark.parametrize("change", [{"is_active": False}, {"role": Role.EDITOR}])
def test_whoever_left_or_sees_no_cases_has_no_calendar(scene: Scene, change: dict[str, object]) -> None:
    """Their address opens nothing any more."""
    path = link(scene.browser(NADIA))
    with scene.house.database.writing() as session:
        member = session.merge(scene.member(NADIA))
        for name, value in change.items():
            setattr(member, name, value)

    assert scene.browser().get(path).status_code == 404


def test_no_log_has_the_address(scene: Scene, caplog: pytest.LogCaptureFixture) -> None:
    """Not where it is made, read, wrong, nor where the reading fails."""
    with caplog.at_level(logging.DEBUG, logger="admin"):
        path = link(scene.browser(NADIA))
        scene.browser().get(path)
        scene.house.close()
        scene.browser().get(path)

    ours = [record.getMessage() for record in caplog.records if not record.name.startswith("httpx")]
    assert path.split("/")[2] not in "".join(ours)
