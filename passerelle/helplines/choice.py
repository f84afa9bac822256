"""Which lines to give: by country, language, age, topic and time of day. Pure: the same question has the same answer.

Lines that fit the topic come first, those open now before the others. Where none of them is surely open, one that never closes is put
before them. There is always one that can be reached without speaking.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from passerelle.helplines.hours import Opening, opening
from passerelle.helplines.lines import Helpline

EVERYWHERE = "112"
AT_MOST = 5
YEARS_IN_COMMON = 2  # that an age band and a line's ages share, for the line to be meant for it
AGES: Mapping[str, tuple[int, int]] = {
    "6-11": (6, 11),
    "12-17": (12, 17),
    "18-25": (18, 25),
    "adult": (26, 120),
}
GENERAL = ("ecoute", "mal-etre", "danger", "suicide")  # whoever listens there listens to anything
YOUNGEST = "6-11"  # a child who has told nothing yet is not met with words of dying
WITHOUT_A_TOPIC = ("maltraitance", "suicide", "harcelement", "ecoute")
BODY = frozenset({"suicide", "mental_health", "addiction"})  # an ambulance before the police
TOPICS: Mapping[str, tuple[str, ...]] = {
    "bullying": ("harcelement", "cyberharcelement"),
    "family_conflict": ("famille", "maltraitance", "parentalite"),
    "violence": (
        "maltraitance",
        "violence",
        "violences-sexuelles",
        "violence-conjugale",
        "victimes",
        "ecoute",
    ),
    "mental_health": ("mal-etre", "suicide", "ecoute"),
    "addiction": ("addiction",),
    "discrimination_lgbtq": ("lgbtqia", "harcelement"),
    "rights_admin": ("hebergement",),
    "isolation_activities": ("solitude", "ecoute"),
    "parent_support": ("parentalite", "famille", "maltraitance"),
    "professional_request": ("maltraitance", "harcelement"),
    "suicide": ("suicide", "mal-etre"),
    "danger": (
        "danger",
        "maltraitance",
        "violence",
        "ecoute",
        "fugue",
        "violences-sexuelles",
        "violence-conjugale",
        "exploitation",
    ),
}  # what a line has to be about, best first; a topic that is not here is listened to by the general lines


@dataclass(frozen=True, slots=True)
class Offer:
    """A line and how it stands now."""

    line: Helpline
    opening: Opening


@dataclass(frozen=True, slots=True)
class Choice:
    """What to give: the country's emergency numbers besides the 112, then who listens."""

    emergency: tuple[Offer, ...]
    listening: tuple[Offer, ...]

    @property
    def lines(self) -> tuple[Offer, ...]:
        """Everything, in the order in which it is given."""
        return (*self.emergency, *self.listening)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is known of the person."""

    languages: Sequence[str]
    age_band: str | None
    topic: str | None

    @property
    def wanted(self) -> tuple[str, ...]:
        if self.topic is not None:
            return TOPICS.get(self.topic, ())
        return GENERAL if self.age_band == YOUNGEST else WITHOUT_A_TOPIC

    def fits_age(self, line: Helpline) -> bool:
        """Tell whether a line is meant for this age; an adult may ask for a child where relatives are welcome."""
        band = AGES.get(self.age_band or "")
        if band is None or _years_shared(line, band) >= YEARS_IN_COMMON:
            return True
        return self.age_band == "adult" and line.for_relatives and _matches(line, self.wanted)

    def rank(self, offer: Offer) -> tuple[int, ...]:
        """Sort the lines about the topic: open first, then the nearest topic, the person's age, their first language."""
        nearest = _index(self.wanted, offer.line.topics)
        return _state(offer), nearest, _is_for_everybody(offer.line), self._language(offer)

    def general_rank(self, offer: Offer) -> tuple[int, ...]:
        """Sort the lines about anything: open first, then those for the person's age."""
        nearest = _index(GENERAL, offer.line.topics)
        return _state(offer), _is_for_everybody(offer.line), nearest, self._language(offer)

    def _language(self, offer: Offer) -> int:
        return _index(self.languages, offer.line.languages)


