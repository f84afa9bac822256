"""What a button about a session or a seat does in the house: looking, registering, saying yes or no, giving back, asking beforehand.

Looking and one-tap acts stand beside the script, so that they work from every state and change no answer. What has to be asked first is a
conversation of its own on top (`bot.flows.seats`): there "back", the exits and the reading for crisis work as everywhere, and what was
answered is forgotten with it, except by the seat, or by the case of whoever asks for somebody on the way. Everybody registers for
themselves; each act can be tapped twice.
"""

from collections.abc import Callable, Mapping

from sqlmodel import select

from bot.engine.advance import Seat as Said
from bot.engine.exits import ABOUT_A_SEAT
from bot.engine.heard import Heard, Referred
from bot.joining import SEAT_TAKE
from bot.outcomes import Desk, over
from passerelle import listening, outbox
from passerelle.errors import NotFound, Refused
from passerelle.listening import LIVE, NotForThisAge, NotOpen, SeatState
from passerelle.tables import Delivery, OutboxRow

QUESTION = "seat_question"
DOUBLE_TAP_SECONDS = 10


def take_part(desk: Desk, what: str, number: int, *, tapped: int | None, age_band: str | None) -> bool:
    """Do what a button says, if it is one about a session or a seat; what is over or not theirs is said kindly."""
    act = _Acts(desk, number, tapped, age_band).named().get(what)
    if act is None:
        return False
    try:
        with desk.session.begin_nested():
            act()
    except (NotFound, Refused):
        desk.tell("seat_gone", over(tapped))
    return True


def seated(desk: Desk, said: Said, *, age_band: str | None) -> None:
    """Carry out the end of a conversation about a seat: register with what was said, or send the question."""
    if said.flow == QUESTION:
        _ask_beforehand(desk, said)
        return
    _register(desk, said.number, said.said, age_band)


def before_questions(desk: Desk, heard: Heard) -> Heard:
    """Show the card instead of asking anything where an old button would register for what is closed, or taken already."""
    if not isinstance(heard, Referred) or heard.what not in ABOUT_A_SEAT:
        return heard
    if heard.what == QUESTION:
        return heard if _takes_questions(desk, heard.number) else Referred("seat", heard.number)
    own = listening.seats.of_contact(desk.session, heard.number, desk.conversation.contact_id)
    if own is not None and own.state in LIVE:
        return Referred("seat", own.id or 0)
    return heard if _is_open(desk, heard.number) else Referred("session", heard.number)


def _takes_questions(desk: Desk, seat_id: int) -> bool:
    try:
        seat = listening.seats.get(desk.session, seat_id, desk.conversation.contact_id)
        found = listening.get(desk.session, seat.session_id)
    except NotFound:
        return False
    return seat.state == SeatState.TAKEN and found.takes_questions


def _is_open(desk: Desk, session_id: int) -> bool:
    try:
        return listening.shown(desk.session, session_id, desk.conversation.language, desk.now).is_open
    except NotFound:
        return False


def _register(desk: Desk, session_id: int, details: Mapping[str, str], age_band: str | None) -> None:
    """Ask for a seat; the house says what came of it. Who is in already sees that."""
    contact_id = desk.conversation.contact_id
    own = listening.seats.of_contact(desk.session, session_id, contact_id)
    if own is not None and own.state in LIVE:
        desk.tell("seat_card", {"seat": own.id or 0})
        return
    try:
        with desk.session.begin_nested():
            listening.register(
                desk.session,
                session_id,
                contact_id,
                details=details,
                language=desk.conversation.language,
                age_band=age_band,
                keys=desk.keys,
                now=desk.now,
                case_id=desk.case.id if desk.case else None,
            )
    except NotOpen:
        desk.tell("seat_not_open")
    except NotForThisAge:
        desk.tell("seat_other_age")
    except (NotFound, Refused):
        desk.tell("seat_not_possible")


