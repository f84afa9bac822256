"""Appointments in words: states, ways to meet, days, weeks and hours; and which week an address means.

Pure: the present is given. What was typed into a form is read elsewhere.
"""

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from babel.core import Locale
from babel.dates import format_interval, get_day_names

from admin.labels import _
from passerelle.appointments import Mode, State

STATES: Mapping[State, str] = {
    State.PROPOSED: _("proposé"),
    State.AGREED: _("convenu"),
    State.CONFIRMED: _("confirmé"),
    State.DONE: _("a eu lieu"),
    State.MISSED: _("personne n’est venu"),
    State.CANCELLED: _("annulé"),
    State.MOVED: _("déplacé"),
}
MODES: Mapping[Mode, str] = {
    Mode.PLACE: _("sur place"),
    Mode.VIDEO: _("en vidéo"),
    Mode.PHONE: _("par téléphone"),
}
DAYS_IN_WEEK = 7
WEEK = timedelta(days=DAYS_IN_WEEK)
YEARS = range(2000, 2101)  # what an address may ask for; elsewhere there is nothing to see


def week_of(typed: str, today: date) -> date:
    """The Monday of the week that an address names by one of its days; this week's where it names none."""
    day = today
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", typed):
        try:
            day = date.fromisoformat(typed)
        except ValueError:
            day = today
    day = day if day.year in YEARS else today
    return day - timedelta(days=day.weekday())


def days_from(first: date, many: int = DAYS_IN_WEEK) -> list[date]:
    """So many days in a row."""
    return [first + timedelta(days=ahead) for ahead in range(many)]


def week_in_words(monday: date, language: str) -> str:
    """Name a week by its days: "23–29 novembre 2026"."""
    sunday = monday + WEEK - timedelta(days=1)
    return str(format_interval(monday, sunday, "yMMMMd", locale=Locale.parse(language)))


def weekday_names(language: str) -> list[str]:
    """Name the days of the week, from Monday on."""
    names = get_day_names("wide", locale=Locale.parse(language))
    return [names[number] for number in range(DAYS_IN_WEEK)]


def clock(moment: time) -> str:
    """Write an hour as it is typed: "14:00"; the end of the day is "24:00"."""
    return "24:00" if moment == time.max else f"{moment:%H:%M}"


def hours(starts_at: datetime, ends_at: datetime, zone: ZoneInfo) -> str:
    """Write from when to when: "17:00–17:45"."""
    return f"{starts_at.astimezone(zone):%H:%M}–{ends_at.astimezone(zone):%H:%M}"
