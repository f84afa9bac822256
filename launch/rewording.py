"""The bot's sentences for whoever rewords them in the panel: where each stands, what a wording has to keep, and how it looks on a phone.

The rules are the verifier's own, tried on the wording in its place. What must never change, and what needs a second look, is decided
here: see `docs/decisions/0021-own-words-with-a-second-look.md`.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial

from bot import addresses, elsewhere, meeting, notices, referring, safety
from bot.engine import show as drawing
from bot.engine.check import sizes, words as saying
from bot.engine.check.forbidden import FORBIDDEN
from bot.engine.check.sentences import Sentence, sentences
from bot.engine.check.subject import Finding, Subject
from bot.engine.script import Both, Choose, End, Library, Say, Shows, Words as Sentences, every_line
from bot.engine.storyboard import called
from bot.flows.language import NAMED
from bot.flows.services import SERVICES
from launch import wording
from launch.shown import Scenes
from launch.talk import sample_values
from passerelle.wordings import digest
from passerelle.words import SOURCE, Words, is_right_to_left

SAID_BY = (notices, safety, addresses, elsewhere, meeting, referring)
UNASKED: tuple[Sentences, ...] = (
    notices.SIGN,
    referring.FOLLOW_UP,
    meeting.FREED,
    meeting.MISSED,
    meeting.CANCELLED,
    *meeting.REMINDERS.values(),
    meeting.TODAY,
    meeting.TOMORROW,
    meeting.ON,
)  # what comes by itself tells nothing, and stays as it was reviewed
GROUPS: Mapping[str, str] = {
    "moteur": "Ce que le robot dit en route",
    "notices": "Les messages autour d’une demande",
    "safety": "Les numéros et le SOS",
    "addresses": "Les adresses",
    "elsewhere": "Quand on habite plus loin",
    "meeting": "Les rendez-vous",
    "referring": "Les orientations",
}
GRAVE = ("crisis", "danger", "violence", "human", "erase", "stop", "safety")
SIGNS = re.compile(r"[🆘🙋📇🎫⟵⏸]|/[a-z]+|[0-9]{3,}|\b112\b")
RULES = (
    saying.placeholders_differ,
    saying.placeholder_unknown,
    saying.forbidden,
    saying.hard_to_read,
    saying.too_hard_for_a_child,
    saying.typography,
    saying.same_label,
    sizes.text_too_long,
    sizes.label_too_long,
    sizes.message_too_long,
)
_NBSP = "\u00a0"


@dataclass(frozen=True, slots=True)
class Rewordable:
    """A sentence: its French source, or two for the young and for adults, and the conversations that it stands in."""

    key: str
    sources: tuple[str, ...]
    groups: tuple[str, ...]
    is_label: bool = False
    is_fixed: bool = False
    needs_second_look: bool = False


@dataclass(frozen=True, slots=True)
class Bubble:
    """A message as the phone shows it."""

    text: str
    rows: tuple[tuple[str, ...], ...]
    is_right_to_left: bool


@dataclass
class Rewording:
    """Everything that the panel needs to know of the bot's sentences."""

    library: Library
    words: Words
    _silent: dict[str, frozenset[Finding]] = field(default_factory=dict, init=False)

    @property
    def languages(self) -> Sequence[str]:
        """The languages that the bot speaks, in the order of its own menu."""
        named = [option.key for option in NAMED if option.key in self.words.languages]
        return (*named, *(code for code in self.words.languages if code not in named))

    @property
    def services(self) -> Mapping[str, str]:
        """What may be switched off, by code, in French."""
        return {code: service.title for code, service in SERVICES.items()}

    @cached_property
    def conversations(self) -> Mapping[str, str]:
        """Each conversation and each other group of sentences, by name, in French."""
        return {**{name: called(self.library, name) for name in self.library.flows}, **GROUPS}

    @cached_property
    def sentences(self) -> Mapping[str, Rewordable]:
        """Every sentence that people read, by its key; the same sentence in several places is one."""
        found: dict[str, Rewordable] = {}
        for sentence in sentences(self._subject({})):
            if not sentence.words or not sentence.is_translated:
                continue
            one = self._rewordable(sentence)
            known = found.get(one.key)
            found[one.key] = _joined(known, one) if known else one
        return {key: one for key, one in found.items() if re.search(r"[^\W\d_]{2}", one.sources[0])}

    @cached_property
    def sources(self) -> frozenset[str]:
        """Every French source that may be reworded today: what is kept of another is an orphan."""
        return frozenset(source for one in self.sentences.values() for source in one.sources)

    def says(self, source: str, language: str) -> str:
        """Say a sentence as it ships, without the signs that keep Latin words in order: they are put in when it is sent."""
        said = self.words.text(language, source) if language != SOURCE else source
        return re.sub("[\u2068\u2069]", "", said)

    def tidied(self, text: str, language: str) -> str:
        """Write apostrophes and blanks as they are printed; nothing of the words changes."""
        tidy = re.sub(r"[ \t]+", " ", text.replace("\r\n", "\n").replace("'", "’")).strip()
        if language != SOURCE:
            return tidy
        tidy = re.sub(r"[ \u202f]*(?=[?!;»])(?<![?!;» \u00a0\u202f])|[ \u202f]+(?=[?!;»])", _NBSP, tidy)
        tidy = re.sub(r"(?<=\w)[ \u202f]?:(?=\s)", f"{_NBSP}:", tidy)
        return re.sub(r"«[ \u202f\u00a0]*", f"«{_NBSP}", tidy)

    def problems(
        self, one: Rewordable, texts: Mapping[str, str], language: str
    ) -> Mapping[str, Sequence[str]]:
        """What is wrong with wordings, by their source: the names of rules. Nothing where they may be said."""
        told = {source: self._wrong(one, source, text, language) for source, text in texts.items() if text}
        missing = {source: ["both-registers"] for source in one.sources if not texts.get(source)}
        return {source: why for source, why in ({**told, **missing} if told else {}).items() if why}

    def hurts(self, language: str, text: str) -> bool:
        """Tell whether a text promises, doubts or orders what the bot never does."""
        plain = re.sub(r"\s+", " ", text.replace("’", "'")).lower()
        return any(re.search(pattern, plain) for pattern in FORBIDDEN.get(language, ()))

    def bubbles(
        self, one: Rewordable, texts: Mapping[str, str], language: str, *, name: str
    ) -> Sequence[Bubble]:
        """Draw the message in which a sentence stands, once for each register, with these wordings in it.

        `name` is the association's.
        """
        own = self.words.with_own({language: {source: text for source, text in texts.items() if text}})
        return [self._bubble(source, own, language, name) for source in one.sources]

    def welcome(self, greeting: str, language: str, *, name: str) -> Bubble:
        """Draw the first message with the association's own first words above it."""
        first = self.library.flow(self.library.root).lines[0]
        source = _sources(first.words)[0] if isinstance(first, Choose) else ""
        drawn = self._bubble(source, self.words, language, name)
        return replace(drawn, text=f"{greeting}\n\n{drawn.text}" if greeting else drawn.text)

    @cached_property
    def _scenes(self) -> Scenes:
        return Scenes(self.library)

    def _bubble(self, source: str, words: Words, language: str, name: str) -> Bubble:
        translate = partial(words.text, language)
        values = {**sample_values(language, words), "association": lambda: name}
        fill = partial(_filled, values=values)
        seen = self._scenes.showing(source)
        shown = seen.shown(translate, language, fill) if seen else None
        text = shown.text if shown else fill(self._around(source, translate))
        rows = tuple(tuple(b.label for b in row) for row in shown.rows) if shown else ()
        return Bubble(text, rows, is_right_to_left(language))

    def _around(self, source: str, translate: Callable[[str], str]) -> str:
        """A sentence that stands in no question: alone, or in the card of the numbers."""
        is_card = any(
            source in _sources(said) for where, said in self._besides.items() if where.startswith("safety.")
        )
        return "{numbers}" if is_card else translate(source)

    def _wrong(self, one: Rewordable, source: str, text: str, language: str) -> list[str]:
        ships = self.says(source, language)
        found = self._found({source: text}, language) - self._before(language)
        wrong = list(dict.fromkeys(finding.rule for finding in found))
        if set(SIGNS.findall(ships)) != set(SIGNS.findall(text)):
            wrong.append("signs-differ")
        if language == SOURCE and len(one.sources) == 2:
            is_young = source == one.sources[0]
            wrong += ["register"] if saying.is_wrong_register(text, is_young=is_young) else []
        return wrong

    def _before(self, language: str) -> frozenset[Finding]:
        """What the rules find without any wording: nothing, once the catalogues are complete."""
        if language not in self._silent:
            self._silent[language] = self._found({}, language)
        return self._silent[language]

    def _found(self, own: Mapping[str, str], language: str) -> frozenset[Finding]:
        subject = self._subject(own, language)
        return frozenset(finding for rule in RULES for finding in rule.find(subject))

    def _subject(self, own: Mapping[str, str], language: str = SOURCE) -> Subject:
        ships = self.words.catalogue(language)
        return Subject(
            self.library, {language: lambda source: own.get(source) or ships(source)}, self._besides
        )

    @cached_property
    def _besides(self) -> Mapping[str, Sentences]:
        return {where: said for module in SAID_BY for where, said in wording.said_by(module)}

    def _rewordable(self, sentence: Sentence) -> Rewordable:
        sources = tuple(source for source, _ in sentence.spoken)
        group = sentence.where.partition(".")[0]
        is_exit = sentence.where == "moteur" and sentence.is_label and sources[0] != drawing.SKIP
        is_fixed = is_exit or any(source in self._fixed for source in sources)
        return Rewordable(
            digest(sources[0]),
            sources,
            (group,),
            sentence.is_label,
            is_fixed,
            group in GRAVE or any(source in self._grave for source in sources),
        )

    @cached_property
    def _fixed(self) -> frozenset[str]:
        """What nobody rewords: the first number, who reads and the limits of secrecy, and what comes unasked."""
        welcome = (
            words
            for line in self.library.flow(self.library.root).lines
            if isinstance(line, Choose) and line.shows is Shows.CONFIDENTIALITY
            for words in (line.words, *_said(line))
        )
        return frozenset(s for words in (safety.FIRST, *UNASKED, *welcome) for s in _sources(words))

    @cached_property
    def _grave(self) -> frozenset[str]:
        """What a colleague reads before it is said: questions of safety, what leads to a danger, and every number."""
        safe = (
            words
            for flow in self.library.flows.values()
            for line in every_line(flow.lines)
            if isinstance(line, Choose) and line.safety
            for words in (line.words, *(o.label for o in line.options), *_said(line))
        )
        every = (s for one in sentences(self._subject({})) for s in _sources(one.words))
        numbers = (s for s in every if re.search(r"\b112\b|\{(?:helplines|numbers)\}|🆘", s))
        return frozenset((*(s for words in safe for s in _sources(words)), *numbers))


def _joined(known: Rewordable, one: Rewordable) -> Rewordable:
    groups = tuple(dict.fromkeys((*known.groups, *one.groups)))
    return Rewordable(
        known.key,
        known.sources,
        groups,
        known.is_label or one.is_label,
        known.is_fixed or one.is_fixed,
        known.needs_second_look or one.needs_second_look,
    )


def _said(choice: Choose) -> Iterator[Sentences]:
    return (
        line.words
        for option in choice.options
        for line in every_line(option.then)
        if isinstance(line, Say | End)
    )


def _sources(words: Sentences) -> tuple[str, ...]:
    return tuple(words) if isinstance(words, Both) else (words,)


def _filled(text: str, *, values: Mapping[str, Callable[[], str]]) -> str:
    samples = {"member": "Nadia, médiatrice", "name": "L’Escale", "code": "K7-24", "areas": "Liège, Namur"}
    return re.sub(
        r"\{(\w+)\}",
        lambda found: values[found[1]]() if found[1] in values else samples.get(found[1], "…"),
        text,
    )
