"""A PostgreSQL to test on: the one that PASSERELLE_TEST_POSTGRES names, or a private one that lives as long as the test run.

The private one listens on a socket in a folder of its own only, and forgets everything.
"""

import os
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import create_engine, make_url, text

WHY_NOT = (
    "no PostgreSQL: set PASSERELLE_TEST_POSTGRES to a URL, or install postgresql (apt install postgresql)"
)
MEMORY, ROOM_NEEDED = Path("/dev/shm"), 2**30  # twenty times faster than a disk, where there is enough of it
SPEED = " ".join(
    f"-c {setting}"
    for setting in (
        "fsync=off",
        "full_page_writes=off",
        "synchronous_commit=off",
        "wal_level=minimal",
        "max_wal_senders=0",
        "autovacuum=off",
        "shared_buffers=32MB",
        "max_connections=100",
    )
)


class Server:
    """A PostgreSQL where databases come and go."""

    def __init__(self, url: str) -> None:
        self.url = make_url(url).set(drivername="postgresql+psycopg")
        self._engine = create_engine(self.url, isolation_level="AUTOCOMMIT")
        self._prefix = f"passerelle_test_{os.getpid()}_{secrets.token_hex(3)}"
        self._count = 0

    def create(self, template: str | None = None) -> str:
        """Create a database, as a copy of another one where given; returns its URL."""
        self._count += 1
        name = f"{self._prefix}_{self._count}"
        like = f'TEMPLATE "{make_url(template).database}"' if template else ""
        self._run(f'CREATE DATABASE "{name}" {like}')
        return self.url.set(database=name).render_as_string(hide_password=False)

    def drop(self, url: str) -> None:
        """Drop a database, whoever is still connected to it."""
        self._run(f'DROP DATABASE IF EXISTS "{make_url(url).database}" WITH (FORCE)')

    def close(self) -> None:
        """Close the line to the server."""
        self._engine.dispose()

    def _run(self, statement: str) -> None:
        with self._engine.connect() as connection:
            connection.execute(text(statement))


@contextmanager
def serving() -> Iterator[Server | None]:
    """Give a server for the run; None where there is none to be had."""
    given, binaries = os.environ.get("PASSERELLE_TEST_POSTGRES"), _binaries()
    if given:
        yield from _lines_to(given)
    elif binaries is None:
        yield None
    else:
        with _private(binaries) as url:
            yield from _lines_to(url)


def _lines_to(url: str) -> Iterator[Server]:
    server = Server(url)
    try:
        yield server
    finally:
        server.close()


def _binaries() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb")) or [Path(shutil.which("initdb") or "")]
    return found[-1].parent if found[-1].is_file() else None


@contextmanager
def _private(binaries: Path) -> Iterator[str]:
    is_roomy = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM_NEEDED
    folder = Path(tempfile.mkdtemp(prefix="passerelle-pg-", dir=MEMORY if is_roomy else None))
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        shutil.chown(folder, "postgres")
    options = f"-c listen_addresses='' -c unix_socket_directories='{folder}' {SPEED}"
    data = str(folder / "data")
    try:
        _as_postgres(
            [
                binaries / "initdb",
                "-D",
                data,
                "-U",
                "postgres",
                "-A",
                "trust",
                "-E",
                "UTF8",
                "-N",
                "--locale=C",
            ]
        )
        _as_postgres([binaries / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", options, "start"])
        yield f"postgresql+psycopg://postgres@/postgres?host={folder}"
    finally:
        _as_postgres([binaries / "pg_ctl", "-D", data, "-m", "immediate", "stop"])
        shutil.rmtree(folder, ignore_errors=True)


def _as_postgres(command: list[str | Path]) -> None:
    drop = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    subprocess.run(
        [*drop, *command], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/"
    )
