"""Every message as it leaves: a row of the outbox names it, its words are written here at the moment of sending.

What the person has moved on from says nothing any more. No Telegram type comes in, and nothing here changes data.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlmodel import Session

from bot import cards, notices, signs
from bot.draft import human_of as human_of
from bot.elsewhere import Elsewhere
from bot.engine import show as drawing
from bot.engine.advance import CardName, Human
from bot.engine.answers import WORDS, is_paused
from bot.engine.exits import Exit
from bot.engine.nudges import nudge_words
from bot.engine.script import Choose, Library, Question, Shows, Words as Sentence, in_register
from bot.engine.show import Rows, exit_button
from bot.engine.walk import Answered, Open
from bot.flows.services import SERVICES
from bot.meeting import Meeting
from bot.outgoing import Cleaning as Cleaning, Message as Message, Outgoing as Outgoing
from bot.own import Own
from bot.room import TALKS, Room, talk_of
from bot.seat_cards import Seating
from bot.seat_words import KNOW as KNOW_SEATS, STAY as SEATS_STAY
from passerelle import association, cases, conversations, offering
from passerelle.conversations import Secrets
from passerelle.directory import referrals
from passerelle.errors import KeyDestroyed, NotFound
from passerelle.rooms import Write
from passerelle.tables import OutboxRow
from passerelle.words import Words


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes the words of any row, in the person's language and register, with the house's values of this moment."""

    library: Library
    words: Words
    keys: Secrets
    own: Own = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "own", Own(self.library, self.words, SERVICES))

    def write(self, session: Session, row: OutboxRow, now: datetime) -> Outgoing | None:
        """Write a row's message; None when there is nothing to say any more."""
        if row.notice in TALKS:  # the busiest of all: nothing about its reader is needed yet
            return talk_of(row)
        try:
            message = self._message(session, row, now)
            return message.beside_the_room(message.write())
        except (NotFound, KeyDestroyed):
            return None

    def sheet(self, session: Session, row: OutboxRow, now: datetime, write: Write) -> Message:
        """Write what stands on a sheet of a room, for the reader whose row this is."""
        return self._message(session, row, now).sheet(write)

    def _message(self, session: Session, row: OutboxRow, now: datetime) -> "_Message":
        words = self.own.said(session)
        return _Message(self.library, words, self.keys, session, row, now, self.own)


