"""The messages about appointments, as they leave: times to choose from, what was agreed, a reminder, what changed.

Neutral in every notice: no association, no topic, no place; where to meet stands behind a tap. Whether a reminder is still true is
asked again here, in the transaction that sends it. Nothing here changes data.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot import notices
from bot.draft import Draft
from bot.engine.script import Words as Sentence, both, in_register, mark as _
from bot.engine.show import Button, Rows, reference_data
from bot.outgoing import Message
from passerelle import association
from passerelle.appointments import calendars, family, moves, offers, telling
from passerelle.appointments.family import Seen
from passerelle.appointments.states import LIVE
from passerelle.appointments.telling import Wish
from passerelle.tables import Member
from passerelle.words import day_in_words, hour_in_words, isolated

FILE_NAME = "agenda.ics"
TIMES_OF_AN_OFFER = 10  # a button tells an offer and one of its times as one number

TODAY, TOMORROW, ON = _("aujourd’hui à {hour}"), _("demain à {hour}"), _("{day} à {hour}")
CHOOSE = both(_("{member} :\nQuel moment te va ?"), _("{member} :\nQuel moment vous va ?"))
CHOOSE_ANEW = both(
    _("{member} :\nIl faut changer de moment. Lequel te va ?"),
    _("{member} :\nIl faut changer de moment. Lequel vous va ?"),
)
FREED = both(_("Un moment s’est libéré. Tu le veux ?"), _("Un moment s’est libéré. Vous le voulez ?"))
NO_TIMES = both(
    _("Ces moments ne sont plus libres. Écris ici, on en trouvera un autre."),
    _("Ces moments ne sont plus libres. Écrivez ici, on en trouvera un autre."),
)
NONE_FITS = _("Aucun ne va")
NONE_NOTED = both(
    _("D’accord. Écris ici quand tu serais libre."), _("D’accord. Écrivez ici quand vous seriez libre.")
)
AGREED = both(
    _("C’est noté : {when}. Un rappel discret viendra. Tu peux changer d’avis d’un geste."),
    _("C’est noté : {when}. Un rappel discret viendra. Vous pouvez changer d’avis d’un geste."),
)
REMINDERS: Mapping[str, str] = {
    "reminder": _("Rappel : {when}"),
    "tomorrow": _("Note : {when}"),
    "agenda": _("Agenda : {when}"),
}
CONFIRMED = _("Merci, à bientôt.")
SURE = _("Annuler {when} ?")
CANCELLED = both(
    _("C’est annulé : {when}. Pour un autre moment, écris ici."),
    _("C’est annulé : {when}. Pour un autre moment, écrivez ici."),
)
OVER = _("Ce moment est passé, ou a changé.")
NOTHING_FREE = both(
    _(
        "Aucun autre moment n’est libre pour l’instant. Celui-ci reste noté. Écris ici : quelqu’un te répondra."
    ),
    _(
        "Aucun autre moment n’est libre pour l’instant. Celui-ci reste noté. Écrivez ici : quelqu’un vous répondra."
    ),
)
MISSED = both(
    _("On ne s’est pas vus tout à l’heure. Ce n’est pas grave. Tu veux un autre moment ?"),
    _("On ne s’est pas vus tout à l’heure. Ce n’est pas grave. Vous voulez un autre moment ?"),
)
ANOTHER_NOTED = both(
    _("D’accord. On te propose bientôt autre chose ici."),
    _("D’accord. On vous propose bientôt autre chose ici."),
)
NO_OTHER = _("D’accord. À bientôt peut-être.")
NO_PLACE: Sentence = _("Rien n’est encore écrit là-dessus. On peut le demander ici.")
HOW: Sentence = _("Quels mots pour le rappel ? Il viendra ici, {sound}.")
JOINED = _("C’est fait. Vous recevrez ici le moment et ses rappels, rien d’autre.")
JOINED_NOTHING = _("C’est fait. Rien n’est prévu pour l’instant ; vous serez prévenu·e ici.")
JOIN_WRONG = _("Ce code ne marche pas, ou plus. Demandez-en un autre à la personne qui vous l’a donné.")

COME, OTHER, CANCEL, WHERE, FILE = (
    _("✓ Je viens"),
    _("Autre moment"),
    _("Annuler"),
    _("📍 Où"),
    _("📅 Agenda"),
)
WORDS_OF_IT, SILENT, LOUD = _("🔔 Rappel"), _("Sans son"), _("Avec un son")
WITH_SOUND, WITHOUT_SOUND = _("avec un son"), _("sans son")
YES_CANCEL, KEEP = _("Oui, annuler"), _("Non, ça reste")
YES_ANOTHER, NO_THANKS = _("Oui"), _("Non merci")


class Meeting(Draft):
    """A row about an appointment, for the person or somebody of the family."""

    def words_for(self, sentence: Sentence) -> str:
        """Say a sentence to this reader; the family is spoken to as adults are."""
        is_family = self.conversation is None or self.number("family") == 1
        return self.translate(in_register(sentence, formal=is_family or self.is_formal))

    def put(self, sentence: Sentence, **values: str) -> str:
        said = self.words_for(sentence)
        for name, value in values.items():
            said = said.replace(f"{{{name}}}", value)
        return said

    def button(self, label: str, what: str, number: int) -> Button:
        return Button(self.translate(label), reference_data(what, number))

    def when(self, instant: datetime, zone: ZoneInfo) -> str:
        """Name an instant as one says it: today, tomorrow, or by its day."""
        local, today = instant.astimezone(zone).date(), self.now.astimezone(zone).date()
        near = {today: TODAY, today + timedelta(days=1): TOMORROW}.get(local, ON)
        day = day_in_words(instant, zone=zone, language=self.language)
        hour = hour_in_words(instant, zone=zone, language=self.language)
        return isolated(self.language, self.put(near, day=day, hour=hour))

    def of_appointment(self) -> Seen:
        """What this contact may know of the appointment; raises NotFound for whoever has no part in it."""
        return family.seen(self.session, self.number("appointment") or 0, self.row.contact_id)

    def when_of(self, seen: Seen) -> str:
        return self.when(seen.starts_at, ZoneInfo(seen.zone))

    def times(self) -> Message | None:
        """The times of an offer that can still be picked."""
        return self._times(CHOOSE)

    def moved(self) -> Message | None:
        return self._times(CHOOSE_ANEW)

    def freed(self) -> Message | None:
        return self._times(FREED)

    def _times(self, sentence: Sentence) -> Message | None:
        offer_id = self.number("offer") or 0
        offer = offers.offer(self.session, offer_id).offer
        zone = association.zone_of(association.get(self.session))
        free = offers.pickable(self.session, offer_id, self.now)
        if not free:
            return Message(self.words_for(NO_TIMES)) if self.number("edit") or self.number("gone") else None
        rows = [
            (self.button_of(self.when(time.starts_at, zone), offer_id * TIMES_OF_AN_OFFER + time.number),)
            for time in free
        ]
        none = (self.button(NONE_FITS, "none_fits", offer_id),)
        return Message(self.put(sentence, member=self.mediator(offer.member_id)), (*rows, none))

    def button_of(self, label: str, number: int) -> Button:
        return Button(label, reference_data("pick", number))

    def mediator(self, member_id: int) -> str:
        member = self.session.get(Member, member_id)
        return notices.member_in_words(member, words=self.words, language=self.language) if member else ""

    def agreed(self) -> Message | None:
        """What was agreed, with everything that can be done about it; nothing once it changed."""
        seen = self.of_appointment()
        if seen.state not in LIVE:
            return None
        return Message(self.put(AGREED, when=self.when_of(seen)), self.rows_of(seen))

    def rows_of(self, seen: Seen, *, asks: bool = False) -> Rows:
        number = seen.appointment_id
        come = ((self.button(COME, "come", number),),) if asks else ()
        where = (self.button(WHERE, "where", number),) if seen.has_place else ()
        change = (self.button(OTHER, "other_time", number), self.button(CANCEL, "cancel", number))
        more = (*where, self.button(FILE, "ics", number), self.button(WORDS_OF_IT, "how", number))
        return (*come, change, more)

    def reminder(self) -> Message | None:
        """A reminder in the words that were chosen; nothing for what is over, moved or begun, nor at night."""
        number, rule = self.number("appointment") or 0, str(self.numbers.get("rule") or "")
        if not telling.is_due(self.session, number, self.row.contact_id, self.now, rule=rule or None):
            return None
        seen, wish = self.of_appointment(), telling.wish_of(self.session, self.row.contact_id, number)
        words = self.put(REMINDERS.get(wish.words, REMINDERS["reminder"]), when=self.when_of(seen))
        return Message(words, self.rows_of(seen, asks=True), is_silent=wish.is_silent)

    def confirmed(self) -> Message:
        seen = self.of_appointment()
        return Message(f"{self.words_for(CONFIRMED)}\n{self.when_of(seen)}", self.rows_of(seen))

    def sure(self) -> Message:
        """Ask before cancelling, once."""
        seen = self.of_appointment()
        number = seen.appointment_id
        buttons = (self.button(YES_CANCEL, "cancel_sure", number), self.button(KEEP, "keep", number))
        return Message(self.put(SURE, when=self.when_of(seen)), (buttons,))

    def cancelled(self) -> Message:
        return Message(self.put(CANCELLED, when=self.when_of(self.of_appointment())))

    def over(self) -> Message:
        return Message(self.words_for(OVER))

    def nothing_free(self) -> Message:
        return Message(self.words_for(NOTHING_FREE))

    def none_noted(self) -> Message:
        return Message(self.words_for(NONE_NOTED))

    def missed(self) -> Message:
        """The one kind question after a time that nobody came to."""
        number = self.number("appointment") or 0
        buttons = (self.button(YES_ANOTHER, "again", number), self.button(NO_THANKS, "no_again", number))
        return Message(self.words_for(MISSED), (buttons,))

    def again(self) -> Message:
        return Message(self.words_for(ANOTHER_NOTED))

    def no_again(self) -> Message:
        return Message(self.words_for(NO_OTHER))

    def where(self) -> Message:
        """Where to meet, or how, unsealed for whoever has part in it and taps for it."""
        number = self.number("appointment") or 0
        found = family.place(self.session, number, self.row.contact_id, keys=self.keys)
        return Message(f"📍 {isolated(self.language, found)}" if found else self.words_for(NO_PLACE))

    def ics(self) -> Message:
        """A file for a calendar, with the same neutral words and no place."""
        seen = self.of_appointment()
        appointment = moves.get(self.session, seen.appointment_id)
        wish = telling.wish_of(self.session, self.row.contact_id, seen.appointment_id)
        words = self.put(REMINDERS.get(wish.words, REMINDERS["reminder"]), when="").strip(" .:\u00a0")
        return Message("", file=calendars.ics(appointment, zone=seen.zone, words=words))

    def how(self) -> Message:
        """The words of a reminder, and whether it makes a sound."""
        seen = self.of_appointment()
        number = seen.appointment_id
        wish = telling.wish_of(self.session, self.row.contact_id, number)
        sound = self.translate(WITHOUT_SOUND if wish.is_silent else WITH_SOUND)
        samples = [(self.sample(code, wish, seen),) for code in REMINDERS]
        turn = self.button(LOUD, "loud", number) if wish.is_silent else self.button(SILENT, "silent", number)
        return Message(self.put(HOW, sound=sound), (*samples, (turn,)))

    def sample(self, code: str, wish: Wish, seen: Seen) -> Button:
        mark = "● " if wish.words == code else ""
        words = self.put(REMINDERS[code], when=self.hour_of(seen))
        return Button(f"{mark}{words}", reference_data(f"say_{code}", seen.appointment_id))

    def hour_of(self, seen: Seen) -> str:
        return hour_in_words(seen.starts_at, zone=ZoneInfo(seen.zone), language=self.language)

    def joined(self) -> Message:
        """Welcome somebody of the family: the times ahead, and nothing else of the case."""
        ahead = family.ahead(self.session, self.row.contact_id, now=self.now)
        if not ahead:
            return Message(self.words_for(JOINED_NOTHING))
        lines = [f"• {self.when_of(seen)}" for seen in ahead]
        return Message("\n".join((self.words_for(JOINED), *lines)), self.rows_of(ahead[0]))

    def join_wrong(self) -> Message:
        return Message(self.words_for(JOIN_WRONG))

    def meetings(self) -> Mapping[str, Callable[[], Message | None]]:
        """The notices about appointments, each with what writes it."""
        return {
            "times": self.times,
            "moved": self.moved,
            "freed": self.freed,
            "agreed": self.agreed,
            "reminder": self.reminder,
            "confirmed": self.confirmed,
            "sure": self.sure,
            "cancelled": self.cancelled,
            "cancelled_by_team": self.cancelled,
            "over": self.over,
            "nothing_free": self.nothing_free,
            "none_noted": self.none_noted,
            "missed": self.missed,
            "again": self.again,
            "no_again": self.no_again,
            "where": self.where,
            "ics": self.ics,
            "how": self.how,
            "joined": self.joined,
            "join_wrong": self.join_wrong,
        }
