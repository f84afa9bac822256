"""A file into the directory: only from who may edit, looked at first, brought in as it was looked at, and then gone."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from admin import uploads
from admin.access import COOKIE
from admin.shield import IMPORT_PATH, LARGEST_IMPORT
from passerelle.exchange import formats
from passerelle.exchange.bring import bring
from tests.admin.browser import HOST, Browser, forms
from tests.admin.records import bridge, kept, put, verified
from tests.admin.scene import Scene
from tests.house.directory.shelf import THE_BRIDGE, like_the_bridge
from tests.people import INES, NADIA


def exported(scene: Scene, browser: Browser) -> bytes:
    """The directory as a CSV that was brought in before: what it says otherwise now, its source changed."""
    body = browser.get(f"{IMPORT_PATH}/export/csv").content
    path = scene.house.settings.data_dir / "before.csv"
    path.write_bytes(body)
    records = formats.read(path, formats.guess(path))
    bring(scene.house.database, records, format_name="template", now=scene.clock(), is_partial=True)
    return body


def sends(browser: Browser, body: bytes, name: str = "liste.csv") -> httpx.Response:
    """Choose a file and send it."""
    csrf = forms(browser.get(IMPORT_PATH))[IMPORT_PATH].fields
    return browser.post(IMPORT_PATH, data=csrf, files={"file": (name, body)})


def files_of(scene: Scene) -> list[Path]:
    """What is kept of files."""
    return list((scene.house.settings.data_dir / uploads.FOLDER).glob("*"))


def test_a_file_is_looked_at_and_writes_nothing(scene: Scene) -> None:
    """Counts, and each field before and after."""
    number, browser = bridge(scene), scene.browser(INES)
    body = exported(scene, browser).replace(b"Le Pont (fictif)", b"Le Pont Neuf (fictif)")

    answer = sends(browser, body)
    page = browser.get(answer.headers["location"]).text

    assert "Ce qui changerait" in page
    assert "<del>Le Pont (fictif)</del>" in page
    assert "<ins>Le Pont Neuf (fictif)</ins>" in page
    assert kept(scene, number).structure == THE_BRIDGE


def test_what_was_looked_at_is_brought_in_and_the_file_is_gone(scene: Scene) -> None:
    """With its version before in the history; nobody verified it."""
    number, browser = bridge(scene), scene.browser(INES)
    body = exported(scene, browser).replace(b"Le Pont (fictif)", b"Le Pont Neuf (fictif)")
    path = sends(browser, body).headers["location"]

    form = next(form for action, form in forms(browser.get(path)).items() if action.startswith(path))
    answer = browser.post(form.action.replace("&amp;", "&"), data=form.fields)

    assert "C’est importé" in answer.text
    assert kept(scene, number).structure.name == "Le Pont Neuf (fictif)"
    assert kept(scene, number).verified_on is None
    assert files_of(scene) == []


def test_what_was_verified_here_stays_unless_it_is_asked_for(scene: Scene) -> None:
    """The difference is told, and the box replaces it."""
    number, browser = bridge(scene), scene.browser(INES)
    verified(scene, number)
    body = exported(scene, browser).replace(b"Le Pont (fictif)", b"Le Pont Neuf (fictif)")
    path = sends(browser, body).headers["location"]

    careful, over = browser.get(path).text, browser.get(f"{path}?over=true").text

    assert "gardées comme elles sont ici" in careful
    assert "vérifié le" in careful
    assert "modifiées" in over


@pytest.mark.parametrize(
    ("body", "name", "says"),
    [
        (b"", "vide.csv", "ne se lit pas|n’est pas reconnu|vide|aucun"),
        (b"a;b\n1;2\n", "autre.csv", "n’est pas reconnu"),
        (b"PK\x03\x04 not a workbook", "liste.xlsx", "xlsx|ne se lit pas|n’est pas reconnu|classeur|lire"),
        (b"\x00\xff\xfe" * 50, "liste.json", "ne se lit pas|n’est pas reconnu|lire|texte"),
        (b'[{"nom": ', "liste.json", "ne se lit pas|n’est pas reconnu|JSON|lire"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_a_sentence(
    scene: Scene, body: bytes, name: str, says: str
) -> None:
    """And is not kept."""
    browser = scene.browser(INES)

    answer = browser.get(sends(browser, body, name).headers["location"])

    assert answer.status_code == 422
    assert any(words in answer.text for words in says.split("|"))
    assert files_of(scene) == []


def test_without_a_file_the_page_asks_for_one(scene: Scene) -> None:
    """In its place."""
    browser = scene.browser(INES)
    csrf = forms(browser.get(IMPORT_PATH))[IMPORT_PATH].fields

    answer = browser.post(IMPORT_PATH, data=csrf, files={"file": ("", b"")})

    assert (answer.status_code, "Choisissez d’abord un fichier" in answer.text) == (422, True)


def test_another_file_than_the_one_looked_at_is_not_brought_in(scene: Scene) -> None:
    """The digest has to be the one of the preview."""
    number, browser = bridge(scene), scene.browser(INES)
    body = exported(scene, browser).replace(b"Le Pont (fictif)", b"Le Pont Neuf (fictif)")
    path = sends(browser, body).headers["location"]
    form = next(form for action, form in forms(browser.get(path)).items() if action.startswith(path))
    files_of(scene)[0].write_bytes(body.replace(b"Neuf", b"Vieux"))

    answer = browser.post(form.action.replace("&amp;", "&"), data=form.fields)

    assert "n’est pas celui de l’aperçu" in answer.text
    assert kept(scene, number).structure == THE_BRIDGE


def test_a_file_waits_for_a_day_at_most(scene: Scene) -> None:
    """Then it is removed, and the page says to send it again."""
    bridge(scene)
    path = sends(scene.browser(INES), exported(scene, scene.browser(INES))).headers["location"]
    scene.clock.forward(hours=25)

    answer = scene.browser(INES).get(path)

    assert "Envoyez-le à nouveau" in answer.text
    assert files_of(scene) == []


@pytest.mark.parametrize("name", ["..%2Fpasserelle.db", "1-x", "passerelle.key", "%00", "." * 30])
def test_no_other_file_is_reached_by_a_name(scene: Scene, name: str) -> None:
    """Only what was sent, under the name that was drawn for it."""
    answer = scene.browser(INES).get(f"{IMPORT_PATH}/{name}")

    assert answer.status_code in {404, 422}


def test_a_file_keeps_nothing_of_its_name(scene: Scene) -> None:
    """Not on the disk, and not in the address."""
    browser = scene.browser(INES)

    path = sends(browser, b"a;b\n", "Dossier de Sam.csv").headers["location"]

    assert "Sam" not in path + "".join(file.name for file in files_of(scene))


async def poured(scene: Scene, cookie: str, size: int) -> tuple[int, int]:
    """Pour a body without end; tells the answer's status and how much of it was read."""
    read = 0

    async def body() -> AsyncIterator[bytes]:
        nonlocal read
        yield b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n'
        while read < size:
            read += 1_000_000
            yield b"a" * 1_000_000

    headers = {"content-type": "multipart/form-data; boundary=x", "cookie": f"{COOKIE}={cookie}"}
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=scene.app), base_url=HOST) as client:
        answer = await client.post(IMPORT_PATH, content=body(), headers=headers)
    return answer.status_code, read


