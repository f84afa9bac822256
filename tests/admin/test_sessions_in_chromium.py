"""Sessions in a real Chromium: one is written, opened and composed; axe by day, by night and on a phone; the menu; and no scripts."""

from dataclasses import replace

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from passerelle.listening import SeatState
from tests.admin.desk import IN_CHROMIUM, PHONE, SOON, WIDE, Desk, faults, served
from tests.admin.meetings import at, pass_by
from tests.admin.offered import (
    GROUP,
    TITLE,
    WORKSHOP,
    asks,
    candidates,
    dated,
    dates,
    offered,
    seat,
    session_of,
)
from tests.admin.scene import Scene
from tests.people import INES, NADIA, Staff

pytestmark = IN_CHROMIUM
expect.set_options(timeout=SOON)
MEASURE = """() => [...document.querySelectorAll(
    'a.btn, button, select, .back, .menu_links a, .queue_nav a, summary, .tick, .person_row, .row_link')]
    .filter(e => e.checkVisibility()).map(e => [e.outerHTML.slice(0, 80), e.getBoundingClientRect()])
    .filter(([, box]) => Math.min(box.width, box.height) < 43.5).map(([html]) => html)"""
SAID = (
    {"age": "13", "school": "Collège du Pont", "commune": "Genval"},
    {"age": "14", "school": "Athénée des Saules", "commune": "Liège"},
    {"age": "13", "school": "Collège du Pont", "commune": "Namur"},
)


def fill(page: Page) -> None:
    """Write a group that begins on Thursday, led by Nadia."""
    page.fill("#title_fr", TITLE)
    page.fill("#first_day", "2026-11-26")
    page.get_by_role("group", name="Nadia").get_by_label("anime", exact=True).check()


def test_a_group_is_written_and_opened(desk: Desk) -> None:
    """From an empty list; a mistake is told in its place and loses nothing."""
    page = desk.open("/sessions", INES)
    page.get_by_role("link", name="Créer la première").click()
    page.get_by_role("link", name="Créer\u00a0: groupe de parole").click()
    page.fill("#about_fr", "On parle de tout.")
    page.get_by_role("button", name="Enregistrer").first.click()
    expect(page.get_by_role("alert")).to_contain_text("à corriger")
    expect(page.locator("#about_fr")).to_have_value("On parle de tout.")
    assert faults(page) == []

    fill(page)
    page.get_by_role("button", name="Enregistrer").first.click()
    page.get_by_role("button", name="Ouvrir aux inscriptions").click()

    expect(page.get_by_role("status").first).to_contain_text("ouverte")


def test_a_double_click_sends_a_form_once(desk: Desk) -> None:
    """So that it makes one session."""
    page, sent = desk.open("/sessions/new?kind=workshop", INES), []
    fill(page)
    page.on("request", lambda request: sent.append(request.method))

    page.get_by_role("button", name="Enregistrer").first.dblclick()
    page.get_by_role("button", name="Ouvrir aux inscriptions").wait_for()

    assert sent.count("POST") == 1


def test_only_what_goes_with_a_rhythm_is_shown(desk: Desk) -> None:
    """Without a script: a style sheet knows what is chosen."""
    page = desk.open("/sessions/new?kind=workshop", INES)

    page.get_by_label("Des dates à choisir, avec un titre").check()

    expect(page.locator("#step_day_1")).to_be_visible()
    expect(page.locator("#first_day")).to_be_hidden()


def test_a_tick_shows_at_once_what_speaks_against(desk: Desk, scene: Scene) -> None:
    """The page looks again by itself; then a place is proposed."""
    number = offered(scene, GROUP)
    seats = candidates(scene, number, *SAID)
    page = desk.open(f"/sessions/{number}/group", INES)

    page.locator(f"#seat_{seats[2].id}").check()
    expect(page.locator(".warnings")).to_contain_text("peuvent se connaître")
    assert faults(page) == []
    page.locator(f"#seat_{seats[2].id}").uncheck()
    expect(page.locator(".warnings")).not_to_contain_text("peuvent se connaître")
    page.get_by_role("button", name="Proposer une place").click()

    expect(page.get_by_role("status").first).to_contain_text("proposées")
    assert seat(scene, seats[0].id or 0).state == SeatState.INVITED


