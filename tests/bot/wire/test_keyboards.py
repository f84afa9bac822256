"""Our buttons as Telegram's: every one that any question can show fits."""

from collections.abc import Iterator

from bot.engine.advance import Scene
from bot.engine.answers import enter
from bot.engine.script import Choose, Flow, every_line
from bot.engine.show import Button, show
from bot.flows import EXITS, LIBRARY
from bot.wire.keyboards import keyboard

DATA_AT_MOST = 64  # bytes: Telegram's own limit


def shown() -> Iterator[Button]:
    """The ways out of every exit, and the options of every question, at their longest."""
    for flow in EXITS:
        scene = Scene(LIBRARY, enter({}, flow.name), "salt")
        for row in show(scene, str, language="fr").rows:
            yield from row


def keys(flow: Flow) -> Iterator[str]:
    """The keys of every option."""
    for line in every_line(flow.lines):
        if isinstance(line, Choose):
            yield from (option.key for option in line.options)


def test_rows_stay_rows() -> None:
    """Label and data as they were drawn."""
    drawn = keyboard(((Button("Oui", "a:1"), Button("Non", "a:2")), (Button("🆘", "x:sos"),)))

    assert drawn is not None
    assert [[(b.text, b.callback_data) for b in row] for row in drawn.inline_keyboard] == [
        [("Oui", "a:1"), ("Non", "a:2")],
        [("🆘", "x:sos")],
    ]


def test_an_address_on_the_web_is_opened() -> None:
    """It comes back to nobody."""
    drawn = keyboard(((Button("Carte", "https://www.openstreetmap.org/"),),))

    assert drawn is not None
    assert drawn.inline_keyboard[0][0].url == "https://www.openstreetmap.org/"


def test_no_rows_are_no_keyboard() -> None:
    """An empty one would be refused."""
    assert keyboard(()) is None


def test_what_a_button_says_fits() -> None:
    """With the longest key that any conversation has."""
    longest = max((key for flow in LIBRARY.flows.values() for key in keys(flow)), key=len)
    datas = [button.data for button in shown()] + [f"a:0123456789:{longest}"]

    assert all(0 < len(data.encode()) <= DATA_AT_MOST for data in datas)
