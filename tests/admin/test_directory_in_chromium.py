"""The directory in a real Chromium: found, corrected, verified, gone back to; on a phone's width, for everybody's eyes."""

from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ViewportSize, expect

from admin.shield import IMPORT_PATH
from passerelle.directory import store
from passerelle.tables import EntryKind
from tests.admin.desk import IN_CHROMIUM, PHONE, SOON, WIDE, Desk, faults, served
from tests.admin.records import a_full_directory, bridge, kept, put
from tests.admin.scene import Scene
from tests.house.directory.shelf import THE_BRIDGE, like_the_bridge
from tests.people import INES, NADIA

pytestmark = IN_CHROMIUM
expect.set_options(timeout=SOON)


def test_a_record_is_found_corrected_verified_and_gone_back_to(desk: Desk, scene: Scene) -> None:
    """With a mistake on the way, which is told in its place and loses nothing."""
    number = bridge(scene)
    page = desk.open("/directory", INES)
    page.fill("#q", "pont à Liège")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Ouvrir Le Pont (fictif)").click()
    page.get_by_role("link", name="Modifier", exact=True).click()

    page.fill("#name", "Le Grand Pont (fictif)")
    page.fill("#hours", "9h à 17h")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.locator("#hours_error")).to_contain_text("Mo-Fr 09:00-17:00")
    expect(page.locator("#name")).to_have_value("Le Grand Pont (fictif)")
    assert faults(page) == []
    page.fill("#hours", "Mo-Fr 09:00-17:00")
    page.keyboard.press("Enter")

    page.wait_for_url("**?done=saved")
    page.get_by_role("button", name="par téléphone").click()
    page.wait_for_url("**?done=verified")
    page.get_by_role("link", name="Historique").click()
    page.get_by_role("link", name="Revenir à la version d’avant").click()
    page.get_by_role("button", name="Revenir à cette version").click()

    page.wait_for_url("**?done=reverted")
    assert kept(scene, number).structure == THE_BRIDGE


def test_a_service_is_added_and_filled_in(desk: Desk, scene: Scene) -> None:
    """Its parts are folded; what has to be ticked is open."""
    number = bridge(scene)
    page = desk.open(f"/directory/{number}/edit", INES)

    page.get_by_role("button", name="Ajouter un service").click()
    page.fill("#s1_name", "Groupe de parole")
    page.locator("#s1_topics").get_by_label("deuil", exact=True).check()
    page.get_by_role("button", name="Enregistrer").click()

    page.wait_for_url("**?done=saved")
    assert [service.topics for service in kept(scene, number).structure.services] == [
        ("bullying",),
        ("grief",),
    ]


def test_the_queue_is_worked_from_the_top(desk: Desk, scene: Scene) -> None:
    """One click, and the next one is first."""
    numbers = a_full_directory(scene)
    page = desk.open("/directory/to-verify", NADIA)
    first = page.locator("ol.rows > li").first
    expect(first).to_have_id(f"record_{numbers[2]}")

    first.get_by_role("button", name="par téléphone").click()

    expect(page.locator("ol.rows > li").first).to_have_id(f"record_{numbers[1]}")


def test_a_pair_is_judged_and_taken_back(desk: Desk, scene: Scene) -> None:
    """The pair leaves, and comes back with one click."""
    put(scene, *(like_the_bridge(slug, name="Le Pont (fictif)") for slug in ("un", "deux")))
    page = desk.open("/directory/duplicates", INES)

    page.get_by_role("button", name="La même structure").click()
    expect(page.locator(".pair")).to_have_count(0)
    page.get_by_role("button", name="Remettre la paire").click()

    expect(page.locator(".pair")).to_have_count(1)


