"""A demo and a Chromium for each module: the two pages as people open them."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests import browsers
from tests.e2e.demo import Demo, running_demo


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