def choose(
    lines: Sequence[Helpline],
    country: str,
    languages: Sequence[str],
    *,
    age_band: str | None,
    topic: str | None,
    now: datetime,
    zone: ZoneInfo,
    at_most: int = AT_MOST,
    emergencies: int = 2,
) -> Choice:
    """Choose among the lines that may be offered, `at_most` in all; instants are in the zone of the reader."""
    asked = _Asked(languages, age_band, topic)
    known = [_offer(line, now, zone) for line in lines if line.country == country]
    urgent = _emergencies([offer for offer in known if offer.line.emergency], asked)[
        : min(emergencies, at_most)
    ]
    others = [offer for offer in known if not offer.line.emergency]
    chosen = _listening(others, asked)[: at_most - len(urgent)]
    if not any(offer.line.is_text for offer in (*urgent, *chosen)):
        chosen = _with_text(chosen, known, asked, room=at_most - len(urgent))
    return Choice(tuple(urgent), tuple(chosen))


def _emergencies(offers: list[Offer], asked: _Asked) -> list[Offer]:
    """Whom to call besides the 112: first who reads messages, then who comes for this."""
    need = "sante" if asked.topic in BODY else "violence"
    here = [offer for offer in offers if offer.line.number != EVERYWHERE]
    return sorted(here, key=lambda offer: (not offer.line.is_text, need not in offer.line.topics))


def _listening(offers: list[Offer], asked: _Asked) -> list[Offer]:
    fitting = _spoken([offer for offer in offers if asked.fits_age(offer.line)], asked)
    about = sorted((o for o in fitting if _matches(o.line, asked.wanted)), key=asked.rank)
    general = [o for o in fitting if o not in about and _matches(o.line, GENERAL)]
    general.sort(key=asked.general_rank)
    if any(offer.opening.is_open for offer in (*about, *general)):
        general = [offer for offer in general if offer.opening.is_open]
    if not about or any(offer.opening.is_open for offer in about):
        return [*about, *general]
    always = [offer for offer in general if offer.opening.is_round_the_clock][:1]
    return [*always, *about, *(offer for offer in general if offer not in always)]


def _spoken(offers: list[Offer], asked: _Asked) -> list[Offer]:
    """Keep the lines that help the person in a language of theirs; all of them where none does."""
    useful = [o for o in offers if _matches(o.line, (*asked.wanted, *GENERAL))]
    return [o for o in useful if o.line.speaks(asked.languages)] or useful


def _with_text(chosen: list[Offer], known: list[Offer], asked: _Asked, *, room: int) -> list[Offer]:
    """Put the nearest line that reads messages last; for want of a better one, whatever its age or language."""
    texts = [
        o for o in known if o.line.is_text and _matches(o.line, (*asked.wanted, *GENERAL, "danger-immediat"))
    ]
    texts.sort(
        key=lambda o: (
            not asked.fits_age(o.line),
            not o.line.speaks(asked.languages),
            o.line.emergency,
            *asked.general_rank(o),
        )
    )
    return [*chosen[: room - 1], texts[0]] if texts and room > 0 else chosen


def _offer(line: Helpline, now: datetime, zone: ZoneInfo) -> Offer:
    found = opening(line.opening_hours, line.country, now)
    here = found.changes_at.astimezone(zone) if found.changes_at else None
    return Offer(line, replace(found, changes_at=here))


def _state(offer: Offer) -> int:
    return {True: 0, None: 1, False: 2}[offer.opening.is_open]


def _matches(line: Helpline, topics: Sequence[str]) -> bool:
    return not set(topics).isdisjoint(line.topics)


def _index(wanted: Sequence[str], found: Sequence[str]) -> int:
    """How early among what is wanted the first that was found stands; the length where none was."""
    return next((place for place, value in enumerate(wanted) if value in found), len(wanted))


def _is_for_everybody(line: Helpline) -> bool:
    return line.age_max is None


def _years_shared(line: Helpline, band: tuple[int, int]) -> int:
    youngest, oldest = line.age_min or 0, 150 if line.age_max is None else line.age_max
    return min(band[1], oldest) - max(band[0], youngest)
