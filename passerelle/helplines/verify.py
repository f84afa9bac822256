"""A human called a line: what they found is checked, and kept over the registry."""

from datetime import date
from pathlib import Path

from passerelle.errors import Misconfigured
from passerelle.helplines import hours, overlay
from passerelle.helplines.lines import Helpline
from passerelle.helplines.overlay import Verification


def verified(
    file: Path,
    line: Helpline,
    *,
    by: str,
    today: date,
    opening_hours: str | None = None,
    is_gone: bool = False,
) -> Verification:
    """Keep that a human verified a line today; hours told before stay where none are told now. One writer at a time.

    Raises Misconfigured for a line that was replaced, hours or initials that cannot be read, or a file that is broken.
    """
    if line.replaced_by:
        raise Misconfigured(f"{line.id} was replaced by {line.replaced_by}; verify that one.")
    if is_gone and line.emergency:
        raise Misconfigured(f"{line.id} is an emergency number and is never taken out.")
    known = dict(overlay.read(file))
    before = known[line.id].opening_hours if line.id in known else None
    found = Verification(
        verified_on=today,
        verified_by=overlay.initials(by),
        opening_hours=before if opening_hours is None else hours.checked(opening_hours),
        is_gone=is_gone,
    )
    overlay.write(file, {**known, line.id: found})
    return found
