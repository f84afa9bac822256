"""The sentences of the bot as the pages of rewording show them: found, marked, and with what stands in their way. Pure.

Nothing here keeps anything.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from admin.labels import _
from admin.rewording import Rewording, Sentence
from passerelle.tables import Wording
from passerelle.wordings import digest
from passerelle.words import SOURCE

ON_A_PAGE = 30
MARKS = ("changed", "waiting")

RULES: Mapping[str, str] = {
    "placeholders-differ": _("Gardez les mêmes mots entre accolades que dans la phrase d’origine."),
    "placeholder-unknown": _("Gardez les mêmes mots entre accolades que dans la phrase d’origine."),
    "signs-differ": _(
        "Gardez les mêmes numéros, les mêmes signes (🆘, 🙋…) et les mêmes commandes (/start) que dans la phrase d’origine."
    ),
    "forbidden": _(
        "Cette phrase blesse, doute, ou promet ce que personne ne peut tenir. Dites-le autrement."
    ),
    "hard-to-read": _("Une phrase pour les jeunes a 25 mots au plus : coupez-la en deux."),
    "too-hard-for-a-child": _("Une phrase pour les enfants a 12 mots au plus : dites une chose à la fois."),
    "typography": _("Il manque une espace avant ? ! : ; ou dans les guillemets."),
    "same-label": _("Deux boutons de cette question auraient le même texte."),
    "text-too-long": _("C’est trop long pour un message."),
    "label-too-long": _("C’est trop long pour un bouton : 40 caractères au plus."),
    "message-too-long": _("Le message serait trop long pour un téléphone : raccourcissez."),
    "both-registers": _("Écrivez aussi cette version : tu pour les jeunes, vous pour les adultes."),
    "register": _("Cette version s’adresse à quelqu’un d’autre : tu pour les jeunes, vous pour les adultes."),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A sentence in the list: what people read in the language, and what is marked."""

    key: str
    texts: tuple[str, ...]
    groups: tuple[str, ...]
    is_label: bool
    is_fixed: bool
    is_changed: bool
    is_waiting: bool


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of the wordings in one language, by digest of their source."""

    language: str
    by_digest: Mapping[str, Wording]

    def of(self, source: str) -> Wording | None:
        """What is kept of a sentence."""
        return self.by_digest.get(digest(source))


def kept(rows: Iterable[Wording], language: str) -> Kept:
    """Sort what is kept by sentence."""
    return Kept(language, {row.digest: row for row in rows if row.language == language})


def found(
    rewording: Rewording, known: Kept, *, typed: str = "", group: str = "", mark: str = ""
) -> list[Row]:
    """The sentences that hold every word typed, in French or in the language, in one conversation, with a mark."""
    rows = (_row(rewording, known, one) for one in rewording.sentences.values())
    wanted = typed.casefold().replace("'", "’").split()
    return [
        row
        for row in rows
        if (not group or group in row.groups)
        and (mark != "changed" or row.is_changed)
        and (mark != "waiting" or row.is_waiting)
        and _holds(rewording.sentences[row.key], row, wanted)
    ]


def _holds(one: Sentence, row: Row, wanted: Sequence[str]) -> bool:
    text = " ".join((*one.sources, *row.texts)).casefold()
    return all(word in text for word in wanted)


def _row(rewording: Rewording, known: Kept, one: Sentence) -> Row:
    rows = [known.of(source) for source in one.sources]
    return Row(
        key=one.key,
        texts=tuple(now(rewording, known, source) for source in one.sources),
        groups=one.groups,
        is_label=one.is_label,
        is_fixed=one.is_fixed,
        is_changed=any(row is not None and row.text is not None for row in rows),
        is_waiting=any(row is not None and row.proposed is not None for row in rows),
    )


def now(rewording: Rewording, known: Kept, source: str) -> str:
    """What people read now."""
    row = known.of(source)
    return (row.text if row else None) or rewording.says(source, known.language)


def orphans(rewording: Rewording, rows: Iterable[Wording]) -> list[Wording]:
    """What is kept of sentences that the bot no longer says."""
    return [row for row in rows if row.source not in rewording.sources]


def registers(one: Sentence) -> Sequence[str]:
    """Who reads each source: the young, then adults; nobody in particular where there is one."""
    return ("young", "adult") if len(one.sources) == 2 else ("",)


def is_source(language: str) -> bool:
    """Tell whether the wording is in the language of the sources."""
    return language == SOURCE
