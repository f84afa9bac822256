"""Free words for staff, on both full texts."""

from dataclasses import replace

import pytest

from passerelle.directory import staff_search, store
from passerelle.directory.staff_search import Filters
from passerelle.directory.store import How
from passerelle.directory.vocabulary import Status
from tests.house.directory.asking import TODAY, offers
from tests.house.directory.shelf import LIEGE, LISTENING, like_the_bridge, puts, somebody

HOSTILE = (
    '"',
    "'; DROP TABLE structure; --",
    "pont OR 1=1",
    "NEAR(pont, 2)",
    "names:pont",
    "pont*",
    "-pont",
    "(",
    "pont AND",
    "\x00pont",
    "%_",
    "& | ! <-> :*",
    "a" * 10_000,
    "é " * 5_000,
    "𝕊𝕒𝕞 ⅷ ٣ 🙂",
    "\ud800",
)


def pages(house, typed, page=50, **filters):
    """The names of all pages, each page a list."""
    found, after = [], None
    with house.database.reading() as session:
        while after is not None or not found:
            got = staff_search.search(session, typed, Filters(**filters), today=TODAY, after=after, page=page)
            found.append([hit.name.removesuffix(" (fictif)") for hit in got.hits])
            after = got.after
    return found


def lists(house, typed="", **filters):
    """The names of what is found."""
    return [name for page in pages(house, typed, **filters) for name in page]


@pytest.mark.parametrize("typed", ["Écluse", "ecluse", "ECLU", "fictif ecl", "l’écluse"])
def test_words_are_found_however_they_are_typed(house, typed):
    """Without accents or case, by their beginnings, in any order."""
    puts(house, offers("a", of={"name": "L’Écluse (fictif)"}), offers("b"))

    assert lists(house, typed) == ["L’Écluse"]


def test_every_word_has_to_be_there(house):
    """In whatever part of the record."""
    puts(house, offers("Pont", of={"description": "Un jardin."}), offers("Jardin"))

    assert lists(house, "pont jardin") == ["Pont"]


def test_names_come_before_descriptions(house):
    """Then by name."""
    puts(house, offers("Arbre", of={"description": "Près du pont."}), offers("Pont"), offers("Joli pont"))

    assert lists(house, "pont") == ["Joli pont", "Pont", "Arbre"]


def test_staff_see_everything_that_was_not_removed(house):
    """Also drafts and what is suspended; what was removed when they ask for it."""
    numbers = puts(
        house, *(like_the_bridge(status, status=status) for status in Status), like_the_bridge("removed")
    )
    with house.database.writing() as session:
        store.bury(session, numbers[-1], somebody(house), now=house.clock())

    assert lists(house) == sorted(Status) == lists(house, "fictif")
    assert lists(house, with_removed=True) == sorted([*Status, "removed"])


@pytest.mark.parametrize("typed", ["", "fictif"])
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("kind", "cmp"),
        ("status", Status.DRAFT),
        ("source", "finess"),
        ("topic", "grief"),
        ("topic", "mental_health"),
        ("area", "be/commune/61003"),
        ("area", "fr/departement/91"),
        ("area", "be/province/60000"),
        ("area", "be/region/03000"),
        ("area", "be/epci/unknown"),
    ],
)
def test_a_list_is_narrowed(house, typed, name, value):
    """With words and without."""
    at = LIEGE if name == "area" else replace(LIEGE, commune="61003")
    address = {"fr/departement/91": replace(LIEGE, country="FR", commune="91228")}.get(
        value, replace(at, commune="61003")
    )
    ours = offers("ours", topics=("grief",), covers=("be/epci/unknown",))
    changes = {} if name in {"topic", "area"} else {name: value}
    other = replace(LIEGE, commune="11002")
    puts(house, replace(ours, reach=replace(ours.reach, address=address), **changes))
    puts(house, offers("other", of={"reach": replace(ours.reach, address=other)}))

    assert lists(house, typed, **{name: value}) == ["ours"]


def test_what_is_to_verify_comes_by_the_day_it_was_due(house):
    """The longest overdue first."""
    numbers = puts(house, offers("late"))
    house.clock.forward(days=-20)
    numbers += puts(house, offers("later"), offers("verified"))
    house.clock.forward(days=20)
    with house.database.writing() as session:
        store.verify(session, numbers[2], somebody(house), how=How.PHONE, now=house.clock())

    assert pages(house, "", page=1, is_to_verify=True) == [["later"], ["late"]]
    assert lists(house, "fictif", is_to_verify=True) == ["later", "late"]


@pytest.mark.parametrize("typed", ["", "fictif", "mot"])
def test_pages_go_on_where_the_last_one_ended(house, typed):
    """Each record once, also across names and descriptions, and a full last page is the last."""
    puts(house, *(offers(f"n{n}", of={"description": "Un mot."}) for n in range(5)), offers("mot"))

    assert pages(house, typed, page=2) == {"mot": [["mot", "n0"], ["n1", "n2"], ["n3", "n4"]]}.get(
        typed, [["mot", "n0"], ["n1", "n2"], ["n3", "n4"]]
    )


def test_a_page_is_not_moved_by_what_happens_meanwhile(house):
    """Records that come and go before it change nothing after it."""
    numbers = puts(house, *(offers(f"n{n}") for n in range(4)))
    with house.database.reading() as session:
        first = staff_search.search(session, "", today=TODAY, page=2)
    with house.database.writing() as session:
        store.bury(session, numbers[1], somebody(house), now=house.clock())
    puts(house, offers("n00"))

    with house.database.reading() as session:
        second = staff_search.search(session, "", today=TODAY, page=2, after=first.after)
    assert [hit.number for hit in second.hits] == numbers[2:]


@pytest.mark.parametrize("after", ["", "x", "2.1", "0.999999", "0.99999999999999999999", "0.1; --", None])
def test_a_page_that_does_not_exist_is_the_first(house, after):
    """Whatever stands in the address bar."""
    puts(house, offers("a"))

    with house.database.reading() as session:
        assert len(staff_search.search(session, "", today=TODAY, after=after).hits) == 1


@pytest.mark.parametrize("typed", HOSTILE)
def test_whatever_is_typed_is_words(house, typed):
    """Never an operator, an error or a wait."""
    puts(house, offers("Le Pont"))

    assert set(lists(house, typed)) <= {"Le Pont"}


def test_a_line_says_what_staff_need(house):
    """Without opening the record."""
    (number,) = puts(house, offers("Le Pont", of={"source": "finess"}, topics=LISTENING.topics))

    with house.database.reading() as session:
        (hit,) = staff_search.search(session, "pont", today=TODAY).hits
    assert (hit.number, hit.kind, hit.country, hit.commune) == (number, "amo", "BE", "62063")
    assert (hit.status, hit.source, hit.verified_on, hit.check_due_on) == ("active", "finess", None, TODAY)
    assert not hit.is_removed
