"""Writing a record: adding, changing, being told what is wrong, and going back; nothing that was typed is lost."""

from dataclasses import replace

import pytest

from admin.directory_typed import typed_from
from passerelle.directory import store
from tests.admin.browser import forms
from tests.admin.records import bridge, kept, put, saves
from tests.admin.scene import Scene
from tests.house.directory.shelf import THE_BRIDGE
from tests.people import INES


def versions(scene: Scene, number: int) -> list[store.Version]:
    """The history of a record."""
    with scene.house.database.reading() as session:
        return store.history(session, number)


def test_a_change_is_saved_with_who_made_it(scene: Scene) -> None:
    """What stood there before stays in the history."""
    number, browser = bridge(scene), scene.browser(INES)

    answer = saves(browser, number, name="Le Grand Pont (fictif)")

    assert answer.headers["location"] == f"/directory/{number}?done=saved"
    assert kept(scene, number).structure == replace(THE_BRIDGE, name="Le Grand Pont (fictif)")
    assert [v.member_id for v in versions(scene, number)] == [scene.member(INES).id]


def test_saving_without_a_change_fakes_nothing(scene: Scene) -> None:
    """Neither a version nor a date."""
    number, browser = bridge(scene), scene.browser(INES)
    before = kept(scene, number)

    assert saves(browser, number).headers["location"].endswith("unchanged")
    assert kept(scene, number) == before


def test_a_mistake_is_told_in_its_place_and_nothing_is_lost(scene: Scene) -> None:
    """What was typed stands there again, also what was right."""
    number, browser = bridge(scene), scene.browser(INES)

    answer = saves(browser, number, hours="9h à 17h", name="Le Beau Pont", s0_description="Nouveau <texte>")

    assert answer.status_code == 422
    assert "Une chose est à corriger. Rien n’est perdu." in answer.text
    assert 'id="hours_error"' in answer.text
    assert all(typed in answer.text for typed in ("9h à 17h", "Le Beau Pont", "Nouveau &lt;texte&gt;"))
    assert kept(scene, number).structure == THE_BRIDGE


def test_a_place_that_may_be_several_is_asked_on_the_page(scene: Scene) -> None:
    """As a choice, with the département beside the name."""
    number, browser = bridge(scene), scene.browser(INES)

    answer = saves(browser, number, postcode="", locality="Saint-Denis", country="FR")

    assert "93200 Saint-Denis (Seine-Saint-Denis)" in answer.text


def test_two_editors_lose_nothing(scene: Scene) -> None:
    """Who saves last is shown both, and saves deliberately or not at all."""
    number, browser = bridge(scene), scene.browser(INES)
    path = f"/directory/{number}/edit"
    opened = forms(browser.get(path))[path].fields
    scene.clock.forward(minutes=1)
    put(scene, replace(THE_BRIDGE, description="écrit entre-temps"))

    mine = {**typed_from(THE_BRIDGE), "do": "save", "name": "Le mien (fictif)"}
    told = browser.post(path, data={**opened, **mine})
    untouched = kept(scene, number).structure.name
    again = browser.post(path, data={**forms(told)[path].fields, **mine})

    assert (told.status_code, untouched) == (409, THE_BRIDGE.name)
    assert "écrit entre-temps" in told.text
    assert "Le mien (fictif)" in told.text
    assert again.status_code == 303
    assert [v.structure.description for v in versions(scene, number)] == ["écrit entre-temps", ""]


def test_a_structure_is_added(scene: Scene) -> None:
    """With a slug of its own, also when the name is taken."""
    bridge(scene, id="le-pont-fictif")
    browser = scene.browser(INES)
    hidden = forms(browser.get("/directory/new"))["/directory/new"].fields

    answer = browser.post(
        "/directory/new", data={**hidden, **typed_from(THE_BRIDGE), "s0_key": "", "do": "save"}
    )

    number = int(answer.headers["location"].split("/")[2].split("?")[0])
    assert kept(scene, number).structure == replace(
        THE_BRIDGE, id="le-pont-fictif-2", services=(replace(THE_BRIDGE.services[0], key="ecoute"),)
    )


