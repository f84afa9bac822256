"""A year in figures: counts only. Fewer than five people are never counted out, also not as what lacks to a sum. Pure.

A count of people below five is "fewer than five"; a sum that holds such a count says only what it is more than.
"""

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from babel.numbers import format_decimal

from admin.giving_words import KINDS as GIVERS
from admin.labels import _
from admin.session_words import KINDS as SESSIONS
from passerelle.giving import GiverKind, GivingFigures
from passerelle.listening import Figures, Kind

FEW = 5
FEWER = _("moins de {n}")
MORE = _("plus de {n}")
TRAINED, REACHED, CAME, GIVEN = (
    _("professionnels formés"),
    _("jeunes sensibilisés"),
    _("présences aux sessions"),
    _("heures données"),
)
HELD = {
    "sessions": _("sessions"),
    "dates": _("dates tenues"),
    "came": _("présences"),
    "young": _("dont jeunes"),
    "professionals": _("dont professionnels"),
    "hours": _("heures"),
}
PEOPLE = ("came", "young", "professionals")
ACTIVE = _("personnes actives")
SUM = _("en tout")
YEAR, WHAT, KIND, COUNT = _("année"), _("rubrique"), _("type"), _("nombre")

Say = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table: what it is of, and its cells in words."""

    name: str
    cells: Sequence[str]


@dataclass(frozen=True, slots=True)
class Year:
    """A year in words: the counts that are told first, the sessions by kind, and who gives by kind."""

    first: Sequence[tuple[str, str]]
    sessions: Sequence[Line]
    givers: Sequence[Line]
    is_empty: bool


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes counts in one language."""

    say: Say
    language: str

    def number(self, count: float) -> str:
        """Write a count, or hours to the tenth."""
        return format_decimal(tenth(count), locale=self.language)

    def people(self, count: int) -> str:
        """Write a count of people: none, fewer than five, or how many."""
        return self.say(FEWER).format(n=FEW) if 0 < count < FEW else self.number(count)

    def sum_of(self, counts: Iterable[int]) -> str:
        """Write a sum of counts of people, so that none of those below five is what lacks to it."""
        known = list(counts)
        told = sum(count for count in known if count >= FEW)
        if told == sum(known):
            return self.number(told)
        if told == 0:
            total = sum(known)
            return self.people(total) if total < FEW else self.say(MORE).format(n=FEW - 1)
        return self.say(MORE).format(n=self.number(told))


@dataclass(frozen=True, slots=True)
class Counts:
    """What the house counted of a year."""

    sessions: Mapping[Kind, Figures] = field(default_factory=dict)
    givers: Mapping[GiverKind, GivingFigures] = field(default_factory=dict)


def year_of(counts: Counts, say: Say, language: str) -> Year:
    """Write a year. The team's own meetings count as dates and hours: who comes to them was neither helped nor trained."""
    write = Writer(say, language)
    held = [(kind, counts.sessions[kind]) for kind in Kind if kind in counts.sessions]
    people = [found for kind, found in held if kind != Kind.TEAM_MEETING]
    reached = counts.sessions.get(Kind.INTERVENTION, Figures()).young
    first = [
        (say(TRAINED), write.sum_of(found.professionals for found in people)),
        (say(REACHED), write.people(reached)),
        (say(CAME), write.sum_of(found.came for found in people)),
        (say(GIVEN), write.number(sum(tenth(found.hours) for found in counts.givers.values()))),
    ]
    return Year(
        first=first,
        sessions=[_held(say(SESSIONS[kind]), kind, found, write) for kind, found in held]
        + ([_sum(held, people, write)] if len(held) > 1 else []),
        givers=_givers(counts.givers, write),
        is_empty=not held and not counts.givers,
    )


def written(year: int, found: Year, say: Say) -> str:
    """Write a year as a table for a spreadsheet, one count in a line, as the page has it."""
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow([say(name) for name in (YEAR, WHAT, KIND, COUNT)])
    for what, count in found.first:
        table.writerow([year, what, say(SUM), count])
    for lines, names in ((found.sessions, HELD.values()), (found.givers, (ACTIVE, HELD["hours"]))):
        for line in lines:
            for what, count in zip(names, line.cells, strict=True):
                table.writerow([year, say(what), line.name, count])
    return out.getvalue()


def tenth(amount: float) -> float:
    """Round hours as they are shown, so that a sum is the sum of what is shown."""
    return round(amount, 1)


def _held(name: str, kind: Kind, found: Figures, write: Writer) -> Line:
    is_ours = kind == Kind.TEAM_MEETING
    people = ["–" if is_ours else write.people(getattr(found, part)) for part in PEOPLE]
    return Line(
        name, [write.number(found.sessions), write.number(found.dates), *people, write.number(found.hours)]
    )


def _sum(held: Sequence[tuple[Kind, Figures]], people: Sequence[Figures], write: Writer) -> Line:
    def all_of(part: str) -> str:
        return write.number(sum(tenth(getattr(found, part)) for _kind, found in held))

    sums = [write.sum_of(getattr(found, part) for found in people) for part in PEOPLE]
    return Line(write.say(SUM), [all_of("sessions"), all_of("dates"), *sums, all_of("hours")])


def _givers(givers: Mapping[GiverKind, GivingFigures], write: Writer) -> list[Line]:
    lines = [
        Line(write.say(GIVERS[kind]), [write.people(found.givers), write.number(found.hours)])
        for kind, found in givers.items()
    ]
    if len(lines) > 1:
        people = write.sum_of(found.givers for found in givers.values())
        hours = write.number(sum(tenth(found.hours) for found in givers.values()))
        lines.append(Line(write.say(SUM), [people, hours]))
    return lines
