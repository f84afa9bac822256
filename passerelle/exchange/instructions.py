"""The second sheet of the workbook: what every column means, and the words of every list."""

from collections.abc import Iterator

from passerelle.directory.vocabulary import (
    Access,
    Audience,
    Consent,
    Cost,
    Delivery,
    Mandate,
    MayCome,
    ServiceKind,
    Status,
)
from passerelle.exchange import columns, wordings
from passerelle.exchange.wordings import Wording

SHEET = "Mode d’emploi"
_RULES = (
    "Une ligne par service. Les colonnes de la structure se répètent ; une ligne où elles sont vides continue la structure du dessus.",
    "Un mot des listes ou son code : les deux se lisent, avec ou sans majuscules et accents.",
    "Une cellule vide veut dire « on ne sait pas ».",
    "Une apostrophe au début d’une cellule empêche le tableur de la calculer ; elle est enlevée à la lecture.",
    "Une adresse protégée n’est jamais exportée. Une importation ne vérifie jamais une fiche à votre place.",
)


def lines() -> Iterator[tuple[str, ...]]:
    """The rows of the sheet."""
    yield from ((rule,) for rule in _RULES)
    yield ()
    yield ("Colonne", "Que mettre", "Code")
    yield from ((column.title, column.help, column.key) for column in columns.ALL)
    for title, words in word_lists():
        yield ()
        yield (title, "Code")
        yield from ((name, code) for code, name in words.names.items())


def word_lists() -> tuple[tuple[str, Wording], ...]:
    """Every closed list with its title."""
    return (
        ("Types de structure", wordings.kinds()),
        ("Statut", wordings.of(Status)),
        ("Types de service", wordings.of(ServiceKind)),
        ("Thèmes", wordings.topics()),
        ("Publics", wordings.of(Audience)),
        ("Qui peut venir", wordings.of(MayCome)),
        ("Accord parental", wordings.of(Consent)),
        ("Mandat", wordings.of(Mandate)),
        ("Comment venir", wordings.of(Access)),
        ("Où cela se passe", wordings.of(Delivery)),
        ("Coût", wordings.of(Cost)),
        ("Langues (exemples)", wordings.languages()),
        ("Pays", wordings.countries()),
    )
