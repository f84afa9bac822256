"""A moment of a conversation as a message: its text, its buttons, and what each button says when it is pressed.

The one place where a question takes a shape: Telegram, the terminal, the transcripts and the storyboard all show this. Nothing that
a person typed ever comes back through here.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from math import ceil
from typing import TypeAlias

from bot.engine.answers import detours, leave_all, meant
from bot.engine.exits import AFTERWARDS, Exit
from bot.engine.heard import Heard, Picked, Pressed, Referred, Revised, Tapped
from bot.engine.scene import Scene
from bot.engine.script import Choose, Question, Words, in_register, mark as _
from bot.engine.walk import Answered, Open, Position, walk

Translate: TypeAlias = Callable[[str], str]

SHORT = 14  # characters: two such labels share a row on a narrow phone
ROWS_AT_MOST = 8  # rows of options that a phone shows without scrolling away from the question
REVISIONS_AT_MOST = 8
REVISIONS_IN_A_ROW = 4

SKIP = _("Passer")
TYPED = "✓"
EXIT_LABELS: Mapping[Exit, str] = {
    Exit.BACK: _("⟵ Retour"),
    Exit.SOS: _("🆘 SOS"),
    Exit.HUMAN: _("🙋 Quelqu’un"),
    Exit.HIDE: _("Masquer"),
    Exit.ERASE: _("Oublier"),
    Exit.PAUSE: _("⏸ Pause"),
    Exit.STOP: _("Arrêter"),
    Exit.KNOW: _("Ce qui est gardé"),
    Exit.SEATS: _("👥 Mes groupes"),
    Exit.SPOKEN: _("🗣 Langue des numéros et de l’équipe"),
    Exit.MENU: "⋯",
}


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message; `data` comes back when it is pressed, and `parse` reads it; an address on the web is opened."""

    label: str
    data: str


