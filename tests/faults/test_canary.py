"""A whole life with us at DEBUG, with canaries planted in it: what identifies somebody or was said is found nowhere it does not belong."""

import pytest

from tests.faults import canary
from tests.faults.canary import EVERYTHING, TEXTS
from tests.faults.life import Life, live

pytestmark = pytest.mark.slow
SAID_IN_THE_CASE = set(TEXTS) - {"poison", "broken turn"}  # nobody could read those two
NOT_SAID = {name: words for name, words in EVERYTHING.items() if name not in TEXTS}


@pytest.fixture(scope="module")
def life(tmp_path_factory: pytest.TempPathFactory) -> Life:
    """Lived once for all of these tests."""
    return live(tmp_path_factory.mktemp("host"))


def test_no_log_line_holds_a_canary(life: Life) -> None:
    """Not who somebody is, not what was said, not the token; though the log tells of what went wrong."""
    assert b"dead_letter" in life.log
    assert canary.found([life.log], EVERYTHING) == set()
    assert canary.account_found([life.log]) == set()


def test_the_holder_reads_what_was_said_and_not_who_said_it(life: Life) -> None:
    """All that a person said is on the case's page, and no name, account, number or language of theirs."""
    pages = [page.encode() for page in life.nadia]

    assert canary.found(pages, TEXTS) == SAID_IN_THE_CASE
    assert canary.found(pages, NOT_SAID) == set()
    assert canary.account_found(pages) == set()


def test_nobody_else_reads_anything(life: Life) -> None:
    """Sign-in, queue and a colleague's pages hold neither what was said nor who somebody is."""
    pages = [page.encode() for page in life.others]

    assert canary.found(pages, EVERYTHING) == set()
    assert canary.account_found(pages) == set()


@pytest.mark.parametrize("when", ["files_meanwhile", "files_after"])
def test_no_file_holds_a_canary_in_clear(life: Life, when: str) -> None:
    """Neither the database nor its log nor the keystore, during the case or after everything was erased."""
    files = getattr(life, when)

    assert len(files) > 2
    assert canary.found(files, EVERYTHING) == set()
    assert canary.account_found(files) == set()


def test_the_search_finds_what_is_there() -> None:
    """A canary that stands in clear is found in each of its forms: finding nothing means something."""
    for name, words in EVERYTHING.items():
        assert all(canary.found([b"..." + form + b"..."], {name: words}) for form in canary.forms(words))
    assert canary.account_found(canary.account_forms().values()) == set(canary.account_forms())