def test_a_file_that_is_too_large_is_refused(scene: Scene) -> None:
    """It is not read to its end, and nothing is kept."""
    status, read = asyncio.run(poured(scene, scene.session_of(INES), 10 * LARGEST_IMPORT))

    assert status == 413
    assert read < 2 * LARGEST_IMPORT
    assert files_of(scene) == []


@pytest.mark.parametrize("is_member", [True, False])
def test_a_file_of_who_may_not_is_not_even_read(scene: Scene, is_member: bool) -> None:
    """A mediator's, and a stranger's."""
    cookie = scene.session_of(NADIA) if is_member else "nobody"

    status, read = asyncio.run(poured(scene, cookie, 3_000_000))

    assert status == (403 if is_member else 401)
    assert read == 0


@pytest.mark.parametrize("format_name", ["csv", "xlsx", "hsds", "data-inclusion"])
def test_the_directory_goes_out_without_what_is_protected(scene: Scene, format_name: str) -> None:
    """Active records only, as a file to keep."""
    put(scene, replace(THE_BRIDGE, is_protected=True), like_the_bridge("brouillon", status="draft"))

    answer = scene.browser(INES).get(f"{IMPORT_PATH}/export/{format_name}")

    assert answer.status_code == 200
    assert "attachment" in answer.headers["content-disposition"]
    assert b"Rue du Pont" not in answer.content
    assert b"brouillon (fictif)" not in answer.content


def test_an_unknown_format_is_not_there(scene: Scene) -> None:
    """404, in words."""
    assert scene.browser(INES).get(f"{IMPORT_PATH}/export/exe").status_code == 404
