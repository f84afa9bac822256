"""What reading one message costs, and how that compares with one regular expression of the same French words.

    python bench/understanding.py [--rounds 5]

The messages are the sets of tests/understanding, read without saying their language, so with the words of every language.
"""

import argparse
import json
import re
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from bot.understanding import load
from bot.understanding.folding import fold
from bot.understanding.rules import load_words

SETS = Path(__file__).parent.parent / "tests" / "understanding"
MOST_MILLISECONDS = 2.0


def main() -> int:
    """Measures and prints; 1 when the median message costs two milliseconds or more."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    texts = messages()
    start = time.perf_counter()
    understanding = load()
    print(f"loading every language: {time.perf_counter() - start:.2f} s, once")
    reading = report("reading", costs(understanding.read, texts, rounds))
    plain = report("plain re", costs(union().findall, [fold(text) for text in texts], rounds))
    print(f"ratio of the medians: {reading / plain:.1f}")
    return 0 if reading < MOST_MILLISECONDS else 1


def messages() -> list[str]:
    """Every text of the sets, in the order of the files."""
    lines = [line for path in sorted(SETS.glob("*.jsonl")) for line in path.read_text("utf-8").splitlines()]
    return [str(json.loads(line)["text"]) for line in lines]


def union() -> re.Pattern[str]:
    """One expression that finds any word of the French patterns, and nothing of what stands between them."""
    patterns = [pattern for rule in load_words("fr").rules for pattern in rule.patterns]
    words = {word for pattern in patterns for word in re.findall(r"\w{3,}\*?", fold(pattern))}
    choices = (re.escape(word).replace(r"\*", r"\w*") for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"\b(?:{'|'.join(choices)})\b")


def costs(read: Callable[[str], object], texts: Sequence[str], rounds: int) -> list[float]:
    """The best of several rounds for each text, in milliseconds."""
    return [min(_once(read, text) for _ in range(rounds)) for text in texts]


def report(name: str, measured: Sequence[float]) -> float:
    """Prints the median and the 95th percentile; returns the median, in milliseconds."""
    median, late = statistics.median(measured), statistics.quantiles(measured, n=20)[-1]
    print(f"{name}: {len(measured)} messages, median {median:.3f} ms, p95 {late:.3f} ms")
    return median


def _once(read: Callable[[str], object], text: str) -> float:
    start = time.perf_counter()
    read(text)
    return (time.perf_counter() - start) * 1000


if __name__ == "__main__":
    sys.exit(main())
