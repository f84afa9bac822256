"""When a mediator can be met: hours of the week and days that are not like the others, with errors in their place."""

from datetime import date

import pytest

from passerelle import appointments
from tests.admin.browser import Browser, forms
from tests.admin.meetings import opens_hours
from tests.admin.scene import Scene
from tests.people import MARC, NADIA

PATH = "/availability"
MORNING = {
    "weekday": "2",
    "opens": "09:00",
    "closes": "12:00",
    "minutes": "45",
    "buffer": "15",
    "mode": "video",
}


def adds(browser: Browser, **other: str):
    """Type hours of the week and add them."""
    return browser.send(PATH, PATH, **{**MORNING, **other})


def changes(browser: Browser, **other: str):
    """Change one day."""
    return browser.send(PATH, f"{PATH}/day", **{**MORNING, "day": "2026-12-08", "kind": "off", **other})


def hours(scene: Scene) -> list[tuple[int, str]]:
    """Nadia's hours of the week."""
    with scene.house.database.reading() as session:
        found = appointments.published(session, scene.member(NADIA).id or 0)
    return [(one.weekday, f"{one.opens:%H:%M}–{one.closes:%H:%M} {one.mode}") for one in found]


def unlike(scene: Scene) -> list[tuple[str, bool]]:
    """Nadia's days that are not like the others, and whether each is closed."""
    with scene.house.database.reading() as session:
        member_id = scene.member(NADIA).id or 0
        found = appointments.exceptions(session, member_id, date(2026, 1, 1), date(2027, 12, 31))
    return [(one.day.isoformat(), one.opens is None) for one in found]


def test_before_the_first_hours_the_page_says_what_they_are_for(scene: Scene) -> None:
    """And that nothing is free yet."""
    page = scene.browser(NADIA).get(PATH).text

    assert "Rien encore" in page
    assert "Aucun moment libre" in page


def test_hours_are_added_once_and_shown(scene: Scene) -> None:
    """A double click adds them once."""
    browser = scene.browser(NADIA)

    answers = [adds(browser) for _ in range(2)]

    assert [answer.headers["location"] for answer in answers] == [f"{PATH}?done=added"] * 2
    assert hours(scene) == [(2, "09:00–12:00 video")]
    assert "en vidéo, 45 min, 15 min de pause" in browser.get(PATH).text
    assert "6 moments libres" in browser.get(PATH).text


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"closes": "08:00"}, "La fin vient avant le début"),
        ({"closes": "09:30"}, "Un rendez-vous n’y tient pas"),
        ({"opens": ""}, "Ce champ ne peut pas rester vide"),
        ({"opens": "25:00"}, "Cette heure ne se lit pas"),
        ({"minutes": "4"}, "Une durée va de 5 à 480 minutes"),
        ({"buffer": "500"}, "Une pause va de 0 à 120 minutes"),
        ({"mode": "pigeon"}, "Choisissez dans la liste"),
        ({"weekday": "9"}, "Choisissez dans la liste"),
    ],
)
def test_hours_that_cannot_be_are_said_in_their_place(scene: Scene, typed: dict[str, str], says: str) -> None:
    """With what was typed still there."""
    answer = adds(scene.browser(NADIA), **typed)

    assert answer.status_code == 422
    assert says in answer.text
    assert 'value="15"' in answer.text or "500" in answer.text
    assert hours(scene) == []


def test_hours_that_overlap_others_are_refused(scene: Scene) -> None:
    """Of the same day, not of another."""
    browser = scene.browser(NADIA)
    adds(browser)

    answers = [adds(browser, opens="11:00", closes="13:00"), adds(browser, weekday="3")]

    assert [answer.status_code for answer in answers] == [422, 303]
    assert "chevauchent" in answers[0].text


def test_hours_may_end_at_midnight(scene: Scene) -> None:
    """Which is written as the end of the day."""
    browser = scene.browser(NADIA)

    adds(browser, opens="22h", closes="00:00")

    assert "22:00–24:00" in browser.get(PATH).text


def test_hours_are_taken_back(scene: Scene) -> None:
    """Twice is once."""
    opens_hours(scene)
    browser = scene.browser(NADIA)
    form = forms(browser.get(PATH))[f"{PATH}/remove"]

    answers = [browser.post(form.action, data=form.fields) for _ in range(2)]

    assert {answer.status_code for answer in answers} == {303}
    assert hours(scene) == []


def test_nobody_takes_back_somebody_elses_hours(scene: Scene) -> None:
    """A number that was guessed changes nothing."""
    number, browser = opens_hours(scene), scene.browser(MARC)
    csrf = forms(browser.get(PATH))["/logout"].fields

    browser.post(f"{PATH}/remove", data={**csrf, "number": str(number)})

    assert hours(scene) == [(1, "14:00–17:00 place")]


def test_a_day_off_is_noted_and_undone(scene: Scene) -> None:
    """Nothing of it is free meanwhile."""
    browser = scene.browser(NADIA)
    changes(browser)
    noted, page = unlike(scene), browser.get(PATH).text

    browser.send(PATH, f"{PATH}/as-usual")

    assert noted == [("2026-12-08", True)]
    assert "mardi 8 décembre" in page
    assert unlike(scene) == []


def test_a_day_has_other_hours(scene: Scene) -> None:
    """In place of its weekday's; twice is once."""
    browser = scene.browser(NADIA)

    for _ in range(2):
        changes(browser, kind="other")

    assert unlike(scene) == [("2026-12-08", False)]
    assert "09:00–12:00" in browser.get(PATH).text


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"day": ""}, "Ce champ ne peut pas rester vide"),
        ({"day": "2026-11-01"}, "Ce jour est passé"),
        ({"day": "9999-12-31"}, "Cette date ne se lit pas"),
        ({"kind": "else"}, "Choisissez dans la liste"),
        ({"kind": "other", "closes": "07:00"}, "La fin vient avant le début"),
    ],
)
def test_a_day_that_cannot_be_changed_is_said_in_its_place(
    scene: Scene, typed: dict[str, str], says: str
) -> None:
    """And changes nothing."""
    answer = changes(scene.browser(NADIA), **typed)

    assert answer.status_code == 422
    assert says in answer.text
    assert unlike(scene) == []
