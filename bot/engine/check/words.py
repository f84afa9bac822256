"""Rules on what is said, in every promised language: translated, short enough, simple, and never hurtful."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from bot.engine.check.forbidden import FORBIDDEN
from bot.engine.check.sentences import Reader, sentences
from bot.engine.check.structure import choices
from bot.engine.check.subject import SOURCE, Spots, Subject, rule
from bot.engine.script import in_register

PLACEHOLDERS = frozenset(
    {
        "association",
        "keep_days",
        "pause_days",
        "pseudonym",
        "presence",
        "numbers",
        "helplines",
        "addresses",
        "sessions",
    }
)
IN_NOTICES = frozenset(
    {"member", "day", "hour", "place", "number", "value", "code", "name", "when", "sound"}
)  # known as well in sentences that stand in no conversation
WORDS_IN_A_SENTENCE = 25  # the most that a text meant for the young may have
WORDS_FOR_A_CHILD = 12  # the same where only children under twelve read

_NAMES = re.compile(r"\{([^{}]*)\}")
_YOUNG = re.compile(r"\b(?:tu|te|toi|ton|ta|tes)\b|\bt'", re.IGNORECASE)
_ADULT = re.compile(r"\b(?:vous|votre|vos)\b", re.IGNORECASE)
_UNTIDY = re.compile(r"'| [?!:;»]|\w[?!;»]|\w:\s|«(?![\u00a0\u202f])")
_SET_PHRASES = re.compile(r"s'il (?:te|vous) plaît", re.IGNORECASE)


class Spoken(NamedTuple):
    """A sentence as one reader gets it in one language, beside its French source."""

    where: str
    language: str
    source: str
    text: str
    reader: Reader


@rule("translation-missing", "Une phrase n’est pas traduite : complète le catalogue de cette langue.")
def translation_missing(subject: Subject) -> Spots:
    for sentence in sentences(subject):
        for source, _ in sentence.spoken:
            if not sentence.is_translated or not re.search(r"[^\W\d_]", _NAMES.sub("", source)):
                continue
            for language in subject.languages:
                if subject.promises(language, source) and subject.say(language, source) is None:
                    yield sentence.where, f"{language} : {_begin(source)}"


@rule(
    "placeholders-differ", "Une traduction n’a pas les mêmes {valeurs} que le français : remets-les toutes."
)
def placeholders_differ(subject: Subject) -> Spots:
    for spoken in every(subject):
        if set(_NAMES.findall(spoken.text)) != set(_NAMES.findall(spoken.source)):
            yield spoken.where, f"{spoken.language} : {_begin(spoken.text)}"


@rule(
    "placeholder-unknown",
    f"Une {{valeur}} est inconnue ou mal fermée. Celles qui existent : {', '.join(sorted(PLACEHOLDERS))}.",
)
def placeholder_unknown(subject: Subject) -> Spots:
    for spoken in every(subject):
        known = PLACEHOLDERS | IN_NOTICES if spoken.where in subject.besides else PLACEHOLDERS
        unknown = set(_NAMES.findall(spoken.text)) - known
        if unknown or re.search(r"[{}]", _NAMES.sub("", spoken.text)):
            yield spoken.where, f"{spoken.language} : {', '.join(sorted(unknown)) or 'accolade'}"


@rule(
    "forbidden",
    "Une phrase blesse, doute ou promet ce que personne ne peut tenir : récris-la sans cette formule.",
)
def forbidden(subject: Subject) -> Spots:
    for spoken in every(subject):
        for pattern in FORBIDDEN.get(spoken.language, ()):
            if found := re.search(pattern, _plain(spoken.text).lower()):
                yield spoken.where, f"{spoken.language} : {found[0]}"


@rule(
    "hard-to-read", f"Une phrase destinée aux jeunes dépasse {WORDS_IN_A_SENTENCE} mots : coupe-la en deux."
)
def hard_to_read(subject: Subject) -> Spots:
    for spoken in every(subject):
        if spoken.reader is Reader.ADULT:
            continue
        for sentence in re.split(r"[.!?؟…]+\s|\n", spoken.text):
            if len(re.findall(r"[\w{}]+(?:[’'·-]\w+)*", sentence)) > WORDS_IN_A_SENTENCE:
                yield spoken.where, f"{spoken.language} : {_begin(sentence)}"


@rule(
    "too-hard-for-a-child",
    f"Une phrase que seuls des enfants lisent dépasse {WORDS_FOR_A_CHILD} mots : dis une chose à la fois.",
)
def too_hard_for_a_child(subject: Subject) -> Spots:
    for spoken in every(subject):
        if spoken.reader is not Reader.CHILD:
            continue
        for sentence in re.split(r"[.!?؟…:]+\s|\n", spoken.text):
            if len(re.findall(r"[\w{}]+(?:[’'·-]\w+)*", sentence)) > WORDS_FOR_A_CHILD:
                yield spoken.where, f"{spoken.language} : {_begin(sentence)}"


@rule(
    "typography",
    "La typographie n’est pas la bonne : ’ et non ', et un espace insécable avant ? ! : ; » et après «.",
)
def typography(subject: Subject) -> Spots:
    for spoken in every(subject):
        french = spoken.text.partition(" · ")[0]  # after it, a sentence may say the same in other languages
        if spoken.language == SOURCE and _UNTIDY.search(french):
            yield spoken.where, _begin(spoken.text)


@rule("register", "Une phrase tutoie un adulte ou vouvoie un jeune : écris-la deux fois, avec both.")
def register(subject: Subject) -> Spots:
    for sentence in sentences(subject):
        for source, reader in sentence.spoken:
            text = _SET_PHRASES.sub("", _plain(source))
            if (not reader.is_young and _YOUNG.search(text)) or (
                reader is not Reader.ADULT and _ADULT.search(text)
            ):
                yield sentence.where, _begin(source)


@rule("both-the-same", "Les deux phrases de both sont les mêmes : une seule suffit.")
def both_the_same(subject: Subject) -> Spots:
    for sentence in sentences(subject):
        if not isinstance(sentence.words, str) and sentence.words.young == sentence.words.adult:
            yield sentence.where, _begin(sentence.words.young)


@rule(
    "same-label",
    "Deux options d’une question ont le même texte : personne ne pourrait choisir. Change l’un des deux.",
)
def same_label(subject: Subject) -> Spots:
    for name, choice in choices(subject):
        for language in subject.languages:
            for formal in (False, True):
                labels = [in_register(option.label, formal=formal) for option in choice.options]
                said = [subject.shown(language, label) for label in labels]
                if len(set(said)) < len(said):
                    yield f"{name}.{choice.id}", language


def is_wrong_register(text: str, *, is_young: bool) -> bool:
    """Tell whether a French text speaks to the young as to adults, or the other way round."""
    plain = _SET_PHRASES.sub("", _plain(text))
    return bool((_ADULT if is_young else _YOUNG).search(plain))


def every(subject: Subject) -> Iterator[Spoken]:
    """Yield each sentence in each language that has a translation of it."""
    for sentence in sentences(subject):
        for source, reader in sentence.spoken:
            for language in subject.languages:
                if text := subject.say(language, source):
                    yield Spoken(sentence.where, language, source, text, reader)


def _plain(text: str) -> str:
    """Straighten apostrophes and blanks, so that a pattern is written once."""
    return re.sub(r"\s+", " ", text.replace("’", "'"))


def _begin(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"


RULES = (
    translation_missing,
    placeholders_differ,
    placeholder_unknown,
    forbidden,
    hard_to_read,
    too_hard_for_a_child,
    typography,
    register,
    both_the_same,
    same_label,
)
