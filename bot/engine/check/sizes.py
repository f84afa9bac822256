"""Rules on sizes: what Telegram accepts, and what a person reads on a phone without scrolling.

Limits of the Bot API (https://core.telegram.org/bots/api): 4096 UTF-16 units of text, 64 bytes of callback data. A label of
40 characters is ours: it fits a narrow screen.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.engine.check.sentences import sentences
from bot.engine.check.structure import choices
from bot.engine.check.subject import Spots, Subject, rule
from bot.engine.check.words import every
from bot.engine.graph import Graph, Node, graph
from bot.engine.script import Ask, Choose, End, Say, Words, in_register
from bot.engine.show import answer_data

TEXT_UNITS = 4096
LABEL_CHARACTERS = 40
DATA_BYTES = 64
MESSAGE_CHARACTERS = 900

ROOM: Mapping[str, int] = {
    "association": 40,
    "keep_days": 10,
    "pause_days": 10,
    "pseudonym": 20,
    "presence": 150,
    "numbers": 800,
    "helplines": 400,
    "addresses": 760,
    "sessions": 160,
}  # characters that the house's values take at most


@rule("text-too-long", f"Un texte dépasse les {TEXT_UNITS} unités que Telegram accepte : coupe-le.")
def text_too_long(subject: Subject) -> Spots:
    for spoken in every(subject):
        units = len(spoken.text.encode("utf-16-le")) // 2
        if units > TEXT_UNITS:
            yield spoken.where, f"{spoken.language} : {units} unités"


@rule("label-too-long", f"Un bouton dépasse {LABEL_CHARACTERS} caractères : raccourcis-le.")
def label_too_long(subject: Subject) -> Spots:
    labels = {source for sentence in sentences(subject) if sentence.is_label for source, _ in sentence.spoken}
    for spoken in every(subject):
        if spoken.source in labels and _length(spoken.text) > LABEL_CHARACTERS:
            yield spoken.where, f"{spoken.language} : {spoken.text}"


@rule(
    "data-too-long",
    f"Le nom d’une option est trop long pour un bouton ({DATA_BYTES} octets) : raccourcis-le.",
)
def data_too_long(subject: Subject) -> Spots:
    for name, choice in choices(subject):
        for option in choice.options:
            if len(answer_data("0" * 10, option.key).encode()) > DATA_BYTES:
                yield f"{name}.{choice.id}={option.key}", "trop long"


@rule(
    "message-too-long",
    f"Un message dépasse {MESSAGE_CHARACTERS} caractères, phrases et question ensemble : coupe ou retire.",
)
def message_too_long(subject: Subject) -> Spots:
    drawn = graph(subject.library)
    for language in subject.languages:
        for formal in (False, True):
            measure = _Measure(subject, drawn, language, formal)
            for node, length in measure.messages():
                if length > MESSAGE_CHARACTERS:
                    yield node.where, f"{language} : environ {length} caractères"


_SPEAKING = Say | Choose | Ask | End


@dataclass(slots=True)
class _Measure:
    """The longest message that ends at each question or ending: the sentences before it are added up once per line."""

    subject: Subject
    drawn: Graph
    language: str
    formal: bool
    longest: dict[Node, int] = field(default_factory=dict)

    def messages(self) -> list[tuple[Node, int]]:
        """Measure from every place where a message can begin."""
        questions = (
            node for node in self.drawn.reach(*self.drawn.entries) if isinstance(node.line, Choose | Ask)
        )
        begins = [edge.target for node in questions for edge in node.edges]
        for begin in (*self.drawn.entries.values(), *begins):
            self._measure_from(begin)
        return [
            (node, length)
            for node, length in self.longest.items()
            if isinstance(node.line, Choose | Ask | End)
        ]

    def _measure_from(self, begin: Node | None) -> None:
        """Add up what is said on the way to the next question, where that is more than on another way there."""
        waiting = [(begin, 0)]
        while waiting:
            node, before = waiting.pop()
            if node is None or before > TEXT_UNITS:  # a circle of sentences stops here
                continue
            stops = isinstance(node.line, Choose | Ask | End)
            length = before + (self._said(node.line.words) if isinstance(node.line, _SPEAKING) else 0)
            if length > self.longest.get(node, -1):
                self.longest[node] = length
                waiting += [] if stops else [(edge.target, length) for edge in self.drawn.after(node)]

    def _said(self, words: Words) -> int:
        source = in_register(words, formal=self.formal)
        return _length(self.subject.say(self.language, source) or source) + 2


def _length(text: str) -> int:
    for name, room in ROOM.items():
        text = text.replace(f"{{{name}}}", "x" * room)
    return len(text)


RULES = (text_too_long, label_too_long, data_too_long, message_too_long)
