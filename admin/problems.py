"""What can go wrong at the panel, in French: what happened, whether anything was lost, what to do.

Shown as a page, or in place where a part of a page asked. Nothing here needs the database.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.exceptions import HTTPException

from admin.access import SAFE_METHODS, NotYours, Right, SignedOut, Untrusted, panel_of
from admin.labels import _
from passerelle.errors import DatabaseDown, KeyDestroyed, NotFound, PasserelleError, Refused, TakenAlready

HOME, LOGIN = "/", "/login"
BACK_TO_QUEUE, SIGN_IN_AGAIN = _("Retour à la file"), _("Se reconnecter")
DIRECTORY, BACK_TO_DIRECTORY = "/directory", _("Retour à l’annuaire")
SESSIONS, BACK_TO_SESSIONS = "/sessions", _("Retour aux sessions")
ROOMS, BACK_TO_ROOMS = "/rooms", _("Retour à mes salles")
NOTHING_CHANGED = _("Rien n’a changé, rien n’est perdu.")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that went wrong, as staff read it."""

    status: int
    title: str
    what: str
    lost: str = NOTHING_CHANGED
    way_on: str = BACK_TO_QUEUE
    goes_to: str = HOME


NOT_HERE = Problem(
    404,
    _("Cette page n’existe pas"),
    _("L’adresse est peut-être incomplète. Depuis la file, tout se retrouve."),
)
NO_SUCH_CASE = Problem(
    404,
    _("Ce dossier n’est pas dans votre liste"),
    _(
        "Il n’existe pas, quelqu’un d’autre le suit, ou la personne a tout effacé. Tout ce que vous suivez est dans la file."
    ),
)
ERASED = Problem(
    410,
    _("La personne a tout effacé"),
    _("Ce dossier n’a plus de contenu, ici comme ailleurs : c’était son choix. Il n’y a rien à faire."),
    _("Ce qui a été effacé ne revient pas."),
)
NO_SUCH_ROOM = Problem(
    404,
    _("Cette salle n’est pas dans votre liste"),
    _("Elle n’existe pas, quelqu’un d’autre l’anime, ou tout y a été effacé à l’heure annoncée."),
    way_on=BACK_TO_ROOMS,
    goes_to=ROOMS,
)
ROOM_CHANGED = Problem(
    409,
    _("Cette salle vient de changer"),
    _("Ce que vous demandiez ne se fait plus, ou ne vous revient pas. La page montre où elle en est."),
    way_on=BACK_TO_ROOMS,
    goes_to=ROOMS,
)
NO_SUCH_RECORD = Problem(
    404,
    _("Cette fiche n’existe pas"),
    _("Elle a peut-être été retirée. Cherchez-la par son nom, ou parmi les fiches retirées."),
    way_on=BACK_TO_DIRECTORY,
    goes_to=DIRECTORY,
)
RECORD_REMOVED = Problem(
    409,
    _("Cette fiche vient d’être retirée"),
    _(
        "Elle peut revenir telle qu’elle était, depuis les fiches retirées. Ce que vous avez tapé est encore dans la page d’avant."
    ),
    way_on=BACK_TO_DIRECTORY,
    goes_to=DIRECTORY,
)
NOT_YOUR_ROLE = Problem(
    403,
    _("Cette page ne fait pas partie de votre rôle"),
    _("Demandez à la coordination, ou à la personne qui s’occupe de l’installation."),
    way_on=_("Retour à l’accueil"),
)
NOT_YOURS = Problem(
    403,
    _("Modifier l’annuaire ne fait pas partie de votre rôle"),
    _(
        "Vous pouvez lire, vérifier et suspendre une fiche. Pour le reste, demandez à la rédaction ou à la coordination."
    ),
    way_on=BACK_TO_DIRECTORY,
    goes_to=DIRECTORY,
)
NO_SUCH_SESSION = Problem(
    404,
    _("Cette session n’est pas dans votre liste"),
    _("Elle n’existe pas, ou quelqu’un d’autre l’anime. Ce qui est ouvert à tous est dans la liste."),
    way_on=BACK_TO_SESSIONS,
    goes_to=SESSIONS,
)
SESSION_OVER = Problem(
    409,
    _("Cette session ne peut plus changer"),
    _("Elle est terminée. Vous pouvez la copier à une autre date."),
    way_on=BACK_TO_SESSIONS,
    goes_to=SESSIONS,
)
FILE_TOO_LARGE = Problem(
    413,
    _("Ce fichier est trop grand"),
    _("Un fichier à importer ne dépasse pas 50 Mo. Coupez-le en deux et importez chaque moitié."),
    way_on=BACK_TO_DIRECTORY,
    goes_to=DIRECTORY,
)
TAKEN = Problem(
    409,
    _("Quelqu’un de l’équipe vient de prendre ce dossier"),
    _("Vous avez cliqué presque en même temps. La personne a une réponse, et une seule."),
)
CLOSED = Problem(
    409,
    _("Ce dossier ne peut plus changer"),
    _("Il vient d’être clos. La personne peut revenir quand elle veut : elle sera dans la file."),
)
SIGNED_OUT = Problem(
    401,
    _("Votre session est terminée"),
    _("Après un moment sans activité, il faut s’identifier à nouveau. Rien n’a été envoyé."),
    _("Un message commencé reste dans cet onglet : il revient quand vous rouvrez le dossier."),
    SIGN_IN_AGAIN,
    LOGIN,
)
TOO_OLD = Problem(
    403,
    _("Cette page n’est plus valable"),
    _("Elle est restée ouverte trop longtemps, ou la demande ne vient pas d’ici. Rien n’a été fait."),
    _("Revenez en arrière pour retrouver votre texte, puis rechargez la page."),
)
NOT_UNDERSTOOD = Problem(
    400,
    _("Il manque quelque chose"),
    _("Le formulaire est arrivé incomplet. Revenez en arrière, rechargez la page et recommencez."),
)
NOT_SO = Problem(
    405, _("Cela ne se fait pas ainsi"), _("Cette adresse attend autre chose. Repartez de la file.")
)
TOO_LARGE = Problem(
    413,
    _("C’est trop long"),
    _("Un message ne peut pas dépasser 3 500 caractères. Revenez en arrière et coupez-le en plusieurs."),
)
DOWN = Problem(
    503,
    _("La base de données ne répond pas"),
    _("Réessayez dans une minute. Si cela dure, prévenez la personne qui s’occupe de l’installation."),
    _("Ce qui était enregistré est intact. Ce que vous veniez de faire n’a pas été fait."),
    _("Réessayer"),
)
NO_FILE = Problem(
    502,
    _("Cette pièce jointe ne vient pas"),
    _(
        "Telegram ne la donne pas pour l’instant, ou ne l’a plus. Réessayez plus tard, ou demandez à la personne."
    ),
)
UNEXPECTED = Problem(
    500,
    _("Quelque chose a mal tourné"),
    _(
        "C’est de notre côté. Réessayez ; si cela revient, prévenez la personne qui s’occupe de l’installation."
    ),
    _("Ce que vous veniez de faire n’a peut-être pas été fait : vérifiez avant de recommencer."),
)


