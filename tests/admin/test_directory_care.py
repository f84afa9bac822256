"""The queue of what is to be verified, and records that look alike."""

import re

import pytest

from passerelle.directory import checks, duplicates, store
from passerelle.directory.checks import Why
from tests.admin.browser import forms
from tests.admin.records import a_full_directory, bridge, kept, put, verified
from tests.admin.scene import Scene
from tests.house.directory.shelf import like_the_bridge
from tests.people import INES, NADIA


def queue_of(page: str) -> list[int]:
    """The numbers of the records in the order of the page."""
    return [int(number) for number in re.findall(r'id="record_(\d+)"', page)]


def test_the_most_urgent_record_comes_first(scene: Scene) -> None:
    """Reported, then overdue, then never verified; a fresh one is not there."""
    _fresh, overdue, wrong, draft, silent = a_full_directory(scene)

    page = scene.browser(NADIA).get("/directory/to-verify").text

    assert queue_of(page) == [wrong, overdue, draft, silent]
    assert "2 personnes disent qu’elle est fausse" in page
    assert "vérification en retard de 10 jours" in page
    assert "accueil en crise, tous les 60 jours" in page


def test_the_latest_by_cadences_comes_before_the_latest_by_days(scene: Scene) -> None:
    """A shelter one cadence late before an association half a cadence late."""
    association, shelter = put(scene, like_the_bridge("a"), like_the_bridge("b", kind="shelter"))
    verified(scene, association)
    scene.clock.forward(days=120)
    verified(scene, shelter)
    scene.clock.forward(days=120)

    with scene.house.database.reading() as session:
        found = checks.to_verify(session, scene.clock().date(), limit=9)

    assert [(check.kept.number, check.why) for check in found] == [
        (shelter, Why.OVERDUE),
        (association, Why.OVERDUE),
    ]


def test_a_record_that_is_verified_leaves_the_queue(scene: Scene) -> None:
    """And the next one is there; the page says that it was noted."""
    number = bridge(scene)
    browser = scene.browser(NADIA)

    answer = browser.send("/directory/to-verify", f"/directory/{number}/verify", how="phone")

    assert answer.headers["location"] == "/directory/to-verify?done=verified"
    page = browser.get(answer.headers["location"]).text
    assert "Tout est vérifié" in page
    assert "notée comme vérifiée" in page


def test_a_way_back_of_somebody_elses_is_refused(scene: Scene) -> None:
    """The form leads to our pages only."""
    number = bridge(scene)

    answer = scene.browser(NADIA).send(
        f"/directory/{number}", f"/directory/{number}/verify", how="phone", back="/elsewhere.example"
    )

    assert answer.status_code == 400
    assert kept(scene, number).verified_on is None


def test_two_records_that_look_alike_stand_side_by_side(scene: Scene) -> None:
    """With why; the third one is no part of it."""
    a_full_directory(scene)

    page = scene.browser(INES).get("/directory/duplicates").text

    assert page.count("Le Pont (fictif)") >= 2
    assert "même nom" in page
    assert "Le Silence" not in page


@pytest.mark.parametrize(("verdict", "together"), [("same", True), ("distinct", False), ("unsure", False)])
def test_a_verdict_is_kept_and_can_be_taken_back(scene: Scene, verdict: str, together: bool) -> None:
    """Nothing is merged: both records stay as they are."""
    numbers = put(scene, *(like_the_bridge(slug, name="Le Pont (fictif)") for slug in ("un", "deux")))
    browser, before = scene.browser(INES), [kept(scene, n).structure for n in numbers]

    answer = browser.send("/directory/duplicates", "/directory/duplicates", verdict=verdict)
    judged = browser.get(answer.headers["location"])
    clusters = {kept(scene, n).cluster for n in numbers}
    undo = forms(judged)["/directory/duplicates/undo"]
    browser.post(undo.action, data=undo.fields)

    assert clusters == ({min(numbers)} if together else {None})
    assert "Aucune paire à regarder" in judged.text
    assert [kept(scene, n).structure for n in numbers] == before
    with scene.house.database.reading() as session:
        assert len(duplicates.candidates(session)) == 1


def test_an_empty_queue_says_what_will_come(scene: Scene) -> None:
    """For both lists."""
    browser = scene.browser(INES)

    assert "Tout est vérifié" in browser.get("/directory/to-verify").text
    assert "Aucune paire à regarder" in browser.get("/directory/duplicates").text


def test_removed_and_closed_records_are_not_to_be_verified(scene: Scene) -> None:
    """Nobody is sent there any more."""
    number, _closed = put(scene, like_the_bridge("a"), like_the_bridge("b", status="closed"))
    with scene.house.database.writing() as session:
        store.bury(session, number, scene.member(INES), now=scene.clock())

    with scene.house.database.reading() as session:
        assert checks.count_to_verify(session, scene.clock().date()) == 0
        assert checks.to_verify(session, scene.clock().date(), limit=9) == []
