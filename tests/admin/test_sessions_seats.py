"""Who is in a session: somebody is sent out with a reason, and what was asked beforehand is read by who leads, and noted as answered."""

from dataclasses import replace

from passerelle import listening
from passerelle.listening import SeatState
from tests.admin.browser import forms
from tests.admin.offered import WORKSHOP, asks, candidates, offered, seat
from tests.admin.scene import Scene
from tests.people import INES, MARC, NADIA

QUESTION = "Comment savoir si mon fils se fait embêter ?"


def asked(scene: Scene) -> tuple[int, int]:
    """Somebody has a seat and sends a question; returns the session and the seat."""
    number = offered(scene, replace(WORKSHOP, takes_questions=True))
    someone = asks(scene, number)
    with scene.house.database.writing() as session:
        listening.ask_beforehand(
            session,
            someone.id or 0,
            someone.contact_id or 0,
            QUESTION,
            keys=scene.house.keys,
            now=scene.clock(),
        )
    return number, someone.id or 0


def test_somebody_is_sent_out_with_a_reason(scene: Scene) -> None:
    """Which is asked for, and told to the team alone; the seat goes to who waits."""
    number, browser = offered(scene), scene.browser(NADIA)
    seats = candidates(scene, number, {}, {}, {})
    path = f"/sessions/{number}/seats/{seats[0].id}/remove"

    without, answer = browser.send(path, path), browser.send(path, path, reason="absent")

    assert without.status_code == 422 and "Choisissez une raison" in without.text
    assert answer.headers["location"] == f"/sessions/{number}?done=removed#seats"
    assert seat(scene, seats[0].id or 0).state == SeatState.REMOVED
    assert seat(scene, seats[2].id or 0).state == SeatState.OFFERED
    assert "elle ne vient plus" in browser.get(f"/sessions/{number}").text


def test_a_mediator_elsewhere_sends_nobody_out(scene: Scene) -> None:
    """Not by a form that they made themselves either."""
    number = offered(scene)
    someone, browser = asks(scene, number), scene.browser(MARC)
    csrf = forms(browser.get("/sessions"))["/logout"].fields

    answer = browser.post(f"/sessions/{number}/seats/{someone.id}/remove", data={**csrf, "reason": "absent"})

    assert answer.status_code == 404
    assert seat(scene, someone.id or 0).state == SeatState.TAKEN


def test_a_question_is_read_and_noted_as_answered(scene: Scene) -> None:
    """The page says that it waits, then that it does not."""
    number, _seat = asked(scene)
    browser, page = scene.browser(NADIA), f"/sessions/{number}"
    action = next(path for path in forms(browser.get(page)) if path.endswith("/answered"))

    before = browser.get(page).text
    browser.send(page, action)

    assert QUESTION in before and "Une question envoyée avant attend" in before
    assert "répondue" in browser.get(page).text
    assert action not in forms(browser.get(page))


def test_a_question_is_for_who_leads_and_for_nobody_else(scene: Scene) -> None:
    """The coordinator, not Marc; who co-leads sees who comes, not what was asked."""
    number, _seat = asked(scene)
    co_led = offered(scene, replace(WORKSHOP, takes_questions=True))
    with scene.house.database.writing() as session:
        listening.set_leaders(
            session, co_led, [scene.member(NADIA).id or 0], co_leaders=[scene.member(MARC).id or 0]
        )

    pages = {who.name: scene.browser(who).get(f"/sessions/{number}") for who in (INES, MARC)}
    beside = scene.browser(MARC).get(f"/sessions/{co_led}")

    assert QUESTION in pages["Inès"].text
    assert pages["Marc"].status_code == 404
    assert beside.status_code == 200 and "Questions envoyées avant" not in beside.text