def test_services_come_and_go_without_a_script(scene: Scene) -> None:
    """A button of the form adds one or takes one out, saves nothing, and keeps what was typed."""
    number, browser = bridge(scene), scene.browser(INES)

    more = saves(browser, number, do="add_service", name="À moitié")
    less = saves(browser, number, do="remove_service_0", name="À moitié")

    assert ("Service 2" in more.text, "À moitié" in more.text) == (True, True)
    assert ("Service 1" in less.text, "À moitié" in less.text) == (False, True)
    assert kept(scene, number).structure == THE_BRIDGE


def test_a_button_between_keeps_the_first_stamp(scene: Scene) -> None:
    """Adding a service does not make somebody else's change look known."""
    number, browser = bridge(scene), scene.browser(INES)
    path = f"/directory/{number}/edit"
    opened = forms(browser.get(path))[path].fields
    scene.clock.forward(minutes=1)
    put(scene, replace(THE_BRIDGE, description="écrit entre-temps"))

    between = browser.post(path, data={**opened, **typed_from(THE_BRIDGE), "do": "remove_service_9"})

    assert forms(between)[path].fields["stamp"] == opened["stamp"]


def test_the_history_says_what_changed_in_words(scene: Scene) -> None:
    """Field by field, who and when."""
    number, browser = bridge(scene), scene.browser(INES)
    saves(browser, number, s0_age_max="21", hours="Mo-Fr 09:00-17:00")

    page = browser.get(f"/directory/{number}/history").text

    assert "Modifiée, Inès" in page
    assert "<del>12–25 ans</del>" in page
    assert "<ins>12–21 ans</ins>" in page
    assert "lundi 23 novembre" in page


def test_going_back_asks_and_can_be_undone_itself(scene: Scene) -> None:
    """What it would change is shown; both versions stay."""
    number, browser = bridge(scene), scene.browser(INES)
    saves(browser, number, name="Une erreur (fictive)")
    path = f"/directory/{number}/history/{versions(scene, number)[0].number}"

    asked = browser.get(path).text
    browser.send(path, path)

    assert "<del>Une erreur (fictive)</del>" in asked
    assert kept(scene, number).structure == THE_BRIDGE
    assert len(versions(scene, number)) == 2


@pytest.mark.parametrize(
    "path",
    ["/directory/9", "/directory/9/edit", "/directory/9/history", "/directory/1/history/9", "/directory/x"],
)
def test_what_is_not_there_is_told_in_words(scene: Scene, path: str) -> None:
    """With the way back to the directory."""
    bridge(scene)

    answer = scene.browser(INES).get(path)

    assert answer.status_code == 404
    assert "Cette fiche n’existe pas" in answer.text
    assert 'href="/directory"' in answer.text


def test_a_version_of_another_record_is_not_this_ones(scene: Scene) -> None:
    """Its number alone leads nowhere."""
    number, browser = bridge(scene), scene.browser(INES)
    saves(browser, number, name="Autre (fictif)")
    other = bridge(scene, id="autre")

    assert browser.get(f"/directory/{other}/history/{versions(scene, number)[0].number}").status_code == 404


def test_a_removed_record_is_not_changed_by_a_form_that_was_open(scene: Scene) -> None:
    """409, and it says where the record went."""
    number, browser = bridge(scene), scene.browser(INES)
    path = f"/directory/{number}/edit"
    hidden = forms(browser.get(path))[path].fields
    browser.send(f"/directory/{number}/remove", f"/directory/{number}/remove")

    answer = browser.post(path, data={**hidden, **typed_from(THE_BRIDGE), "do": "save"})

    assert answer.status_code == 409
    assert "vient d’être retirée" in answer.text
