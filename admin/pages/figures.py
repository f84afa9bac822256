"""A year in figures, for coordinators and for whoever controls: what was held, how many came, who gave. Nothing about a person."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response
from sqlmodel import Session

from admin import giving_figures
from admin.access import SignedIn, Staff
from admin.giving_figures import Counts, Year
from admin.lists import calendar
from passerelle import giving, listening

router = APIRouter(prefix="/figures")

FIRST, LAST = 2000, 2100
BACK = 5  # years that can be chosen beside this one

YearAsked = Annotated[int | None, Query(ge=FIRST, le=LAST)]


@router.get("")
def show(staff: SignedIn, year: YearAsked = None) -> Response:
    """Show a year, this one unless another is asked for."""
    chosen, years, found = _read(staff, year)
    names = [staff.panel.say(name) for name in giving_figures.HELD.values()]
    return staff.page("giving_figures.html", year=chosen, years=years, found=found, names=names)


@router.get(".csv")
def download(staff: SignedIn, year: YearAsked = None) -> Response:
    """Give the same counts as a file for a spreadsheet."""
    chosen, _years, found = _read(staff, year)
    text = giving_figures.written(chosen, found, staff.panel.say)
    return Response(
        text.encode("utf-8-sig"),  # without the mark, spreadsheets read accents wrongly
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="passerelle-{chosen}.csv"'},
    )


def _read(staff: Staff, year: int | None) -> tuple[int, list[int], Year]:
    with staff.panel.house.database.reading() as session:
        times = calendar(staff, session)
        this_year = times.now.astimezone(times.zone).year
        chosen = year or this_year
        found = giving_figures.year_of(_counts(session, chosen, times.now), times.say, times.language)
    years = list(range(this_year, this_year - BACK - 1, -1))
    return chosen, years if chosen in years else [chosen, *years], found


def _counts(session: Session, year: int, now: datetime) -> Counts:
    return Counts(listening.figures(session, year), giving.figures(session, year, now=now))
