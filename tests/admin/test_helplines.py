"""The help lines' pages: what is due comes first, and what somebody heard on the telephone reaches the bot at once."""

import re

import httpx
import pytest

from passerelle import helplines
from passerelle.helplines import Helpline
from tests.admin.browser import Browser, forms
from tests.admin.scene import Scene
from tests.people import INES, NADIA

LINE = "/helplines/be-103"


def line(line_id: str) -> Helpline:
    """A line as the bot of this process knows it now."""
    return next(line for line in helplines.every() if line.id == line_id)


def noted(browser: Browser, path: str = LINE, **typed: str) -> httpx.Response:
    """Note that somebody called."""
    return browser.send(path, path, **{"by": "IN", "hours": "", **typed})


def test_every_line_is_there_the_associations_country_first(scene: Scene) -> None:
    """With its number, and whether the bot gives it; a line that was replaced is only shown."""
    page = scene.browser(INES).get("/helplines").text

    ids = re.findall(r'<li id="([^"]+)"', page)
    assert set(ids) == {line.id for line in helplines.every()} and ids[0].startswith("be-")
    assert "103 Écoute" in page and "pas donnée par le bot" in page and "français" in page
    assert 'href="/helplines/be-103"' in page and 'href="/helplines/fr-3020"' not in page


def test_those_that_are_due_come_first(scene: Scene) -> None:
    """A line leaves the head of its country once somebody called, and is due again after its ninety days."""
    browser = scene.browser(INES)
    first = re.findall(r'<li id="(be-[^"]+)"', browser.get("/helplines").text)[0]

    noted(browser, f"/helplines/{first}")
    page = browser.get("/helplines").text

    assert re.findall(r'<li id="(be-[^"]+)"', page)[-1] == first
    assert "vérifiée le 23 novembre 2026 par IN" in page


def test_a_verification_is_old_after_ninety_days(scene: Scene) -> None:
    """And says so."""
    noted(scene.browser(INES))
    scene.clock.forward(days=helplines.VERIFIED_DAYS + 1)

    assert f"vérifiée il y a plus de {helplines.VERIFIED_DAYS} jours" in scene.browser(INES).get(LINE).text


def test_what_was_heard_reaches_the_bot_at_once(scene: Scene) -> None:
    """The bot reads the same file in the same process: a line that it did not give is given, with the hours that were heard."""
    before = line("ch-143")

    answer = noted(scene.browser(INES), "/helplines/ch-143", hours="Mo-Fr 08:00-20:00; PH off")

    assert answer.headers["location"] == "/helplines?done=verified"
    assert not before.is_offered and line("ch-143") in helplines.registry()
    assert line("ch-143").opening_hours == "Mo-Fr 08:00-20:00; PH off"
    assert (scene.house.settings.data_dir / helplines.FILE).exists()


def test_a_line_that_is_gone_is_not_given_until_it_is_verified_again(scene: Scene) -> None:
    """Both ways are a call and a click."""
    browser = scene.browser(INES)

    noted(browser, is_gone="yes")
    assert line("be-103") not in helplines.registry() and "n’existe plus" in browser.get(LINE).text
    noted(browser)

    assert line("be-103") in helplines.registry()


@pytest.mark.parametrize(
    ("path", "typed", "says"),
    [
        (LINE, {"by": "Inès Dupont"}, "une à quatre initiales"),
        (LINE, {"by": ""}, "une à quatre initiales"),
        (LINE, {"hours": "le soir"}, "ne se lisent pas"),
        ("/helplines/be-101", {"is_gone": "yes"}, "ne se retire pas"),
    ],
)
def test_a_mistake_is_told_in_its_place(scene: Scene, path: str, typed: dict[str, str], says: str) -> None:
    """What was typed stays, and nothing is kept."""
    page = noted(scene.browser(INES), path, **{"hours": "Mo-Fr 10:00-12:00", **typed})

    assert page.status_code == 422 and says in page.text
    assert f'value="{typed.get("hours", "Mo-Fr 10:00-12:00")}"' in page.text
    assert not (scene.house.settings.data_dir / helplines.FILE).exists()


def test_a_file_that_cannot_be_read_is_left_alone(scene: Scene) -> None:
    """The page says whom to tell, and keeps what was typed."""
    file = scene.house.settings.data_dir / helplines.FILE
    file.write_text("{", encoding="utf-8")

    page = noted(scene.browser(INES), hours="Mo-Fr 10:00-12:00")

    assert page.status_code == 422 and "Prévenez la personne" in page.text
    assert 'value="Mo-Fr 10:00-12:00"' in page.text and file.read_text(encoding="utf-8") == "{"


def test_a_mediator_verifies_nothing(scene: Scene) -> None:
    """The same form, from somebody who may and from somebody who may not."""
    mediator, coordinator = scene.browser(NADIA), scene.browser(INES)
    token = forms(mediator.get("/"))["/logout"].fields

    refused = mediator.post(LINE, data={**token, "by": "NB"})
    before = line("be-103").verified_on
    noted(coordinator)

    assert (refused.status_code, before) == (403, None)
    assert line("be-103").verified_by == "IN"


@pytest.mark.parametrize("line_id", ["be-999", "fr-3020"])
def test_a_line_that_is_not_there_or_was_replaced_has_no_page(scene: Scene, line_id: str) -> None:
    """Whoever is lost is told how to go on."""
    page = scene.browser(INES).get(f"/helplines/{line_id}")

    assert page.status_code == 404 and "Cette page n’existe pas" in page.text


def test_the_initials_of_whoever_calls_are_there_already(scene: Scene) -> None:
    """One click is enough where everything is as it was."""
    assert re.search(r'id="by"[^>]*value="I"', scene.browser(INES).get(LINE).text)


def test_nobody_is_asked_to_call_an_emergency_number(scene: Scene) -> None:
    """It is verified by reading, and never taken out; another line is called."""
    browser = scene.browser(INES)
    emergency, other = browser.get("/helplines/be-101").text, browser.get(LINE).text

    assert "N’appelez pas un numéro d’urgence" in emergency and "J’ai vérifié aujourd’hui" in emergency
    assert "J’ai appelé" not in emergency and "is_gone" not in emergency
    assert "J’ai appelé aujourd’hui" in other and "is_gone" in other
