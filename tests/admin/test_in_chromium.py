"""The panel in a real Chromium: live, on a phone's width, by keyboard, for everybody's eyes."""

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from passerelle import cases, handoff, retention
from passerelle.tables import Delivery, EntryKind
from tests.admin.desk import IN_CHROMIUM, PHONE, SOON, WIDE, Desk, faults, served
from tests.admin.scene import Scene
from tests.people import ALEX, NADIA

pytestmark = IN_CHROMIUM
expect.set_options(timeout=SOON)


@pytest.fixture
def provoked() -> str:
    """Nothing is refused here on purpose: every complaint of a window counts."""
    return ""


def on_screen(page: Page, text: str) -> None:
    """Wait until a text can be seen, at most as long as a mediator would."""
    expect(page.get_by_text(text, exact=True).first).to_be_visible()


def test_a_new_case_appears_by_itself(desk: Desk, scene: Scene) -> None:
    """In the list and in the tab's title, within two seconds."""
    page = desk.open("/", NADIA)

    case_id = scene.case()

    expect(page.locator(f"#case_{case_id}")).to_be_visible()
    expect(page).to_have_title("(1) Passerelle")


def test_what_sam_writes_appears_by_itself(desk: Desk, scene: Scene) -> None:
    """Within two seconds, with what Nadia was writing left alone."""
    case_id = scene.held_case()
    page = desk.open(f"/cases/{case_id}", NADIA)
    page.fill("#reply_text", "je réponds justement")

    scene.writes(case_id, "tu es là ?")

    on_screen(page, "tu es là ?")
    expect(page.locator("#reply_text")).to_have_value("je réponds justement")


def test_a_reply_goes_out_in_place_and_its_delivery_follows(desk: Desk, scene: Scene) -> None:
    """Ctrl+Enter sends; "en attente" becomes "envoyé" without a reload, and the box is empty and ready."""
    case_id = scene.held_case()
    page = desk.open(f"/cases/{case_id}", NADIA)
    page.evaluate("window.stayed = true")

    page.fill("#reply_text", "Bonjour Sam")
    page.press("#reply_text", "Control+Enter")
    on_screen(page, "en attente")
    scene.delivered(scene.lines(case_id)[-1].id, Delivery.SENT)

    on_screen(page, "envoyé")
    expect(page.locator("#reply_text")).to_have_value("")
    assert page.evaluate("window.stayed") is True


def test_the_newest_line_is_in_sight(desk: Desk, scene: Scene) -> None:
    """However long the conversation is, when the page opens and when a line comes."""
    case_id = scene.held_case()
    for number in range(40):
        scene.writes(case_id, f"ligne {number}")
    page = desk.open(f"/cases/{case_id}", NADIA)
    expect(page.get_by_text("ligne 39", exact=True)).to_be_in_viewport()

    scene.writes(case_id, "la dernière")

    expect(page.get_by_text("la dernière", exact=True)).to_be_in_viewport()


def test_the_queue_by_keyboard(desk: Desk, scene: Scene) -> None:
    """`j` chooses the next case, `p` takes it."""
    first, second = scene.case(), scene.case(person=ALEX)
    page = desk.open("/", NADIA)

    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("p")

    page.wait_for_url(f"**/cases/{second}")
    assert (scene.state(first), scene.state(second)) == ("waiting", "taken")


def test_the_keys_are_listed_and_can_be_turned_off(desk: Desk, scene: Scene) -> None:
    """`?` opens the list; without the single keys it does not."""
    page = desk.open("/", NADIA)

    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    page.uncheck("#keys_on")
    page.keyboard.press("Escape")
    page.keyboard.press("?")

    expect(page.locator("#keys")).to_be_hidden()


def test_a_draft_survives_a_reload_until_it_is_sent(desk: Desk, scene: Scene) -> None:
    """Half a sentence is still there; once sent it does not come back."""
    case_id = scene.held_case()
    page = desk.open(f"/cases/{case_id}", NADIA)
    page.locator("#reply_text").press_sequentially("à moitié")

    page.reload()
    expect(page.locator("#reply_text")).to_have_value("à moitié")
    page.click("#reply button")
    on_screen(page, "en attente")
    page.reload()

    expect(page.locator("#reply_text")).to_have_value("")


def test_a_case_that_the_person_stops_keeps_what_was_being_written(desk: Desk, scene: Scene) -> None:
    """The box goes away, the words do not."""
    case_id = scene.held_case()
    page = desk.open(f"/cases/{case_id}", NADIA)
    page.locator("#reply_text").press_sequentially("j’allais dire")
    page.wait_for_selector(".is_live")

    with scene.house.database.writing() as session:
        handoff.withdraw(session, cases.get(session, case_id), keys=scene.house.keys, now=scene.clock())

    expect(page.locator("#reply")).to_have_count(0)
    expect(page.locator("#kept_text")).to_have_value("j’allais dire")


