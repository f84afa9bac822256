"""What looking a place up costs: the first one, which reads the gazetteer, and the following ones.

python -m bench.places
"""

import subprocess
import sys
import time
from collections.abc import Callable
from statistics import median

from passerelle import places
from passerelle.places.gazetteer import FILE, Gazetteer, gazetteer

PROMISED_LOOKUP_MS, PROMISED_LOAD_S, PROMISED_MB = 5.0, 1.0, 5.0
TIMES = 20
TYPED: dict[str, tuple[str, ...]] = {
    "a postcode": ("1332", "4020", "75011", "51300", "97400", "B-5000"),
    "a name": ("Genval", "evry", "paris 11e", "Bxl", "st denis 93", "Saint-Martin", "la louviere", "aix"),
    "a sentence": (
        "j'habite à liège",
        "je vis à Huy avec mon père",
        "je suis près de Lille en France",
        "a " * 100,
    ),
    "misspelt": (
        "bruxele",
        "charlroi",
        "marseile",
        "saint etienn",
        "villeneuve d'asq",
        "monpelier",
        "sainte mari",
    ),
    "unknown": (
        "chez ma tante",
        "xyzzy",
        "saint zzzzzzzz",
        "montparnassouille",
        "9999",
        "abcdefghijklmnopqrst",
    ),
}
MEMORY = """import tracemalloc; from passerelle import places; tracemalloc.start()
places.find("1332"); places.find("bruxele"); print(tracemalloc.get_traced_memory()[0] / 1e6)"""


def main() -> int:
    """Print the table; 1 when a promise is not kept."""
    size = FILE.stat().st_size / 1e6
    first, following = _seconds(_load), _seconds(lambda: places.find("bruxele"))
    print(f"the file: {size:.2f} MB, {len(gazetteer())} rows; memory for it: {_memory():.0f} MB")
    print(f"reading it: {first * 1000:.0f} ms; preparing for misspelt names: {following * 1000:.0f} ms")
    print("| typed | median | slowest |\n|---|---|---|")
    slowest = [_row(kind, texts) for kind, texts in TYPED.items()]
    return int(max(slowest) > PROMISED_LOOKUP_MS or first + following > PROMISED_LOAD_S or size > PROMISED_MB)


def _row(kind: str, texts: tuple[str, ...]) -> float:
    """Print one row; returns the slowest text's median, in milliseconds."""
    times = {
        text: median(_seconds(lambda text=text: places.find(text)) for _ in range(TIMES)) for text in texts
    }
    slowest = max(times, key=lambda text: times[text])
    print(
        f"| {kind} | {median(times.values()) * 1000:.2f} ms | {times[slowest] * 1000:.2f} ms ({slowest[:20]!r}) |"
    )
    return times[slowest] * 1000


def _load() -> Gazetteer:
    gazetteer.cache_clear()
    return gazetteer()


def _seconds(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def _memory() -> float:
    """Megabytes that stay in use, in a fresh process, after a postcode and a misspelt name were looked up."""
    return float(subprocess.run([sys.executable, "-c", MEMORY], capture_output=True, check=True).stdout)


if __name__ == "__main__":
    sys.exit(main())
