"""What a button about an appointment does in the house: choosing a time, coming, another time, cancelling, how to be reminded.

Each works from every state and for everybody who has part in it; whoever has none, or taps too late, is told so kindly.
"""

import re
from collections.abc import Callable, Mapping

from bot.meeting import TIMES_OF_AN_OFFER
from bot.outcomes import Desk, over
from passerelle import cases
from passerelle.appointments import family, moves, offers, telling
from passerelle.appointments.states import SlotTaken
from passerelle.appointments.telling import WORDINGS, Wish
from passerelle.errors import NotFound, Refused
from passerelle.tables import Case, Lane

CODE = re.compile(r"rv-[a-z0-9-]{6,12}", re.IGNORECASE)


def meet(desk: Desk, what: str, number: int, *, tapped: int | None) -> bool:
    """Do what a button says, if it is one about an appointment; what is over or not theirs is said kindly."""
    act = _Acts(desk, number, tapped).named().get(what)
    if act is None:
        return False
    try:
        with desk.session.begin_nested():
            act()
    except Refused:
        desk.tell("over", over(tapped), lane=Lane.HUMAN)
    return True


def join(desk: Desk, typed: str) -> bool:
    """Let somebody of the family in by the code of a link, or by the code as they typed it; False for any other text."""
    if not CODE.fullmatch(typed.strip()):
        return False
    try:
        with desk.session.begin_nested():
            family.join(desk.session, typed, desk.conversation.contact_id, keys=desk.keys, now=desk.now)
    except NotFound:
        desk.tell("join_wrong", {"family": 1}, lane=Lane.HUMAN)
    else:
        desk.tell("joined", {"family": 1}, lane=Lane.HUMAN)
    return True


class _Acts:
    """One tap on one button."""

    def __init__(self, desk: Desk, number: int, tapped: int | None) -> None:
        self.desk, self.number, self.tapped = desk, number, tapped
        self.contact_id = desk.conversation.contact_id

    def named(self) -> Mapping[str, Callable[[], None]]:
        """Every act by what its button says."""
        return {
            "pick": self.pick,
            "none_fits": self.none_fits,
            "come": self.come,
            "other_time": self.other_time,
            "cancel": lambda: self.show("sure"),
            "cancel_sure": self.cancel,
            "keep": lambda: self.show("agreed"),
            "where": lambda: self.show("where", in_place=False),
            "ics": lambda: self.show("ics", in_place=False),
            "how": lambda: self.show("how", in_place=False),
            "silent": lambda: self.wish(is_silent=True),
            "loud": lambda: self.wish(is_silent=False),
            **{f"say_{code}": self._saying(code) for code in WORDINGS},
            "again": self.again,
            "no_again": lambda: self.show("no_again"),
        }

    def show(self, notice: str, *, in_place: bool = True) -> None:
        """Tell something about the appointment of the button to whoever has part in it."""
        seen = family.seen(self.desk.session, self.number, self.contact_id)
        numbers = {"appointment": self.number, "family": int(seen.is_family)}
        self.desk.tell(notice, numbers | (over(self.tapped) if in_place else {}), lane=Lane.HUMAN)

    def pick(self) -> None:
        offer_id, number = divmod(self.number, TIMES_OF_AN_OFFER)
        desk = self.desk
        try:
            offers.pick(desk.session, offer_id, number, self.contact_id, keys=desk.keys, now=desk.now)
        except SlotTaken:
            desk.tell("times", {"offer": offer_id, "gone": 1, **over(self.tapped)}, lane=Lane.HUMAN)

    def none_fits(self) -> None:
        self._note("appointment_none_fits", offers.offer(self.desk.session, self.number).offer.case_id)
        self.desk.tell("none_noted", over(self.tapped), lane=Lane.HUMAN)

    def come(self) -> None:
        desk = self.desk
        moves.confirm(desk.session, self.number, self.contact_id, keys=desk.keys, now=desk.now)
        self.show("confirmed")

    def other_time(self) -> None:
        desk = self.desk
        found = moves.move_by_person(desk.session, self.number, self.contact_id, keys=desk.keys, now=desk.now)
        if found is None:
            desk.tell("nothing_free", lane=Lane.HUMAN)

    def cancel(self) -> None:
        desk = self.desk
        moves.cancel(desk.session, self.number, self.contact_id, keys=desk.keys, now=desk.now)
        self.show("cancelled")

    def again(self) -> None:
        self._note("appointment_wanted", moves.get(self.desk.session, self.number).case_id)
        self.show("again")

    def wish(self, *, is_silent: bool | None = None, words: str | None = None) -> None:
        before = telling.wish_of(self.desk.session, self.contact_id, self.number)
        family.seen(self.desk.session, self.number, self.contact_id)
        silent = before.is_silent if is_silent is None else is_silent
        telling.choose(
            self.desk.session,
            self.contact_id,
            Wish(words or before.words, silent),
            appointment_id=self.number,
        )
        self.show("how")

    def _saying(self, code: str) -> Callable[[], None]:
        return lambda: self.wish(words=code)

    def _note(self, code: str, case_id: int) -> None:
        """Leave a line in the case of whoever has part in it; raises NotFound for everybody else."""
        desk = self.desk
        case: Case = cases.locked(desk.session, case_id)
        if self.contact_id not in telling.attendees(desk.session, case):
            raise NotFound("no such appointment")
        cases.event(desk.session, case, code, keys=desk.keys, now=desk.now)
        case.has_news = True
        desk.session.add(case)
