"""Appointments in a real Chromium: from free hours to times that were proposed, axe, a phone, the night, and no scripts."""

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from passerelle import appointments
from tests.admin.desk import IN_CHROMIUM, PHONE, SOON, WIDE, Desk, faults, served
from tests.admin.meetings import agreed, as_it_is, at, confirmed, offers, opens_hours, pass_by, proposed
from tests.admin.scene import Scene
from tests.people import INES, MARC, NADIA

pytestmark = IN_CHROMIUM
expect.set_options(timeout=SOON)
MEASURE = """() => [...document.querySelectorAll(
    'a.btn, button, select, textarea, .back, .rooms a, .queue_nav a, summary, .tick, .next_link')]
    .filter(e => e.checkVisibility()).map(e => [e.outerHTML.slice(0, 80), e.getBoundingClientRect()])
    .filter(([, box]) => Math.min(box.width, box.height) < 43.5).map(([html]) => html)"""


def hours_of(page: Page) -> None:
    """Say that Thursday morning is free."""
    page.select_option("#weekday", "3")
    page.fill("#weekly_opens", "09:00")
    page.fill("#weekly_closes", "11:00")
    page.get_by_role("button", name="Ajouter", exact=True).click()
    page.wait_for_url("**?done=added")


def test_hours_are_published_then_proposed_from_a_case(desk: Desk, scene: Scene) -> None:
    """With a mistake on the way, which is told in its place and loses nothing."""
    case_id = scene.held_case()
    page = desk.open("/availability", NADIA)
    hours_of(page)
    page.goto(f"{desk.url}/cases/{case_id}")
    page.get_by_role("link", name="Proposer un rendez-vous").click()
    page.fill("#place", "12 rue des Exemples")

    page.get_by_role("button", name="Proposer", exact=True).click()
    expect(page.locator("#times_error")).to_contain_text("Cochez au moins un moment")
    expect(page.locator("#place")).to_have_value("12 rue des Exemples")
    assert faults(page) == []
    page.get_by_label("09:00–09:45").first.check()
    page.get_by_role("button", name="Proposer", exact=True).click()

    page.wait_for_url("**?done=proposed")
    assert offers(scene, case_id) == [["26 09:00"]]


def test_an_appointment_is_cancelled_after_a_question(desk: Desk, scene: Scene) -> None:
    """From the week and back to it."""
    number = agreed(scene, scene.held_case())
    page = desk.open("/appointments", NADIA)

    page.get_by_role("link", name="Annuler").click()
    assert faults(page) == []
    page.get_by_role("button", name="Annuler le rendez-vous").click()

    expect(page.get_by_role("status").first).to_contain_text("C’est annulé")
    assert as_it_is(scene, number).state == appointments.State.CANCELLED


def test_the_page_of_a_case_says_what_comes_next(desk: Desk, scene: Scene) -> None:
    """Beside the conversation, a link away from more."""
    case_id = scene.held_case()
    agreed(scene, case_id)
    page = desk.open(f"/cases/{case_id}", NADIA)

    expect(page.locator("[aria-labelledby=next_title]")).to_contain_text("17:00–17:45")
    page.get_by_role("link", name="Voir les rendez-vous").click()

    expect(page.get_by_role("heading", name="Convenu")).to_be_visible()


def furnished(scene: Scene) -> list[tuple[str, object]]:
    """Every page of appointments, with something of everything on it."""
    opens_hours(scene)
    one, two = scene.held_case(), scene.held_case()
    agreed(scene, one, at("2026-11-23T13:00"))
    number = agreed(scene, one)
    confirmed(scene, number)
    agreed(scene, two, at("2026-11-25T10:00"), mode="video")
    proposed(scene, one, at("2026-11-30T10:00"), at("2026-12-01T10:00"))
    pass_by(scene, hours=4)
    mine = ["/appointments", "/appointments?view=week", "/appointments?week=2027-01-01", "/availability"]
    acts = [f"/appointments/{number}/{act}" for act in ("move", "cancel")]
    mine += [f"/cases/{one}/propose", "/appointments/feed", *acts]
    return [
        *((path, NADIA) for path in mine),
        ("/appointments?who=team&view=week", INES),
        ("/availability", MARC),
    ]


@pytest.mark.parametrize(("scheme", "size"), [("light", WIDE), ("dark", PHONE)])
def test_axe_finds_nothing_and_all_fits(desk: Desk, scene: Scene, scheme: str, size: ViewportSize) -> None:
    """By day on a wide screen, by night on a phone: nothing is wider than the screen, nor too small for a thumb."""
    found = {}
    for path, who in furnished(scene):
        page = desk.open(path, who, size=size, scheme=scheme)  # type: ignore[arg-type]  # one of the cast
        page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
        too_wide = page.evaluate("document.documentElement.scrollWidth") > size["width"]
        found[path] = [*faults(page), *page.evaluate(MEASURE), *(["too wide"] if too_wide else [])]
        page.context.close()

    assert {path: wrong for path, wrong in found.items() if wrong} == {}


def test_without_scripts_times_are_proposed_all_the_same(browser: Browser, scene: Scene) -> None:
    """Plain forms: every button does its work."""
    opens_hours(scene)
    case_id = scene.held_case()
    with served(scene.app) as url:
        context = browser.new_context(java_script_enabled=False, locale="fr-BE")
        context.add_cookies([{"name": "passerelle", "value": scene.session_of(NADIA), "url": url}])
        page = context.new_page()
        page.goto(f"{url}/cases/{case_id}")
        page.get_by_role("link", name="Voir les rendez-vous").click()
        page.get_by_label("14:00–14:45").first.check()
        page.get_by_role("button", name="Proposer", exact=True).click()
        page.wait_for_url("**?done=proposed")
        context.close()

    assert offers(scene, case_id) == [["24 14:00"]]
