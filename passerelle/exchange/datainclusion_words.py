"""Words of data·inclusion v1 and ours, both ways. Several of ours may be one of theirs, and some of theirs are none of ours.

Never by an acronym: their "MDA" was a Maison départementale de l'autonomie, ours is a Maison des adolescents.
"""

from collections.abc import Mapping
from types import MappingProxyType

from passerelle.directory.vocabulary import Access, Audience, Delivery, MayCome, ServiceKind

_RIGHTS = "difficultes-administratives-ou-juridiques--"
_FAMILY = "famille--surmonter-conflits-separation-violence"
_PARENTS = "famille--soutien-a-la-parentalite-et-a-leducation"
_SPORT = "remobilisation--activites-sportives-et-culturelles"
_CONFIDENCE = "remobilisation--bien-etre-confiance-en-soi"

# Each topic of ours, and the thématique nearest to it. It has none for bullying, grief or school refusal.
THEME_OF: Mapping[str, str] = MappingProxyType(
    {
        "bullying": _CONFIDENCE,
        "cyberbullying": _CONFIDENCE,
        "family_conflict": _FAMILY,
        "separation": _FAMILY,
        "runaway": _FAMILY,
        "violence": _FAMILY,
        "child_abuse": _FAMILY,
        "sexual_violence": _FAMILY,
        "partner_violence": _FAMILY,
        "mental_health": "sante--sante-mentale",
        "suicide": "sante--sante-mentale",
        "grief": "sante--sante-mentale",
        "eating_disorder": "sante--sante-mentale",
        "self_harm": "sante--sante-mentale",
        "addiction": "sante--addictions",
        "drugs": "sante--addictions",
        "screens": "sante--addictions",
        "discrimination_lgbtq": _RIGHTS + "connaitre-ses-droits-face-a-une-discrimination",
        "racism": _RIGHTS + "connaitre-ses-droits-face-a-une-discrimination",
        "neighbourhood_conflict": _RIGHTS + "accompagnement-pour-lacces-aux-droits",
        "school": _PARENTS,
        "school_refusal": _PARENTS,
        "homework": _PARENTS,
        "work_training": "se-former--trouver-sa-formation",
        "job": "preparer-sa-candidature--organiser-ses-demarches-de-recherche-demploi",
        "rights_admin": _RIGHTS + "accompagnement-pour-lacces-aux-droits",
        "isolation_activities": "remobilisation--lien-social",
        "sport": _SPORT,
        "holidays": _SPORT,
        "parent_support": _PARENTS,
        "listening": _CONFIDENCE,
        "housing": "logement-hebergement--rechercher-une-solution-dhebergement-temporaire",
        "money": "difficultes-financieres--prevenir-une-degradation-de-la-situation-financiere",
        "migration": _RIGHTS + "accompagnement-pour-lacces-a-la-citoyennete",
        "justice": _RIGHTS + "prendre-en-compte-une-problematique-judiciaire",
        "disability": "sante--constituer-un-dossier-mdph-invalidite",
        "digital": "numerique--acceder-a-des-services-en-ligne",
        "sexual_health": "sante--sante-sexuelle",
        "health": "sante--acces-aux-soins",
        "early_childhood": "famille--garde-denfants",
    }
)

