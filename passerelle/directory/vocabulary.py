"""The closed words of the directory: topics, kinds of structures and all other codes, each with its name in French.

A code never changes once records carry it. French names are what staff read and what a spreadsheet may hold instead of a code.
Kinds follow the categories of FINESS where it has one (ANS, JDV_J55), and the Belgian services by the names that they bear.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


def _(source: str) -> str:
    """Mark a French sentence for the catalogue; it is said through the words later."""
    return source


@dataclass(frozen=True, slots=True)
class Topic:
    """What somebody needs help with; `broader` is the topic that this one is a part of."""

    name: str
    broader: str | None = None


LISTENING = "listening"  # whoever listens to anything helps a little with everything

TOPICS: Mapping[str, Topic] = {
    "bullying": Topic(_("harcèlement")),
    "family_conflict": Topic(_("conflits en famille")),
    "violence": Topic(_("violences")),
    "mental_health": Topic(_("mal-être, santé mentale")),
    "addiction": Topic(_("addictions")),
    "discrimination_lgbtq": Topic(_("rejet, LGBTQ+")),
    "neighbourhood_conflict": Topic(_("conflits de voisinage, médiation")),
    "school": Topic(_("école, orientation")),
    "work_training": Topic(_("travail, formation")),
    "rights_admin": Topic(_("droits, démarches")),
    "isolation_activities": Topic(_("loisirs, sport, voir du monde")),
    "parent_support": Topic(_("soutien aux parents")),
    LISTENING: Topic(_("écoute, tout sujet")),
    "cyberbullying": Topic(_("harcèlement en ligne"), "bullying"),
    "separation": Topic(_("séparation des parents"), "family_conflict"),
    "runaway": Topic(_("fugue"), "family_conflict"),
    "child_abuse": Topic(_("enfant maltraité"), "violence"),
    "sexual_violence": Topic(_("violences sexuelles"), "violence"),
    "partner_violence": Topic(_("violences dans le couple"), "violence"),
    "suicide": Topic(_("idées suicidaires"), "mental_health"),
    "grief": Topic(_("deuil"), "mental_health"),
    "eating_disorder": Topic(_("troubles alimentaires"), "mental_health"),
    "self_harm": Topic(_("automutilation"), "mental_health"),
    "screens": Topic(_("écrans, jeux"), "addiction"),
    "drugs": Topic(_("alcool, drogues"), "addiction"),
    "racism": Topic(_("racisme"), "discrimination_lgbtq"),
    "school_refusal": Topic(_("refus de l’école, décrochage"), "school"),
    "homework": Topic(_("aide aux devoirs"), "school"),
    "job": Topic(_("emploi, insertion"), "work_training"),
    "housing": Topic(_("logement, hébergement"), "rights_admin"),
    "money": Topic(_("argent, aides"), "rights_admin"),
    "migration": Topic(_("exil, papiers"), "rights_admin"),
    "justice": Topic(_("justice, avocat"), "rights_admin"),
    "disability": Topic(_("handicap"), "rights_admin"),
    "digital": Topic(_("démarches en ligne, numérique"), "rights_admin"),
    "sexual_health": Topic(_("sexualité, contraception")),
    "health": Topic(_("santé, soins")),
    "sport": Topic(_("sport"), "isolation_activities"),
    "holidays": Topic(_("stages, vacances"), "isolation_activities"),
    "early_childhood": Topic(_("petite enfance"), "parent_support"),
}


def and_broader(topic: str) -> tuple[str, ...]:
    """A topic, then what it is a part of; an unknown one is a part of nothing."""
    chain = [topic]
    while (known := TOPICS.get(chain[-1])) and known.broader:
        chain.append(known.broader)
    return tuple(chain)


class Cadence(StrEnum):
    """How often somebody has to verify a record."""

    CRISIS = "crisis"
    HELPLINE = "helpline"
    ASSOCIATION = "association"
    INSTITUTION = "institution"


CADENCE_DAYS: Mapping[Cadence, int] = {
    Cadence.CRISIS: 60,
    Cadence.HELPLINE: 90,
    Cadence.ASSOCIATION: 180,
    Cadence.INSTITUTION: 365,
}


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of structure: its name, how often it is verified, and its FINESS category where there is one."""

    name: str
    cadence: Cadence = Cadence.ASSOCIATION
    finess: str = ""


