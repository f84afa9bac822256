"""The language of the panel: chosen in the browser, asked for by it, or French; on pages, live parts and refusals alike."""

import pytest

from admin.reading import LANGUAGES, wished
from tests.admin.scene import Scene
from tests.people import INES, NADIA


@pytest.mark.parametrize(
    ("chosen", "asked", "read"),
    [
        (None, None, "fr"),
        ("nl", "en", "nl"),
        ("tlh", "en-GB", "en"),
        (None, "nl-BE,nl;q=0.9,en;q=0.8", "nl"),
        (None, "de,en;q=0.5,nl;q=0.7", "nl"),
        (None, "en;q=0,nl;q=wrong", "fr"),
        (None, "*", "fr"),
        (None, ",;;q=,", "fr"),
    ],
)
def test_what_was_chosen_comes_before_what_the_browser_asks_for(
    chosen: str | None, asked: str | None, read: str
) -> None:
    """And whatever a stranger's header says, there is a language."""
    assert wished(chosen, asked) == read


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_page_is_read_in_what_the_browser_asks_for(scene: Scene, language: str) -> None:
    """Before anybody signed in."""
    page = scene.browser().get("/login", headers={"accept-language": language})

    assert f'<html lang="{language}"' in page.text


def test_a_choice_is_kept_by_the_browser(scene: Scene) -> None:
    """It stands above what the browser asks for, and leads back to where it was made."""
    browser = scene.browser()

    chosen = browser.send("/login", "/language", to="nl")

    assert (chosen.status_code, chosen.headers["location"]) == (303, "/login")
    assert '<html lang="nl"' in browser.get("/login", headers={"accept-language": "en"}).text


@pytest.mark.parametrize(("to", "back"), [("tlh", "//evil.example"), ("", "/cases/1")])
def test_a_choice_leads_nowhere_else(scene: Scene, to: str, back: str) -> None:
    """An address that is none of ours is not followed, and a language that we do not have changes nothing."""
    browser = scene.browser()

    chosen = browser.send("/login", "/language", to=to, back=back)

    assert chosen.headers["location"] == "/"
    assert '<html lang="fr"' in browser.get("/login").text


def test_one_reader_changes_nothing_for_another(scene: Scene) -> None:
    """Nadia reads Dutch while Inès reads English."""
    dutch = scene.browser(NADIA).get("/", headers={"accept-language": "nl"})
    english = scene.browser(INES).get("/", headers={"accept-language": "en"})

    assert '<html lang="nl"' in dutch.text
    assert '<html lang="en"' in english.text


def test_a_refusal_is_read_in_the_same_language(scene: Scene) -> None:
    """What goes wrong is said no other way than the rest."""
    page = scene.browser(NADIA).get("/cases/999", headers={"accept-language": "nl"})

    assert page.status_code == 404
    assert '<html lang="nl"' in page.text
