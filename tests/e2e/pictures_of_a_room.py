"""The picture of a talk: the page of who leads, and the telephone of somebody in the group, at the same moment."""

from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Page

from tests.e2e.gathering import BEGINS, Gathering, RunningClock, comes_in, gathered
from tests.e2e.town import a_town
from tests.mailbox import mailbox
from tests.people import NADIA

TALK = (
    (0, "salut, moi ça fait depuis septembre"),
    (3, "salut ! moi c’est dans le bus"),
    (5, "le pire c’est quand les autres rient"),
    (0, "oui. et après on fait semblant que ça va"),
    (7, "ici au moins on peut le dire"),
)
HELD = (4, "vous pouvez m’écrire au 0470 00 00 00")
ANSWER = "Merci de le dire. Qui a déjà trouvé quelque chose qui aide, même un peu ?"


def take_room(browser: Browser, sam: Page, folder: Path) -> None:
    """Let nine come in and some of them talk, one hold out a number, and Nadia answer; on `sam` stands the telephone."""
    with TemporaryDirectory() as place, mailbox() as box, a_town(Path(place), box, RunningClock()) as town:
        town.sits_down(browser)
        evening = gathered(town)
        evening.comes_to(BEGINS - timedelta(minutes=10))
        evening.finds_its_room()
        for guest in evening.early:
            comes_in(guest)
        evening.comes_to(BEGINS)
        _talk(evening)
        nadia = town.window(NADIA, f"/rooms/{evening.room_id}", size={"width": 1200, "height": 900})
        _answer(nadia, evening)
        nadia.screenshot(path=folder / "room.png")
        sam.goto(f"{town.bot.telegram.url}/?phone=Sam")
        sam.wait_for_timeout(1500)
        sam.get_by_test_id("phone").first.screenshot(path=folder / "phone-room.png")


def _answer(nadia: Page, evening: Gathering) -> None:
    nadia.fill("#say_text", ANSWER)
    nadia.press("#say_text", "Control+Enter")
    evening.guests[0].waits_for(ANSWER[:20])
    evening.settled()
    nadia.wait_for_timeout(1000)


def _talk(evening: Gathering) -> None:
    for guest in evening.early:
        guest.waits_for("C’est ouvert")
    for number, text in (*TALK, HELD):
        evening.said(evening.guests[number], text)
