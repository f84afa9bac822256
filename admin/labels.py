"""What codes of the house are called in French: topics, ages, events, deliveries. The only place that names them.

A code that is not here has a plain name rather than none.
"""

from collections.abc import Mapping
from functools import lru_cache

from babel.core import Locale, UnknownLocaleError

from passerelle.tables import Case, Delivery, Outcome, Role


def _(source: str) -> str:
    """Mark a French sentence for the catalogue; it is said through the words later."""
    return source


TOPICS: Mapping[str, str] = {
    "bullying": _("harcèlement"),
    "family_conflict": _("à la maison"),
    "violence": _("violences"),
    "mental_health": _("mal-être"),
    "addiction": _("addictions"),
    "discrimination_lgbtq": _("rejet, LGBTQ+"),
    "neighbourhood_conflict": _("conflit, médiation"),
    "school": _("école, orientation"),
    "work_training": _("travail, formation"),
    "rights_admin": _("droits, démarches"),
    "isolation_activities": _("bouger, voir du monde"),
    "parent_support": _("soutien aux parents"),
    "professional_request": _("demande professionnelle"),
    "volunteering": _("bénévolat, soutien"),
    "other": _("autre sujet"),
}
KINDS: Mapping[str, str] = {
    "peer_group": _("groupe de jeunes"),
    "parents_hour": _("heure des parents"),
    "accompaniment": _("accompagnement"),
    "activity": _("activité"),
    "referral": _("bonne adresse"),
    "professional": _("contact professionnel"),
    "volunteer": _("bénévole, pair-aidance"),
    "supporter": _("compétences ou don"),
    "town_voice": _("avis sur la ville"),
}
OTHER_TOPIC = TOPICS["other"]

AGES: Mapping[str, str] = {
    "6-11": _("6–11 ans"),
    "12-17": _("12–17 ans"),
    "18-25": _("18–25 ans"),
    "adult": _("adulte"),
}
WHO: Mapping[str, str] = {
    "parent": _("parent ou proche"),
    "professional": _("professionnel·le"),
    "supporter": _("veut aider"),
}
ROLES: Mapping[str, str] = {
    Role.MEDIATOR: _("médiation"),
    Role.LISTENER: _("écoute"),
    Role.COORDINATOR: _("coordination"),
    Role.EDITOR: _("rédaction de l’annuaire"),
    Role.AUDITOR: _("contrôle"),
    Role.ADMINISTRATOR: _("administration"),
}

DELIVERIES: Mapping[str, str] = {
    Delivery.HELD: _("à relire avant l’envoi"),
    Delivery.QUEUED: _("en attente"),
    Delivery.LEASED: _("en attente"),
    Delivery.SENT: _("envoyé"),
    Delivery.GONE: _("non remis : cette personne n’est plus joignable"),
    Delivery.FAILED: _("non remis : Telegram a refusé ce message"),
    Delivery.CANCELLED: _("annulé"),
}
UNDELIVERED = frozenset({Delivery.GONE, Delivery.FAILED, Delivery.CANCELLED})

EVENTS: Mapping[str, str] = {
    "taken": _("{who} a pris la parole"),
    "handed_over": _("{who} prend le relais"),
    "closed": _("{who} a clos le dossier"),
    "withdrawn": _("La personne a arrêté"),
    "reopened": _("{who} a rouvert le dossier"),
    "urgent": _("La personne dit que c’est urgent"),
    "appointment_agreed": _("La personne a choisi un moment"),
    "appointment_confirmed": _("La personne vient au rendez-vous"),
    "appointment_moved": _("Le rendez-vous change de moment"),
    "appointment_cancelled": _("Le rendez-vous est annulé"),
    "appointment_missed": _("Personne n’est venu au rendez-vous"),
    "appointment_move_asked": _("La personne voudrait un autre moment : aucun n’est libre"),
    "appointment_stays": _("Un rendez-vous reste à l’agenda d’avant\u00a0: déplacez-le ou annulez-le"),
    "appointment_offer_over": _("Les moments proposés avant ne valent plus\u00a0: proposez-en d’autres"),
    "appointment_none_fits": _("Aucun des moments proposés ne va"),
    "appointment_wanted": _("La personne veut un autre rendez-vous"),
    "family_joined": _("Un proche suit maintenant les rendez-vous"),
    "alarm_suicide": _("Alerte : des mots font penser au suicide"),
    "alarm_room": _("Alerte\u00a0: dans un groupe, la personne dit que ça ne va pas"),
    "alarm_danger": _("Alerte : des mots font penser à un danger"),
}
SOME_ALARM, SOME_EVENT = _("Alerte : lisez ceci d’abord"), _("Le dossier a changé")
SOMEBODY, YOU = _("Quelqu’un de l’équipe"), _("Vous")
YOUR_EVENTS: Mapping[str | None, str] = {
    "taken": _("Vous avez pris la parole"),
    "handed_over": _("Vous prenez le relais"),
    "closed": _("Vous avez clos le dossier"),
    "reopened": _("Vous avez rouvert le dossier"),
}
TODAY, LATE, DUE = _("aujourd’hui"), _("en retard, pour le {day}"), _("pour le {day}")
WRITTEN_BY, FOLLOWED_BY = _("écrit par {name}"), _("suivi par {name}")

