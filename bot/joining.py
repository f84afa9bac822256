"""The messages about what can be joined, as they leave: a word beside a question, what fits three at a time, the card of one session.

They come only when somebody asks for them, so a title may stand there. Nothing here changes data.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from zoneinfo import ZoneInfo

from bot import notices, seat_words, sessions
from bot.addresses import Reader
from bot.draft import Draft
from bot.engine.script import Fills, Words as Sentence, in_register
from bot.engine.show import Button, Rows, reference_data
from bot.engine.walk import Open
from bot.outgoing import Message
from bot.sessions import ANYTHING, PAGES, SHOWN_AT_ONCE, WISHED, WISHED_BY_FLOW, WISHES
from passerelle import association, listening, places
from passerelle.errors import NotFound
from passerelle.listening import (
    Audience,
    Consent,
    OccurrenceState,
    Seat,
    SessionState,
    Shown,
    Wanted,
)
from passerelle.tables import Member

PLACEHOLDER = "{sessions}"
ADULT = "adult"
MINORS = ("6-11", "12-17", None)  # whoever did not say may be one
AUDIENCE: Mapping[str | None, Audience] = {
    "parent": Audience.PARENTS,
    "professional": Audience.PROFESSIONALS,
    "adult": Audience.PARENTS,
    "supporter": Audience.PARENTS,
}
SEAT_TAKE = "seat_take"
REGISTERS: Mapping[tuple[bool, Consent], str] = {
    (False, Consent.NONE): SEAT_TAKE,
    (True, Consent.NONE): "seat_group",
    (False, Consent.AGREEMENT): "seat_agreement",
    (False, Consent.ADULT): "seat_adult",
    (True, Consent.AGREEMENT): "seat_group_agree",
    (True, Consent.ADULT): "seat_group_adult",
}  # what a button to register says: the conversation that asks what this session needs, or nothing to ask


class Joining(Draft):
    """A row about sessions, or a question beside which some can be joined."""

    def values(self) -> Mapping[str, Callable[[], str]]:
        return {**super().values(), "sessions": self.sessions_hint}

    @cached_property
    def own_seats(self) -> Sequence[Seat]:
        return listening.seats_of(self.session, self.row.contact_id)

    @cached_property
    def seat_reader(self) -> Reader:
        zone = association.zone_of(association.get(self.session))
        return Reader(self.language, self.in_seat_register, self.now, zone)

    @cached_property
    def is_adult(self) -> bool:
        """Tell whether to speak to an adult; a seat remembers it longer than a conversation does."""
        return self.is_formal or any(seat.age_band == ADULT for seat in self.own_seats)

    def in_seat_register(self, sentence: Sentence) -> str:
        return self.translate(in_register(sentence, formal=self.is_adult))

    def seat_button(self, label: str, what: str, number: int) -> Button:
        return Button(self.translate(label), reference_data(what, number))

    @property
    def wish(self) -> int | None:
        """What sort of session the answers ask for, as its place in WISHES."""
        position, answers = self.scene.position, self.scene.answers
        told = (
            kinds.get(answers.get(question) or "")
            for question, kinds in WISHED.items()
            if question.startswith(f"{position.flow}.")
        )
        return next((found for found in told if found is not None), WISHED_BY_FLOW.get(position.flow))

    def sessions_wanted(self, wish: int) -> Wanted:
        """Who looks for what, as far as the answers, the open case or a seat still tell."""
        position, case = self.scene.position, self.case
        who = position.filled(Fills.WHO) or (case.who if case else None)
        typed = position.filled(Fills.PLACE)
        here = association.get(self.session).country
        place = next(iter(places.find(typed, country=here)), None) if typed else None
        return Wanted(
            audience=AUDIENCE.get(who, Audience.YOUNG),
            age_band=self.own_age_band,
            languages=self.languages_to_speak(),
            country=place.country if place else self.country,
            area=place.area if place else (case.area if case else None),
            commune=place.commune if place else None,
            kinds=WISHES[wish],
        )

    @property
    def own_age_band(self) -> str | None:
        told = self.scene.position.filled(Fills.AGE_BAND) or (self.case.age_band if self.case else None)
        return told or next((seat.age_band for seat in self.own_seats if seat.age_band), None)

    def sessions_that_fit(self, wish: int) -> Sequence[Shown]:
        return listening.fitting(self.session, self.sessions_wanted(wish), self.now)

    def sessions_hint(self) -> str:
        """Say that something can be joined; nothing at all where the house has no such session."""
        wish = self.wish
        if wish is None:
            return ""
        found, new = self.sessions_that_fit(wish), self.new_ones(wish)
        if found and not new:
            return ""
        return sessions.hint(len(new), self.seat_reader) if new else self.nothing_fits(wish)

    def new_ones(self, wish: int) -> Sequence[Shown]:
        """What fits, without what this person has a seat in already."""
        own = {seat.session_id for seat in self.own_seats}
        return [one for one in self.sessions_that_fit(wish) if one.id not in own]

    def nothing_fits(self, wish: int) -> str:
        offered = [one for one in self.open_sessions() if one.kind in WISHES[wish]]
        if not offered:
            return ""
        is_for_others = self.is_adult and any(one.audience == Audience.YOUNG for one in offered)
        return self.seat_reader.say(sessions.FOR_THE_YOUNG if is_for_others else sessions.NOTHING_FITS)

    def open_sessions(self) -> Sequence[listening.ListeningSession]:
        found = listening.sessions(self.session, SessionState.OPEN)
        return [one for one in found if one.kind in sessions.OPEN_TO_PEOPLE]

    @property
    def has_sessions(self) -> bool:
        """Tell whether there is anything about sessions to show this person."""
        return bool(self.own_seats or self.open_sessions())

    def session_rows(self) -> Rows:
        """The button that shows what fits, where the question that waits tells of it."""
        position, wish = self.scene.position, self.wish
        is_told = any(PLACEHOLDER in in_register(words, formal=False) for words in position.said)
        if not isinstance(position.stop, Open) or not is_told or wish is None or not self.new_ones(wish):
            return ()
        return ((self.seat_button(sessions.SEE, "groups", wish * PAGES),),)

    def groups(self) -> Message:
        """What fits, three at a time; past the last one it begins again."""
        wish, first = divmod(self.number("groups") or 0, PAGES)
        wish = wish if wish < len(WISHES) else ANYTHING
        found, reader = self.sessions_that_fit(wish), self.seat_reader
        if not found:
            nothing = self.nothing_fits(wish) or reader.say(sessions.NOTHING_FITS)
            return Message(f"{nothing}\n{reader.say(sessions.SEARCH)}")
        first = first if first < len(found) else 0
        page = found[first : first + SHOWN_AT_ONCE]
        entries = [sessions.entry(number, one, reader) for number, one in enumerate(page, first + 1)]
        text = "\n\n".join((reader.say(sessions.HERE_THEY_ARE), *entries))
        has_more = len(found) > SHOWN_AT_ONCE
        return Message(
            text, sessions.list_rows(page, wish, first=first + 1, has_more=has_more, reader=reader)
        )

    def session_card(self) -> Message:
        """Everything about one session, and the way into it that this person needs."""
        try:
            shown = listening.shown(self.session, self.number("session") or 0, self.language, self.now)
        except NotFound:
            return self.seat_gone()
        leaders = [
            self.leader_in_words(leader.member_id) for leader in listening.leaders(self.session, shown.id)
        ]
        text = sessions.card(shown, leaders=leaders, dates=self.dates_of(shown), reader=self.seat_reader)
        own = next((seat for seat in self.own_seats if seat.session_id == shown.id), None)
        act = self.way_in(shown, own)
        back = self.seat_button(sessions.BACK_TO_LIST, "groups", self.wish_of(shown) * PAGES)
        return Message(text, (*(((act,),) if act else ()), (back,)))

    def way_in(self, shown: Shown, own: Seat | None) -> Button | None:
        if own is not None:
            return self.seat_button(sessions.MY_SEAT, "seat", own.id or 0)
        if not shown.is_open:
            return None
        consent = shown.consent if self.own_age_band in MINORS else Consent.NONE
        return self.seat_button(sessions.register_label(shown), REGISTERS[shown.composes, consent], shown.id)

    def wish_of(self, shown: Shown) -> int:
        return WISHES.index((shown.kind,)) if (shown.kind,) in WISHES else ANYTHING

    def leader_in_words(self, member_id: int) -> str:
        member = self.session.get(Member, member_id)
        return notices.member_in_words(member, words=self.words, language=self.language) if member else ""

    def dates_of(self, shown: Shown) -> list[str]:
        """The dates one by one, where there are several that no week tells; a project's with the title of the step."""
        found = listening.occurrences(self.session, shown.id, after=self.now, at_most=sessions.DATES_SHOWN)
        if shown.is_weekly or len(found) <= 1:
            return []
        zone = ZoneInfo(shown.zone)
        return [
            sessions.joined(
                sessions.when(self.seat_reader, one.starts_at, zone), self.seat_reader.plain(one.step)
            )
            for one in found
            if one.state != OccurrenceState.CANCELLED
        ]

    def see_others(self) -> Rows:
        return ((self.seat_button(sessions.SEE, "groups", ANYTHING),),) if self.open_sessions() else ()

    def seat_gone(self) -> Message:
        return Message(self.seat_reader.say(seat_words.GONE), self.see_others())
