"""Writing, noting, handing over and closing, by plain forms and in place."""

import httpx
import pytest
from sqlmodel import func, select

from passerelle import handoff
from passerelle.tables import EntryKind, OutboxRow
from tests.admin.browser import forms
from tests.admin.scene import SECRET_WORDS, Scene
from tests.people import INES, MARC, NADIA

IN_PLACE = {"HX-Request": "true"}


def said(scene: Scene, case_id: int, kind: EntryKind = EntryKind.STAFF) -> list[str]:
    """What stands in a case, of one kind."""
    return [line.content.text for line in scene.lines(case_id) if line.kind == kind]


def relayed(scene: Scene) -> int:
    """How many messages to a person are on their way."""
    with scene.house.database.reading() as session:
        query = select(func.count()).select_from(OutboxRow).where(OutboxRow.notice == "relay")
        return session.exec(query).one()


def close(scene: Scene, case_id: int) -> None:
    """Close a case behind a page's back."""
    with scene.house.database.writing() as session:
        handoff.close(session, scene.member(NADIA), case_id, keys=scene.house.keys, now=scene.clock())


def test_a_reply_goes_out(scene: Scene) -> None:
    """One form, and it stands in the case and in the outbox."""
    case_id = scene.held_case()
    browser = scene.browser(NADIA)

    answer = browser.send(f"/cases/{case_id}", f"/cases/{case_id}/reply", text="Bonjour\r\nSam")

    assert answer.headers["location"] == f"/cases/{case_id}"
    assert said(scene, case_id) == ["Bonjour\nSam"]
    assert relayed(scene) == 1


def test_one_form_sent_twice_goes_out_once(scene: Scene) -> None:
    """A double click, a reload, a line that broke before the answer came."""
    case_id = scene.held_case()
    browser = scene.browser(NADIA)
    form = forms(browser.get(f"/cases/{case_id}"))[f"/cases/{case_id}/reply"]

    answers = [browser.post(form.action, data={**form.fields, "text": "bonjour"}) for _ in range(3)]

    assert {answer.status_code for answer in answers} == {303}
    assert (said(scene, case_id), relayed(scene)) == (["bonjour"], 1)


def test_two_forms_with_the_same_words_go_out_twice(scene: Scene) -> None:
    """Saying "oui" twice is allowed."""
    case_id = scene.held_case()
    browser = scene.browser(NADIA)

    for _ in range(2):
        browser.send(f"/cases/{case_id}", f"/cases/{case_id}/reply", text="oui")

    assert said(scene, case_id) == ["oui", "oui"]


@pytest.mark.parametrize(
    ("text", "words"), [("  \n ", "Le message est vide"), ("a" * 3600, "trop long de 100")]
)
@pytest.mark.parametrize("headers", [{}, IN_PLACE])
def test_what_cannot_be_sent_comes_back_with_its_text(
    scene: Scene, text: str, words: str, headers: dict[str, str]
) -> None:
    """The page says what is wrong, and nothing has to be typed again."""
    case_id = scene.held_case()

    answer = scene.browser(NADIA).send(
        f"/cases/{case_id}", f"/cases/{case_id}/reply", headers=headers, text=text
    )

    assert answer.status_code == 422
    assert words in answer.text
    assert f">{text}</textarea>" in answer.text


@pytest.mark.parametrize("headers", [{}, IN_PLACE])
def test_a_case_that_closed_meanwhile_keeps_the_text(scene: Scene, headers: dict[str, str]) -> None:
    """Nothing goes out, and the words are still there to be copied."""
    case_id = scene.held_case()
    browser = scene.browser(NADIA)
    form = forms(browser.get(f"/cases/{case_id}"))[f"/cases/{case_id}/reply"]
    close(scene, case_id)

    answer = browser.post(form.action, data={**form.fields, "text": "encore un mot"}, headers=headers)

    assert answer.status_code == 409
    assert "encore un mot" in answer.text
    assert relayed(scene) == 0


def test_in_place_a_reply_brings_a_new_form_and_the_conversation(scene: Scene) -> None:
    """The next message has a key of its own."""
    case_id = scene.held_case()
    browser = scene.browser(NADIA)
    before = forms(browser.get(f"/cases/{case_id}"))[f"/cases/{case_id}/reply"]

    answer = browser.post(before.action, data={**before.fields, "text": "bonjour"}, headers=IN_PLACE)

    after = forms(answer)[before.action]
    assert after.fields["key"] != before.fields["key"]
    assert 'hx-target="#conversation"' in answer.text
    assert "bonjour" in answer.text


def everything_marc_may_send(form: dict[str, str]) -> dict[str, dict[str, str]]:
    """Every form of a case, as Marc would forge it from one of his own pages."""
    return {
        "reply": {**form, "text": "x", "key": "0" * 32},
        "notes": {**form, "note": "x"},
        "hand-over": {**form, "to": "1"},
        "close": form,
    }


