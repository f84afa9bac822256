"""`passerelle understand`: a safeguarding lead types words and sees what the bot would understand, and why.

Lines are read, answered and forgotten; nothing is stored or logged.
"""

import json
from typing import Any, TextIO

from bot.understanding import Understanding, load


def run(stdin: TextIO, stdout: TextIO) -> int:
    """Answers each line (a text, or JSON with `text` and optional `lang`) with one JSON object; returns the exit code."""
    understanding = load()
    for line in stdin:
        if line.strip():
            stdout.write(json.dumps(answer(understanding, line), ensure_ascii=False) + "\n")
            stdout.flush()
    return 0


def answer(understanding: Understanding, line: str) -> dict[str, Any]:
    """Returns what one line means, in the words of the command's contract; a line that is not JSON is the text itself."""
    text, language = _question(line)
    reading = understanding.read(text, language)
    return {
        "crisis": reading.crisis,
        "topic": reading.topic or "other",
        "lang": reading.language,
        "why": list(reading.why),
    }


def _question(line: str) -> tuple[str, str | None]:
    plain = line.rstrip("\r\n")
    try:
        asked = json.loads(plain)
    except (ValueError, RecursionError):
        return plain, None
    if not isinstance(asked, dict) or not isinstance(asked.get("text"), str):
        return plain, None
    language = asked.get("lang")
    return asked["text"], language if isinstance(language, str) else None
