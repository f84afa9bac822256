"""A library as a graph: every line once, and where it leads.

The verifier and the count of paths read this instead of trying answers, so their work grows with the lines, never with the
number of paths. A block leads back to the line after its question; a `Switch` leads to the first line of another conversation.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from bot.engine.script import Ask, Choose, End, Library, Line, Switch, When


class Edge(NamedTuple):
    """A way on from a line: the option tapped where there is one, and the next line; None runs out of lines."""

    key: str | None
    target: "Node | None"


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """One line at its place. The edges of a condition are, in order, where it holds and where it does not."""

    flow: str
    line: Line
    edges: tuple[Edge, ...]

    @property
    def where(self) -> str:
        """The whole id of a question or an ending, the conversation's name for other lines."""
        return f"{self.flow}.{self.line.id}" if isinstance(self.line, Choose | Ask | End) else self.flow


@dataclass(frozen=True, slots=True)
class Graph:
    """The first line of every conversation; from there, `after` leads on."""

    entries: Mapping[str, Node | None]

    def after(self, node: Node) -> tuple[Edge, ...]:
        """The ways on from a line; a switch to a conversation that is missing has none."""
        if not isinstance(node.line, Switch):
            return node.edges
        entry = self.entries.get(node.line.flow)
        return (Edge(None, entry),) if entry else ()

    def reach(
        self, *starts: str | Node, closed: Callable[[Node, Edge], bool] = lambda _node, _edge: False
    ) -> Iterator[Node]:
        """Yield once every line that these conversations or lines lead to (themselves first) without a closed way."""
        firsts = (self.entries.get(start) if isinstance(start, str) else start for start in starts)
        waiting = [node for node in firsts if node]
        seen = set(waiting)
        while waiting:
            node = waiting.pop()
            yield node
            for edge in self.after(node):
                if edge.target and edge.target not in seen and not closed(node, edge):
                    seen.add(edge.target)
                    waiting.append(edge.target)


def graph(library: Library) -> Graph:
    """Draw the graph of a library, sound or not."""
    return Graph({name: _drawn(name, flow.lines, None) for name, flow in library.flows.items()})


def _drawn(flow: str, lines: tuple[Line, ...], after: Node | None) -> Node | None:
    node = after
    for line in reversed(lines):
        node = Node(flow, line, _edges(flow, line, node))
    return node


def _edges(flow: str, line: Line, after: Node | None) -> tuple[Edge, ...]:
    match line:
        case Choose():
            taps = tuple(Edge(option.key, _drawn(flow, option.then, after)) for option in line.options)
            return (*taps, Edge(None, after)) if line.optional else taps
        case When():
            return (Edge(None, _drawn(flow, line.then, after)), Edge(None, after))
        case End() | Switch():
            return ()
        case _:
            return (Edge(None, after),)
