"""What `passerelle directory import` says of a file: counts, the first messages with their lines, and what to do next."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from passerelle.directory.bulk import UNSEEN_DAYS
from passerelle.exchange.brought import Level
from passerelle.exchange.differences import taken
from passerelle.exchange.fates import WRITTEN, Fate
from passerelle.exchange.plan import Plan

MOST_SHOWN, MOST_LINES = 20, 5
FATES: Mapping[Fate, str] = {
    Fate.NEW: "nouvelles",
    Fate.CHANGED: "changées",
    Fate.SAME: "inchangées",
    Fate.KEPT: "gardées comme elles sont ici malgré des différences",
    Fate.RETURNED: "revenues après une absence",
    Fate.BURIED: "retirées ici par une personne, laissées de côté",
    Fate.CONFLICT: "d’une autre source, laissées de côté",
    Fate.TWICE: "en double dans le fichier",
    Fate.REJECTED: "refusées",
}
LEVELS: Mapping[Level, str] = {
    Level.ERROR: "erreurs",
    Level.WARNING: "avertissements",
    Level.NOTE: "remarques",
}
SIGNS: Mapping[Level, str] = {Level.ERROR: "✗", Level.WARNING: "!", Level.NOTE: "·"}


def written(done: Plan, name: str, *, source: str, is_dry: bool) -> str:
    """The report on a file as lines of text."""
    what = "Essai\u00a0: rien n’est changé." if is_dry else "C’est fait."
    return "\n".join(
        (
            f"{name}. {what}",
            *_counts(done),
            *_missing(done, source=source),
            *_changes(done, is_dry=is_dry),
            *_messages(done),
        )
    )


def what_next(done: Plan, rejects: Path | None, *, is_dry: bool) -> str:
    """One sentence that says what to do now."""
    if not done.is_clean:
        where = f"les lignes de {rejects}" if rejects else "les lignes refusées (--rejects FICHIER les écrit)"
        again = "" if is_dry else ", puis reprenez-les avec --partial\u00a0; le reste est déjà repris"
        return f"Ensuite\u00a0: corrigez {where}{again}."
    if not any(done.counts.get(fate) for fate in WRITTEN):
        return "Il n’y a rien à changer." if is_dry else "Il n’y avait rien à changer."
    if is_dry:
        return "Ensuite\u00a0: la même commande sans --dry-run."
    return "Ensuite\u00a0: vérifiez les nouvelles fiches\u00a0; un fichier n’en vérifie aucune."


def _counts(done: Plan) -> Iterator[str]:
    for fate, name in FATES.items():
        if count := done.counts.get(fate):
            yield f"  {name}\u00a0: {count}"
    if not done.counts:
        yield "  aucune fiche"


def _missing(done: Plan, *, source: str) -> Iterator[str]:
    missing = done.missing
    if missing.newly or missing.before:
        yield f"  de la source {source}, absentes du fichier\u00a0: {missing.newly + missing.before}"
        yield f"  parmi elles, absentes pour la première fois\u00a0: {missing.newly}"
    if missing.overdue:
        yield f"  absentes depuis {UNSEEN_DAYS} jours, bientôt retirées\u00a0: {missing.overdue}"


def _changes(done: Plan, *, is_dry: bool) -> Iterator[str]:
    if not done.changes:
        return
    yield "Ce qui changerait\u00a0:" if is_dry else "Ce qui a changé\u00a0:"
    for change in done.changes[:MOST_SHOWN]:
        yield f"  {change.slug} ({change.name})"
        yield from (f"    {taken(each)}" for each in change.fields)
    if len(done.changes) > MOST_SHOWN:
        yield f"  … et {done.counts.get(Fate.CHANGED, 0) - MOST_SHOWN} autres fiches"


def _messages(done: Plan) -> Iterator[str]:
    if not done.messages:
        return
    counts = done.message_counts
    told = ", ".join(f"{name}\u00a0: {counts[level]}" for level, name in LEVELS.items() if counts.get(level))
    yield f"Messages ({told})\u00a0:"
    alike: dict[tuple[Level, str, str], list[int]] = {}
    for message in done.messages:
        alike.setdefault((message.level, message.column, message.text), []).append(message.row)
    for (level, column, text), rows in list(alike.items())[:MOST_SHOWN]:
        yield f"  {SIGNS[level]} {_where(rows, column)}\u00a0: {text}"
    shown = sum(len(rows) for rows in list(alike.values())[:MOST_SHOWN])
    if more := sum(counts.values()) - shown:
        yield f"  … et {more} de plus"


def _where(rows: Sequence[int], column: str) -> str:
    """The lines that a message is about, the first of them where they are many."""
    listed = ", ".join(str(row) for row in rows[:MOST_LINES])
    more = f" et {len(rows) - MOST_LINES} de plus" if len(rows) > MOST_LINES else ""
    named = f"{'lignes' if len(rows) > 1 else 'ligne'} {listed}{more}"
    return f"{named}, {column}" if column else named
