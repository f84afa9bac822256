"""The registry of help lines: reviewed, in memory before anything else, and chosen for whoever asks, at the hour they ask."""

from datetime import UTC, datetime
from itertools import product

import pytest

from passerelle import helplines
from passerelle.helplines import ZONES, Opening, hours
from passerelle.helplines.choice import AGES, TOPICS

COUNTRIES = ("BE", "FR", "LU", "CH")
AFTERNOON = datetime(2026, 11, 23, 15, tzinfo=UTC)  # a Monday, 16:00 there
NIGHT = datetime(2026, 11, 23, 2, tzinfo=UTC)
SUNDAY = datetime(2026, 11, 22, 15, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _registry_alone():
    """No test inherits what another verified."""
    helplines.use(None)
    yield
    helplines.use(None)


def chosen(country="BE", *languages, now=AFTERNOON, **asked):
    """What is chosen, for somebody who reads French unless told."""
    spoken = languages or ("fr",)
    return helplines.lines_for(country, spoken, now=now, zone=ZONES[country], **asked)


def ids(choice):
    """Their ids, in the order in which they are given."""
    return [offer.line.id for offer in choice.lines]


EVERY_CASE = [
    (country, language, {"age_band": age, "topic": topic}, now)
    for country, language, age, topic, now in product(
        COUNTRIES,
        ("fr", "nl", "de", "en", "ar"),
        (None, *AGES),
        (None, *TOPICS, "school", "other"),
        (AFTERNOON, NIGHT, SUNDAY),
    )
]


def test_the_emergency_number_is_known_in_every_country():
    """Whatever else is missing."""
    for country in COUNTRIES:
        lines = [line for line in helplines.registry() if line.country == country]
        assert any(line.emergency and line.opening_hours == helplines.ROUND_THE_CLOCK for line in lines)


def test_a_line_without_a_source_stays_out():
    """Nobody is sent to a number that nobody checked."""
    found = {line.id for line in helplines.registry()}

    assert not found & {"ch-143", "ch-142", "fr-3919", "fr-3020", "fr-suicidecoute"}
    assert all(line.sources and line.contact for line in helplines.registry())


def test_a_line_is_a_number_or_a_site():
    """Whatever stands there can be typed."""
    assert helplines.get("be-cpvs").contact == "violencessexuelles.be"
    assert all(line.number is None or line.number.replace(" ", "").isdecimal() for line in helplines.every())


def test_every_line_has_its_own_id_and_readable_hours():
    """And is found by its id."""
    lines = helplines.every()

    assert len({line.id for line in lines}) == len(lines) == 46
    assert all(hours.checked(line.opening_hours) for line in lines if line.opening_hours)
    assert helplines.get("ch-147").number == "147"


def test_a_line_that_is_not_there_is_a_mistake():
    """An author who names one learns it at once."""
    with pytest.raises(KeyError):
        helplines.get("be-nothing")


def test_for_a_number_that_closed_the_one_that_took_over_is_said():
    """The 3020 is the 3018, whatever old posters say."""
    assert helplines.by_number("3020", "FR").number == helplines.get("fr-3020").number == "3018"
    assert helplines.by_number("0800 32123", "BE").id == "be-cps"
    assert helplines.by_number("999", "FR") is helplines.by_number("", "FR") is None


def test_in_every_case_emergency_comes_first_and_somebody_reads_messages():
    """And never more than fits a screen, nor twice the same."""
    for country, language, asked, now in EVERY_CASE:
        choice = chosen(country, language, now=now, **asked)
        flags = [offer.line.emergency for offer in choice.emergency + choice.listening[:1]]
        assert flags[0] and flags == sorted(flags, reverse=True), (country, asked)
        assert any(offer.line.is_text for offer in choice.lines), (country, language, asked)
        assert len(set(ids(choice))) == len(choice.lines) <= helplines.AT_MOST


def test_in_every_case_whoever_speaks_the_language_is_alone_to_be_given():
    """Lines of other languages come only where nobody speaks it."""
    for country, language, asked, now in EVERY_CASE:
        spoken = [
            offer.line.speaks([language]) for offer in chosen(country, language, now=now, **asked).listening
        ]
        assert len(set(spoken)) == 1 or country == "CH", (country, language, asked)


def test_in_every_case_somebody_is_there_unless_nobody_can_know():
    """At night one line that never closes is given, wherever the registry has one."""
    for country, language, asked, now in EVERY_CASE:
        states = [offer.opening.is_open for offer in chosen(country, language, now=now, **asked).listening]
        assert True in states or country == "LU", (country, language, asked)


@pytest.mark.parametrize(
    ("country", "language", "asked", "first"),
    [
        ("BE", "fr", {"topic": "bullying", "age_band": "12-17"}, "be-103"),
        ("BE", "fr", {"topic": "suicide", "age_band": "12-17"}, "be-cps"),
        ("BE", "nl", {"topic": "suicide", "age_band": "adult"}, "be-1813"),
        ("BE", "de", {"topic": "mental_health"}, "be-108"),
        ("FR", "fr", {"topic": "bullying", "age_band": "6-11"}, "fr-3018"),
        ("FR", "fr", {"topic": "violence", "age_band": "6-11"}, "fr-119"),
        ("FR", "fr", {"topic": "suicide", "age_band": "adult"}, "fr-3114"),
        ("LU", "fr", {"topic": "other", "age_band": "12-17"}, "lu-116111"),
        ("CH", "fr", {"topic": "bullying", "age_band": "18-25"}, "ch-147"),
    ],
)
def test_by_day_who_knows_the_topic_is_first(country, language, asked, first):
    """In the country, the language and the age of the person."""
    assert chosen(country, language, **asked).listening[0].line.id == first


@pytest.mark.parametrize("country", COUNTRIES)
@pytest.mark.parametrize(("band", "age"), [("6-11", 8), ("12-17", 15), ("adult", 30)])
def test_lines_are_meant_for_the_age(country, band, age):
    """A line for the young is given to an adult only where relatives may call, or where nobody else reads messages."""
    for topic in (None, *TOPICS):
        for offer in chosen(country, age_band=band, topic=topic).listening:
            line = offer.line
            is_theirs = (line.age_min or 0) <= age <= (line.age_max or 150)
            assert is_theirs or (age == 30 and (line.for_relatives or line.id == "ch-147")), (line.id, topic)


def test_a_victim_is_never_given_the_line_of_those_who_might_harm():
    """It is in the registry for them alone."""
    assert not [
        case for case in EVERY_CASE if "be-stopitnow" in ids(chosen(case[0], case[1], now=case[3], **case[2]))
    ]


def test_in_brussels_both_languages_are_given():
    """The bot’s, and the one that the person speaks with humans."""
    found = ids(chosen("BE", "fr", "nl", topic="suicide", age_band="12-17"))

    assert {"be-cps", "be-1813"} <= set(found)
    assert found.index("be-cps") < found.index("be-1813")


def test_at_night_what_never_closes_comes_before_what_is_closed():
    """The 3018 sleeps; the 119 does not."""
    choice = chosen("FR", topic="bullying", age_band="12-17", now=NIGHT)

    assert [offer.line.id for offer in choice.listening[:2]] == ["fr-119", "fr-3018"]
    assert choice.listening[1].opening == Opening(False, datetime(2026, 11, 23, 9, tzinfo=ZONES["FR"]))


def test_where_nobody_knows_the_hours_a_line_that_never_closes_stands_before():
    """Awel’s hours are not sourced."""
    found = ids(chosen("BE", "nl", topic="family_conflict", age_band="12-17"))

    assert found.index("be-106") < found.index("be-102")


def test_an_open_line_says_until_when():
    """Until 23:00, also on Sunday."""
    offer = next(o for o in chosen("FR", topic="bullying", now=SUNDAY).listening if o.line.number == "3018")

    assert offer.opening == Opening(True, datetime(2026, 11, 22, 23, tzinfo=ZONES["FR"]))


@pytest.mark.parametrize(("day", "utc_hour"), [("2026-10-24", 21), ("2026-10-25", 22), ("2027-03-28", 21)])
def test_hours_are_those_of_the_clock_on_the_wall(day, utc_hour):
    """23:00 stays 23:00 when the clocks change."""
    noon = datetime.fromisoformat(f"{day}T12:00+00:00")

    found = hours.opening("Mo-Su 09:00-23:00", "FR", noon)
    assert found.changes_at.astimezone(UTC) == noon.replace(hour=utc_hour)


@pytest.mark.parametrize(("country", "is_open"), [("BE", False), ("FR", True)])
def test_a_public_holiday_is_that_of_the_country(country, is_open):
    """The 21st of July is one in Belgium only."""
    holiday = datetime(2026, 7, 21, 10, tzinfo=UTC)

    assert hours.opening("Mo-Fr 09:00-18:00; PH off", country, holiday).is_open is is_open


@pytest.mark.parametrize("written", [None, "", "when we can", "unknown", "Mo-Fr 25:99"])
def test_hours_that_cannot_be_read_are_unknown(written):
    """Never open, never closed, never an error: SOS depends on it."""
    assert hours.opening(written, "BE", AFTERNOON) == Opening()


def test_hours_without_a_pause_are_round_the_clock():
    """However they are written."""
    for written in ("24/7", "Mo-Su 00:00-24:00", "Mo-Su"):
        assert hours.opening(written, "BE", NIGHT).is_round_the_clock
    assert not hours.opening("off", "BE", NIGHT).is_round_the_clock
