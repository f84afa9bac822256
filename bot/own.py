"""The bot as the association made it its own: its wordings, what it offers, its greeting, and whether somebody lives elsewhere.

Everything is read in the transaction that writes a message or plays a turn, so that a change holds everywhere at the next one.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlmodel import Session

from bot.engine.answers import Answers
from bot.engine.offered import Service, offered
from bot.engine.script import Library
from passerelle import association, offering, wordings
from passerelle.words import Words


@dataclass
class Own:
    """The library and the words that ship, and what an association makes of them; the wordings are kept until their version goes up."""

    library: Library
    words: Words
    services: Mapping[str, Service]
    _kept: tuple[int, Words] | None = field(default=None, init=False)

    def said(self, session: Session) -> Words:
        """The words with the association's own wordings, as this transaction sees them."""
        version = wordings.version(session)
        if self._kept is None or self._kept[0] != version:
            own = wordings.published(session) if version else {}
            self._kept = version, self.words.with_own(own)
        return self._kept[1]

    def offered(self, session: Session, answers: Answers) -> Library:
        """The library without what is not offered, but with what this person is inside of."""
        here = association.get(session)
        off = [self.services[code] for code in offering.services_off(here) if code in self.services]
        return offered(self.library, off, languages=offering.languages(here), answers=answers)
