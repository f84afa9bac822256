"""Everything a turn depends on besides what was heard."""

from dataclasses import dataclass, replace
from enum import StrEnum

from bot.engine.answers import Answers, detours, resumed, step_token
from bot.engine.script import Library
from bot.engine.walk import Open, Position, walk


class Human(StrEnum):
    """Whether a human listens: nobody yet, a case that waits for one, or one who holds it."""

    NOBODY = "nobody"
    AWAITED = "awaited"
    PRESENT = "present"


@dataclass(frozen=True, slots=True)
class Scene:
    """One moment of one conversation. `salt` names the conversation in its buttons."""

    library: Library
    answers: Answers
    salt: str
    human: Human = Human.NOBODY

    @property
    def position(self) -> Position:
        """Where the person is."""
        return walk(self.library, self.answers)

    @property
    def in_script(self) -> bool:
        """Tell whether a question of a script is what the person sees, rather than a human or the wait for one."""
        return self.human is Human.NOBODY or bool(detours(self.answers))

    @property
    def is_urgent(self) -> bool:
        """Tell whether an urgent conversation asks the person something now."""
        position = self.position
        return self.library.flow(position.flow).urgent and isinstance(position.stop, Open)

    @property
    def token(self) -> str:
        """The name of this moment, for its buttons."""
        return step_token(self.answers, self.position.stop.id, salt=self.salt)

    def is_current(self, token: str) -> bool:
        """Tell whether a button belongs to the question that waits now."""
        return isinstance(self.position.stop, Open) and token == self.token

    def awake(self) -> "Scene":
        """The same moment after a pause, if there was one."""
        return replace(self, answers=resumed(self.answers))
