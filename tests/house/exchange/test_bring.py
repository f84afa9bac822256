"""A file comes in, on both databases: whole records, nothing verified, nothing lost, and the same when it comes again."""

import json
from dataclasses import replace

import pytest
from sqlalchemy import text

from passerelle.directory import documents, store
from passerelle.errors import Refused
from passerelle.exchange.bring import bring
from passerelle.exchange.brought import Brought
from passerelle.exchange.fates import Fate
from tests.house.directory.shelf import THE_BRIDGE, like_the_bridge, puts
from tests.house.exchange.files import SOURCE, brings, edits, finds, of, removes, runs, verifies

SOURCED = replace(THE_BRIDGE, source=SOURCE)
NEW_NAME = replace(SOURCED, name="Le Pont Neuf (fictif)")


def test_a_new_record_is_put_down_with_what_its_source_said(house):
    """And is verified by nobody."""
    brings(house, THE_BRIDGE)

    kept = finds(house, "le-pont")
    assert kept.structure == SOURCED and documents.read(kept.source_document) == SOURCED
    assert (kept.verified_on, kept.check_due_on) == (None, house.clock().date())


def test_a_changed_record_is_changed_and_keeps_its_history(house):
    """What it said before can be seen."""
    brings(house, THE_BRIDGE)
    brings(house, NEW_NAME)

    kept = finds(house, "le-pont")
    with house.database.reading() as session:
        versions = store.history(session, kept.number)
    assert kept.structure == NEW_NAME and [(v.structure, v.origin) for v in versions] == [(SOURCED, "import")]


def test_the_same_file_again_changes_nothing(house):
    """Not even when it was changed."""
    brings(house, THE_BRIDGE)
    before = finds(house, "le-pont")
    house.clock.forward(days=3)

    assert brings(house, THE_BRIDGE).counts == {Fate.SAME: 1} and finds(house, "le-pont") == before


def test_a_verified_record_stays_as_it_is_and_verified(house):
    """What the source says now is kept beside it."""
    brings(house, THE_BRIDGE)
    verifies(house, "le-pont")
    brings(house, NEW_NAME)

    kept = finds(house, "le-pont")
    assert kept.structure == SOURCED and kept.verified_on == house.clock().date()
    assert documents.read(kept.source_document) == NEW_NAME


def test_a_verified_record_that_is_replaced_has_to_be_verified_again(house):
    """Also when the source changed in an earlier file."""
    brings(house, THE_BRIDGE)
    verifies(house, "le-pont")
    brings(house, NEW_NAME)
    brings(house, NEW_NAME, replace_verified=True)

    kept = finds(house, "le-pont")
    assert kept.structure == NEW_NAME and kept.verified_on is None


def test_what_was_changed_here_survives_every_file(house):
    """While the rest follows the source."""
    brings(house, THE_BRIDGE)
    edits(house, replace(SOURCED, description="Sonnez deux fois."))
    brings(house, NEW_NAME)
    brings(house, NEW_NAME)

    assert finds(house, "le-pont").structure == replace(NEW_NAME, description="Sonnez deux fois.")


def test_a_record_made_by_hand_stays_ours(house):
    """No file takes it over, none can make it vanish."""
    puts(house, THE_BRIDGE)
    done = brings(house, NEW_NAME)
    brings(house, like_the_bridge("autre"))

    kept = finds(house, "le-pont")
    assert done.counts == {Fate.KEPT: 1} and (kept.structure, kept.unseen_since) == (THE_BRIDGE, None)


def test_a_removed_record_and_one_of_another_source_are_not_touched(house):
    """Nothing of their rows changes."""
    brings(house, THE_BRIDGE, like_the_bridge("a"))
    removes(house, "le-pont")
    before = finds(house, "le-pont"), finds(house, "a")

    brings(house, NEW_NAME)
    brings(house, like_the_bridge("a", description="Autre."), source="autre")
    assert finds(house, "le-pont") == before[0] and finds(house, "a").structure == before[1].structure


def test_a_search_reads_what_came_in(house):
    """Once each, also after a change."""
    brings(house, THE_BRIDGE, like_the_bridge("a"))
    brings(house, NEW_NAME, like_the_bridge("a"))

    with house.database.reading() as session:
        counted = [
            session.connection().execute(text(f"SELECT count(*) FROM {table}")).scalar()
            for table in ("service", "structure_text")
        ]
    assert counted == [2, 2]


def test_an_import_leaves_one_line_of_what_was_done(house):
    """With the counts, in the list of imports and in the journal."""
    brings(house, THE_BRIDGE, like_the_bridge("a"))

    (run,), (line,) = runs(house)
    assert (run.source, run.format, json.loads(run.counts)) == (SOURCE, "template", {"new": 2, "unseen": 0})
    assert line.subject_id == run.id


def test_a_file_that_breaks_off_leaves_whole_records_and_can_come_again(house):
    """What was read before is there; the sentence says so."""
    records = [like_the_bridge(f"s{n}") for n in range(2400)]

    def breaks_off():
        yield from of(*records[:1400])
        raise Refused("La ligne 1402 ne se lit pas.")

    with pytest.raises(Refused, match="Une partie du fichier est déjà reprise"):
        bring(house.database, breaks_off(), source=SOURCE, format_name="template", now=house.clock())
    assert runs(house) == ([], [])
    assert brings(house, *records).counts == {Fate.SAME: 1000, Fate.NEW: 1400}


def test_what_is_left_out_is_handed_over(house):
    """So that nothing of the file is lost."""
    left_out = []
    rows = [*of(THE_BRIDGE, NEW_NAME), Brought((9,), None, (), {"Nom": ""})]

    bring(house.database, rows, format_name="template", now=house.clock(), left_out=left_out.append)
    assert [(each.fate, each.brought.rows) for each in left_out] == [
        (Fate.TWICE, (3,)),
        (Fate.REJECTED, (9,)),
    ]
