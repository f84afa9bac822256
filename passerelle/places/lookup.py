"""From what a person typed to the places they may mean, the best first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import fmean

from passerelle.places import areas
from passerelle.places.gazetteer import Gazetteer, Place, gazetteer
from passerelle.places.typed import Typed, key, read

LONGEST_NAME = 7  # words
SHORTEST_WITHIN = 4  # letters of a name among other words, unless "à" stands before it
MOST_CANDIDATES = 50
MOST_MISSPELT = 5
_ARTICLES = frozenset({"la", "le", "les", "l", "de"})
_BEFORE = frozenset({"a", "au", "aux", "in", "te"})
_COMMON_WORDS = """a ai alors an ans appartement au aupres aussi autre aux avec bien bonjour cest campagne cela centre chez college coin
comme cote d dans de des dire du ecole elle en endroit est et famille foyer frere grand gare habitant habite habitent
habitons habitez il ici internat je j jhabite jsp l la le les libre loin ma mais maison me mere mes mieux mon moi moment
ne nest non nous nulle on ou oui par parents part pas pense pere peu plus pres prefere quartier que quelque qui
reside region rien rue sais sans secret soeur sous suis sur ta tante toi ton trouve tu un une veux vers viens ville
village vis vit vivons voila y zone ik woon bij van het in te live i am from near ich wohne bei petit petite grande jamais
toujours lycee hopital hotel maroc algerie tunisie turquie italie espagne portugal allemagne pays belgique france suisse
europe wallonie flandre etranger partout"""
_COMMON = frozenset(_COMMON_WORDS.split())
_OF_MANY = _COMMON | {"saint", "sainte", "mont", "val", "pont", "bois"}  # among other words, no name


@dataclass(frozen=True, slots=True)
class _Named:
    """The rows that words name, and how they stand among what was typed."""

    key: str
    rows: list[int]
    is_whole: bool
    is_after_at: bool
    is_inside: bool = False


def find(text: str, *, country: str | None = None, limit: int = MOST_CANDIDATES) -> list[Place]:
    """The communes that a postcode or a name may mean, the best first, those of `country` before; none when unknown."""
    book, typed = gazetteer(), read(text)
    exact = _named(book, typed)
    places = _each_once([book.place(row) for row in _rows(book, typed, exact)])
    if not places and not typed.postcode:
        return []
    if typed.postcode:
        places = _with_postcode(book, typed, places)
    places = _hinted(typed, places)
    wanted = typed.country or country
    places.sort(key=lambda place: wanted is not None and place.country != wanted)
    return places[:limit]


def _rows(book: Gazetteer, typed: Typed, exact: _Named | None) -> list[int]:
    """The rows of a name that was typed whole; else of a misspelt one; else of one among other words."""
    if exact and exact.is_whole:
        return exact.rows
    if areas.named(" ".join(typed.words)):
        return []
    if exact and exact.is_after_at:
        return exact.rows
    return _misspelt(book, typed)[:MOST_MISSPELT] or (exact.rows if exact else [])


def certain(text: str) -> list[Place]:
    """The places of a name that was typed whole and rightly, without other words than a département's number."""
    typed = read(text)
    named = _named(gazetteer(), typed)
    if named is None or not named.is_whole:
        return []
    return _hinted(typed, [gazetteer().place(row) for row in named.rows])


def _named(book: Gazetteer, typed: Typed) -> _Named | None:
    """The name among the words: a whole one, one inside another that was typed too, one after "à", the longest."""
    content = frozenset(word for word in typed.words if word not in _COMMON and not word.isdecimal())
    windows = (_at(book, typed.words, start, words, content) for start, words in _windows(typed.words))
    found = [named for named in windows if named]
    keys = {named.key for named in found}
    if len(found) > 1:
        found = [replace(named, is_inside=_is_inside(book, named, keys)) for named in found]
    return max(found, key=lambda n: (n.is_whole, n.is_inside, n.is_after_at, len(n.key)), default=None)


