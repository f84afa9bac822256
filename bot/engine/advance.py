"""One turn of a conversation: (script, answers, what was heard) gives (answers, what to do).

The exits come first, then a human who listens, then the question. Nothing here sends, stores or looks at a clock; the effects are
values that the switchboard carries out in one transaction.
"""

from dataclasses import replace

from bot.engine import exits
from bot.engine.answers import (
    Answers,
    detours,
    enter,
    enter_about,
    forget,
    is_paused,
    leave,
    leave_all,
    meant,
    tries,
    with_meant,
    with_topic,
    with_try,
    with_words,
)
from bot.engine.effects import (
    Alarm as Alarm,
    Card as Card,
    CardName as CardName,
    Effect as Effect,
    Finish as Finish,
    Freeze as Freeze,
    Hide as Hide,
    Question as Question,
    Refer as Refer,
    Relay as Relay,
    Report as Report,
    Seat as Seat,
    Speak as Speak,
    Stale as Stale,
    Turn as Turn,
)
from bot.engine.exits import ABOUT_A_SEAT, AFTERWARDS, Exit
from bot.engine.heard import (
    Button,
    Commanded,
    Corrected,
    Heard,
    Meant,
    Picked,
    Pressed,
    Referred,
    Revised,
    Sent,
    Tapped,
    Wrote,
)
from bot.engine.nudges import reask_key
from bot.engine.onward import answer, routed, saying, show_again
from bot.engine.scene import Human as Human, Scene as Scene
from bot.engine.script import Ask, Choose, Library
from bot.engine.walk import Open, walk

TRIES_BEFORE_A_HUMAN_IS_OFFERED = 2


def advance(scene: Scene, heard: Heard) -> Turn:
    """Play one turn. Total: every heard thing in every state gives at least one effect."""
    way = _way_out(scene, heard)
    if way is not None:
        return _leave_by(scene, way, heard)
    crisis = getattr(heard, "crisis", None)
    if _is_for_the_human(scene, heard):
        numbers = (Card(CardName.SOS, unasked=True),) if crisis else ()
        return Turn(scene.answers, (Relay(), *_alarm(crisis), *numbers))
    turn = _after_a_pause(scene, heard) or _in_script(scene.awake(), heard)
    if crisis is None:
        return turn
    if turn.has(Finish):
        return replace(turn, effects=(*_alarm(crisis), *turn.effects, Card(CardName.SOS)))
    cared = enter(turn.answers, "crisis")
    kept = tuple(effect for effect in turn.effects if isinstance(effect, Freeze | Seat))
    return Turn(cared, (*_alarm(crisis), *kept, Card(CardName.SOS), Question()))


def _is_for_the_human(scene: Scene, heard: Heard) -> bool:
    """Once there is a case nothing written or sent is lost, not even over an exit whose question waits for a tap."""
    stop = scene.position.stop
    asked = scene.in_script and isinstance(stop, Open) and isinstance(stop.question, Ask)
    return scene.human is not Human.NOBODY and not asked and not isinstance(heard, Button)


def _alarm(crisis: str | None) -> tuple[Effect, ...]:
    return (Alarm(crisis),) if crisis else ()


def _way_out(scene: Scene, heard: Heard) -> Exit | None:
    match heard:
        case Pressed(way, token):
            guarded = way is Exit.BACK and token is not None and not scene.is_current(token)
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
        case Exit.MENU | Exit.KNOW | Exit.SEATS:
            return Turn(scene.answers, (Card(CardName(way.value)),))
        case Exit.HIDE:
            return Turn(scene.answers, (Hide(),))
        case Exit.HUMAN | Exit.PAUSE if scene.human is not Human.NOBODY:
            return show_again(replace(scene, answers=leave_all(scene.answers)))
        case Exit.BACK:
            return _back(scene.awake())
        case Exit.START:
            return _start(scene, heard)
        case _:
            return show_again(replace(scene, answers=enter(scene.awake().answers, way.value)))


def _start(scene: Scene, heard: Heard) -> Turn:
    calm = replace(scene, answers=leave_all(scene.awake().answers))
    if not calm.in_script or calm.position.answered:
        comes_back = isinstance(heard, Commanded) or is_paused(scene.answers)
        return show_again(calm, nudge="on_we_go" if comes_back else None)
    payload = heard.payload if isinstance(heard, Commanded) else ""
    return show_again(replace(calm, answers={**calm.answers, **_opened_by(scene.library, payload)}))


def _opened_by(library: Library, payload: str) -> Answers:
    """Tell the topic beforehand when a deep link names one; any other payload changes nothing."""
    topic = library.doors.get(exits.fold(payload))
    return with_topic({}, topic) if topic else {}


def _back(scene: Scene) -> Turn:
    here = _within(scene)
    if here:
        return show_again(replace(scene, answers=forget(scene.answers, here[-1])))
    if detours(scene.answers):
        return show_again(replace(scene, answers=leave(scene.answers)))
    return show_again(scene)


def _within(scene: Scene) -> tuple[str, ...]:
    """The questions answered since the topmost exit, which are the ones that "back" may take away."""
    path = tuple(step.id for step in scene.position.answered)
    if not detours(scene.answers):
        return path
    below = walk(scene.library, leave(scene.answers)).answered
    return path[len(below) :]


