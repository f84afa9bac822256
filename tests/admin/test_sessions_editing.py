"""Writing a session: the kind first, nothing lost to a mistake, a change, opening, copying, more seats, and the end that asks first."""

from dataclasses import replace
from typing import Any

import pytest

from passerelle import listening
from passerelle.listening import Kind, ListeningSession, SeatState, SessionState
from tests.admin.browser import Browser, forms
from tests.admin.meetings import ZONE
from tests.admin.offered import (
    GROUP,
    OTHER_TITLE,
    TITLE,
    asks,
    candidates,
    dates,
    offered,
    seat,
    session_of,
    state,
)
from tests.admin.scene import Scene
from tests.people import INES, NADIA

TYPED = {
    "kind": "workshop",
    "was_kind": "workshop",
    "title_fr": TITLE,
    "about_fr": "On joue du djembé.",
    "price_fr": "5 € la semaine",
    "audience": "young",
    "age_from": "12",
    "age_to": "17",
    "languages": "fr",
    "consent": "agreement",
    "capacity": "8",
    "where": "place",
    "commune": "1332 Genval",
    "rhythm": "weekly",
    "first_day": "2026-11-26",
    "last_day": "2026-12-31",
    "starts": "14:00",
    "minutes": "120",
    "without": "24/12/2026\n31/12/2026",
    "offer_hours": "24",
}


def typed(scene: Scene, **other: str) -> dict[str, str]:
    """A form that is filled in, with Nadia to lead."""
    return {**TYPED, f"leader_{scene.member(NADIA).id}": "leads", **other}


def sent(browser: Browser, path: str, fields: dict[str, str]) -> Any:
    """Send the form of a page as its button does."""
    return browser.send(path, path.partition("?")[0], **fields)


def made(scene: Scene) -> ListeningSession:
    """The newest session."""
    with scene.house.database.reading() as session:
        return listening.sessions(session)[0]


def starts(scene: Scene, number: int) -> list[str]:
    """The dates of a session as clocks show them, those that stand."""
    with scene.house.database.reading() as session:
        found = listening.occurrences(session, number)
    return [f"{one.starts_at.astimezone(ZONE):%d/%m %H:%M}" for one in found if one.state == "planned"]


def test_the_kind_comes_first_and_fills_what_is_usual(scene: Scene) -> None:
    """Ten seats, in a room, composed by the team."""
    browser = scene.browser(INES)

    page = browser.get(f"/sessions/new?kind={Kind.TALK_GROUP}").text

    assert f"/sessions/new?kind={Kind.STAGE}" in browser.get("/sessions/new").text
    assert 'name="capacity" type="text" value="10"' in page
    assert 'name="composes" value="yes" checked' in page
    assert 'name="where" value="room" checked' in page


def test_another_kind_keeps_what_was_typed(scene: Scene) -> None:
    """And only what nobody changed is as usual for the new kind."""
    browser = scene.browser(INES)
    fields = typed(scene, kind="talk_group", capacity="6", starts="14:00", do="kind")

    page = sent(browser, "/sessions/new?kind=workshop", fields).text

    assert f'value="{TITLE}"' in page
    assert 'name="capacity" type="text" value="6"' in page
    assert 'name="starts" type="time" value="18:00"' in page


def test_a_session_is_created_as_a_draft(scene: Scene) -> None:
    """With its dates, less the days on which it does not take place."""
    answer = sent(scene.browser(INES), "/sessions/new?kind=workshop", typed(scene))

    found = made(scene)
    assert answer.headers["location"] == f"/sessions/{found.id}?done=created"
    assert (found.state, found.commune, found.area) == ("draft", "Rixensart", "Brabant wallon")
    assert starts(scene, found.id or 0) == [f"{day} 14:00" for day in ("26/11", "03/12", "10/12", "17/12")]


