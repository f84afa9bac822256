"""The slots of a week, day by day, as OpenStreetMap's notation: slots that overlap are merged, days alike are put together."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
NAMES = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
Slot: TypeAlias = tuple[int, int]  # minutes since midnight, from and until
_TIME = re.compile(r"([0-2]?[0-9])\s?[:hH]\s?([0-5][0-9])?")
_SLOT = re.compile(rf"{_TIME.pattern}\s*(?:-|–|à|a)\s*{_TIME.pattern}")
_NOTHING = re.compile(r"\b00:00\s*-\s*00:00\b")
_MARKS = re.compile(r"[\s/,;]*")


@dataclass(frozen=True, slots=True)
class Day:
    """The slots of one day as they are written, and the words among them that are none."""

    slots: tuple[Slot, ...] = ()
    words: str = ""


@dataclass(frozen=True, slots=True)
class Week:
    """A week read: its hours in OpenStreetMap's notation, what stays in words, and what had to be mended."""

    hours: str
    note: str
    warnings: tuple[str, ...]


def slots(cell: str) -> Day:
    """Read "09:00 - 12:00 / 14:00 - 16:30"; anything that is no slot makes it words, "00:00 - 00:00" is nothing."""
    cell = _NOTHING.sub("", cell)
    found = [_slot(*match.groups()) for match in _SLOT.finditer(cell)]
    if not _MARKS.fullmatch(_SLOT.sub("", cell)) or None in found:
        return Day(words=cell)
    return Day(tuple(slot for slot in found if slot))


def of_times(times: Sequence[str]) -> Day:
    """Read four cells: opens, closes, opens again, closes again; a whole day may stand in the first and the last."""
    told = [time for time in times if time]
    minutes = [_minutes(match[1], match[2]) for time in told if (match := _TIME.fullmatch(time))]
    begun = list(zip(minutes[::2], minutes[1::2], strict=False))
    if len(minutes) != len(told) or len(minutes) % 2 or any(first >= last for first, last in begun):
        return Day(words=" ".join(told))
    return Day(tuple(begun))


def read(days: Sequence[Day]) -> Week:
    """Put the days of a week together, Monday first."""
    warnings, hours = [], []
    for name, day in zip(NAMES, days, strict=False):
        together = merged(day.slots)
        hours.append(",".join(_written(slot) for slot in together))
        if len(together) < len(day.slots):
            told = " / ".join(_written(slot) for slot in day.slots)
            warnings.append(f"Horaires qui se chevauchent le {name} ({told}) : fusionnés en {hours[-1]}.")
        if day.words:
            warnings.append(f"Horaires illisibles le {name}, gardés en remarque : « {day.words[:80]} ».")
    note = " ; ".join(f"{name} : {day.words}" for name, day in zip(NAMES, days, strict=False) if day.words)
    return Week(notation(hours), note, tuple(warnings))


def merged(slots: Sequence[Slot]) -> list[Slot]:
    """The slots in order, those that overlap as one; two that only touch stay two."""
    together: list[Slot] = []
    for first, last in sorted(set(slots)):
        if together and first < together[-1][1]:
            together[-1] = (together[-1][0], max(together[-1][1], last))
        else:
            together.append((first, last))
    return together


def notation(hours: Sequence[str]) -> str:
    """OpenStreetMap's notation of what each day has, days alike together: "Mo-We 09:00-12:00; Sa 10:00-12:00"."""
    ranges: list[tuple[list[int], str]] = []
    for day, text in enumerate(hours):
        if text and ranges and ranges[-1] == (ranges[-1][0], text) and ranges[-1][0][-1] == day - 1:
            ranges[-1][0].append(day)
        elif text:
            ranges.append(([day], text))
    grouped: dict[str, list[str]] = {}
    for days, text in ranges:
        name = DAYS[days[0]] if len(days) == 1 else f"{DAYS[days[0]]}-{DAYS[days[-1]]}"
        grouped.setdefault(text, []).append(name)
    return "; ".join(f"{','.join(names)} {text}" for text, names in grouped.items())


def _slot(*parts: str | None) -> Slot | None:
    first, last = _minutes(parts[0] or "", parts[1]), _minutes(parts[2] or "", parts[3])
    return (first, last) if first < last <= 24 * 60 else None


def _minutes(hour: str, minute: str | None) -> int:
    return int(hour) * 60 + int(minute or 0)


def _written(slot: Slot) -> str:
    return "-".join(f"{minutes // 60:02}:{minutes % 60:02}" for minutes in slot)
