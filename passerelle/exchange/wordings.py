"""The codes of the directory as people write them in a cell: by code or by French name, whatever the case and the accents."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cache, lru_cache

from passerelle.directory.vocabulary import KINDS, NAMES, TOPICS
from passerelle.exchange.lists import items
from passerelle.places.typed import key

LANGUAGES: Mapping[str, str] = {
    "fr": "français",
    "nl": "néerlandais",
    "de": "allemand",
    "en": "anglais",
    "es": "espagnol",
    "it": "italien",
    "pt": "portugais",
    "ar": "arabe",
    "tr": "turc",
    "uk": "ukrainien",
    "ru": "russe",
    "pl": "polonais",
    "ro": "roumain",
    "lb": "luxembourgeois",
    "fsl": "langue des signes française",
    "sfb": "langue des signes de Belgique francophone",
    "vgt": "langue des signes flamande",
}
COUNTRIES: Mapping[str, str] = {"BE": "Belgique", "FR": "France", "LU": "Luxembourg", "CH": "Suisse"}


@lru_cache(maxsize=8192)
def folded(word: str) -> str:
    """A word without case, accents, spaces and marks; the same few stand in most rows."""
    return key(word)


class Wording:
    """Some codes with their names; a name of several ("PAEJ, point accueil") is also known by each of its parts."""

    def __init__(self, names: Mapping[str, str]) -> None:
        """Index the names; where two would be read alike, the code wins, then the first."""
        self.names = names
        self._codes: dict[str, str] = {}
        self._remembered = lru_cache(maxsize=1024)(self._read)
        for spelt in (lambda code, _: [code], lambda _, name: [name], lambda _, name: name.split(",")):
            for code, name in names.items():
                for word in spelt(code, name):
                    self._codes.setdefault(folded(word), code)

    def codes(self, cell: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The codes of a list, each once, and the words that mean none."""
        return self._remembered(cell)

    def code(self, word: str) -> str | None:
        """The code that a word means; None when it means none."""
        return word if word in self.names else self._codes.get(folded(word))

    def name(self, code: str) -> str:
        """The name that is read back as this code, or the code itself."""
        name = self.names.get(code, code)
        return name if self._codes.get(folded(name)) == code else code

    def _read(self, cell: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        found: dict[str, None] = {}
        strange: list[str] = []
        for item in items(cell):
            words = [item] if self.code(item) or "," not in item else item.split(",")
            for word in words:
                code = self.code(word.strip())
                found |= {code: None} if code else {}
                strange += [] if code else [word.strip()]
        return tuple(found), tuple(strange)


@cache
def of(kind: type[StrEnum]) -> Wording:
    """The words of one of the closed lists."""
    return Wording(NAMES[kind])


@cache
def topics() -> Wording:
    """The words of the topics."""
    return Wording({code: topic.name for code, topic in TOPICS.items()})


@cache
def kinds() -> Wording:
    """The words of the kinds of structures."""
    return Wording({code: kind.name for code, kind in KINDS.items()})


@cache
def countries() -> Wording:
    """The words of the countries."""
    return Wording(COUNTRIES)


@cache
def languages() -> Wording:
    """The words of the languages that people name; a code that is not among them is taken as it stands."""
    return Wording(LANGUAGES)


def languages_in(words: Iterable[str]) -> tuple[tuple[str, ...], list[str]]:
    """The languages of some words, each once, and the words that are none."""
    found: dict[str, None] = {}
    strange: list[str] = []
    for word in words:
        code = languages().code(word) or (
            word if word.isascii() and word.islower() and 2 <= len(word) <= 3 else None
        )
        found |= {code: None} if code else {}
        strange += [] if code else [word]
    return tuple(found), strange
