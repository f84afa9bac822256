"""The days of a team, each a story with real parts: Sam on the phone, mediators in Chromium, and the program between them."""

import re
import time

import pytest
from playwright.sync_api import Page, expect

from launch.simulator import Phone
from passerelle import appointments
from passerelle.tables import Case, Role
from passerelle.working import canned
from passerelle.working.canned import Wording
from tests.admin.desk import IN_CHROMIUM, SOON
from tests.bot.stage import asks_for_somebody, case_of, takes, taps
from tests.e2e.town import ALEX, NAME, Town
from tests.people import INES, MARC, NADIA, Staff

pytestmark = [*IN_CHROMIUM, pytest.mark.slow]
expect.set_options(timeout=SOON)

DUTCH = "Dag, ik ben {member}, van {association}."
PRESS_AT = "([label, at]) => setTimeout(() => document.querySelector(`[aria-label='${label}']`).click(), at - Date.now())"


def asks(phone: Phone, *, urgent: bool = False) -> None:
    """Sam wants somebody at once, and presses the last button."""
    phone.start()
    taps(phone, "🙋 Quelqu’un", "Oui, c’est urgent" if urgent else "Non, ça peut attendre")


def waits_as(town: Town, phone: Phone) -> tuple[int, str]:
    """The number and the pseudonym of the case that a person opened."""
    town.bot.settled()
    case = case_of(town.bot, phone)
    return case.id or 0, case.pseudonym


@pytest.fixture
def provoked(request: pytest.FixtureRequest) -> str:
    """Who comes second in a race is refused."""
    return "status of 409" if "race" in request.node.name else ""


def press_together(label: str, *pages: Page) -> None:
    """Press the same button in several windows at the same moment."""
    at = int(time.time() * 1000) + 1000
    for page in pages:
        page.evaluate(PRESS_AT, [label, at])


def test_a_race_for_an_urgent_case_has_one_winner_and_no_loser(town: Town) -> None:
    """Both lists show it at once; both press; one has it, the other is told kindly and goes on, and Sam reads one name."""
    nadia, marc, sam = town.window(NADIA), town.window(MARC), town.bot.person()

    asks(sam, urgent=True)
    began = time.monotonic()
    for page in (nadia, marc):
        expect(page.locator("#waiting .is_urgent")).to_have_count(1)
        expect(page).to_have_title("● (1) Passerelle")
    took = time.monotonic() - began
    print(f"on both screens {took:.2f} s after Sam pressed")
    assert took < SOON / 1000
    case_id, pseudonym = waits_as(town, sam)
    press_together(f"Prendre {pseudonym}", nadia, marc)
    for page in (nadia, marc):
        expect(page.locator("h1")).to_have_text(re.compile(f"{pseudonym}|vient de prendre ce dossier"))

    winner, other = (nadia, marc) if nadia.url.endswith(f"/cases/{case_id}") else (marc, nadia)
    expect(winner.locator("#reply_text")).to_be_visible()
    expect(other.locator("h1")).to_have_text("Quelqu’un de l’équipe vient de prendre ce dossier")
    other.get_by_role("link", name="Retour à la file").click()
    expect(other.locator("#team")).to_contain_text(pseudonym)
    expect(other.locator("#waiting")).to_contain_text("Personne n’attend")
    first = "Nadia, médiatrice" if winner is nadia else "Marc, médiateur"
    assert [text for text in sam.screen().texts if "a pris ta demande" in text] == [
        f"{first}, a pris ta demande et te répond ici."
    ]


def holds(town: Town, phone: Phone, staff: Staff = NADIA) -> Case:
    """Sam asked for somebody, and a member answers."""
    case = asks_for_somebody(town.bot, phone)
    takes(town.bot, case, staff)
    phone.wait_for("te répond ici")
    return case


def agrees(town: Town, phone: Phone, case: Case) -> None:
    """Nadia proposes a time, and Sam takes it."""
    house, starts_at = town.house, town.next_time(17, days=1)
    with house.database.writing() as session:
        appointments.propose(
            session,
            town.member(NADIA),
            case.id or 0,
            [starts_at],
            minutes=45,
            mode="phone",
            keys=house.keys,
            now=town.clock(),
        )
    phone.tap("à 17\u00a0h")
    phone.wait_for("C’est noté")


def test_a_case_that_is_handed_over_takes_its_appointment_along(town: Town) -> None:
    """Sam is told who answers now, Nadia's page lets go kindly, and Inès has the appointment."""
    sam = town.bot.person()
    case = holds(town, sam)
    agrees(town, sam, case)
    page, other = (town.window(NADIA, f"/cases/{case.id}") for _ in range(2))

    page.get_by_text("Passer à quelqu’un").click()
    page.select_option("#to", str(town.member(INES).id))
    page.get_by_role("button", name="Passer le dossier").click()

    expect(page.get_by_role("status").first).to_contain_text("La personne sait qui lui répond maintenant")
    expect(other.locator("h1")).to_have_text("Ce dossier n’est pas dans votre liste")
    expect(other.locator("#reply_text")).to_have_count(0)
    assert sam.wait_for("prend le relais").text == "Inès, coordinatrice, prend le relais et te répond ici."
    hers, mine = town.window(INES, "/appointments"), town.window(NADIA, "/appointments")
    expect(hers.locator("main")).to_contain_text(case.pseudonym)
    expect(mine.locator("main")).not_to_contain_text(case.pseudonym)


