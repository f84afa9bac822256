"""Instants as the panel writes them: how long ago, and exactly, in the association's zone.

Pure: what the present and the zone are is given.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from babel.core import Locale
from babel.dates import format_time, format_timedelta

from admin.labels import _
from passerelle.words import day_in_words

JUST_NOW, YESTERDAY = _("à l’instant"), _("hier")
AT = _("{day} à {hour}")


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
    """Say how long ago: minutes, hours, yesterday, days."""
    passed = calendar.now - instant
    if passed < timedelta(minutes=1):
        return calendar.say(JUST_NOW)
    days = (calendar.now.astimezone(calendar.zone).date() - instant.astimezone(calendar.zone).date()).days
    if days == 1 and passed >= timedelta(hours=12):
        return calendar.say(YESTERDAY)
    whole = timedelta(days=days) if days > 1 else passed
    return format_timedelta(-whole, add_direction=True, format="short", locale=calendar.language)


def hour_of(instant: datetime, calendar: Calendar) -> str:
    """Write the hour: "14:02"."""
    locale = Locale.parse(calendar.language)
    return format_time(instant, format="short", locale=locale, tzinfo=calendar.zone)


def day_of(instant: datetime, calendar: Calendar) -> str:
    """Write the day: "lundi 23 novembre"."""
    return day_in_words(instant, zone=calendar.zone, language=calendar.language)


def length(wait: timedelta, calendar_language: str) -> str:
    """Say how long a wait is: "8 secondes", "2 minutes"."""
    return format_timedelta(wait, threshold=1.5, locale=calendar_language)