def test_a_mediator_elsewhere_can_do_nothing(scene: Scene) -> None:
    """Each form ends in "not found", and the case is as it was."""
    case_id = scene.held_case()
    marc = scene.browser(MARC)
    before = scene.lines(case_id)
    hidden = forms(marc.get("/"))["/logout"].fields

    for action, data in everything_marc_may_send(hidden).items():
        answer = marc.post(f"/cases/{case_id}/{action}", data=data)
        assert (answer.status_code, SECRET_WORDS in answer.text) == (404, False)

    assert scene.lines(case_id) == before


def test_a_note_is_kept_and_never_sent(scene: Scene) -> None:
    """It stands in the case for Nadia, and nothing leaves."""
    case_id = scene.held_case()
    browser = scene.browser(NADIA)

    browser.send(f"/cases/{case_id}", f"/cases/{case_id}/notes", note="rappeler jeudi")

    assert "rappeler jeudi" in browser.get(f"/cases/{case_id}").text
    assert said(scene, case_id, EntryKind.NOTE) == ["rappeler jeudi"]
    assert relayed(scene) == 0


def test_handing_over_gives_all_of_it_to_a_colleague(scene: Scene) -> None:
    """Inès reads everything from now on, Nadia nothing."""
    case_id = scene.held_case()
    nadia = scene.browser(NADIA)
    to = str(scene.member(INES).id)

    answer = nadia.send(f"/cases/{case_id}", f"/cases/{case_id}/hand-over", to=to)

    assert answer.headers["location"] == "/?done=handed_over"
    assert nadia.get(f"/cases/{case_id}").status_code == 404
    assert SECRET_WORDS in scene.browser(INES).get(f"/cases/{case_id}").text


@pytest.mark.parametrize("to", ["", "0", "4242", "me", "99999999999999"])
def test_handing_over_to_nobody_changes_nothing(scene: Scene, to: str) -> None:
    """A choice that is none ends on a page that says what to do."""
    case_id = scene.held_case()
    browser = scene.browser(NADIA)

    answer = browser.send(f"/cases/{case_id}", f"/cases/{case_id}/hand-over", to=to)

    assert answer.status_code in {400, 404}
    assert browser.get(f"/cases/{case_id}").status_code == 200


def test_closing_asks_first_also_without_scripts(scene: Scene) -> None:
    """The page that asks has the form that closes."""
    case_id = scene.held_case()
    browser = scene.browser(NADIA)

    asked = browser.get(f"/cases/{case_id}/close")
    answer = browser.send(f"/cases/{case_id}/close", f"/cases/{case_id}/close", outcome="helped")

    assert "Tout sera effacé dans 90 jours" in asked.text
    assert answer.headers["location"] == "/?done=closed"
    assert scene.state(case_id) == "closed"


def test_closing_twice_says_that_it_is_closed(scene: Scene) -> None:
    """No error, and nothing is lost."""
    case_id = scene.held_case()
    browser = scene.browser(NADIA)
    form = forms(browser.get(f"/cases/{case_id}/close"))[f"/cases/{case_id}/close"]
    close(scene, case_id)

    answer = browser.post(form.action, data={**form.fields, "outcome": "helped"})

    assert answer.status_code == 409
    assert "ne peut plus changer" in answer.text


def test_a_problem_in_place_is_said_in_place(scene: Scene) -> None:
    """A part of a page never gets a whole page: the sentence goes to the notice above."""
    case_id = scene.held_case()
    browser = scene.browser(NADIA)
    form = forms(browser.get(f"/cases/{case_id}"))[f"/cases/{case_id}/reply"]
    scene.clock.forward(hours=1)

    answer: httpx.Response = browser.post(form.action, data={**form.fields, "text": "x"}, headers=IN_PLACE)

    assert (answer.status_code, answer.headers["hx-retarget"]) == (401, "#notice")
    assert "<html" not in answer.text


def test_a_stream_that_cannot_begin_takes_the_page_away(scene: Scene) -> None:
    """Between the page and its stream the case went to somebody else: nothing of it stays on the screen."""
    case_id = scene.held_case()

    answer = scene.browser(MARC).get(f"/cases/{case_id}/live", headers=IN_PLACE)

    assert (answer.status_code, answer.headers["hx-retarget"]) == (404, "#content")


def test_the_whole_job_without_scripts(scene: Scene) -> None:
    """Take, read, write, note, close: forms and links only."""
    case_id = scene.case()
    nadia, page = scene.browser(NADIA), f"/cases/{case_id}"

    nadia.send("/", f"{page}/take")
    nadia.send(page, f"{page}/reply", text="Bonjour, je suis Nadia.")
    scene.writes(case_id, "merci")
    read = nadia.get(page).text
    nadia.send(f"{page}/close", f"{page}/close", outcome="helped")

    assert read.index("Bonjour, je suis Nadia.") < read.index("merci")
    assert scene.state(case_id) == "closed"
