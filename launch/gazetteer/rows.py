"""One row of the gazetteer, and the keys by which people find it."""

from collections.abc import Iterable
from dataclasses import dataclass

from passerelle.places.typed import fold, key

LARGE = 5_000  # inhabitants, from which a part of a name is enough: Évry, Boulogne, Vitry
_ARTICLES = frozenset({"le", "la", "les", "l", "de", "den", "het"})
_NO_NAME_WORDS = "saint sainte mont pont port bois val bad grand grande petit petite haut haute bas basse vieux notre sur nouvelle"
_NO_NAME = _ARTICLES | set(_NO_NAME_WORDS.split())


@dataclass(frozen=True, slots=True)
class Row:
    """A commune or a locality, with its names, and those that strangers or friends use for it."""

    country: str
    code: str
    name: str
    commune: str
    area: str
    lat: float
    lon: float
    population: int
    epci: str = ""
    postcodes: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    abroad: tuple[str, ...] = ()

    def columns(self) -> tuple[str, ...]:
        """The columns of the file, in its order."""
        keys = _once(key(name) for name in (self.name, *self.others))
        shorts = _once([*_shorts(self.name, self.population), *map(key, self.abroad)])
        return (
            self.country,
            self.code,
            self.name,
            "" if self.commune == self.name else self.commune,
            self.area,
            f"{self.lat:.4f}",
            f"{self.lon:.4f}",
            str(self.population),
            self.epci,
            " ".join(self.postcodes),
            " ".join(keys),
            " ".join(short for short in shorts if short not in keys),
        )


def _once(keys: Iterable[str]) -> list[str]:
    return [found for found in dict.fromkeys(keys) if found]


def _shorts(name: str, population: int) -> list[str]:
    """A name without its article; either part of a large town's, or its first two when one says nothing."""
    words = fold(name)
    found = ["".join(words[1:])] if words and words[0] in _ARTICLES and len("".join(words[1:])) > 3 else []
    if population < LARGE or len(words) < 2 or words[-1].isdecimal():
        return found
    if words[0] not in _NO_NAME and len(words[0]) > 2:
        last = [words[1]] if len(words) == 2 and len(words[1]) > 4 else []
        return [*found, words[0], *last]
    return [*found, "".join(words[:2])] if words[0].startswith("saint") and len(words) > 2 else found
