"""A room in a real Chromium: live, with what is being written left alone, axe, a phone, the night, and no scripts."""

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from passerelle import rooms
from passerelle.rooms import Reaction, Speaker
from tests.admin.desk import IN_CHROMIUM, PHONE, SOON, WIDE, Desk, faults, served
from tests.admin.rooming import GRAVE, HELLO, TITLE, WITH_NUMBER, Group, talking, waiting
from tests.admin.scene import Scene
from tests.admin.test_appointments_in_chromium import MEASURE
from tests.people import ALEX, NADIA, SAM, Person

pytestmark = IN_CHROMIUM
expect.set_options(timeout=SOON)
OTHERS = tuple(Person(f"Phone {number}", 7_500_000_000 + number) for number in range(8))
TALK = (
    "Moi ça se passe surtout dans le car.",
    "Pareil, et puis sur le groupe de la classe. Ils font des montages avec mes photos et tout le monde rit.",
    "Tu en as parlé à quelqu’un ?",
    "Pas encore.",
    "J’ai commencé par ma tante, c’était plus facile que mes parents.",
)


def busy(scene: Scene) -> Group:
    """Ten members, thirty words, two held, a whisper, two hands, somebody aside, and somebody without the floor."""
    group = talking(scene, SAM, ALEX, *OTHERS[:7], OTHERS[7])
    group.leads(rooms.pin, "Oser en parler à quelqu’un")
    for number in range(28):
        scene.clock.forward(seconds=20)
        who = (SAM, ALEX, *OTHERS)[number * 3 % 10]
        group.says(TALK[number % len(TALK)], who)
    group.says("", OTHERS[0], voice="f1")
    group.leads(rooms.speak, "Merci. Qui d’autre a vécu ça ?")
    group.says(WITH_NUMBER, ALEX)
    group.says(GRAVE, OTHERS[6], is_crisis=True)
    group.whispers("je crois que quelqu’un me reconnaît", OTHERS[1])
    for who in OTHERS[2:4]:
        group.raises_hand(who)
    group.mutes(OTHERS[4])
    group.leads(rooms.note, "Le groupe parle de lui-même ce soir.")
    group.reads(SAM)
    last = [word for word in group.view().words if word.speaker == Speaker.MEMBER][-2]
    group.reacts(Reaction.HEART, last.word_id, SAM)
    return group


@pytest.fixture
def provoked() -> str:
    """Nothing is refused here on purpose: every complaint of a window counts."""
    return ""


def on_screen(page: Page, text: str) -> None:
    """Wait until a text can be seen, at most as long as a leader would."""
    expect(page.get_by_text(text, exact=True).first).to_be_visible()


def test_what_is_said_appears_by_itself(desk: Desk, scene: Scene) -> None:
    """Within two seconds, in sight, with what Nadia was writing left alone."""
    group = talking(scene)
    page = desk.open(group.path, NADIA)
    page.fill("#say_text", "je réponds justement")

    group.says(HELLO)

    on_screen(page, HELLO)
    expect(page.get_by_text(HELLO, exact=True)).to_be_in_viewport()
    expect(page.locator("#say_text")).to_have_value("je réponds justement")


def test_what_is_held_marks_the_title_and_is_let_through_in_place(desk: Desk, scene: Scene) -> None:
    """With a dot until somebody looks, and a count as long as it waits."""
    group = talking(scene)
    page = desk.open(group.path, NADIA)
    page.evaluate("window.stayed = true")

    word = group.says(WITH_NUMBER)
    expect(page).to_have_title(f"● (1) {TITLE}")
    page.get_by_role("button", name="Laisser passer").click()

    expect(page.locator(f"#word_{word}")).to_be_visible()
    expect(page).to_have_title(TITLE)
    assert page.evaluate("window.stayed") is True


def test_who_goes_aside_rings_too(desk: Desk, scene: Scene) -> None:
    """The dot comes, though there is nothing to decide."""
    group = talking(scene)
    page = desk.open(group.path, NADIA)

    group.steps_aside()

    expect(page).to_have_title(f"● {TITLE}")
    on_screen(page, f"{group.pseudonym()} s’est mis·e à l’écart")


def test_an_answer_in_private_survives_what_happens_meanwhile(desk: Desk, scene: Scene) -> None:
    """Half a sentence stays, reasons that were unfolded stay so; once sent the box is gone from the list."""
    group = talking(scene)
    group.says(WITH_NUMBER, ALEX)
    whisper = group.whispers("je connais quelqu’un ici")
    page = desk.open(group.path, NADIA)
    page.locator("summary", has_text="Ne pas montrer").click()
    box = page.locator(f"#whisper_{whisper} textarea")
    box.press_sequentially("merci de me")

    group.says(HELLO, ALEX)
    on_screen(page, HELLO)
    expect(box).to_have_value("merci de me")
    expect(page.get_by_role("button", name="cela peut blesser")).to_be_visible()
    page.locator(f"#whisper_{whisper}").get_by_role("button", name="Répondre").click()

    expect(page.locator("#answered")).to_be_visible()
    expect(page.locator(f"#whisper_{whisper} textarea")).to_have_value("")


