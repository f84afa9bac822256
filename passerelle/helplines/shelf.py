"""The lines in memory. The team's file is read again when it changes; when it is broken the registry stands alone."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from passerelle.errors import Misconfigured
from passerelle.helplines import overlay
from passerelle.helplines.lines import Helpline, packaged, with_verifications
from passerelle.helplines.overlay import Verification

_LOG = logging.getLogger("passerelle")

Stamp: TypeAlias = tuple[int, int, int] | None


@dataclass
class Shelf:
    """Every line, offered or not; `file` is where the team's verifications are, None for the registry alone."""

    file: Path | None = None
    _stamp: Stamp = None
    _lines: tuple[Helpline, ...] = ()

    def use(self, file: Path | None) -> None:
        """Take the verifications from this file from now on."""
        self.file, self._lines = file, ()

    def every(self) -> tuple[Helpline, ...]:
        """Give all lines as they are known now; never raises, because SOS depends on it."""
        stamp = _stamp_of(self.file)
        if not self._lines or stamp != self._stamp:
            self._lines = with_verifications(packaged(), self._verifications())
            self._stamp = stamp
        return self._lines

    def _verifications(self) -> Mapping[str, Verification]:
        try:
            return overlay.read(self.file) if self.file else {}
        except Misconfigured as error:
            _LOG.log(logging.ERROR, "helplines_ignored %s", error, extra={"is_safe": True})
            return {}


def _stamp_of(file: Path | None) -> Stamp:
    try:
        found = file.stat() if file else None
    except OSError:
        return None
    return (found.st_mtime_ns, found.st_size, found.st_ino) if found else None