SPEAKS: Mapping[str, str] = {
    "bot": _("C’est le robot qui répond"),
    "holder": _("C’est {name} qui répond"),
    "you": _("C’est vous qui répondez"),
    "nobody": _("Personne ne répond pour l’instant"),
    "nobody_until": _("Personne ne répond avant {when}"),
}
OUTCOMES: Mapping[str, str] = {
    Outcome.HELPED: _("Aidé·e ici"),
    Outcome.REFERRED: _("Orienté·e vers un autre service"),
    Outcome.SESSION: _("A rejoint un groupe ou un rendez-vous"),
    Outcome.UNREACHABLE: _("Ne répond plus"),
    Outcome.WITHDREW: _("A préféré arrêter"),
}

MEDIA: Mapping[str, str] = {
    "voice": _("Message vocal"),
    "photo": _("Photo"),
    "video": _("Vidéo"),
    "document": _("Document"),
    "sticker": _("Autocollant"),
    "contact": _("Contact partagé"),
    "location": _("Lieu partagé"),
    "other": _("Pièce jointe"),
}
EDITED, FORWARDED = _("modifié"), _("transféré")

HELP_CAME: Mapping[str, str] = {
    "yes": _("dit avoir été aidé·e"),
    "some": _("dit avoir été un peu aidé·e"),
    "no": _("dit ne pas avoir été aidé·e"),
}
WAS_USEFUL: Mapping[str, str] = {
    "yes": _("c’était utile"),
    "some": _("c’était un peu utile"),
    "no": _("ce n’était pas utile"),
}

DONE: Mapping[str, str] = {
    "declined": _("C’est noté. Le dossier est proposé à quelqu’un d’autre."),
    "closed": _("C’est clos. La personne est prévenue, et peut revenir quand elle veut."),
    "handed_over": _("C’est passé. La personne sait qui lui répond maintenant."),
    "approved": _("C’est envoyé."),
    "sent_back": _("C’est rendu, avec votre remarque dans les notes du dossier."),
    "reopened": _("C’est rouvert. La personne n’en sait rien tant que personne ne lui écrit."),
}


def topic(case: Case) -> str:
    """Name what a case is about."""
    return TOPICS.get(case.topic, OTHER_TOPIC)


def details(case: Case) -> tuple[str, ...]:
    """Name what is asked for, who writes and from where, coarsely: what may be seen before a case is taken."""
    who = (KINDS.get(case.kind), WHO.get(case.who or ""), AGES.get(case.age_band or ""))
    return tuple(part for part in (*who, case.area) if part)


def afterwards(case: Case) -> tuple[str, ...]:
    """Say what the person answered once the case was closed; nothing where they did not."""
    said = (HELP_CAME.get(case.help_came or ""), WAS_USEFUL.get(case.was_useful or ""))
    return tuple(part for part in said if part)


def event(code: str | None) -> str:
    """Name an event; an alarm never looks like less than one."""
    if code and code.startswith("alarm_"):
        return EVENTS.get(code, SOME_ALARM)
    return EVENTS.get(code or "", SOME_EVENT)


@lru_cache(256)
def language(code: str, *, reader: str) -> str:
    """Name the language that a person reads: "français"."""
    try:
        return Locale.parse(code).get_language_name(reader) or code
    except (ValueError, UnknownLocaleError):
        return code
