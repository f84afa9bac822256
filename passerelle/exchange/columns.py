"""The columns of our own template: each field of a record with its key, its French title and what to write there.

A key is how a mapping names a field ("address.postcode", "service.topics"). Titles are read without case, accents and marks.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from passerelle.places.typed import key as folded


@dataclass(frozen=True, slots=True)
class Column:
    """A field of a record: its key, its title in the sheet, and a sentence for whoever fills it in."""

    key: str
    title: str
    help: str


_LIST = "Plusieurs : séparés par « ; » ou « | »."
_REACH = (
    ("phones", "Téléphones", f"Comme on l’écrit dans le pays de l’adresse, ou +32… ; un numéro court reste court. {_LIST}"),
    ("phones.label", "Téléphones (libellé)", "À quoi sert chaque numéro, dans le même ordre, séparés par « | »."),
    ("phones.hours", "Téléphones (horaires)", "Quand on répond à chaque numéro, notation OpenStreetMap, séparés par « | »."),
    ("phones.languages", "Téléphones (langues)", "Langues de chaque numéro (fr, nl), séparées par des virgules ; entre numéros « | »."),
    ("email", "Courriel", "Une adresse de la structure, pas d’une personne."),
    ("website", "Site web", "https://…"),
    ("address.street", "Adresse", "Rue et numéro."),
    ("address.complement", "Complément d’adresse", "Bâtiment, étage, « chez… »."),
    ("address.postcode", "Code postal", "4 ou 5 chiffres."),
    ("address.locality", "Localité", "Ville, village ou section."),
    ("address.country", "Pays", "BE, FR, LU ou CH, ou le nom du pays."),
    (
        "address.commune",
        "Commune (INSEE ou NIS)",
        "Laissez vide : le code est trouvé d’après le code postal et la localité. « inconnue » : ne pas chercher.",
    ),
    ("address.lat", "Latitude", "En degrés (50.6337). Laissez vide si vous ne savez pas : la commune suffit."),
    ("address.lon", "Longitude", "En degrés (5.5675)."),
    ("hours", "Horaires", "Notation OpenStreetMap : Mo-Fr 09:00-12:00,14:00-17:00; PH off."),
    ("hours_note", "Horaires (remarque)", "En mots : « fermé pendant les vacances scolaires »."),
)  # fmt: skip

STRUCTURE = (
    Column("id", "Identifiant", "Court, sans accents, ne change jamais : le-pont-liege. Vide : il est formé d’après le nom."),
    Column("name", "Nom", "Obligatoire. Le nom que la structure porte."),
    Column("short_name", "Nom court", "Sigle ou nom d’usage."),
    Column("names", "Noms par langue", "nl: De Brug | de: Die Brücke."),
    Column("kind", "Type de structure", "Un mot de la liste « Types de structure », ou son code."),
    Column("description", "Description", "Deux ou trois phrases simples."),
    Column("identifiers", "Numéros officiels", "siret: … | finess: … | kbo: …"),
    *(Column(key, title, text) for key, title, text in _REACH),
    Column("protected", "Adresse protégée", "oui : l’adresse n’est jamais montrée ni exportée."),
    Column("closed", "Fermée temporairement", "oui, avec les dates et le motif dans les colonnes suivantes."),
    Column("closed.first", "Fermée du", "2026-07-01 ou 01/07/2026."),
    Column("closed.last", "Fermée jusqu’au", "2026-07-31 ou 31/07/2026, compris."),
    Column("closed.reason", "Motif de fermeture", "En mots."),
    Column("accessibility", "Accessibilité", "En mots : rampe, ascenseur, boucle magnétique."),
    Column("status", "Statut", "active, brouillon, suspendue ou fermée. Vide : active."),
    Column("parent", "Structure mère", "L’identifiant d’une autre structure."),
    Column("source", "Source", "D’où vient la fiche."),
    Column("source_record", "Référence chez la source", "Le numéro de la fiche chez la source."),
    Column("source_url", "Lien chez la source", "https://…"),
    Column("licence", "Licence", "Ce que la source permet."),
    Column("updated_on", "Mise à jour par la source", "2026-03-01 ou 01/03/2026."),
)  # fmt: skip

SERVICE = (
    Column("service.key", "Identifiant du service", "Court, unique dans la structure. Vide : formé d’après le nom du service."),
    Column("service.name", "Service", "Obligatoire dès qu’une colonne du service est remplie."),
    Column("service.description", "Description du service", "Deux ou trois phrases simples."),
    Column("service.kind", "Type de service", "Un mot de la liste « Types de service »."),
    Column("service.topics", "Thèmes", f"Mots de la liste « Thèmes ». {_LIST}"),
    Column("service.audience", "Publics", f"Mots de la liste « Publics ». {_LIST}"),
    Column("service.age_min", "Âge minimum", "En années, compris."),
    Column("service.age_max", "Âge maximum", "En années, compris."),
    Column("service.restriction", "Réservé à", "En mots : « filles seulement »."),
    Column("service.may_come", "Qui peut venir", f"seul·e, avec un parent, par un·e professionnel·le. {_LIST}"),
    Column("service.anonymous", "Anonyme", "oui ou non ; vide : on ne sait pas."),
    Column("service.consent", "Accord parental", "Un mot de la liste « Accord parental »."),
    Column("service.mandate", "Mandat", "volontaire, protection de la jeunesse ou juge."),
    Column("service.access", "Comment venir", f"Mots de la liste « Comment venir ». {_LIST}"),
    Column("service.access_link", "Lien pour venir", "https://…"),
    Column("service.delivery", "Où cela se passe", f"Mots de la liste « Où cela se passe ». {_LIST}"),
    Column("service.covers", "Zone couverte", f"« province de Liège », « Essonne », « commune d’Ixelles », « Belgique ». {_LIST}"),
    Column("service.languages", "Langues", f"fr, nl, de… ou leur nom. {_LIST}"),
    Column("service.cost", "Coût", "gratuit, payant ou selon les revenus."),
    Column("service.cost_note", "Coût (remarque)", "En mots."),
    Column("service.documents", "Documents à apporter", "En mots."),
    Column("service.waiting", "Attente", "En mots : « environ un mois »."),
    Column("service.waiting_on", "Attente relevée le", "2026-03-01 ou 01/03/2026."),
    Column("service.crisis", "Accueil de crise", "oui, ou vide."),
    Column("service.emergency", "Urgence", "oui, ou vide."),
    *(Column(f"service.{key}", f"{title} du service", f"S’ils diffèrent de la structure. {text}") for key, title, text in _REACH),
)  # fmt: skip

REACH = tuple(key for key, _, _ in _REACH)
ALL = (*STRUCTURE, *SERVICE)
KEYS = tuple(column.key for column in ALL)
TITLES: Mapping[str, str] = {column.key: column.title for column in ALL}


@cache
def _by_title() -> Mapping[str, str]:
    return {folded(name): column.key for column in ALL for name in (column.title, column.key)}


def key_of(title: str) -> str | None:
    """The field that a title of a sheet stands for; None for a column that is not of the template."""
    return _by_title().get(folded(title))
