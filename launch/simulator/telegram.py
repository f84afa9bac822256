"""The pretend Telegram: everything it knows, put together once.

All in memory. It knows nothing of any bot library nor of the program it serves; it is spoken to over HTTP
(`server.py`) or, from the same event loop, through the attributes below.
"""

from dataclasses import dataclass, field
from random import Random

from launch.simulator.calls import Calls
from launch.simulator.changes import Changes
from launch.simulator.clock import Clock
from launch.simulator.faults import Faults
from launch.simulator.limits import Limits
from launch.simulator.media import Files
from launch.simulator.profile import Profile
from launch.simulator.updates import Updates
from launch.simulator.world import World


@dataclass
class Webhook:
    """Where updates are posted; an empty address means long polling."""

    url: str = ""
    secret: str = ""
    max_connections: int = 40
    ip_address: str | None = None
    last_error_at: int | None = None
    last_error: str | None = None
    generation: int = 0


@dataclass
class Poller:
    """One getUpdates that waits."""

    is_ended: bool = False


@dataclass(frozen=True)
class Pace:
    """How long webhook delivery waits, in real seconds; tests shrink it."""

    timeout_seconds: float = 60.0
    first_delay_seconds: float = 1.0
    longest_delay_seconds: float = 60.0
    scale: float = 1.0


@dataclass
class Telegram:
    """One bot's Telegram; `token` is `<bot id>:<anything>`, chance is seeded."""

    token: str = "1:demo"  # noqa: S105 - a made-up token for a made-up Telegram
    username: str = "passerelle_demo_bot"
    name: str = "Passerelle"
    clock: Clock = field(default_factory=Clock)
    seed: int = 0
    pace: Pace = field(default_factory=Pace)
    tap_answer_seconds: float = 150.0

    def __post_init__(self) -> None:
        """Build an empty world around the bot."""
        self.bot = Profile(int(self.token.partition(":")[0]), self.username, self.name)
        self.changes = Changes()
        self.webhook = Webhook()
        self.poller: Poller | None = None
        self._settle()

    def reset(self) -> None:
        """Forget people, chats, calls, faults and updates; the bot, its webhook and the clock stay."""
        allowed = self.updates.allowed
        last_id = self.updates.last_id()
        self._settle()
        self.updates.allowed = allowed
        self.updates.resume_after(last_id)
        self.changes.note()

    def _settle(self) -> None:
        self.random = Random(self.seed)  # noqa: S311 - chance for tests, no secret
        self.world = World(self.clock)
        self.files = Files()
        self.calls = Calls()
        self.faults = Faults(self.clock, self.random)
        self.limits = Limits(self.clock)
        self.updates = Updates(self.clock, self.changes, self.random)
