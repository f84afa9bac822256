"""What the words of one message are filled with: whose it is, in which language and register, and the house's values of this moment."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from sqlmodel import Session, select

from bot import notices, safety
from bot.engine.scene import Human, Scene
from bot.engine.script import Fills, Library, Words as Sentence, in_register
from bot.own import Own
from passerelle import association, cases, conversations, handoff, outbox, places, retention
from passerelle.alerts.promise import promised_by
from passerelle.conversations import Secrets
from passerelle.tables import Case, CaseState, Conversation, Member, OutboxRow
from passerelle.words import SOURCE, Words, days_in_words, isolated


def human_of(case: Case | None) -> Human:
    """Who listens to a person whose open case this is."""
    if case is None or case.state == CaseState.CLOSED:
        return Human.NOBODY
    return Human.PRESENT if case.state == CaseState.TAKEN else Human.AWAITED


@dataclass
class Draft:
    """A row of the outbox about to be written; each fact about it is fetched only where it is used."""

    library: Library
    words: Words
    keys: Secrets
    session: Session
    row: OutboxRow
    now: datetime
    own: Own

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
    def closed_case(self) -> Case | None:
        number = self.conversation.closed_case_id if self.conversation else None
        return handoff.closed_by_staff(self.session, self.conversation, number) if self.conversation else None

    @cached_property
    def member(self) -> Member | None:
        number = self.number("member") or (self.case.owner_id if self.case else None)
        return self.session.get(Member, number) if number else None

    @cached_property
    def scene(self) -> Scene:
        answers = conversations.answers(self.conversation, self.keys) if self.conversation else {}
        salt = self.conversation.salt if self.conversation else ""
        open_case = self.case if self.conversation and self.conversation.open_case_id else None
        return Scene(self.own.offered(self.session, answers), answers, salt, human_of(open_case))

    @property
    def language(self) -> str:
        if self.conversation:
            return self.conversation.language
        return str(self.numbers.get("language") or SOURCE)

    @property
    def is_formal(self) -> bool:
        formal, case = self.library.formal, self.case
        if case is None and formal.question not in self.scene.answers:
            case = self.closed_case
        if case is not None:
            return case.who in formal.values
        return bool(self.numbers.get("formal")) or self.scene.position.formal

    def translate(self, source: str) -> str:
        return self.words.text(self.language, source)

    def say(self, sentence: Sentence) -> str:
        return self.fill(self.translate(in_register(sentence, formal=self.is_formal)))

    def fill(self, text: str) -> str:
        """Put the house's values into {placeholders}; each is fetched only where it is used."""
        values = self.values()
        return re.sub(r"\{(\w+)\}", lambda found: values.get(found[1], lambda: "")(), text)

    def values(self) -> Mapping[str, Callable[[], str]]:
        """The house's values by the name of their placeholder."""
        return {
            "association": lambda: self.kept_in_order(association.get(self.session).name),
            "keep_days": lambda: self.days(association.get(self.session).keep_days),
            "pause_days": lambda: self.days(retention.ABANDONED_AFTER.days),
            "presence": self.presence,
            "numbers": self.sos,
            "helplines": self.helplines,
            "pseudonym": lambda: self.kept_in_order(self.case.pseudonym) if self.case else "",
            "member": self.member_name,
        }

    def presence(self) -> str:
        zone = association.zone_of(association.get(self.session))
        told = notices.presence_in_words(
            handoff.presence(self.session, now=self.now),
            self.now,
            zone=zone,
            words=self.words,
            language=self.language,
        )
        by = self.promised_by()
        if by is None:
            return told
        promised = notices.promise_in_words(by, self.now, zone=zone, words=self.words, language=self.language)
        return f"{told} {promised}"

    def promised_by(self) -> datetime | None:
        """Until when an answer is promised: from when the case was opened, or now where there is none yet."""
        case = self.case
        if case is not None and case.state != CaseState.WAITING:
            return None
        is_urgent = case.is_urgent if case is not None else self.scene.position.urgent
        since = case.opened_at if case is not None else self.now
        return promised_by(self.session, since=since, is_urgent=is_urgent, now=self.now)

    def member_name(self) -> str:
        if self.member is None:
            return ""
        return notices.member_in_words(self.member, words=self.words, language=self.language)

    def days(self, count: int) -> str:
        return days_in_words(count, language=self.language)

    def kept_in_order(self, value: str) -> str:
        return isolated(self.language, value)

    def sos(self) -> str:
        position = self.scene.position
        return safety.card(
            self.country or association.get(self.session).country,
            language=self.language,
            translate=self.translate,
            is_certain=self.country is not None,
            languages=self.languages_to_speak(),
            age_band=position.filled(Fills.AGE_BAND) or (self.case.age_band if self.case else None),
            topic=position.topic or (self.case.topic if self.case else None),
            now=self.now,
        )

    def helplines(self) -> str:
        here, position = association.get(self.session), self.scene.position
        return safety.helplines(
            self.country or here.country,
            language=self.language,
            languages=self.languages_to_speak(),
            age_band=position.filled(Fills.AGE_BAND),
            topic=position.topic,
            now=self.now,
            zone=association.zone_of(here),
            translate=self.translate,
        )

    @property
    def country(self) -> str | None:
        area = places.area_of(self.scene.position.filled(Fills.PLACE))
        return (self.case.country if self.case else None) or (area.country if area else None)

    def languages_to_speak(self) -> tuple[str, ...]:
        """The languages to talk with somebody in: the chosen one, then the bot's."""
        chosen = self.conversation.spoken if self.conversation else None
        return tuple(dict.fromkeys(filter(None, (chosen, self.language))))
