"""The journal, for whoever controls: who did what and when, by numbers. Nothing here tells of anybody who writes to us."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from fastapi.responses import Response

from admin.access import HIGHEST_ID, Right, SignedIn, may
from admin.labels import _
from admin.lists import calendar
from admin.moments import moment
from passerelle import journal, members, team
from passerelle.journal import Action

router = APIRouter(dependencies=[Depends(may(Right.JOURNAL))])

SHOWN = 100
ACTIONS: Mapping[str, str] = {
    Action.SIGNED_IN: _("s’identifie"),
    Action.SIGN_IN_REFUSED: _("une identification est refusée"),
    Action.SIGNED_OUT: _("se déconnecte"),
    Action.MEMBER_ADDED: _("ajoute un membre de l’équipe"),
    Action.MEMBER_CHANGED: _("change un membre de l’équipe"),
    Action.MEMBER_DEACTIVATED: _("ferme un accès"),
    Action.MEMBER_REACTIVATED: _("rouvre un accès"),
    Action.CODE_RESET: _("change la clé des codes d’un membre"),
    Action.ROTA_CHANGED: _("change les tours de garde"),
    Action.CASE_OPENED: _("un dossier s’ouvre"),
    Action.CASE_READ: _("ouvre la page d’un dossier"),
    Action.CASE_TAKEN: _("prend un dossier"),
    Action.CASE_DECLINED: _("décline un dossier proposé"),
    Action.CASE_HANDED_OVER: _("passe un dossier"),
    Action.CASE_CLOSED: _("clôt un dossier"),
    Action.CASE_REOPENED: _("rouvre un dossier"),
    Action.GUEST_INVITED: _("invite quelqu’un à lire un dossier"),
    Action.GUEST_LEFT: _("ne lit plus un dossier"),
    Action.CANNED_APPROVED: _("valide une réponse prête"),
    Action.REPLY_APPROVED: _("valide le message d’un·e stagiaire"),
    Action.REPLY_SENT_BACK: _("renvoie le message d’un·e stagiaire"),
    Action.CASE_ERASED: _("un dossier est effacé"),
    Action.FILE_OPENED: _("ouvre une pièce jointe"),
    Action.PERSON_ERASED: _("une personne fait tout effacer"),
    Action.RECORD_CHANGED: _("change une fiche de l’annuaire"),
    Action.RECORD_VERIFIED: _("vérifie une fiche de l’annuaire"),
    Action.RECORD_REMOVED: _("retire une fiche de l’annuaire"),
    Action.RECORDS_IMPORTED: _("importe un fichier dans l’annuaire"),
    Action.ROOM_READ: _("ouvre la page d’une salle"),
    Action.ROOM_CHANGED: _("change la marche d’une salle"),
    Action.ROOM_WORD_RELEASED: _("laisse passer un message dans une salle"),
    Action.ROOM_WORD_REFUSED: _("retire un message d’une salle"),
    Action.ROOM_WHISPER_ANSWERED: _("répond en privé dans une salle"),
    Action.ROOM_MEMBER_MUTED: _("coupe la parole à quelqu’un dans une salle"),
    Action.ROOM_MEMBER_UNMUTED: _("rend la parole à quelqu’un dans une salle"),
    Action.ROOM_MEMBER_REMOVED: _("fait sortir quelqu’un d’une salle"),
    Action.GIVER_FOLLOWED: _("commence à suivre une personne qui s’engage"),
    Action.GIVER_READ: _("ouvre la page d’une personne qui s’engage"),
    Action.GIVER_CHANGED: _("change ce qui est noté d’une personne qui s’engage"),
    Action.GIVER_FORGOTTEN: _("oublie une personne qui s’engage"),
    Action.TRAINING_CHANGED: _("change les étapes de formation"),
    Action.SETTINGS_CHANGED: _("change les réglages de l’association"),
    Action.SESSION_CHANGED: _("change une session"),
    Action.SEAT_READ: _("lit ce qu’une personne a dit pour sa place"),
    Action.SEAT_INVITED: _("propose une place"),
    Action.SEAT_REMOVED: _("retire une place"),
    Action.QUESTIONS_READ: _("lit les questions envoyées avant une session"),
    Action.GROUP_PROPOSED: _("regarde un groupe proposé"),
    Action.WORDING_CHANGED: _("change une phrase du robot"),
}
OTHER = _("autre geste")
Before = Annotated[int, Query(ge=0, le=HIGHEST_ID)]


@router.get("/journal")
def show(staff: SignedIn, before: Before = 0) -> Response:
    """Show the newest lines of the journal, or those before a line."""
    with staff.panel.house.database.reading() as session:
        found = journal.lines(session, before=before or None, limit=SHOWN)
        times = calendar(staff, session)
        names = {member.id: member.name for member in (*team.everyone(session), *members.left(session))}
    rows = [
        {
            "what": ACTIONS.get(line.action, OTHER),
            "who": names.get(line.member_id, ""),
            "subject": line.subject_id,
            "when": moment(line.done_at, times),
        }
        for line in found
    ]
    older = found[-1].id if len(found) == SHOWN else None
    return staff.page("journal.html", rows=rows, older=older)