_INSTITUTION, _CRISIS = Cadence.INSTITUTION, Cadence.CRISIS
KINDS: Mapping[str, Kind] = {
    "association": Kind(_("association")),
    "mediation": Kind(_("médiation")),
    "helpline": Kind(_("ligne d’écoute"), Cadence.HELPLINE),
    "shelter": Kind(_("refuge, hébergement d’urgence"), _CRISIS),
    "crisis_centre": Kind(_("centre de crise"), _CRISIS, "444"),
    "youth_centre": Kind(_("maison de jeunes, MJC")),
    "youth_information": Kind(_("information jeunesse")),
    "sports_club": Kind(_("club de sport")),
    "social_centre": Kind(_("centre social")),
    "school_service": Kind(_("service scolaire"), _INSTITUTION, "268"),
    "hospital": Kind(_("hôpital"), _INSTITUTION),
    "health_centre": Kind(_("maison médicale, centre de santé"), _INSTITUTION),
    "legal_aid": Kind(_("aide juridique"), _INSTITUTION),
    "town_hall": Kind(_("commune, mairie"), _INSTITUTION),
    "public_services": Kind(_("France services"), _INSTITUTION),
    "police": Kind(_("police, gendarmerie"), _INSTITUTION),
    "amo": Kind(_("AMO (aide en milieu ouvert)")),
    "saj": Kind(_("SAJ, SPJ (aide et protection de la jeunesse)"), _INSTITUTION),
    "cpas": Kind(_("CPAS, OCMW"), _INSTITUTION),
    "pms": Kind(_("centre PMS, CLB"), _INSTITUTION),
    "family_planning": Kind(_("planning familial"), Cadence.ASSOCIATION, "228"),
    "mental_health_service": Kind(_("service de santé mentale (SSM, CGG)"), _INSTITUTION),
    "sos_children": Kind(_("SOS Enfants, VK"), _INSTITUTION),
    "caw": Kind(_("CAW, JAC, OverKop")),
    "one": Kind(_("ONE, Kind en Gezin"), _INSTITUTION),
    "youth_rights": Kind(_("service droit des jeunes")),
    "cmp": Kind(_("CMP (centre médico-psychologique)"), _INSTITUTION, "156"),
    "cmpp": Kind(_("CMPP"), _INSTITUTION, "189"),
    "csapa": Kind(_("CSAPA (addictions)"), _INSTITUTION, "197"),
    "pmi": Kind(_("PMI"), _INSTITUTION, "223"),
    "teen_house": Kind(_("maison des adolescents"), _INSTITUTION, "701"),
    "paej": Kind(_("PAEJ (point accueil écoute jeunes)"), Cadence.ASSOCIATION, "702"),
    "youth_health": Kind(_("espace santé jeunes"), Cadence.ASSOCIATION, "703"),
    "street_work": Kind(_("prévention spécialisée, éducateurs de rue"), Cadence.ASSOCIATION, "286"),
    "aemo": Kind(_("AEMO, AED"), _INSTITUTION, "295"),
    "mission_locale": Kind(_("mission locale"), _INSTITUTION),
    "ccas": Kind(_("CCAS, CIAS"), _INSTITUTION),
    "cidff": Kind(_("CIDFF"), _INSTITUTION),
    "other": Kind(_("autre")),
}


class Status(StrEnum):
    """Whether a structure is given out: only an active one is."""

    ACTIVE = "active"
    DRAFT = "draft"
    SUSPENDED = "suspended"
    CLOSED = "closed"


