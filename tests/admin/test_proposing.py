"""From a case to an appointment: proposed once, moved, withdrawn, waited for; the family let in, and nobody else."""

import logging

import pytest

from passerelle import appointments
from passerelle.appointments import State
from tests.admin.browser import Browser, forms
from tests.admin.meetings import KEY, PLACE, agreed, as_it_is, at, offers, opens_hours, proposed
from tests.admin.scene import Scene
from tests.people import INES, MARC, NADIA

TUESDAY_AT_TWO = "2026-11-24T13:00Z/place"


def proposes(browser: Browser, case_id: int, **typed: object):
    """Open the page of a case, choose times, and send them."""
    path = f"/cases/{case_id}/propose"
    form = forms(browser.get(path))[path]
    terms = {"minutes": "45", "mode": "place", "place": PLACE, **typed}
    return browser.post(path, data={**form.fields, **terms})


def test_ticked_and_typed_times_are_proposed_once(scene: Scene) -> None:
    """Twice from the same page is once."""
    opens_hours(scene)
    case_id, browser = scene.held_case(), scene.browser(NADIA)
    path = f"/cases/{case_id}/propose"
    page = browser.get(path)
    chosen = {"slot": TUESDAY_AT_TWO, "day_1": "2026-11-26", "hour_1": "10:30"}
    typed = {**forms(page)[path].fields, **chosen, "minutes": "45", "mode": "place", "place": PLACE}

    answers = [browser.post(path, data=typed) for _ in range(2)]

    assert TUESDAY_AT_TWO in page.text
    assert [answer.status_code for answer in answers] == [303, 303]
    assert offers(scene, case_id) == [["24 14:00", "26 10:30"]]


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({}, "Cochez au moins un moment"),
        ({"day_1": "2026-11-26"}, "Il faut un jour et une heure"),
        ({"day_1": "2026-11-20", "hour_1": "10:00"}, "Ce moment est passé"),
        ({"day_1": "2027-03-28", "hour_1": "02:30"}, "les horloges la sautent"),
        ({"day_1": "9999-12-31", "hour_1": "23:59"}, "Cette date ne se lit pas"),
        ({"day_1": "2026-11-26", "hour_1": "26:00"}, "Cette heure ne se lit pas"),
        ({"slot": TUESDAY_AT_TWO, "mode": "video"}, "publié pour un autre mode"),
        ({"slot": [f"2026-11-24T{hour}:00Z/place" for hour in range(10, 17)]}, "six moments au plus"),
        ({"slot": TUESDAY_AT_TWO, "minutes": "1000"}, "Une durée va de 5 à 480 minutes"),
        ({"slot": "nonsense"}, "Ce moment est passé"),
    ],
)
def test_what_cannot_be_proposed_comes_back_as_it_was_typed(
    scene: Scene, typed: dict[str, object], says: str
) -> None:
    """With a sentence in its place, and nothing sent."""
    case_id, browser = scene.held_case(), scene.browser(NADIA)

    answer = proposes(browser, case_id, **typed)

    assert answer.status_code == 422
    assert says in answer.text
    assert f'value="{PLACE}"' in answer.text
    assert offers(scene, case_id) == []


def test_a_time_that_was_taken_meanwhile_is_said(scene: Scene) -> None:
    """By another person of the same mediator."""
    agreed(scene, scene.held_case(), at("2026-11-24T14:00"))
    case_id = scene.held_case()

    answer = proposes(scene.browser(NADIA), case_id, slot=TUESDAY_AT_TWO)

    assert answer.status_code == 422
    assert "vient d’être pris" in answer.text


def test_what_is_open_is_shown_and_withdrawn(scene: Scene) -> None:
    """Once it was picked, it can be withdrawn no more."""
    case_id, browser = scene.held_case(), scene.browser(NADIA)
    action = f"/cases/{case_id}/offers/{proposed(scene, case_id).id}/withdraw"

    answers = [browser.send(f"/cases/{case_id}/propose", action)]
    csrf = forms(browser.get("/appointments"))["/logout"].fields
    answers.append(browser.post(action, data=csrf))

    assert [answer.status_code for answer in answers] == [303, 409]
    assert offers(scene, case_id) == []


def test_other_times_take_the_place_of_an_appointment(scene: Scene) -> None:
    """Once for each form; the place stays what it was."""
    case_id, browser = scene.held_case(), scene.browser(NADIA)
    number = agreed(scene, case_id)
    path = f"/appointments/{number}/move"
    chosen = {"day_1": "2026-11-26", "hour_1": "10:00", "minutes": "45", "mode": "place", "place": ""}
    typed = {**forms(browser.get(path))[path].fields, **chosen}

    answers = [browser.post(path, data=typed) for _ in range(2)]

    assert {answer.headers["location"] for answer in answers} == {f"/cases/{case_id}/propose?done=moved"}
    assert as_it_is(scene, number).state == State.MOVED
    assert offers(scene, case_id) == [["26 10:00"]]
    assert "ne se déplace plus" in browser.get(path).text


