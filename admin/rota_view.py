"""The rota in words: the days of a week with who is there, a member's shifts to come, their days away, the holidays."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from babel.dates import format_date
from sqlmodel import Session

from admin import rota_form
from admin.access import Staff
from admin.panel import Context
from passerelle import association, rota, team
from passerelle.rota import Shift, changes
from passerelle.tables import Member

WEEKS_AHEAD = 4


def week(staff: Staff, session: Session, named: str) -> Context:
    """A week of everybody's shifts, day by day."""
    today = _today(staff, session)
    monday = rota_form.monday_of(named, today)
    names = {member.id: member.name for member in team.of_roles(session, team.HOLDERS)}
    holidays = {row.on_day: row.name for row in changes.holidays(session, monday)}
    return {
        "days": [
            {
                "name": day_name(staff, day),
                "is_today": day == today,
                "holiday": holidays.get(day),
                "duty": _lines(shifts, names, is_on_call=False),
                "call": _lines(shifts, names, is_on_call=True),
            }
            for day, shifts in rota.week(session, monday)
        ],
        "before": monday - timedelta(days=7),
        "after": monday + timedelta(days=7),
        "people": list(names.items()),
        "holidays": [
            {"day": day.isoformat(), "words": day_name(staff, day, with_year=True), "name": name}
            for day, name in holidays.items()
            if day >= today
        ],
    }


def member(staff: Staff, session: Session, who: Member) -> Context:
    """A member's shifts of the weeks to come, and what is different on some days."""
    today, member_id = _today(staff, session), who.id or 0
    monday = today - timedelta(days=today.weekday())
    days = [
        found for ahead in range(WEEKS_AHEAD) for found in rota.week(session, monday + timedelta(weeks=ahead))
    ]
    mine = [(day, [shift for shift in shifts if shift.member_id == member_id]) for day, shifts in days]
    return {
        "member": who,
        "weekdays": [
            (day, format_date(date(2026, 11, 23 + day), "EEEE", locale=staff.panel.language))
            for day in rota_form.WEEKDAYS
        ],
        "coming": [
            {
                "name": day_name(staff, day),
                "duty": _hours(shifts, is_on_call=False),
                "call": _hours(shifts, is_on_call=True),
            }
            for day, shifts in mine
            if shifts and day >= today
        ],
        "off": [
            {"id": row.id, "words": _from_to(staff, row.first_day, row.last_day)}
            for row in changes.off_of(session, member_id)
            if row.last_day >= today
        ],
        "extra": [
            {
                "id": row.id,
                "words": f"{day_name(staff, row.on_day)}, {rota_form.clock(row.starts_minute)}–{rota_form.clock(row.ends_minute)}",
                "is_on_call": row.is_on_call,
            }
            for row in changes.extra_of(session, member_id)
            if row.on_day >= today
        ],
    }


def day_name(staff: Staff, day: date, *, with_year: bool = False) -> str:
    """Name a day: "lundi 23 novembre"."""
    pattern = "EEEE d MMMM y" if with_year else "EEEE d MMMM"
    return format_date(day, pattern, locale=staff.panel.language)


def _from_to(staff: Staff, first: date, last: date) -> str:
    names = [day_name(staff, day) for day in dict.fromkeys((first, last))]
    return " – ".join(names)


def _today(staff: Staff, session: Session) -> date:
    return staff.panel.now().astimezone(association.zone_of(association.get(session))).date()


def _lines(shifts: Sequence[Shift], names: Mapping[int | None, str], *, is_on_call: bool) -> list[str]:
    """Who is there when on a day, in the civil time of its zone."""
    return [
        f"{_span(shift)} {names[shift.member_id]}"
        for shift in shifts
        if shift.is_on_call == is_on_call and shift.member_id in names
    ]


def _hours(shifts: Sequence[Shift], *, is_on_call: bool) -> list[str]:
    return [_span(shift) for shift in shifts if shift.is_on_call == is_on_call]


def _span(shift: Shift) -> str:
    return f"{rota_form.clock(shift.hours.starts_minute)}–{rota_form.clock(shift.hours.ends_minute)}"
