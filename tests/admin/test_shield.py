"""Headers on every answer, a limit on what comes in, and a page for every error."""

import asyncio
import logging
import re
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from admin.panel import STATIC
from admin.shield import HEADERS, LARGEST_FORM
from tests.admin.browser import HOST, forms
from tests.admin.scene import SECRET_WORDS, Scene
from tests.admin.test_access import address, routes
from tests.people import NADIA, Staff


async def send_by_pieces(app: FastAPI, pieces: list[bytes]) -> httpx.Response:
    """Send a body piece by piece, without saying how long it is."""

    async def body() -> AsyncIterator[bytes]:
        for piece in pieces:
            yield piece

    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url=HOST) as client:
        return await client.post("/login", content=body())


def have_all_headers(answer: httpx.Response) -> bool:
    """Tell whether an answer has what every answer has."""
    return all(answer.headers.get(name) == value for name, value in HEADERS.items())


NOT_THERE = [("GET", "/nowhere"), ("GET", "/static/nowhere"), ("DELETE", "/"), ("GET", "/cases/9")]


@pytest.mark.parametrize("who", [None, NADIA])
def test_every_answer_has_the_headers(scene: Scene, who: Staff | None) -> None:
    """Pages, redirects, refusals, errors: whatever the panel has, and what it has not."""
    scene.held_case()
    browser = scene.browser(who)
    asked = [(method, path) for method, path in routes(scene) + NOT_THERE if not path.endswith("live")]

    for method, path in asked:
        answer = browser.client.request(method, address(path))
        assert have_all_headers(answer), (method, path)
        assert answer.headers["cache-control"] == "no-store", (method, path)


def test_the_policy_allows_nothing_inline_and_nothing_from_elsewhere() -> None:
    """The one header that stops a script that got in all the same."""
    policy = HEADERS["Content-Security-Policy"]

    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self';")
    assert "unsafe" not in policy
    assert "http" not in policy


@pytest.mark.parametrize(
    "template", sorted((STATIC.parent / "templates").glob("*.html")), ids=lambda path: path.stem
)
def test_no_template_needs_what_the_policy_forbids(template: Path) -> None:
    """No script or style in a page, no handler in an attribute, no address of another host."""
    text = template.read_text()

    assert " style=" not in text
    assert not re.search(r"\son\w+=", text)
    assert "//" not in text


def test_static_files_are_kept_by_their_digest(scene: Scene) -> None:
    """A browser asks for a file once, until it changes; without the digest it asks each time."""
    browser = scene.browser()
    page = browser.get("/login").text
    path = page.split('rel="stylesheet" href="')[1].split('"')[0]

    kept, asked = browser.get(path), browser.get(path.split("?")[0])

    assert "immutable" in kept.headers["cache-control"]
    assert asked.headers["cache-control"] == "no-cache"
    assert have_all_headers(kept)


@pytest.mark.parametrize("path", ["/nowhere", "/static/../app.py", "/static/nowhere.js", "/cases", "/cases/"])
def test_an_unknown_address_is_a_page_that_says_what_to_do(scene: Scene, path: str) -> None:
    """French, kind, and with a way on."""
    answer = scene.browser().get(path)

    assert answer.status_code == 404
    assert "Retour à la file" in answer.text


def test_another_method_is_a_page_too(scene: Scene) -> None:
    """405 is told in words."""
    answer = scene.browser().client.put("/")

    assert answer.status_code == 405
    assert "Repartez de la file" in answer.text


@pytest.mark.parametrize("size", [1000, LARGEST_FORM, 10 * LARGEST_FORM])
def test_what_is_too_large_is_refused(scene: Scene, size: int) -> None:
    """Whether it comes in many pieces, in two, or in one."""
    body = b"text=" + b"a" * LARGEST_FORM
    pieces = [body[at : at + size] for at in range(0, len(body), size)]

    answer = asyncio.run(send_by_pieces(scene.app, pieces))

    assert answer.status_code == 413
    assert "C’est trop long" in answer.text


def test_an_unexpected_error_is_a_page_and_a_line_without_content(
    scene: Scene, caplog: pytest.LogCaptureFixture
) -> None:
    """What went wrong is named; what a person wrote is not."""
    case_id = scene.held_case()
    entry_id = scene.writes(case_id, "", medium="voice", file="broken")
    browser = scene.browser(NADIA)

    with caplog.at_level(logging.DEBUG):
        answer = browser.get(f"/cases/{case_id}/files/{entry_id}")

    assert answer.status_code == 500
    assert "Quelque chose a mal tourné" in answer.text
    assert "RuntimeError" in caplog.text
    assert SECRET_WORDS not in caplog.text + answer.text


def test_a_database_out_of_reach_is_a_page(scene: Scene) -> None:
    """503, what is safe, and what to do; nothing of it needs the database."""
    browser = scene.browser(NADIA)
    file = scene.house.settings.data_dir / "passerelle.db"
    file.rename(file.with_suffix(".elsewhere"))

    answer = browser.get("/")

    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    assert "La base de données ne répond pas" in answer.text


@pytest.mark.parametrize("data", [{"text": "x"}, {"text": "x", "key": "' or 1=1"}])
def test_a_form_that_lacks_something_is_a_page(scene: Scene, data: dict[str, str]) -> None:
    """A key that is none of ours sends nothing."""
    case_id = scene.held_case()
    browser = scene.browser(NADIA)
    csrf = forms(browser.get("/"))["/logout"].fields

    answer = browser.post(f"/cases/{case_id}/reply", data={**csrf, **data})

    assert answer.status_code == 400
    assert "Il manque quelque chose" in answer.text
