"""What was typed of a session, read and written back: the commune, the days, the window of registration, the words of each language."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from admin import session_dates as dates
from admin.directory_fields import Fields, Typed
from admin.session_dates import Present, Weekly
from admin.session_form import Reader, Written, typed_of
from admin.session_words import KINDS, usual, with_kind
from passerelle.listening import ListeningSession, Terms, Words
from passerelle.listening.terms import keep
from tests.people import MONDAY_MORNING

BRUSSELS = ZoneInfo("Europe/Brussels")
NOW = Present(MONDAY_MORNING, BRUSSELS)
NADIA = 2


def form(**other: str) -> Typed:
    """A form of a workshop that is filled in."""
    given = {"title_fr": "Djembé", "first_day": "2026-11-25", f"leader_{NADIA}": "leads", **other}
    return {**usual("workshop"), **{name: [value] for name, value in given.items()}}


def read(typed: Typed) -> tuple[Written | None, Reader]:
    """Read a form as the team does on Monday."""
    reader = Reader(Fields(typed), NOW, [1, NADIA])
    return reader.read(), reader


def written(typed: Typed) -> Written:
    """What a form says that has nothing wrong."""
    found, reader = read(typed)
    assert reader.fields.errors == {} and found is not None
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_usual_for_a_kind_can_be_kept(kind: str) -> None:
    """But for a title, a day and somebody who leads."""
    given = {
        "title_fr": ["Djembé"],
        "first_day": ["2026-11-25"],
        "last_day": ["2026-11-27"],
        "step_day_1": ["2026-12-05"],
        f"leader_{NADIA}": ["leads"],
    }

    found = written({**usual(kind), **given})

    assert found.terms.kind == kind
    assert found.dates or found.terms.weekday is not None


def test_the_weekday_is_that_of_the_first_day() -> None:
    """Nobody has to say it twice."""
    terms = written(form()).terms

    assert (terms.weekday, terms.starts, terms.first_day) == (2, time(14), date(2026, 11, 25))


def test_a_name_of_several_communes_is_asked_about() -> None:
    """And what was chosen among them is taken."""
    typed = form(commune="Beaumont")
    found, reader = read(typed)
    code = next(place for place in reader.communes if place.country == "BE")

    again = written({**typed, "commune_code": [f"BE/{code.code}"]})

    assert found is None and "choisissez" in reader.fields.errors["commune"]
    assert (again.terms.country, again.terms.commune) == ("BE", "Beaumont")


def test_online_has_no_commune() -> None:
    """Also where one was typed before."""
    terms = written(form(where="room", commune="Genval")).terms

    assert (terms.is_online, terms.has_room, terms.commune) == (True, True, None)


def test_registration_goes_from_the_beginning_of_a_day_to_the_end_of_another() -> None:
    """By the clocks of the association."""
    terms = written(form(opens_on="2026-11-24", closes_on="2026-11-24")).terms

    assert terms.opens_at == datetime(2026, 11, 23, 23, tzinfo=UTC)
    assert terms.closes_at == datetime(2026, 11, 24, 23, tzinfo=UTC)


def test_a_language_without_a_title_says_nothing() -> None:
    """And must be empty, or be finished."""
    found, reader = read(form(about_nl="Wij spelen djembé."))

    assert found is None
    assert list(reader.fields.errors) == ["title_nl"]
    assert written(form(title_nl="Djembé")).words["en"].title == ""


def test_a_session_stands_in_its_form_as_it_was_written() -> None:
    """Reading it back gives the same terms."""
    found = written(form(opens_on="2026-11-24", closes_on="2026-11-30", composes="yes"))
    row = ListeningSession(
        kind="", capacity=found.terms.capacity, zone="", created_at=NOW.now, changed_at=NOW.now
    )
    keep(row, found.terms)
    row.zone = "Europe/Brussels"
    back = typed_of(row, {"fr": Words("Djembé")}, {NADIA: "leads"}, BRUSSELS)

    again = written({**form(), **back})

    assert (again.terms, again.leaders) == (found.terms, (NADIA,))


@pytest.mark.parametrize(
    ("day", "hour", "says"),
    [
        ("2027-03-28", "02:30", "n’existe pas"),
        ("2026-11-22", "10:00", "passé"),
        ("9999-01-01", "10:00", "ne se lit pas"),
    ],
)
def test_a_moment_that_cannot_be_is_told(day: str, hour: str, says: str) -> None:
    """Clocks jump, days are over, and years have an end."""
    fields = Fields({"day": [day], "hour": [hour]})

    found = dates.moment(fields, "day", "hour", NOW)

    assert found is None and says in fields.errors["day"]


def test_a_first_day_that_is_over_may_stay() -> None:
    """Where it stood there before."""
    first = date(2026, 11, 4)
    fields = Fields({"first_day": ["2026-11-04"], "starts": ["14:00"]})

    assert dates.weekly(fields, NOW, first_before=first) == Weekly(first, None, time(14))
    assert fields.errors == {}


@pytest.mark.parametrize(
    ("name", "value", "wrong"),
    [
        ("last_day", "2027-12-31", "last_day"),
        ("last_day", "2026-11-01", "last_day"),
        ("starts", "", "starts"),
    ],
)
def test_days_in_a_row_have_an_end_and_an_hour(name: str, value: str, wrong: str) -> None:
    """A year at most."""
    typed = {"rhythm": "daily", "first_day": "2026-11-25", "last_day": "2026-11-27", "starts": "9:00"}
    fields = Fields({key: [found] for key, found in {**typed, name: value}.items()})

    dates.dated(fields, NOW)

    assert wrong in fields.errors


def test_a_row_of_dates_needs_its_day_and_an_hour() -> None:
    """Its own, or the one of all."""
    fields = Fields({"rhythm": ["steps"], "step_title_1": ["Un footing"], "step_day_2": ["2026-12-05"]})

    dates.dated(fields, NOW)

    assert set(fields.errors) >= {"step_day_1", "step_hour_2"}


def test_the_same_moment_twice_is_told() -> None:
    """A date stands once."""
    typed = {"rhythm": "steps", "starts": "10:00", "step_day_1": "2026-12-05", "step_day_2": "2026-12-05"}
    fields = Fields({key: [found] for key, found in typed.items()})

    dates.dated(fields, NOW)

    assert "même moment" in fields.errors["steps"]


def test_another_kind_changes_what_nobody_changed() -> None:
    """Ten seats become twelve; six stay six."""
    as_usual = {**usual("talk_group"), "kind": ["stage"]}

    assert with_kind(as_usual, "talk_group")["capacity"] == ["12"]
    assert with_kind({**as_usual, "capacity": ["6"]}, "talk_group")["capacity"] == ["6"]
    assert with_kind(as_usual, "talk_group").get("composes") == []


def test_terms_say_everything_that_a_form_does() -> None:
    """What the form does not ask is left to the house."""
    assert {name for name in Terms.__slots__ if getattr(written(form()).terms, name) is None} == {
        *(
            "age_from",
            "age_to",
            "country",
            "commune",
            "area",
            "zone",
            "last_day",
            "opens_at",
            "closes_at",
            "case_id",
        )
    }