def _at(
    book: Gazetteer, all_words: Sequence[str], start: int, words: tuple[str, ...], content: frozenset[str]
) -> _Named | None:
    """The name that some of the words are, when they may be one."""
    name, is_after_at = "".join(words), start > 0 and all_words[start - 1] in _BEFORE
    is_whole = words == tuple(all_words) or (bool(content) and content <= set(words))
    is_generic = set(words) <= (_COMMON if words == tuple(all_words) else _OF_MANY) or name.isdecimal()
    if is_generic or not (is_whole or is_after_at or len(name) >= SHORTEST_WITHIN):
        return None
    rows = book.named(name)
    return _Named(name, rows, is_whole, is_after_at) if rows else None


def _is_inside(book: Gazetteer, named: _Named, keys: set[str]) -> bool:
    best = book.place(named.rows[0])
    return bool({key(best.area), key(best.commune)} & (keys - {named.key}))


def _windows(words: Sequence[str]) -> Iterator[tuple[int, tuple[str, ...]]]:
    for start in range(len(words)):
        for end in range(start + 1, min(start + LONGEST_NAME, len(words)) + 1):
            yield start, tuple(words[start:end])


def _misspelt(book: Gazetteer, typed: Typed) -> list[int]:
    """The rows of a misspelt name, when nothing else was typed than it, with its article or without, and common words."""
    words = [word for word in typed.words if not word.isdecimal()]
    told = [at for at, word in enumerate(words) if word not in _COMMON]
    if not told or told[-1] - told[0] >= LONGEST_NAME:
        return []
    name, before = "".join(words[told[0] : told[-1] + 1]), "".join(words[told[0] - 1 : told[0]])
    return (book.nearly(before + name) if before in _ARTICLES else []) or book.nearly(name)


def _with_postcode(book: Gazetteer, typed: Typed, named: list[Place]) -> list[Place]:
    """The communes of the postcode, or those of them that are named; a name elsewhere comes after, a Swiss one before."""
    rows = () if typed.country in {"LU", "CH"} else book.postcodes.get(typed.postcode or "", ())
    coded = [book.place(row, typed.postcode) for row in rows]
    keys = {"".join(words) for _, words in _windows(typed.words)}
    codes = {place.code for place in named}
    meant = [place for place in coded if key(place.name) in keys]
    meant = meant or [place for place in coded if key(place.commune) in keys or place.code in codes]
    if meant:
        return _each_once(meant)
    far = [place for place in named if len(typed.postcode or "") == 4 and place.country in {"LU", "CH"}]
    return far + _each_once(coded) + [place for place in named if place not in far]


def _hinted(typed: Typed, places: list[Place]) -> list[Place]:
    """Only those in a département or province that was typed too, when there are any."""
    numbers = {word.zfill(2).upper() for word in typed.words if word[0].isdecimal()}
    if typed.postcode and len(typed.postcode) == 5:
        numbers |= {typed.postcode[:2], typed.postcode[:3]}
    keys = {"".join(words) for _, words in _windows(typed.words)}
    hinted = [
        place
        for place in places
        if (place.country == "FR" and numbers & {place.code[:2], place.code[:3]})
        or (key(place.area) in keys - {key(place.name)})
    ]
    return hinted or places


def _each_once(places: list[Place]) -> list[Place]:
    """Each commune once; several localities of it are the commune, in their middle."""
    communes: dict[tuple[str, ...], list[Place]] = {}
    for place in places:
        inside = (place.code,) if place.code else (place.name, place.area)
        communes.setdefault((place.country, *inside), []).append(place)
    return [_whole(localities) for localities in communes.values()]


def _whole(localities: list[Place]) -> Place:
    first = localities[0]
    if len(localities) == 1 or first.name == first.commune:
        return first
    lat, lon = (
        fmean(values) for values in zip(*((place.lat, place.lon) for place in localities), strict=True)
    )
    return replace(first, name=first.commune, lat=round(lat, 4), lon=round(lon, 4))