Rows: TypeAlias = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A message: plain text and rows of buttons."""

    text: str
    rows: Rows


def show(
    scene: Scene,
    translate: Translate,
    *,
    language: str,
    fill: Translate = str,
    nudge: Words | None = None,
    formal: bool | None = None,
) -> Shown:
    """Draw where the person is, with the ways out under it; `fill` puts the house's values into {placeholders}.

    `formal` is how to speak where the answers no longer tell: during a case, whose answers are gone from here.
    """
    position = scene.position
    rows = exit_rows(scene, translate, language=language)
    if isinstance(position.stop, Open):
        token = scene.token
        said = _voice(position, translate, fill, formal=formal)
        rows = (*_places(scene, token), *_answer_rows(position.stop.question, token, said), *rows)
    return Shown(text(position, translate, fill=fill, nudge=nudge, formal=formal), rows)


def text(
    position: Position,
    translate: Translate,
    *,
    fill: Translate = str,
    nudge: Words | None = None,
    formal: bool | None = None,
) -> str:
    """Join what is said since the last answer and the question or the ending; a RESUME ending may leave it empty."""
    said = _voice(position, translate, fill, formal=formal)
    last = position.stop.question.words if isinstance(position.stop, Open) else position.stop.end.words
    parts = (said(words) for words in (nudge or "", *position.said, last) if words)
    return "\n\n".join(part for part in parts if part)


def frozen(
    question: Question,
    value: str | None,
    translate: Translate,
    *,
    formal: bool,
    fill: Translate = str,
    told: Sequence[Words] = (),
) -> str:
    """Write a question with its answer under it, below what was `told` in the same message.

    Typed words show as a tick only, so the chat never repeats them.
    """
    said = _Voice(translate, fill, formal)
    asked = f"{said(question.words)}\n→ {_answer(question, value, said)}"
    return "\n\n".join((*map(said, told), asked))


def exit_rows(scene: Scene, translate: Translate, *, language: str) -> Rows:
    """The ways out that stand under every question; the way back is missing where nothing can be gone back to."""
    position = scene.position
    first = not position.answered and not detours(scene.answers)
    back = () if first else (exit_button(Exit.BACK, translate, token=scene.token),)
    return (
        (*back, exit_button(Exit.SOS, translate), exit_button(Exit.HUMAN, translate)),
        (
            exit_button(Exit.HIDE, translate),
            exit_button(Exit.ERASE, translate),
            Button(f"🌐 {language.upper()}", f"x:{Exit.LANGUAGE}"),
            exit_button(Exit.MENU, translate),
        ),
    )


def exit_button(way: Exit, translate: Translate, *, token: str | None = None) -> Button:
    """The button of one way out, for those that have a label of their own."""
    return Button(translate(EXIT_LABELS[way]), f"x:{way}:{token}" if token else f"x:{way}")


def answer_data(token: str, key: str | None) -> str:
    """What the button of an option says, or of skipping where there is no key."""
    return f"a:{token}:{key}" if key is not None else f"a:{token}"


def revisions(scene: Scene, steps: Iterable[Answered]) -> Rows:
    """A button for each of these answers on the path, that takes it back to be asked again: the last ones, numbered from one."""
    on_path = walk(scene.library, leave_all(scene.answers)).answered
    numbers = [(shown, on_path.index(step) + 1) for shown, step in enumerate(steps, 1) if step in on_path]
    last = numbers[-REVISIONS_AT_MOST:]
    buttons = iter([Button(f"✎ {shown}", f"c:{scene.token}:{number}") for shown, number in last])
    return tuple(iter(lambda: tuple(islice(buttons, REVISIONS_IN_A_ROW)), ()))


def closing_data(case: int, key: str) -> str:
    """What a button under the last words of a case says."""
    return f"d:{AFTERWARDS}:{case}:{key}"


def reference_data(what: str, number: int) -> str:
    """What a button beside the script says, about an address, a time or a session."""
    return f"r:{what}:{number}"


def parse(data: str) -> Heard | None:
    """Read what a button said; None for anything that `show` cannot have written."""
    if found := re.fullmatch(r"a:([0-9a-f]{10})(?::([a-z0-9_-]+))?", data):
        return Tapped(found[1], found[2])
    if found := re.fullmatch(r"x:([a-z]+)(?::([0-9a-f]{10}))?", data):
        way = next((way for way in Exit if way == found[1]), None)
        return Pressed(way, found[2]) if way else None
    if found := re.fullmatch(r"c:([0-9a-f]{10}):([0-9]{1,3})", data):
        return Revised(found[1], int(found[2]))
    if found := re.fullmatch(rf"d:{AFTERWARDS}:([0-9]{{1,18}}):([a-z0-9_-]+)", data):
        return Picked(int(found[1]), found[2])
    if found := re.fullmatch(r"r:([a-z_]{2,16}):([0-9]{1,18})", data):
        return Referred(found[1], int(found[2]))
    return None


@dataclass(frozen=True, slots=True)
class _Voice:
    """Words in this reader's register and language, with the house's values."""

    translate: Translate
    fill: Translate
    formal: bool

    def __call__(self, words: Words) -> str:
        source = in_register(words, formal=self.formal)
        return self.fill(self.translate(source)) if source else ""


def _voice(position: Position, translate: Translate, fill: Translate, *, formal: bool | None) -> _Voice:
    return _Voice(translate, fill, position.formal if formal is None else formal)


def _answer(question: Question, value: str | None, said: _Voice) -> str:
    if value is None:
        return said(SKIP)
    return said(question.option(value).label) if isinstance(question, Choose) else TYPED


def _answer_rows(question: Question, token: str, said: _Voice) -> Rows:
    options = question.options if isinstance(question, Choose) else ()
    buttons = [Button(said(option.label), answer_data(token, option.key)) for option in options]
    skip = ((Button(said(SKIP), answer_data(token, None)),),) if question.optional else ()
    return (*_in_rows(buttons), *skip)


def _places(scene: Scene, token: str) -> Rows:
    """The places to choose from, one a row: their names are long."""
    return tuple(
        (Button(label, answer_data(token, key)),) for key, (_, label) in meant(scene.answers).items()
    )


def _in_rows(buttons: list[Button]) -> Rows:
    """One button a row, two where both are short, and as many as it takes to stay within the rows of a phone."""
    rows: list[tuple[Button, ...]] = []
    for button in buttons:
        alone = rows and len(rows[-1]) == 1 and len(rows[-1][0].label) <= SHORT
        if alone and len(button.label) <= SHORT:
            rows[-1] = (*rows[-1], button)
        else:
            rows.append((button,))
    if len(rows) <= ROWS_AT_MOST:
        return tuple(rows)
    left = iter(buttons)
    size = ceil(len(buttons) / ROWS_AT_MOST)
    return tuple(iter(lambda: tuple(islice(left, size)), ()))
