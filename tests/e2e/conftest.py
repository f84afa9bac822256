"""A demo, a town and a Chromium for each module: the pages as people open them."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests import browsers
from tests.e2e.demo import Demo, running_demo
from tests.e2e.town import Town, a_town
from tests.mailbox import mailbox


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """The demo, with data of its own."""
    with running_demo(tmp_path_factory.mktemp("demo")) as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium for all of them."""
    with browsers.chromium() as running:
        yield running


@pytest.fixture(scope="module")
def whole_town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """The program at work, for every test of a module."""
    with mailbox() as box, a_town(tmp_path_factory.mktemp("town"), box) as town:
        yield town


@pytest.fixture
def provoked() -> str:
    """What a window may complain about, because a test has something refused."""
    return ""


@pytest.fixture
def town(whole_town: Town, browser: Browser, provoked: str) -> Iterator[Town]:
    """The town on the morning of a working day; its windows ask nobody else and complain about nothing but what was provoked."""
    whole_town.next_morning()
    whole_town.sits_down(browser)
    yield whole_town
    for context in browser.contexts:
        context.close()
    assert [said for said in whole_town.desk.complaints if not provoked or provoked not in said] == []
