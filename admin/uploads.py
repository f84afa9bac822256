"""Files on their way into the directory: kept in the data folder under a random name until they are used, for a day at most.

The name that a file had on somebody's machine is never kept.
"""

import re
import secrets
import shutil
from contextlib import suppress
from datetime import datetime, timedelta
from hashlib import file_digest
from pathlib import Path
from typing import BinaryIO

FOLDER = "imports"
KEPT_FOR = timedelta(days=1)
SUFFIXES = frozenset({".csv", ".tsv", ".txt", ".xlsx", ".json", ".zip"})
_NAME = re.compile(r"([0-9]{1,12})-[A-Za-z0-9_-]{22}(\.[a-z]{3,4})?")


def keep(data_dir: Path, file: BinaryIO, called: str, *, now: datetime) -> str:
    """Keep a file, and give the name that it can be found by."""
    folder = data_dir / FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    suffix = Path(called).suffix.lower()
    name = f"{int(now.timestamp())}-{secrets.token_urlsafe(16)}{suffix if suffix in SUFFIXES else ''}"
    with (folder / name).open("xb") as kept:
        shutil.copyfileobj(file, kept)
    return name


def find(data_dir: Path, name: str, *, now: datetime) -> Path | None:
    """Find a file that was kept; None when there is none of this name, or it is too old."""
    sweep(data_dir, now=now)
    path = data_dir / FOLDER / name
    return path if _NAME.fullmatch(name) and path.is_file() else None


def digest(path: Path) -> str:
    """The digest of a file: what is brought in is what was looked at."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def drop(path: Path) -> None:
    """Remove a file; it may be gone already."""
    with suppress(FileNotFoundError):
        path.unlink()


def sweep(data_dir: Path, *, now: datetime) -> None:
    """Remove the files that were kept for long enough."""
    oldest = (now - KEPT_FOR).timestamp()
    for path in (data_dir / FOLDER).glob("*"):
        named = _NAME.fullmatch(path.name)
        if named and int(named[1]) < oldest:
            drop(path)
