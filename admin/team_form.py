"""The form of a member: what was typed, what is wrong with it, and the profile it makes. Pure.

Nothing typed is lost to a mistake: the form comes back as it was, with a sentence under each field that has to change.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from admin import labels
from admin.labels import _
from passerelle import places
from passerelle.members import LANGUAGES, Profile, area_code, codes_of
from passerelle.tables import Member, Role

Typed = Mapping[str, Sequence[str]]
LONGEST = 120

MISSING = _("Ce champ ne peut pas rester vide.")
TOO_LONG = _("C’est trop long : 120 caractères au plus.")
NO_ROLE = _("Choisissez un rôle dans la liste.")
NO_MAIL = _("Cette adresse mail est incomplète. Elle ressemble à nadia@association.be.")
TAKEN = _("Quelqu’un a déjà cette adresse dans l’équipe, ou l’avait avant de la quitter.")
NO_AREA = _(
    "Une de ces zones n’est pas connue. Écrivez des provinces ou des départements : Liège, Namur, Essonne."
)
BOTH_AREAS = _("Une même zone ne peut pas être couverte et évitée.")
NO_MENTOR = _("Cette personne ne peut pas être mentore ici : elle ne suit pas de dossiers, ou a une mentore.")
LAST_KEEPER = _(
    "C’est la dernière personne qui peut gérer l’équipe. Donnez d’abord ce rôle à quelqu’un d’autre."
)
NOT_YOURSELF = _("Votre propre rôle, quelqu’un d’autre le change.")


@dataclass
class Form:
    """What stands in the fields, and under them."""

    typed: Typed
    errors: dict[str, str] = field(default_factory=dict)

    def value(self, name: str) -> str:
        """What stands in a field; nothing where nothing was typed."""
        return next(iter(self.typed.get(name, ())), "")

    def values(self, name: str) -> Sequence[str]:
        """What is ticked in a field."""
        return self.typed.get(name, ())

    def error(self, name: str) -> str:
        """What is wrong with a field."""
        return self.errors.get(name, "")


def of(member: Member) -> Form:
    """The form as the member is noted."""
    return Form(
        {
            "name": [member.name],
            "title": [member.title],
            "role": [member.role],
            "languages": sorted(codes_of(member.languages)),
            "topics": sorted(codes_of(member.topics)),
            "areas": [_in_words(member.areas)],
            "avoided_areas": [_in_words(member.avoided_areas)],
            "mentor": [str(member.mentor_id or "")],
        }
    )


def _in_words(areas: str) -> str:
    return ", ".join(area_name(code) for code in sorted(codes_of(areas)))


def area_name(code: str) -> str:
    """Write an area's code as its name."""
    return code.replace("_", " ")


def read(form: Form) -> Profile | None:
    """Read a form; None where something has to change, which its errors then say."""
    name, title, role = _short(form, "name"), form.value("title").strip(), form.value("role")
    if len(title) > LONGEST:
        form.errors["title"] = TOO_LONG
    if role not in set(Role):
        form.errors["role"] = NO_ROLE
    areas, avoided = _areas(form, "areas"), _areas(form, "avoided_areas")
    if areas & avoided:
        form.errors["avoided_areas"] = BOTH_AREAS
    if form.errors:
        return None
    mentor = form.value("mentor")
    return Profile(
        name=name,
        role=Role(role),
        title=title,
        languages=frozenset(form.values("languages")) & frozenset(LANGUAGES),
        topics=frozenset(form.values("topics")) & labels.TOPICS.keys(),
        areas=areas,
        avoided_areas=avoided,
        mentor_id=int(mentor) if re.fullmatch(r"[0-9]{1,9}", mentor) else None,
    )


def email_of(form: Form) -> str:
    """Read the address of somebody new; a mistake is noted in the form."""
    email = form.value("email").strip()
    if not re.fullmatch(r"[^\s@]+@[^\s@]+\.[^\s@]+", email) or len(email) > LONGEST:
        form.errors["email"] = NO_MAIL
    return email


def _short(form: Form, name: str) -> str:
    typed = form.value(name).strip()
    if not typed or len(typed) > LONGEST:
        form.errors[name] = TOO_LONG if typed else MISSING
    return typed


def _areas(form: Form, name: str) -> frozenset[str]:
    typed = [part.strip() for part in re.split(r"[,;\n]", form.value(name)) if part.strip()]
    found = {part: places.area_of(part) for part in typed}
    if None in found.values():
        form.errors[name] = NO_AREA
    return frozenset(area_code(area.name) for area in found.values() if area is not None)
