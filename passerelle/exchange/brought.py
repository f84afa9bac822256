"""What a file brings: records with what there is to say about the rows that they were read from.

Every reader gives these, whatever the format. A row that cannot become a record is never dropped in silence: it comes with the
sentence that says what to correct.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from passerelle.directory.records import Structure


class Level(StrEnum):
    """How grave a message is: the row was left out, a field was left out or mended, or only good to know."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Message:
    """One sentence in plain French about a row of the file (1 is its first line), and the column it is about."""

    level: Level
    row: int
    column: str
    text: str


@dataclass(frozen=True, slots=True)
class Brought:
    """One record as a file brings it, None where its rows cannot become one; `raw` is then what stood there, by column."""

    rows: tuple[int, ...]
    structure: Structure | None
    messages: tuple[Message, ...] = ()
    raw: Mapping[str, str] = field(default_factory=dict)