def answer(request: Request, problem: Problem) -> Response:
    """Show a problem: in place where a part of a page asked, instead of what is shown where its stream asked, otherwise as a page."""
    panel = panel_of(request)
    if request.headers.get("hx-request") == "true":
        is_stream = request.url.path.endswith("/live")
        text = panel.render("problem_card.html" if is_stream else "problem_notice.html", problem=problem)
        headers = {"HX-Retarget": "#content" if is_stream else "#notice", "HX-Reswap": "innerHTML"}
        return HTMLResponse(text, problem.status, headers)
    return HTMLResponse(panel.render("problem.html", problem=problem, me=None), problem.status)


def register(app: FastAPI) -> None:
    """Say which page each error of the house ends in."""
    for error in (SignedOut, Untrusted, NotYours, PasserelleError, HTTPException, RequestValidationError):
        app.add_exception_handler(error, _handle)


def _handle(request: Request, error: Exception) -> Response:
    if (
        isinstance(error, SignedOut)
        and request.method in SAFE_METHODS
        and "hx-request" not in request.headers
    ):
        return RedirectResponse(LOGIN, 303)
    problem = _problem_of(error)
    for where, others in ELSEWHERE.items():
        if request.url.path.startswith(where):
            problem = others.get(problem, problem)
    response = answer(request, problem)
    if isinstance(error, DatabaseDown):
        response.headers["Retry-After"] = "5"
    return response


# The same mishap is another one where the page is about records, sessions or rooms.
ELSEWHERE: Mapping[str, Mapping[Problem, Problem]] = {
    DIRECTORY: {NO_SUCH_CASE: NO_SUCH_RECORD, CLOSED: RECORD_REMOVED},
    SESSIONS: {NO_SUCH_CASE: NO_SUCH_SESSION, CLOSED: SESSION_OVER},
    ROOMS: {NO_SUCH_CASE: NO_SUCH_ROOM, CLOSED: ROOM_CHANGED},
}


def _problem_of(error: Exception) -> Problem:  # a table by type reads as one
    match error:
        case SignedOut():
            return SIGNED_OUT
        case Untrusted():
            return TOO_OLD
        case NotYours():
            return NOT_YOURS if error.args == (Right.EDIT,) else NOT_YOUR_ROLE
        case TakenAlready():
            return TAKEN
        case NotFound() | KeyDestroyed():
            return NO_SUCH_CASE
        case Refused():
            return CLOSED
        case DatabaseDown():
            return DOWN
        case RequestValidationError():
            in_address = any(fault["loc"][0] == "path" for fault in error.errors())
            return NO_SUCH_CASE if in_address else NOT_UNDERSTOOD
        case HTTPException(status_code=413):
            return FILE_TOO_LARGE
        case HTTPException(status_code=404):
            return NOT_HERE
        case HTTPException(status_code=405):
            return NOT_SO
        case HTTPException(status_code=400):
            return NOT_UNDERSTOOD
    raise error
