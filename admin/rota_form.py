"""Hours of duty as people write them, "9h-12h30, 14-18", and as the rota keeps them; weeks in an address. Pure."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from admin.labels import _
from admin.team_form import Form
from passerelle.rota import Hours
from passerelle.rota.shifts import MINUTES_A_DAY
from passerelle.rota.tables import DutySpan

WEEKDAYS = range(7)
NO_HOURS = _("Ces heures ne se lisent pas. Écrivez par exemple 9-12, 13:30-18.")
NO_DAY = _("Cette date ne se lit pas. Écrivez-la comme 2026-11-23.")
BACKWARDS = _("Le dernier jour vient avant le premier, ou trop longtemps après.")
OVERLAP = _("Des heures se recouvrent. Rien n’est enregistré : corrigez, puis recommencez.")
_SPAN = re.compile(r"(\d{1,2})(?:\s*[h:.]\s*(\d{2})?)?\s*[-–—à]\s*(\d{1,2})(?:\s*[h:.]\s*(\d{2})?)?")


def hours(text: str, *, is_on_call: bool) -> list[Hours]:
    """Read the hours of one day; raises ValueError for what are none."""
    parts = [part.strip() for part in re.split(r"[,;]|\bet\b", text) if part.strip()]
    return [_span(part, is_on_call=is_on_call) for part in parts]


def _span(text: str, *, is_on_call: bool) -> Hours:
    found = _SPAN.fullmatch(text)
    if found is None:
        raise ValueError("no hours")
    starts, ends = (
        int(hour) * 60 + int(minute or 0) for hour, minute in (found.groups()[:2], found.groups()[2:])
    )
    if (
        any(int(minute or 0) > 59 for minute in (found[2], found[4]))
        or starts >= MINUTES_A_DAY
        or ends > MINUTES_A_DAY
    ):
        raise ValueError("no hours")
    return Hours(starts, ends, is_on_call)


def in_words(spans: Sequence[Hours] | Sequence[DutySpan]) -> str:
    """Write the hours of a day as they can be read again."""
    return ", ".join(f"{clock(span.starts_minute)}-{clock(span.ends_minute)}" for span in spans)


def clock(minute: int) -> str:
    """Write minutes after midnight as a clock shows them."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


def field_of(weekday: int, *, is_on_call: bool) -> str:
    """Name the field of a day."""
    return f"{'call' if is_on_call else 'duty'}_{weekday}"


def of(spans: Sequence[DutySpan]) -> Form:
    """The form of a week as it is planned."""
    return Form(
        {
            field_of(weekday, is_on_call=is_on_call): [
                in_words([span for span in spans if (span.weekday, span.is_on_call) == (weekday, is_on_call)])
            ]
            for weekday in WEEKDAYS
            for is_on_call in (False, True)
        }
    )


def read(form: Form) -> list[tuple[int, Hours]]:
    """Read a week; what cannot be read is noted in the form."""
    week: list[tuple[int, Hours]] = []
    for weekday in WEEKDAYS:
        for is_on_call in (False, True):
            name = field_of(weekday, is_on_call=is_on_call)
            try:
                week += [(weekday, span) for span in hours(form.value(name), is_on_call=is_on_call)]
            except ValueError:
                form.errors[name] = NO_HOURS
    return week


def day(form: Form, name: str) -> date | None:
    """Read a day; what is none is noted in the form."""
    try:
        return date.fromisoformat(form.value(name).strip())
    except ValueError:
        form.errors[name] = NO_DAY
        return None


def monday_of(week: str, today: date) -> date:
    """The Monday that an address names by a day of its week; of what is none, this week's."""
    try:
        named = date.fromisoformat(week)
    except ValueError:
        named = today
    near = named if abs(named - today) < timedelta(days=800) else today
    return near - timedelta(days=near.weekday())