def _after_a_pause(scene: Scene, heard: Heard) -> Turn | None:
    """Take up what a pause interrupted: the first words after it greet, so they answer nothing; they are kept."""
    if not is_paused(scene.answers) or not isinstance(heard, Wrote | Sent | Commanded):
        return None
    stop, topic = scene.position.stop, getattr(heard, "topic", None)
    if isinstance(stop, Open) and isinstance(stop.question, Choose) and stop.question.option_about(topic):
        return None
    awake, said = scene.awake(), getattr(heard, "text", "") or getattr(heard, "caption", "")
    if isinstance(heard, Sent) and not said:
        return None
    noted = replace(awake, answers=with_words(awake.answers, said)) if said.strip() else awake
    return show_again(noted, "on_we_go")


def _in_script(scene: Scene, heard: Heard) -> Turn:
    match heard:
        case Tapped(token, key):
            return _tapped(scene, token, key)
        case Wrote(text) | Sent(_, text) if text.strip():
            return _wrote(scene, text, heard)
        case Sent(medium):
            return show_again(scene, f"sent_{medium}")
        case Corrected():
            return show_again(scene, "corrected")
        case Revised(token, number):
            return _revised(scene, token, number)
        case Picked(_, key):
            return _picked(scene, key)
        case Referred(what, number) if what in ABOUT_A_SEAT and what in scene.library.flows:
            return show_again(replace(scene, answers=enter_about(scene.answers, what, number)))
        case Referred(what, number):
            return Turn(scene.answers, (Refer(what, number),))
        case Pressed():
            return Turn(scene.answers, (Stale(),))
        case _:
            return show_again(scene)


def _tapped(scene: Scene, token: str, key: str | None) -> Turn:
    stop = scene.position.stop
    key = meant(scene.answers).get(key or "", (key,))[0]
    current = scene.in_script and isinstance(stop, Open) and scene.is_current(token)
    if not current or not isinstance(stop, Open) or not stop.question.accepts(key):
        return Turn(scene.answers, (Stale(),))
    return answer(scene, stop, key)


def _revised(scene: Scene, token: str, number: int) -> Turn:
    """Forget one answer and ask it again; those that came after it stay, and count again where they still fit."""
    calm = replace(scene, answers=leave_all(scene.answers))
    path = calm.position.answered
    if scene.human is not Human.NOBODY or not scene.is_current(token) or not 0 < number <= len(path):
        return Turn(scene.answers, (Stale(),))
    asked = path[number - 1].id
    less = replace(calm, answers=forget(calm.answers, asked))
    if any(step.id == asked for step in less.position.answered):  # a topic told beforehand answers it as well
        less = replace(less, answers=forget(less.answers, asked))
    return show_again(less)


def _picked(scene: Scene, key: str) -> Turn:
    """Answer the first question of how a closed case went, from wherever the person is; nothing else can be entered so."""
    inside = replace(scene, answers=enter(scene.answers, AFTERWARDS))
    stop = inside.position.stop
    is_asked = isinstance(stop, Open) and stop.id.startswith(f"{AFTERWARDS}.") and stop.question.accepts(key)
    is_repeated = AFTERWARDS in detours(scene.answers) and scene.answers.get(stop.id) == key
    if scene.human is not Human.NOBODY or is_repeated or not is_asked or not isinstance(stop, Open):
        return Turn(scene.answers, (Stale(),))
    return answer(inside, stop, key)


def _wrote(scene: Scene, text: str, heard: Heard) -> Turn:
    stop = scene.position.stop
    if not isinstance(stop, Open):
        return show_again(scene)
    if isinstance(stop.question, Choose):
        return _wrote_at_buttons(scene, stop, stop.question, text, getattr(heard, "topic", None))
    value = stop.question.kind.read(text)
    if value is not None:
        return _which(scene, stop, value, getattr(heard, "places", None))
    misread = replace(scene, answers=with_try(with_words(scene.answers, text)))
    too_often = tries(misread.answers) > TRIES_BEFORE_A_HUMAN_IS_OFFERED
    return show_again(misread, "a_human_instead" if too_often else reask_key(stop.question.kind))


def _which(scene: Scene, stop: Open, value: str, places: tuple[Meant, ...] | None) -> Turn:
    """Ask which of several places is meant, and once more for one that nobody knows; then any name will do."""
    if places and len(places) > 1:
        return show_again(replace(scene, answers=with_meant(scene.answers, places)), "which_place")
    if places == () and not tries(scene.answers):
        unsure = with_try(with_words(scene.answers, value))
        return show_again(replace(scene, answers=unsure), "unknown_place")
    return answer(scene, stop, value)


def _wrote_at_buttons(scene: Scene, stop: Open, question: Choose, text: str, topic: str | None) -> Turn:
    """Keep the words; a topic heard in them answers a question that routes, now or when it comes."""
    noted = replace(scene, answers=with_words(scene.answers, text))
    option = question.option_about(topic)
    if option is not None and topic is not None:
        onward = noted if option.topic == topic else replace(noted, answers=with_topic(noted.answers, topic))
        return saying("topic_heard", answer(onward, stop, option.key))
    if topic is not None and not routed(scene.position):
        noted = replace(noted, answers=with_topic(noted.answers, topic))
    is_first = not scene.position.answered and not detours(scene.answers)
    shown = show_again(noted, None if is_first else "buttons_please")
    numbers = (Card(CardName.SOS, unasked=True),) if question.safety else ()
    return replace(shown, effects=(*numbers, *shown.effects))
