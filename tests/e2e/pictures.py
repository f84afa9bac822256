"""Takes the pictures of the documents from the running demo: `make pictures`. Everybody on them is made up."""

import tempfile
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from playwright.sync_api import Browser, Page

from tests import browsers
from tests.e2e.demo import Demo, running_demo, shown, sign_in, tap, write
from tests.e2e.pictures_of_a_room import take_room

PICTURES = Path(__file__).resolve().parent.parent.parent / "docs" / "pictures"


def main() -> None:
    """Play the main job and take both doors on the way."""
    with (
        tempfile.TemporaryDirectory() as folder,
        running_demo(Path(folder)) as demo,
        browsers.chromium() as browser,
    ):
        sam = page_of(browser, 1000, 1000)
        sam.goto(demo.phone_url)
        take_phone(sam)
        nadia = take_panel(sam, demo, browser)
        take_calendar(sam, nadia)
        take_directory(nadia, demo)
        take_addresses(browser, demo)
        take_room(browser, page_of(browser, 1000, 1000), PICTURES)


def page_of(browser: Browser, width: int, height: int) -> Page:
    """A page of this size, sharp enough for print."""
    return browser.new_context(
        viewport={"width": width, "height": height},
        locale="fr-BE",
        timezone_id="Europe/Brussels",
        device_scale_factor=2,
    ).new_page()


def take_phone(sam: Page) -> None:
    """The question of safety, with the ways out under it."""
    sam.get_by_test_id("start").click()
    tap(sam, "D’accord, on commence", "J’ai 12 à 17 ans", "Harcèlement")
    shown(sam, "Es-tu en sécurité")
    sam.wait_for_timeout(1000)
    sam.get_by_test_id("phone").first.screenshot(path=PICTURES / "phone.png")


def take_panel(sam: Page, demo: Demo, browser: Browser) -> Page:
    """The queue, a case with both voices, and the same case on a phone."""
    tap(sam, "Oui", "En ligne", "En parler")
    shown(sam, "code postal")
    write(sam, "4000 Liège")
    tap(sam, "Oui, je veux bien")
    shown(sam, "Pour l’équipe, tu t’appelles")
    write(sam, "un groupe de la classe se moque de moi")
    nadia = page_of(browser, 1200, 800)
    sign_in(nadia, demo)
    nadia.screenshot(path=PICTURES / "queue.png")
    nadia.get_by_role("button", name="Prendre").first.click()
    nadia.locator("form[action$=reply] textarea").fill(
        "Bonjour, merci de m’avoir écrit. Depuis quand est-ce que ça dure ?"
    )
    nadia.keyboard.press("Control+Enter")
    shown(sam, "Depuis quand")
    write(sam, "depuis la rentrée. merci de répondre")
    nadia.get_by_text("depuis la rentrée").wait_for()
    nadia.wait_for_timeout(1000)
    nadia.screenshot(path=PICTURES / "panel.png")
    nadia.set_viewport_size({"width": 390, "height": 800})
    nadia.screenshot(path=PICTURES / "panel-phone.png")
    sam.get_by_test_id("phone").first.screenshot(path=PICTURES / "phone-answer.png")
    nadia.set_viewport_size({"width": 1200, "height": 800})
    return nadia


def take_calendar(sam: Page, nadia: Page) -> None:
    """Nadia proposes a time for tomorrow, Sam takes it; the calendar has it."""
    nadia.get_by_text("Proposer un rendez-vous").first.click()
    tomorrow = datetime.now(ZoneInfo("Europe/Brussels")).date() + timedelta(days=1)
    nadia.locator("input[type=date]").first.fill(tomorrow.isoformat())
    nadia.locator("input[type=time]").first.fill("16:30")
    nadia.get_by_role("button", name="Proposer").first.click()
    shown(sam, "Quel moment te va")
    tap(sam, "demain à")
    shown(sam, "C’est noté")
    sam.wait_for_timeout(500)
    sam.get_by_test_id("phone").first.screenshot(path=PICTURES / "phone-appointment.png")
    nadia.get_by_role("link", name="Rendez-vous", exact=True).click()
    nadia.wait_for_timeout(500)
    nadia.screenshot(path=PICTURES / "calendar.png")


def take_directory(nadia: Page, demo: Demo) -> None:
    """The list of the directory."""
    nadia.goto(f"{demo.panel_url}/directory")
    nadia.screenshot(path=PICTURES / "directory.png")


def take_addresses(browser: Browser, demo: Demo) -> None:
    """A second phone, whose owner looks for a good address."""
    friend = page_of(browser, 1000, 1000)
    friend.goto(f"{demo.phone_url}/?phone=Ami")
    friend.get_by_test_id("start").click()
    tap(friend, "D’accord, on commence", "J’ai 12 à 17 ans")
    shown(friend, "Qu’est-ce qui t’amène")
    tap(friend, "Une bonne adresse")
    shown(friend, "Une bonne adresse pour quoi")
    tap(friend, "Harcèlement")
    shown(friend, "quelle langue")
    tap(friend, "En français")
    shown(friend, "Ton code postal")
    write(friend, "Liège")
    shown(friend, "Voici ce qui convient")
    friend.wait_for_timeout(1000)
    friend.get_by_test_id("phone").first.screenshot(path=PICTURES / "phone-addresses.png")


if __name__ == "__main__":
    main()
