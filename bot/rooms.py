"""What somebody does in a room: coming in, talking, their tools, stepping aside, leaving. Each act in the transaction of its turn.

The ways out and words of a crisis come before anything here: neither is ever relayed. Whoever is aside talks to the bot or to a human as
everywhere else, and nothing of that reaches the room.
"""

from collections.abc import Callable, Mapping

from bot.engine.advance import Finish, Hide, Question, Turn
from bot.engine.exits import Exit, from_command, from_words
from bot.engine.heard import Commanded, Corrected, Heard, Medium, Pressed, Sent, Wrote
from bot.engine.scene import Scene
from bot.outcomes import Desk, open_at_once, over
from passerelle import handoff, outbox, rooms
from passerelle.cases import Content
from passerelle.errors import Refused
from passerelle.rooms import Inside, Mood, Place, Reaction, Said, Verdict
from passerelle.tables import Lane

ALARM = "alarm_room"
REACTIONS: Mapping[str, Reaction] = {
    "react_thumb": Reaction.THUMB,
    "react_heart": Reaction.HEART,
    "react_thanks": Reaction.THANKS,
}


def talk(desk: Desk, heard: Heard, content: Content | None) -> bool:
    """Let what was heard go to the room where this person is; False for whatever is not for it, words of a crisis among that.

    Those are kept for the leader, and their author is aside before the engine cares for them.
    """
    inside = _inside(desk)
    if inside is None:
        return False
    if getattr(heard, "crisis", None):
        _say(desk, inside, Said(_text(heard)), is_crisis=True)
        return False
    if _goes_on(heard):
        _tell(desk, inside, "inside")
        return True
    if _is_way_out(heard):
        return False
    match heard:
        case Corrected():
            _tell(desk, inside, "corrected")
        case Wrote() | Commanded() | Sent() if content is not None and content.is_forwarded:
            _tell(desk, inside, "forwarded")
        case Sent(Medium.VOICE, _, seconds=seconds) if seconds and content is not None and content.file:
            _say(desk, inside, Said(voice=content.file, seconds=seconds))
        case Sent(Medium.STICKER) if content is not None and content.text:
            _say(desk, inside, Said(content.text))
        case Sent():
            _tell(desk, inside, "medium")
        case Wrote() | Commanded():
            _say(desk, inside, Said(_text(heard)))
        case _:
            return False
    return True


def beside(desk: Desk, turn: Turn) -> None:
    """Take somebody out of the talk when their turn leads elsewhere: a question, a clean screen, or the end of everything."""
    inside = rooms.of_contact(desk.session, desk.conversation.contact_id)
    if inside is None:
        return
    stops = any(isinstance(effect, Finish) and effect.position.flow == Exit.STOP for effect in turn.effects)
    if stops:
        rooms.leave(desk.session, inside.room_id, _who(desk), keys=desk.keys, now=desk.now)
    elif inside.place is Place.INSIDE and turn.has(Question, Hide, Finish):
        rooms.step_aside(desk.session, inside.room_id, _who(desk), now=desk.now)


def visit(desk: Desk, what: str, number: int, *, tapped: int | None, scene: Scene) -> bool:
    """Do what a button says, if it is one of a room's; what is over or not theirs is said kindly."""
    acts = _Acts(desk, number, tapped, scene).named()
    if what not in acts:
        return False
    try:
        with desk.session.begin_nested():
            acts[what]()
    except Refused:
        desk.tell("room_told", {"code": "over"}, lane=Lane.HUMAN)
    return True


