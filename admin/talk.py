"""A case as its page shows it: what was asked and answered, what was said, what was noted.

Pure: it writes unsealed lines for reading, in order, and decides nothing about who may read them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from admin import labels
from admin.moments import Calendar, Moment, day_of, hour_of, moment
from passerelle.cases import CaseFile, Line
from passerelle.tables import Delivery, EntryKind, Member

HEARD = frozenset({"voice"})
SEEN = frozenset({"photo"})


@dataclass(frozen=True, slots=True)
class Answered:
    """One question and its answer."""

    question: str | None
    answer: str


@dataclass(frozen=True, slots=True)
class Said:
    """One line of the conversation. `new_day` names the day where it begins; `file` is the entry whose file can be fetched."""

    id: int
    kind: EntryKind
    author: str
    text: str
    hour: str
    at: Moment
    new_day: str | None
    marks: Sequence[str]
    medium: str | None
    file: int | None
    is_heard: bool
    delivery: str | None
    is_undelivered: bool
    is_alarm: bool
    is_held: bool = False
    is_continued: bool = False


@dataclass(frozen=True, slots=True)
class Noted:
    """One private note."""

    author: str
    text: str
    at: Moment


@dataclass(frozen=True, slots=True)
class Talk:
    """Everything in a case."""

    answers: Sequence[Answered]
    said: Sequence[Said]
    notes: Sequence[Noted]


def read(file: CaseFile, reader: Member, times: Calendar) -> Talk:
    """Write a case for one reader."""
    by_kind = {kind: [line for line in file.lines if line.kind == kind] for kind in EntryKind}
    return Talk(
        answers=[Answered(line.content.question, line.content.text) for line in by_kind[EntryKind.ANSWER]],
        said=list(_conversation(file, reader, times)),
        notes=[
            Noted(_author(line, file, reader, times), line.content.text, moment(line.at, times))
            for line in by_kind[EntryKind.NOTE]
        ],
    )


def _conversation(file: CaseFile, reader: Member, times: Calendar) -> Iterator[Said]:
    before: Said | None = None
    day = None
    for line in file.lines:
        if line.kind in {EntryKind.ANSWER, EntryKind.NOTE}:
            continue
        author, today = _author(line, file, reader, times), day_of(line.at, times)
        said = _said(line, author, today if today != day else None, times)
        yield replace(said, is_continued=_continues(before, said))
        before, day = said, today


def _continues(before: Said | None, said: Said) -> bool:
    """Tell whether the same person goes on: their name need not stand there again."""
    if before is None or said.new_day or EntryKind.EVENT in {before.kind, said.kind}:
        return False
    return before.kind == said.kind and before.author == said.author


def _author(line: Line, file: CaseFile, reader: Member, times: Calendar) -> str:
    if line.kind == EntryKind.PERSON:
        return file.case.pseudonym
    if line.author == reader.name:
        return times.say(labels.YOU)
    return line.author or times.say(labels.SOMEBODY)


def _said(line: Line, author: str, new_day: str | None, times: Calendar) -> Said:
    content = line.content
    marks = [(content.is_edit, labels.EDITED), (content.is_forwarded, labels.FORWARDED)]
    medium = content.medium if content.medium in labels.MEDIA or content.medium is None else "other"
    return Said(
        id=line.id,
        kind=line.kind,
        author=author,
        text=_event(line, author, times) if line.kind == EntryKind.EVENT else content.text,
        hour=hour_of(line.at, times),
        at=moment(line.at, times),
        new_day=new_day,
        marks=[times.say(mark) for holds, mark in marks if holds],
        medium=times.say(labels.MEDIA[medium]) if medium else None,
        file=line.id if content.file and content.medium in HEARD | SEEN else None,
        is_heard=content.medium in HEARD,
        delivery=times.say(labels.DELIVERIES[line.delivery]) if line.delivery else None,
        is_undelivered=line.delivery in labels.UNDELIVERED,
        is_alarm=bool(content.code and content.code.startswith(("alarm_", "urgent"))),
        is_held=line.delivery == Delivery.HELD,
    )


def _event(line: Line, author: str, times: Calendar) -> str:
    if author == times.say(labels.YOU) and line.content.code in labels.YOUR_EVENTS:
        return times.say(labels.YOUR_EVENTS[line.content.code])
    return times.say(labels.event(line.content.code)).format(who=author)
