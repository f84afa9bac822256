"""Any record that an editor may have written, for Hypothesis: every field, any text, many services.

Texts hold whatever may stand in one (no control characters besides a new line and a tab). Coded fields hold only codes that exist,
hours only what is OpenStreetMap's notation, and a point always has both its numbers.
"""

from datetime import date
from typing import Any

from hypothesis import strategies as st

from passerelle.directory.records import Address, Closure, Phone, Reach, Service, Structure
from passerelle.directory.vocabulary import (
    KINDS,
    TOPICS,
    Access,
    Audience,
    Consent,
    Cost,
    Delivery,
    Mandate,
    MayCome,
    ServiceKind,
    Status,
)

AREAS = [
    "fr", "be", "lu", "ch", "fr/region/11", "fr/departement/91", "fr/departement/2A", "fr/departement/974",
    "fr/epci/200059228", "fr/commune/91228", "fr/commune/2A004", "be/region/03000", "be/province/60000",
    "be/commune/62063", "be/community/fr", "be/community/de",
]  # fmt: skip
HOURS = ["Mo-Fr 09:00-12:00,14:00-17:00", "24/7", "Tu 13:30-18:00; PH off", "week 1-53/2 Mo 09:30-12:30"]
NUMBERS = ["+33199001234", "+33353010199", "+32470000000", "103", "107", "3018", "116000"]
LANGUAGES = ["fr", "nl", "de", "en", "ar", "sfb", "fsl"]
FORMULAS = [
    "=1+1",
    "+32 4",
    "-3",
    "@home",
    "'quoted'",
    "''",
    " spaced ",
    "a | b ; c",
    '"',
    "#N/A",
    "oui",
    "007",
]

names = st.sampled_from(FORMULAS) | st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn"), include_characters="\n\t"),
    min_size=1,
    max_size=40,
)
texts = st.just("") | names
slugs = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,5}){0,2}", fullmatch=True)
dates = st.dates(date(2000, 1, 1), date(2100, 1, 1))
hours = st.sampled_from(["", *HOURS])


def some(values: Any) -> st.SearchStrategy[Any]:
    """A few of these values, each once, in any order."""
    return st.lists(st.sampled_from(list(values)), unique=True, max_size=3).map(tuple)


def _maps(keys: list[str]) -> st.SearchStrategy[Any]:
    return st.dictionaries(st.sampled_from(keys), names, max_size=2)


phones = st.builds(
    Phone, number=st.sampled_from(NUMBERS), label=texts, hours=hours, languages=some(LANGUAGES)
)
_points = st.none() | st.tuples(st.floats(-90, 90), st.floats(-180, 180))


@st.composite
def addresses(draw: st.DrawFn) -> Address:
    """Any address, with a point or without one."""
    lat, lon = draw(_points) or (None, None)
    return Address(
        street=draw(texts),
        complement=draw(texts),
        postcode=draw(st.sampled_from(["", "4000", "91000", "01000", "2A004", "L-1234"])),
        locality=draw(texts | st.sampled_from(["Liège", "Évry"])),
        country=draw(st.sampled_from(["", "BE", "FR", "LU", "CH"])),
        commune=draw(st.sampled_from(["", "62063", "91228", "01033", "2A004"])),
        lat=lat,
        lon=lon,
    )


reaches = st.just(Reach()) | st.builds(
    Reach,
    phones=st.lists(phones, max_size=3).map(tuple),
    email=st.sampled_from(["", "bonjour@pont.example"]),
    website=st.sampled_from(["", "https://pont.example/a?b=1&c=;d|e"]),
    address=addresses(),
    hours=hours,
    hours_note=texts,
)
ages = st.none() | st.integers(0, 120)
services = st.builds(
    Service,
    key=slugs,
    name=names,
    description=texts,
    kind=st.none() | st.sampled_from(ServiceKind),
    topics=some(TOPICS),
    audience=some(Audience),
    age_min=ages,
    age_max=ages,
    restriction=texts,
    may_come=some(MayCome),
    is_anonymous=st.none() | st.booleans(),
    consent=st.none() | st.sampled_from(Consent),
    mandate=st.none() | st.sampled_from(Mandate),
    access=some(Access),
    access_link=st.sampled_from(["", "https://pont.example/rdv"]),
    delivery=some(Delivery),
    covers=some(AREAS),
    languages=some(LANGUAGES),
    cost=st.none() | st.sampled_from(Cost),
    cost_note=texts,
    documents=texts,
    waiting=texts,
    waiting_on=st.none() | dates,
    is_crisis=st.booleans(),
    is_emergency=st.booleans(),
    reach=reaches,
)
structures = st.builds(
    Structure,
    id=slugs,
    name=names,
    short_name=texts,
    names=_maps(LANGUAGES),
    kind=st.sampled_from(list(KINDS)),
    description=texts,
    identifiers=_maps(["siret", "finess", "kbo"]),
    reach=reaches,
    is_protected=st.booleans(),
    closure=st.none() | st.builds(Closure, first=st.none() | dates, last=st.none() | dates, reason=texts),
    accessibility=texts,
    status=st.sampled_from(Status),
    parent=st.just("") | slugs,
    source=texts,
    source_record=texts,
    source_url=st.sampled_from(["", "https://source.example/7"]),
    licence=texts,
    source_updated_on=st.none() | dates,
    services=st.lists(services, unique_by=lambda service: service.key, max_size=3).map(tuple),
)
libraries = st.lists(structures, unique_by=lambda structure: structure.id, min_size=1, max_size=4)
