"""What each ending of a conversation does in the house, in the transaction of the turn that reached it.

Staff read in French: a case stores the words that were asked, as they were asked, so that the panel needs no script and an old case
reads as it was.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlmodel import Session

from bot import notices, signs
from bot.engine.advance import Finish, Report, Speak
from bot.engine.answers import ALARM, WORDS, Answers, detours
from bot.engine.exits import AFTERWARDS
from bot.engine.onward import REPORTED
from bot.engine.script import Choose, Fills, Outcome, in_register
from bot.engine.walk import Answered, Position
from passerelle import association, cases, conversations, handoff, matching, outbox, places, retention
from passerelle.cases import Content, Headline
from passerelle.conversations import Secrets
from passerelle.outbox import Numbers
from passerelle.tables import Case, Conversation, EntryKind, Lane

TOPIC_OF_ALARM: Mapping[str, str] = {"suicide": "mental_health", "danger": "violence"}

CHECK_IN_AFTER = timedelta(minutes=15)
GRAVITY = ("suicide", "danger", "sos")


def gravest(reasons: Iterable[str | None]) -> str | None:
    """The reason that a case is told first: SOS pressed after words of dying takes nothing away."""
    known = [reason for reason in reasons if reason in GRAVITY]
    return min(known, key=GRAVITY.index, default=None)


@dataclass(frozen=True, slots=True)
class Desk:
    """Where one turn is carried out: its transaction, whose it is, and the hour."""

    session: Session
    conversation: Conversation
    case: Case | None
    keys: Secrets
    now: datetime
    in_french: Callable[[str], str] = str
    asks: Callable[[str], bool] = lambda _name: True

    def tell(
        self,
        notice: str,
        numbers: Numbers | None = None,
        *,
        lane: Lane = Lane.SCRIPT,
        dedupe: str | None = None,
        due_at: datetime | None = None,
    ) -> None:
        """Put down a message for this person, to leave now or when it is due."""
        outbox.enqueue(
            self.session,
            self.conversation.contact_id,
            notice,
            now=self.now,
            numbers=numbers,
            lane=lane,
            dedupe=dedupe,
            due_at=due_at,
        )


def over(tapped: int | None) -> dict[str, int | str]:
    """The number that lets a message be written over the one that was tapped, where there is one."""
    return {"edit": tapped} if tapped else {}


def finish(desk: Desk, finished: Finish, answers: Answers, *, tapped: int | None) -> list[str]:
    """Do what an ending says; returns the keys to destroy once the turn is committed."""
    numbers: dict[str, int | str] = {"ending": finished.end.id, **({"strip": tapped} if tapped else {})}
    numbers |= {"formal": 1} if finished.position.formal else {}
    match finished.end.end.outcome:
        case Outcome.OPEN_CASE:
            case = _open_case(desk, finished.position, answers)
            desk.tell("ending", {**numbers, "case": case.id or 0}, lane=Lane.HUMAN)
            return []
        case Outcome.NOTHING | Outcome.RESUME | Outcome.SEAT:
            if desk.case is not None:
                handoff.withdraw(desk.session, desk.case, keys=desk.keys, now=desk.now)
            desk.tell("ending", numbers)
            return [conversations.renew(desk.conversation, desk.keys, desk.now)] if desk.case is None else []
        case Outcome.PAUSE:
            _plan_a_sign(desk, finished.position.filled(Fills.SIGN) or "")
            desk.tell("ending", {**numbers, "paused": 1})
            return []
        case Outcome.ERASE:
            return _erase(desk, formal=finished.position.formal)


def _plan_a_sign(desk: Desk, days: str) -> None:
    """Let one sign come after this many days, in decent hours; whatever the person does before calls it back."""
    outbox.supersede(desk.session, desk.conversation.contact_id, "sign")
    if desk.case is None and days.isdecimal():
        zone = association.zone_of(association.get(desk.session))
        due = signs.due(int(days), now=desk.now, zone=zone)
        desk.tell("sign", lane=Lane.NOTICE, due_at=due)


def check_in(desk: Desk, *, is_urgent: bool) -> None:
    """Ask once, without a sound, after somebody who fell silent beside the numbers; whatever they do before calls it back."""
    contact_id = desk.conversation.contact_id
    outbox.supersede(desk.session, contact_id, "check_in")
    if is_urgent and desk.case is None and not outbox.was_sent(desk.session, contact_id, "check_in"):
        desk.tell("check_in", lane=Lane.NOTICE, due_at=desk.now + CHECK_IN_AFTER)


def speak(desk: Desk, chosen: Speak) -> None:
    """Go on in another language, or remember the one to speak with humans, also for the case that is open."""
    if not chosen.to_humans:
        desk.conversation.language = chosen.language or desk.conversation.language
        return
    desk.conversation.spoken = chosen.language
    if desk.case is not None:
        desk.case.language = chosen.language or desk.conversation.language
        desk.session.add(desk.case)


def may_tell(desk: Desk, case_id: int) -> bool:
    """Tell whether the person may say how this closed case went, and turn to it: once, and with no other one open."""
    case = handoff.closed_by_staff(desk.session, desk.conversation, case_id)
    if case is None or case.was_useful or desk.case is not None:
        return False
    desk.conversation.closed_case_id = case_id
    return True


def report(desk: Desk, told: Report) -> None:
    """Write down on the closed case, in one coarse word, how it went; a case that was erased meanwhile is not touched."""
    case = _closed_case(desk)
    if case is None:
        return
    if told.about is Fills.HELP_CAME:
        case.help_came = told.value
    else:
        case.was_useful = told.value
    desk.session.add(case)


def let_go(desk: Desk, answers: Answers) -> None:
    """Forget which case was closed, once all was said about how it went."""
    case = _closed_case(desk)
    if AFTERWARDS not in detours(answers) and (case is None or case.was_useful):
        desk.conversation.closed_case_id = None


def _closed_case(desk: Desk) -> Case | None:
    number = desk.conversation.closed_case_id
    return handoff.closed_by_staff(desk.session, desk.conversation, number)


def _erase(desk: Desk, *, formal: bool) -> list[str]:
    contact_id, language = desk.conversation.contact_id, desk.conversation.language
    doomed = retention.erase_person(desk.session, contact_id, now=desk.now)
    numbers: Mapping[str, int | str] = {"language": language, "formal": int(formal)}
    outbox.enqueue(desk.session, contact_id, "erased", now=desk.now, numbers=numbers, lane=Lane.SAFETY)
    return doomed


def open_at_once(desk: Desk, position: Position, answers: Answers) -> Case:
    """Open a case that comes first of all, with what was answered so far: for whoever says with one tap that they are not well."""
    return _open_case(desk, position, {**answers, ALARM: gravest((answers.get(ALARM), "sos"))})


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
    headline = _headline(position, answers, desk.conversation.spoken or desk.conversation.language)
    headline = _as_before(headline, position, _closed_case(desk))
    if position.filled(Fills.SOMEBODY_ELSE):
        _not_them_again(desk)
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
    desk.conversation.open_case_id, desk.conversation.closed_case_id = case.id, None
    _keep_what_was_said_beside(desk, case, answers)
    return case


def _not_them_again(desk: Desk) -> None:
    """Let a new case be proposed to anybody but whoever held the one before."""
    closed = _closed_case(desk)
    if closed is not None:
        matching.not_wanted(desk.session, closed, desk.now)


def _keep_what_was_said_beside(desk: Desk, case: Case, answers: Answers) -> None:
    """Keep the words that stand under no question of today: written at buttons, or for a question of an older version."""
    older = (
        words for name, words in answers.items() if not desk.asks(name) and words and " " in words.strip()
    )
    for beside in (answers.get(WORDS), *older):
        if not beside:
            continue
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
        kind=position.kind,
        who=who,
        age_band=position.filled(Fills.AGE_BAND) or ("adult" if position.formal else None),
        area=area.name if area else None,
        country=area.country if area else None,
    )


def _as_before(headline: Headline, position: Position, closed: Case | None) -> Headline:
    """Ask for somebody again without repeating the intake: what was known of the closed case still holds."""
    if closed is None or position.topic or position.filled(Fills.WAS_USEFUL) is None:
        return headline
    known = {name: getattr(closed, name) for name in ("topic", "kind", "who", "age_band", "area", "country")}
    return replace(headline, **known)


def _asked(desk: Desk, position: Position) -> list[tuple[str, str]]:
    """The questions of the path with their answers, in French, without what only the person needs to read."""
    return [
        (
            _plain(desk.in_french(in_register(step.question.words, formal=position.formal))),
            _answer(desk, step, formal=position.formal),
        )
        for step in position.answered
        if not step.only_tells and step.question.fills not in REPORTED
    ]


def _answer(desk: Desk, step: Answered, *, formal: bool) -> str:
    if step.value is None:
        return desk.in_french(notices.SKIPPED)
    if isinstance(step.question, Choose):
        return desk.in_french(in_register(step.question.option(step.value).label, formal=formal))
    return step.value


def _plain(words: str) -> str:
    return re.sub(r"\s*\{\w+\}\s*", " ", words).strip()
