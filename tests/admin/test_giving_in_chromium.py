"""People who give, in a real Chromium: the path walked by hand, for everybody's eyes, on a phone's width."""

import pytest
from playwright.sync_api import ViewportSize, expect

from passerelle import giving
from passerelle.giving import GiverKind, Stage
from passerelle.listening import Audience, Kind
from tests.admin.desk import IN_CHROMIUM, PHONE, SOON, WIDE, Desk, faults
from tests.admin.givers import REQUEST, asked, gave, giver, held, stands, trained, wish
from tests.admin.scene import Scene
from tests.people import ALEX, INES, NADIA, Person

pytestmark = IN_CHROMIUM
expect.set_options(timeout=SOON)
THIRD, FOURTH = Person("Troisième", 7_500_000_001), Person("Quatrième", 7_500_000_002)


def furnished(scene: Scene) -> list[str]:
    """Every page of people who give, with something of everything on it."""
    first, number = giver(scene, person=ALEX, kind=GiverKind.COACH), trained(scene)
    wanted, request = wish(scene, person=THIRD), wish(scene, person=FOURTH, headline=REQUEST)
    with scene.house.database.writing() as session:
        giving.notes.write(
            session,
            scene.member(INES),
            number,
            "A déjà animé un atelier.\nPréfère les petits groupes.",
            talked_on=scene.clock().date(),
            keys=scene.house.keys,
            now=scene.clock(),
        )
    gave(scene, number)
    held(scene, came=32, professionals=32)
    held(scene, Kind.WORKSHOP, Audience.YOUNG, came=3, young=3)
    people = ["/givers", f"/givers/{number}", f"/givers/{first}", f"/givers/{number}/forget"]
    lists = ["/givers/steps", "/givers/steps?kind=coach", "/figures", "/figures?year=2024", "/team"]
    return [*people, *lists, f"/cases/{wanted}/follow", f"/cases/{request}/intervention"]


def test_somebody_goes_from_a_case_to_co_leading(desk: Desk, scene: Scene) -> None:
    """By the one thing to do next on each page, and without a word of what else they came for."""
    case_id, mentor = wish(scene), scene.member(INES).id
    asked(scene)
    page = desk.open(f"/cases/{case_id}", INES)
    page.get_by_role("link", name="Suivre cette personne").click()
    page.get_by_text("Pair-aidance").click()
    page.get_by_role("button", name="Suivre").click()
    page.get_by_role("link", name="Noter l’entretien").click()
    page.fill("#note", "Envie d’écrire avec d’autres.")
    page.fill("#talked_on", "2026-11-20")
    page.get_by_role("button", name="Noter", exact=True).click()
    page.get_by_role("button", name="Commencer la formation").click()
    for step in ("Écouter sans juger", "Le cadre et le secret"):
        page.get_by_role("button", name=f"Fait : {step}").click()
    page.select_option("#account_member", label="Nadia")
    page.get_by_role("button", name="Relier ce compte").click()
    page.select_option("#mentor", value=str(mentor))
    page.get_by_role("button", name="Enregistrer").click()

    page.get_by_role("button", name="Co-animer, avec mentor·e").click()

    expect(page.get_by_role("status").first).to_contain_text("C’est changé")
    assert stands(scene, 1) == Stage.CO_LEADING and scene.member(NADIA).mentor_id == mentor


def test_a_request_becomes_an_intervention_with_a_date(desk: Desk, scene: Scene) -> None:
    """The draft's own form comes next, as it stands for every session."""
    case_id = wish(scene, headline=REQUEST)
    page = desk.open(f"/cases/{case_id}", INES)
    page.get_by_role("link", name="En faire une intervention").click()
    page.fill("#title", "Deux classes")
    page.get_by_role("button", name="Créer le brouillon").click()
    page.fill("#step_day_1", "2026-12-03")
    page.fill("#step_hour_1", "10:00")
    page.get_by_role("button", name="Enregistrer").first.click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("Deux classes")
    expect(page.get_by_role("button", name="Ouvrir aux inscriptions")).to_be_visible()


def test_the_figures_are_taken_home_as_a_file(desk: Desk, scene: Scene) -> None:
    """Chosen by year, downloaded by one link."""
    held(scene, came=32, professionals=32)
    page = desk.open("/figures?year=2025", INES)
    page.select_option("#year", "2026")
    page.get_by_role("button", name="Voir").click()

    with page.expect_download() as download:
        page.get_by_role("link", name="Télécharger (CSV)").click()

    assert download.value.suggested_filename == "passerelle-2026.csv"
    assert "professionnels formés,en tout,32" in download.value.path().read_text("utf-8-sig")


@pytest.mark.parametrize(("scheme", "size"), [("light", WIDE), ("dark", PHONE)])
def test_axe_finds_nothing(desk: Desk, scene: Scene, scheme: str, size: ViewportSize) -> None:
    """By day on a wide screen, by night on a phone."""
    found = {path: faults(desk.open(path, INES, size=size, scheme=scheme)) for path in furnished(scene)}

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
