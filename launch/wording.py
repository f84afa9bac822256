"""Our catalogues, and the sentences that stand in no conversation: what the commands check and print.

The sentences are found by reading the modules that hold them, so that a new one cannot be forgotten.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from types import ModuleType

import bot
from bot import notices, safety
from bot.engine.script import Both, Words as Sentence
from passerelle.words import Words

LOCALES = Path(bot.__file__).parent / "locales"
SAID_BY = (notices, safety)


def words() -> Words:
    """Read the catalogues that ship with the bot."""
    return Words(LOCALES)


def besides() -> Mapping[str, Sentence]:
    """The sentences of the cards and notices, each under the name of its constant."""
    return {where: sentence for module in SAID_BY for where, sentence in said_by(module)}


def said_by(module: ModuleType) -> Iterator[tuple[str, Sentence]]:
    """Yield the sentences of a module, each under the name of its constant."""
    for name, value in vars(module).items():
        where = f"{module.__name__.rpartition('.')[2]}.{name}"
        if not name.isupper():
            continue
        if isinstance(value, str | Both):
            yield where, value
        elif isinstance(value, Mapping) and not name.startswith("_"):
            yield from (
                (f"{where}.{key}", said) for key, said in value.items() if isinstance(said, str | Both)
            )
