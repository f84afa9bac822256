"""One date of a session: cancelled or moved after what people will be told was said, and counted once it is over."""

import pytest

from passerelle import listening
from passerelle.listening import OccurrenceState
from tests.admin.browser import forms
from tests.admin.meetings import ZONE, pass_by
from tests.admin.offered import asks, dates, offered
from tests.admin.scene import Scene
from tests.people import INES, MARC, NADIA


def date(scene: Scene, number: int) -> listening.Occurrence:
    """A date as its row says now."""
    with scene.house.database.reading() as session:
        return listening.occurrence(session, number)


def test_a_leader_cancels_a_date_after_a_question(scene: Scene) -> None:
    """The question says how many are told; a second time changes nothing."""
    session = offered(scene)
    asks(scene, session)
    first, browser = dates(scene, session)[0], scene.browser(NADIA)
    path = f"/sessions/{session}/dates/{first}/cancel"

    asked, answer = browser.get(path).text, browser.send(path, path)

    assert "La personne qui a une place est prévenue" in asked
    assert date(scene, first).state == OccurrenceState.CANCELLED
    assert "Cette date est annulée" in browser.get(answer.headers["location"]).text
    assert "ne s’annule plus" in browser.get(path).text


def test_a_date_is_moved(scene: Scene) -> None:
    """To another day, hour and length."""
    session, browser = offered(scene), scene.browser(NADIA)
    first = dates(scene, session)[0]
    path = f"/sessions/{session}/dates/{first}/move"

    answer = browser.send(path, path, day="2026-11-27", hour="17h30", minutes="90")

    moved = date(scene, first)
    assert answer.headers["location"] == f"/sessions/{session}?done=moved#dates"
    assert f"{moved.starts_at.astimezone(ZONE):%d %H:%M}" == "27 17:30"
    assert (moved.ends_at - moved.starts_at).total_seconds() == 90 * 60


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"day": "", "hour": "18:00", "minutes": "60"}, "ne peut pas rester vide"),
        ({"day": "2026-11-01", "hour": "18:00", "minutes": "60"}, "Ce moment est passé"),
        ({"day": "2026-12-03", "hour": "18:00", "minutes": "60"}, "déjà une date à ce moment-là"),
        ({"day": "2026-11-27", "hour": "18:00", "minutes": "1"}, "Une durée va de"),
    ],
)
def test_a_move_that_cannot_be_is_told_in_its_place(scene: Scene, typed: dict[str, str], says: str) -> None:
    """And the date stays where it was."""
    session, browser = offered(scene), scene.browser(NADIA)
    first = dates(scene, session)[0]
    path, before = f"/sessions/{session}/dates/{first}/move", date(scene, first).starts_at

    page = browser.send(path, path, **typed)

    assert page.status_code == 422 and says in page.text
    assert date(scene, first).starts_at == before


def test_a_cancelled_date_is_put_back(scene: Scene) -> None:
    """By moving it."""
    session, browser = offered(scene), scene.browser(NADIA)
    first = dates(scene, session)[0]
    path = f"/sessions/{session}/dates/{first}"
    browser.send(f"{path}/cancel", f"{path}/cancel")

    browser.send(f"{path}/move", f"{path}/move", day="2026-11-27", hour="18:00", minutes="60")

    assert date(scene, first).state == OccurrenceState.PLANNED


def test_afterwards_the_page_asks_how_many_came(scene: Scene) -> None:
    """And keeps numbers only; a mistake is told under its field."""
    session = offered(scene)
    first = dates(scene, session)[0]
    pass_by(scene, days=4)
    browser, page = scene.browser(NADIA), f"/sessions/{session}"
    action = f"{page}/dates/{first}/count"

    asked = browser.get(page).text
    wrong = browser.send(page, action, came="4", young="9")
    browser.send(page, action, came="8", young="7", professionals="1")

    kept = date(scene, first)
    assert "Combien de personnes sont venues" in asked
    assert wrong.status_code == 422 and "plus que de personnes venues" in wrong.text
    assert (kept.came, kept.young, kept.professionals) == (8, 7, 1)
    assert "8 personnes sont venues" in browser.get(page).text


@pytest.mark.parametrize("act", ["cancel", "move", "count"])
def test_a_mediator_elsewhere_changes_no_date(scene: Scene, act: str) -> None:
    """Nor does a leader change one of another session by its number."""
    session, other = offered(scene), offered(scene, leaders=(MARC,))
    first, csrf = dates(scene, session)[0], forms(scene.browser(MARC).get("/sessions"))["/logout"].fields
    browser = scene.browser(MARC)
    csrf = forms(browser.get("/sessions"))["/logout"].fields
    typed = {**csrf, "day": "2026-11-27", "hour": "18:00", "minutes": "60", "came": "3"}

    answers = [browser.post(f"/sessions/{one}/dates/{first}/{act}", data=typed) for one in (session, other)]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert (date(scene, first).state, date(scene, first).came) == (OccurrenceState.PLANNED, None)


def test_a_coordinator_changes_every_date(scene: Scene) -> None:
    """Also of what somebody else leads."""
    session, browser = offered(scene), scene.browser(INES)
    first = dates(scene, session)[0]
    path = f"/sessions/{session}/dates/{first}/cancel"

    browser.send(path, path)

    assert date(scene, first).state == OccurrenceState.CANCELLED
