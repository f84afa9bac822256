"""Opening hours as HSDS schedules and back, where they are weekly and simple; nothing else is attempted.

A schedule has a wall clock and no zone: HSDS's `timezone` is a fixed offset, wrong during half of the year, and is not written.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_TIMES = r"\d\d:\d\d-\d\d:\d\d"
_RULE = re.compile(rf"([A-Z][a-z](?:[-,][A-Z][a-z])*) ({_TIMES}(?:,{_TIMES})*)")
_CLOCK = re.compile(r"([01]\d|2[0-4]):([0-5]\d)(?::[0-5]\d)?Z?")
_WHOLE_DAY = ("00:00", "24:00")
# What makes a schedule more than "every week": it then stays in words.
_NOT_SIMPLE = ("valid_from", "valid_to", "until", "count", "byweekno", "bymonthday", "byyearday")


def schedules(hours: str) -> list[dict[str, Any]]:
    """The schedules of weekly opening hours, without ids; none when they are not simple."""
    if hours == "24/7":
        return [_schedule(DAYS, _WHOLE_DAY)]
    found: list[dict[str, Any]] = []
    for rule in re.split(r"; ?", hours):
        read = _RULE.fullmatch(rule)
        days = _days(read[1]) if read else None
        if read is None or days is None:
            return []
        found += [_schedule(days, tuple(times.split("-"))) for times in read[2].split(",")]
    return found


def hours(raw: Iterable[Mapping[str, Any]]) -> str | None:
    """The opening hours that schedules say, the same for the same week; None when one of them is not weekly and simple."""
    week: dict[str, list[tuple[str, str]]] = {day: [] for day in DAYS}
    for schedule in raw:
        days = _named_days(str(schedule.get("byday") or ""))
        times = _clock(schedule.get("opens_at")), _clock(schedule.get("closes_at"))
        if not days or not all(times) or not _is_weekly(schedule):
            return None
        for name in days:
            week[name].append((times[0], _WHOLE_DAY[1] if times[1] in {"23:59", "00:00"} else times[1]))
    return _written(week)


def note(raw: Iterable[Mapping[str, Any]]) -> str:
    """What schedules say in words, each once."""
    texts = [str(s[name]).strip() for s in raw for name in ("description", "notes") if s.get(name)]
    return " ".join(dict.fromkeys(texts))


def in_words(raw: Iterable[Mapping[str, Any]]) -> str:
    """Days and times of schedules that no opening hours can say, as they stand, for people."""
    parts = []
    for schedule in raw:
        kept = [f"{k} {schedule[k]}" for k in ("freq", "interval", "byday", "opens_at", "closes_at", *_NOT_SIMPLE)
                if schedule.get(k)]  # fmt: skip
        parts.append(", ".join(kept))
    return " ; ".join(dict.fromkeys(filter(None, parts)))


def _schedule(days: Sequence[str], times: Sequence[str]) -> dict[str, Any]:
    return {
        "freq": "WEEKLY",
        "wkst": "MO",
        "byday": ",".join(day.upper() for day in days),
        "opens_at": times[0],
        "closes_at": "23:59" if times[1] == _WHOLE_DAY[1] else times[1],
    }


def _days(text: str) -> list[str] | None:
    days: list[str] = []
    for part in text.split(","):
        first, _, last = part.partition("-")
        if first not in DAYS or (last or first) not in DAYS:
            return None
        start, end = DAYS.index(first), DAYS.index(last or first)
        days += DAYS[start : end + 1] if start <= end else (*DAYS[start:], *DAYS[: end + 1])
    return days


def _named_days(text: str) -> list[str]:
    days = [day.strip().capitalize() for day in text.split(",")]
    return days if all(day in DAYS for day in days) else []


def _is_weekly(schedule: Mapping[str, Any]) -> bool:
    weekly = str(schedule.get("freq") or "WEEKLY") == "WEEKLY" and str(schedule.get("interval") or 1) == "1"
    return weekly and not any(schedule.get(name) for name in _NOT_SIMPLE)


def _clock(value: object) -> str:
    found = _CLOCK.fullmatch(str(value or ""))
    return f"{found[1]}:{found[2]}" if found else ""


def _written(week: Mapping[str, Sequence[tuple[str, str]]]) -> str:
    times = {day: ",".join(f"{a}-{b}" for a, b in sorted(set(week[day]))) for day in DAYS}
    if set(times.values()) == {"-".join(_WHOLE_DAY)}:
        return "24/7"
    groups: list[tuple[str, list[str]]] = []
    for name in DAYS:
        if times[name] and groups and groups[-1][0] == times[name] and _follows(groups[-1][1][-1], name):
            groups[-1][1].append(name)
        elif times[name]:
            groups.append((times[name], [name]))
    return "; ".join(f"{_span(days)} {text}" for text, days in groups)


def _follows(before: str, after: str) -> bool:
    return DAYS.index(after) - DAYS.index(before) == 1


def _span(days: Sequence[str]) -> str:
    return days[0] if len(days) == 1 else f"{days[0]}-{days[-1]}"
