"""The sentences to translate: gathered from both doors, put into the catalogue of each language, and counted.

`make locales` runs it. Nothing is matched fuzzily: a sentence that changed in French waits for a person, and is said in English meanwhile.
Only the bot's sentences are promised; the panel's stand in the catalogues of the languages that teams read, so that they can be translated
one day. Files carry neither dates nor line numbers, so that they change only when a sentence does.
"""

import re
import sys
import unicodedata
from collections.abc import Iterator, Mapping
from copy import deepcopy
from io import BytesIO
from pathlib import Path, PurePosixPath

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po, write_po

from admin.reading import LANGUAGES as OF_TEAMS
from launch.typography import untidy
from launch.wording import LOCALES
from passerelle.words import SOURCE

COMPLETE = ("fr", "nl", "en", "ar")
PARTIAL = ("es", "tr", "uk", "de")
PROMISED = (*COMPLETE, *PARTIAL)  # what `bot/flows/language.py` offers; the verifier compares
PARTLY = (
    "welcome",
    "crisis",
    "danger",
    "human",
    "language",
    "spoken",
    "erase",
    "stop",
    "pause",
    "afterwards",
    "closing",
)  # the files of `bot/flows` that a partial language promises, besides every sentence of no conversation

TEMPLATE = LOCALES / "passerelle.pot"
ROOT = LOCALES.parent.parent
HEADER = """\
# Passerelle{title}. « make locales » tient ce fichier à jour ; une main n’écrit qu’après msgstr.
# Là où msgstr est vide, {otherwise}.
msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""
_AS_IT_STANDS = "la phrase est dite telle qu’elle est dans msgid"
_IN_ENGLISH = "la phrase est dite en anglais, et à défaut en français"
_OWN_HOURS = r"\d\sh\b"  # each language writes these its own way
_TURNED = str.maketrans("⟶←", "⟵→")  # an arrow points the other way where one reads from right to left


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
    otherwise = _AS_IT_STANDS if language in ("", SOURCE) else _IN_ENGLISH
    written.write(HEADER.format(title=title, language=language, otherwise=otherwise).encode())
    write_po(
        written, catalogue, omit_header=True, sort_by_file=True, include_lineno=False, ignore_obsolete=True
    )
    return written.getvalue()


def of_the_bot(catalogue: Catalog) -> Iterator[Message]:
    """Yield the sentences that people who write to us can read."""
    return (message for message in catalogue if message.id and any(_files(message)))


def owed(language: str, catalogue: Catalog) -> Iterator[Message]:
    """Yield the sentences that a language promises: all of the bot's, a part of them, or none where it is only begun."""
    for message in of_the_bot(catalogue) if language in PROMISED else ():
        if language in COMPLETE or any(map(_is_owed_by_all, _files(message))):
            yield message


def partial() -> Mapping[str, frozenset[str]]:
    """The sentences that each partial language promises, as its catalogue lists them: for the verifier."""
    return {
        language: frozenset(str(message.id) for message in owed(language, read(language)))
        for language in PARTIAL
    }


def _files(message: Message) -> Iterator[PurePosixPath]:
    return (PurePosixPath(name) for name, _ in message.locations if name.startswith("bot/"))


def _is_owed_by_all(file: PurePosixPath) -> bool:
    return file.parent != PurePosixPath("bot/flows") or file.stem in PARTLY


def missing(language: str, catalogue: Catalog) -> list[str]:
    """The promised sentences that a catalogue cannot say; a doubtful (fuzzy) translation says nothing."""
    return [str(message.id) for message in owed(language, catalogue) if not _says(message)]


def misfits(language: str, catalogue: Catalog) -> list[str]:
    """The translations, of the bot, that lose or invent a value, an emoji, a number or a command, or break the language's usage."""
    pairs = [(str(message.id), str(message.string)) for message in of_the_bot(catalogue) if _says(message)]
    changed = [
        said
        for source, said in pairs
        if not re.search(_OWN_HOURS, source) and _unchanging(said) != _unchanging(source)
    ]
    return [*changed, *(f"{said} [{sign}]" for _, said in pairs if (sign := untidy(language, said)))]


def _says(message: Message) -> bool:
    return bool(message.string) and not message.fuzzy


def _unchanging(words: str) -> list[str]:
    """What no translation may change: values, emojis, numbers, commands."""
    words = words.translate(_TURNED)
    emojis = [sign for sign in words if unicodedata.category(sign) in {"So", "Sm"}]
    return sorted([*emojis, *re.findall(r"\{\w*\}|\d+|(?<!\w)/[a-z]+|@\w+", words)])


def meant_for(language: str, template: Catalog) -> Catalog:
    """What a language's catalogue holds of the template: everything where a team may read it, else the bot's sentences."""
    if language in OF_TEAMS:
        return template
    part = Catalog()
    for message in of_the_bot(template):
        part.add(message.id, locations=[place for place in message.locations if place[0].startswith("bot/")])
    return part


def renew(catalogue: Catalog, template: Catalog) -> list[str]:
    """Give a catalogue the sentences of today; returns, in lines, the translations that no sentence needs any more.

    The template is copied: Babel would put its very sentences into each catalogue, and a translation would go into all.
    """
    catalogue.update(deepcopy(template), no_fuzzy_matching=True)
    retired = (message for message in catalogue.obsolete.values() if message.string)
    return [f"  – n’est plus dite\u00a0: {_begin(message.id)} = {message.string}" for message in retired]


def counted(language: str, catalogue: Catalog) -> list[str]:
    """Count what a language can say, in lines; those that begin with ✗ break a promise."""
    sentences, promised = list(of_the_bot(catalogue)), list(owed(language, catalogue))
    lacking = [] if language == SOURCE else missing(language, catalogue)
    said = sum(map(_says, sentences))
    told = {
        SOURCE: f"source\u00a0: {len(sentences)} phrases du bot, {said} redites autrement",
        **dict.fromkeys(PARTIAL, _partial_in_words(sentences, promised, lacking)),
    }.get(language, f"{said} phrases du bot sur {len(sentences)}, {len(lacking)} promises manquent")
    return [
        f"{language}  {told}",
        *(f"  ✗ manque\u00a0: {_begin(source)}" for source in lacking),
        *(f"  ✗ à revoir\u00a0: {_begin(text)}" for text in misfits(language, catalogue)),
    ]


def _partial_in_words(sentences: list[Message], promised: list[Message], lacking: list[str]) -> str:
    kept, owed_ids = len(promised) - len(lacking), {message.id for message in promised}
    rest = sum(not _says(message) for message in sentences if message.id not in owed_ids)
    return f"partielle\u00a0: {kept} phrases promises sur {len(promised)}, {rest} autres se disent en anglais"


def _renewed_on_disk(language: str, template: Catalog) -> list[str]:
    catalogue = read(language)
    gone = renew(catalogue, meant_for(language, template))
    path_of(language).parent.mkdir(parents=True, exist_ok=True)
    path_of(language).write_bytes(as_file(catalogue, language))
    return [*counted(language, catalogue), *gone]


def _begin(words: object) -> str:
    return " ".join(str(words).split())[:80]


def main() -> int:
    """Renew every catalogue and print the report; 1 where a promise is broken or a translation misfits."""
    template = gathered()
    TEMPLATE.write_bytes(as_file(template))
    lines = [line for language in languages() for line in _renewed_on_disk(language, template)]
    print(f"{len(template)} phrases, dont {sum(1 for _ in of_the_bot(template))} du bot.", *lines, sep="\n")
    return 1 if any(line.lstrip().startswith("✗") for line in lines) else 0


if __name__ == "__main__":
    sys.exit(main())
