"""The three-way merge: what the source said last, what it says now, and what stands here."""

from dataclasses import replace

import pytest

from passerelle.directory import documents
from passerelle.directory.records import Address, Phone, Structure
from passerelle.exchange import differences
from passerelle.exchange.merge import Guard, merge
from tests.house.directory.shelf import LIEGE, LISTENING, THE_BRIDGE

OTHER_PHONE = (Phone(number="+33199000001"),)


def with_reach(structure, **changes):
    """The record with another way to reach it."""
    return replace(structure, reach=replace(structure.reach, **changes))


def merged(ours, theirs, base=THE_BRIDGE, guard=Guard.MERGE):
    """The record after the merge, the fields taken and the fields kept."""
    done = merge(*(documents.plain(s) if s else {} for s in (ours, theirs, base)), guard=guard)
    names = [[differences.field(change) for change in changes] for changes in (done.taken, done.kept)]
    return documents.from_plain(Structure, done.plain), *names


def test_what_only_the_source_changed_is_taken():
    """Field by field, beside what was changed here."""
    ours = with_reach(THE_BRIDGE, email="ici@pont.example")
    theirs = with_reach(THE_BRIDGE, phones=OTHER_PHONE)

    assert merged(ours, theirs) == (with_reach(ours, phones=OTHER_PHONE), ["téléphone"], [])


def test_what_only_we_changed_is_kept_and_not_told():
    """The source says what it always said."""
    ours = with_reach(THE_BRIDGE, phones=OTHER_PHONE)

    assert merged(ours, THE_BRIDGE) == (ours, [], [])


def test_what_both_changed_is_kept_and_told():
    """Nothing is overwritten in silence."""
    ours = with_reach(THE_BRIDGE, phones=OTHER_PHONE)
    theirs = with_reach(THE_BRIDGE, phones=(Phone(number="107"),))

    assert merged(ours, theirs) == (ours, [], ["téléphone"])


def test_a_record_made_by_hand_takes_only_what_it_does_not_say():
    """No source ever spoke of it: whatever stands there is somebody's word."""
    theirs = replace(THE_BRIDGE, name="Le Pont Neuf (fictif)", short_name="PN")

    assert merged(THE_BRIDGE, theirs, base=None) == (
        replace(THE_BRIDGE, short_name="PN"),
        ["nom court"],
        ["nom"],
    )


def test_nothing_of_a_verified_record_changes():
    """Not even a field that it does not say; each difference is told."""
    theirs = replace(with_reach(THE_BRIDGE, phones=OTHER_PHONE), short_name="LP")

    assert merged(THE_BRIDGE, theirs, guard=Guard.OURS) == (THE_BRIDGE, [], ["téléphone", "nom court"])


def test_the_file_wins_over_a_verified_record_where_somebody_asks_for_that():
    """Also over what was changed here; what the file does not speak of stays."""
    ours = replace(with_reach(THE_BRIDGE, phones=OTHER_PHONE), short_name="LP")

    assert merged(ours, THE_BRIDGE, guard=Guard.THEIRS)[0] == replace(THE_BRIDGE, short_name="LP")


def test_a_field_that_the_source_withdrew_is_empty():
    """Where it stood here as the source gave it."""
    theirs = with_reach(THE_BRIDGE, email="")

    assert merged(THE_BRIDGE, theirs) == (theirs, ["adresse mail"], [])


def test_a_town_is_not_mixed_from_two():
    """Its postcode, name and number are one fact; so are the halves of a point."""
    huy = replace(LIEGE, postcode="4500", locality="Huy", commune="61031")
    ours = with_reach(THE_BRIDGE, address=replace(LIEGE, postcode="4020"))

    assert merged(ours, with_reach(THE_BRIDGE, address=huy)) == (ours, [], ["commune"])


def test_services_are_merged_by_their_key():
    """One changed here, one new in the file, one that both know."""
    drawing = replace(LISTENING, key="dessin", name="Dessin")
    ours = replace(THE_BRIDGE, services=(replace(LISTENING, age_max=18),))
    theirs = replace(THE_BRIDGE, services=(replace(LISTENING, cost_note="gratuit"), drawing))

    found, taken, kept = merged(ours, theirs)
    assert found.services == (replace(LISTENING, age_max=18, cost_note="gratuit"), drawing)
    assert (taken, kept) == (["service «\u00a0Écoute\u00a0», précisions sur le prix", "service"], [])


@pytest.mark.parametrize(("here", "kept"), [(LISTENING, []), (replace(LISTENING, age_max=18), ["service"])])
def test_a_service_that_the_source_withdrew_goes_unless_it_was_changed_here(here, kept):
    """A changed one stays, and is told."""
    ours, theirs = replace(THE_BRIDGE, services=(here,)), replace(THE_BRIDGE, services=())

    assert merged(ours, theirs)[::2] == (ours if kept else theirs, kept)


def test_a_service_that_we_removed_stays_removed():
    """And is told of only when the source changed it since."""
    ours = replace(THE_BRIDGE, services=())
    changed = replace(THE_BRIDGE, services=(replace(LISTENING, age_max=18),))

    assert merged(ours, THE_BRIDGE) == (ours, [], [])
    assert merged(ours, changed) == (ours, [], ["service"])


def test_a_protected_address_is_not_lost_by_a_file_that_is_silent_on_it():
    """As our own exports are."""
    ours = replace(THE_BRIDGE, is_protected=True)
    theirs = with_reach(ours, address=Address(country="BE"))

    assert merged(ours, theirs, base=ours) == (ours, [], [])


def test_a_record_keeps_its_custodian():
    """Even where it was made by hand."""
    assert merged(THE_BRIDGE, replace(THE_BRIDGE, source="registre"), base=None) == (THE_BRIDGE, [], [])