def test_a_file_is_looked_at_then_brought_in(desk: Desk, scene: Scene, tmp_path: Path) -> None:
    """From the form to the directory."""
    page = desk.open(IMPORT_PATH, INES)
    file = tmp_path / "liste.csv"
    file.write_text("Identifiant;Nom;Type de structure;Statut\nneuf;Le Neuf (fictif);association;active\n")

    page.set_input_files("#file", file)
    page.get_by_role("button", name="Voir ce qui changerait").click()
    expect(page.locator(".counts")).to_contain_text("nouvelles")
    assert faults(page) == []
    page.get_by_role("button", name="Importer", exact=True).click()
    page.get_by_role("link", name="Voir l’annuaire").click()

    expect(page.get_by_text("Le Neuf (fictif)")).to_be_visible()


def test_an_address_is_sent_from_a_case(desk: Desk, scene: Scene) -> None:
    """From the case and back to it."""
    bridge(scene)
    case_id = scene.held_case()
    page = desk.open(f"/cases/{case_id}", NADIA)

    page.get_by_role("link", name="Envoyer une adresse").click()
    page.fill("#place", "4000 Liège")
    page.keyboard.press("Enter")
    expect(page.locator(".why")).to_contain_text("dans la commune")
    assert faults(page) == []
    page.get_by_role("button", name="Envoyer cette fiche").click()

    page.wait_for_url(f"**/cases/{case_id}")
    expect(page.locator("#conversation")).to_contain_text("Le Pont (fictif)")
    assert [line.kind for line in scene.lines(case_id)][-1] == EntryKind.STAFF


def furnished(scene: Scene) -> list[str]:
    """Every page of the directory, with something of everything on it."""
    fresh, _protected, wrong, draft, _silent = a_full_directory(scene)
    put(scene, replace(THE_BRIDGE, name="Le Pont, " + "très long " * 20))
    with scene.house.database.reading() as session:
        version = f"/directory/{fresh}/history/{store.history(session, fresh)[0].number}"
    records = [f"/directory/{number}" for number in (fresh, wrong, draft)]
    forms = [f"/directory/{fresh}/edit", "/directory/new", f"/directory/{fresh}/remove", "/directory/removed"]
    lists = ["/directory", "/directory?q=zzz", "/directory/to-verify", "/directory/duplicates", IMPORT_PATH]
    return [*lists, *records, *forms, f"/directory/{wrong}/history", version]


@pytest.mark.parametrize(("scheme", "size"), [("light", WIDE), ("dark", PHONE)])
def test_axe_finds_nothing(desk: Desk, scene: Scene, scheme: str, size: ViewportSize) -> None:
    """By day on a wide screen, by night on a phone; every folded part open."""
    found = {}
    for path in furnished(scene):
        page = desk.open(path, INES, size=size, scheme=scheme)
        page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
        found[path] = faults(page)

    assert {path: wrong for path, wrong in found.items() if wrong} == {}


def test_on_a_phone_nothing_is_wider_than_the_screen_nor_too_small(desk: Desk, scene: Scene) -> None:
    """390 points wide, and 44 points for a thumb."""
    measure = """() => [...document.querySelectorAll(
        'a.btn, button, select, textarea, .row_link, .back, .rooms a, .queue_nav a, summary, .tick')]
        .filter(e => e.checkVisibility()).map(e => [e.outerHTML.slice(0, 80), e.getBoundingClientRect()])
        .filter(([, box]) => Math.min(box.width, box.height) < 43.5).map(([html]) => html)"""

    for path in furnished(scene):
        page = desk.open(path, INES, size=PHONE)
        page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], path
        assert page.evaluate(measure) == [], path


def test_without_scripts_a_record_is_corrected_all_the_same(browser: Browser, scene: Scene) -> None:
    """Plain forms: every button does its work."""
    number = bridge(scene)
    with served(scene.app) as url:
        context = browser.new_context(java_script_enabled=False, locale="fr-BE")
        context.add_cookies([{"name": "passerelle", "value": scene.session_of(INES), "url": url}])
        page = context.new_page()
        page.goto(f"{url}/directory/{number}/edit")
        page.fill("#name", "Sans script (fictif)")
        page.get_by_role("button", name="Enregistrer").click()
        page.wait_for_url("**?done=saved")
        context.close()

    assert kept(scene, number).structure.name == "Sans script (fictif)"
