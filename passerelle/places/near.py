"""How near a misspelt name is to one that exists."""

from collections.abc import Iterator

CONSONANTS = "bcdfgjklmnpqrstvwx"
_SOUND = str.maketrans({"z": "s", "k": "c", "q": "c", **dict.fromkeys("aeiouyh")})
SHORTEST, LONG, VERY_LONG = (
    5,
    7,
    10,
)  # letters from which one error, two, and two for a small town are allowed
LARGE = 10_000  # inhabitants


def once(key: str) -> str:
    """A key with each doubled letter written once: "bruxelles" is "bruxeles"."""
    return "".join(c for c, before in zip(key, " " + key, strict=False) if c != before)


def skeleton(key: str) -> str:
    """Its first letter and its consonants, by which misspelt names are found."""
    return key[0] + once(key[1:].translate(_SOUND))


def skeletons_near(bones: str) -> Iterator[str]:
    """All skeletons that differ by one consonant at most, or by two swapped ones; the first letter is kept."""
    yield bones
    for at in range(1, len(bones) + 1):
        head, tail = bones[:at], bones[at:]
        for consonant in CONSONANTS:
            yield head + consonant + tail
        if tail:
            yield head + tail[1:]
            yield head + tail[1:2] + tail[0] + tail[2:]
            yield from (head + consonant + tail[1:] for consonant in CONSONANTS)


def errors_allowed(key: str) -> int:
    """None in a very short name, one in a short one, two in a long one."""
    if len(key) < SHORTEST:
        return 0
    return 2 if len(key) >= LONG else 1


def is_enough(key: str, errors: int, inhabitants: int) -> bool:
    """Whether a name with so many errors may mean a town of this size: two are a lot for a small one."""
    return errors < 2 or len(key) >= VERY_LONG or inhabitants >= LARGE


def distance(one: str, other: str, most: int) -> int:
    """Letters added, left out, changed or swapped between two words; `most` + 1 when there are more."""
    if abs(len(one) - len(other)) > most or len(set(one) ^ set(other)) > 2 * most:
        return most + 1
    one, other = _where_they_differ(one, other)
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        row = [i]
        for j, b in enumerate(other, 1):
            cost = min(last[j] + 1, row[-1] + 1, last[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
        before, last = last, row
    return min(last[-1], most + 1)


def _where_they_differ(one: str, other: str) -> tuple[str, str]:
    """Both without the beginning and the end that they share."""
    shortest = min(len(one), len(other))
    begin = next((at for at in range(shortest) if one[at] != other[at]), shortest)
    one, other = one[begin:], other[begin:]
    shortest -= begin
    end = next((at for at in range(shortest) if one[-1 - at] != other[-1 - at]), shortest)
    return one[: len(one) - end], other[: len(other) - end]
