"""A typed word that is one of the buttons: whoever writes "oui" instead of pressing it has answered.

Only an exact reading counts, of the whole label or of what stands before its comma; anything else stays words.
"""

from collections.abc import Callable, Iterator

from bot.engine.advance import Scene
from bot.engine.answers import step_token
from bot.engine.exits import fold
from bot.engine.heard import Tapped
from bot.engine.script import Choose, Option, in_register
from bot.engine.walk import Open


def as_tap(scene: Scene, text: str, translate: Callable[[str], str]) -> Tapped | None:
    """Read a text as the one button that it names; None when it names none, or several."""
    stop = scene.position.stop
    if not scene.in_script or not isinstance(stop, Open) or not isinstance(stop.question, Choose):
        return None
    word = fold(text)
    named = [
        option.key
        for option in stop.question.options
        if word and word in _names(option, translate, formal=scene.position.formal)
    ]
    token = step_token(scene.answers, stop.id, salt=scene.salt)
    return Tapped(token, named[0]) if len(named) == 1 else None


def _names(option: Option, translate: Callable[[str], str], *, formal: bool) -> Iterator[str]:
    source = in_register(option.label, formal=formal)
    for label in (source, translate(source)):
        yield fold(label)
        yield fold(label.partition(",")[0])
