"""What a source speaks of no more: marked by whole files, removed after thirty days, back with the file that brings it."""

from datetime import timedelta

from sqlalchemy import text

from passerelle.directory import store
from passerelle.exchange import unseen
from passerelle.exchange.fates import Fate
from passerelle.exchange.unseen import Missing
from tests.house.directory.shelf import THE_BRIDGE, like_the_bridge, puts
from tests.house.exchange.files import SOURCE, brings, finds, plans, removes, verifies

OTHER = like_the_bridge("autre")


def sweeps(house):
    """The daily sweep; gives how many records it removed."""
    with house.database.writing() as session:
        return unseen.sweep(session, now=house.clock())


def goes_missing(house):
    """A source that gave two records gives one."""
    brings(house, THE_BRIDGE, OTHER)
    return brings(house, OTHER)


def found_by_words(house):
    """How many records the full text finds."""
    with house.database.reading() as session:
        return session.connection().execute(text("SELECT count(*) FROM structure_text")).scalar()


def test_a_whole_file_marks_what_it_does_not_speak_of(house):
    """From that day; the record is still given out."""
    done = goes_missing(house)

    assert done.missing == Missing(newly=1)
    assert finds(house, "le-pont").unseen_since == house.clock().date() and found_by_words(house) == 2


def test_a_part_of_a_list_marks_nothing(house):
    """`--partial` says that it is one."""
    brings(house, THE_BRIDGE, OTHER)
    brings(house, OTHER, is_partial=True)

    assert finds(house, "le-pont").unseen_since is None


def test_records_of_other_sources_and_those_made_by_hand_are_never_marked(house):
    """A file speaks for its own source only."""
    brings(house, THE_BRIDGE, source="autre-registre")
    puts(house, like_the_bridge("a-la-main"))
    brings(house, OTHER)

    assert finds(house, "le-pont").unseen_since is None and finds(house, "a-la-main").unseen_since is None


def test_the_first_day_of_silence_counts(house):
    """A second file that is silent too does not begin anew, one that speaks of the record does."""
    goes_missing(house)
    first = house.clock().date()
    house.clock.forward(days=5)
    brings(house, OTHER)
    assert finds(house, "le-pont").unseen_since == first

    brings(house, THE_BRIDGE, OTHER)
    assert finds(house, "le-pont").unseen_since is None


def test_thirty_days_of_silence_remove_a_record(house):
    """Not one day less; what it said stays in its history."""
    goes_missing(house)
    house.clock.forward(days=29)
    assert sweeps(house) == 0

    house.clock.forward(days=1)
    assert (sweeps(house), sweeps(house)) == (1, 0)
    kept = finds(house, "le-pont")
    with house.database.reading() as session:
        (version,) = store.history(session, kept.number)
    assert kept.is_buried and version.origin == "sweep" and found_by_words(house) == 1


def test_a_record_that_somebody_verified_meanwhile_stays(house):
    """A person's word is worth more than a list's silence."""
    goes_missing(house)
    house.clock.forward(days=10)
    verifies(house, "le-pont")
    house.clock.forward(days=30)

    assert sweeps(house) == 0


def test_what_the_sweep_removed_comes_back_with_its_file(house):
    """As it was, with what people know about it."""
    verifies_first = house.clock().date() - timedelta(days=0)
    brings(house, THE_BRIDGE, OTHER)
    verifies(house, "le-pont")
    house.clock.forward(days=1)
    brings(house, OTHER)
    house.clock.forward(days=31)
    sweeps(house)

    assert plans(house, THE_BRIDGE, OTHER).counts == {Fate.RETURNED: 1, Fate.SAME: 1}
    brings(house, THE_BRIDGE, OTHER)
    kept = finds(house, "le-pont")
    assert (kept.is_buried, kept.unseen_since, kept.verified_on) == (False, None, verifies_first)
    assert found_by_words(house) == 2


def test_what_came_back_and_was_removed_by_a_person_stays_removed(house):
    """The last removal counts."""
    goes_missing(house)
    house.clock.forward(days=30)
    sweeps(house)
    brings(house, THE_BRIDGE, OTHER)
    house.clock.forward(days=1)
    removes(house, "le-pont")

    assert brings(house, THE_BRIDGE, OTHER).counts == {Fate.BURIED: 1, Fate.SAME: 1}
    assert finds(house, "le-pont").is_buried and finds(house, "le-pont").structure.source == SOURCE
