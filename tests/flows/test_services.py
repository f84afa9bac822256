"""Every service that `docs/services.md` promises is reached by talking to the bot, and ends as the page says."""

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from bot.engine.outcome import CaseKind
from tests.flows.test_transcripts import FILES

PAGE = (Path(__file__).parents[2] / "docs" / "services.md").read_text("utf-8")
ROW = r"^\| ([^|]+) \| `(\w+\.\w+)=([\w-]+)` \| `(\w+)` \| \[([\w-]+)\]\(\.\./tests/flows/transcripts/\5\.txt\) \|$"
OPENED = r"⇒ demande ouverte : [^,]+, (\w+).*\n((?:⇒   .*\n)*)"
READ_ALOUD = {path.stem: path.read_text("utf-8") for path in FILES}


class Service(NamedTuple):
    """One row: what is offered, the answer that leads there, the kind of case, and where to read it."""

    name: str
    question: str
    answer: str
    kind: str
    transcript: str


SERVICES = [Service(*cells) for cells in re.findall(ROW, PAGE, re.MULTILINE)]


def opened(transcript: str) -> list[tuple[str, str]]:
    """The cases that a transcript opens: the kind of each, and the answers that led to it."""
    return re.findall(OPENED, READ_ALOUD[transcript])


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: f"{service.transcript}-{service.answer}")
def test_a_service_is_reached_and_ends_as_said(service):
    """Somebody gives that very answer, and the team gets a case of that kind."""
    told = f"⇒   {service.question} → {service.answer}\n"

    assert [kind for kind, answers in opened(service.transcript) if told in answers] == [service.kind]


def test_every_row_of_the_tables_is_read():
    """A row that is written otherwise would go unproved."""
    assert len(SERVICES) == PAGE.count("/transcripts/") >= 70


def test_a_transcript_of_a_service_is_on_the_page():
    """What can be reached is told to the associations."""
    named = {service.transcript for service in SERVICES}

    assert {name for name in READ_ALOUD if name.startswith("service-")} <= named


def test_the_page_explains_every_kind_of_case():
    """Each once, and each is what some service ends in."""
    explained = re.findall(r"^\| `(\w+)` \| [^|`]+ \|$", PAGE, re.MULTILINE)

    assert sorted(explained) == sorted(CaseKind)
    assert {service.kind for service in SERVICES} == {*CaseKind}