@pytest.mark.parametrize(
    ("rhythm", "other", "expected"),
    [
        ("once", {}, ["26/11 14:00"]),
        ("daily", {"last_day": "2026-11-30", "without": "27/11/2026"}, ["26/11 14:00", "30/11 14:00"]),
        (
            "daily",
            {"last_day": "2026-11-28", "with_weekends": "yes", "without": ""},
            ["26/11 14:00", "27/11 14:00", "28/11 14:00"],
        ),
        (
            "steps",
            {
                "rows": "4",
                "step_day_1": "2026-12-05",
                "step_title_1": "Un footing",
                "step_day_3": "2026-12-12",
                "step_hour_3": "10:00",
            },
            ["05/12 14:00", "12/12 10:00"],
        ),
    ],
)
def test_dates_follow_the_rhythm(
    scene: Scene, rhythm: str, other: dict[str, str], expected: list[str]
) -> None:
    """Once, several days in a row with or without weekends, or dates with a title."""
    sent(scene.browser(INES), "/sessions/new?kind=workshop", typed(scene, rhythm=rhythm, **other))

    assert starts(scene, made(scene).id or 0) == expected


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("title_fr", "", "Écrivez aussi le titre"),
        ("capacity", "0", "de 1 à 500"),
        ("age_to", "9", "plus petit"),
        ("languages", "", "au moins une langue"),
        ("commune", "Nullepart-les-Oies", "Nous ne trouvons pas"),
        ("first_day", "", "ne peut pas rester vide"),
        ("first_day", "2026-11-01", "Ce jour est passé"),
        ("last_day", "2026-11-24", "vient avant le premier"),
        ("starts", "midi", "ne se lit pas"),
        ("minutes", "3", "Une durée va de 15 à 720"),
        ("without", "Noël", "Un de ces jours"),
        ("offer_hours", "1000", "de 1 à 168"),
        ("opens_on", "2026-13-01", "Cette date ne se lit pas"),
        ("closes_on", "2026-11-01", "avant de s’ouvrir"),
    ],
)
def test_a_mistake_is_told_in_its_place_and_nothing_is_lost(
    scene: Scene, field: str, value: str, says: str
) -> None:
    """The form comes back as it was typed."""
    fields = typed(scene, **{"opens_on": "2026-11-20", field: value})

    page = sent(scene.browser(INES), "/sessions/new?kind=workshop", fields)

    assert page.status_code == 422
    assert says in page.text
    assert "On joue du djembé." in page.text


def test_somebody_has_to_lead(scene: Scene) -> None:
    """Whoever co-leads is not enough."""
    fields = typed(scene, **{f"leader_{scene.member(NADIA).id}": "co_leads"})

    page = sent(scene.browser(INES), "/sessions/new?kind=workshop", fields)

    assert "Choisissez qui anime" in page.text


def test_a_change_is_saved(scene: Scene) -> None:
    """What was there stands in the form, in every language that there is."""
    number, browser = offered(scene), scene.browser(INES)
    path = f"/sessions/{number}/edit"
    fields = typed(scene, title_fr=OTHER_TITLE, title_nl="Zondag in het park", capacity="3", starts="18:00")

    before, answer = browser.get(path).text, sent(browser, path, fields)

    assert f'value="{TITLE}"' in before and 'value="2026-11-26"' in before
    assert answer.headers["location"] == f"/sessions/{number}?done=saved"
    assert session_of(scene, number).capacity == 3
    assert "Zondag in het park" in browser.get(f"/sessions/{number}").text


def test_who_saves_second_is_told_and_loses_nothing(scene: Scene) -> None:
    """The second time it is their version that stands."""
    number, browser = offered(scene), scene.browser(INES)
    path = f"/sessions/{number}/edit"

    page = browser.send(path, path, **typed(scene, title_fr=OTHER_TITLE, stamp="2026-11-01T00:00:00+00:00"))

    assert page.status_code == 409
    assert "pendant que vous écriviez" in page.text and OTHER_TITLE in page.text


