"""Who is proposed a waiting case and why, why somebody declines, and who can take a case over: in words.

A proposal is for the member it names and for the coordination; nobody else sees it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from admin import labels
from admin.access import Right, Staff, rights_of
from admin.labels import _
from passerelle import matching, members, rota, team
from passerelle.proposal import Proposed, Reason
from passerelle.rota.declines import Declining
from passerelle.tables import Case, Member, Role

FOR_YOU, FOR_SOMEBODY = _("Pour vous : {reasons}"), _("Proposé à {name} : {reasons}")
SPEAKS, ON_DUTY = _("parle {language}"), _("de garde")
WHY: Mapping[Reason, str] = {
    Reason.TOPIC: _("connaît le sujet"),
    Reason.AREA: _("couvre la zone"),
    Reason.ON_DUTY: ON_DUTY,
}
NO_LOAD, ONE_CASE, CASES = _("aucun dossier"), _("1 dossier"), _("{n} dossiers")
DECLINING: Mapping[Declining, str] = {
    Declining.BUSY: _("J’ai déjà trop de dossiers"),
    Declining.LEAVING: _("Ma garde finit bientôt"),
    Declining.NOT_MY_FIELD: _("Je connais mal ce sujet, ou cette langue"),
    Declining.KNOWS_THEM: _("Je connais peut-être cette personne"),
    Declining.NOT_WANTED: _("Elle a demandé quelqu’un d’autre que moi"),
}


@dataclass(frozen=True, slots=True)
class Offer:
    """To whom a case is proposed, in words."""

    words: str
    is_mine: bool


@dataclass(frozen=True, slots=True)
class Heir:
    """A colleague who can take a case over, and what helps to choose."""

    id: int
    name: str
    role: str
    words: str


def offers(staff: Staff, session: Session, waiting: Sequence[Case]) -> dict[int | None, Offer]:
    """The proposals that this member sees, by case: their own, and everybody's for the coordination."""
    found = matching.proposed(session, waiting, staff.panel.now())
    names = {member.id: member.name for member in team.everyone(session)} if found else {}
    return {
        case.id: _offer(staff, case, found[case.id], names[found[case.id].member_id])
        for case in waiting
        if case.id in found and _is_shown(staff, found[case.id])
    }


def _is_shown(staff: Staff, fit: Proposed) -> bool:
    return fit.member_id == staff.member.id or staff.member.role == Role.COORDINATOR


def _offer(staff: Staff, case: Case, fit: Proposed, name: str) -> Offer:
    say, is_mine = staff.panel.say, fit.member_id == staff.member.id
    language = labels.language(case.language, reader=staff.panel.language)
    why = [
        say(SPEAKS).format(language=language) if reason is Reason.LANGUAGE else say(WHY[reason])
        for reason in fit.reasons
    ]
    words = ", ".join([*why, _load(staff, fit.load)])
    return Offer(say(FOR_YOU if is_mine else FOR_SOMEBODY).format(name=name, reasons=words), is_mine)


def _load(staff: Staff, load: int) -> str:
    sentence = NO_LOAD if not load else ONE_CASE if load == 1 else CASES
    return staff.panel.say(sentence).format(n=load)


def heirs(session: Session, staff: Staff) -> list[Heir]:
    """The colleagues who may take a case over, with what they speak and whether they are on duty."""
    there = rota.there(session, staff.panel.now())
    who = [other for other in team.colleagues(session, staff.member) if Right.CASES in rights_of(other)]
    return [_heir(staff, other, is_on_duty=other.id in there) for other in who]


def _heir(staff: Staff, other: Member, *, is_on_duty: bool) -> Heir:
    say, reader = staff.panel.say, staff.panel.language
    spoken = sorted(labels.language(code, reader=reader) for code in members.codes_of(other.languages))
    parts = [f"{other.name}, {say(labels.ROLES[other.role])}", ", ".join(spoken)]
    parts += [say(ON_DUTY)] if is_on_duty else []
    return Heir(other.id or 0, other.name, other.role, " · ".join(part for part in parts if part))
