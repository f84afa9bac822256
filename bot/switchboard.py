"""One thing heard, one transaction: what is known is opened, one turn is played, and all of its effects are put down together.

No Telegram type comes in. When `hear` returns, everything is committed and Telegram may be told so; when it raises, nothing happened.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlmodel import Session

from bot.engine.heard import Corrected, Heard, Sent, Understood, Wrote
from bot.engine.script import Library
from bot.flows.services import SERVICES
from bot.own import Own
from bot.performance import Arrival as Arrival, Performance
from passerelle import association, conversations, offering, outbox
from passerelle.installation import House
from passerelle.tables import Conversation
from passerelle.words import Words


@dataclass(frozen=True, slots=True)
class Switchboard:
    """The bot's one way to act. `understand` says what reviewed words find in a text."""

    house: House
    library: Library
    words: Words
    understand: Callable[[str], Understood]
    own: Own = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "own", Own(self.library, self.words, SERVICES))

    def understood(self, heard: Heard) -> Heard:
        """Read a text, once: whoever hears something asks for this before anything is done about it."""
        if not isinstance(heard, Wrote | Sent | Corrected):
            return heard
        text = heard.caption if isinstance(heard, Sent) else heard.text
        if not text:
            return heard
        found = self.understand(text)
        if isinstance(heard, Wrote):
            return replace(heard, crisis=found.crisis, topic=found.topic)
        return replace(heard, crisis=found.crisis)

    def hear(self, arrival: Arrival) -> bool:
        """Act on an arrival, once; False when it was heard before. Raises DatabaseDown, and then nothing was done."""
        now = self.house.clock()
        with self.house.database.writing() as session:
            if not conversations.is_new(session, arrival.bot_id, arrival.update_id, now=now):
                return False
            conversation = self._conversation(session, arrival.account, arrival.hint, now)
            performance = Performance(
                arrival,
                session,
                conversation,
                library=self.library,
                words=self.own.said(session),
                own=self.own,
                keys=self.house.keys,
                now=now,
            )
            doomed = performance.play()
        self._destroy(doomed)
        return True

    def bury(self, bot_id: int, update_id: int, raw: bytes, *, fault: str, account: int | None) -> None:
        """Keep an update that nobody could read, sealed, and answer its sender kindly where there is one."""
        now = self.house.clock()
        with self.house.database.writing() as session:
            if not conversations.is_new(session, bot_id, update_id, now=now):
                return
            conversations.bury(session, update_id, raw, fault=fault, keys=self.house.keys, now=now)
            if account is not None:
                conversation = self._conversation(session, account, None, now)
                outbox.enqueue(session, conversation.contact_id, "unreadable", now=now)

    def left(self, bot_id: int, update_id: int, account: int) -> None:
        """Note that a person blocked the bot: nothing is sent any more, and staff see it."""
        now = self.house.clock()
        with self.house.database.writing() as session:
            if conversations.is_new(session, bot_id, update_id, now=now):
                contact = conversations.left(session, account, keys=self.house.keys)
                if contact is not None and contact.id is not None:
                    outbox.unreachable(session, contact.id)

    def _conversation(self, session: Session, account: int, hint: str | None, now: datetime) -> Conversation:
        offered = offering.languages(association.get(session))
        language = self.words.closest(hint, offered)
        return conversations.open_for(session, account, language=language, keys=self.house.keys, now=now)

    def _destroy(self, key_ids: list[str]) -> None:
        if key_ids:
            self.house.keys.keystore.destroy(key_ids)
