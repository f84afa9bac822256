"""The team's pages in a real Chromium: a week planned, a case declined; for everybody's eyes, on a phone's width."""

import pytest
from playwright.sync_api import ViewportSize, expect

from passerelle import team
from passerelle.rota import Hours, changes
from tests.admin.desk import IN_CHROMIUM, PHONE, SOON, WIDE, Desk, faults
from tests.admin.scene import Scene
from tests.people import ALEX, INES, MARC, NADIA

pytestmark = IN_CHROMIUM
expect.set_options(timeout=SOON)


def furnished(scene: Scene) -> list[str]:
    """Every page of the team, with something of everything on it."""
    with scene.house.database.writing() as session:
        nadia, ines = team.find(session, NADIA.email), team.find(session, INES.email)
        assert nadia is not None and nadia.id and ines is not None
        nadia.languages, nadia.areas = " ar fr ", " Brabant_wallon Liège "
        now, today = scene.clock(), scene.clock().date()
        week = [(0, Hours(9 * 60, 18 * 60)), (0, Hours(20 * 60, 8 * 60, is_on_call=True))]
        changes.set_week(session, nadia.id, week, by=ines, now=now)
        changes.add_extra(session, nadia.id, today, hours=Hours(18 * 60, 19 * 60), by=ines, now=now)
        changes.add_off(
            session, nadia.id, today.replace(day=28), last_day=today.replace(day=29), by=ines, now=now
        )
        changes.add_holiday(session, today.replace(day=25), "Sainte-Catherine", by=ines, now=now)
        number = nadia.id
    held, waiting = scene.held_case(), scene.case(person=ALEX)
    team_pages = ["/team", "/team/new", f"/team/{number}", f"/team/{number}/leave", f"/team/{number}/code"]
    rota_pages = ["/rota", f"/rota/{number}", "/rota/mine", "/journal"]
    return [*team_pages, *rota_pages, f"/cases/{waiting}/decline", "/"] if held else []


def test_a_member_joins_and_is_planned(desk: Desk) -> None:
    """What they sign in with is shown once; a mistake in a week is told in its place."""
    page = desk.open("/team", INES)
    page.get_by_role("link", name="Ajouter quelqu’un").click()
    page.fill("#email", "zoe@example.org")
    page.fill("#name", "Zoé")
    page.get_by_label("arabe").check()
    page.get_by_role("button", name="Ajouter").click()
    expect(page.get_by_role("img", name="La clé des codes, à scanner")).to_be_visible()
    assert faults(page) == []

    page.get_by_role("link", name="C’est transmis").click()
    page.get_by_role("link", name="Modifier Zoé").click()
    page.get_by_role("link", name="Ses tours de garde").click()
    page.fill("#duty_0", "le matin")
    page.get_by_role("button", name="Enregistrer la semaine").click()
    expect(page.locator("#duty_0_error")).to_contain_text("9-12")
    page.fill("#duty_0", "9h-12h30")
    page.keyboard.press("Enter")

    expect(page.get_by_role("status")).to_contain_text("enregistré")


def test_a_case_that_is_declined_goes_to_the_next(desk: Desk, scene: Scene) -> None:
    """Nadia declines with one tap of a reason, and Marc's open page shows it to him."""
    scene.case()
    marcs, page = desk.open("/", MARC), desk.open("/", NADIA)
    expect(page.locator("#waiting .why")).to_contain_text("Pour vous")
    expect(marcs.locator("#waiting .why")).to_have_count(0)

    page.get_by_role("link", name="pas pour moi").click()
    page.get_by_role("button", name="Je connais peut-être cette personne").click()

    expect(page.get_by_role("status").first).to_contain_text("proposé à quelqu’un d’autre")
    expect(marcs.locator("#waiting .why")).to_contain_text("Pour vous")


@pytest.mark.parametrize(("scheme", "size"), [("light", WIDE), ("dark", PHONE)])
def test_axe_finds_nothing(desk: Desk, scene: Scene, scheme: str, size: ViewportSize) -> None:
    """By day on a wide screen, by night on a phone."""
    found = {}
    for path in furnished(scene):
        found[path] = faults(desk.open(path, INES, size=size, scheme=scheme))

    assert {path: wrong for path, wrong in found.items() if wrong} == {}


def test_on_a_phone_nothing_is_wider_than_the_screen_nor_too_small(desk: Desk, scene: Scene) -> None:
    """390 points wide, and 44 points for a thumb."""
    measure = """() => [...document.querySelectorAll(
        'a.btn, button, select, .row_link, .back, .rooms a, .queue_nav a, summary, .tick')]
        .filter(e => e.checkVisibility()).map(e => [e.outerHTML.slice(0, 80), e.getBoundingClientRect()])
        .filter(([, box]) => Math.min(box.width, box.height) < 43.5).map(([html]) => html)"""

    for path in furnished(scene):
        page = desk.open(path, INES, size=PHONE)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], path
        assert page.evaluate(measure) == [], path
