"""`passerelle helplines`: what a human has to verify, what was verified, and the list of all lines.

It needs neither the database nor the network: the registry ships, and the team's verifications are a file in the data folder.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import Any

from passerelle import alone, helplines
from passerelle.clock import Clock, system_clock
from passerelle.errors import Misconfigured
from passerelle.helplines import Due, Helpline
from passerelle.settings import Settings

REASONS: Mapping[Due, str] = {
    Due.NEVER: "jamais vérifiée",
    Due.OLD: f"vérifiée il y a plus de {helplines.VERIFIED_DAYS} jours",
    Due.CONFLICT: "les sources se contredisent",
    Due.UNSOURCED: "numéro sans source\u00a0: le bot ne le donne pas",
}


def check(settings: Settings, *, clock: Clock = system_clock) -> int:
    """Print what is due, with why; returns 1 when something is."""
    _open(settings)
    due = helplines.due(helplines.every(), _today(clock()))
    for line, why in due:
        print(f"✗ {_named(line)} — {', '.join(REASONS[reason] for reason in why)}")
    print(f"À vérifier\u00a0: {len(due)} sur {len(helplines.every())}." if due else "Tout est vérifié.")
    return 1 if due else 0


def show(settings: Settings, *, country: str | None, as_json: bool, clock: Clock = system_clock) -> int:
    """Print every line, of one country or of all, as text or as JSON."""
    _open(settings)
    lines = [line for line in helplines.every() if country in (None, line.country)]
    today = _today(clock())
    if as_json:
        print(json.dumps([_entry(line, today) for line in lines], ensure_ascii=False, indent=1, default=str))
        return 0
    for line in lines:
        print(_row(line))
    return 0


def verify(
    settings: Settings,
    line_id: str,
    *,
    by: str,
    hours: str | None,
    is_gone: bool,
    clock: Clock = system_clock,
) -> int:
    """Keep that a human verified a line today. Raises Misconfigured with a sentence that says what to do."""
    file = _open(settings)
    line = next((line for line in helplines.every() if line.id == line_id), None)
    if line is None:
        raise Misconfigured(f"There is no help line {line_id}; `passerelle helplines list` names them all.")
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with alone.beside(file, "helplines"):
            helplines.verified(file, line, by=by, today=_today(clock()), opening_hours=hours, is_gone=is_gone)
    except OSError as error:
        raise Misconfigured(f"The folder {file.parent} (PASSERELLE_DATA_DIR) cannot be used.") from error
    print(_row(next(line for line in helplines.every() if line.id == line_id)))
    return 0


def _open(settings: Settings) -> Path:
    file = settings.data_dir / helplines.FILE
    helplines.use(file)
    return file


def _today(now: datetime) -> date:
    return now.astimezone(
        helplines.ZONES["BE"]
    ).date()  # one day for all: the four countries share their time


def _named(line: Helpline) -> str:
    return f"{line.id:<14} {line.contact or '–':<22} {line.name}"


def _row(line: Helpline) -> str:
    given = "donnée par le bot" if line.is_offered else "pas donnée par le bot"
    when = (
        f"vérifiée le {line.verified_on} par {line.verified_by}" if line.verified_on else REASONS[Due.NEVER]
    )
    hours = line.opening_hours or "horaires inconnus"
    return f"{_named(line)} · {', '.join(line.languages)} · {hours} · {given} · {when}"


def _entry(line: Helpline, today: date) -> Mapping[str, Any]:
    return {**asdict(line), "is_offered": line.is_offered, "due": list(helplines.reasons(line, today))}
