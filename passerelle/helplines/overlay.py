"""What the team verified: a small file in the data folder, laid over the registry so that no release is needed.

It holds, per line, the day, the initials of who called, the hours that were heard, and whether the line is gone.
"""

import json
import os
import re
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from passerelle.errors import Misconfigured
from passerelle.helplines import hours

FILE = "helplines.json"


@dataclass(frozen=True, slots=True)
class Verification:
    """One line as a human found it; `opening_hours` is None where the registry's were right."""

    verified_on: date
    verified_by: str
    opening_hours: str | None = None
    is_gone: bool = False


def read(file: Path) -> Mapping[str, Verification]:
    """Read the verifications; none where there is no file. Raises Misconfigured, naming the file, when it is broken."""
    try:
        raw = json.loads(file.read_text(encoding="utf-8"))
        return {str(line_id): _verification(entry) for line_id, entry in raw["lines"].items()}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError, Misconfigured) as error:
        raise Misconfigured(
            f"The file {file} cannot be read as verified help lines; mend it or move it away."
        ) from error


def write(file: Path, verifications: Mapping[str, Verification]) -> None:
    """Replace the file at once: whoever reads meanwhile gets the old one or the new one. Raises Misconfigured."""
    lines = {line_id: _entry(found) for line_id, found in sorted(verifications.items())}
    text = json.dumps({"lines": lines}, ensure_ascii=False, indent=1) + "\n"
    try:
        _replace(file, text)
    except OSError as error:
        raise Misconfigured(f"The file {file} cannot be written.") from error


def initials(text: str) -> str:
    """Return initials such as N.B.; raises Misconfigured for a whole name, which nobody needs there."""
    tidy = text.strip()
    if not re.fullmatch(r"[^\W\d_](?:[.\- ]?[^\W\d_]){0,3}\.?", tidy):
        raise Misconfigured("Say who verified with one to four initials, such as NB.")
    return tidy


def _replace(file: Path, text: str) -> None:
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor, draft = tempfile.mkstemp(dir=file.parent, prefix=".helplines-")
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as out:
            out.write(text)
            out.flush()
            os.fsync(out.fileno())
        Path(draft).replace(file)
    finally:
        Path(draft).unlink(missing_ok=True)


def _verification(entry: Mapping[str, Any]) -> Verification:
    told = entry.get("opening_hours")
    return Verification(
        verified_on=date.fromisoformat(entry["verified_on"]),
        verified_by=str(entry["verified_by"]),
        opening_hours=None if told is None else hours.checked(told),
        is_gone=entry.get("is_gone", False) is True,
    )


def _entry(found: Verification) -> Mapping[str, Any]:
    told: dict[str, Any] = {"verified_on": found.verified_on.isoformat(), "verified_by": found.verified_by}
    if found.opening_hours is not None:
        told["opening_hours"] = found.opening_hours
    if found.is_gone:
        told["is_gone"] = True
    return told
