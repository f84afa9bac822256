"""One turn of a conversation: (script, answers, what was heard) gives (answers, what to do).

The exits come first, then a human who listens, then the question. Nothing here sends, stores or looks at a clock; the effects are
values that the switchboard carries out in one transaction.
"""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeAlias

from bot.engine import exits
from bot.engine.answers import (
    Answers,
    detours,
    enter,
    forget,
    leave,
    leave_all,
    step_token,
    tries,
    with_answer,
    with_try,
    with_words,
)
from bot.engine.exits import Exit
from bot.engine.heard import Commanded, Corrected, Heard, Pressed, Sent, Tapped, Wrote
from bot.engine.nudges import reask_key
from bot.engine.script import Ask, Fills, Library, Outcome
from bot.engine.walk import Ended, Open, Position, walk

TRIES_BEFORE_A_HUMAN_IS_OFFERED = 2


class Human(StrEnum):
    """Whether a human listens: nobody yet, a case that waits for one, or one who holds it."""

    NOBODY = "nobody"
    AWAITED = "awaited"
    PRESENT = "present"


class CardName(StrEnum):
    """A message that is not part of a script and changes no answer."""

    SOS = "sos"
    MENU = "menu"
    KNOW = "know"
    WAITING = "waiting"


@dataclass(frozen=True, slots=True)
class Question:
    """Show where the person is; `nudge` is the key of a sentence to say before the question (`nudge_words`)."""

    nudge: str | None = None


@dataclass(frozen=True, slots=True)
class Freeze:
    """Turn the question's message into the question with its answer under it, without buttons."""

    question: str


@dataclass(frozen=True, slots=True)
class Card:
    """Show one of the cards."""

    name: CardName


@dataclass(frozen=True, slots=True)
class Finish:
    """An ending was reached: do in the house what its outcome says."""

    end: Ended
    position: Position


@dataclass(frozen=True, slots=True)
class Speak:
    """Go on in another language."""

    language: str


@dataclass(frozen=True, slots=True)
class Relay:
    """Hand what was heard to the human of the case, or keep it for the one who comes."""


@dataclass(frozen=True, slots=True)
class Alarm:
    """Reviewed words found a crisis, or SOS was pressed: the case, now or later, comes first."""

    reason: str


@dataclass(frozen=True, slots=True)
class Hide:
    """Clean the chat, keep everything else."""


@dataclass(frozen=True, slots=True)
class Stale:
    """A button of another moment was tapped: nothing changes, and the current question may have to come back."""


Effect: TypeAlias = Question | Freeze | Card | Finish | Speak | Relay | Alarm | Hide | Stale


