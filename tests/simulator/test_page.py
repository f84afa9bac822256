"""The phone page, in a real Chromium."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from launch.simulator import Phone, SimulatedTelegram

CHROMIUM = os.environ.get("PASSERELLE_CHROMIUM", "/usr/bin/chromium")
SAM = 7_000_000_001
KEYBOARD = {
    "inline_keyboard": [[{"text": "Oui", "callback_data": "yes"}, {"text": "Non", "callback_data": "no"}]]
}
LONG_AND_SHORT = [
    [{"text": "Je préfère en parler avec une personne", "callback_data": "a"}],
    [{"text": label, "callback_data": label} for label in "1234"],
]
needs_chromium = pytest.mark.skipif(not Path(CHROMIUM).exists(), reason="no Chromium here")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """One browser for this file."""
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-background-networking"]
        )
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Any, telegram: SimulatedTelegram) -> Iterator[Any]:
    """A page that fails the test when anything is written on its console."""
    opened = chromium.new_page(viewport={"width": 1280, "height": 900})
    opened.set_default_timeout(5000)
    complaints: list[str] = []
    opened.on("console", lambda message: complaints.append(message.text))
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    yield opened
    opened.close()
    assert complaints == []


def test_the_page_is_under_a_strict_policy(telegram: SimulatedTelegram) -> None:
    """Nothing inline, nothing from elsewhere, no way out of the folder."""
    with httpx.Client(base_url=telegram.url) as http:
        answer = http.get("/")
        outside = http.get("/static/..%2Fserver.py")

    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "<style" not in answer.text
    assert outside.status_code == 404


@needs_chromium
@pytest.mark.browser
def test_sam_starts_with_a_deep_link_and_answers_by_a_button(page: Any, telegram: SimulatedTelegram) -> None:
    """From the empty chat to the edited question."""
    page.goto(f"{telegram.url}/?start=ecole")
    page.get_by_test_id("start").click()
    telegram.wait_until(telegram.pending)
    sent = telegram.call("sendMessage", chat_id=SAM, text="Ça va ?", reply_markup=KEYBOARD)
    page.get_by_role("button", name="Oui", exact=True).click()
    telegram.wait_until(lambda: len(telegram.pending()) == 2)
    telegram.call(
        "editMessageText", chat_id=SAM, message_id=sent["result"]["message_id"], text="Ça va ? Oui."
    )

    page.get_by_text("Ça va ? Oui.").wait_for()

    assert telegram.pending()[0]["message"]["text"] == "/start ecole"
    assert page.get_by_test_id("button").count() == 0


@needs_chromium
@pytest.mark.browser
def test_words_and_a_voice_note_are_sent_and_a_deletion_is_seen(
    page: Any, telegram: SimulatedTelegram
) -> None:
    """The composer, the attach menu, the log."""
    page.goto(telegram.url)
    page.get_by_test_id("start").click()
    page.get_by_test_id("input").fill("coucou")
    page.get_by_test_id("send").click()
    page.get_by_test_id("attach").click()
    page.get_by_test_id("attach-voice").click()
    page.locator("[data-kind=voice]").wait_for()

    telegram.call("deleteMessage", chat_id=SAM, message_id=2)

    page.get_by_text("coucou").wait_for(state="detached")
    assert page.get_by_test_id("message").count() == 2


@needs_chromium
@pytest.mark.browser
def test_a_second_phone_and_a_lock_screen(page: Any, telegram: SimulatedTelegram) -> None:
    """The lock screen shows what others might read."""
    page.goto(f"{telegram.url}/?phone=Sam")
    page.get_by_test_id("second-phone").click()
    second = page.get_by_test_id("phone").nth(1)
    second.get_by_test_id("start").click()
    second.get_by_test_id("message").wait_for()
    second.get_by_test_id("lock").click()

    telegram.call("sendMessage", chat_id=SAM + 1, text="Tu as un message.")

    second.get_by_test_id("notification").get_by_text("Tu as un message.").wait_for()
    assert "phone=Sam&phone=Parent" in page.url


@needs_chromium
@pytest.mark.browser
def test_the_switches_around_the_phone(page: Any, telegram: SimulatedTelegram) -> None:
    """Two days at one click, block, unblock, reset."""
    page.goto(telegram.url)
    page.get_by_test_id("start").click()
    page.get_by_test_id("message").wait_for()
    before = telegram.ask("GET", "/clock")["now"]
    page.get_by_test_id("advance-two-days").click()
    page.get_by_test_id("menu").click()
    page.get_by_test_id("block").click()
    page.get_by_test_id("unblock").click()
    page.get_by_test_id("composer").wait_for()

    page.get_by_test_id("reset").click()

    page.get_by_test_id("welcome").wait_for()
    assert telegram.ask("GET", "/clock")["now"] - before >= 172_800


@needs_chromium
@pytest.mark.browser
def test_on_a_narrow_screen_one_phone_fills_the_page(page: Any, telegram: SimulatedTelegram) -> None:
    """Nothing overflows, and every button but those inside a sentence is large enough for a thumb."""
    page.set_viewport_size({"width": 390, "height": 780})
    page.goto(telegram.url)
    page.get_by_test_id("start").click()
    page.get_by_test_id("message").wait_for()
    telegram.call("sendMessage", chat_id=SAM, text="x", reply_markup={"inline_keyboard": LONG_AND_SHORT})
    page.get_by_role("button", name="4", exact=True).wait_for()

    buttons = page.locator("button:visible:not(.edit-own, .command)")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert buttons.evaluate_all("all => Math.min(...all.map((one) => one.offsetHeight))") >= 44


@needs_chromium
@pytest.mark.browser
def test_reloading_finds_the_conversation_again(page: Any, telegram: SimulatedTelegram) -> None:
    """The page remembers nothing, the server everything."""
    sam = telegram.person("Sam")
    sam.start()
    telegram.call("sendMessage", chat_id=sam.id, text="Je suis là.")

    page.goto(f"{telegram.url}/?phone=sam")

    page.get_by_text("Je suis là.").wait_for()
    assert Phone(telegram, SAM).screen().texts == ("/start", "Je suis là.")
