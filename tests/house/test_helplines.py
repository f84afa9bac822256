"""The registry of help lines: reviewed, and in memory before anything else."""

import pytest

from passerelle import helplines


def test_the_emergency_number_is_known_in_every_country():
    """Whatever else is missing."""
    for country in ("BE", "FR", "LU", "CH"):
        lines = [line for line in helplines.registry() if line.country == country]
        assert any(line.is_emergency and line.is_round_the_clock for line in lines)


def test_a_line_without_a_source_or_a_number_stays_out():
    """Nobody is sent to a number that nobody checked."""
    ids = {line.id for line in helplines.registry()}

    assert "ch-143" not in ids and "ch-142" not in ids and "be-cpvs" not in ids
    assert all(line.number.replace(" ", "").isdecimal() for line in helplines.registry())


def test_every_line_has_its_own_id():
    """And is found by it."""
    ids = [line.id for line in helplines.registry()]

    assert len(ids) == len(set(ids))
    assert helplines.get("ch-147").number == "147"


def test_a_line_that_is_not_there_is_a_mistake():
    """An author who names one learns it at once."""
    with pytest.raises(StopIteration):
        helplines.get("be-nothing")
