"""The dry run: what a file would change is counted and told, and nothing is changed."""

from dataclasses import replace

from passerelle.exchange.brought import Brought, Level, Message
from passerelle.exchange.fates import Fate
from passerelle.exchange.plan import MOST_CHANGES, MOST_MESSAGES, plan
from passerelle.exchange.unseen import Missing
from tests.house.directory.shelf import THE_BRIDGE, like_the_bridge
from tests.house.exchange.files import SOURCE, brings, edits, finds, of, plans, removes, runs, verifies

NEW_NAME = replace(THE_BRIDGE, name="Le Pont Neuf (fictif)")


def texts(done):
    """What the messages say."""
    return [message.text for message in done.messages]


def test_a_dry_run_changes_nothing(house):
    """Neither records nor the journal."""
    brings(house, THE_BRIDGE)
    before = finds(house, "le-pont"), runs(house)

    done = plans(house, NEW_NAME, like_the_bridge("neuf"))
    assert done.counts == {Fate.CHANGED: 1, Fate.NEW: 1}
    assert (finds(house, "le-pont"), runs(house)) == before and finds(house, "neuf") is None


def test_a_changed_record_is_told_field_by_field(house):
    """With the rows that change it."""
    brings(house, THE_BRIDGE)

    (change,) = plans(house, NEW_NAME).changes
    assert (change.slug, change.name, change.rows) == ("le-pont", "Le Pont Neuf (fictif)", (2,))
    assert [(f.leaf, f.ours, f.theirs) for f in change.fields] == [
        (("name",), {"name": "Le Pont (fictif)"}, {"name": "Le Pont Neuf (fictif)"})
    ]


def test_the_same_file_again_is_the_same(house):
    """Nothing to do, nothing to say."""
    brings(house, THE_BRIDGE)

    done = plans(house, THE_BRIDGE)
    assert (done.counts, done.messages, done.changes) == ({Fate.SAME: 1}, (), ())


def test_what_a_person_verified_stays_and_the_difference_is_told(house):
    """In a sentence that says since when."""
    brings(house, THE_BRIDGE)
    verifies(house, "le-pont")

    done = plans(house, NEW_NAME)
    assert done.counts == {Fate.KEPT: 1}
    (text,) = texts(done)
    assert text.startswith("le-pont, nom\u00a0: ici Le Pont (fictif), dans le fichier Le Pont Neuf (fictif)")
    assert text.endswith("\u00a0; gardé\u00a0: vérifié le 23 novembre 2026")


def test_what_both_changed_stays_and_the_difference_is_told(house):
    """Though nobody verified it."""
    brings(house, THE_BRIDGE)
    edits(house, replace(THE_BRIDGE, name="Au Pont (fictif)", source=SOURCE))

    done = plans(house, NEW_NAME)
    assert done.counts == {Fate.KEPT: 1} and texts(done)[0].endswith("gardé\u00a0: modifié ici")


def test_an_id_that_appears_twice_is_an_error(house):
    """The first one counts; also when they are far apart."""
    many = (like_the_bridge(f"s{n}") for n in range(1100))

    done = plans(house, THE_BRIDGE, *many, NEW_NAME)
    assert done.counts == {Fate.NEW: 1101, Fate.TWICE: 1} and not done.is_clean
    assert [(m.level, m.row) for m in done.messages] == [(Level.ERROR, 1103)]


def test_a_record_of_another_source_is_left_alone(house):
    """And said so."""
    brings(house, THE_BRIDGE)

    done = plans(house, NEW_NAME, source="autre-source")
    assert done.counts == {Fate.CONFLICT: 1} and "autre source (registre)" in texts(done)[0]


def test_a_record_that_a_person_removed_is_left_alone(house):
    """And said so."""
    brings(house, THE_BRIDGE)
    removes(house, "le-pont")

    done = plans(house, NEW_NAME)
    assert done.counts == {Fate.BURIED: 1} and "elle reste retirée" in texts(done)[0]


def test_a_row_that_cannot_be_used_is_rejected_with_its_reason(house):
    """The sentence is its reader's."""
    why = Message(Level.ERROR, 4, "Nom", "il n’y a pas de nom")

    done = plan(house.database, [Brought((4,), None, (why,), {"Nom": ""})], now=house.clock())
    assert (done.counts, done.messages, done.is_clean) == ({Fate.REJECTED: 1}, (why,), False)


def test_records_that_the_file_does_not_speak_of_are_counted(house):
    """For the first time, since before, and so long that they will be removed."""
    brings(house, THE_BRIDGE, like_the_bridge("a"), like_the_bridge("b"))
    brings(house, THE_BRIDGE, like_the_bridge("b"))
    house.clock.forward(days=30)

    assert plans(house, THE_BRIDGE).missing == Missing(newly=1, before=1, overdue=1)


def test_a_file_without_a_source_or_with_a_bad_row_misses_nothing(house):
    """Nobody can say what is missing from it."""
    brings(house, THE_BRIDGE, like_the_bridge("a"))
    rejected = Brought((9,), None)

    assert plans(house, replace(THE_BRIDGE, source=SOURCE), source="").missing == Missing()
    assert plans(house, THE_BRIDGE, is_partial=True).missing == Missing()
    of_both = [*of(THE_BRIDGE), rejected]
    assert plan(house.database, of_both, source=SOURCE, now=house.clock()).missing == Missing()


def test_only_the_first_messages_are_kept_the_gravest_before_all(house):
    """Whatever the size of the file; all are counted."""
    note = Message(Level.NOTE, 1, "", "bon à savoir")
    notes = [Brought((n,), like_the_bridge(f"s{n}"), (note,) * 3) for n in range(400)]

    done = plan(house.database, [*notes, Brought((401,), None)], now=house.clock())
    assert len(done.messages) == MOST_MESSAGES and done.messages[0].level is Level.ERROR
    assert done.message_counts == {Level.NOTE: 1200, Level.ERROR: 1}


def test_only_the_first_changes_are_kept(house):
    """Two hundred records are enough to see what a file does."""
    records = [like_the_bridge(f"s{n}") for n in range(MOST_CHANGES + 1)]
    brings(house, *records)

    done = plans(house, *(replace(record, description="Autre.") for record in records))
    assert len(done.changes) == MOST_CHANGES and done.counts == {Fate.CHANGED: MOST_CHANGES + 1}
