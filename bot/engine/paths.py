"""How many questions stand between the first message and each ending, over all paths that a person can take.

A state is a line and the conditions that hold there, each counted once: the work grows with these, not with the number of paths.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import accumulate
from typing import NamedTuple, TypeAlias

from bot.engine.graph import Graph, Node, graph
from bot.engine.script import Ask, Choose, End, Is, Library, Outcome, When, every_line


class Ending(NamedTuple):
    """An ending by its whole id, and what it does."""

    id: str
    outcome: Outcome


Lengths: TypeAlias = Counter[int]
Facts: TypeAlias = frozenset[Is]


class Spread(NamedTuple):
    """The fewest, the middle and the most questions over a number of paths."""

    fewest: int
    middle: int
    most: int
    paths: int


def paths(library: Library) -> Mapping[Ending, Lengths]:
    """Count, for each ending that can be reached from the first message, the paths of each length in questions."""
    conditions = frozenset(
        line.condition
        for flow in library.flows.values()
        for line in every_line(flow.lines)
        if isinstance(line, When)
    )
    drawn = graph(library)
    return _Count(drawn, conditions).onward(drawn.entries.get(library.root), frozenset())


def to(outcome: Outcome, counted: Mapping[Ending, Lengths]) -> Lengths:
    """Add up the paths to all endings with this outcome."""
    return sum((lengths for ending, lengths in counted.items() if ending.outcome is outcome), Counter[int]())


def spread(lengths: Lengths) -> Spread | None:
    """Sum up a distribution; None when it holds no path."""
    if not lengths:
        return None
    ordered, total = sorted(lengths), lengths.total()
    sums = accumulate(lengths[length] for length in ordered)
    middle = next(length for length, sum_ in zip(ordered, sums, strict=True) if sum_ * 2 >= total)
    return Spread(ordered[0], middle, ordered[-1], total)


@dataclass(slots=True)
class _Count:
    drawn: Graph
    conditions: frozenset[Is]
    known: dict[tuple[Node, Facts], dict[Ending, Lengths]] = field(default_factory=dict)

    def onward(self, node: Node | None, facts: Facts) -> dict[Ending, Lengths]:
        """Count from here on; a circle of switches counts as no path at all, since it never ends."""
        if node is None:
            return {}
        if (node, facts) not in self.known:
            self.known[node, facts] = {}
            self.known[node, facts] = self._count(node, facts)
        return self.known[node, facts]

    def _count(self, node: Node, facts: Facts) -> dict[Ending, Lengths]:
        line = node.line
        if isinstance(line, End):
            return {Ending(node.where, line.outcome): Counter({0: 1})}
        edges = self.drawn.after(node)
        if isinstance(line, When):
            edges = edges[:1] if line.condition in facts else edges[1:]
        step = 1 if isinstance(line, Choose | Ask) else 0
        total: dict[Ending, Lengths] = {}
        for edge in edges:
            learned = self._learned(node, edge.key, facts) if step else facts
            for ending, lengths in self.onward(edge.target, learned).items():
                longer = Counter({length + step: number for length, number in lengths.items()})
                total[ending] = total.get(ending, Counter()) + longer
        return total

    def _learned(self, node: Node, key: str | None, facts: Facts) -> Facts:
        about = frozenset(condition for condition in self.conditions if condition.question == node.where)
        return (facts - about) | {condition for condition in about if key in condition.values}
