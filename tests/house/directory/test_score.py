"""The six parts of the score, each by itself."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from math import exp

import pytest

from passerelle.directory import index, score
from passerelle.directory.vocabulary import LISTENING
from passerelle.helplines.hours import Opening
from tests.house.directory.asking import IN_LIEGE, at, offers

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
RURAL = replace(IN_LIEGE, population=900)


def candidate(**service):
    """What a search knows of a service."""
    structure = offers("a", **service)
    row = index.row_of(structure, structure.services[0])
    known = {name: row[name] for name in score.Candidate._fields if name in row}
    return score.Candidate(
        structure_id=1, kind="amo", verified_on=None, source_updated_on=None, cluster=None, **known
    )


def test_the_weights_are_those_of_the_rules_and_add_up():
    """A change of one is a change of who is sent where."""
    weights = (score.TOPIC, score.PROXIMITY, score.AGE, score.OPEN, score.EASE, score.FRESHNESS)

    assert weights == (0.35, 0.25, 0.10, 0.10, 0.10, 0.10) and sum(weights) == pytest.approx(1)


@pytest.mark.parametrize(
    ("topics", "asked", "fit"),
    [
        (("cyberbullying",), "cyberbullying", 1.0),
        (("cyberbullying",), "bullying", 1.0),
        (("bullying",), "cyberbullying", 0.6),
        ((LISTENING,), "cyberbullying", 0.3),
        (("racism",), "cyberbullying", 0.0),
        (("runaway",), "separation", 0.0),
        (("runaway", LISTENING), None, 1.0),
        (("runaway",), None, 0.3),
    ],
)
def test_a_topic_counts_whole_a_broader_one_less_and_who_listens_to_anything_least(topics, asked, fit):
    """Another part of the same topic is another topic; who names none is listened to."""
    assert score.topic_fit(topics, asked) == fit


@pytest.mark.parametrize(("place", "scale"), [(IN_LIEGE, 8), (RURAL, 20)])
def test_nearness_falls_off_faster_in_a_town(place, scale):
    """By e to the power of minus the distance over the scale."""
    near, km = score.proximity(candidate(delivery=(), reach=at(5)), place)

    assert km == pytest.approx(5, rel=0.01) and near == pytest.approx(exp(-5 / scale), rel=0.01)


def test_what_can_be_used_from_afar_is_as_near_for_everybody():
    """Its office does not matter; one that is nearer than that counts by its distance."""
    line, both = candidate(delivery=("phone",), reach=at(90)), candidate(reach=at(0.1))

    assert score.proximity(line, IN_LIEGE) == (0.6, None) == score.proximity(line, None)
    assert score.proximity(both, IN_LIEGE)[0] > 0.98


def test_the_narrower_the_ages_the_better():
    """A band that is let in by half counts half; unknown ages are no help."""
    narrow, wide = score.age_fit(12, 17, (16, 16)), score.age_fit(0, 99, (16, 16))

    assert narrow > 0.9 and wide == 0.0
    assert score.age_fit(15, 20, (12, 17)) == pytest.approx(score.age_fit(15, 20, (15, 17)) / 2)
    assert score.age_fit(None, None, (16, 16)) == score.age_fit(12, 17, None) == 0.0


def test_open_now_or_within_a_day_counts():
    """Later does not, and unknown hours do not."""
    tonight, in_two_days = NOW + timedelta(hours=9), NOW + timedelta(hours=47)

    assert score.open_fit(Opening(is_open=True), NOW) == score.open_fit(Opening(False, tonight), NOW) == 1.0
    assert score.open_fit(Opening(False, in_two_days), NOW) == score.open_fit(Opening(), NOW) == 0.0


def test_a_place_on_no_map_has_no_distances():
    """Its own commune is still the nearest."""
    lost = replace(IN_LIEGE, lat=0.0, lon=0.0)

    assert score.proximity(candidate(delivery=()), lost) == (score.SAME_COMMUNE, None)
    assert score.proximity(candidate(delivery=()), replace(lost, code="61003")) == (score.SOMEWHERE, None)
