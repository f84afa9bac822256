"""Sam looks for an address on the phone, as it stands in the browser, with the demo's directory behind it."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.demo import PATIENCE, Demo, shown, tap, write

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def sam(demo: Demo, browser: Browser) -> Page:
    """Sam's phone, where a good address is looked for."""
    page = browser.new_context(viewport={"width": 520, "height": 1000}, locale="fr-BE").new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(demo.phone_url)
    page.get_by_test_id("start").click()
    tap(page, "D’accord, on commence", "J’ai 12 à 17 ans")
    shown(page, "Qu’est-ce qui t’amène")
    tap(page, "Une bonne adresse")
    shown(page, "Une bonne adresse pour quoi")
    tap(page, "Harcèlement")
    shown(page, "quelle langue")
    tap(page, "En français")
    shown(page, "Ton code postal")
    return page


def test_1_a_place_of_two_names_is_asked_about(sam: Page) -> None:
    """One tap says which; going back asks again."""
    write(sam, "Saint-Denis")
    tap(sam, "Saint-Denis (Seine-Saint-Denis)")
    shown(sam, "📍 Saint-Denis (Seine-Saint-Denis)")
    tap(sam, "⟵ Retour")
    shown(sam, "Ton code postal")


def test_2_the_list_has_reasons_and_a_number_that_answers(sam: Page) -> None:
    """Made-up structures, marked so, in a real town."""
    write(sam, "Liège")
    shown(sam, "📍 Liège")
    expect(sam.get_by_test_id("message").filter(has_text="(fictif)").last).to_contain_text("En danger")


def test_3_a_card_gives_a_code_and_takes_a_complaint(sam: Page) -> None:
    """Each in a message of its own, with somebody one tap away."""
    tap(sam, "📇 1")
    shown(sam, "Fiche vérifiée le")
    tap(sam, "🎫")
    shown(sam, "Il dit que tu viens de notre part, rien d’autre")
    tap(sam, "Fiche fausse")
    shown(sam, "quelqu’un va vérifier")
    tap(sam, "C’est fermé")
    expect(sam.get_by_test_id("button").filter(has_text="🙋 Quelqu’un").last).to_be_visible()
