"""How the gazetteer is built: each source is read, and doubtful points are left out."""

import pytest

from launch.gazetteer import belgium
from launch.gazetteer.points import Points, Town, kilometres, nearest
from launch.gazetteer.rows import Row
from passerelle.places.gazetteer import COLUMNS, Gazetteer, write


def town(
    name: str, *, at: tuple[float, float] = (50.0, 4.0), people: int = 500, others: tuple[str, ...] = ()
) -> Town:
    """A town of Belgium."""
    return Town(name, "BE", "WAL", "", at, people, others)


def row(name: str, *, people: int = 0) -> Row:
    """A commune of France."""
    return Row("FR", "00000", name, name, "Ain", 46.0, 5.0, people, postcodes=("01000",))


def test_our_list_holds_every_municipality():
    """565 since 2025: 285 in Flanders, 261 in Wallonia, 19 in Brussels; each has a province and a postcode."""
    municipalities, localities = belgium.read_stated(belgium.STATED.read_text(encoding="utf-8"))

    assert len({m.nis for m in municipalities}) == len(municipalities) == 565
    assert all(m.postcodes and m.province for m in municipalities)
    assert ("1130", "Haren") in localities


def test_a_line_that_is_neither_is_refused():
    """It is not left out in silence."""
    with pytest.raises(ValueError, match="Haren"):
        belgium.read_stated("Haren 1130")


def test_localities_are_read_from_calls():
    """The postcode and each name once, without what tells it from another."""
    text = 'pg.city("1000", "Bruxelles", "Brussel", "", "Brussel")\npg.city("2610", "Wilrijk (Antwerpen)")\npg.province("Liège", "Luik")'

    assert list(belgium.listed_in(text)) == [("1000", "Bruxelles", "Brussel"), ("2610", "Wilrijk")]


@pytest.mark.parametrize(
    ("name", "people", "short"),
    [
        ("Évry-Courcouronnes", 60_000, "evry courcouronnes"),
        ("Le Havre", 500, "havre"),
        ("Saint-Germain-en-Laye", 40_000, "saintgermain"),
        ("Vitry-le-Croisé", 200, ""),
    ],
)
def test_short_names(name, people, short):
    """A large town's parts, and any name without its article."""
    assert row(name, people=people).columns()[-1] == short


def test_the_nearest_town_is_taken_or_none():
    """A homonym far away is not it."""
    here, far = town("Huy"), town("Huy", at=(51.0, 4.0), people=9000)

    assert nearest([far, here], (50.01, 4.0), within=15) is here
    assert nearest([far], (50.01, 4.0), within=15) is None
    assert kilometres(here.point, far.point) == pytest.approx(111.2, abs=0.2)


def test_towns_are_found_by_any_name_and_known_abroad_when_large():
    """Those that bear the name itself first."""
    points = Points([town("Luik", others=("Liège",)), town("Liège", people=180_000, others=("Lieja", "LGG"))])

    assert [found.name for found in points.named("BE", "liege")] == ["Liège", "Luik"]
    assert points.named("BE", "liege")[0].known_names == ("Lieja",)


def test_the_same_rows_give_the_same_file():
    """In whatever order they come; the most populated is the first row."""
    rows = [row("Bourg", people=10).columns(), row("Oyonnax", people=20_000).columns()]

    assert write(rows) == write(rows[::-1])
    assert len(rows[0]) == len(COLUMNS)
    assert Gazetteer(["\t".join(rows[1])]).place(0).name == "Oyonnax"
