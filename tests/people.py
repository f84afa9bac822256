"""The cast of every test: Sam writes to us, Nadia is Sam's mediator, Marc is a mediator elsewhere, Inès coordinates."""

from dataclasses import dataclass
from datetime import UTC, datetime

from passerelle.tables import Role

MONDAY_MORNING = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)  # eleven o'clock in Brussels: the team is there


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who writes to the bot from a Telegram account."""

    name: str
    account: int
    language: str = "fr"


@dataclass(frozen=True, slots=True)
class Staff:
    """Somebody of a team, with what they type to sign in."""

    name: str
    email: str
    role: Role = Role.MEDIATOR

    @property
    def password(self) -> str:
        """A password of their own, long enough."""
        return f"{self.name.lower()} cheval agrafe pile"


SAM = Person("Sam", 7_316_204_958)
ALEX = Person("Alex", 7_400_111_222)  # another young person, where a test needs two chats
NADIA = Staff("Nadia", "nadia@example.org")
MARC = Staff("Marc", "marc@example.org")
INES = Staff("Inès", "ines@example.org", Role.COORDINATOR)
TEAM = (NADIA, MARC, INES)
