"""What a person can do, as values."""

from bot.engine.exits import Exit
from bot.engine.heard import Commanded, Corrected, Medium, Pressed, Sent, Tapped, Wrote


def test_things_heard_are_values():
    """The same thing heard twice is equal, so a turn can be replayed."""
    assert Wrote("oui") == Wrote("oui")
    assert Tapped("0123456789", None) != Tapped("0123456789", "yes")


def test_what_is_not_said_is_empty():
    """No crisis, no caption, no payload, no token, unless something was found."""
    assert (Wrote("oui").crisis, Corrected("oui").crisis, Sent(Medium.PHOTO).caption) == (None, None, "")
    assert (Commanded("start").payload, Pressed(Exit.SOS).token) == ("", None)
