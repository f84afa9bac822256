"""The parts of the settings besides the association itself: its greeting, delays, services, areas and languages.

Each is a form of its own: what is wrong in one keeps nothing else from being saved. What may be kept is decided by the house; here are
the French sentences for what it refuses, and one line that says how each part stands.
"""

from collections.abc import Callable, Mapping, Sequence

from sqlmodel import Session

from admin import labels
from admin.labels import _
from admin.panel import Panel
from admin.team_form import Form
from passerelle import offering
from passerelle.errors import Misconfigured
from passerelle.offering import ANSWER_MINUTES, GREETING_LONGEST, URGENT_MINUTES, UnknownPlace
from passerelle.tables import Association

SECTIONS = ("greeting", "delays", "services", "areas", "languages")
PER_HOUR = 60

TOO_LONG = _("C’est trop long : 240 caractères au plus, sans accolades.")  # GREETING_LONGEST
HURTS = _("Cette phrase blesse, doute, ou promet ce que personne ne peut tenir. Dites-le autrement.")
NO_DELAY = _("Choisissez un délai dans la liste.")
NO_PLACE = _(
    "« {place} » n’est pas connu, ou plusieurs communes ont ce nom. Pour une commune, écrivez son code postal."
)
NO_AREAS = _("C’est trop : 60 zones au plus.")  # AREAS_AT_MOST
NO_LANGUAGE = _("Gardez le français, le néerlandais ou l’anglais.")

NOTHING_PROMISED = _("Rien n’est promis")
MINUTES, ONE_HOUR, HOURS = _("{count} minutes"), _("1 heure"), _("{count} heures")
EVERYWHERE, ALL_OFFERED = _("Partout"), _("Tout est proposé")
NO_GREETING, GREETING_IN = _("Pas de message à vous"), _("Écrit en : {languages}")
SWITCHED_OFF, ALL_LANGUAGES = _("Coupés : {services}"), _("Toutes : {languages}")
DELAYS = _("{answer} · urgent : {urgent}")


def fields_of(section: str, panel: Panel) -> Sequence[str]:
    """The names of the fields of a section."""
    greeting = [f"greeting_{code}" for code in _languages(panel)]
    own = {"greeting": greeting, "delays": ["answer_minutes", "urgent_minutes"], "services": ["services"]}
    return own.get(section, [section])


def of(here: Association, panel: Panel) -> dict[str, Sequence[str]]:
    """The values of all sections as they are kept."""
    greetings, spoken = offering.greetings(here), offering.languages(here)
    off = offering.services_off(here)
    return {
        **{f"greeting_{code}": [greetings.get(code, "")] for code in _languages(panel)},
        "answer_minutes": [str(here.answer_minutes)],
        "urgent_minutes": [str(here.urgent_minutes)],
        "services": [code for code in _services(panel) if code not in off],
        "areas": [", ".join(_area_in_words(area) for area in offering.areas(here))],
        "languages": [code for code in _languages(panel) if not spoken or code in spoken],
    }


def _area_in_words(area: offering.Served) -> str:
    """Write an area so that it reads as the same one again: a commune with the postcode that stands for it."""
    return area.name if not area.code else f"{offering.postcode_of(area)} {area.name}".strip()


def keep(session: Session, section: str, form: Form, panel: Panel) -> None:
    """Keep what was typed in a section; what the house refuses is noted in the form and stays as it was."""
    keepers: Mapping[str, Callable[[Session, Form, Panel], None]] = {
        "greeting": _keep_greeting,
        "delays": _keep_delays,
        "services": _keep_services,
        "areas": _keep_areas,
        "languages": _keep_languages,
    }
    keepers[section](session, form, panel)


def _keep_greeting(session: Session, form: Form, panel: Panel) -> None:
    texts = {code: form.value(f"greeting_{code}").replace("'", "’") for code in _languages(panel)}
    for code, text in texts.items():
        if len(" ".join(text.split())) > GREETING_LONGEST or "{" in text or "}" in text:
            form.errors[f"greeting_{code}"] = TOO_LONG
        elif panel.rewording and panel.rewording.hurts(code, text):
            form.errors[f"greeting_{code}"] = HURTS
    if not form.errors:
        offering.greet(session, texts)