def test_without_a_line_the_text_stays_and_the_page_says_so(browser: Browser, scene: Scene) -> None:
    """A train, a tunnel: the words are still in the box."""
    with served(scene.app) as url:
        case_id = scene.held_case()
        page = Desk(browser, url, scene).open(f"/cases/{case_id}", NADIA)
        page.fill("#reply_text", "dans le tunnel")
        page.context.set_offline(True)
        page.click("#reply button")

        expect(page.locator("#notice")).to_contain_text("La connexion est coupée")
        expect(page.locator("#reply_text")).to_have_value("dans le tunnel")
        page.context.close()


def test_closing_asks_in_a_dialog(desk: Desk, scene: Scene) -> None:
    """No first, then yes."""
    case_id = scene.held_case()
    page = desk.open(f"/cases/{case_id}", NADIA)

    page.get_by_role("link", name="Clore").click()
    page.get_by_role("link", name="Non, y revenir").click()
    page.get_by_role("link", name="Clore").click()
    page.get_by_label("Aidé·e ici").check()
    page.get_by_role("button", name="Clore le dossier").click()

    page.wait_for_url("**/?done=closed")
    assert scene.state(case_id) == "closed"


def test_an_erased_case_leaves_the_screen(desk: Desk, scene: Scene) -> None:
    """What Sam erased is gone from Nadia's screen within two seconds."""
    case_id = scene.held_case()
    scene.writes(case_id, "mon secret")
    page = desk.open(f"/cases/{case_id}", NADIA)
    page.wait_for_selector(".is_live")

    with scene.house.database.writing() as session:
        retention.erase_person(session, cases.get(session, case_id).contact_id or 0, now=scene.clock())

    expect(page.locator("h1")).to_have_text("La personne a tout effacé")
    expect(page.get_by_text("mon secret")).to_have_count(0)


def test_what_people_write_runs_nothing_also_when_it_comes_live(desk: Desk, scene: Scene) -> None:
    """Text stays text in fragments that are swapped in."""
    case_id = scene.held_case()
    page = desk.open(f"/cases/{case_id}", NADIA)
    text = '<img src=x onerror="document.title=1"><hx-partial hx-target="body">x</hx-partial>'

    scene.writes(case_id, text)

    on_screen(page, text)
    assert page.title() == "Passerelle"


def furnished(scene: Scene) -> dict[str, str]:
    """Every kind of page, with something of everything on it."""
    case_id = scene.held_case()
    scene.case(person=ALEX)
    scene.writes(case_id, "", medium="voice", file="f")
    with scene.house.database.writing() as session:
        case, keys, now = cases.get(session, case_id), scene.house.keys, scene.clock()
        handoff.hasten(session, case, "alarm_danger", keys=keys, now=now)
        cases.add_entry(session, case, EntryKind.NOTE, cases.Content("une note"), keys=keys, now=now)
    return {
        "queue": "/",
        "case": f"/cases/{case_id}",
        "close": f"/cases/{case_id}/close",
        "conversations": "/conversations",
        "storyboard": "/conversations/crisis/ar",
    }


@pytest.mark.parametrize(("scheme", "size"), [("light", WIDE), ("dark", PHONE)])
def test_axe_finds_nothing(desk: Desk, scene: Scene, scheme: str, size: ViewportSize) -> None:
    """By day on a wide screen, by night on a phone."""
    pages = furnished(scene)
    found = {"login": faults(desk.open("/login", None, size=size, scheme=scheme))}

    for name, path in pages.items():
        found[name] = faults(desk.open(path, NADIA, size=size, scheme=scheme))

    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def test_on_a_phone_nothing_is_wider_than_the_screen(desk: Desk, scene: Scene) -> None:
    """390 points: no page has to be pushed sideways, long words included."""
    pages = furnished(scene)
    scene.writes(1, "https://exemple.test/" + "a" * 300)

    for path in ("/login", *pages.values()):
        page = desk.open(path, None if path == "/login" else NADIA, size=PHONE)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], path


def test_on_a_phone_the_two_panes_are_tabs(desk: Desk, scene: Scene) -> None:
    """The reply box stands at the bottom of the screen, what was answered behind the other tab."""
    case_id = scene.held_case()
    page = desk.open(f"/cases/{case_id}", NADIA, size=PHONE)

    expect(page.locator("#reply_text")).to_be_in_viewport()
    expect(page.locator("#essentials")).to_be_hidden()
    page.click("label[for=tab_essentials]")

    expect(page.locator("#essentials")).to_be_visible()


@pytest.mark.parametrize("size", [WIDE, PHONE])
def test_everything_to_press_is_large_enough(desk: Desk, scene: Scene, size: ViewportSize) -> None:
    """44 points at least, for thumbs and for tired hands."""
    measure = """() => [...document.querySelectorAll('a.btn, button, select, textarea, .row_link, .back, .queue_nav a, summary')]
        .filter(e => e.checkVisibility()).map(e => [e.outerHTML.slice(0, 80), e.getBoundingClientRect()])
        .filter(([, box]) => Math.min(box.width, box.height) < 43.5).map(([html]) => html)"""

    for path in furnished(scene).values():
        assert desk.open(path, NADIA, size=size).evaluate(measure) == [], path
