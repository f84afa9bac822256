"""Everything about a session but its words, its leaders and its state: what may be, and how it stands in a row. Pure."""

from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import available_timezones

from passerelle.errors import Refused
from passerelle.listening.states import Audience, Consent, Kind
from passerelle.listening.tables import ListeningSession

CAPACITY_MOST = 10_000
OFFER_HOURS_MOST = 14 * 24
SHORTEST, LONGEST = 5, 24 * 60  # minutes of a weekly date


@dataclass(frozen=True, slots=True)
class Terms:
    """Everything about a session but its words, its leaders and its state. Languages are codes; ages are in years, both included.

    `weekday` (0 is Monday) with `starts` and `first_day` is a weekly rhythm; without them dates are added one by one. No zone is the
    association's.
    """

    kind: Kind
    audience: Audience = Audience.EVERYONE
    capacity: int = 10
    age_from: int | None = None
    age_to: int | None = None
    languages: tuple[str, ...] = ()
    is_online: bool = False
    country: str | None = None
    commune: str | None = None
    area: str | None = None
    consent: Consent = Consent.NONE
    composes: bool = False
    has_room: bool = False
    takes_questions: bool = False
    offer_hours: int = 24
    zone: str | None = None
    weekday: int | None = None
    starts: time | None = None
    minutes: int = 60
    first_day: date | None = None
    last_day: date | None = None
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    case_id: int | None = None

    @property
    def rhythm(self) -> tuple[object, ...]:
        """What the weekly dates are made from."""
        return self.zone, self.weekday, self.starts, self.minutes, self.first_day, self.last_day


def check(terms: Terms) -> None:
    """Raise Refused for terms that cannot be."""
    if not 1 <= terms.capacity <= CAPACITY_MOST:
        raise Refused("a session has one seat at least")
    if terms.age_from is not None and terms.age_to is not None and terms.age_from > terms.age_to:
        raise Refused("the ages are the wrong way round")
    if terms.zone not in available_timezones():
        raise Refused("there is no such zone")
    if not 1 <= terms.offer_hours <= OFFER_HOURS_MOST:
        raise Refused("a seat is offered for an hour at least")
    if terms.opens_at and terms.closes_at and terms.opens_at >= terms.closes_at:
        raise Refused("registration ends before it opens")
    _check_rhythm(terms)


def _check_rhythm(terms: Terms) -> None:
    given = (terms.weekday, terms.starts, terms.first_day)
    if any(one is None for one in given) and terms.weekday is not None:
        raise Refused("a weekly session needs a day, an hour and a first day")
    if terms.weekday is not None and not 0 <= terms.weekday < 7:
        raise Refused("there is no such day of the week")
    if not SHORTEST <= terms.minutes <= LONGEST:
        raise Refused("a session cannot be that short or that long")
    if terms.first_day and terms.last_day and terms.last_day < terms.first_day:
        raise Refused("the last day is before the first")


def terms_of(found: ListeningSession) -> Terms:
    """Read a session's terms back, for a form."""
    values = {name: getattr(found, name) for name in Terms.__slots__}
    values["languages"] = tuple(found.languages.split())
    return Terms(
        **values
        | {
            "kind": Kind(found.kind),
            "audience": Audience(found.audience),
            "consent": Consent(found.consent),
        }
    )


def keep(found: ListeningSession, terms: Terms) -> None:
    """Write terms that were checked into a session's row; how many seats there are is changed elsewhere."""
    for name in Terms.__slots__:
        if name not in {"languages", "capacity"}:
            setattr(found, name, getattr(terms, name))
    codes = dict.fromkeys(code for code in terms.languages if code.strip())
    found.languages = f" {' '.join(codes)} " if codes else ""
