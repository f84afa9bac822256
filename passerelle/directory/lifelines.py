"""Who answers whatever the directory holds: the emergency numbers of the country, and the help lines for a request."""

from datetime import datetime

from passerelle import helplines
from passerelle.directory.request import LANGUAGE, Asker, Request
from passerelle.directory.vocabulary import and_broader
from passerelle.helplines import EVERYWHERE, ZONES, Offer
from passerelle.helplines.choice import AGES, TOPICS
from passerelle.helplines.hours import Opening

GROWN_UP = "adult"


def lifelines(
    request: Request, country: str, *, now: datetime
) -> tuple[tuple[Offer, ...], tuple[Offer, ...]]:
    """The emergency numbers, the 112 first where the country has it, then the help lines; neither is ever empty."""
    broad = and_broader(request.topic) if request.topic else ()
    choice = helplines.lines_for(
        country,
        [request.language or LANGUAGE],
        age_band=_band(request),
        topic=next((topic for topic in broad if topic in TOPICS), request.topic),
        now=now,
        zone=ZONES[country],
    )
    first = helplines.by_number(EVERYWHERE, country)
    always = (Offer(first, Opening(is_open=True)),) if first else ()
    return (*always, *choice.emergency), choice.listening


def _band(request: Request) -> str | None:
    """The age band of the help lines that shares the most years with the ages asked for."""
    if request.asker is not Asker.YOUNG:
        return GROWN_UP
    if request.ages is None:
        return None
    youngest, oldest = request.ages
    return max(AGES, key=lambda band: min(AGES[band][1], oldest) - max(AGES[band][0], youngest))
