"""The sections of the settings: each is kept alone, what is wrong is told in its place, and one line says how each stands."""

import re

import httpx
import pytest

from passerelle import association, journal, offering
from passerelle.journal import Action
from passerelle.tables import Association
from tests.admin.browser import Browser, forms
from tests.admin.scene import Scene
from tests.people import INES, NADIA

EVERY_LANGUAGE = ["fr", "nl", "en", "ar", "es", "tr", "uk", "de"]


def kept(scene: Scene) -> Association:
    """The association as it is noted now."""
    with scene.house.database.reading() as session:
        return association.get(session)


def saved(browser: Browser, section: str, **typed: str | list[str]) -> httpx.Response:
    """Send one section of the settings."""
    fields = forms(browser.get("/settings"))[f"/settings/{section}"].fields
    return browser.post(f"/settings/{section}", data={**fields, **typed})


def test_the_page_says_how_each_section_stands(scene: Scene) -> None:
    """In a line each; nothing is open."""
    page = scene.browser(INES).get("/settings").text

    for line in (
        "Pas de message à vous",
        "Rien n’est promis",
        "Tout est proposé",
        "Partout",
        "Toutes : français",
    ):
        assert line.replace(" :", "\u00a0:") in page
    assert " open>" not in page


def test_a_greeting_is_kept_and_shown_on_a_phone(scene: Scene) -> None:
    """Above what the robot must say."""
    browser = scene.browser(INES)

    answer = saved(browser, "greeting", greeting_fr="Bienvenue à la Maison bleue.", greeting_nl="Welkom.")
    page = browser.get(answer.headers["location"]).text

    assert offering.greetings(kept(scene)) == {"fr": "Bienvenue à la Maison bleue.", "nl": "Welkom."}
    assert re.search(r"handset_bubble[^>]*>Bienvenue à la Maison bleue\.\s+Bonjour 👋 Je suis un robot", page)
    assert "C’est enregistré." in page and "Écrit en\u00a0: français, néerlandais" in page


@pytest.mark.parametrize(
    ("section", "typed", "says"),
    [
        ("greeting", {"greeting_fr": "Ne t'inquiète pas."}, "promet ce que personne"),
        ("greeting", {"greeting_fr": "x" * 241}, "240 caractères"),
        ("greeting", {"greeting_nl": "Ik beloof het."}, "promet ce que personne"),
        ("delays", {"answer_minutes": "7", "urgent_minutes": "0"}, "Choisissez un délai"),
        ("areas", {"areas": "Liège, Nullepart"}, "« Nullepart » n’est pas connu"),
        ("languages", {"languages": ["ar", "de"]}, "Gardez le français"),
        ("languages", {}, "Gardez le français"),
    ],
)
def test_a_mistake_keeps_nothing_and_opens_its_section(
    scene: Scene, section: str, typed: dict[str, str | list[str]], says: str
) -> None:
    """Under its field, with what was typed."""
    before, browser = kept(scene), scene.browser(INES)

    page = saved(browser, section, **typed)

    assert page.status_code == 422 and says.replace("« ", "«\u00a0").replace(" »", "\u00a0»") in page.text
    assert f'id="section_{section}" open' in page.text and kept(scene) == before
    assert "Nullepart" in page.text or section != "areas"


def test_a_delay_is_said_on_the_page_as_it_is_at_the_bot(scene: Scene) -> None:
    """It is eleven o'clock; two hours of opening are promised."""
    browser = scene.browser(INES)

    saved(browser, "delays", answer_minutes="120", urgent_minutes="30")
    page = browser.get("/settings").text

    assert "Réponse prévue aujourd’hui avant 13\u00a0h." in page
    assert "2 heures · urgent\u00a0: 30 minutes" in page


def test_what_is_not_ticked_is_switched_off(scene: Scene) -> None:
    """A forged name switches off nothing."""
    browser = scene.browser(INES)
    assert scene.app.state.panel.rewording is not None
    every = scene.app.state.panel.rewording.services

    saved(browser, "services", services=[code for code in every if code not in {"work", "town"}] + ["human"])

    assert offering.services_off(kept(scene)) == {"work", "town"}
    assert "Coupés\u00a0: Le travail, la formation, Un avis sur sa ville" in browser.get("/settings").text


def test_areas_come_back_as_they_can_be_typed_again(scene: Scene) -> None:
    """A commune by its postcode."""
    browser = scene.browser(INES)
    saved(browser, "areas", areas="Essonne, Seraing")

    page = browser.get("/settings").text
    again = re.search(r'name="areas"[^>]*>([^<]*)<', page)

    assert again is not None and again[1] == "Essonne, 4100 Seraing"
    assert saved(browser, "areas", areas=again[1]).status_code == 303


def test_all_languages_ticked_are_no_choice(scene: Scene) -> None:
    """A language that comes with an update is offered then."""
    browser = scene.browser(INES)

    saved(browser, "languages", languages=["fr", "nl"])
    few = offering.languages(kept(scene))
    saved(browser, "languages", languages=EVERY_LANGUAGE)

    assert few == {"fr", "nl"} and offering.languages(kept(scene)) == frozenset()


def test_each_change_is_journaled_and_a_mediator_makes_none(scene: Scene) -> None:
    """Who, and nothing of what."""
    coordinator, mediator = scene.browser(INES), scene.browser(NADIA)
    token = forms(mediator.get("/"))["/logout"].fields

    refused = mediator.post("/settings/areas", data={**token, "areas": "Liège"})
    saved(coordinator, "areas", areas="Liège")

    with scene.house.database.reading() as session:
        line = journal.lines(session, before=None, limit=1)[0]
    assert refused.status_code == 403
    assert (line.action, line.member_id) == (Action.SETTINGS_CHANGED, scene.member(INES).id)


def test_another_section_is_none(scene: Scene) -> None:
    """A forged address is not there."""
    browser = scene.browser(INES)
    fields = forms(browser.get("/settings"))["/settings"].fields

    assert browser.post("/settings/key_fingerprint", data=fields).status_code in {404, 422}
