"""A year in figures: what is counted, what is never counted out, as a page and as a file; for whom."""

import csv
import io

import pytest

from admin.giving_figures import Counts, Writer, year_of
from passerelle.giving import GiverKind, GivingFigures
from passerelle.listening import Audience, Figures, Kind
from passerelle.tables import Role
from tests.admin.givers import gave, giver, held
from tests.admin.scene import Scene
from tests.admin.test_team import becomes
from tests.people import INES, MARC, NADIA

WRITE = Writer(str, "fr")


def table_of(answer: str) -> list[list[str]]:
    """The rows of a file."""
    return list(csv.reader(io.StringIO(answer.removeprefix("\ufeff"))))


@pytest.mark.parametrize(
    ("count", "says"), [(0, "0"), (1, "moins de 5"), (4, "moins de 5"), (5, "5"), (1200, "1\u202f200")]
)
def test_fewer_than_five_people_are_never_counted_out(count: int, says: str) -> None:
    """None is none, five are five."""
    assert WRITE.people(count) == says


@pytest.mark.parametrize(
    ("counts", "says"),
    [
        ((), "0"),
        ((9, 32), "41"),
        ((9, 3), "plus de 9"),
        ((9, 0), "9"),
        ((3, 0), "moins de 5"),
        ((1, 1), "moins de 5"),
        ((4, 4), "plus de 4"),
    ],
)
def test_a_sum_does_not_tell_what_its_parts_do_not(counts: tuple[int, ...], says: str) -> None:
    """Nobody takes the ones away from the whole."""
    assert WRITE.sum_of(counts) == says


def test_whoever_comes_to_a_meeting_of_the_team_was_not_trained() -> None:
    """Its dates and hours count, its people do not."""
    counts = Counts({Kind.TEAM_MEETING: Figures(1, 10, 80, 0, 80, 15.0)})

    found = year_of(counts, str, "fr")

    assert [count for _what, count in found.first] == ["0", "0", "0", "0"]
    assert [line.cells for line in found.sessions] == [["1", "10", "–", "–", "–", "15"]]


def test_what_is_told_first_is_who_was_trained_and_who_was_reached() -> None:
    """Professionals of every session, young people of interventions; a sum is of what is shown."""
    sessions = {
        Kind.INTERVENTION: Figures(2, 3, 90, 70, 20, 5.0),
        Kind.PARENTS_HOUR: Figures(1, 1, 30, 0, 8, 1.0),
        Kind.TALK_GROUP: Figures(1, 10, 80, 80, 0, 10.0),
    }
    givers = {GiverKind.COACH: GivingFigures(6, 10.24), GiverKind.VOLUNTEER: GivingFigures(2, 0.26)}

    found = year_of(Counts(sessions, givers), str, "fr")

    assert [count for _what, count in found.first] == ["28", "70", "200", "10,5"]
    assert [line.cells for line in found.givers] == [
        ["6", "10,2"],
        ["moins de 5", "0,3"],
        ["plus de 6", "10,5"],
    ]


def test_the_page_counts_what_took_place(scene: Scene) -> None:
    """An intervention with its participants, and the hours that somebody gave."""
    gave(scene, giver(scene), 90)
    held(scene, audience=Audience.EVERYONE, came=32, young=30, professionals=2)

    page = scene.browser(INES).get("/figures").text

    assert "<dd>30</dd>" in page and "<dd>1,5</dd>" in page and page.count("moins de 5") == 3
    assert "Sam" not in page and "/givers/" not in page


def test_the_file_holds_what_the_page_does_and_no_more(scene: Scene) -> None:
    """Few stay few in it."""
    held(scene, came=3, professionals=3)
    held(scene, Kind.WORKSHOP, Audience.YOUNG, came=12, young=12)

    answer = scene.browser(INES).get("/figures.csv?year=2026")

    rows = table_of(answer.text)
    assert answer.headers["content-disposition"] == 'attachment; filename="passerelle-2026.csv"'
    assert rows[0] == ["année", "rubrique", "type", "nombre"]
    assert ["2026", "professionnels formés", "en tout", "moins de 5"] in rows
    assert ["2026", "présences", "en tout", "plus de 12"] in rows and "3" not in {row[3] for row in rows}


def test_an_empty_year_says_what_will_appear(scene: Scene) -> None:
    """And offers no file."""
    page = scene.browser(INES).get("/figures?year=2024").text

    assert "Rien encore pour 2024" in page and "les jeunes sensibilisés" in page and ".csv" not in page


def test_a_year_that_cannot_be_is_not_understood(scene: Scene) -> None:
    """A sentence, no error."""
    assert scene.browser(INES).get("/figures?year=1").status_code in {400, 404}


def test_an_auditor_sees_figures_and_nobody(scene: Scene) -> None:
    """Nor does a mediator see the figures."""
    giver(scene)
    held(scene, came=32, professionals=32)
    auditor = scene.browser(becomes(scene, MARC, Role.AUDITOR))

    page, home = auditor.get("/figures"), auditor.get("/journal").text

    assert page.status_code == 200 and "<dd>32</dd>" in page.text and 'href="/figures"' in home
    assert "/givers" not in page.text and auditor.get("/givers").status_code == 404
    assert scene.browser(NADIA).get("/figures").status_code == 403
    assert scene.browser(NADIA).get("/figures.csv").status_code == 403
