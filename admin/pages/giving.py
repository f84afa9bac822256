"""People who give, for the coordination: everybody, and one of them with the path, the training, the notes, the account and the hours.

Each act is a plain form that comes back to the page; what the house refuses is said there. Nothing here leads to what else somebody
came for.
"""

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Form, Query
from fastapi.responses import RedirectResponse, Response
from sqlmodel import Session

from admin import giving_page, giving_view, giving_words as words
from admin.access import HIGHEST_ID, Number, SignedIn, Staff
from admin.calendar_words import YEARS
from admin.labels import _
from passerelle import giving, members, team
from passerelle.errors import NotFound, Refused
from passerelle.giving import GiverKind, Stage, training
from passerelle.members import Profile, codes_of
from passerelle.tables import Member, Role

router = APIRouter(prefix="/givers")

UNPROCESSABLE, CONFLICT = 422, 409
DONE: Mapping[str, str] = {
    "followed": _("C’est fait. Notez ici l’entretien, puis chaque étape."),
    "noted": _("C’est noté."),
    "ticked": _("L’étape est cochée."),
    "unticked": _("L’étape n’est plus cochée."),
    "moved": _("C’est changé."),
    "linked": _("Le compte est relié. Plus rien ici ne mène à la conversation."),
    "mentor": _("C’est enregistré\u00a0: ce qu’écrit cette personne est relu avant l’envoi."),
    "removed": _("C’est retiré."),
    "forgotten": _("C’est oublié. Il ne reste que des heures, sans nom, dans les chiffres."),
}
CHOOSE = _("Choisissez dans la liste.")
NO_MENTOR = _(
    "Cette personne ne peut pas être mentore ici\u00a0: elle ne suit pas de dossiers, ou a une mentore."
)

Code = Annotated[str, Form(max_length=40)]
Id = Annotated[int, Form(ge=0, le=HIGHEST_ID)]
Year = Annotated[int, Query(ge=min(YEARS), le=max(YEARS))]


@router.get("")
def everybody(staff: SignedIn, kind: str = "", done: str = "") -> Response:
    """List who gives, by where they are on the path."""
    return _list(staff, kind if kind in words.KINDS else "", done=DONE.get(done, ""))


@router.post("/members")
def follow_member(staff: SignedIn, member: Id = 0, kind: Code = "") -> Response:
    """Begin to follow somebody who is in the team already."""
    house = staff.panel.house
    if not member or kind not in set(GiverKind):
        return _list(staff, "", wrong=CHOOSE, status=UNPROCESSABLE)
    try:
        with house.database.writing() as session:
            giver = giving.follow_member(
                session, staff.member, member, GiverKind(kind), keys=house.keys, now=house.clock()
            )
    except NotFound:
        raise
    except Refused as error:
        return _list(staff, "", wrong=words.refusal(error), status=CONFLICT)
    return RedirectResponse(f"/givers/{giver.id}?done=followed", 303)


@router.get("/{number}")
def show(staff: SignedIn, number: Number, year: Year | None = None, done: str = "") -> Response:
    """Show one person; the journal notes it."""
    return giving_page.show(staff, number, year=year, done=DONE.get(done, ""))


@router.post("/{number}/stage")
def move(staff: SignedIn, number: Number, stage: Code = "") -> Response:
    """Take somebody to another stage, where nothing lacks for it."""
    if stage not in set(Stage):
        return giving_page.show(staff, number, wrong=words.NOTHING_DONE, status=CONFLICT)
    return giving_page.do(
        staff,
        number,
        lambda session: giving.move(session, staff.member, number, Stage(stage), now=staff.panel.now()),
        "moved",
    )


@router.post("/{number}/kind")
def call(staff: SignedIn, number: Number, kind: Code = "") -> Response:
    """Say as what somebody gives."""
    if kind not in set(GiverKind):
        return giving_page.show(staff, number, wrong=CHOOSE, status=UNPROCESSABLE)
    return giving_page.do(
        staff,
        number,
        lambda session: giving.call(session, staff.member, number, GiverKind(kind), now=staff.panel.now()),
        "moved",
    )


