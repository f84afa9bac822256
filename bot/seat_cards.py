"""The messages about seats, as they leave: all of one's own, one with its state and what can be done, and what changed.

What arrives by itself tells nothing: no association, no topic, no place, no title; all of that stands behind a tap. Whether it is still
true is asked again here, in the transaction that sends it. Nothing here changes data.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cached_property
from zoneinfo import ZoneInfo

from bot import seat_words, sessions
from bot.engine.exits import Exit
from bot.engine.script import Words as Sentence
from bot.engine.show import Button, Rows, exit_button, reference_data
from bot.joining import MINORS, Joining
from bot.outgoing import Message
from passerelle import listening
from passerelle.listening import (
    HOLDING,
    LIVE,
    Consent,
    Seat,
    SeatState,
    SessionState,
    Shown,
)

MISSED: Mapping[SeatState, int] = {
    SeatState.LEFT: 2,
    SeatState.DECLINED: 1,
}  # offers without an answer after which a seat came to its end by itself


class Seating(Joining):
    """A row about a seat, or about all of one's own."""

    @cached_property
    def seat(self) -> Seat:
        """The seat that the row is about; raises NotFound for what is not theirs or gone."""
        return listening.seats.get(self.session, self.number("seat") or 0, self.row.contact_id)

    def my_seats(self) -> Message:
        """Every seat with its state and its next date."""
        reader = self.seat_reader
        if not self.own_seats:
            return Message(reader.say(seat_words.NONE_YET), (*self.see_others(), *self.seat_ways()))
        lines, rows = [reader.say(seat_words.MINE)], []
        for number, seat in enumerate(self.own_seats, 1):
            shown = listening.shown(self.session, seat.session_id, self.language, self.now)
            title = reader.plain(shown.title, sessions.LABEL_LONGEST)
            lines.append(
                f"{number}. {title}\n{sessions.joined(self.seat_shortly(seat), self.next_of(seat, shown))}"
            )
            rows.append((Button(f"{number}. {title}", reference_data("seat", seat.id or 0)),))
        return Message("\n\n".join(lines), (*rows, *self.seat_ways()))

    def seat_shortly(self, seat: Seat) -> str:
        return self.seat_reader.filled(seat_words.SHORTLY[SeatState(seat.state)], number=self.turn_of(seat))

    def turn_of(self, seat: Seat) -> str:
        return str(listening.position(self.session, seat.id or 0) or "–")

    def next_of(self, seat: Seat, shown: Shown) -> str:
        """The next date, for whoever has a seat there or may have one: a date promises nothing to somebody who waits."""
        return self.next_in_words(shown) if seat.state in HOLDING else ""

    def next_in_words(self, shown: Shown) -> str:
        if shown.next_at is None:
            return ""
        return sessions.when(self.seat_reader, shown.next_at, ZoneInfo(shown.zone))

    def seat_in_words(self, seat: Seat) -> str:
        """The truth about a seat at this moment."""
        until = (
            sessions.when(self.seat_reader, seat.offered_until, self.zone_of(seat))
            if seat.offered_until
            else ""
        )
        state = SeatState(seat.state)
        if seat.missed >= MISSED.get(state, seat.missed + 1):
            return self.seat_reader.say(seat_words.OFFER_OVER_FOR_GOOD)
        sentence = (
            seat_words.INVITED_OPEN if state is SeatState.INVITED and not until else seat_words.SAID[state]
        )
        return self.seat_reader.filled(sentence, number=self.turn_of(seat), when=until)

    def zone_of(self, seat: Seat) -> ZoneInfo:
        return ZoneInfo(listening.get(self.session, seat.session_id).zone)

    def seat_card(self) -> Message:
        """A seat with everything that can be done about it; one that is over says so."""
        seat, reader = self.seat, self.seat_reader
        if listening.get(self.session, seat.session_id).state == SessionState.OVER:
            return Message(reader.say(seat_words.ENDED), self.see_others())
        if seat.state not in LIVE:
            return Message(self.seat_in_words(seat), self.see_others())
        shown = listening.shown(self.session, seat.session_id, self.language, self.now)
        where = sessions.where_in_words(shown, reader)
        following = self.next_of(seat, shown)
        lines = (
            f"👥 {reader.plain(shown.title, sessions.TITLE_LONGEST)}",
            self.seat_in_words(seat),
            reader.filled(seat_words.NEXT, when=following) if following else "",
            f"📍 {where}" if where else "",
            self.consent_is_left(seat, shown),
        )
        return Message("\n".join(line for line in lines if line), self.seat_rows(seat, shown))

    def consent_is_left(self, seat: Seat, shown: Shown) -> str:
        if shown.consent is Consent.NONE or seat.age_band not in MINORS:
            return ""
        said = listening.told_by(self.session, seat.id or 0, keys=self.keys).get("consent")
        return self.seat_reader.say(seat_words.CONSENTS.get((shown.consent, said), ""))

    def seat_rows(self, seat: Seat, shown: Shown) -> Rows:
        number = seat.id or 0
        details = self.seat_button(seat_words.DETAILS, "session", seat.session_id)
        if seat.state in {SeatState.OFFERED, SeatState.INVITED}:
            yes, no = (
                self.seat_button(seat_words.YES, "seat_yes", number),
                self.seat_button(seat_words.NO, "seat_no", number),
            )
            return ((yes,), (no, details))
        asks = shown.takes_questions and seat.state == SeatState.TAKEN
        ask = ((self.seat_button(seat_words.ASK, "seat_question", number),),) if asks else ()
        turn = (seat_words.LOUD, "seat_loud") if seat.is_silent else (seat_words.SILENT, "seat_silent")
        leave = self.seat_button(seat_words.LEAVE, "seat_leave", number)
        return (*ask, (details, self.seat_button(*turn, number)), (leave,))

    def seat_sure(self) -> Message:
        """Ask before a seat is given back, once."""
        number = self.seat.id or 0
        yes = self.seat_button(seat_words.YES_LEAVE, "seat_leave_sure", number)
        return Message(
            self.seat_reader.say(seat_words.SURE),
            ((yes, self.seat_button(seat_words.KEEP, "seat_keep", number)),),
        )

    def seat_told(self) -> Message | None:
        """What a person's own act led to, or the team's; nothing once it is not true any more. No title stands in it."""
        seat, notice = self.seat, self.row.notice
        if not listening.stands(self.session, notice, seat.id or 0):
            return None
        text = self.seat_in_words(seat)
        if seat.state == SeatState.TAKEN:
            shown = listening.shown(self.session, seat.session_id, self.language, self.now)
            text = "\n".join(filter(None, (text, self.next_line(shown), self.consent_is_left(seat, shown))))
        is_unasked = seat.state in {SeatState.OFFERED, SeatState.INVITED}
        return Message(text, self.seat_look(), is_silent=is_unasked and seat.is_silent)

    def next_line(self, shown: Shown) -> str:
        following = self.next_in_words(shown)
        return self.seat_reader.filled(seat_words.NEXT, when=following) if following else ""

    def seat_look(self) -> Rows:
        return ((self.seat_button(seat_words.LOOK, "seat", self.seat.id or 0),),)

    def seat_offer_over(self) -> Message | None:
        if self.seat.state in {SeatState.OFFERED, SeatState.INVITED, SeatState.TAKEN}:
            return None
        sentence = seat_words.OFFER_OVER.get(SeatState(self.seat.state), seat_words.OFFER_OVER_FOR_GOOD)
        return self.seat_changed(self.seat_reader.say(sentence))

    def seat_changed(self, text: str) -> Message:
        return Message(text, self.seat_look(), is_silent=self.seat.is_silent)

    def seat_reminder(self) -> Message | None:
        number, rule = self.number("occurrence") or 0, str(self.numbers.get("rule") or "")
        if not listening.is_due(self.session, self.seat.id or 0, number, self.now, rule=rule or None):
            return None
        return self.seat_of_date(seat_words.REMINDER)

    def seat_of_date(self, sentence: str) -> Message:
        """Tell something of one date, by the clock of the session."""
        found = listening.occurrence(self.session, self.number("occurrence") or 0)
        when = sessions.when(self.seat_reader, found.starts_at, self.zone_of(self.seat))
        return self.seat_changed(self.seat_reader.filled(sentence, when=when))

    def seat_notices(self) -> Mapping[str, Callable[[], Message | None]]:
        """The notices about sessions and seats, each with what writes it."""
        answers = {
            "seat_not_open": seat_words.NOT_NOW,
            "seat_other_age": seat_words.OTHER_AGE,
            "seat_not_possible": seat_words.NOT_POSSIBLE,
            "seat_asked": seat_words.ASKED,
            "seat_not_asked": seat_words.NOT_ASKED,
        }
        return {
            "groups": self.groups,
            "session": self.session_card,
            "seat_card": self.seat_card,
            "seat_sure": self.seat_sure,
            "seat_gone": self.seat_gone,
            **{name: self._seat_saying(sentence) for name, sentence in answers.items()},
            **dict.fromkeys(TOLD, self.seat_told),
            "seat_offer_over": self.seat_offer_over,
            "seat_reminder": self.seat_reminder,
            "seat_cancelled": lambda: self.seat_of_date(seat_words.CANCELLED),
            "seat_moved": lambda: self.seat_of_date(seat_words.MOVED),
            "seat_removed": lambda: self.seat_changed(self.seat_reader.say(seat_words.CHANGED)),
        }

    def _seat_saying(self, sentence: Sentence) -> Callable[[], Message]:
        return lambda: Message(self.seat_reader.say(sentence))

    def seat_ways(self) -> Rows:
        ways = (Exit.SOS, Exit.HUMAN, Exit.MENU)
        return (tuple(exit_button(way, self.translate) for way in ways),)

    def seated(self, message: Message | None) -> Message | None:
        """A message about a session or a seat, with somebody one tap away."""
        if message is None:
            return None
        return replace(message, rows=(*message.rows, *self.seat_ways()), edit=self.number("edit"))


TOLD = (
    "seat_taken",
    "seat_waiting",
    "seat_candidate",
    "seat_offered",
    "seat_invited",
    "seat_left",
    "seat_declined",
)