def test_a_place_is_changed_from_the_page_of_its_case(scene: Scene) -> None:
    """Sealed in its row, unsealed on that page alone."""
    case_id, browser = scene.held_case(), scene.browser(NADIA)
    number = agreed(scene, case_id)

    browser.send(f"/cases/{case_id}/propose", f"/appointments/{number}/place", place="3 quai Fictif")

    assert 'value="3 quai Fictif"' in browser.get(f"/cases/{case_id}/propose").text
    assert b"Fictif" not in as_it_is(scene, number).sealed_place


def test_a_code_of_the_family_is_shown_once(scene: Scene, caplog: pytest.LogCaptureFixture) -> None:
    """With what to send to the bot, and what will be seen; no log has it."""
    case_id, browser = scene.held_case(), scene.browser(NADIA)
    path = f"/cases/{case_id}/propose"

    with caplog.at_level(logging.DEBUG):
        page = browser.send(path, f"/cases/{case_id}/family").text
    code = page.partition('family_code">')[2][:9]

    assert f"/start {appointments.payload(code)}" in page
    assert "Jamais la conversation" in page
    assert code not in browser.get(path).text + caplog.text


def test_a_code_that_was_drawn_can_be_ended(scene: Scene) -> None:
    """With everybody's access."""
    case_id, browser = scene.held_case(), scene.browser(NADIA)

    answer = browser.send(f"/cases/{case_id}/propose", f"/cases/{case_id}/family/remove")

    assert "n’a plus accès" in browser.get(answer.headers["location"]).text


def test_a_case_waits_for_a_time_that_somebody_gives_up(scene: Scene) -> None:
    """And waits no more on a second click."""
    case_id, browser = scene.held_case(), scene.browser(NADIA)
    waits = []
    for _ in range(2):
        browser.send(f"/cases/{case_id}/propose", f"/cases/{case_id}/waiting")
        with scene.house.database.reading() as session:
            waits.append(appointments.is_waiting(session, case_id))

    assert waits == [True, False]


def test_the_case_says_what_comes_next(scene: Scene) -> None:
    """Nothing, something proposed, something agreed; the page of the case leads there."""
    case_id, browser = scene.held_case(), scene.browser(NADIA)
    path = f"/cases/{case_id}/next-appointment"

    nothing = browser.get(path).text
    proposed(scene, case_id, at("2026-11-24T10:00"))
    some = browser.get(path).text
    agreed(scene, case_id)

    assert "Rien de convenu" in nothing
    assert "pas encore choisi" in some
    assert "17:00–17:45" in browser.get(path).text
    assert f'href="/cases/{case_id}/propose"' in browser.get(f"/cases/{case_id}").text


def test_from_a_closed_case_nothing_is_proposed(scene: Scene) -> None:
    """The page says so, and an old form does too."""
    case_id, browser = scene.held_case(), scene.browser(NADIA)
    path = f"/cases/{case_id}/propose"
    old = forms(browser.get(path))[path].fields
    browser.send(f"/cases/{case_id}/close", f"/cases/{case_id}/close", outcome="helped")

    chosen = {"slot": TUESDAY_AT_TWO, "minutes": "45", "mode": "place"}
    answers = [
        browser.post(path, data={**old, **chosen}),
        browser.post(f"/cases/{case_id}/family", data=old),
    ]

    assert "Ce dossier est clos" in browser.get(path).text
    assert [answer.status_code for answer in answers] == [422, 409]


@pytest.mark.parametrize("who", [MARC, INES])
def test_nobody_else_touches_an_appointment(scene: Scene, who) -> None:
    """A colleague finds nothing there, and nothing changes."""
    case_id = scene.held_case()
    number, offer = agreed(scene, case_id), proposed(scene, case_id, at("2026-11-26T10:00")).id
    browser = scene.browser(who)
    typed = {**forms(browser.get("/appointments"))["/logout"].fields, "key": KEY, "minutes": "45"}
    typed |= {"slot": TUESDAY_AT_TWO, "mode": "place"}
    acts = [f"/appointments/{number}/{act}" for act in ("done", "missed", "cancel", "move", "place")]
    acts += [f"/cases/{case_id}/{act}" for act in ("propose", "waiting", "family", "family/remove")]
    looks = [f"/cases/{case_id}/{page}" for page in ("propose", "next-appointment")]

    answers = [browser.post(act, data=typed) for act in (*acts, f"/cases/{case_id}/offers/{offer}/withdraw")]
    answers += [browser.get(look) for look in (*looks, f"/appointments/{number}/move")]

    assert {answer.status_code for answer in answers} == {404}
    assert as_it_is(scene, number).state == State.AGREED
    assert offers(scene, case_id) == [["26 10:00"]]
