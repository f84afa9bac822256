"""Going on after an answer: the next question, the way back out of an exit, an ending, and what has to be said or shown on the way."""

from dataclasses import replace

from bot.engine.answers import about, detours, leave, paused, with_answer
from bot.engine.effects import Card, CardName, Effect, Finish, Freeze, Question, Report, Seat, Speak, Turn
from bot.engine.outcome import SAME
from bot.engine.scene import Scene
from bot.engine.script import Choose, Fills, Outcome
from bot.engine.walk import Answered, Ended, Open, Position, walk

REPORTED = (Fills.HELP_CAME, Fills.WAS_USEFUL)


def show_again(scene: Scene, nudge: str | None = None) -> Turn:
    """Show where the person is, after a sentence where one is named; an ending that was reached is carried out."""
    if not scene.in_script:
        return Turn(scene.answers, (Card(CardName.WAITING),))
    position = scene.position
    if isinstance(position.stop, Open):
        return Turn(scene.answers, (Question(nudge),))
    return _end(scene, position, position.stop)


def _end(scene: Scene, position: Position, stop: Ended) -> Turn:
    """Go back to what an exit interrupted, or finish: also when a newer script ends where an older one still asked."""
    finished = Finish(stop, position)
    if stop.end.outcome is Outcome.PAUSE:
        return Turn(paused(scene.answers), (finished,))
    if stop.end.outcome is Outcome.SEAT and detours(scene.answers):
        return _about_a_seat(scene, position)
    if stop.end.outcome is not Outcome.RESUME or not detours(scene.answers):
        return Turn({}, (finished,))
    below = replace(scene, answers=leave(scene.answers))
    if stop.end.words and not below.answers and below.in_script:  # nothing was begun, so nothing goes on
        return Turn({}, (finished,))
    shown = show_again(below, stop.id if stop.end.words else None)
    return Turn(shown.answers, (*_languages(position), *shown.effects))


def _about_a_seat(scene: Scene, position: Position) -> Turn:
    """Hand over what was said for a seat, then go on with what it interrupted; where nothing was begun, nothing goes on."""
    answered = (step for step in position.trail[position.begun :] if isinstance(step, Answered))
    said = {step.id.partition(".")[2]: step.value for step in answered if step.value is not None}
    seat = Seat(position.flow, about(scene.answers, position.flow), said)
    below = replace(scene, answers=leave(scene.answers))
    shown = show_again(below) if below.answers and below.in_script else Turn(below.answers, ())
    return Turn(shown.answers, (*shown.effects, seat))


def _languages(position: Position) -> tuple[Effect, ...]:
    bot, humans = position.filled(Fills.LANGUAGE), position.filled(Fills.SPOKEN)
    with_humans = Speak(None if humans == SAME else humans, to_humans=True)
    return (*((Speak(bot),) if bot else ()), *((with_humans,) if humans else ()))


def saying(nudge: str, turn: Turn) -> Turn:
    """Say a sentence before the question of a turn."""
    return replace(
        turn, effects=tuple(Question(nudge) if isinstance(e, Question) else e for e in turn.effects)
    )


def routed(position: Position) -> tuple[Answered, ...]:
    """The answers on the path to questions that route."""
    return tuple(
        step for step in position.answered if isinstance(step.question, Choose) and step.question.routes
    )


def answer(scene: Scene, stop: Open, value: str | None) -> Turn:
    """Freeze the question while its answer is kept, or is for a seat; once an ending took the answers, its message is used again."""
    before, shown = (
        scene.position,
        show_again(replace(scene, answers=with_answer(scene.answers, stop.id, value))),
    )
    after = walk(scene.library, shown.answers)
    frozen = (Freeze(stop.id),) if stop.id in shown.answers or shown.has(Seat) else ()
    step = Answered(stop.id, stop.question, value)
    reports = (Report(about, told) for about in REPORTED if (told := step.filled(about)))
    is_grave = after.flow != before.flow and scene.library.flow(after.flow).urgent
    numbers = (Card(CardName.SOS),) if is_grave else ()  # in a message of their own, that stays
    turn = replace(shown, effects=(*frozen, *reports, *numbers, *shown.effects))
    return saying("topic_told", turn) if _was_told(before, after, shown) else turn


def _was_told(before: Position, after: Position, shown: Turn) -> bool:
    """Tell whether a topic told beforehand has just answered a question that the person never saw."""
    new = () if routed(before) else routed(after)
    return bool(new) and not any(step.id in shown.answers for step in new)