def test_ctrl_enter_says_it_and_a_draft_survives_a_reload(desk: Desk, scene: Scene) -> None:
    """Half a sentence comes back; what was sent does not."""
    group = talking(scene)
    page = desk.open(group.path, NADIA)
    page.locator("#say_text").press_sequentially("Bonjour")
    page.reload()
    expect(page.locator("#say_text")).to_have_value("Bonjour")

    page.locator("#say_text").press_sequentially(" à tous")
    page.press("#say_text", "Control+Enter")
    on_screen(page, "Bonjour à tous")
    page.reload()

    expect(page.locator("#say_text")).to_have_value("")


def test_a_member_is_seen_to_without_leaving_the_room(desk: Desk, scene: Scene) -> None:
    """Their dialog opens with who they are; the floor is taken with a reason."""
    group = talking(scene)
    page = desk.open(group.path, NADIA)

    page.locator(f"#member_{group.member_id()}").get_by_role("link").click()
    expect(page.locator("dialog[open] #member_name")).to_have_text(group.pseudonym())
    assert faults(page) == []
    page.select_option("#mute_reason", "hurtful")
    page.get_by_role("button", name="Retirer la parole").click()

    expect(page.locator(f"#member_{group.member_id()}")).to_contain_text("sans parole")
    expect(page.get_by_role("status").first).to_contain_text("C’est fait")


def test_the_box_comes_when_the_room_lets_in_and_keeps_what_was_not_sent(desk: Desk, scene: Scene) -> None:
    """From waiting to open nothing is reloaded; when the room closes, the words are kept to copy."""
    group = waiting(scene)
    page = desk.open(group.path, NADIA)
    page.locator("#say_text").press_sequentially("à moitié")
    group.pass_by(minutes=5)
    on_screen(page, "Ouverte")
    expect(page.locator("#say_text")).to_have_value("à moitié")

    for _ in range(2):
        group.leads(rooms.close_now)

    on_screen(page, "Fermée")
    expect(page.locator("#kept_text")).to_have_value("à moitié")


def test_the_pace_is_one_tap(desk: Desk, scene: Scene) -> None:
    """What is chosen shows, in place."""
    group = talking(scene)
    page = desk.open(group.path, NADIA)

    page.get_by_role("button", name="30 s").click()
    expect(page.get_by_role("button", name="30 s")).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="Pause pour tout le monde").click()

    on_screen(page, "Le groupe est en pause.")
    assert (group.view().slow_seconds, group.view().is_paused) == (30, True)


@pytest.mark.parametrize(
    ("scheme", "size"), [("light", WIDE), ("dark", WIDE), ("light", PHONE), ("dark", PHONE)]
)
def test_axe_finds_nothing_and_all_fits(desk: Desk, scene: Scene, scheme: str, size: ViewportSize) -> None:
    """A busy room, by day and by night, wide and on a phone, in each of its tabs, and every page around it."""
    group = busy(scene)
    member = f"/members/{group.member_id()}"
    found = {}
    for path in ("/rooms", *(group.path + part for part in ("/close", member, f"{member}/remove", ""))):
        page = desk.open(path, NADIA, size=size, scheme=scheme)
        tabs = page.locator("label.tab_label:visible")
        for number in range(max(tabs.count(), 1)):
            if tabs.count():
                tabs.nth(number).click()
            page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
            wide = page.evaluate("document.documentElement.scrollWidth") > size["width"]
            wrong = [*faults(page), *page.evaluate(MEASURE), *(["too wide"] if wide else [])]
            found[path, number] = wrong
        page.context.close()

    assert {path: wrong for path, wrong in found.items() if wrong} == {}


def test_on_a_phone_what_waits_is_one_tap_away(desk: Desk, scene: Scene) -> None:
    """The button above opens the tab where it stands."""
    group = talking(scene)
    word = group.says(WITH_NUMBER)
    page = desk.open(group.path, NADIA, size=PHONE)
    expect(page.locator(f"#held_{word}")).to_be_hidden()

    page.locator("#room_next label").click()

    expect(page.locator(f"#held_{word}")).to_be_visible()


def test_without_scripts_a_room_is_led_all_the_same(browser: Browser, scene: Scene) -> None:
    """Plain forms: every button does its work."""
    group = talking(scene)
    group.says(WITH_NUMBER)
    with served(scene.app) as url:
        context = browser.new_context(java_script_enabled=False, locale="fr-BE")
        context.add_cookies([{"name": "passerelle", "value": scene.session_of(NADIA), "url": url}])
        page = context.new_page()
        page.goto(url + group.path)
        page.get_by_role("button", name="Laisser passer").click()
        page.fill("#say_text", "Bonjour à tous")
        page.get_by_role("button", name="Envoyer").click()
        page.get_by_role("link", name=group.pseudonym()).click()
        page.select_option("#mute_reason", "rules")
        page.get_by_role("button", name="Retirer la parole").click()
        page.wait_for_url("**?done=muted")
        context.close()

    said = [word.text for word in group.view().words if word.speaker != Speaker.ROOM]
    assert said == [WITH_NUMBER, "Bonjour à tous"]
