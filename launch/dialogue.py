"""A conversation with the real engine and nothing else: no database, no Telegram, nothing kept.

The terminal (`passerelle talk`) and the transcripts of the tests speak through it. What the house would do is told in lines that
begin with ⇒, so that a reviewer sees what the team gets.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from bot.engine.advance import (
    Alarm,
    Card,
    Effect,
    Finish,
    Freeze,
    Hide,
    Human,
    Question,
    Refer,
    Relay,
    Report,
    Scene,
    Seat,
    Speak,
    Stale,
    advance,
)
from bot.engine.answers import WORDS, Answers
from bot.engine.heard import Commanded, Corrected, Heard, Medium, Sent, Tapped, Wrote
from bot.engine.nudges import nudge_words
from bot.engine.script import Fills, Library, Outcome
from bot.engine.show import Button, Shown, frozen, parse, show, text


def lines_of(shown: Shown) -> list[str]:
    """Write a message as lines: its text, a line for each row of buttons, and one for all the ways out."""
    options = [row for row in shown.rows if not row[0].data.startswith("x:")]
    ways = [button.label for row in shown.rows if row not in options for button in row]
    taps = ["".join(f" [{button.label}]" for button in row) for row in options]
    return [*shown.text.splitlines(), *taps, f" ({' · '.join(ways)})"]


HEADLINE = (Fills.WHO, Fills.AGE_BAND, Fills.PLACE, Fills.LANGUAGE)
OUTCOMES: Mapping[Outcome, str] = {
    Outcome.OPEN_CASE: "demande ouverte",
    Outcome.NOTHING: "rien n’est gardé",
    Outcome.ERASE: "tout est effacé",
    Outcome.RESUME: "rien n’est gardé",
    Outcome.SEAT: "rien n’est gardé",
    Outcome.PAUSE: "pause, tout est gardé",
}


@dataclass(slots=True)
class Dialogue:
    """One person's conversation. `say` translates (language, French); `understand` finds a crisis in a text, `topic` what it is about.

    `fill` puts values into {placeholders}; `draw` and `card` write a message and a card as lines.
    """

    library: Library
    language: str = "fr"
    say: Callable[[str, str], str] = lambda _language, source: source
    fill: Callable[[str], str] = str
    understand: Callable[[str], str | None] = lambda _text: None
    topic: Callable[[str], str | None] = lambda _text: None
    draw: Callable[[Shown], list[str]] = lines_of
    card: Callable[[str], list[str]] = lambda name: [f"⇒ carte : {name}"]
    answers: Answers = field(default_factory=dict)
    human: Human = Human.NOBODY
    buttons: tuple[Button, ...] = ()
    pressed: str = ""
    alarm: str | None = None
    formal: bool | None = None

    @property
    def scene(self) -> Scene:
        """Where the person is."""
        return Scene(self.library, self.answers, "dialogue", self.human)

    def read(self, line: str) -> Heard:
        """Take a typed line for what it stands for: a button's label, a /command, [photo], [edit] …, or words."""
        labelled = next((button.data for button in self.buttons if button.label == line), None)
        if line == "[again]" or labelled:
            self.pressed = labelled or self.pressed
            return parse(self.pressed) or Wrote(line)
        if line.startswith("/"):
            name, _, payload = line[1:].partition(" ")
            return Commanded(name, payload)
        sort, _, words = line.removeprefix("[").partition("]")
        crisis = self.understand(line)
        if line.startswith("[") and sort == "edit":
            return Corrected(words.strip(), crisis)
        if line.startswith("[") and sort in set(Medium):
            return Sent(Medium(sort), words.strip(), crisis)
        return Wrote(line, crisis, self.topic(line))

    def hear(self, heard: Heard) -> list[str]:
        """Play one turn and give the lines that show what the bot says and what the house would do."""
        before = self.scene
        turn = advance(before, heard)
        self.answers = turn.answers
        return [line for effect in turn.effects for line in self._told(effect, before, heard)]

    def _told(self, effect: Effect, before: Scene, heard: Heard) -> list[str]:
        match effect:
            case Question(nudge):
                return self._drawn(nudge)
            case Freeze(whole_id):
                return self._frozen(whole_id, before)
            case Card(name):
                return self.card(name)
            case Finish():
                return self._finished(effect, before)
            case Speak(language, to_humans):
                self.language = self.language if to_humans else language or self.language
                return [f"⇒ langue des humains : {language or self.language}"] if to_humans else []
            case Report(about, value):
                return [f"⇒ compté : {about} = {value}"]
            case Relay():
                return ["⇒ transmis à l’équipe"]
            case Alarm(reason):
                self.alarm = reason
                return [f"⇒ alerte : {reason}"]
            case Refer(what, number):
                return [f"⇒ adresse {number} : {what}"]
            case Seat(flow, number, said):
                return [
                    f"⇒ place {number} : {flow}",
                    *(f"⇒   {name} → {value}" for name, value in said.items()),
                ]
            case Hide():
                return ["⇒ écran nettoyé"]
            case Stale():
                return ["⇒ bouton d’un autre moment"] if isinstance(heard, Tapped) else ["⇒ déjà fait"]

    def _translate(self, source: str) -> str:
        return self.say(self.language, source)

    def _drawn(self, nudge: str | None) -> list[str]:
        words = nudge_words(self.library, nudge) or None
        shown = show(
            self.scene,
            self._translate,
            language=self.language,
            fill=self.fill,
            nudge=words,
            formal=self.formal,
        )
        self.buttons = tuple(button for row in shown.rows for button in row)
        return self.draw(shown)

    def _frozen(self, whole_id: str, before: Scene) -> list[str]:
        question = self.library.question(whole_id)
        if question is None or whole_id not in self.answers:
            return []
        formal = before.position.formal
        drawn = frozen(question, self.answers[whole_id], self._translate, formal=formal, fill=self.fill)
        return [drawn.rpartition("\n")[2]]

    def _finished(self, finish: Finish, before: Scene) -> list[str]:
        outcome = finish.end.end.outcome
        said = text(finish.position, self._translate, fill=self.fill, formal=self.formal).splitlines()
        if outcome is Outcome.OPEN_CASE:
            told = case_in_words(finish, before.answers, self.alarm)
            self.human, self.formal = Human.AWAITED, finish.position.formal
        else:
            told = [f"⇒ {OUTCOMES[outcome]}"]
            self.human, self.formal = Human.NOBODY, None
        self.alarm = None
        return [*said, *told]


def case_in_words(finish: Finish, answers: Answers, alarm: str | None) -> list[str]:
    """Tell what the team gets: first the headline that everybody sees, then what only the case's mediator reads."""
    position = finish.position
    headline = [position.topic or "sans thème", position.kind, *(["urgent"] if position.urgent else [])]
    headline += [f"alerte {alarm}"] if alarm else []
    headline += [value for fills in HEADLINE if (value := position.filled(fills))]
    read = [f"⇒   {step.id} → {step.value or 'passée'}" for step in position.answered]
    beside = [f"⇒   à côté des questions : {words}" for words in (answers.get(WORDS) or "").splitlines()]
    return [f"⇒ {OUTCOMES[Outcome.OPEN_CASE]} : {', '.join(headline)}", *read, *beside]
