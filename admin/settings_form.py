"""The form of the association: what was typed, what is wrong with it, and what young people are told with it now.

What may stand in a field is decided by the house alone; here are the French sentences for what it refuses. Nothing here keeps anything
for good.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlmodel import Session

from admin.directory_words import COUNTRIES as COUNTRY_NAMES
from admin.labels import _
from admin.moments import Calendar
from admin.team_form import LONGEST, TOO_LONG, Form
from passerelle import association, cases
from passerelle.association import COUNTRIES, Presence
from passerelle.errors import Misconfigured
from passerelle.tables import Association
from passerelle.words import day_in_words, hour_in_words

FIELDS = ("name", "country", "zone", "hours", "keep_days")
HOURS_LONGEST = 500
ZONES: Mapping[str, str] = {
    "Europe/Brussels": _("Bruxelles"),
    "Europe/Paris": _("Paris"),
    "Europe/Luxembourg": _("Luxembourg"),
    "Europe/Zurich": _("Zurich"),
    "America/Guadeloupe": _("Guadeloupe"),
    "America/Cayenne": _("Guyane"),
    "America/Martinique": _("Martinique"),
    "Indian/Mayotte": _("Mayotte"),
    "Indian/Reunion": _("La Réunion"),
}  # where the association may be; whoever set another one by command keeps it in the list

WRONG: Mapping[str, str] = {
    "name": _("L’association a besoin d’un nom."),
    "country": _("Choisissez un pays dans la liste."),
    "zone": _("Choisissez une heure locale dans la liste."),
    "hours": _("Ces heures ne se lisent pas. Écrivez-les comme : Mo-Fr 09:00-18:00, ou 24/7."),
    "keep_days": _("Écrivez un nombre entier de jours, de 1 à 365."),  # KEPT_LONGEST_DAYS
}
HOURS_TOO_LONG = _("C’est trop long : 500 caractères au plus.")

SOMEBODY_HERE = _("Quelqu’un de l’équipe est là en ce moment.")
OPEN_UNTIL = _("L’équipe lit ici aujourd’hui jusqu’à {hour}.")
BACK_TODAY = _("Personne n’est là maintenant. L’équipe revient aujourd’hui à {hour}.")
BACK_ON = _("Personne n’est là maintenant. L’équipe revient {day} à {hour}.")
NO_HOURS = _("Je ne sais pas encore quand quelqu’un pourra lire.")
ANSWER_TODAY = _("Réponse prévue aujourd’hui avant {hour}.")
ANSWER_ON = _("Réponse prévue {day} avant {hour}.")


def of(kept: Association) -> Form:
    """The form as the association is noted."""
    return Form({name: [str(getattr(kept, name))] for name in FIELDS})


def zones(chosen: str) -> list[tuple[str, str]]:
    """The zones to choose from, and the one that is chosen where it is another."""
    others = [] if chosen in ZONES or not chosen else [(chosen, chosen)]
    return [*ZONES.items(), *others]


def countries() -> list[tuple[str, str]]:
    """The countries to choose from."""
    return [(code, COUNTRY_NAMES[code]) for code in COUNTRIES]


def keep(session: Session, form: Form) -> None:
    """Give the association what was typed; what it refuses is noted in the form and stays as it was."""
    for name, longest, says in (("name", LONGEST, TOO_LONG), ("hours", HOURS_LONGEST, HOURS_TOO_LONG)):
        if len(form.value(name)) > longest:
            form.errors[name] = says
    for name in FIELDS:
        if name in form.errors:
            continue
        try:
            association.change(session, **{name: form.value(name)})
        except Misconfigured:
            form.errors[name] = WRONG[name]


def older(session: Session, form: Form, now: datetime) -> int | None:
    """Count the closed cases that fewer days would erase; None where the days kept are not fewer."""
    days = int(form.value("keep_days"))
    if days >= association.get(session).keep_days:
        return None
    return len(cases.closed_before(session, now - timedelta(days=days)))


def is_sure(form: Form) -> bool:
    """Tell whether erasing was agreed to, for these days and no others."""
    return form.value("sure") == form.value("keep_days")


def presence_in_words(presence: Presence, calendar: Calendar) -> str:
    """Say what a person is told at the bot: the same sentences, word for word."""
    instant = presence.until if presence.is_open else presence.back_at
    if instant is None:
        return calendar.say(SOMEBODY_HERE if presence.is_open else NO_HOURS)
    zone, language = calendar.zone, calendar.language
    is_today = instant.astimezone(zone).date() == calendar.now.astimezone(zone).date()
    source = OPEN_UNTIL if presence.is_open else BACK_TODAY if is_today else BACK_ON
    day = day_in_words(instant, zone=zone, language=language)
    return calendar.say(source).format(day=day, hour=hour_in_words(instant, zone=zone, language=language))


def promise_in_words(by: datetime, calendar: Calendar) -> str:
    """Say until when a person is told that an answer is planned: the same sentences, word for word."""
    zone, language = calendar.zone, calendar.language
    is_today = by.astimezone(zone).date() == calendar.now.astimezone(zone).date()
    day = day_in_words(by, zone=zone, language=language)
    hour = hour_in_words(by, zone=zone, language=language)
    return calendar.say(ANSWER_TODAY if is_today else ANSWER_ON).format(day=day, hour=hour)