@router.post("/{number}/steps/{step_id}")
def tick(staff: SignedIn, number: Number, step_id: Number, done: Code = "") -> Response:
    """Tick a step of the training, or take the tick back."""
    act = training.tick if done == "1" else training.untick

    def change(session: Session) -> None:
        giver = giving.hold(session, staff.member, number)
        act(session, staff.member, giver, step_id, now=staff.panel.now())

    return giving_page.do(staff, number, change, "ticked" if done == "1" else "unticked", anchor="#training")


@router.post("/{number}/account")
def link(staff: SignedIn, number: Number, member: Id = 0) -> Response:
    """Give somebody their account in the team, for good."""
    if not member:
        return giving_page.show(staff, number, wrong=CHOOSE, status=UNPROCESSABLE)
    return giving_page.do(
        staff,
        number,
        lambda session: giving.link(session, staff.member, number, member, now=staff.panel.now()),
        "linked",
    )


@router.post("/{number}/mentor")
def mentor(staff: SignedIn, number: Number, member: Id = 0) -> Response:
    """Give somebody with an account a mentor, who reads what they write before it goes out."""
    if not member:
        return giving_page.show(staff, number, wrong=CHOOSE, status=UNPROCESSABLE)
    try:
        with staff.panel.house.database.writing() as session:
            account = _account(staff, session, number)
            profile = _with_mentor(account, member)
            members.change(session, account.id or 0, profile, by=staff.member, now=staff.panel.now())
    except NotFound:
        raise
    except Refused:
        return giving_page.show(staff, number, wrong=NO_MENTOR, status=CONFLICT)
    return RedirectResponse(f"/givers/{number}?done=mentor", 303)


@router.get("/{number}/forget")
def ask_before_forgetting(staff: SignedIn, number: Number) -> Response:
    """Ask before somebody is forgotten."""
    with staff.panel.house.database.reading() as session:
        giver = giving.get(session, staff.member, number)
        name = giving.names(session, [giver])[number]
    return staff.page("giving_forget.html", giver=giver, name=name)


@router.post("/{number}/forget")
def forget(staff: SignedIn, number: Number) -> Response:
    """Forget somebody; only hours without a name stay."""
    house = staff.panel.house
    with house.database.writing() as session:
        doomed = giving.forget(session, staff.member, number, now=house.clock())
    house.keys.keystore.destroy([doomed])
    return RedirectResponse("/givers?done=forgotten", 303)


def _list(staff: Staff, chosen: str, *, done: str = "", wrong: str = "", status: int = 200) -> Response:
    say = staff.panel.say
    with staff.panel.house.database.reading() as session:
        found = giving_view.listed(staff, session, chosen)
        accounts = giving_view.free_accounts(session)
        has_any = bool(giving.everyone(session, staff.member))
    return staff.page(
        "giving_list.html",
        status=status,
        found=found,
        chosen=chosen,
        has_any=has_any,
        accounts=accounts,
        kinds=[(code, say(name)) for code, name in words.KINDS.items()],
        done=done,
        wrong=wrong,
    )


def _account(staff: Staff, session: Session, number: int) -> Member:
    """Fetch the account of somebody who gives; raises NotFound while they have none."""
    giver = giving.hold(session, staff.member, number)
    account = team.get(session, giver.member_id or 0)
    if account is None:
        raise NotFound("this giver has no account")
    return account


def _with_mentor(account: Member, mentor_id: int) -> Profile:
    """Everything that is noted of a member, with this mentor."""
    return Profile(
        name=account.name,
        role=Role(account.role),
        title=account.title,
        languages=codes_of(account.languages),
        topics=codes_of(account.topics),
        areas=codes_of(account.areas),
        avoided_areas=codes_of(account.avoided_areas),
        mentor_id=mentor_id,
    )
