"""Free text → crisis and topic, by reviewed words: no model, no network, every answer explained.

The words are data, one folder per language; README.md is for the people who review them. Nothing here keeps or logs a text.
"""

from bot.understanding.reading import Reading, Understanding, load

__all__ = ["Reading", "Understanding", "load", "read"]


def read(understanding: Understanding, text: str, language: str | None = None) -> Reading:
    """Reads one message with words already loaded; the same as `understanding.read`."""
    return understanding.read(text, language)
