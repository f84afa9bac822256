"""An appointment from the first free hour to the question after it was missed: Nadia in Chromium, Sam on the phone, days that pass."""

import re

import httpx
import pytest
from playwright.sync_api import Page, expect

from launch.simulator import Phone
from tests.admin.desk import IN_CHROMIUM, SOON
from tests.bot.stage import is_held
from tests.bot.test_discreet import TELLING
from tests.e2e.town import NAME, Town
from tests.people import NADIA

pytestmark = [*IN_CHROMIUM, pytest.mark.slow]
expect.set_options(timeout=SOON)

REMINDER = "Rappel\u00a0: demain à 14\u00a0h"
PLACE = "12 rue des Exemples"
THURSDAY, FRIDAY = 3, 4
LOUD = re.compile(f"{TELLING['fr']}|{NAME}|{PLACE}|nadia|sam", re.IGNORECASE)


def publishes(page: Page, weekday: int) -> None:
    """Nadia says that an afternoon is free, week after week."""
    page.select_option("#weekday", str(weekday))
    page.fill("#weekly_opens", "14:00")
    page.fill("#weekly_closes", "17:00")
    page.get_by_role("button", name="Ajouter", exact=True).click()
    page.wait_for_url("**?done=added")


def proposes(town: Town, case_id: int) -> None:
    """Nadia ticks the first three times of hers, and says where."""
    page = town.window(NADIA, "/availability")
    for weekday in (THURSDAY, FRIDAY):
        publishes(page, weekday)
    page.goto(f"{town.desk.url}/cases/{case_id}")
    page.get_by_role("link", name="Proposer un rendez-vous").click()
    page.fill("#place", PLACE)
    for hours in ("14:00–14:45", "15:00–15:45", "16:00–16:45"):
        page.get_by_label(hours).first.check()
    page.get_by_role("button", name="Proposer", exact=True).click()
    page.wait_for_url("**?done=proposed")
    page.context.close()


def calendar_file(town: Town, phone: Phone) -> str:
    """The file for a calendar that Sam asks for."""
    phone.tap("📅 Agenda")
    shown = phone.wait_until(lambda screen: screen.last.kind == "document").last
    return httpx.get(f"{town.bot.telegram.url}/sim/files/{shown.raw['content']['file_id']}").text


def reminders(phone: Phone) -> list[str]:
    """What lit up the phone as a reminder so far."""
    return [shown["preview"] for shown in phone.notifications() if "Rappel\u00a0:" in shown["preview"]]


def reminded(phone: Phone, *words: str) -> None:
    """These reminders have come so far and no other, in words that tell nothing."""
    phone.wait_until(lambda _: len(reminders(phone)) >= len(words))
    assert reminders(phone) == list(words) and not LOUD.search(" ".join(words))


def is_missed(page: Page, pseudonym: str) -> None:
    """Nadia notes that nobody came, and is told what that brings."""
    page.get_by_role("button", name=f"Personne n’est venu : {pseudonym}").click()
    expect(page.get_by_role("status").first).to_contain_text("une seule question, bienveillante")
    expect(page.get_by_text("personne n’est venu", exact=True)).to_be_visible()


def test_an_appointment_from_its_offer_to_the_question_after_it(town: Town) -> None:
    """Three times offered, one picked, a reminder the evening before, another time instead, missed, and a kind question."""
    sam = town.bot.person()
    case = is_held(town.bot, sam)
    proposes(town, case.id or 0)

    assert sam.wait_for("Quel moment te va").labels[:4] == (
        "jeudi 26 novembre à 14\u00a0h",
        "jeudi 26 novembre à 15\u00a0h",
        "jeudi 26 novembre à 16\u00a0h",
        "Aucun ne va",
    )
    sam.tap("à 14\u00a0h")
    sam.wait_for("C’est noté\u00a0: jeudi 26 novembre à 14\u00a0h.")
    file = calendar_file(town, sam)
    assert "DTSTART:20261126T130000Z" in file and not LOUD.search(
        file.partition("SUMMARY")[2].splitlines()[0]
    )

    town.is_now(town.next_time(18, days=1))
    reminded(sam, REMINDER)
    sam.tap("Autre moment")
    sam.wait_for("Il faut changer de moment. Lequel te va")
    sam.tap("vendredi 27 novembre à 14\u00a0h")
    sam.wait_for("C’est noté\u00a0: vendredi 27 novembre à 14\u00a0h.")

    town.is_now(town.next_time(13))
    town.bot.settled()
    reminded(sam, REMINDER)
    town.is_now(town.next_time(18))
    reminded(sam, REMINDER, REMINDER)
    town.is_now(town.next_time(12))
    reminded(sam, REMINDER, REMINDER, "Rappel\u00a0: aujourd’hui à 14\u00a0h")

    town.is_now(town.next_time(15))
    is_missed(town.window(NADIA, "/appointments"), case.pseudonym)
    assert "Ce n’est pas grave" in sam.wait_for("On ne s’est pas vus").text
    town.later(days=1)
    town.bot.settled()
    assert sum("pas grave" in text for text in sam.screen().texts) == 1
    sam.tap("Oui")
    sam.wait_for("On te propose bientôt autre chose ici")
    page = town.window(NADIA)
    expect(page.locator("#mine")).to_contain_text("nouveau")
    page.get_by_role("link", name=f"Ouvrir {case.pseudonym}").click()
    expect(page.get_by_text("La personne veut un autre rendez-vous")).to_be_visible()
