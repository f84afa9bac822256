"""The main job as people do it: Sam on a phone, Nadia at the panel, two real pages and everything between them."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.demo import PATIENCE, Demo, shown, sign_in, tap, write

pytestmark = [pytest.mark.browser, pytest.mark.slow]

EVERY_TWO_SECONDS = 2_500


@pytest.fixture(scope="module")
def sam(browser: Browser, demo: Demo) -> Page:
    """Sam's phone."""
    page = browser.new_context(viewport={"width": 900, "height": 900}, locale="fr-BE").new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(demo.phone_url)
    return page


@pytest.fixture(scope="module")
def nadia(browser: Browser, demo: Demo) -> Page:
    """Nadia's browser, signed in with her password and a one-time code."""
    page = browser.new_context(viewport={"width": 1200, "height": 800}, locale="fr-BE").new_page()
    sign_in(page, demo)
    return page


def test_1_sam_asks_and_nadia_sees_a_headline_only(sam: Page, nadia: Page) -> None:
    """Seven taps and a place lead to a case; the queue shows what it is about and nothing of what was written."""
    sam.get_by_test_id("start").click()
    tap(sam, "D’accord, on commence", "J’ai 12 à 17 ans", "Harcèlement", "Oui", "En ligne", "En parler")
    shown(sam, "code postal")
    write(sam, "4000 Liège")
    tap(sam, "Oui, je veux bien")
    shown(sam, "Pour l’équipe, tu t’appelles")
    write(sam, "un groupe de la classe se moque de moi")

    row = nadia.get_by_text("harcèlement").first
    expect(row).to_be_visible(timeout=PATIENCE)
    assert "se moque" not in nadia.content()
    assert "Liège" in nadia.content()


def test_2_nadia_takes_the_case_and_reads_it(sam: Page, nadia: Page) -> None:
    """What was asked and answered is there in order, and Sam is told who answers."""
    nadia.get_by_role("button", name="Prendre").first.click()

    expect(nadia.get_by_text("un groupe de la classe se moque de moi")).to_be_visible()
    shown(sam, "Nadia, médiatrice, a pris ta demande")


def test_3_words_pass_both_ways_without_reloading(sam: Page, nadia: Page) -> None:
    """Nadia's message reaches the phone under her name; the answer appears on her page within two seconds."""
    nadia.locator("form[action$=reply] textarea").fill("Bonjour, merci de m’avoir écrit.")
    nadia.keyboard.press("Control+Enter")
    shown(sam, "Bonjour, merci de m’avoir écrit.")
    write(sam, "c’est deux filles de ma classe")

    expect(nadia.get_by_text("c’est deux filles de ma classe")).to_be_visible(timeout=EVERY_TWO_SECONDS)
    expect(nadia.get_by_text("envoyé").first).to_be_visible()


def test_4_sos_is_there_while_a_human_holds_the_case(sam: Page, nadia: Page) -> None:
    """One tap shows the numbers, and the case comes first for Nadia."""
    tap(sam, "SOS")

    shown(sam, "112")
    expect(nadia.get_by_text("urgent", exact=False).first).to_be_visible(timeout=PATIENCE)


def test_5_a_voice_note_is_played_in_the_page(sam: Page, nadia: Page) -> None:
    """What Sam says reaches Nadia as a voice."""
    sam.get_by_test_id("attach").click()
    sam.get_by_test_id("attach-voice").click()

    expect(nadia.locator("audio")).to_be_attached(timeout=PATIENCE)


def test_6_erasing_leaves_nothing(sam: Page, nadia: Page) -> None:
    """Two taps: the chat is empty but for one sentence, and Nadia is told that the request was erased."""
    tap(sam, "Oublier")
    tap(sam, "Oui, tout oublier")

    shown(sam, "C’est oublié")
    expect(sam.get_by_test_id("message")).to_have_count(1, timeout=PATIENCE)
    nadia.reload()
    assert "se moque" not in nadia.content()
