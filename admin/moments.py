"""Instants as the panel writes them: how long ago, and exactly, in the association's zone.

Pure: what the present and the zone are is given.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from math import ceil
from zoneinfo import ZoneInfo

from babel.core import Locale
from babel.dates import format_time, format_timedelta

from admin.labels import _
from passerelle.words import day_in_words

JUST_NOW, YESTERDAY = _("à l’instant"), _("hier")
AT = _("{day} à {hour}")
DAYS_COUNTED = 7
SECONDS_COUNTED = 90
REMEMBERED = 8192


@dataclass(frozen=True, slots=True)
class Calendar:
    """What it takes to write an instant: the present, the zone, the language and its words."""

    now: datetime
    zone: ZoneInfo
    language: str
    say: Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Moment:
    """An instant, written: for machines, how long ago, and exactly."""

    iso: str
    ago: str
    exact: str


def moment(instant: datetime, calendar: Calendar) -> Moment:
    """Write an instant in all three ways."""
    day, hour = day_of(instant, calendar), hour_of(instant, calendar)
    exact = calendar.say(AT).format(day=day, hour=hour)
    return Moment(iso=instant.isoformat(timespec="seconds"), ago=ago(instant, calendar), exact=exact)


def ago(instant: datetime, calendar: Calendar) -> str:
    """Say how long ago, in whole minutes, hours or days that are over; from a week on, which day it was."""
    passed = calendar.now - instant
    days = (calendar.now.astimezone(calendar.zone).date() - instant.astimezone(calendar.zone).date()).days
    if passed < timedelta(minutes=1):
        return calendar.say(JUST_NOW)
    if passed < timedelta(hours=1):
        return _back(timedelta(minutes=passed // timedelta(minutes=1)), calendar)
    if days == 0 or passed < timedelta(hours=12):
        return _back(timedelta(hours=passed // timedelta(hours=1)), calendar)
    if days == 1:
        return calendar.say(YESTERDAY)
    return _back(timedelta(days=days), calendar) if days < DAYS_COUNTED else day_of(instant, calendar)


def _back(whole: timedelta, calendar: Calendar) -> str:
    return format_timedelta(-whole, threshold=1, add_direction=True, format="short", locale=calendar.language)


def hour_of(instant: datetime, calendar: Calendar) -> str:
    """Write the hour: "14:02"."""
    return _hour(instant, calendar.zone, calendar.language)


def day_of(instant: datetime, calendar: Calendar) -> str:
    """Write the day: "lundi 23 novembre"."""
    return _day(instant, calendar.zone, calendar.language)


# A page writes the same instants again each minute, and writing one costs more than fetching its row.
@lru_cache(REMEMBERED)
def _hour(instant: datetime, zone: ZoneInfo, language: str) -> str:
    return format_time(instant, format="short", locale=Locale.parse(language), tzinfo=zone)


@lru_cache(REMEMBERED)
def _day(instant: datetime, zone: ZoneInfo, language: str) -> str:
    return day_in_words(instant, zone=zone, language=language)


def length(wait: timedelta, language: str) -> str:
    """Say how long a wait is, never less than it is: "8 secondes", "3 minutes"."""
    seconds = ceil(wait.total_seconds())
    whole = (
        timedelta(seconds=seconds) if seconds <= SECONDS_COUNTED else timedelta(minutes=ceil(seconds / 60))
    )
    return format_timedelta(whole, threshold=1 if seconds > SECONDS_COUNTED else 2, locale=language)
