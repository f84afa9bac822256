"""Every message as it leaves: a row of the outbox names it, its words are written here at the moment of sending.

What the person has moved on from says nothing any more. No Telegram type comes in, and nothing here changes data.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import TypeAlias

from sqlmodel import Session, select

from bot import notices, safety
from bot.engine import show as drawing
from bot.engine.advance import CardName, Human, Scene
from bot.engine.answers import WORDS
from bot.engine.exits import Exit
from bot.engine.nudges import nudge_words
from bot.engine.script import Choose, Fills, Library, Words as Sentence, in_register
from bot.engine.show import Button, Rows, exit_button
from passerelle import association, cases, conversations, handoff, outbox, places
from passerelle.conversations import Secrets
from passerelle.errors import KeyDestroyed, NotFound
from passerelle.tables import Case, CaseState, Conversation, Member, OutboxRow
from passerelle.words import SOURCE, Words


@dataclass(frozen=True, slots=True)
class Message:
    """A text to send, or to write over our message `edit`; a repair may be lost when that message is gone."""

    text: str
    rows: Rows = ()
    edit: int | None = None
    is_question: bool = False
    is_repair: bool = False


@dataclass(frozen=True, slots=True)
class Cleaning:
    """Messages to delete and to overwrite; afterwards one harmless text stands, for good or until the person writes."""

    delete: tuple[int, ...]
    overwrite: tuple[int, ...]
    text: str
    is_for_good: bool


Outgoing: TypeAlias = Message | Cleaning


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes the words of any row, in the person's language and register, with the house's values of this moment."""

    library: Library
    words: Words
    keys: Secrets

    def write(self, session: Session, row: OutboxRow, now: datetime) -> Outgoing | None:
        """Write a row's message; None when there is nothing to say any more."""
        try:
            return _Draft(self, session, row, now).write()
        except (NotFound, KeyDestroyed):
            return None


def human_of(case: Case | None) -> Human:
    """Who listens to a person whose open case this is."""
    if case is None or case.state == CaseState.CLOSED:
        return Human.NOBODY
    return Human.PRESENT if case.state == CaseState.TAKEN else Human.AWAITED


