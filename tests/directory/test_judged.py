"""The search judged as a mediator would: requests by hand over the example directory, with what is good and what must never come.

`judged.jsonl` says what people need, not what the search gives. `best` is what the person needs, `good` may stand beside it; `never`
breaks a rule (age, language, country, closed, not verified for long, for professionals only). A line that listens to somebody of this
age, language and place is always good for a young person; one who listens on the spot is for a worry, not for sport, work or papers.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log2
from pathlib import Path
from statistics import fmean

import pytest

from launch import example
from passerelle import helplines, places, team
from passerelle.directory.request import Asker, Request
from passerelle.directory.search import Found, search
from passerelle.installation import House, open_house
from passerelle.places import Place
from tests.fakes import MovableClock
from tests.house.conftest import settings_in
from tests.people import INES, MONDAY_MORNING

FILE = Path(__file__).parent / "judged.jsonl"
SHOWN = 3
FLOORS = {"all_acceptable": 0.85, "precision": 0.93, "ndcg": 0.91, "remote": 1.0}


@dataclass(frozen=True, slots=True)
class Judged:
    """A request in somebody's words, and what a mediator would say of the answers."""

    who: str
    request: Request
    best: frozenset[str]
    good: frozenset[str]
    never: frozenset[str]

    def gain(self, slug: str) -> int:
        """2 for what the person needs, 1 for what may stand beside it."""
        return 2 if slug in self.best else int(slug in self.good)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the search gave to a request: the structures by slug, the best first."""

    judged: Judged
    slugs: tuple[str, ...]
    has_remote: bool

    @property
    def shown(self) -> tuple[str, ...]:
        """What the person sees first."""
        return self.slugs[:SHOWN]


def read() -> list[Judged]:
    """The requests; a place that several communes bear is the one that is proposed first."""
    return [_judged(json.loads(line)) for line in FILE.read_text("utf-8").splitlines()]


def _judged(raw: dict) -> Judged:
    request = Request(
        topic=raw["topic"],
        place=_place(raw["place"]),
        ages=tuple(raw["ages"]) if raw["ages"] else None,
        language=raw["language"],
        asker=Asker(raw["asker"]),
    )
    return Judged(raw["who"], request, *(frozenset(raw[name]) for name in ("best", "good", "never")))


def _place(typed: str) -> Place | None:
    found = places.find(typed)
    return found[0] if found else None


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Answer]]:
    """What the search gives to each request, on Monday morning, over the example directory."""
    folder = tmp_path_factory.mktemp("judged")
    house = open_house(settings_in(folder), clock=MovableClock())
    fill(house)
    yield [answer(house, judged) for judged in read()]
    house.close()


def fill(house: House) -> None:
    """Put the example down, with Inès to have verified it."""
    with house.database.writing() as session:
        team.add(
            session,
            email=INES.email,
            name=INES.name,
            role=INES.role,
            password=INES.password,
            vault=house.keys.vault,
            now=MONDAY_MORNING,
        )
        example.fill(session, MONDAY_MORNING, team.find(session, INES.email))


def answer(house: House, judged: Judged) -> Answer:
    """Search for one request."""
    with house.database.reading() as session:
        found: Found = search(session, judged.request, now=MONDAY_MORNING)
    slugs = tuple(proposal.structure.id for proposal in found.proposals)
    has_remote = any(p.is_remote for p in found.proposals[:SHOWN]) or bool(found.lines)
    return Answer(judged, slugs, has_remote)


def precision(answer: Answer) -> float:
    """The share of what is shown first that is acceptable; nothing is right where nothing is."""
    if not answer.shown:
        return float(not answer.judged.best)
    return fmean(answer.judged.gain(slug) > 0 for slug in answer.shown)


def ndcg(answer: Answer) -> float:
    """How near the order of what is shown comes to the best possible one (Järvelin and Kekäläinen, 2002)."""
    judged = answer.judged
    ideal = _dcg([2] * len(judged.best) + [1] * len(judged.good))
    return _dcg([judged.gain(slug) for slug in answer.shown]) / ideal if ideal else precision(answer)


def _dcg(gains: Sequence[int]) -> float:
    return sum(gain / log2(rank + 2) for rank, gain in enumerate(gains[:SHOWN]))


def score(answers: Sequence[Answer]) -> dict[str, float]:
    """The figures that the search is judged by, each between 0 and 1."""
    return {
        "all_acceptable": fmean(precision(answer) == 1.0 for answer in answers),
        "precision": fmean(map(precision, answers)),
        "ndcg": fmean(map(ndcg, answers)),
        "remote": fmean(answer.has_remote for answer in answers),
    }


def print_score(answers: Sequence[Answer]) -> None:
    """Print the figures, for everybody and by who asks, then each answer that is not wholly right."""
    print()
    for asker in (None, *Asker):
        some = [a for a in answers if asker in (None, a.judged.request.asker)]
        figures = ", ".join(f"{name} {value:.3f}" for name, value in score(some).items())
        print(f"{asker or 'all':12} {len(some):3} requests: {figures}")
    for a in answers:
        if precision(a) < 1.0:
            print(
                f"  {a.judged.who}: {', '.join(a.shown) or '-'} | wanted {', '.join(sorted(a.judged.best))}"
            )


def test_there_are_enough_requests_and_each_is_about_the_example(answers):
    """Slugs that the example does not have would judge nothing."""
    known = {structure.id for structure in example.structures(MONDAY_MORNING.date())}

    assert len(answers) >= 60
    for judged in read():
        assert judged.best | judged.good | judged.never <= known, judged.who
        assert not (judged.best | judged.good) & judged.never, judged.who


def test_what_must_never_come_never_comes(answers):
    """Not third, not twelfth: a rule is a rule."""
    broken = {a.judged.who: a.judged.never.intersection(a.slugs) for a in answers}

    assert {who: slugs for who, slugs in broken.items() if slugs} == {}


def test_the_first_three_are_what_a_mediator_would_give(answers):
    """The score is printed (pytest -s), with each answer that is not wholly right."""
    reached = score(answers)
    print_score(answers)

    assert {name: value for name, value in reached.items() if value < FLOORS[name]} == {}


def test_somebody_can_always_be_reached_from_afar(answers):
    """A proposal or a help line, wherever the person is."""
    assert [a.judged.who for a in answers if not a.has_remote and a.judged.request.place] == []


def test_nobody_is_sent_to_another_country(answers):
    """A Belgian service has no mandate for somebody of Luxembourg, however near it stands."""
    countries = {s.id: s.reach.address.country for s in example.structures(MONDAY_MORNING.date())}
    abroad = [
        (a.judged.who, slug)
        for a in answers
        for slug in a.slugs
        if a.judged.request.place and countries[slug] not in {"", a.judged.request.place.country}
    ]

    assert abroad == []


@pytest.fixture(autouse=True)
def registry_only():
    """No verification of another test is laid over the help lines."""
    helplines.use(None)
