"""What stands on the cards and under the last words of a case: rows of buttons, and the numbered list of what was answered."""

from collections.abc import Callable

from bot import notices
from bot.engine.exits import AFTERWARDS, Exit
from bot.engine.scene import Human, Scene
from bot.engine.script import Choose, Library, Words
from bot.engine.show import Button, Rows, Translate, closing_data, exit_button, revisions
from bot.engine.walk import Answered


def language_button(language: str) -> Button:
    """The way to another language, which shows the one that is spoken."""
    return Button(f"🌐 {language.upper()}", f"x:{Exit.LANGUAGE}")


def go_on_button(translate: Translate) -> Button:
    """The way back to where the person was."""
    return Button(translate(notices.GO_ON_LABEL), f"x:{Exit.START}")


def menu_rows(scene: Scene, translate: Translate, *, language: str, has_sessions: bool = False) -> Rows:
    """All ways out, two by two; there is nothing to pause while a human listens, and no group where none is offered."""

    def ways(*names: Exit) -> tuple[Button, ...]:
        return tuple(exit_button(way, translate) for way in names)

    has_pause = scene.human is Human.NOBODY
    return (
        ways(Exit.HUMAN, Exit.SOS),
        ways(Exit.PAUSE, Exit.STOP) if has_pause else ways(Exit.STOP),
        ways(Exit.HIDE, Exit.ERASE),
        *((ways(Exit.SEATS),) if has_sessions else ()),
        ways(Exit.KNOW),
        ways(Exit.SPOKEN),
        (language_button(language), go_on_button(translate)),
    )


def kept(scene: Scene, draw: Callable[[Answered], str]) -> tuple[list[str], Rows]:
    """List what was answered, numbered, with a button for each that takes it back; during a case there are no such buttons."""
    steps = [step for step in scene.position.answered if not step.only_tells]
    lines = [f"{number}. {draw(step)}" for number, step in enumerate(steps, 1)]
    return lines, revisions(scene, steps) if scene.human is Human.NOBODY else ()


def how_it_went(library: Library) -> Choose | None:
    """The question that stands under the last words of a case."""
    lines = library.flows[AFTERWARDS].lines if AFTERWARDS in library.flows else ()
    return lines[0] if lines and isinstance(lines[0], Choose) else None


def closing_rows(asked: Choose, say: Callable[[Words], str], *, case: int) -> Rows:
    """The answers to it, in one row; each names the case that it is about."""
    return (tuple(Button(say(option.label), closing_data(case, option.key)) for option in asked.options),)
