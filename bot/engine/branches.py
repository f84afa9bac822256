"""The branches of a conversation, drawn: a tree that a reviewer follows with a finger, as an SVG without script or style attributes.

Each question, option, condition, way on and ending has a box on its own row, under what leads to it; what is merely said is left out.
"""

from collections.abc import Iterable
from html import escape

from bot.engine.storyboard import Step

ROW, INDENT, BOX = 24, 22, 18  # pixels: from row to row, from depth to depth, the height of a box
LETTER = 6.3  # pixels: the middle width of a letter at 11 px, measured on a page of ours
LONGEST = 52  # characters in a box: the table below says the whole


def drawn(read: Iterable[Step]) -> str:
    """Draw the steps of a conversation."""
    steps = [step for step in read if step.sort != "say"]
    boxes = [_box(row, step) for row, step in enumerate(steps)]
    lines = [_line(row, steps) for row in range(len(steps))]
    width = max((_right(step) for step in steps), default=0) + INDENT
    size = f'viewBox="0 0 {width:.0f} {len(steps) * ROW + 4}" width="{width:.0f}"'
    return f'<svg class="map" role="img" aria-label="Le plan" {size}>{"".join(lines)}{"".join(boxes)}</svg>'


def _box(row: int, step: Step) -> str:
    x, y = _left(step), row * ROW + 2
    radius = BOX / 2 if step.sort == "option" else 3
    shape = f'<rect x="{x}" y="{y}" width="{_width(step):.0f}" height="{BOX}" rx="{radius}"/>'
    return f'<g class="{step.sort}">{shape}<text x="{x + 6}" y="{y + 13}">{escape(label(step))}</text></g>'


def _line(row: int, steps: list[Step]) -> str:
    """Join a box to the one that it hangs on: the last one above that stands less deep, or the one before it on the trunk."""
    step = steps[row]
    above = next((at for at in range(row - 1, -1, -1) if steps[at].depth < step.depth), None)
    beside = next((at for at in range(row - 1, -1, -1) if steps[at].depth <= step.depth), None)
    y = row * ROW + 2 + BOX / 2
    if above is not None and (beside is None or steps[beside].depth < step.depth or step.depth > 0):
        x = _left(steps[above]) + 8
        return f'<path d="M{x} {above * ROW + 2 + BOX}V{y}H{_left(step)}"/>'
    if beside is None:
        return ""
    x = _left(step) + 8
    return f'<path class="trunk" d="M{x} {beside * ROW + 2 + BOX}V{row * ROW + 2}"/>'


def label(step: Step) -> str:
    """What the box of a step says: an ending by what it does, anything else by its first words."""
    words = step.remarks[0] if step.sort == "end" else " ".join(step.said).removeprefix("[jeune] ")
    if step.sort == "when":
        words = f"si {words.rpartition('→')[2].strip()}"
    first = words.partition("[adulte]")[0].strip().replace("\n", " ")
    arrow = "→ " if step.sort == "switch" else ""
    return arrow + (first if len(first) <= LONGEST else f"{first[: LONGEST - 1]}…")


def _left(step: Step) -> int:
    return 4 + step.depth * INDENT


def _width(step: Step) -> float:
    return len(label(step)) * LETTER + 14


def _right(step: Step) -> float:
    return _left(step) + _width(step)
