"""Sessions in words: kinds, whom they are for, where a seat stands, and what a kind of session usually is.

Pure. What was typed into a form is read elsewhere.
"""

from collections.abc import Mapping, Sequence

from admin.directory_fields import Typed
from admin.labels import _
from passerelle.listening.states import Audience, Consent, Kind, OccurrenceState, SeatState, SessionState
from passerelle.listening.tables import ListeningSession

KINDS: Mapping[str, str] = {
    Kind.TALK_GROUP: _("groupe de parole"),
    Kind.PARENTS_HOUR: _("heure des parents"),
    Kind.STAGE: _("stage"),
    Kind.WORKSHOP: _("atelier"),
    Kind.SPORT: _("sport"),
    Kind.PROJECT: _("projet"),
    Kind.INTERVENTION: _("intervention"),
    Kind.TEAM_MEETING: _("réunion d’équipe"),
}
KINDS_EXPLAINED: Mapping[str, str] = {
    Kind.TALK_GROUP: _("Dix jeunes, chaque semaine, en ligne et sans nom. L’équipe compose le groupe."),
    Kind.PARENTS_HOUR: _("Une heure en ligne. Les questions peuvent être envoyées avant."),
    Kind.STAGE: _("Une semaine de vacances, sur place, avec l’accord d’un parent."),
    Kind.WORKSHOP: _("Chaque semaine, sur place\u00a0: djembé, cuisine, écriture, potager…"),
    Kind.SPORT: _("Tous les jours, avec un club."),
    Kind.PROJECT: _("Plusieurs mois, étape par étape\u00a0: un marathon, une expédition."),
    Kind.INTERVENTION: _("Dans une classe, une équipe, une entreprise. On y compte les participants."),
    Kind.TEAM_MEETING: _("Pour l’équipe seulement\u00a0: elle vient dans les agendas."),
}
AUDIENCES: Mapping[str, str] = {
    Audience.YOUNG: _("les jeunes"),
    Audience.PARENTS: _("les parents et les proches"),
    Audience.PROFESSIONALS: _("les professionnels"),
    Audience.EVERYONE: _("tout le monde"),
}
CONSENTS: Mapping[str, str] = {
    Consent.NONE: _("rien"),
    Consent.AGREEMENT: _("l’accord d’un parent"),
    Consent.ADULT: _("un adulte qui vient aussi"),
}
STATES: Mapping[str, str] = {
    SessionState.DRAFT: _("brouillon"),
    SessionState.OPEN: _("ouverte"),
    SessionState.OVER: _("terminée"),
}
SEATS: Mapping[str, str] = {
    SeatState.CANDIDATE: _("voudrait en être"),
    SeatState.INVITED: _("place proposée"),
    SeatState.WAITING: _("en attente"),
    SeatState.OFFERED: _("place libre proposée"),
    SeatState.TAKEN: _("a sa place"),
    SeatState.LEFT: _("est parti·e"),
    SeatState.DECLINED: _("a dit non"),
    SeatState.REMOVED: _("retiré·e"),
}
REMOVED_FOR: Mapping[str, str] = {
    "asked": _("la personne l’a demandé"),
    "absent": _("elle ne vient plus"),
    "age": _("la session n’est pas pour son âge"),
    "known": _("elle connaît quelqu’un du groupe"),
    "rules": _("les règles n’ont pas été respectées"),
    "elsewhere": _("autre chose lui convient mieux"),
}
OCCURRENCES: Mapping[str, str] = {
    OccurrenceState.PLANNED: _("prévue"),
    OccurrenceState.CANCELLED: _("annulée"),
    OccurrenceState.DONE: _("passée"),
}

WEEKLY, ONCE, DAILY, STEPS = "weekly", "once", "daily", "steps"
RHYTHMS: Mapping[str, str] = {
    WEEKLY: _("chaque semaine"),
    ONCE: _("une seule fois"),
    DAILY: _("plusieurs jours de suite"),
    STEPS: _("des dates à choisir, avec un titre"),
}
ROOM, ONLINE, PLACE = "room", "online", "place"
WHERE: Mapping[str, str] = {
    ROOM: _("en ligne, dans une salle du robot\u00a0: par écrit ou par la voix, sans nom et sans image"),
    ONLINE: _("en ligne, autrement"),
    PLACE: _("sur place"),
}


def where_of(found: ListeningSession) -> str:
    """Where a session takes place, as its form says it."""
    return ROOM if found.has_room else ONLINE if found.is_online else PLACE


# What a kind usually is: what stands in a form before anybody typed. Everything can be changed.
_USUAL: Mapping[str, Mapping[str, str]] = {
    Kind.TALK_GROUP: {
        "audience": Audience.YOUNG,
        "age_from": "12",
        "age_to": "17",
        "where": ROOM,
        "capacity": "10",
        "composes": "yes",
        "rhythm": WEEKLY,
    },
    Kind.PARENTS_HOUR: {
        "audience": Audience.PARENTS,
        "where": ONLINE,
        "capacity": "30",
        "takes_questions": "yes",
        "rhythm": ONCE,
        "starts": "20:00",
    },
    Kind.STAGE: {
        "audience": Audience.YOUNG,
        "age_from": "8",
        "age_to": "12",
        "consent": Consent.AGREEMENT,
        "capacity": "12",
        "rhythm": DAILY,
        "starts": "09:00",
        "minutes": "420",
    },
    Kind.WORKSHOP: {"capacity": "10", "starts": "14:00", "minutes": "120"},
    Kind.SPORT: {
        "audience": Audience.YOUNG,
        "age_from": "12",
        "age_to": "25",
        "consent": Consent.AGREEMENT,
        "capacity": "15",
        "rhythm": DAILY,
        "with_weekends": "yes",
        "starts": "17:00",
        "minutes": "90",
    },
    Kind.PROJECT: {
        "audience": Audience.YOUNG,
        "age_from": "14",
        "age_to": "25",
        "consent": Consent.AGREEMENT,
        "capacity": "8",
        "rhythm": STEPS,
        "starts": "10:00",
        "minutes": "180",
    },
    Kind.INTERVENTION: {
        "audience": Audience.PROFESSIONALS,
        "capacity": "25",
        "rhythm": ONCE,
        "starts": "10:00",
        "minutes": "100",
    },
    Kind.TEAM_MEETING: {"audience": Audience.PROFESSIONALS, "capacity": "20", "starts": "09:30"},
}
_ALWAYS: Mapping[str, str] = {
    "audience": Audience.EVERYONE,
    "where": PLACE,
    "consent": Consent.NONE,
    "capacity": "10",
    "rhythm": WEEKLY,
    "weekday": "2",
    "starts": "18:00",
    "minutes": "60",
    "offer_hours": "24",
    "languages": "fr",
}
_CHANGES_WITH_THE_KIND = frozenset({*_ALWAYS, *(name for usual in _USUAL.values() for name in usual)})


def usual(kind: str) -> dict[str, Sequence[str]]:
    """What stands in the form of a new session of a kind."""
    return {"kind": [kind], **{name: [value] for name, value in {**_ALWAYS, **_USUAL.get(kind, {})}.items()}}


def with_kind(typed: Typed, before: str) -> dict[str, Sequence[str]]:
    """The form after another kind was chosen: what somebody changed stays, and what was as usual is as usual for the new kind."""
    kind = next(iter(typed.get("kind", ())), "")
    was, becomes = usual(before), usual(kind)
    changed = dict(typed)
    for name in _CHANGES_WITH_THE_KIND:
        if list(typed.get(name, ())) in ([], [""], list(was.get(name, ()))):
            changed[name] = becomes.get(name, [])
    return changed
