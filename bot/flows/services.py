"""What an association may switch off, and how the panel calls it. Care in a danger, a human and the numbers are not among it.

An option is named by its place, `flow.question=key`; a test says when a script no longer has it.
"""

from collections.abc import Mapping

from bot.engine.offered import Service
from bot.engine.script import mark as _

SERVICES: Mapping[str, Service] = {
    "mediation": Service(_("La médiation"), ("mediation",), ("home.wish=mediation", "parents.wish=mediation")),
    "talk_group": Service(
        _("Les groupes de parole"),
        options=("bullying.wish=group", "parents.wish=group", "activities.workshop=talk"),
    ),
    "parents_hour": Service(
        _("L’heure avec un·e psychologue, pour les parents"), ("parents_hour",), ("parents.wish=hour",)
    ),
    "support": Service(
        _("L’accompagnement des familles"), ("family_support",), ("home.wish=support", "parents.wish=support")
    ),
    "activities": Service(
        _("Les activités, le sport, les ateliers"),
        ("activities",),
        ("child.what=play",),
        said_by=("feeling.what=alone",),
        nearest=("address", "other"),
    ),
    "school": Service(_("L’école, l’orientation"), ("school",)),
    "work": Service(_("Le travail, la formation"), ("work",), nearest=("address", "other")),
    "rights": Service(_("Les droits, le logement, les démarches"), ("rights",)),
    "directory": Service(_("Les bonnes adresses"), ("directory",), ("parents.wish=address",)),
    "giving": Service(_("Bénévoles et pairs-aidants"), ("giving",)),
    "town": Service(_("Un avis sur sa ville"), ("town",)),
    "interventions": Service(
        _("Interventions et formations, pour les professionnels"),
        options=tuple(
            f"professionals.what={key}" for key in ("class", "training", "company", "focus", "project")
        ),
    ),
}