# What a whole category of thématiques means here, and the thématiques that mean something else; empty means none of our topics.
_CATEGORIES: Mapping[str, tuple[str, ...]] = {
    "choisir-un-metier": ("work_training",),
    "creer-une-entreprise": ("work_training",),
    "difficultes-administratives-ou-juridiques": ("rights_admin",),
    "difficultes-financieres": ("money",),
    "equipement-et-alimentation": ("money",),
    "famille": ("parent_support",),
    "lecture-ecriture-calcul": ("work_training",),
    "logement-hebergement": ("housing",),
    "mobilite": (),
    "numerique": ("digital",),
    "preparer-sa-candidature": ("job",),
    "remobilisation": ("isolation_activities",),
    "sante": ("health",),
    "se-former": ("work_training",),
    "souvrir-a-linternational": ("work_training",),
    "trouver-un-emploi": ("job",),
}
_THEMES: Mapping[str, tuple[str, ...]] = {
    _RIGHTS + "connaitre-ses-droits-face-a-une-discrimination": ("discrimination_lgbtq", "racism"),
    _RIGHTS + "prendre-en-compte-une-problematique-judiciaire": ("justice",),
    "equipement-et-alimentation--aide-menagere": (),
    "famille--garde-denfants": ("early_childhood",),
    "famille--prise-en-charge-personne-dependante": (),
    "famille--soutien-aidants": (),
    _FAMILY: ("family_conflict", "separation", "violence"),
    _CONFIDENCE: ("listening",),
    _SPORT: ("isolation_activities", "sport"),
    "sante--addictions": ("addiction",),
    "sante--constituer-un-dossier-mdph-invalidite": ("disability",),
    "sante--sante-mentale": ("mental_health",),
    "sante--sante-sexuelle": ("sexual_health",),
}
# How many thématiques each category has is no rule of ours: an unknown one inside a known category is still unknown.
_KNOWN = """choisir-un-metier: confirmer-son-choix-de-metier connaitre-les-opportunites-demploi
decouvrir-un-metier-ou-un-secteur-dactivite identifier-ses-points-forts-et-ses-competences
creer-une-entreprise: definir-son-projet-de-creation-dentreprise developper-son-entreprise
structurer-son-projet-de-creation-dentreprise
difficultes-administratives-ou-juridiques: accompagnement-aux-demarches-administratives
accompagnement-pour-lacces-a-la-citoyennete accompagnement-pour-lacces-aux-droits beneficier-dune-mesure-daccompagnement-adapte
connaitre-ses-droits-face-a-une-discrimination prendre-en-compte-une-problematique-judiciaire
difficultes-financieres: acquerir-une-autonomie-budgetaire ameliorer-sa-gestion-budgetaire
mettre-en-place-une-mesure-de-protection-financiere prevenir-une-degradation-de-la-situation-financiere
situation-dendettement-surendettement
equipement-et-alimentation: aide-menagere alimentation electromenager habillement
famille: garde-denfants prise-en-charge-personne-dependante soutien-a-la-parentalite-et-a-leducation soutien-aidants
surmonter-conflits-separation-violence
lecture-ecriture-calcul: maitriser-le-calcul maitriser-le-francais
logement-hebergement: acheter-un-logement changer-de-logement louer-un-logement
rechercher-une-solution-dhebergement-temporaire reduire-les-impayes-de-loyer se-maintenir-dans-le-logement
sinformer-sur-les-demarches-liees-a-lacces-au-logement
mobilite: acceder-a-un-vehicule entretenir-reparer-son-vehicule etre-accompagne-dans-son-parcours-mobilite
financer-ma-mobilite preparer-un-permis mobilite-douce-partagee-collective
numerique: acceder-a-des-services-en-ligne acceder-a-une-connexion-internet acquerir-un-equipement
maitriser-les-fondamentaux-du-numerique
preparer-sa-candidature: developper-son-reseau organiser-ses-demarches-de-recherche-demploi
realiser-un-cv-et-ou-une-lettre-de-motivation valoriser-ses-competences
remobilisation: activites-sportives-et-culturelles benevolat-action-citoyenne bien-etre-confiance-en-soi lien-social
sante: acces-aux-soins addictions constituer-un-dossier-mdph-invalidite sante-mentale sante-sexuelle
se-former: monter-son-dossier-de-formation trouver-sa-formation
souvrir-a-linternational: connaitre-les-opportunites-demploi-a-letranger sinformer-sur-les-aides-pour-travailler-a-letranger
sorganiser-suite-a-son-retour-en-france
trouver-un-emploi: convaincre-un-recruteur-en-entretien faire-des-candidatures-spontanees maintien-dans-lemploi
repondre-a-des-offres-demploi suivre-ses-candidatures-et-relancer-les-employeurs"""


def _topics_of() -> Mapping[str, tuple[str, ...]]:
    found, category = dict[str, tuple[str, ...]](), ""
    for word in _KNOWN.split():
        if word.endswith(":"):
            category = word[:-1]
        else:
            theme = f"{category}--{word}"
            found[theme] = _THEMES.get(theme, _CATEGORIES[category])
    return MappingProxyType(found)


TOPICS_OF: Mapping[str, tuple[str, ...]] = _topics_of()

