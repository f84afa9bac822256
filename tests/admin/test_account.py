"""A member's own account: linking a telephone by a code, unlinking it, mail on and off."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from admin.app import build
from passerelle.alerts import links
from passerelle.alerts.tables import MemberReach
from passerelle.settings import Mail
from passerelle.words import Words
from tests.admin.browser import forms
from tests.admin.desk import PHONE, WIDE, Desk, chromium, faults, served
from tests.admin.scene import Scene
from tests.people import MARC, NADIA

LOCALES = Path(__file__).parents[2] / "bot" / "locales"
CHAT = 7_500_000_001
SHOWN = re.compile(r'id="code">([A-Z0-9]{4}-[A-Z0-9]{4})</code>')


@pytest.fixture
def set_up(scene: Scene) -> Scene:
    """A scene whose house has a staff bot and a mail server."""
    mail = Mail("mail.example", 587, "alertes@asso.example")
    settings = replace(scene.house.settings, staff_bot_token="2:token", mail=mail)
    scene.house = replace(scene.house, settings=settings)
    scene.app = build(scene.house, words=Words(LOCALES))
    return scene


def reach(scene: Scene) -> MemberReach:
    """How Nadia is reached."""
    with scene.house.database.reading() as session:
        return links.reach_of(session, scene.member(NADIA).id or 0)


def sends(scene: Scene, code: str) -> str | None:
    """Somebody sends this code to the staff's bot; gives whose telephone it is now."""
    with scene.house.database.writing() as session:
        vault = scene.house.keys.vault
        found = links.link(session, code, CHAT, vault=vault, now=scene.clock())
        return found.name if found else None


def test_a_code_is_shown_once_and_links_a_telephone(set_up: Scene) -> None:
    """The page after it says that the telephone is linked, and shows no code."""
    browser = set_up.browser(NADIA)
    answer = browser.send("/account", "/account/code")
    shown = SHOWN.search(answer.text)

    assert shown is not None and answer.headers["cache-control"] == "no-store"
    assert sends(set_up, shown[1]) == "Nadia"
    after = browser.get("/account").text
    assert "Votre téléphone est relié." in after and shown[1] not in after


def test_a_code_is_kept_as_a_digest(set_up: Scene) -> None:
    """What is in the table opens nothing."""
    shown = SHOWN.search(set_up.browser(NADIA).send("/account", "/account/code").text)

    assert shown is not None
    assert shown[1].replace("-", "").encode() not in (reach(set_up).code_digest or b"")


def test_the_page_names_the_bot_once_it_is_known(set_up: Scene) -> None:
    """By a link that brings no code along."""
    set_up.app = build(set_up.house, words=Words(LOCALES), staff_bot=lambda: "equipe_bot")

    page = set_up.browser(NADIA).send("/account", "/account/code").text

    assert '<a href="https://t.me/equipe_bot" rel="noreferrer">@equipe_bot</a>' in page


def test_a_telephone_is_unlinked_on_the_page(set_up: Scene) -> None:
    """And the page says so."""
    browser = set_up.browser(NADIA)
    shown = SHOWN.search(browser.send("/account", "/account/code").text)
    assert shown is not None and sends(set_up, shown[1]) == "Nadia"

    answer = browser.send("/account", "/account/unlink")

    assert answer.headers["location"] == "/account?done=unlinked"
    assert reach(set_up).sealed_address is None
    assert "Votre téléphone est délié" in browser.get("/account?done=unlinked").text


def test_mail_is_on_until_it_is_switched_off(set_up: Scene) -> None:
    """And on again."""
    browser = set_up.browser(NADIA)
    assert f"arrivent aussi à {NADIA.email}" in browser.get("/account").text

    browser.send("/account", "/account/mail", wanted="no")
    assert not reach(set_up).by_mail
    assert "Aucune alerte n’arrive par mail." in browser.get("/account").text
    browser.send("/account", "/account/mail", wanted="yes")

    assert reach(set_up).by_mail


def test_what_is_not_installed_cannot_be_switched_on(scene: Scene) -> None:
    """The page says what is missing, and offers nothing."""
    page = scene.browser(NADIA).get("/account")

    assert "pas encore de robot" in page.text and "pas encore de serveur de mail" in page.text
    assert not [action for action in forms(page) if action.startswith("/account")]


def test_only_the_member_changes_their_own(set_up: Scene) -> None:
    """Marc's forms change Marc."""
    set_up.browser(MARC).send("/account", "/account/mail", wanted="no")

    assert reach(set_up).by_mail


@pytest.mark.parametrize("action", ["/account/code", "/account/unlink", "/account/mail"])
def test_nothing_changes_without_the_form_s_token(set_up: Scene, action: str) -> None:
    """Nor for who is not signed in."""
    assert set_up.browser(NADIA).post(action, data={"wanted": "no"}).status_code == 403
    assert set_up.browser().get("/account").headers["location"] == "/login"


def test_the_name_in_the_bar_leads_to_the_account(set_up: Scene) -> None:
    """From every page."""
    assert '<a class="me" href="/account"' in set_up.browser(NADIA).get("/").text


@pytest.mark.browser
@pytest.mark.skipif(chromium() is None, reason="no Chromium: install one, or set PASSERELLE_CHROMIUM")
def test_the_account_is_for_everybody_s_eyes(set_up: Scene) -> None:
    """Linked or not, wide and on a phone, by day and by night: axe finds nothing, and nothing is cut off."""
    with sync_playwright() as playwright, served(set_up.app) as url:
        opened = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        desk = Desk(opened, url, set_up)
        for size, scheme in ((WIDE, "light"), (PHONE, "dark")):
            page = desk.open("/account", NADIA, size=size, scheme=scheme)
            assert faults(page) == []
            page.get_by_role("button", name="Relier mon téléphone").click()
            page.get_by_role("link", name="C’est envoyé").wait_for()
            assert faults(page) == []
            assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
        opened.close()
    assert desk.complaints == []
