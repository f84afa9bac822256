"""The association's pages in a real Chromium: what is typed wrong is told in its place; for everybody's eyes, on a phone's width."""

import pytest
from playwright.sync_api import ViewportSize, expect

from tests.admin.desk import IN_CHROMIUM, PHONE, SOON, WIDE, Desk, faults
from tests.people import INES

pytestmark = IN_CHROMIUM
expect.set_options(timeout=SOON)
PAGES = (
    "/settings",
    "/helplines",
    "/helplines/be-103",
    "/helplines/be-101",
    "/wordings",
    "/wordings?mark=changed",
)


def test_the_days_are_shortened_with_a_second_look(desk: Desk) -> None:
    """A mistake is told under its field, fewer days are asked about, going back loses nothing, and what is saved is said."""
    page = desk.open("/", INES)
    page.get_by_role("link", name="Réglages").click()
    page.locator("#section_association > summary").click()
    page.fill("#keep_days", "trente")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.locator("#keep_days_error")).to_contain_text("de 1 à 365")
    assert faults(page) == []

    page.fill("#keep_days", "30")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("seulement")
    assert faults(page) == []
    page.get_by_role("button", name="Non, y revenir").click()
    expect(page.locator("#keep_days")).to_have_value("30")
    page.get_by_role("button", name="Enregistrer").click()
    page.get_by_role("button", name="Oui, enregistrer").click()

    expect(page.get_by_role("status")).to_contain_text("enregistré")


def test_a_service_is_switched_off_and_the_page_stays_calm(desk: Desk) -> None:
    """Opened, unticked, saved, and said in one line; every section open has no fault either."""
    page = desk.open("/settings", INES)
    page.locator("#section_services > summary").click()
    page.get_by_label("Le travail, la formation").uncheck()
    page.locator("#section_services").get_by_role("button", name="Enregistrer").click()

    expect(page.get_by_role("status")).to_contain_text("enregistré")
    expect(page.locator("#section_services > summary")).to_contain_text(
        "Coupés\u00a0: Le travail, la formation"
    )
    page.evaluate("document.querySelectorAll('details.setting').forEach(section => section.open = true)")
    assert faults(page) == []


def test_a_sentence_is_reworded_with_a_look_at_the_phone(desk: Desk) -> None:
    """Found by its words, refused where it hurts, seen in its message, published and taken back."""
    page = desk.open("/settings", INES)
    page.get_by_role("link", name="Les phrases du robot").click()
    page.fill("#q", "conflit avec")
    page.get_by_role("button", name="Chercher").click()
    page.get_by_role("link", name="Le conflit, c’est avec qui").click()
    page.fill("#text0", "Calme-toi, c'est avec qui ?")
    page.get_by_role("button", name="Publier").click()
    expect(page.locator("#text0_error")).to_contain_text("promet ce que personne")
    assert faults(page) == []
    page.fill("#text0", "Ce conflit, c'est avec qui ?")
    page.get_by_role("button", name="Voir sur le téléphone").click()
    expect(page.locator(".handset_bubble")).to_have_text("Ce conflit, c’est avec qui\u00a0?")
    assert faults(page) == []

    page.get_by_role("button", name="Publier").click()
    expect(page.get_by_role("status")).to_contain_text("publié")
    page.locator("summary", has_text="Revenir à la phrase d’origine").click()
    page.get_by_role("button", name="Oui, effacer notre version").click()

    expect(page.locator(".handset_bubble")).to_have_text("Le conflit, c’est avec qui\u00a0?")


def test_a_line_is_called_and_noted(desk: Desk) -> None:
    """From the settings to the line and back; a mistake in its hours is told in its place."""
    page = desk.open("/settings", INES)
    page.get_by_role("link", name="Lignes d’écoute").click()
    page.get_by_role("link", name="Vérifier 103 Écoute").click()
    page.fill("#hours", "le soir")
    page.get_by_role("button", name="J’ai appelé aujourd’hui").click()
    expect(page.locator("#hours_error")).to_contain_text("ne se lisent pas")
    assert faults(page) == []
    page.fill("#hours", "Mo-Su 10:00-22:00")
    page.keyboard.press("Enter")

    expect(page.get_by_role("status")).to_contain_text("enregistré")
    expect(page.locator("#be-103")).to_contain_text("vérifiée le 23 novembre 2026")


@pytest.mark.parametrize(("scheme", "size"), [("light", WIDE), ("dark", PHONE)])
def test_axe_finds_nothing(desk: Desk, scheme: str, size: ViewportSize) -> None:
    """By day on a wide screen, by night on a phone."""
    found = {path: faults(desk.open(path, INES, size=size, scheme=scheme)) for path in PAGES}

    assert {path: wrong for path, wrong in found.items() if wrong} == {}


def test_on_a_phone_nothing_is_wider_than_the_screen_nor_too_small(desk: Desk) -> None:
    """390 points wide, and 44 points for a thumb."""
    measure = """() => [...document.querySelectorAll('a.btn, button, select, .row_link, .back, .rooms a, .tick')]
        .filter(e => e.checkVisibility()).map(e => [e.outerHTML.slice(0, 80), e.getBoundingClientRect()])
        .filter(([, box]) => Math.min(box.width, box.height) < 43.5).map(([html]) => html)"""

    for path in PAGES:
        page = desk.open(path, INES, size=PHONE)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], path
        assert page.evaluate(measure) == [], path
