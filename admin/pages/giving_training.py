"""What has to be learnt before somebody leads, as the association writes it: one list for each kind of giver."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import RedirectResponse, Response

from admin import giving_words as words
from admin.access import Number, SignedIn, Staff
from admin.labels import _
from passerelle.errors import NotFound, Refused
from passerelle.giving import GiverKind, training

router = APIRouter(prefix="/givers/steps")

UNPROCESSABLE = 422
DONE: Mapping[str, str] = {
    "added": _("L’étape est ajoutée."),
    "saved": _("C’est enregistré."),
    "dropped": _("L’étape n’est plus demandée. Qui l’a faite garde sa coche."),
    "usual": _("Voici une première liste. Changez ce que vous voulez."),
}
NO_TITLE = _("Écrivez l’étape en quelques mots\u00a0: 120 caractères au plus, et 40 étapes par liste.")

Title = Annotated[str, Form(max_length=1000)]
Ticked = Annotated[str, Form(max_length=10)]


@router.get("")
def show(staff: SignedIn, kind: str = "", done: str = "") -> Response:
    """Show the list of one kind."""
    return _page(staff, _kind(kind), done=DONE.get(done, ""))


@router.post("")
def add(staff: SignedIn, kind: str = "", title: Title = "", required: Ticked = "") -> Response:
    """Put a step at the end of a list."""
    chosen = _kind(kind)
    try:
        with staff.panel.house.database.writing() as session:
            training.add(
                session, staff.member, chosen, title, is_required=bool(required), now=staff.panel.now()
            )
    except NotFound:
        raise
    except Refused:
        return _page(staff, chosen, wrong=NO_TITLE, typed=title)
    return _back(chosen, "added")


@router.post("/usual")
def take_usual(staff: SignedIn, kind: str = "") -> Response:
    """Begin an empty list with what is usually asked, in the reader's language."""
    chosen = _kind(kind)
    with staff.panel.house.database.writing() as session:
        if not training.steps(session, chosen):
            for title in words.USUAL_STEPS[chosen]:
                said = staff.panel.say(title)
                training.add(session, staff.member, chosen, said, is_required=True, now=staff.panel.now())
    return _back(chosen, "usual")


@router.post("/{number}")
def change(
    staff: SignedIn, number: Number, kind: str = "", title: Title = "", required: Ticked = ""
) -> Response:
    """Call a step something else, or say whether it is required."""
    try:
        with staff.panel.house.database.writing() as session:
            training.change(
                session, staff.member, number, title, is_required=bool(required), now=staff.panel.now()
            )
    except NotFound:
        raise
    except Refused:
        return _page(staff, _kind(kind), wrong=NO_TITLE)
    return _back(_kind(kind), "saved")


@router.post("/{number}/up")
def put_up(staff: SignedIn, number: Number, kind: str = "") -> Response:
    """Put a step before the one above it."""
    with staff.panel.house.database.writing() as session:
        training.raise_(session, staff.member, number, now=staff.panel.now())
    return _back(_kind(kind), "saved")


@router.post("/{number}/drop")
def drop(staff: SignedIn, number: Number, kind: str = "") -> Response:
    """Take a step off its list."""
    with staff.panel.house.database.writing() as session:
        training.drop(session, staff.member, number, now=staff.panel.now())
    return _back(_kind(kind), "dropped")


def _kind(code: str) -> GiverKind:
    return GiverKind(code) if code in set(GiverKind) else GiverKind.PEER_HELPER


def _back(kind: GiverKind, done: str) -> Response:
    return RedirectResponse(f"/givers/steps?kind={kind}&done={done}", 303)


def _page(staff: Staff, kind: GiverKind, *, done: str = "", wrong: str = "", typed: str = "") -> Response:
    say = staff.panel.say
    with staff.panel.house.database.reading() as session:
        steps = training.steps(session, kind)
    return staff.page(
        "giving_steps.html",
        status=UNPROCESSABLE if wrong else 200,
        kind=kind,
        kind_says=say(words.KINDS[kind]),
        kinds=[(code, say(name)) for code, name in words.KINDS.items()],
        steps=steps,
        usual=[say(title) for title in words.USUAL_STEPS[kind]],
        done=done,
        wrong=wrong,
        typed=typed,
    )
