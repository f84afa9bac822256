"""`passerelle check`: the verifier's findings, its rules, and how far a human is, for authors and for the build."""

import sys
from collections.abc import Mapping
from typing import TextIO

from bot.engine.check import RULES, Finding, Subject, check
from bot.engine.check.subject import Catalogue
from bot.engine.paths import Lengths, paths as count_paths, spread, to
from bot.engine.script import Library, Outcome, Words as Sentence
from bot.flows import LIBRARY
from launch import locales, wording

_SENTENCES: Mapping[str, str] = {rule.id: rule.sentence for rule in RULES}


def run(
    *,
    paths: bool = False,
    rules: bool = False,
    library: Library = LIBRARY,
    catalogues: Mapping[str, Catalogue] | None = None,
    besides: Mapping[str, Sentence] | None = None,
    partial: Mapping[str, frozenset[str]] | None = None,
    out: TextIO | None = None,
) -> int:
    """Verify the conversations and print what is wrong; 1 where anything is, so that a build stops."""
    out = out or sys.stdout
    if rules:
        print(*(f"{rule.id:24} {rule.sentence}" for rule in RULES), sep="\n", file=out)
    if paths:
        print(*_distances(library), sep="\n", file=out)
    subject = Subject(
        library,
        _our_catalogues() if catalogues is None else catalogues,
        wording.besides() if besides is None else besides,
        locales.partial() if partial is None else partial,
    )
    found = check(subject)
    for finding in found:
        print(_told(finding), file=out)
    print(_summary(subject, len(found)), file=out)
    return 1 if found else 0


def _our_catalogues() -> Mapping[str, Catalogue]:
    words = wording.words()
    return {language: words.catalogue(language) for language in words.languages}


def _told(finding: Finding) -> str:
    return f"✗ {finding.where} — {finding.detail}\n  {_SENTENCES[finding.rule]} ({finding.rule})"


def _summary(subject: Subject, faults: int) -> str:
    spoken = ", ".join(
        f"{language} en partie" if language in subject.partial else language for language in subject.languages
    )
    size = f"{len(subject.library.flows)} conversations, {len(RULES)} règles, {spoken}"
    if not faults:
        return f"Sans faute : {size}."
    return f"{faults} faute{'s' if faults > 1 else ''} : {size}."


def _distances(library: Library) -> list[str]:
    counted = count_paths(library)
    lines = [
        "Questions depuis /start : la moins longue, la médiane, la plus longue, et le nombre de chemins."
    ]
    for ending, lengths in sorted(counted.items()):
        lines.append(_distance(ending.id, lengths))
    return [*lines, _distance("un humain", to(Outcome.OPEN_CASE, counted))]


def _distance(name: str, lengths: Lengths) -> str:
    least = spread(lengths)
    if least is None:
        return f"  {name:24} aucun chemin"
    return f"  {name:24} {least.fewest:3} {least.middle:3} {least.most:3}   {least.paths}"