class _Message(Elsewhere, Meeting, Seating, Room):
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
            "closed": self.closed,
            "sign": self.sign,
            "check_in": self.check_in,
            "hide": lambda: self.cleaning(notices.HIDDEN, is_for_good=False),
            "erased": lambda: self.cleaning(notices.ERASED, is_for_good=True),
        }
        references: Mapping[str, Callable[[], Message | None]] = {
            "address": self.address,
            "address_gone": self.address_gone,
            "code": self.code,
            "wrong": self.wrong,
            "follow_up": self.follow_up,
            "how_it_went": self.how_it_went,
            "outside": self.outside,
        }
        if notice in told:
            return Message(self.say(told[notice]), self.ways()[:1])
        if notice in references:
            return self.referred(references[notice]())
        meetings = self.meetings()
        if notice in meetings:
            return self.met(meetings[notice]())
        seats = self.seat_notices()
        if notice in seats:
            return self.seated(seats[notice]())
        in_rooms = self.room_notices()
        if notice in in_rooms:
            return self.in_room(in_rooms[notice](), self.ways()[:1])
        return writers[notice]() if notice in writers else None

    def referred(self, message: Message | None) -> Message | None:
        """A message about an address; a human is one tap away from each that was asked for."""
        if message is None:
            return None
        ways = (exit_button(Exit.SOS, self.translate), exit_button(Exit.HUMAN, self.translate))
        rows = (*message.rows, ways) if not message.is_silent else message.rows
        return replace(message, rows=rows, edit=self.number("edit"))

    def met(self, message: Message | None) -> Message | None:
        """A message about an appointment, with the quiet row under it, or the file of one."""
        if message is None or message.file is not None:
            return message
        return replace(message, rows=(*message.rows, *self.ways()[:1]), edit=self.number("edit"))

    def ways(self) -> Rows:
        """The quiet rows while a human is awaited or there; under what the human writes, only the first of them."""
        sos, hide, erase, more = (
            exit_button(way, self.translate) for way in (Exit.SOS, Exit.HIDE, Exit.ERASE, Exit.MENU)
        )
        return (sos, hide, more), (erase, cards.language_button(self.language))

    def question(self) -> Message | None:
        if self.conversation is None:
            return None
        if not self.scene.in_script:
            return self.waiting()
        nudge = nudge_words(self.library, str(self.numbers.get("nudge") or ""))
        shown = drawing.show(
            self.scene,
            self.translate,
            language=self.language,
            fill=self.fill,
            nudge=nudge or None,
            formal=self.is_formal,
        )
        before = self.greeting() if self.greets(self.scene.position.stop.id) else ""
        in_english = self.say(notices.IN_ENGLISH) if self.begins_in_english() else ""
        text = "\n\n".join(filter(None, (in_english, before, shown.text)))
        rows = (*self.address_rows(), *self.session_rows(), *shown.rows)
        return Message(text, rows, edit=self.number("edit"), is_question=True)

    def greets(self, whole_id: str) -> bool:
        """Tell whether this is the first question of the welcome, above which the association says its own first words."""
        question = self.library.question(whole_id)
        is_welcome = whole_id.partition(".")[0] == self.library.root
        return is_welcome and isinstance(question, Choose) and question.shows is Shows.CONFIDENTIALITY

    def greeting(self) -> str:
        return offering.greetings(association.get(self.session)).get(self.language, "")

    def begins_in_english(self) -> bool:
        """Tell whether words begin here that the person's language does not have: with this conversation, or with the language."""
        position = self.scene.position
        if not isinstance(position.stop, Open):
            return False
        flow = position.stop.id.partition(".")[0]
        before = (step.question for step in position.answered if step.id.startswith(f"{flow}."))
        now = (*position.said, *self.shown_by(position.stop.question))
        is_told = not self.number("switched") and any(
            self.is_in_english(self.shown_by(asked)) for asked in before
        )
        return self.is_in_english(now) and not is_told

    def shown_by(self, question: Question) -> tuple[Sentence, ...]:
        options = question.options if isinstance(question, Choose) else ()
        return (question.words, *(option.label for option in options))

    def is_in_english(self, sentences: Iterable[Sentence]) -> bool:
        """Tell whether one of these sentences is missing in the person's language."""
        said = (in_register(sentence, formal=self.is_formal) for sentence in sentences)
        return any(self.words.falls_back(self.language, source) for source in said)

    def frozen(self) -> Message | None:
        whole_id, edit = str(self.numbers["question"]), self.number("edit")
        question = self.library.question(whole_id)
        if question is None or edit is None:
            return None
        values = self.scene.answers
        if whole_id not in values or not question.accepts(values[whole_id]):
            return Message(self.say(question.words), edit=edit, is_repair=True)
        text = drawing.frozen(
            question,
            values[whole_id],
            self.translate,
            formal=self.is_formal,
            fill=self.fill,
            told=self.scene.position.said_with(whole_id),
        )
        before = self.greeting() if self.greets(whole_id) else ""
        return Message(f"{before}\n\n{text}" if before else text, edit=edit, is_repair=True)

    def ending(self) -> Message | None:
        words = self.library.ending(str(self.numbers["ending"]))
        rows = self.ways() if self.number("case") else ()
        rows = (*self.ways()[:1], *self.way_back()) if self.number("paused") else rows
        stays = [self.in_seat_register(SEATS_STAY)] if self.own_seats and not rows else []
        text = "\n\n".join((self.say(words), *stays)) if words else ""
        return Message(text, rows, strip=self.number("strip")) if words else None

    def card(self) -> Message | None:
        named: Mapping[str, Callable[[], Message]] = {
            CardName.SOS: lambda: Message(self.sos(), self.way_back()),
            CardName.MENU: self.menu,
            CardName.KNOW: self.know,
            CardName.WAITING: self.waiting,
            CardName.SEATS: self.my_seats,
        }
        name = str(self.numbers["card"])
        return replace(named[name](), edit=self.number("edit")) if name in named else None

    def way_back(self) -> Rows:
        human = exit_button(Exit.HUMAN, self.translate)
        return ((human, cards.go_on_button(self.translate)),)

    def menu(self) -> Message:
        rows = cards.menu_rows(
            self.scene, self.translate, language=self.language, has_sessions=self.has_sessions
        )
        return Message(self.say(notices.MENU), rows)

    def waiting(self) -> Message:
        words = notices.HELD if self.scene.human is Human.PRESENT else notices.WAITING
        return Message(self.say(words), self.ways())

    def know(self) -> Message:
        beside = self.scene.answers.get(WORDS)
        has_codes = referrals.has_some(self.session, self.row.contact_id)
        is_new = not self.scene.position.answered and not beside and self.case is None
        if is_new and not has_codes and not self.own_seats:
            return Message(self.say(notices.KNOW_NOTHING), self.way_back())
        lines, revisions = cards.kept(self.scene, self.answered)
        told = (notices.KNOW_CASE, notices.KNOW_CORRECT_IN_CASE) if self.case is not None else ()
        parts = [self.say(sentence) for sentence in (notices.KNOW, *told)] + lines
        parts += [f"{self.translate(notices.WRITTEN_FREELY)}\n→ {drawing.TYPED}"] if beside else []
        parts += [self.say(notices.KNOW_CODES)] if has_codes else []
        parts += [self.in_seat_register(KNOW_SEATS)] if self.own_seats else []
        parts += [self.say(notices.KNOW_CORRECT)] if revisions else []
        return Message("\n\n".join(parts), (*revisions, *self.way_back()))

    def answered(self, step: Answered) -> str:
        return drawing.frozen(
            step.question, step.value, self.translate, formal=self.is_formal, fill=self.fill
        )

    def closed(self) -> Message:
        """The last words of a case, with the question how it went; once it is answered, with the answer in its place."""
        asked, case, told = cards.how_it_went(self.library), self.number("case"), self.numbers.get("answer")
        said, ways = self.say(notices.CLOSED), self.ways()[:1]
        if asked is None or case is None:
            return Message(said, ways)
        if told is None:
            rows = cards.closing_rows(asked, self.say, case=case)
            return Message(f"{said}\n\n{self.say(asked.words)}", (*rows, *ways))
        step = Answered("", asked, str(told) if asked.accepts(str(told)) else None)
        return Message(f"{said}\n\n{self.answered(step)}", ways, edit=self.number("edit"), is_repair=True)

    def sign(self) -> Message | None:
        """The one sign of a pause: only while it still lasts, with nobody waiting for a human, and never at night."""
        zone = association.zone_of(association.get(self.session))
        is_on = is_paused(self.scene.answers) and self.case is None
        if not is_on or not signs.is_decent(self.now, zone=zone):
            return None
        return Message(self.say(notices.SIGN), is_silent=True)

    def check_in(self) -> Message | None:
        """The one discreet question after the numbers: only while an urgent conversation still waits for an answer."""
        waits = self.scene.is_urgent and self.case is None
        return Message(self.say(notices.SIGN), is_silent=True) if waits else None

    def relay(self) -> Message | None:
        _, _, content = cases.content_of(self.session, self.number("entry") or 0, keys=self.keys)
        return Message(f"{self.say(notices.RELAYED)}\n{content.text}", (self.ways()[0],))

    def cleaning(self, sentence: Sentence, *, is_for_good: bool) -> Cleaning:
        young, old = conversations.traces(self.session, self.row.contact_id, now=self.now)
        return Cleaning(tuple(young), tuple(old), self.say(sentence), is_for_good)