class _Acts:
    """One tap on one button of a room; its number is the room's, or that of a word."""

    def __init__(self, desk: Desk, number: int, tapped: int | None, scene: Scene) -> None:
        self.desk, self.number, self.tapped, self.scene = desk, number, tapped, scene
        self.session, self.contact_id = desk.session, _who(desk)

    def named(self) -> Mapping[str, Callable[[], None]]:
        """Every act by what its button says."""
        return {
            "room_in": self.enter,
            "room_yes": self.accept,
            "room_no": self.not_now,
            "room_hand": self.hand,
            "room_whisper": self.whisper,
            "room_unwell": self.unwell,
            "room_leave": lambda: self.show("room_sure", in_place=False),
            "room_gone": self.leave,
            "room_stay": lambda: self.show("room_stay"),
            "room_back": self.come_back,
            "listen": self.listen,
            **{what: self._reacting(sign) for what, sign in REACTIONS.items()},
            **{f"mood_{mood}": self._telling(mood) for mood in Mood},
        }

    def show(self, notice: str, *, in_place: bool = True, **numbers: int | str) -> None:
        """Tell something about the room of the button."""
        edit = over(self.tapped) if in_place else {}
        self.desk.tell(notice, {"room": self.number, **numbers, **edit}, lane=Lane.HUMAN)

    def enter(self) -> None:
        inside = rooms.enter(
            self.session, self.number, self.contact_id, keys=self.desk.keys, now=self.desk.now
        )
        if inside.place is Place.RULES:
            self.show("room_rules")
        else:
            self.come_back()

    def accept(self) -> None:
        rooms.accept_rules(self.session, self.number, self.contact_id, keys=self.desk.keys, now=self.desk.now)
        self.show("room_come")

    def not_now(self) -> None:
        if rooms.seen(self.session, self.number, self.contact_id).place is Place.RULES:
            rooms.leave(self.session, self.number, self.contact_id, keys=self.desk.keys, now=self.desk.now)
        self.show("room_no")

    def hand(self) -> None:
        if rooms.seen(self.session, self.number, self.contact_id).has_hand:
            rooms.lower_hand(self.session, self.number, self.contact_id)
            self.show("room_told", in_place=False, code="hand_down")
            return
        rooms.raise_hand(self.session, self.number, self.contact_id, now=self.desk.now)
        self.show("room_told", in_place=False, code="hand_up")

    def whisper(self) -> None:
        is_on = not rooms.seen(self.session, self.number, self.contact_id).whispers
        rooms.whisper_next(self.session, self.number, self.contact_id, is_on=is_on)
        self.show("room_told", in_place=False, code="whisper_on" if is_on else "whisper_off")

    def unwell(self) -> None:
        """Step aside, and let a human come first of all; the group sees nothing of it."""
        rooms.step_aside(self.session, self.number, self.contact_id, now=self.desk.now)
        case = self.desk.case or open_at_once(self.desk, self.scene.position, self.scene.answers)
        handoff.hasten(self.session, case, ALARM, keys=self.desk.keys, now=self.desk.now)
        outbox.supersede(self.session, self.contact_id, "question")
        self.show("room_unwell", in_place=False, case=case.id or 0)

    def leave(self) -> None:
        rooms.leave(self.session, self.number, self.contact_id, keys=self.desk.keys, now=self.desk.now)
        self.show("room_gone")

    def come_back(self) -> None:
        rooms.come_back(self.session, self.number, self.contact_id, now=self.desk.now)
        self.show("room_told", in_place=False, code="back")

    def listen(self) -> None:
        """Let a voice note come; the button names the word, and the room is where this person is."""
        inside = rooms.of_contact(self.session, self.contact_id)
        if inside is not None:
            numbers = {"room": inside.room_id, "word": self.number}
            once = f"room_listen:{self.contact_id}:{self.number}:{int(self.desk.now.timestamp()) // 10}"
            self.desk.tell("room_listen", numbers, lane=Lane.ROOM, dedupe=once)

    def _reacting(self, sign: Reaction) -> Callable[[], None]:
        return lambda: self._react(sign)

    def _react(self, sign: Reaction) -> None:
        inside = rooms.of_contact(self.session, self.contact_id)
        if inside is not None:
            rooms.react(
                self.session,
                inside.room_id,
                self.contact_id,
                sign,
                now=self.desk.now,
                word_id=self.number,
            )

    def _telling(self, mood: Mood) -> Callable[[], None]:
        return lambda: self._tell_mood(mood)

    def _tell_mood(self, mood: Mood) -> None:
        if rooms.tell_mood(self.session, self.number, self.contact_id, mood):
            self.show("room_mood", mood=mood.value)


def _inside(desk: Desk) -> Inside | None:
    """The room that what this person writes goes to: the one that they are inside of, not aside, nor still at its rules."""
    inside = rooms.of_contact(desk.session, _who(desk))
    return inside if inside is not None and inside.place is Place.INSIDE else None


def _say(desk: Desk, inside: Inside, said: Said, *, is_crisis: bool = False) -> None:
    answer = rooms.say(
        desk.session,
        inside.room_id,
        _who(desk),
        said,
        keys=desk.keys,
        now=desk.now,
        is_crisis=is_crisis,
    )
    if answer.verdict not in (Verdict.SAID, Verdict.ASIDE):
        _tell(desk, inside, answer.verdict.value, seconds=answer.wait_seconds)


def _tell(desk: Desk, inside: Inside, code: str, *, seconds: int = 0) -> None:
    numbers: dict[str, int | str] = {"room": inside.room_id, "code": code}
    desk.tell("room_told", numbers | ({"seconds": seconds} if seconds else {}))


def _goes_on(heard: Heard) -> bool:
    """Tell whether this asks to go on where one was: in the talk, which needs no question for that."""
    named = from_command(heard.name) if isinstance(heard, Commanded) else None
    return named is Exit.START or (isinstance(heard, Pressed) and heard.way is Exit.START)


def _is_way_out(heard: Heard) -> bool:
    """As beside a human: every button and command is one, and of the lone words only SOS; a "stop" said to the group is for it."""
    match heard:
        case Commanded(name, _):
            return from_command(name) is not None
        case Wrote(text):
            return from_words(text, human_listens=True) is not None
        case _:
            return False


def _text(heard: Heard) -> str:
    match heard:
        case Commanded(name, payload):
            return f"/{name} {payload}".strip()
        case Sent():
            return heard.caption
        case _:
            return str(getattr(heard, "text", ""))


def _who(desk: Desk) -> int:
    return desk.conversation.contact_id
