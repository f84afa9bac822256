"""From a case to an address: what fits, why, sent once; and nothing of what was typed stays anywhere."""

import logging
from dataclasses import replace

import pytest

from passerelle.tables import EntryKind
from tests.admin.browser import Browser, forms
from tests.admin.records import bridge, put
from tests.admin.scene import BULLYING, Scene
from tests.house.directory.shelf import THE_BRIDGE
from tests.people import INES, MARC, NADIA


def looks(browser: Browser, case_id: int, place: str = "4000 Liège", **typed: str):
    """Open the page from a case, type a place, and search."""
    path = f"/cases/{case_id}/addresses"
    return browser.send(path, path, **{"topic": "bullying", "age": "12-17", "place": place, **typed})


def sent(scene: Scene, case_id: int) -> list[str]:
    """What the team wrote to the person."""
    return [line.content.text for line in scene.lines(case_id) if line.kind == EntryKind.STAFF]


def test_the_page_knows_the_topic_and_the_age_of_the_case(scene: Scene) -> None:
    """The place is the mediator's to type; the page of the case leads there."""
    case_id, browser = scene.held_case(), scene.browser(NADIA)

    page = browser.get(f"/cases/{case_id}/addresses").text

    assert '<option value="bullying" selected>' in page
    assert '<option value="12-17" selected>' in page
    assert f'href="/cases/{case_id}/addresses"' in browser.get(f"/cases/{case_id}").text


def test_what_fits_comes_with_why(scene: Scene) -> None:
    """In words of the team."""
    bridge(scene)
    case_id = scene.held_case()

    page = looks(scene.browser(NADIA), case_id).text

    assert "Le Pont (fictif)" in page
    assert "s’occupe de ce sujet\u00a0: harcèlement" in page
    assert "dans la commune" in page


def test_an_address_is_sent_once(scene: Scene) -> None:
    """Twice from the same page is once; the case shows it as a line of the team."""
    bridge(scene)
    case_id, browser = scene.held_case(), scene.browser(NADIA)
    form = forms(looks(browser, case_id))[f"/cases/{case_id}/addresses/send"]

    answers = [browser.post(form.action, data=form.fields) for _ in range(2)]

    assert {answer.headers["location"] for answer in answers} == {f"/cases/{case_id}"}
    assert ["Le Pont (fictif)" in text for text in sent(scene, case_id)] == [True]
    assert "Le Pont (fictif)" in browser.get(f"/cases/{case_id}").text


def test_a_protected_address_is_not_shown_on_the_way(scene: Scene) -> None:
    """Not even to the coordinator, who may edit it."""
    put(scene, replace(THE_BRIDGE, is_protected=True))
    case_id = scene.held_case(INES)

    page = looks(scene.browser(INES), case_id).text

    assert "Le Pont (fictif)" in page
    assert "Rue du Pont" not in page


@pytest.mark.parametrize(
    ("place", "says"), [("Nullepart-sur-Rien", "Nous ne trouvons pas"), ("Saint-Denis", "choisissez")]
)
def test_a_place_that_is_not_certain_is_asked_again(scene: Scene, place: str, says: str) -> None:
    """With what was typed still there."""
    case_id = scene.held_case()

    answer = looks(scene.browser(NADIA), case_id, place=place)

    assert answer.status_code == 422
    assert says in answer.text
    assert f'value="{place}"' in answer.text


def test_one_of_several_places_is_chosen(scene: Scene) -> None:
    """And the search goes on."""
    case_id = scene.held_case()

    answer = looks(scene.browser(NADIA), case_id, place="Saint-Denis", commune="FR/93066/93200")

    assert answer.status_code == 200
    assert "Rien ne convient" in answer.text or "Voici ce qui" in answer.text


def test_without_a_place_only_what_is_remote_is_found(scene: Scene) -> None:
    """And without anything, what to try."""
    case_id = scene.held_case(headline=replace(BULLYING, topic="other"))

    answer = looks(scene.browser(NADIA), case_id, place="", topic="nonsense", age="nonsense")

    assert answer.status_code == 200
    assert "Rien ne convient dans l’annuaire" in answer.text


def test_what_is_typed_reaches_no_log_and_no_address(scene: Scene, caplog: pytest.LogCaptureFixture) -> None:
    """A village can be a person."""
    case_id, browser = scene.held_case(), scene.browser(NADIA)

    with caplog.at_level(logging.DEBUG):
        answer = looks(browser, case_id, place="Genval")

    assert "Genval" not in str(answer.url) + caplog.text
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("who", [MARC, INES])
def test_nobody_else_sends_from_a_case(scene: Scene, who) -> None:
    """A colleague finds nothing there, and nothing is sent."""
    number, case_id, browser = bridge(scene), scene.held_case(), scene.browser(who)
    csrf = forms(browser.get("/directory"))["/logout"].fields
    path = f"/cases/{case_id}/addresses"

    answers = [
        browser.get(path),
        browser.post(path, data=csrf),
        browser.post(f"{path}/send", data={**csrf, "number": str(number), "key": "a" * 32}),
    ]

    assert {answer.status_code for answer in answers} == {404}
    assert sent(scene, case_id) == []


def test_from_a_closed_case_nothing_is_sent(scene: Scene) -> None:
    """The page says so, and an old form does too."""
    number, case_id, browser = bridge(scene), scene.held_case(), scene.browser(NADIA)
    browser.send(f"/cases/{case_id}/close", f"/cases/{case_id}/close", outcome="helped")
    csrf = forms(browser.get("/directory"))["/logout"].fields

    page = browser.get(f"/cases/{case_id}/addresses").text
    answer = browser.post(
        f"/cases/{case_id}/addresses/send", data={**csrf, "number": str(number), "key": "a" * 32}
    )

    assert "Ce dossier est clos" in page
    assert (answer.status_code, sent(scene, case_id)) == (409, [])


def test_a_record_that_was_removed_meanwhile_is_not_sent(scene: Scene) -> None:
    """404 rather than a card of nothing."""
    case_id, browser = scene.held_case(), scene.browser(NADIA)
    csrf = forms(browser.get("/directory"))["/logout"].fields

    answer = browser.post(f"/cases/{case_id}/addresses/send", data={**csrf, "number": "9", "key": "a" * 32})

    assert (answer.status_code, sent(scene, case_id)) == (404, [])
