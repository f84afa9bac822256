"""The sentences to translate: gathered from both doors, put into the catalogue of each language, and counted.

`make locales` runs it. Nothing is matched fuzzily: a sentence that changed in French waits for a person, and is said in French meanwhile.
Only the bot's sentences are promised; the panel's stand in the catalogues so that they can be translated one day. Files carry neither
dates nor line numbers, so that they change only when a sentence does.
"""

import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po, write_po

from launch.wording import LOCALES
from passerelle.words import SOURCE

PROMISED = ("fr", "nl", "en")  # what `bot/flows/language.py` offers; the verifier compares
TEMPLATE = LOCALES / "passerelle.pot"
ROOT = LOCALES.parent.parent
HEADER = """\
# Passerelle{title}. « make locales » tient ce fichier à jour ; une main n’écrit qu’après msgstr.
# Là où msgstr est vide, la phrase est dite en français, telle qu’elle est dans msgid.
msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""


def path_of(language: str) -> Path:
    """Where the catalogue of a language stands, whether it was made already or not."""
    return LOCALES / language / "LC_MESSAGES" / "passerelle.po"


def languages() -> tuple[str, ...]:
    """The promised languages first, then those that somebody has begun."""
    begun = sorted(path.parent.parent.name for path in LOCALES.glob("*/LC_MESSAGES/passerelle.po"))
    return tuple(dict.fromkeys((*PROMISED, *begun)))


def gathered() -> Catalog:
    """Collect every marked sentence of the bot and the panel, in reading order, by the rules of `babel.cfg`."""
    with (LOCALES / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)  # type: ignore[no-untyped-call]  # Babel does not annotate it
    template = Catalog()
    for name, line, said, _, _ in extract_from_dir(ROOT, methods, options, keywords={"_": None}):
        template.add(said, locations=[(name, line)])
    return template


def read(language: str) -> Catalog:
    """Read the catalogue of a language; an empty one where there is none yet. Raises PoFileError where it is broken."""
    path = path_of(language)
    if not path.is_file():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language, ignore_obsolete=True, abort_invalid=True)


def as_file(catalogue: Catalog, language: str = "") -> bytes:
    """Write a catalogue as it stands on disk; without a language, as the template."""
    written = BytesIO()
    title = f", {language}" if language else ", modèle"
    written.write(HEADER.format(title=title, language=language).encode())
    write_po(
        written, catalogue, omit_header=True, sort_by_file=True, include_lineno=False, ignore_obsolete=True
    )
    return written.getvalue()


def of_the_bot(catalogue: Catalog) -> Iterator[Message]:
    """Yield the sentences that people who write to us can read."""
    return (
        message
        for message in catalogue
        if message.id and any(name.startswith("bot/") for name, _ in message.locations)
    )


def missing(catalogue: Catalog) -> list[str]:
    """The bot's sentences that a catalogue cannot say; a doubtful (fuzzy) translation says nothing."""
    return [str(message.id) for message in of_the_bot(catalogue) if message.fuzzy or not message.string]


def renew(catalogue: Catalog, template: Catalog) -> list[str]:
    """Give a catalogue the sentences of today; returns, in lines, the translations that no sentence needs any more."""
    catalogue.update(template, no_fuzzy_matching=True)
    retired = (message for message in catalogue.obsolete.values() if message.string)
    return [f"  – n’est plus dite\u00a0: {_begin(message.id)} = {message.string}" for message in retired]


def counted(language: str, catalogue: Catalog) -> list[str]:
    """Count what a language can say, in lines; those that begin with ✗ break a promise. The source has nothing to lack."""
    lacking, all_told = missing(catalogue), sum(1 for _ in of_the_bot(catalogue))
    said = all_told - len(lacking)
    if language == SOURCE:
        return [f"{language}  source\u00a0: {all_told} phrases du bot, {said} redites autrement"]
    promise = "promise" if language in PROMISED else "pas encore promise"
    told = f"{language}  {promise}\u00a0: {said} phrases du bot sur {all_told}, {len(lacking)} manquent"
    sign = "✗" if language in PROMISED else "–"
    return [told, *(f"  {sign} manque\u00a0: {_begin(source)}" for source in lacking)]


def _renewed_on_disk(language: str, template: Catalog) -> list[str]:
    catalogue = read(language)
    gone = renew(catalogue, template)
    path_of(language).parent.mkdir(parents=True, exist_ok=True)
    path_of(language).write_bytes(as_file(catalogue, language))
    return [*counted(language, catalogue), *gone]


def _begin(words: object) -> str:
    return " ".join(str(words).split())[:80]


def main() -> int:
    """Renew every catalogue and print the report; 1 where a promised language lacks a sentence of the bot."""
    template = gathered()
    TEMPLATE.write_bytes(as_file(template))
    lines = [line for language in languages() for line in _renewed_on_disk(language, template)]
    print(f"{len(template)} phrases, dont {sum(1 for _ in of_the_bot(template))} du bot.", *lines, sep="\n")
    return 1 if any(line.lstrip().startswith("✗") for line in lines) else 0


if __name__ == "__main__":
    sys.exit(main())