def test_fewer_seats_than_people_are_refused_in_their_place(scene: Scene) -> None:
    """In the form, and in the small one of the page."""
    number, browser = offered(scene), scene.browser(INES)
    candidates(scene, number, {}, {})

    page = browser.send(f"/sessions/{number}", f"/sessions/{number}/capacity", capacity="1")

    assert page.status_code == 422
    assert "Plus de personnes que cela" in page.text
    assert session_of(scene, number).capacity == 2


def test_more_seats_go_to_who_waits(scene: Scene) -> None:
    """The first of the line is offered one."""
    number, browser = offered(scene), scene.browser(INES)
    seats = candidates(scene, number, {}, {}, {})

    browser.send(f"/sessions/{number}", f"/sessions/{number}/capacity", capacity="3")

    assert seat(scene, seats[2].id or 0).state == SeatState.OFFERED


def test_a_draft_without_a_date_is_not_opened(scene: Scene) -> None:
    """Its page says what is missing, and no button is there to press."""
    number = offered(scene, replace(GROUP, weekday=None, starts=None, first_day=None), is_open=False)
    browser = scene.browser(INES)
    csrf = forms(browser.get("/sessions"))["/logout"].fields

    answer = browser.post(f"/sessions/{number}/open", data=csrf)

    assert (answer.status_code, state(scene, number)) == (409, SessionState.DRAFT)
    assert "ne s’ouvre pas encore" in answer.text and "Il manque une date" in answer.text


def test_a_draft_is_opened(scene: Scene) -> None:
    """From its page, which says so."""
    number, browser = offered(scene, is_open=False), scene.browser(INES)
    page = f"/sessions/{number}"

    answer = browser.send(page, f"{page}/open")

    assert answer.headers["location"] == f"{page}?done=opened"
    assert state(scene, number) == SessionState.OPEN


def test_a_copy_begins_on_another_day(scene: Scene) -> None:
    """As a draft with nobody in it."""
    number, browser = offered(scene), scene.browser(INES)
    asks(scene, number)
    path = f"/sessions/{number}/copy"

    wrong, answer = browser.send(path, path), browser.send(path, path, first_day="2027-01-07")

    again = made(scene)
    assert "ne peut pas rester vide" in wrong.text
    assert answer.headers["location"] == f"/sessions/{again.id}?done=copied"
    assert (again.state, starts(scene, again.id or 0)[0]) == ("draft", "07/01 18:00")


def test_the_end_is_asked_first_with_how_many_are_told(scene: Scene) -> None:
    """Afterwards nothing is ahead; a second time changes nothing."""
    number, browser = offered(scene), scene.browser(INES)
    candidates(scene, number, {}, {}, {})
    path = f"/sessions/{number}/end"

    asked, _first = browser.get(path).text, browser.send(path, path)

    assert "3 personnes ont une place ou attendent" in asked
    assert state(scene, number) == SessionState.OVER
    assert "déjà terminée" in browser.get(path).text


@pytest.mark.parametrize(
    "path", ["/new", "/{number}/edit", "/{number}/copy", "/{number}/end", "/{number}/group"]
)
def test_a_leader_who_does_not_coordinate_writes_nothing(scene: Scene, path: str) -> None:
    """It is another role's work."""
    number = offered(scene, GROUP)

    page = scene.browser(NADIA).get("/sessions" + path.format(number=number))

    assert page.status_code == 403
    assert "rôle" in page.text


def test_what_is_over_does_not_change(scene: Scene) -> None:
    """Its page stays, its form does not."""
    number, browser = offered(scene), scene.browser(INES)
    browser.send(f"/sessions/{number}/end", f"/sessions/{number}/end")

    refused = browser.get(f"/sessions/{number}/edit")
    assert refused.status_code == 409 and "ne peut plus changer" in refused.text
    assert "terminée" in browser.get(f"/sessions/{number}").text
    assert dates(scene, number)
