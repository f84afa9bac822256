"""A night on call, with real parts: the staff's bot on three telephones, letters at a mail server, and a clock that is moved."""

import re

import pytest
from playwright.sync_api import expect

from launch.simulator import Phone
from tests.admin.desk import IN_CHROMIUM, SOON
from tests.bot.stage import case_of, comes_to_the_topics, taps
from tests.e2e.town import ALEX, SENDER, Town
from tests.people import INES, MARC, NADIA

pytestmark = [*IN_CHROMIUM, pytest.mark.slow]
expect.set_options(timeout=SOON)

OPENED, WAITS_ON = "Nouvelle demande · urgente · 12–17", "Demande toujours en attente · urgente · 12–17"
TAKEN = "Prise en charge par Nadia"
NEWS = "Du nouveau dans un de vos dossiers"
TELLS = "harc|coups|Sam|Canari|danger|médiat|psy|viol|suicid|frapp|Passeurs|téléphone"


def says(*phones: Phone) -> list[list[str]]:
    """What telephones of the team show of cases."""
    return [
        [text for text in phone.screen().texts if re.search("emande|en charge", text)] for phone in phones
    ]


def letters(town: Town, many: int) -> list[tuple[str, str]]:
    """Who got a letter, and its first line; nothing in any of them may tell of anybody."""
    found = town.box.wait_for(many)
    for _, letter in found:
        assert letter["From"] == SENDER and letter["Importance"] == "high"
        assert not re.search(TELLS, f"{letter['Subject']} {letter.get_content()}", re.IGNORECASE)
    return [(recipient, letter.get_content().splitlines()[0]) for recipient, letter in found]


def asks_at_night(town: Town) -> tuple[Phone, str]:
    """Sam is not safe, at one in the morning; gives the phone, and what the team calls Sam."""
    town.is_now(town.next_time(1))
    sam = town.bot.person()
    comes_to_the_topics(sam, payload="harcelement")
    taps(sam, "Non", "Oui, je veux bien")
    sam.wait_for("C’est transmis, en priorité")
    sam.write("il me frappe")
    return sam, town.bot.until(lambda _: case_of(town.bot, sam)).pseudonym


def test_an_urgent_case_at_night_is_never_left_alone(town: Town) -> None:
    """Duty at once and both ways, the coordination after three minutes, who is on call after six; one takes it, all are told."""
    nadia, ines, marc = (town.links_phone(who) for who in (NADIA, INES, MARC))
    nobody = town.staff.person(ALEX.name)
    sam, pseudonym = asks_at_night(town)

    nadia.wait_for(OPENED)
    assert letters(town, 1) == [(NADIA.email, OPENED)]
    assert says(nadia, ines, marc) == [[OPENED], [], []]

    town.later(minutes=3)
    ines.wait_for(WAITS_ON)
    assert letters(town, 2)[1:] == [(INES.email, WAITS_ON)]
    assert says(nadia, ines, marc) == [[OPENED], [WAITS_ON], []]

    town.later(minutes=3)
    marc.wait_for(WAITS_ON)
    assert letters(town, 3)[2:] == [(MARC.email, WAITS_ON)]

    nadia.tap("Prendre en charge")
    assert sam.wait_for("a pris ta demande").text == "Nadia, médiatrice, a pris ta demande et te répond ici."
    for colleague in (ines, marc):
        colleague.wait_for(TAKEN)
    nadia.wait_for("C’est vous")
    assert says(ines, marc, nobody) == [[TAKEN], [TAKEN], []]
    assert not any(re.search(TELLS, text) for phone in (nadia, ines, marc) for text in phone.screen().texts)

    town.later(minutes=1)
    sam.write("vous êtes là ?")
    town.bot.settled()
    town.later(minutes=30)
    assert letters(town, 4)[3:] == [(NADIA.email, NEWS)]  # she has not opened it yet; nobody else hears of it
    assert says(ines, marc) == [[TAKEN], [TAKEN]]

    page = town.window(MARC)
    expect(page.locator("#team")).to_contain_text("Nadia")
    expect(page.locator("#waiting")).to_contain_text("Personne n’attend")
    hers = town.window(NADIA)
    hers.get_by_role("link", name=f"Ouvrir {pseudonym}").click()
    expect(hers.get_by_text("il me frappe")).to_be_visible()
