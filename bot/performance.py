"""One turn carried out: what is known is opened, the turn is played, and each of its effects is put down in the house.

Everything happens in the caller's transaction. No Telegram type comes in.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel import Session

from bot.elsewhere import is_elsewhere
from bot.engine.advance import (
    Alarm,
    Card,
    CardName,
    Effect,
    Finish,
    Freeze,
    Hide,
    Question,
    Refer,
    Relay,
    Report,
    Scene,
    Seat,
    Speak,
    Stale,
    Turn,
    advance,
)
from bot.engine.answers import ALARM, Answers, is_paused
from bot.engine.heard import Button, Commanded, Heard, Picked, Revised, Tapped, Wrote
from bot.engine.script import Fills, Library
from bot.interpret import interpreted
from bot.meetings import join, meet
from bot.outcomes import Desk, check_in, finish, gravest, let_go, may_tell, report, speak
from bot.own import Own
from bot.rooms import beside, talk, visit
from bot.seats import before_questions, seated, take_part
from bot.visits import refer
from bot.writer import human_of
from passerelle import association, cases, conversations, handoff, outbox
from passerelle.cases import Content
from passerelle.conversations import Secrets
from passerelle.errors import KeyDestroyed
from passerelle.tables import Case, CaseState, Conversation, Lane
from passerelle.words import SOURCE, Words

PASSED_ON_EVERY_MINUTES = 15
SCRIPTED = ("question", "frozen", "card", "ending", "outside", "passed_on", "unreadable")


@dataclass(frozen=True, slots=True)
class Arrival:
    """Something that reached the door: what was heard, from which account, with which message.

    `content` is what a human would get to read of it; `hint` the language that the account's device speaks, used and never kept;
    `beside` names messages of ours that the door sent while the house was out of reach.
    """

    bot_id: int
    update_id: int
    account: int
    heard: Heard
    message_id: int | None = None
    content: Content | None = None
    hint: str | None = None
    beside: tuple[int, ...] = ()


class Performance:
    """One turn being carried out in its transaction: `play` does it, and names the keys to destroy after the commit."""

    def __init__(
        self,
        arrival: Arrival,
        session: Session,
        conversation: Conversation,
        *,
        library: Library,
        words: Words,
        own: Own,
        keys: Secrets,
        now: datetime,
    ) -> None:
        self.session, self.arrival, self.now = session, arrival, now
        self.library, self.words, self.own, self.keys = library, words, own, keys
        self.conversation = conversation
        self.case = self._open_case()
        self.desk = Desk(
            session,
            self.conversation,
            self.case,
            self.keys,
            now,
            in_french=lambda source: words.text(SOURCE, source),
            asks=lambda name: name.startswith("~") or library.question(name) is not None,
        )
        self.before: Answers = conversations.answers(self.conversation, self.keys)
        self.doomed: list[str] = []

    def _open_case(self) -> Case | None:
        if self.conversation.open_case_id is None:
            return None
        case = cases.locked(self.session, self.conversation.open_case_id)
        return None if case.state == CaseState.CLOSED else case

    def play(self) -> list[str]:
        self._trace(self.arrival.heard)
        let_go(self.desk, self.before)
        if is_paused(self.before):
            outbox.supersede(self.session, self.conversation.contact_id, "sign")
        if self._joins():
            return self.doomed
        if talk(self.desk, self.arrival.heard, self.arrival.content):
            self.conversation.touched_at = self.now
            return self.doomed
        scene = self._scene()
        heard = self._interpreted(scene, self._of_its_case(before_questions(self.desk, self.arrival.heard)))
        turn = advance(scene, heard)
        self.conversation.touched_at = self.now
        self._keep(turn)
        self._say_how_far(scene, turn)
        beside(self.desk, turn)
        for effect in turn.effects:
            self._do(effect, turn)
        self._ask_after(scene, turn)
        return self.doomed

    def _scene(self) -> Scene:
        offered = self.own.offered(self.session, self.before)
        return Scene(offered, self.before, self.conversation.salt, human_of(self.case))

    def _say_how_far(self, scene: Scene, turn: Turn) -> None:
        """Tell whoever just said that they live elsewhere what there is nearer, before the question goes on."""
        after = replace(scene, answers=turn.answers).position
        is_new = after.filled(Fills.PLACE) != scene.position.filled(Fills.PLACE)
        if is_new and self.case is None and is_elsewhere(association.get(self.session), after):
            outbox.supersede(self.session, self.conversation.contact_id, "outside")
            self.desk.tell("outside")

    def _joins(self) -> bool:
        """Tell whether somebody of the family comes in by a code, which is all that this turn is then."""
        heard = self.arrival.heard
        typed = heard.payload if isinstance(heard, Commanded) else getattr(heard, "text", "")
        return bool(typed) and isinstance(heard, Commanded | Wrote) and join(self.desk, typed)

    def _ask_after(self, scene: Scene, turn: Turn) -> None:
        """Plan to ask after a person whom an urgent conversation asks something; never after they hid it."""
        after = replace(scene, answers=turn.answers).is_urgent
        if after or scene.is_urgent:
            check_in(self.desk, is_urgent=after and not turn.has(Finish, Hide))

    def _of_its_case(self, heard: Heard) -> Heard:
        """Take a button under the last words of a case for an old one, once there is nothing more to tell about it."""
        is_over = isinstance(heard, Picked) and not may_tell(self.desk, heard.case)
        return Tapped("", None) if is_over else heard

    def _interpreted(self, scene: Scene, heard: Heard) -> Heard:
        """Read what was heard in the light of where the person is.

        A typed button counts as pressed; it stands in a message of the person's own, which nothing replaces.
        """
        language = self.conversation.language
        found = interpreted(
            scene,
            heard,
            lambda source: self.words.text(language, source),
            country=lambda: association.get(self.session).country,
        )
        if isinstance(found, Button) and found is not heard:
            self.arrival = replace(self.arrival, heard=found, message_id=None)
        return found

    def _trace(self, heard: Heard) -> None:
        contact_id, number = self.conversation.contact_id, self.arrival.message_id
        if number is not None and not isinstance(heard, Button):
            conversations.trace(self.session, contact_id, number, ours=False, now=self.now)
        for sent in self.arrival.beside:
            conversations.trace(self.session, contact_id, sent, ours=True, now=self.now)

    def _keep(self, turn: Turn) -> None:
        answers = turn.answers
        alarms = [effect.reason for effect in turn.effects if isinstance(effect, Alarm)]
        if alarms and self.case is None:
            first = gravest((*alarms, self.before.get(ALARM)))
            self.before = {**self.before, ALARM: first}
            answers = {**answers, ALARM: first} if not turn.has(Finish) else answers
        try:
            conversations.keep_answers(self.conversation, answers, self.keys)
        except KeyDestroyed:  # a keystore older than the data: what was answered is lost, the person is not
            conversations.renew(self.conversation, self.keys, self.now)
            conversations.keep_answers(self.conversation, answers, self.keys)
        self.session.add(self.conversation)

    def _do(self, effect: Effect, turn: Turn) -> None:
        match effect:
            case Question(nudge):
                switched = any(isinstance(effect, Speak) and not effect.to_humans for effect in turn.effects)
                self._ask(nudge, in_place=self._reuses_message(turn), switched=switched)
            case Freeze(question):
                self._freeze(question)
            case Card(name, unasked):
                self._show(name, unasked=unasked)
            case Finish():
                outbox.supersede(self.session, self.conversation.contact_id, "question")
                tapped = self.arrival.message_id if isinstance(self.arrival.heard, Tapped) else None
                self.conversation.answered_message_id = tapped or self.conversation.answered_message_id
                self.doomed += finish(self.desk, effect, self.before, tapped=tapped)
            case Speak():
                speak(self.desk, effect)
            case Report():
                report(self.desk, effect)
            case Relay():
                self._relay()
            case Alarm(reason):
                if self.case is not None:
                    handoff.hasten(self.session, self.case, f"alarm_{reason}", keys=self.keys, now=self.now)
            case Refer(what, number):
                self._refer(what, number)
            case Seat():
                seated(self.desk, effect, age_band=self._age_band())
            case Hide():
                for notice in SCRIPTED:  # it would arrive after the screen was cleaned
                    outbox.supersede(self.session, self.conversation.contact_id, notice)
                self.desk.tell("hide", lane=Lane.SAFETY)
            case Stale():
                self._stale()

    def _ask(self, nudge: str | None, *, in_place: bool, switched: bool = False, page: int = 0) -> None:
        numbers: dict[str, int | str] = {"nudge": nudge} if nudge else {}
        numbers |= {"switched": 1} if switched else {}
        numbers |= {"page": page} if page else {}
        if in_place and self.arrival.message_id is not None:
            numbers["edit"] = self.arrival.message_id
        outbox.supersede(self.session, self.conversation.contact_id, "question")
        self.desk.tell("question", numbers)

    def _refer(self, what: str, number: int) -> None:
        """Turn the page of the list in its own message, or do what a button about an address says."""
        if what == "more":
            self._ask(None, in_place=self._is_about_the_question(), page=number)
            return
        if meet(self.desk, what, number, tapped=self.arrival.message_id):
            return
        if visit(self.desk, what, number, tapped=self.arrival.message_id, scene=self._scene()):
            return
        if take_part(self.desk, what, number, tapped=self.arrival.message_id, age_band=self._age_band()):
            return
        formal = self._scene().position.formal
        refer(self.desk, what, number, tapped=self.arrival.message_id, formal=formal)

    def _age_band(self) -> str | None:
        told = self._scene().position.filled(Fills.AGE_BAND)
        return told or (self.case.age_band if self.case else None)

    def _show(self, name: CardName, *, unasked: bool = False) -> None:
        """Show a card; what a person sees while they wait takes the place of the question that they just left."""
        lane = Lane.SAFETY if name is CardName.SOS else Lane.SCRIPT
        in_place = name is CardName.WAITING and self._is_about_the_question()
        edit = {"edit": self.arrival.message_id or 0} if in_place else {}
        once = f"{name}:{self.conversation.contact_id}:{self._span()}" if unasked else None
        self.desk.tell("card", {"card": name.value, **edit}, lane=lane, dedupe=once)

    def _reuses_message(self, turn: Turn) -> bool:
        """Tell whether the question's message becomes the next question, rather than staying with its answer."""
        if turn.has(Freeze):
            return False
        if isinstance(self.arrival.heard, Revised):
            return True
        return isinstance(self.arrival.heard, Button) and self._is_about_the_question()

    def _is_about_the_question(self) -> bool:
        """Never write over anything else: the words of a human, or the numbers, stay where they are."""
        known = self.conversation.question_message_id
        return known is not None and self.arrival.message_id == known

    def _freeze(self, question: str) -> None:
        """Let the answered message keep its answer: the pressed one, else the one that asked, where that is certain."""
        if isinstance(self.arrival.heard, Picked):
            self._keep_last_words(self.arrival.heard)
            return
        tapped = self.arrival.message_id if isinstance(self.arrival.heard, Tapped) else None
        message_id = tapped or self.conversation.question_message_id
        is_certain = tapped or not outbox.is_waiting(
            self.session, self.conversation.contact_id, "question"
        )  # a question on its way may stand in a message that nobody here knows yet
        if message_id is not None and is_certain:
            self.conversation.answered_message_id = message_id
            self.desk.tell("frozen", {"question": question, "edit": message_id})

    def _keep_last_words(self, picked: Picked) -> None:
        """Let the last words of a case stand with the answer under them, without its buttons."""
        message_id = self.arrival.message_id
        self.conversation.answered_message_id = message_id
        if message_id is not None:
            self.desk.tell("closed", {"case": picked.case, "answer": picked.key, "edit": message_id})

    def _relay(self) -> None:
        if self.case is None or self.arrival.content is None:
            return
        cases.from_person(self.session, self.case, self.arrival.content, keys=self.keys, now=self.now)
        if self.case.state == CaseState.WAITING:
            self.desk.tell("passed_on", dedupe=f"passed_on:{self.case.id}:{self._span()}")

    def _span(self) -> int:
        """Number the quarters of an hour: what nobody asked for is said once in each."""
        return int(self.now.timestamp()) // (PASSED_ON_EVERY_MINUTES * 60)

    def _stale(self) -> None:
        """Let the current question come back, unless this is the second half of a double tap."""
        if self.arrival.message_id != self.conversation.answered_message_id:
            self._ask(None, in_place=self._is_about_the_question())
