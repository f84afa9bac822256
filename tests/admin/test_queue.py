"""The queue, and taking a case from it."""

from dataclasses import replace

from passerelle import handoff
from tests.admin.browser import forms
from tests.admin.scene import BULLYING, SECRET_WORDS, Scene
from tests.people import ALEX, INES, MARC, NADIA, SAM

HEADLINE = ("À prendre", "harcèlement", "12–17 ans", "Liège", "français", "il y a 5\u00a0min")
CONTENT = (SECRET_WORDS, "je m’appelle", str(SAM.account), "En ligne")


def test_a_waiting_case_shows_its_headline_and_no_text(scene: Scene) -> None:
    """Topic, age, place, language and how long: nothing that Sam wrote, nor who Sam is."""
    case_id = scene.case()
    scene.writes(case_id, "je m’appelle Sam")
    scene.clock.forward(minutes=5)

    page = scene.browser(NADIA).get("/").text

    assert [words for words in HEADLINE if words not in page] == []
    assert [words for words in CONTENT if words in page] == []


def test_an_urgent_case_comes_first_by_shape_and_word(scene: Scene) -> None:
    """The newer case is urgent, and stands above the older one."""
    first = scene.case()
    urgent = scene.case(person=ALEX, headline=replace(BULLYING, is_urgent=True))

    page = scene.browser(NADIA).get("/").text

    assert page.index(f'id="case_{urgent}"') < page.index(f'id="case_{first}"')
    assert "urgent</span>" in page
    assert "<svg" in page


def test_the_tab_counts_who_waits_and_says_nothing_else(scene: Scene) -> None:
    """A glance at the tab is enough, over a shoulder too."""
    scene.case()

    assert "<title>(1) Passerelle</title>" in scene.browser(NADIA).get("/").text


def test_the_exact_time_stands_behind_the_relative_one(scene: Scene) -> None:
    """In the association's zone, for people and for machines."""
    scene.case()

    page = scene.browser(NADIA).get("/").text

    assert 'datetime="2026-11-23T10:00:00+00:00" title="lundi 23 novembre à 11:00"' in page


def test_empty_lists_say_what_will_come(scene: Scene) -> None:
    """An empty page is not a broken one."""
    page = scene.browser(NADIA).get("/").text

    assert "Personne n’attend." in page
    assert "Rien pour l’instant." in page
    assert "Vos collègues ne suivent personne" in page


def test_taking_a_case_opens_it(scene: Scene) -> None:
    """One form, one click, and the case is there with what was answered."""
    case_id = scene.case()
    browser = scene.browser(NADIA)

    taken = browser.send("/", f"/cases/{case_id}/take")

    assert (taken.status_code, taken.headers["location"]) == (303, f"/cases/{case_id}")
    assert SECRET_WORDS in browser.get(f"/cases/{case_id}").text


def test_who_comes_second_is_told_so(scene: Scene) -> None:
    """Marc's page still had the button; nothing is lost, and the queue is one click away."""
    case_id = scene.case()
    marc, nadia = scene.browser(MARC), scene.browser(NADIA)
    form = forms(marc.get("/"))[f"/cases/{case_id}/take"]
    nadia.send("/", f"/cases/{case_id}/take")

    late = marc.post(form.action, data=form.fields)

    assert late.status_code == 409
    assert "vient de prendre ce dossier" in late.text
    assert "rien n’est perdu" in late.text


def test_taking_twice_is_taking_once(scene: Scene) -> None:
    """An impatient second click opens the case all the same."""
    case_id = scene.case()
    browser = scene.browser(NADIA)
    form = forms(browser.get("/"))[f"/cases/{case_id}/take"]

    first = browser.post(form.action, data=form.fields)
    scene.clock.forward(seconds=1)
    second = browser.post(form.action, data=form.fields)

    assert (first.status_code, second.status_code) == (303, 303)
    assert [line.content.code for line in scene.lines(case_id)].count("taken") == 1


def test_my_cases_show_what_is_new(scene: Scene) -> None:
    """A message that Nadia did not see yet is marked by shape and word."""
    case_id = scene.held_case()
    browser = scene.browser(NADIA)
    before = browser.get("/").text

    scene.writes(case_id)

    assert "nouveau</span>" not in before
    assert "nouveau</span>" in browser.get("/").text


def test_of_the_others_a_mediator_sees_that_they_hold_a_case(scene: Scene) -> None:
    """Marc sees a pseudonym and Nadia's name: neither topic nor place."""
    scene.held_case(NADIA)

    page = scene.browser(MARC).get("/").text

    assert "suivi par Nadia" in page
    assert "harcèlement" not in page
    assert "Liège" not in page


def test_a_coordinator_sees_the_headlines_of_all(scene: Scene) -> None:
    """Inès sees what the team is busy with, and still no text."""
    scene.held_case(NADIA)

    page = scene.browser(INES).get("/").text

    assert "suivi par Nadia" in page
    assert "harcèlement" in page
    assert SECRET_WORDS not in page


def test_what_was_just_done_is_said_once_back_in_the_queue(scene: Scene) -> None:
    """Only sentences of ours, chosen by a code: an address cannot put words on the page."""
    browser = scene.browser(NADIA)

    assert "C’est clos." in browser.get("/?done=closed").text
    assert "nimporte" not in browser.get("/?done=nimporte").text


def test_a_case_nobody_has_cannot_be_taken(scene: Scene) -> None:
    """A number that was made up ends on a page that says so."""
    case_id = scene.case()
    browser = scene.browser(NADIA)
    form = forms(browser.get("/"))[f"/cases/{case_id}/take"]

    assert browser.post("/cases/4242/take", data=form.fields).status_code == 404


def test_a_closed_case_is_in_no_list(scene: Scene) -> None:
    """What is over leaves the page."""
    case_id = scene.held_case()
    with scene.house.database.writing() as session:
        handoff.close(session, scene.member(NADIA), case_id, keys=scene.house.keys, now=scene.clock())

    assert f'id="case_{case_id}"' not in scene.browser(NADIA).get("/").text