class ServiceKind(StrEnum):
    """What a service does."""

    LISTEN = "listen"
    MEDIATE = "mediate"
    ACCOMPANY = "accompany"
    CARE = "care"
    SHELTER = "shelter"
    LEGAL = "legal"
    SCHOOL = "school"
    MONEY = "money"
    INFORM = "inform"
    ACTIVITY = "activity"
    GROUP = "group"


class Audience(StrEnum):
    """Whom a service is for."""

    CHILD = "child"
    TEEN = "teen"
    YOUNG_ADULT = "young_adult"
    PARENT = "parent"
    FAMILY = "family"
    PROFESSIONAL = "professional"
    WITNESS = "witness"
    ANYONE = "anyone"


class MayCome(StrEnum):
    """Who may turn to a service without anybody else."""

    ALONE = "alone"
    WITH_PARENT = "with_parent"
    PROFESSIONAL = "professional"


class Consent(StrEnum):
    """Whether a parent has to agree."""

    NONE = "none"
    REQUIRED = "required"
    DEPENDS = "depends"


class Mandate(StrEnum):
    """Who sends: the person's own wish, youth protection, or a judge."""

    VOLUNTARY = "voluntary"
    PROTECTION = "protection"
    JUDGE = "judge"


class Access(StrEnum):
    """How one gets in."""

    WALK_IN = "walk_in"
    PHONE = "phone"
    FORM = "form"
    MAIL = "mail"
    APPOINTMENT = "appointment"


class Delivery(StrEnum):
    """Where a service happens."""

    ON_SITE = "on_site"
    PHONE = "phone"
    CHAT = "chat"
    VIDEO = "video"
    HOME = "home"
    OUTREACH = "outreach"


REMOTE = frozenset({Delivery.PHONE, Delivery.CHAT, Delivery.VIDEO})


class Cost(StrEnum):
    """What it costs."""

    FREE = "free"
    PAID = "paid"
    MEANS_TESTED = "means_tested"


NAMES: Mapping[type[StrEnum], Mapping[str, str]] = {
    Status: {
        "active": _("active"),
        "draft": _("brouillon"),
        "suspended": _("suspendue"),
        "closed": _("fermée"),
    },
    ServiceKind: {
        "listen": _("écouter"),
        "mediate": _("médiation"),
        "accompany": _("accompagner"),
        "care": _("soigner"),
        "shelter": _("héberger"),
        "legal": _("aide juridique"),
        "school": _("école"),
        "money": _("aide financière"),
        "inform": _("informer"),
        "activity": _("activité"),
        "group": _("groupe"),
    },
    Audience: {
        "child": _("enfants"),
        "teen": _("ados"),
        "young_adult": _("jeunes adultes"),
        "parent": _("parents"),
        "family": _("familles"),
        "professional": _("professionnel·les"),
        "witness": _("témoins"),
        "anyone": _("tout le monde"),
    },
    MayCome: {
        "alone": _("seul·e"),
        "with_parent": _("avec un parent"),
        "professional": _("par un·e professionnel·le"),
    },
    Consent: {
        "none": _("sans accord parental"),
        "required": _("avec accord parental"),
        "depends": _("accord parental selon l’âge"),
    },
    Mandate: {
        "voluntary": _("volontaire"),
        "protection": _("protection de la jeunesse"),
        "judge": _("juge"),
    },
    Access: {
        "walk_in": _("sans rendez-vous"),
        "phone": _("par téléphone"),
        "form": _("formulaire en ligne"),
        "mail": _("par mail"),
        "appointment": _("sur rendez-vous"),
    },
    Delivery: {
        "on_site": _("sur place"),
        "phone": _("au téléphone"),
        "chat": _("par chat"),
        "video": _("en vidéo"),
        "home": _("à domicile"),
        "outreach": _("dans la rue, itinérant"),
    },
    Cost: {"free": _("gratuit"), "paid": _("payant"), "means_tested": _("selon les revenus")},
}
