"""The conversations as pages of the panel: listed, readable in every language, for members only."""

import pytest

from bot.flows import LIBRARY
from tests.admin.scene import Scene
from tests.people import NADIA


def test_every_conversation_is_listed_in_every_language(scene: Scene) -> None:
    """One link each."""
    page = scene.browser(NADIA).get("/conversations").text

    assert [name for name in LIBRARY.flows if f'href="/conversations/{name}/nl"' not in page] == []


@pytest.mark.parametrize("path", ["/conversations/crisis/fr", "/conversations/bullying/nl"])
def test_a_conversation_is_a_page_to_print(scene: Scene, path: str) -> None:
    """With the map, room for remarks, a place to sign, and nothing that the panel’s policy forbids."""
    page = scene.browser(NADIA).get(path).text

    assert all(part in page for part in ("<svg", "Remarques", "Signature"))
    assert "<style" not in page and " style=" not in page and "<script" not in page


def test_its_style_has_an_address_of_its_own(scene: Scene) -> None:
    """The policy allows no style in a page."""
    answer = scene.browser(NADIA).get("/conversations/style.css")

    assert answer.headers["content-type"].startswith("text/css") and "@page" in answer.text


@pytest.mark.parametrize("path", ["/conversations/nothing/fr", "/conversations/crisis/xx"])
def test_what_is_not_there_is_said(scene: Scene, path: str) -> None:
    """A page that leads back, not a traceback."""
    assert scene.browser(NADIA).get(path).status_code == 404


def test_nobody_reads_them_without_signing_in(scene: Scene) -> None:
    """They tell what a young person is asked, and are the team’s to publish."""
    assert "Signature" not in scene.browser().get("/conversations/crisis/fr").text
