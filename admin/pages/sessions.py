"""What the association offers: the list of its sessions, and one of them with its dates, seats and questions, for whoever leads it.

Everybody else finds no session here, whether it exists or not; of those that are open they see in the list what people may read.
"""

from collections.abc import Mapping

from fastapi import APIRouter
from fastapi.responses import Response

from admin import session_page, session_view
from admin.access import Number, SignedIn
from admin.labels import _
from admin.session_words import KINDS

router = APIRouter(prefix="/sessions")

DONE: Mapping[str, str] = {
    "created": _("Le brouillon est enregistré. Personne ne le voit avant que vous l’ouvriez."),
    "saved": _("C’est enregistré."),
    "opened": _("La session est ouverte\u00a0: on peut s’inscrire."),
    "copied": _("Voici la copie, en brouillon. Relisez les dates, puis ouvrez-la."),
    "ended": _("La session est terminée. Qui avait une place ou attendait est prévenu."),
    "cancelled": _("Cette date est annulée. Qui a une place est prévenu."),
    "moved": _("Cette date est déplacée. Qui a une place est prévenu."),
    "counted": _("C’est noté."),
    "removed": _("C’est fait. La place va à la personne suivante."),
    "capacity": _("Le nombre de places est changé."),
    "answered": _("La question est notée comme répondue."),
    "invited": _("Les places sont proposées. Chacun dit oui ou non\u00a0; vous le voyez ici."),
    "added": _("Les dates sont ajoutées."),
}


@router.get("")
def show(staff: SignedIn, kind: str = "", done: str = "") -> Response:
    """List the sessions, of one kind or of all."""
    chosen = kind if kind in KINDS else ""
    with staff.panel.house.database.reading() as session:
        found = session_view.lists(staff, session, chosen)
    return staff.page(
        "sessions_list.html", found=found, chosen=chosen, done=DONE.get(done), has_any=bool(found.kinds)
    )


@router.get("/{number}")
def one(staff: SignedIn, number: Number, done: str = "") -> Response:
    """Show one session to whoever leads it."""
    return session_page.show(staff, number, done=DONE.get(done, ""))