@dataclass
class _Draft:
    writer: Writer
    session: Session
    row: OutboxRow
    now: datetime

    def write(self) -> Outgoing | None:
        notice = self.row.notice
        told: Mapping[str, Sentence] = {
            "taken": notices.TAKEN,
            "handed_over": notices.HANDED_OVER,
            "passed_on": notices.PASSED_ON,
            "unreadable": notices.UNREADABLE,
        }
        writers: Mapping[str, Callable[[], Outgoing | None]] = {
            "question": self.question,
            "frozen": self.frozen,
            "ending": self.ending,
            "card": self.card,
            "relay": self.relay,
            "closed": lambda: Message(self.say(notices.CLOSED)),
            "hide": lambda: self.cleaning(notices.HIDDEN, is_for_good=False),
            "erased": lambda: self.cleaning(notices.ERASED, is_for_good=True),
        }
        if notice in told:
            return Message(self.say(told[notice]), self.ways()[:1])
        return writers[notice]() if notice in writers else None

    @cached_property
    def numbers(self) -> Mapping[str, int | str]:
        return outbox.numbers_of(self.row)

    def number(self, name: str) -> int | None:
        value = self.numbers.get(name)
        return value if isinstance(value, int) else None

    @cached_property
    def conversation(self) -> Conversation | None:
        query = select(Conversation).where(Conversation.contact_id == self.row.contact_id)
        return self.session.exec(query).first()

    @cached_property
    def case(self) -> Case | None:
        open_case = self.conversation.open_case_id if self.conversation else None
        number = self.number("case") or open_case
        return cases.get(self.session, number) if number else None

    @cached_property
    def member(self) -> Member | None:
        number = self.number("member") or (self.case.owner_id if self.case else None)
        return self.session.get(Member, number) if number else None

    @cached_property
    def scene(self) -> Scene:
        answers = conversations.answers(self.conversation, self.writer.keys) if self.conversation else {}
        salt = self.conversation.salt if self.conversation else ""
        open_case = self.case if self.conversation and self.conversation.open_case_id else None
        return Scene(self.writer.library, answers, salt, human_of(open_case))

    @property
    def language(self) -> str:
        if self.conversation:
            return self.conversation.language
        return str(self.numbers.get("language") or SOURCE)

    @property
    def is_formal(self) -> bool:
        if self.case is not None:
            return self.case.who in self.writer.library.formal.values
        return bool(self.numbers.get("formal")) or self.scene.position.formal

    def translate(self, source: str) -> str:
        return self.writer.words.text(self.language, source)

    def say(self, sentence: Sentence) -> str:
        return self.fill(self.translate(in_register(sentence, formal=self.is_formal)))

    def fill(self, text: str) -> str:
        """Put the house's values into {placeholders}; each is fetched only where it is used."""
        values: Mapping[str, Callable[[], str]] = {
            "association": lambda: association.get(self.session).name,
            "keep_days": lambda: str(association.get(self.session).keep_days),
            "presence": self.presence,
            "numbers": self.sos,
            "pseudonym": lambda: self.case.pseudonym if self.case else "",
            "member": self.member_name,
        }
        return re.sub(r"\{(\w+)\}", lambda found: values.get(found[1], lambda: "")(), text)

    def presence(self) -> str:
        here = association.get(self.session)
        return notices.presence_in_words(
            handoff.presence(self.session, now=self.now),
            self.now,
            zone=association.zone_of(here),
            words=self.writer.words,
            language=self.language,
        )

    def member_name(self) -> str:
        if self.member is None:
            return ""
        return notices.member_in_words(self.member, words=self.writer.words, language=self.language)

    def sos(self) -> str:
        area = places.area_of(self.scene.position.filled(Fills.PLACE))
        country = (self.case.country if self.case else None) or (area.country if area else None)
        return safety.card(
            country or association.get(self.session).country,
            language=self.language,
            translate=self.translate,
            is_certain=country is not None,
        )

    def ways(self) -> Rows:
        """The quiet rows while a human is awaited or there; under what the human writes, only the first of them."""
        sos, hide, erase, more = (
            exit_button(way, self.translate) for way in (Exit.SOS, Exit.HIDE, Exit.ERASE, Exit.MENU)
        )
        return (sos, hide, more), (erase, Button(f"🌐 {self.language.upper()}", f"x:{Exit.LANGUAGE}"))

    def question(self) -> Message | None:
        if self.conversation is None:
            return None
        if not self.scene.in_script:
            return self.waiting()
        nudge = nudge_words(self.writer.library, str(self.numbers.get("nudge") or ""))
        shown = drawing.show(
            self.scene,
            self.translate,
            language=self.language,
            fill=self.fill,
            nudge=nudge or None,
            formal=self.is_formal,
        )
        return Message(shown.text, shown.rows, edit=self.number("edit"), is_question=True)

    def frozen(self) -> Message | None:
        whole_id, edit = str(self.numbers["question"]), self.number("edit")
        question = self.writer.library.question(whole_id)
        if question is None or edit is None:
            return None
        values = self.scene.answers
        if whole_id not in values or not question.accepts(values[whole_id]):
            return Message(self.say(question.words), edit=edit, is_repair=True)
        text = drawing.frozen(
            question, values[whole_id], self.translate, formal=self.is_formal, fill=self.fill
        )
        return Message(text, edit=edit, is_repair=True)

    def ending(self) -> Message | None:
        words = self.writer.library.ending(str(self.numbers["ending"]))
        rows = self.ways() if self.number("case") else ()
        return Message(self.say(words), rows, edit=self.number("edit")) if words else None

    def card(self) -> Message | None:
        cards: Mapping[str, Callable[[], Message]] = {
            CardName.SOS: lambda: Message(self.sos(), self.way_back()),
            CardName.MENU: self.menu,
            CardName.KNOW: self.know,
            CardName.WAITING: self.waiting,
        }
        name = str(self.numbers["card"])
        return replace(cards[name](), edit=self.number("edit")) if name in cards else None

    def way_back(self) -> Rows:
        human = exit_button(Exit.HUMAN, self.translate)
        return ((human, Button(self.translate(notices.GO_ON_LABEL), f"x:{Exit.START}")),)

    def menu(self) -> Message:
        ways = (Exit.HUMAN, Exit.SOS, Exit.HIDE, Exit.ERASE)
        rows = tuple((exit_button(way, self.translate),) for way in ways)
        others = (
            (Button(self.translate(notices.KNOW_LABEL), f"x:{Exit.KNOW}"),),
            (Button(self.translate(notices.STOP_LABEL), f"x:{Exit.STOP}"),),
            (Button("🌐", f"x:{Exit.LANGUAGE}"), self.way_back()[0][1]),
        )
        return Message(self.say(notices.MENU), (*rows, *others))

    def waiting(self) -> Message:
        words = notices.HELD if self.scene.human is Human.PRESENT else notices.WAITING
        return Message(self.say(words), self.ways())

    def know(self) -> Message:
        answered, beside = self.scene.position.answered, self.scene.answers.get(WORDS)
        if not answered and not beside and self.case is None:
            return Message(self.say(notices.KNOW_NOTHING), self.way_back())
        parts = [self.say(notices.KNOW)]
        parts += [self.say(notices.KNOW_CASE)] if self.case is not None else []
        parts += [
            drawing.frozen(step.question, step.value, self.translate, formal=self.is_formal, fill=self.fill)
            for step in answered
            if not (isinstance(step.question, Choose) and step.question.shows)
        ]
        parts += [f"{self.translate(notices.WRITTEN_FREELY)}\n→ {drawing.TYPED}"] if beside else []
        return Message("\n\n".join(parts), self.way_back())

    def relay(self) -> Message | None:
        _, _, content = cases.content_of(self.session, self.number("entry") or 0, keys=self.writer.keys)
        return Message(f"{self.say(notices.RELAYED)}\n{content.text}", (self.ways()[0],))

    def cleaning(self, sentence: Sentence, *, is_for_good: bool) -> Cleaning:
        young, old = conversations.traces(self.session, self.row.contact_id, now=self.now)
        return Cleaning(tuple(young), tuple(old), self.say(sentence), is_for_good)
