"""What each ending of a conversation does in the house, in the transaction of the turn that reached it.

Staff read in French: a case stores the words that were asked, as they were asked, so that the panel needs no script and an old case
reads as it was.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from bot import notices
from bot.engine.advance import Finish
from bot.engine.answers import ALARM, WORDS, Answers
from bot.engine.script import Choose, Fills, Outcome, in_register
from bot.engine.walk import Answered, Position
from passerelle import cases, conversations, handoff, outbox, places, retention
from passerelle.cases import Content, Headline
from passerelle.conversations import Secrets
from passerelle.outbox import Numbers
from passerelle.tables import Case, Conversation, EntryKind, Lane

TOPIC_OF_ALARM: Mapping[str, str] = {"suicide": "mental_health", "danger": "violence"}


@dataclass(frozen=True, slots=True)
class Desk:
    """Where one turn is carried out: its transaction, whose it is, and the hour."""

    session: Session
    conversation: Conversation
    case: Case | None
    keys: Secrets
    now: datetime
    in_french: Callable[[str], str] = str

    def tell(
        self,
        notice: str,
        numbers: Numbers | None = None,
        *,
        lane: Lane = Lane.SCRIPT,
        dedupe: str | None = None,
    ) -> None:
        """Put down a message for this person."""
        outbox.enqueue(
            self.session,
            self.conversation.contact_id,
            notice,
            now=self.now,
            numbers=numbers,
            lane=lane,
            dedupe=dedupe,
        )


def finish(desk: Desk, finished: Finish, answers: Answers, *, edit: int | None) -> list[str]:
    """Do what an ending says; returns the keys to destroy once the turn is committed."""
    numbers: dict[str, int | str] = {"ending": finished.end.id, **({"edit": edit} if edit else {})}
    numbers |= {"formal": 1} if finished.position.formal else {}
    match finished.end.end.outcome:
        case Outcome.OPEN_CASE:
            case = _open_case(desk, finished.position, answers)
            desk.tell("ending", {**numbers, "case": case.id or 0}, lane=Lane.HUMAN)
            return []
        case Outcome.NOTHING | Outcome.RESUME:
            if desk.case is not None:
                handoff.withdraw(desk.session, desk.case, keys=desk.keys, now=desk.now)
            desk.tell("ending", numbers)
            return [conversations.renew(desk.conversation, desk.keys, desk.now)] if desk.case is None else []
        case Outcome.ERASE:
            return _erase(desk, formal=finished.position.formal)


def _erase(desk: Desk, *, formal: bool) -> list[str]:
    contact_id, language = desk.conversation.contact_id, desk.conversation.language
    doomed = retention.erase_person(desk.session, contact_id, now=desk.now)
    numbers: Mapping[str, int | str] = {"language": language, "formal": int(formal)}
    outbox.enqueue(desk.session, contact_id, "erased", now=desk.now, numbers=numbers, lane=Lane.SAFETY)
    return doomed


def _open_case(desk: Desk, position: Position, answers: Answers) -> Case:
    """Open the case, or add to the one that is open: a person has one at a time."""
    if desk.case is not None:
        case = desk.case
        for question, answer in _asked(desk, position):
            content = Content(answer, question=question)
            cases.add_entry(desk.session, case, EntryKind.ANSWER, content, keys=desk.keys, now=desk.now)
        if position.urgent or ALARM in answers:
            handoff.hasten(desk.session, case, "urgent", keys=desk.keys, now=desk.now)
        return case
    headline = _headline(position, answers, desk.conversation.language)
    key_id = conversations.renew(desk.conversation, desk.keys, desk.now)
    case = cases.open_case(
        desk.session,
        contact_id=desk.conversation.contact_id,
        key_id=key_id,
        headline=headline,
        asked=_asked(desk, position),
        keys=desk.keys,
        now=desk.now,
    )
    desk.conversation.open_case_id = case.id
    _keep_what_was_said_beside(desk, case, answers)
    return case


def _keep_what_was_said_beside(desk: Desk, case: Case, answers: Answers) -> None:
    beside = answers.get(WORDS)
    if beside:
        content = Content(beside, question=notices.WRITTEN_FREELY)
        cases.add_entry(desk.session, case, EntryKind.ANSWER, content, keys=desk.keys, now=desk.now)
    alarm = answers.get(ALARM)
    if alarm:
        cases.event(desk.session, case, f"alarm_{alarm}", keys=desk.keys, now=desk.now)


def _headline(position: Position, answers: Answers, language: str) -> Headline:
    area = places.area_of(position.filled(Fills.PLACE))
    who = position.filled(Fills.WHO)
    return Headline(
        topic=position.topic or TOPIC_OF_ALARM.get(answers.get(ALARM) or "", "other"),
        is_urgent=position.urgent or ALARM in answers,
        language=language,
        who=who,
        age_band=position.filled(Fills.AGE_BAND) or ("adult" if position.formal else None),
        area=area.name if area else None,
        country=area.country if area else None,
    )


def _asked(desk: Desk, position: Position) -> list[tuple[str, str]]:
    """The questions of the path with their answers, in French, without what only the person needs to read."""
    return [
        (
            _plain(desk.in_french(in_register(step.question.words, formal=position.formal))),
            _answer(desk, step, formal=position.formal),
        )
        for step in position.answered
        if not (isinstance(step.question, Choose) and step.question.shows)
    ]


def _answer(desk: Desk, step: Answered, *, formal: bool) -> str:
    if step.value is None:
        return desk.in_french(notices.SKIPPED)
    if isinstance(step.question, Choose):
        return desk.in_french(in_register(step.question.option(step.value).label, formal=formal))
    return step.value


def _plain(words: str) -> str:
    return re.sub(r"\s*\{\w+\}\s*", " ", words).strip()