HEARD = """() => {
  const sound = document.querySelector("audio");
  sound.playbackRate = 0.1;
  window.heard = sound;
  return new Promise((done) => {
    sound.ontimeupdate = () => sound.currentTime && done(sound.duration);
    sound.onerror = () => done(sound.error.message);
    sound.play();
  });
}"""
STILL_HEARD = "window.heard.isConnected && !window.heard.paused"


def asks_in_dutch(town: Town, phone: Phone) -> Case:
    """Sam speaks Dutch, and Nadia answers."""
    phone.start()
    taps(phone, "🙋 Iemand", "Nee, het kan wachten")
    phone.wait_for("Het is doorgegeven")
    town.bot.settled()
    case = case_of(town.bot, phone)
    takes(town.bot, case)
    return case


def offers_ready_replies(town: Town) -> None:
    """What Inès approved, in two languages."""
    ines, now = town.member(INES), town.clock()
    with town.house.database.writing() as session:
        for language, text in (("nl", DUTCH), ("fr", "Bonjour, je suis {member}.")):
            reply = canned.write(session, ines, Wording("Welkom", language, text), now=now)
            canned.approve(session, ines, reply.id or 0, now=now, as_read_at=reply.changed_at)


def test_a_ready_reply_goes_out_once_and_a_voice_comes_back(town: Town) -> None:
    """In Sam's language, filled in, pressed twice; the voice goes on while Sam writes; then Sam blocks the bot, and Nadia sees it."""
    offers_ready_replies(town)
    sam = town.bot.person(language_code="nl")
    page = town.window(NADIA, f"/cases/{asks_in_dutch(town, sam).id}")

    page.click(".ready summary")
    assert page.locator("#canned_id option").all_inner_texts() == ["Choisir…", "Welkom"]
    page.select_option("#canned_id", label="Welkom")
    page.click("text=Mettre dans ma réponse")
    expect(page.locator("#reply_text")).to_have_value(f"Dag, ik ben Nadia, van {NAME}.")
    page.get_by_role("button", name="Envoyer", exact=True).dblclick()
    expect(page.locator(".delivery")).to_have_text("envoyé")
    town.bot.settled()
    assert [text for text in sam.screen().texts if NAME in text] == [
        f"Nadia, médiatrice:\nDag, ik ben Nadia, van {NAME}."
    ]

    sam.send("voice")
    expect(page.locator("audio")).to_have_count(1)
    assert page.evaluate(HEARD) == pytest.approx(1, abs=0.1)
    sam.write("hoor je me?")
    expect(page.get_by_text("hoor je me?")).to_be_visible()
    assert page.evaluate(STILL_HEARD)

    sam.block()
    page.fill("#reply_text", "Ben je er nog?")
    page.press("#reply_text", "Control+Enter")
    expect(page.locator(".delivery.is_undelivered")).to_contain_text("non remis")
    expect(page.locator(".delivery")).to_have_count(2)


def test_what_a_trainee_writes_is_read_by_a_mentor_first(town: Town) -> None:
    """Nothing leaves before; then Sam reads it, in the trainee's name."""
    town.becomes(ALEX, Role.MEDIATOR, mentor=NADIA)
    sam = town.bot.person()
    case = holds(town, sam, ALEX)
    page, mentor = town.window(ALEX, f"/cases/{case.id}"), town.window(NADIA)

    page.fill("#reply_text", "Bonjour Sam, je t’écoute.")
    page.get_by_role("button", name="Faire relire").click()
    expect(page.locator(".delivery")).to_have_text("à relire avant l’envoi")
    expect(mentor.locator("#to_approve")).to_contain_text(case.pseudonym)
    town.bot.settled()
    assert not any("je t’écoute" in text for text in sam.screen().texts)

    mentor.locator("#to_approve").get_by_role("link").click()
    mentor.locator(".approval").get_by_role("button", name="Envoyer").click()

    assert sam.wait_for("je t’écoute").text == "Alex, stagiaire\u00a0:\nBonjour Sam, je t’écoute."
    expect(page.locator(".delivery")).to_have_text("envoyé")


def test_sam_sees_that_somebody_writes(town: Town) -> None:
    """While Nadia types, and before anything is sent."""
    sam = town.bot.person()
    page = town.window(NADIA, f"/cases/{holds(town, sam).id}")
    town.bot.settled()

    page.locator("#reply_text").press_sequentially("Je ")

    told = town.bot.telegram.wait_until(lambda: town.bot.telegram.calls("sendChatAction", chat_id=sam.id))
    assert [call["params"]["action"] for call in told] == ["typing"]


HOMES = {Role.AUDITOR: "/journal", Role.EDITOR: "/directory", Role.ADMINISTRATOR: "/team"}


@pytest.mark.parametrize("role", HOMES)
def test_whoever_has_no_cases_begins_elsewhere_and_finds_no_queue(town: Town, role: Role) -> None:
    """The first page is their own work; neither a link, an address nor a live stream leads to anybody who waits."""
    town.becomes(ALEX, role)
    sam = town.bot.person()
    case = asks_for_somebody(town.bot, sam)
    page = town.window(ALEX)

    assert page.url == f"{town.desk.url}{HOMES[role]}"
    expect(page.get_by_role("link", name="La file")).to_have_count(0)
    expect(page.locator("body")).not_to_contain_text(case.pseudonym)
    theirs = ("/live", "/closed", "/appointments", f"/cases/{case.id}", f"/cases/{case.id}/live")
    assert {page.request.get(town.desk.url + path).status for path in theirs} == {404}
    takes(town.bot, case)
