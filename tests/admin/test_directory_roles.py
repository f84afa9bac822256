"""Who may do what: each role at each page, the refusal beside the success."""

import pytest

from tests.admin.browser import Browser, forms
from tests.admin.records import bridge, editor, kept
from tests.admin.scene import Scene
from tests.people import INES, NADIA, Staff

FOR_ALL = ("/directory", "/directory/to-verify", "/directory/1", "/directory/1/history")
FOR_EDITING = (
    "/directory/new",
    "/directory/1/edit",
    "/directory/1/remove",
    "/directory/removed",
    "/directory/duplicates",
    "/directory/import",
    "/directory/import/export/csv",
)
OF_CASES = ("/cases/1", "/cases/1/close", "/cases/1/addresses", "/cases/1/live", "/live", "/conversations")
CHANGES = (
    ("/directory/1/edit", {}),
    ("/directory/new", {}),
    ("/directory/1/remove", {}),
    ("/directory/1/restore", {}),
    ("/directory/1/resume", {}),
    ("/directory/1/history/1", {}),
    ("/directory/duplicates", {"first": "1", "second": "2", "verdict": "same"}),
    ("/directory/duplicates/undo", {"first": "1", "second": "2"}),
    ("/directory/import", {}),
    ("/directory/import/1", {"digest": "1"}),
)


def token(browser: Browser) -> dict[str, str]:
    """The token of a browser's forms."""
    return forms(browser.get("/directory"))["/logout"].fields


@pytest.mark.parametrize("who", [NADIA, INES])
def test_everybody_reads_the_directory(scene: Scene, who: Staff) -> None:
    """A mediator and the coordinator."""
    bridge(scene)
    browser = scene.browser(who)

    assert [path for path in FOR_ALL if browser.get(path).status_code != 200] == []


@pytest.mark.parametrize("is_editor", [True, False])
def test_an_editor_and_the_coordinator_see_what_is_for_editing(scene: Scene, is_editor: bool) -> None:
    """The form, the removed ones, duplicates, import and export."""
    bridge(scene)
    browser = scene.browser(editor(scene) if is_editor else INES)

    assert [path for path in FOR_EDITING + FOR_ALL if browser.get(path).status_code != 200] == []


def test_a_mediator_is_told_whom_to_ask(scene: Scene) -> None:
    """403 in words, and no button that leads there."""
    bridge(scene)
    browser = scene.browser(NADIA)

    for path in FOR_EDITING:
        answer = browser.get(path)
        assert answer.status_code == 403, path
        assert "ne fait pas partie de votre rôle" in answer.text
        assert f'href="{path}"' not in browser.get("/directory/1").text + browser.get("/directory").text


@pytest.mark.parametrize(("path", "data"), CHANGES)
def test_a_mediator_changes_no_record(scene: Scene, path: str, data: dict[str, str]) -> None:
    """Not even with a form that carries their own token."""
    number = bridge(scene)
    before, browser = kept(scene, number), scene.browser(NADIA)

    answer = browser.post(path, data={**token(browser), **data})

    assert answer.status_code == 403
    assert kept(scene, number) == before


def test_an_editor_never_sees_the_queue(scene: Scene) -> None:
    """Signing in leads to the directory, and there is no way to the queue."""
    browser = scene.browser(editor(scene))

    answer = browser.get("/")

    assert (answer.status_code, answer.headers["location"]) == (303, "/directory")
    assert "La file" not in browser.get("/directory").text
    assert "La file" in scene.browser(NADIA).get("/directory").text


@pytest.mark.parametrize("path", OF_CASES)
def test_an_editor_finds_no_case(scene: Scene, path: str) -> None:
    """Whether there is one or not: nothing is here, not even for who held it before becoming an editor."""
    scene.held_case(INES)
    browser = scene.browser(editor(scene))

    assert browser.get(path).status_code == 404


@pytest.mark.parametrize(
    "action", ["take", "reply", "notes", "hand-over", "close", "addresses", "addresses/send"]
)
def test_an_editor_does_nothing_in_a_case(scene: Scene, action: str) -> None:
    """Also with their own token."""
    case_id, browser = scene.case(), scene.browser(editor(scene))
    data = {**token(browser), "text": "bonjour", "key": "a" * 32, "to": "1", "number": "1"}

    answer = browser.post(f"/cases/{case_id}/{action}", data=data)

    assert answer.status_code == 404
    assert scene.state(case_id) == "waiting"


def test_a_case_is_not_handed_to_an_editor(scene: Scene) -> None:
    """The list of colleagues has Marc, and Inès only as long as she coordinates."""
    case_id, browser = scene.held_case(), scene.browser(NADIA)
    assert "Inès, coordination" in browser.get(f"/cases/{case_id}").text

    editor(scene)

    page = browser.get(f"/cases/{case_id}").text
    assert "Inès" not in page
    assert "Marc, médiation" in page
