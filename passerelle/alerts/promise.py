"""The promised time: until when somebody who asked is answered, counting only hours in which the team is there.

The same reckoning says it to the person and rings with the coordinators when it is over.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from sqlmodel import Session

from passerelle import association, rota
from passerelle.alerts.planning import promised_at
from passerelle.tables import Association

COUNTED_FROM = timedelta(days=30)  # the longest promise is over long before


@dataclass(frozen=True, slots=True)
class Promise:
    """The promised time, in the hours of the rota, or in the association's where there is none.

    An ordinary case is watched by the association's own delay where it told one; `is_told` is a delay that was looked up already.
    """

    here: Association
    usual: timedelta
    duty: tuple[tuple[datetime, datetime], ...] | None
    is_told: bool = False

    def over_at(self, opened_at: datetime) -> datetime:
        """Tell when the promised time of who asked at an instant is over."""
        own = timedelta(minutes=self.here.answer_minutes)
        promised = own if own and not self.is_told else self.usual
        return _promised(opened_at, promised, self.here.hours, self.here.zone, self.duty)


def promised_by(session: Session, *, since: datetime, is_urgent: bool, now: datetime) -> datetime | None:
    """Tell until when somebody who asked at an instant is promised an answer; None where nothing is promised, or no more."""
    here = association.get(session)
    minutes = here.urgent_minutes if is_urgent else here.answer_minutes
    duty = rota.duty_since(session, since) if minutes else None
    if not minutes or not (duty or association.spans(here.hours)):
        return None
    over_at = Promise(here, timedelta(minutes=minutes), duty, is_told=True).over_at(since)
    return over_at if over_at > now else None


@lru_cache(maxsize=4096)
def _promised(
    opened_at: datetime,
    promised: timedelta,
    hours: str,
    zone: str,
    duty: tuple[tuple[datetime, datetime], ...] | None,
) -> datetime:
    """When the promised time is over; kept, for each look asks again for every case that waits."""
    if duty is not None:
        return promised_at(opened_at, promised, lambda at: association.presence_at(duty, at))
    values = {**association.DEFAULTS, "hours": hours, "zone": zone}
    here = Association(**values, key_fingerprint=b"", created_at=opened_at)
    return promised_at(opened_at, promised, lambda at: association.presence(here, at))