PUBLIC_OF: Mapping[Audience, str] = {
    Audience.CHILD: "familles",
    Audience.TEEN: "jeunes",
    Audience.YOUNG_ADULT: "jeunes",
    Audience.PARENT: "familles",
    Audience.FAMILY: "familles",
    Audience.ANYONE: "tous-publics",
}
AUDIENCE_OF: Mapping[str, tuple[Audience, ...]] = {
    "tous-publics": (Audience.ANYONE,),
    "jeunes": (Audience.TEEN, Audience.YOUNG_ADULT),
    "etudiants": (Audience.YOUNG_ADULT,),
    "familles": (Audience.PARENT, Audience.FAMILY),
}
# Publics that no audience of ours is: they stay in words.
OTHER_PUBLICS: Mapping[str, str] = {
    "actifs": "actifs",
    "beneficiaires-des-minimas-sociaux": "bénéficiaires des minimas sociaux",
    "demandeurs-emploi": "demandeurs d’emploi",
    "femmes": "femmes",
    "personnes-en-situation-de-handicap": "personnes en situation de handicap",
    "personnes-en-situation-durgence": "personnes en situation d’urgence",
    "personnes-en-situation-juridique-specifique": "personnes en situation juridique spécifique",
    "personnes-exilees": "personnes exilées",
    "residents-qpv-frr": "habitants des quartiers prioritaires ou de zones rurales (QPV, FRR)",
    "seniors": "séniors",
}
TYPE_OF: Mapping[ServiceKind, str] = {
    ServiceKind.LISTEN: "accompagnement",
    ServiceKind.MEDIATE: "accompagnement",
    ServiceKind.ACCOMPANY: "accompagnement",
    ServiceKind.CARE: "accompagnement",
    ServiceKind.SHELTER: "aide-materielle",
    ServiceKind.LEGAL: "information",
    ServiceKind.SCHOOL: "formation",
    ServiceKind.MONEY: "aide-financiere",
    ServiceKind.INFORM: "information",
    ServiceKind.ACTIVITY: "atelier",
    ServiceKind.GROUP: "atelier",
}
KIND_OF: Mapping[str, ServiceKind | None] = {
    "accompagnement": ServiceKind.ACCOMPANY,
    "aide-financiere": ServiceKind.MONEY,
    "aide-materielle": None,
    "atelier": ServiceKind.GROUP,
    "formation": None,
    "information": ServiceKind.INFORM,
}
MODE_OF: Mapping[Access, str] = {
    Access.WALK_IN: "se-presenter",
    Access.PHONE: "telephoner",
    Access.FORM: "utiliser-lien-mobilisation",
    Access.MAIL: "envoyer-un-courriel",
}
ACCESS_OF: Mapping[str, tuple[Access, ...]] = {mode: (access,) for access, mode in MODE_OF.items()}
MOBILISER_OF: Mapping[MayCome, str] = {
    MayCome.ALONE: "usagers",
    MayCome.WITH_PARENT: "usagers",
    MayCome.PROFESSIONAL: "professionnels",
}
MAY_COME_OF: Mapping[str, tuple[MayCome, ...]] = {
    "usagers": (MayCome.ALONE, MayCome.WITH_PARENT),
    "professionnels": (MayCome.PROFESSIONAL,),
}
RECEPTION_OF: Mapping[Delivery, str] = {
    Delivery.ON_SITE: "en-presentiel",
    Delivery.HOME: "en-presentiel",
    Delivery.OUTREACH: "en-presentiel",
    Delivery.PHONE: "a-distance",
    Delivery.CHAT: "a-distance",
    Delivery.VIDEO: "a-distance",
}
DELIVERY_OF: Mapping[str, tuple[Delivery, ...]] = {
    "en-presentiel": (Delivery.ON_SITE,),
    "a-distance": (Delivery.PHONE,),
}
NETWORK_OF: Mapping[str, str] = {
    "cmp": "cmp",
    "csapa": "csapa",
    "ccas": "ccas-cias",
    "cidff": "cidff",
    "mission_locale": "mission-locale",
    "youth_centre": "mjc",
    "youth_information": "reseau-information-jeunesse",
    "social_centre": "fcsf",
    "legal_aid": "points-justice",
    "public_services": "france-service",
    "town_hall": "communes",
}
KIND_OF_NETWORK: Mapping[str, str] = {network: kind for kind, network in NETWORK_OF.items()}
COUNTRIES: Mapping[str, str] = {"99100": "fr", "france": "fr", "99131": "be", "99137": "lu", "99140": "ch"}
COUNTRY_CODES: Mapping[str, str] = {"fr": "france", "be": "99131", "lu": "99137", "ch": "99140"}
