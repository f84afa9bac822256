"""Hours in French words, "9h-12h et 14h-17h du lundi au vendredi", read only where they can mean one thing.

A grammar of days and times with nothing beside them: a word that it does not know ("sauf", "semaines paires", "sur rendez-vous")
makes the whole text unread, for hours that are half right send people to a closed door.
"""

import re
import unicodedata
from collections.abc import Sequence

from passerelle.exchange.weeks import NAMES, Slot, merged, notation

_DAY = {word: at for at, name in enumerate(NAMES) for word in (name, f"{name}s", name[:3])}
_FILLERS = frozenset(
    {"de", "le", "les", "et", "puis", "h", "l", "ouvert", "horaires", "uniquement", "au", "public"}
)
_TOKEN = re.compile(
    r"(?P<slot>\d{1,2}\s?[h:]\s?(?:\d\d)?\s*(?:-|a|/)\s*\d{1,2}\s?[h:]\s?(?:\d\d)?(?![\d:]))"
    r"|(?P<word>[a-z]+)|(?P<mark>[-:,;./|&\s()]+)|(?P<other>.)",
    re.DOTALL,
)
_TIMES = re.compile(r"(\d{1,2})\s?[h:]\s?(\d\d)?")


def read(text: str) -> str:
    """OpenStreetMap's notation of these words; "" where anything of them is not sure."""
    tokens = _tokens(_plain(text))
    if tokens is None:
        return ""
    blocks = _blocks(tokens)
    days: dict[int, list[Slot]] = {}
    for named, slots in blocks:
        if not named or not slots or any(day in days for day in named):
            return ""
        days |= {day: list(slots) for day in named}
    if any(len(merged(slots)) < len(slots) for slots in days.values()):
        return ""
    return notation([_of_day(days.get(day, [])) for day in range(7)])


def _plain(text: str) -> str:
    bare = unicodedata.normalize("NFKD", text.casefold().replace("–", "-").replace("—", "-"))
    return "".join(c for c in bare if not unicodedata.combining(c))


def _tokens(text: str) -> list[int | str | Slot] | None:
    """Days by their number, "to" between two of them, slots; None for a text with anything else in it."""
    tokens: list[int | str | Slot] = []
    for match in _TOKEN.finditer(text):
        token = _token(match)
        if token is None:
            return None
        if token != "":
            tokens.append(token)
    return tokens


def _token(match: re.Match[str]) -> int | str | Slot | None:
    """One token, "" for what says nothing, None for what is not known."""
    if match["slot"]:
        times = [(int(hour), int(minute or 0)) for hour, minute in _TIMES.findall(match["slot"])]
        first, last = (hour * 60 + minute for hour, minute in times)
        return (first, last) if first < last <= 24 * 60 and all(minute < 60 for _, minute in times) else None
    word = match["word"]
    if word in _DAY:
        return _DAY[word]
    if word == "au":
        return "to"
    if match["mark"]:
        return "-" if match["mark"].strip() == "-" else ""
    return "" if word in _FILLERS or word == "du" else None


def _blocks(tokens: Sequence[int | str | Slot]) -> list[tuple[list[int], list[Slot]]]:
    """Days with the slots that belong to them: days come before their slots, or all after when the text begins with slots."""
    kept = [
        token for at, token in enumerate(tokens) if token not in {"to", "-"} or _is_between_days(tokens, at)
    ]
    if kept and isinstance(kept[0], tuple):
        slots = [token for token in kept if isinstance(token, tuple)]
        rest = kept[len(slots) :]
        is_apart = all(not isinstance(token, tuple) for token in rest)
        return [(_days(rest), slots)] if is_apart else [([], [])]
    blocks: list[tuple[list[int], list[Slot]]] = []
    named: list[int | str | Slot] = []
    for token in kept:
        if isinstance(token, tuple):
            if named or not blocks:
                blocks.append((_days(named), []))
                named = []
            blocks[-1][1].append(token)
        else:
            named.append(token)
    return [*blocks, (_days(named), [])] if named else blocks


def _is_between_days(tokens: Sequence[int | str | Slot], at: int) -> bool:
    around = [*tokens[at - 1 : at], *tokens[at + 1 : at + 2]]
    return len(around) == 2 and all(isinstance(token, int) for token in around)


def _days(named: Sequence[int | str | Slot]) -> list[int]:
    """The days of "lundi au vendredi", "lundi-vendredi" or "mardi, jeudi"; none where a range runs backwards.

    "lundi - mardi - jeudi" may be a list or hold a range: none.
    """
    if "-" in named and (len(named) != 3 or named[1] != "-"):
        return []
    days: list[int] = []
    is_range = False
    for token in named:
        if token in {"to", "-"}:
            is_range = True
        elif isinstance(token, int):
            if is_range and (not days or token <= days[-1]):
                return []
            days += range(days[-1] + 1, token + 1) if is_range else [token]
            is_range = False
    return days if days == sorted(set(days)) else []


def _of_day(slots: Sequence[Slot]) -> str:
    times = [[f"{minutes // 60:02}:{minutes % 60:02}" for minutes in slot] for slot in sorted(slots)]
    return ",".join("-".join(pair) for pair in times)