def test_on_a_phone_the_menu_leads_everywhere(desk: Desk, scene: Scene) -> None:
    """One line above the page, and every link a thumb wide."""
    page = desk.open("/sessions", INES, size=PHONE)
    bar = page.locator(".top_bar").bounding_box()

    page.locator(".menu summary").click()
    assert faults(page) == []
    page.get_by_role("link", name="Réglages").click()

    assert bar is not None and bar["height"] < 60
    expect(page.get_by_role("heading", level=1)).to_have_text("Réglages")


def furnished(scene: Scene) -> list[tuple[str, Staff]]:
    """Every page of sessions, with something of everything on it."""
    group, full = offered(scene, GROUP), offered(scene, replace(WORKSHOP, takes_questions=True))
    seats = candidates(scene, group, *SAID)
    candidates(scene, full, {}, {}, {}, {})
    project = offered(scene, replace(GROUP, weekday=None, starts=None, first_day=None), is_open=False)
    dated(scene, project, at("2026-12-05T10:00"), step="Un footing")
    case_id = scene.held_case()
    first = dates(scene, full)[0]
    mine = [
        "",
        f"/{group}",
        f"/{group}/group",
        f"/{full}",
        f"/{project}",
        "/new",
        "/new?kind=project",
        f"/{full}/edit",
    ]
    mine += [f"/{full}/copy", f"/{full}/end", f"/{full}/dates/{first}/cancel", f"/{full}/dates/{first}/move"]
    mine += [f"/{group}/seats/{seats[0].id}/remove"]
    others = [(f"/cases/{case_id}/seat", NADIA), ("/appointments?week=2026-11-26&view=week", NADIA)]
    return [*((f"/sessions{path}", INES) for path in mine), *others]


@pytest.mark.parametrize(("scheme", "size"), [("light", WIDE), ("dark", PHONE)])
def test_axe_finds_nothing_and_all_fits(desk: Desk, scene: Scene, scheme: str, size: ViewportSize) -> None:
    """By day on a wide screen, by night on a phone: nothing is wider than the screen, nor too small for a thumb."""
    found = {}
    for path, who in furnished(scene):
        page = desk.open(path, who, size=size, scheme=scheme)
        page.evaluate("document.querySelectorAll('main details').forEach(part => part.open = true)")
        too_wide = page.evaluate("document.documentElement.scrollWidth") > size["width"]
        found[path] = [*faults(page), *page.evaluate(MEASURE), *(["too wide"] if too_wide else [])]
        page.context.close()

    assert {path: wrong for path, wrong in found.items() if wrong} == {}


def test_without_scripts_everything_is_done_all_the_same(browser: Browser, scene: Scene) -> None:
    """Plain forms: more seats, a date that moves, numbers that are noted."""
    number = offered(scene)
    asks(scene, number)
    pass_by(scene, days=4)
    with served(scene.app) as url:
        context = browser.new_context(java_script_enabled=False, locale="fr-BE")
        context.add_cookies([{"name": "passerelle", "value": scene.session_of(NADIA), "url": url}])
        page = context.new_page()
        page.goto(f"{url}/sessions/{number}")
        page.get_by_label("Venus", exact=True).fill("8")
        page.get_by_role("button", name="Noter").click()
        page.wait_for_url("**?done=counted*")
        page.get_by_role("link", name="Déplacer").first.click()
        page.get_by_label("Nouveau jour").fill("2026-12-04")
        page.get_by_role("button", name="Déplacer").click()
        page.wait_for_url("**?done=moved*")
        assert page.get_by_text("8 personnes sont venues").is_visible()
        context.close()

    assert session_of(scene, number).capacity == 2
