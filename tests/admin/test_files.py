"""Voice messages and photos, for whoever holds the case."""

import pytest
from sqlmodel import select

from admin.app import build
from passerelle.journal import Action
from passerelle.tables import JournalEntry
from passerelle.words import Words
from tests.admin.browser import Browser
from tests.admin.conftest import LOCALES
from tests.admin.scene import Scene
from tests.people import ALEX, MARC, NADIA


def opened(scene: Scene) -> int:
    """How often a file was opened, by the journal."""
    with scene.house.database.reading() as session:
        return len(session.exec(select(JournalEntry).where(JournalEntry.action == Action.FILE_OPENED)).all())


@pytest.mark.parametrize(("medium", "kind"), [("voice", "audio/ogg"), ("photo", "image/jpeg")])
def test_the_holder_opens_a_file(scene: Scene, medium: str, kind: str) -> None:
    """As what it was sent as, not kept by the browser, and written in the journal."""
    case_id = scene.held_case()
    entry_id = scene.writes(case_id, "", medium=medium, file="f1")
    scene.files.known["f1"] = b"bytes"

    answer = scene.browser(NADIA).get(f"/cases/{case_id}/files/{entry_id}")

    assert (answer.content, answer.headers["content-type"]) == (b"bytes", kind)
    assert (answer.headers["cache-control"], answer.headers["x-content-type-options"]) == (
        "no-store",
        "nosniff",
    )
    assert opened(scene) == 1


@pytest.mark.parametrize(
    ("asked", "status", "part"),
    [
        ("bytes=0-", 206, b"abcdef"),
        ("bytes=2-3", 206, b"cd"),
        ("bytes=4-99", 206, b"ef"),
        ("bytes=6-", 200, b"abcdef"),
        ("bytes=3-2", 200, b"abcdef"),
        ("bytes=-2", 200, b"abcdef"),
        ("bytes=0-1,3-4", 200, b"abcdef"),
    ],
)
def test_a_part_of_a_voice_is_given_so_that_a_player_can_go_back(
    scene: Scene, asked: str, status: int, part: bytes
) -> None:
    """What makes no sense is given whole."""
    case_id = scene.held_case()
    entry_id = scene.writes(case_id, "", medium="voice", file="f1")
    scene.files.known["f1"] = b"abcdef"

    answer = scene.browser(NADIA).get(f"/cases/{case_id}/files/{entry_id}", headers={"Range": asked})

    first = b"abcdef".index(part)
    told = f"bytes {first}-{first + len(part) - 1}/6" if status == 206 else None
    assert (answer.status_code, answer.content, answer.headers.get("content-range")) == (status, part, told)


def test_a_voice_can_be_played_and_a_photo_waits_for_a_click(scene: Scene) -> None:
    """A photo is never on the page by itself."""
    case_id = scene.held_case()
    voice = scene.writes(case_id, "", medium="voice", file="f1")
    photo = scene.writes(case_id, "", medium="photo", file="f2")

    page = scene.browser(NADIA).get(f"/cases/{case_id}").text

    assert f'preload="none" src="/cases/{case_id}/files/{voice}"' in page
    assert f'href="/cases/{case_id}/files/{photo}"' in page
    assert opened(scene) == 0


def test_nobody_else_opens_it(scene: Scene) -> None:
    """Marc gets "not found", and Telegram is not even asked."""
    case_id = scene.held_case()
    entry_id = scene.writes(case_id, "", medium="voice", file="broken")

    assert scene.browser(MARC).get(f"/cases/{case_id}/files/{entry_id}").status_code == 404


def test_an_entry_of_another_case_is_not_found(scene: Scene) -> None:
    """Holding one case opens no file of another."""
    mine = scene.held_case()
    other = scene.case(person=ALEX)
    entry_id = scene.writes(other, "", medium="voice", file="f1")

    assert scene.browser(NADIA).get(f"/cases/{mine}/files/{entry_id}").status_code == 404


@pytest.mark.parametrize(("medium", "file"), [("document", "f1"), ("voice", ""), ("sticker", "f1")])
def test_nothing_but_voices_and_photos_is_passed_on(scene: Scene, medium: str, file: str) -> None:
    """What a browser might run never comes through here."""
    case_id = scene.held_case()
    scene.files.known["f1"] = b"<script>"
    entry_id = scene.writes(case_id, "", medium=medium, file=file)

    assert scene.browser(NADIA).get(f"/cases/{case_id}/files/{entry_id}").status_code == 404


def test_a_file_that_telegram_lost_is_said(scene: Scene) -> None:
    """The page says what to do."""
    case_id = scene.held_case()
    entry_id = scene.writes(case_id, "", medium="voice", file="gone")

    answer = scene.browser(NADIA).get(f"/cases/{case_id}/files/{entry_id}")

    assert answer.status_code == 502
    assert "demandez à la personne" in answer.text


def test_without_telegram_there_are_no_files(scene: Scene) -> None:
    """A panel that runs alone says so."""
    case_id = scene.held_case()
    entry_id = scene.writes(case_id, "", medium="voice", file="f1")
    alone = Browser(build(scene.house, words=Words(LOCALES)))
    alone.client.cookies = scene.browser(NADIA).client.cookies

    assert alone.get(f"/cases/{case_id}/files/{entry_id}").status_code == 502
