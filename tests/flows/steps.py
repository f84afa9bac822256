"""Every step that a person can come to, found by answering every question in every way; and what Telegram accepts of it.

A step is a question or an ending with what is said before it, and the answers that conditions look at: two ways to the same step count
once, so that the number of steps grows with the lines of the script.
"""

from collections.abc import Iterator
from dataclasses import replace

from bot.engine.advance import Scene
from bot.engine.answers import enter, with_answer
from bot.engine.check.journey import OPENED
from bot.engine.check.sizes import DATA_BYTES, LABEL_CHARACTERS, ROOM, TEXT_UNITS
from bot.engine.script import Choose, When, every_line
from bot.engine.show import Shown, parse, show
from bot.engine.walk import Open
from bot.flows import LIBRARY
from launch import wording

WORDS = wording.words()
LONGEST = {name: "x" * room for name, room in ROOM.items()} | {"pause_days": "365"}
BUTTONS, ROWS = 100, 12  # Telegram's limit of a keyboard, and ours: options, the skip, two rows of ways out
CONDITIONS = {
    line.condition.question
    for flow in LIBRARY.flows.values()
    for line in every_line(flow.lines)
    if isinstance(line, When)
}


def every_step() -> Iterator[Scene]:
    """Yield every step of the library once, from the first message and from every exit, to a young person and to an adult."""
    begun = [{"welcome.start": "go", "welcome.who": who} for who in ("12-17", "adult")]
    waiting = [Scene(LIBRARY, {}, "sam"), *_exits({}), *(exit_ for told in begun for exit_ in _exits(told))]
    seen = set()
    while waiting:
        scene = waiting.pop()
        at = scene.position
        met = (at.stop.id, at.said, at.formal, *(scene.answers.get(asked) for asked in sorted(CONDITIONS)))
        if met not in seen:
            seen.add(met)
            yield scene
            waiting += _onward(scene)


def within_limits(shown: Shown) -> bool:
    """Tell whether Telegram takes this message, and a phone shows it: text, labels, buttons and what they say."""
    buttons = [button for row in shown.rows for button in row]
    units = len(shown.text.encode("utf-16-le")) // 2
    return (
        0 < units <= TEXT_UNITS
        and "{" not in shown.text
        and len(shown.rows) <= ROWS
        and len(buttons) <= BUTTONS
        and all(0 < len(button.label) <= LABEL_CHARACTERS for button in buttons)
        and all(parse(button.data) and len(button.data.encode()) <= DATA_BYTES for button in buttons)
    )


def drawn(scene: Scene, language: str) -> Shown:
    """Draw a step with the longest values that a house can have; French stands where a translation is missing."""
    look_up = WORDS.catalogue(language)
    return show(
        scene,
        lambda source: look_up(source) or source,
        language=language,
        fill=lambda words: words.format_map(LONGEST),
    )


def _exits(answers: dict[str, str | None]) -> Iterator[Scene]:
    return (Scene(LIBRARY, enter(answers, name), "sam") for name in OPENED)


def _onward(scene: Scene) -> list[Scene]:
    stop = scene.position.stop
    if not isinstance(stop, Open):
        return []
    keys = [option.key for option in stop.question.options] if isinstance(stop.question, Choose) else ["1000"]
    values = [*keys, *([None] if stop.question.optional else [])]
    return [replace(scene, answers=with_answer(scene.answers, stop.id, value)) for value in values]
