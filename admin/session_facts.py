"""What else there is to know of a session beside its words: whom it is for, where, and how people register. Pure."""

from collections.abc import Mapping

from admin import session_view
from admin.labels import _
from admin.moments import Calendar, moment
from admin.session_words import AUDIENCES, CONSENTS, WHERE, where_of
from passerelle.listening import Consent, ListeningSession

AGES_FROM_TO, AGES_FROM, AGES_TO = (
    _("de {low} à {high} ans"),
    _("à partir de {low} ans"),
    _("jusqu’à {high} ans"),
)
HOURS = _("{n} h")
FACTS: Mapping[str, str] = {
    "audience": _("Public"),
    "ages": _("Âges"),
    "languages": _("Langues"),
    "where": _("Où"),
    "commune": _("Commune"),
    "consent": _("Il faut à un mineur"),
    "opens": _("Inscriptions à partir de"),
    "closes": _("Inscriptions jusqu’à"),
    "offer": _("Pour répondre à une place"),
}


def facts(found: ListeningSession, times: Calendar) -> list[tuple[str, str]]:
    """What else there is to know of a session, by its name."""
    languages = session_view.languages(found.languages.split(), times)
    where = times.say(WHERE[where_of(found)])
    consent = times.say(CONSENTS[found.consent]) if found.consent != Consent.NONE else ""
    opens, closes = (moment(at, times).exact if at else "" for at in (found.opens_at, found.closes_at))
    town = ", ".join(part for part in (found.commune, found.area) if part)
    facts = (
        (FACTS["audience"], times.say(AUDIENCES[found.audience])),
        (FACTS["ages"], ages_in_words(found, times)),
        (FACTS["languages"], languages),
        (FACTS["where"], where),
        (FACTS["commune"], town),
        (FACTS["consent"], consent),
        (FACTS["opens"], opens),
        (FACTS["closes"], closes),
        (FACTS["offer"], times.say(HOURS).format(n=found.offer_hours)),
    )
    return [(times.say(name), said) for name, said in facts if said]


def ages_in_words(found: ListeningSession, times: Calendar) -> str:
    """Say for which ages a session is; nothing where it is for all."""
    low, high = found.age_from, found.age_to
    if low is None and high is None:
        return ""
    source = AGES_TO if low is None else AGES_FROM if high is None else AGES_FROM_TO
    return times.say(source).format(low=low, high=high)
