"""What there is to say about a row while it is read: messages gather here, under the name of the column they are about."""

from collections.abc import Mapping

from passerelle.exchange.brought import Level, Message


class Told:
    """The messages about one row; `titles` say what the file calls each field."""

    def __init__(self, row: int, titles: Mapping[str, str]) -> None:
        """Begin with nothing said."""
        self.row = row
        self._titles = titles
        self.messages: list[Message] = []

    def error(self, key: str, text: str) -> None:
        """Say why the row is left out."""
        self._say(Level.ERROR, key, text)

    def warn(self, key: str, text: str) -> None:
        """Say what was left out or mended."""
        self._say(Level.WARNING, key, text)

    def note(self, key: str, text: str) -> None:
        """Say what is good to know."""
        self._say(Level.NOTE, key, text)

    def _say(self, level: Level, key: str, text: str) -> None:
        self.messages.append(Message(level, self.row, self._titles.get(key, ""), text))
