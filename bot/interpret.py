"""What was heard, in the light of where the person is: a typed button is a press, a typed place is what it may mean."""

from collections.abc import Callable
from dataclasses import replace

from bot import where
from bot.engine.heard import Heard, Wrote
from bot.engine.kinds import Place
from bot.engine.scene import Scene
from bot.engine.script import Ask
from bot.engine.spoken import as_tap
from bot.engine.walk import Open


def interpreted(
    scene: Scene, heard: Heard, translate: Callable[[str], str], *, country: Callable[[], str]
) -> Heard:
    """Take a text for the button that it names, or look up the place that it answers with; words of a crisis are neither."""
    if not isinstance(heard, Wrote) or heard.crisis:
        return heard
    return as_tap(scene, heard.text, translate) or _located(scene, heard, country)


def _located(scene: Scene, heard: Wrote, country: Callable[[], str]) -> Heard:
    stop = scene.position.stop
    asked = stop.question if scene.in_script and isinstance(stop, Open) else None
    if not isinstance(asked, Ask) or not isinstance(asked.kind, Place):
        return heard
    answer = asked.kind.read(heard.text)
    if answer is None:
        return heard
    return replace(heard, places=where.meant(answer, exact=asked.kind.exact, country=country()))
