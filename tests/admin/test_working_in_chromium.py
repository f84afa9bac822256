"""Working on cases in a real Chromium: ready replies in place, the filter, the mark of an urgent case, and what axe says."""

from dataclasses import replace
from datetime import date

import pytest
from playwright.sync_api import ViewportSize, expect

from passerelle import cases
from passerelle.working import guests, tags, tasks
from tests.admin.desk import IN_CHROMIUM, PHONE, SOON, WIDE, Desk, faults
from tests.admin.scene import BULLYING, Scene
from tests.admin.test_canned import FILLED, ready
from tests.people import ALEX, INES, MARC, NADIA

pytestmark = IN_CHROMIUM
expect.set_options(timeout=SOON)


def furnished(scene: Scene) -> int:
    """A case with a task, a tag, a guest and ready replies."""
    ready(scene)
    case_id, keys, now = scene.held_case(), scene.house.keys, scene.clock()
    with scene.house.database.writing() as session:
        case = cases.get(session, case_id)
        tasks.add(session, case, "rappeler l’école", due_on=date(2026, 11, 22), keys=keys, now=now)
        tags.put(session, case, [tags.add(session, scene.member(INES), "relance").code])
        guests.invite(session, case, scene.member(MARC), now=now)
    return case_id


@pytest.mark.parametrize(("scheme", "size"), [("light", WIDE), ("dark", PHONE)])
def test_axe_finds_nothing_and_nothing_is_too_wide(
    desk: Desk, scene: Scene, scheme: str, size: ViewportSize
) -> None:
    """On every page of working on cases, everything unfolded."""
    case_id = furnished(scene)
    found = {}
    for path in ("/", "/?topic=bullying", f"/cases/{case_id}", "/canned", "/closed"):
        page = desk.open(path, NADIA if path != "/canned" else INES, size=size, scheme=scheme)
        page.evaluate("document.querySelectorAll('main details').forEach((one) => (one.open = true))")
        too_wide = page.evaluate("document.documentElement.scrollWidth") > size["width"]
        found[path] = [*faults(page), *(["too wide"] if too_wide else [])]

    assert {path: wrong for path, wrong in found.items() if wrong} == {}


def test_a_ready_reply_comes_into_the_box_in_place(desk: Desk, scene: Scene) -> None:
    """After what is written; nothing is sent, and a reload brings it back."""
    case_id = furnished(scene)
    page = desk.open(f"/cases/{case_id}", NADIA)
    page.evaluate("window.stayed = true")
    page.fill("#reply_text", "Merci.")

    page.click(".ready summary")
    page.select_option("#canned_id", label="Bienvenue")
    page.click("text=Mettre dans ma réponse")

    expect(page.locator("#reply_text")).to_have_value(f"Merci.\n{FILLED}")
    assert page.evaluate("window.stayed") is True
    assert not [line for line in scene.lines(case_id) if line.kind == "staff"]


def test_the_slash_opens_the_filter(desk: Desk, scene: Scene) -> None:
    """And stands in its first field."""
    page = desk.open("/", NADIA)

    page.keyboard.press("/")

    expect(page.locator("#filter_topic")).to_be_focused()


def test_a_new_urgent_case_marks_the_title_until_somebody_looks(desk: Desk, scene: Scene) -> None:
    """One that was there before does not; the sound is off until it is switched on."""
    scene.case(headline=replace(BULLYING, is_urgent=True))
    page = desk.open("/", NADIA)
    expect(page).to_have_title("(1) Passerelle")

    scene.case(person=ALEX, headline=replace(BULLYING, is_urgent=True))
    expect(page).to_have_title("● (2) Passerelle")
    page.mouse.click(5, 5)

    expect(page).to_have_title("(2) Passerelle")
    assert page.locator("#sound_on").is_checked() is False


def test_typing_is_told_at_most_once_in_four_seconds(desk: Desk, scene: Scene) -> None:
    """However fast Nadia types."""
    shown: list[int] = []
    object.__setattr__(scene.app.state.panel, "typing", shown.append)
    page = desk.open(f"/cases/{furnished(scene)}", NADIA)

    with page.expect_response("**/typing"):
        page.locator("#reply_text").press_sequentially("bonjour Sam")

    assert len(shown) == 1