def _ask_beforehand(desk: Desk, said: Said) -> None:
    text = said.said.get("words")
    if not text:
        return
    try:
        with desk.session.begin_nested():
            listening.ask_beforehand(
                desk.session,
                said.number,
                desk.conversation.contact_id,
                text,
                keys=desk.keys,
                now=desk.now,
            )
    except (NotFound, Refused):
        desk.tell("seat_not_asked")
    else:
        desk.tell("seat_asked")


class _Acts:
    """One tap on one button."""

    def __init__(self, desk: Desk, number: int, tapped: int | None, age_band: str | None) -> None:
        self.desk, self.number, self.tapped, self.age_band = desk, number, tapped, age_band
        self.contact_id = desk.conversation.contact_id

    def named(self) -> Mapping[str, Callable[[], None]]:
        """Every act by what its button says."""
        return {
            "groups": lambda: self.show("groups", "groups"),
            "groups_page": lambda: self.show("groups", "groups", in_place=True),
            "session": lambda: self.show("session", "session"),
            "seat": self.look,
            SEAT_TAKE: self.register,
            "seat_yes": self.accept,
            "seat_no": self.decline,
            "seat_leave": lambda: self.again("seat_sure"),
            "seat_leave_sure": self.leave,
            "seat_keep": lambda: self.again("seat_card"),
            "seat_silent": lambda: self.sound(is_silent=True),
            "seat_loud": lambda: self.sound(is_silent=False),
        }

    def show(self, notice: str, about: str, *, in_place: bool = False, state: str = "") -> None:
        """Show something, once for a double tap."""
        if in_place:
            self.desk.tell(notice, {about: self.number, **over(self.tapped)})
            return
        span = int(self.desk.now.timestamp()) // DOUBLE_TAP_SECONDS
        once = f"{notice}{state}:{self.contact_id}:{self.number}:{span}"
        self.desk.tell(notice, {about: self.number}, dedupe=once)

    def look(self) -> None:
        """Show a seat as it is now; raises NotFound for somebody else's."""
        seat = listening.seats.get(self.desk.session, self.number, self.contact_id)
        self.show("seat_card", "seat", state=seat.state)

    def again(self, notice: str) -> None:
        """Write over the message of the button what is true of the seat now; raises NotFound for somebody else's."""
        listening.seats.get(self.desk.session, self.number, self.contact_id)
        self.desk.tell(notice, {"seat": self.number, **over(self.tapped)})

    def register(self) -> None:
        own = listening.seats.of_contact(self.desk.session, self.number, self.contact_id)
        if own is None or own.state not in LIVE:  # the second half of a double tap only shows the card anew
            _register(self.desk, self.number, {}, self.age_band)
        self.desk.tell("session", {"session": self.number, **over(self.tapped)})

    def accept(self) -> None:
        desk = self.desk
        listening.accept(desk.session, self.number, self.contact_id, keys=desk.keys, now=desk.now)
        self.answered("seat_taken")

    def decline(self) -> None:
        desk = self.desk
        listening.decline(desk.session, self.number, self.contact_id, keys=desk.keys, now=desk.now)
        self.answered("seat_left")

    def leave(self) -> None:
        desk = self.desk
        listening.leave(desk.session, self.number, self.contact_id, keys=desk.keys, now=desk.now)
        self.answered("seat_left")

    def answered(self, notice: str) -> None:
        """Let the message of the button be the answer to it, instead of a second message that says the same."""
        waiting = select(OutboxRow).where(
            OutboxRow.contact_id == self.contact_id,
            OutboxRow.notice == notice,
            OutboxRow.state == Delivery.QUEUED,
        )
        for row in self.desk.session.exec(waiting).all():
            if outbox.numbers_of(row).get("seat") == self.number:
                row.state = Delivery.CANCELLED
        self.again("seat_card")

    def sound(self, *, is_silent: bool) -> None:
        listening.set_silent(self.desk.session, self.number, self.contact_id, is_silent=is_silent)
        self.again("seat_card")
