"""The most people of whom no two share a school or a commune: a pairing of schools with communes, along augmenting paths. Pure."""

from collections.abc import Sequence
from typing import TypeAlias

Edge: TypeAlias = tuple[int, str, str]  # a number, a school, a commune; who names none shares it with nobody


def matched(edges: Sequence[Edge]) -> set[int]:
    """The numbers of a largest set in which nobody shares anything; the earlier of two that are alike."""
    by_school: dict[str, dict[str, int]] = {}
    for number, school, commune in edges:
        of_school = by_school.setdefault(school or f"?{number}", {})
        of_school.setdefault(commune or f"?{number}", number)
    taken: dict[str, str] = {}
    given: dict[str, str] = {}
    for school in by_school:
        _augment(school, by_school, taken, given)
    return {by_school[school][commune] for school, commune in given.items()}


def _augment(
    start: str, by_school: dict[str, dict[str, int]], taken: dict[str, str], given: dict[str, str]
) -> None:
    """Find a commune for a school, moving others along where they can; `taken` and `given` are the pairs, from either side."""
    reached: dict[str, str] = {}
    schools = [start]
    for school in schools:
        for commune in by_school[school]:
            if commune in reached:
                continue
            reached[commune] = school
            if commune not in taken:
                _move_along(commune, reached, taken, given)
                return
            schools.append(taken[commune])


def _move_along(commune: str, reached: dict[str, str], taken: dict[str, str], given: dict[str, str]) -> None:
    """Walk back from a free commune to the school that looked for one; each school on the way takes the commune it reached."""
    following: str | None = commune
    while following is not None:
        school = reached[following]
        before = given.get(school)
        taken[following], given[school] = school, following
        following = before