def _keep_delays(session: Session, form: Form, _panel: Panel) -> None:
    allowed = {"answer_minutes": ANSWER_MINUTES, "urgent_minutes": URGENT_MINUTES}
    for name, minutes in allowed.items():
        if form.value(name) not in {"0", *map(str, minutes)}:
            form.errors[name] = NO_DELAY
    if not form.errors:
        answer, urgent = (int(form.value(name)) for name in allowed)
        offering.promise(session, answer_minutes=answer, urgent_minutes=urgent)


def _keep_services(session: Session, form: Form, panel: Panel) -> None:
    """What is ticked is offered; what an older version switched off and this one does not know is forgotten."""
    offering.switch_off(session, set(_services(panel)) - set(form.values("services")))


def _keep_areas(session: Session, form: Form, panel: Panel) -> None:
    try:
        offering.serve(session, form.value("areas"))
    except UnknownPlace as unknown:
        form.errors["areas"] = panel.say(NO_PLACE).format(place=unknown)
    except Misconfigured:
        form.errors["areas"] = NO_AREAS


def _keep_languages(session: Session, form: Form, panel: Panel) -> None:
    """All that are ticked, where one of those that always stays is; every one of them ticked is no choice."""
    chosen = set(form.values("languages")) & set(_languages(panel))
    if chosen.isdisjoint(offering.ALWAYS_SPOKEN):
        form.errors["languages"] = NO_LANGUAGE
        return
    offering.speak(session, () if chosen == set(_languages(panel)) else chosen)


def in_a_line(here: Association, panel: Panel) -> Mapping[str, str]:
    """How each section stands, in one line."""
    say, off, spoken = panel.say, offering.services_off(here), offering.languages(here)
    written = [code for code in _languages(panel) if offering.greetings(here).get(code)]
    closed = [say(title) for code, title in _services(panel).items() if code in off]
    named = _names(panel, spoken or _languages(panel))
    delays = {"answer": _minutes(here.answer_minutes, panel), "urgent": _minutes(here.urgent_minutes, panel)}
    is_silent = not here.answer_minutes and not here.urgent_minutes
    return {
        "association": f"{here.name} · {here.hours}",
        "greeting": say(GREETING_IN).format(languages=_names(panel, written))
        if written
        else say(NO_GREETING),
        "delays": say(NOTHING_PROMISED) if is_silent else say(DELAYS).format(**delays),
        "services": say(SWITCHED_OFF).format(services=", ".join(closed)) if closed else say(ALL_OFFERED),
        "areas": ", ".join(area.name for area in offering.areas(here)) or say(EVERYWHERE),
        "languages": named if spoken else say(ALL_LANGUAGES).format(languages=named),
    }


def choices(panel: Panel) -> Mapping[str, Sequence[tuple[str, str]]]:
    """What there is to choose from, with its words."""
    reader = panel.language
    return {
        "answer_minutes": _delays(ANSWER_MINUTES, panel),
        "urgent_minutes": _delays(URGENT_MINUTES, panel),
        "services": [(code, panel.say(title)) for code, title in _services(panel).items()],
        "languages": [(code, labels.language(code, reader=reader)) for code in _languages(panel)],
    }


def _delays(minutes: Sequence[int], panel: Panel) -> list[tuple[str, str]]:
    return [(str(count), _minutes(count, panel)) for count in (0, *minutes)]


def _minutes(count: int, panel: Panel) -> str:
    if not count:
        return panel.say(NOTHING_PROMISED)
    hours, rest = divmod(count, PER_HOUR)
    if rest:
        return panel.say(MINUTES).format(count=count)
    return panel.say(ONE_HOUR) if hours == 1 else panel.say(HOURS).format(count=hours)


def _names(panel: Panel, codes: Sequence[str] | frozenset[str]) -> str:
    known = [code for code in _languages(panel) if code in codes]
    return ", ".join(labels.language(code, reader=panel.language) for code in known)


def _languages(panel: Panel) -> Sequence[str]:
    return panel.rewording.languages if panel.rewording else panel.words.languages


def _services(panel: Panel) -> Mapping[str, str]:
    return panel.rewording.services if panel.rewording else {}