@dataclass(frozen=True, slots=True)
class Turn:
    """What a person's turn changed and what is to be done about it, in order."""

    answers: Answers
    effects: tuple[Effect, ...]


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything a turn depends on besides what was heard. `salt` names the conversation in its buttons."""

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


def advance(scene: Scene, heard: Heard) -> Turn:
    """Play one turn. Total: every heard thing in every state gives at least one effect."""
    way = _way_out(scene, heard)
    if way is not None:
        return _leave_by(scene, way, heard)
    crisis = getattr(heard, "crisis", None)
    if _is_for_the_human(scene, heard):
        return Turn(scene.answers, (Relay(), *_alarm(crisis)))
    turn = _in_script(scene, heard)
    if crisis is None or any(isinstance(effect, Finish) for effect in turn.effects):
        return replace(turn, effects=(*_alarm(crisis), *turn.effects))
    cared = enter(turn.answers, "crisis")
    frozen = tuple(effect for effect in turn.effects if isinstance(effect, Freeze))
    return Turn(cared, (*_alarm(crisis), *frozen, Question()))


def _is_for_the_human(scene: Scene, heard: Heard) -> bool:
    """Once there is a case nothing written or sent is lost, not even over an exit whose question waits for a tap."""
    stop = scene.position.stop
    asked = scene.in_script and isinstance(stop, Open) and isinstance(stop.question, Ask)
    return scene.human is not Human.NOBODY and not asked and not isinstance(heard, Tapped | Pressed)


def _alarm(crisis: str | None) -> tuple[Effect, ...]:
    return (Alarm(crisis),) if crisis else ()


def _way_out(scene: Scene, heard: Heard) -> Exit | None:
    match heard:
        case Pressed(way, token):
            guarded = way is Exit.BACK and token is not None and not _is_current(scene, token)
            return None if guarded else way
        case Commanded(name, _):
            return exits.from_command(name)
        case Wrote(text):
            return exits.from_words(text, human_listens=not scene.in_script)
        case _:
            return None


def _leave_by(scene: Scene, way: Exit, heard: Heard) -> Turn:
    match way:
        case Exit.SOS:
            return Turn(scene.answers, (Card(CardName.SOS), Alarm("sos")))
        case Exit.MENU | Exit.KNOW:
            return Turn(scene.answers, (Card(CardName(way.value)),))
        case Exit.HIDE:
            return Turn(scene.answers, (Hide(),))
        case Exit.HUMAN if scene.human is not Human.NOBODY:
            return _show(replace(scene, answers=leave_all(scene.answers)))
        case Exit.HUMAN | Exit.LANGUAGE | Exit.ERASE | Exit.STOP:
            return _show(replace(scene, answers=enter(scene.answers, way.value)))
        case Exit.BACK:
            return _back(scene)
        case Exit.START:
            return _start(scene, heard)


def _start(scene: Scene, heard: Heard) -> Turn:
    answers = leave_all(scene.answers)
    calm = replace(scene, answers=answers)
    if not calm.in_script or calm.position.answered:
        return _show(calm, nudge="on_we_go" if isinstance(heard, Commanded) else None)
    payload = heard.payload if isinstance(heard, Commanded) else ""
    return _show(replace(calm, answers={**answers, **_opened_by(scene.library, payload)}))


def _opened_by(library: Library, payload: str) -> Answers:
    """Answer the topic question beforehand when a deep link names one; any other payload changes nothing."""
    door = library.doors.get(exits.fold(payload))
    return dict([door]) if door else {}


def _back(scene: Scene) -> Turn:
    here = _within(scene)
    if here:
        return _show(replace(scene, answers=forget(scene.answers, here[-1])))
    if detours(scene.answers):
        return _show(replace(scene, answers=leave(scene.answers)))
    return _show(scene)


def _within(scene: Scene) -> tuple[str, ...]:
    """The questions answered since the topmost exit, which are the ones that "back" may take away."""
    path = tuple(step.id for step in scene.position.answered)
    if not detours(scene.answers):
        return path
    below = walk(scene.library, leave(scene.answers)).answered
    return path[len(below) :]


def _show(scene: Scene, nudge: str | None = None) -> Turn:
    if not scene.in_script:
        return Turn(scene.answers, (Card(CardName.WAITING),))
    position = scene.position
    if isinstance(position.stop, Open):
        return Turn(scene.answers, (Question(nudge),))
    return _end(scene, position, position.stop)


def _end(scene: Scene, position: Position, stop: Ended) -> Turn:
    """Go back to what an exit interrupted, or finish: also when a newer script ends where an older one still asked."""
    if stop.end.outcome is not Outcome.RESUME or not detours(scene.answers):
        return Turn({}, (Finish(stop, position),))
    spoken = position.filled(Fills.LANGUAGE)
    resumed = _show(replace(scene, answers=leave(scene.answers)), stop.id if stop.end.words else None)
    return Turn(resumed.answers, (*((Speak(spoken),) if spoken else ()), *resumed.effects))


def _in_script(scene: Scene, heard: Heard) -> Turn:
    match heard:
        case Tapped(token, key):
            return _tapped(scene, token, key)
        case Wrote(text) | Sent(_, text) if text.strip():
            return _wrote(scene, text)
        case Sent(medium):
            return _show(scene, f"sent_{medium}")
        case Corrected():
            return _show(scene, "corrected")
        case Pressed():
            return Turn(scene.answers, (Stale(),))
        case _:
            return _show(scene)


def _is_current(scene: Scene, token: str) -> bool:
    stop = scene.position.stop
    return isinstance(stop, Open) and token == step_token(scene.answers, stop.id, salt=scene.salt)


def _tapped(scene: Scene, token: str, key: str | None) -> Turn:
    stop = scene.position.stop
    current = scene.in_script and isinstance(stop, Open) and _is_current(scene, token)
    if not current or not isinstance(stop, Open) or not stop.question.accepts(key):
        return Turn(scene.answers, (Stale(),))
    return _answer(scene, stop, key)


def _wrote(scene: Scene, text: str) -> Turn:
    stop = scene.position.stop
    if not isinstance(stop, Open):
        return _show(scene)
    if not isinstance(stop.question, Ask):
        is_first = not scene.position.answered and not detours(scene.answers)
        noted = replace(scene, answers=with_words(scene.answers, text))
        return _show(noted, None if is_first else "buttons_please")
    value = stop.question.kind.read(text)
    if value is not None:
        return _answer(scene, stop, value)
    misread = replace(scene, answers=with_try(with_words(scene.answers, text)))
    too_often = tries(misread.answers) > TRIES_BEFORE_A_HUMAN_IS_OFFERED
    return _show(misread, "a_human_instead" if too_often else reask_key(stop.question.kind))


def _answer(scene: Scene, stop: Open, value: str | None) -> Turn:
    """Freeze the question while its answer is kept; once an ending took the answers, the message is used again."""
    shown = _show(replace(scene, answers=with_answer(scene.answers, stop.id, value)))
    frozen = (Freeze(stop.id),) if stop.id in shown.answers else ()
    return replace(shown, effects=(*frozen, *shown.effects))
