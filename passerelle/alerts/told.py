"""What an alert says, in French, which the team reads. A line holds no content: no topic, no pseudonym, no word of a person.

These sentences go to members only, so no catalogue promises them in the languages that people write in.
"""

from collections.abc import Mapping

from babel.core import Locale, UnknownLocaleError

from passerelle.alerts.tables import Kind
from passerelle.tables import Case, CaseState, Member
from passerelle.words import SOURCE

AGES: Mapping[str, str] = {"6-11": "6–11", "12-17": "12–17", "18-25": "18–25", "adult": "adulte"}
HEADS: Mapping[str, str] = {
    Kind.OPENED: "Nouvelle demande",
    Kind.ESCALATED: "Demande toujours en attente",
    Kind.NEWS: "Du nouveau dans un de vos dossiers",
}
URGENT = "urgente"
TAKEN_BY = "Prise en charge par {name}"
YOURS = "C’est vous qui avez pris cette demande en charge. La suite se passe dans l’espace de l’équipe."
OVER = "Cette demande n’attend plus."


def line(kind: str, case: Case) -> str:
    """Say an alert in one line: "Nouvelle demande · urgente · Liège · 12–17"; news says nothing of the case at all."""
    if kind == Kind.NEWS:
        return HEADS[Kind.NEWS]
    parts = (
        HEADS.get(kind, HEADS[Kind.OPENED]),
        URGENT if case.is_urgent else None,
        case.area,
        AGES.get(case.age_band or ""),
        language(case.language) if case.language != SOURCE else None,
    )
    return " · ".join(part for part in parts if part)


def taken(case: Case, owner: Member | None, *, reader: Member) -> str:
    """Say that a case waits no more, and thanks to whom, by their first name only."""
    if case.state == CaseState.WAITING or owner is None:
        return OVER
    if owner.id == reader.id:
        return YOURS
    return TAKEN_BY.format(name=first_name(owner))


def first_name(member: Member) -> str:
    """What colleagues call a member."""
    return member.name.split()[0]


def language(code: str) -> str:
    """Name a language in French: "arabe"; a code that nobody knows is said as it is."""
    try:
        return Locale.parse(code).get_language_name(SOURCE) or code
    except (ValueError, UnknownLocaleError):
        return code
