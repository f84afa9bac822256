"""Who gives, in the demo: what has to be learnt, and Marc on his way to leading a workshop as a volunteer."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlmodel import Session

from passerelle import association
from passerelle.conversations import Secrets
from passerelle.giving import GiverKind, Stage, Work, givers, hours, notes, training
from passerelle.tables import Member

STEPS: Mapping[GiverKind, Sequence[tuple[str, bool]]] = {
    GiverKind.VOLUNTEER: (
        ("Lire la charte et le cadre de confidentialité, en parler ensemble", True),
        ("Suivre un atelier du début à la fin, sans l’animer", True),
        ("Accueillir les dix premières minutes, à deux", True),
        ("Premiers secours en santé mentale", False),
    ),
    GiverKind.PEER_HELPER: (
        ("Dire son parcours à la coordination, seulement ce que l’on veut", True),
        ("Deux temps d’écoute avec une personne qui accompagne", True),
        ("Savoir quand et à qui passer le relais", True),
    ),
    GiverKind.COACH: (
        ("Extrait de casier judiciaire vu par la coordination", True),
        ("Une séance avec le club, du côté des jeunes", True),
    ),
}
TICKED = 2
GIVEN = ((16, 120, Work.TRAINING), (9, 180, Work.ACTIVITY), (2, 60, Work.PREPARATION))  # days ago, minutes


def fill(session: Session, *, by: Member, giver: Member, keys: Secrets, now: datetime) -> int:
    """Put the steps down and begin to follow one of the team, where nobody is followed yet; gives how many steps."""
    if givers.everyone(session, by) or any(training.steps(session, kind) for kind in GiverKind):
        return 0
    added = [
        training.add(session, by, kind, title, is_required=is_required, now=now)
        for kind, titles in STEPS.items()
        for title, is_required in titles
    ]
    _follow(session, by, giver, keys=keys, now=now)
    return len(added)


def _follow(session: Session, by: Member, member: Member, *, keys: Secrets, now: datetime) -> None:
    """A conversation three weeks ago, the first steps ticked, some hours given."""
    today = now.astimezone(association.zone_of(association.get(session))).date()
    kind = GiverKind.VOLUNTEER
    number = givers.follow_member(session, by, member.id or 0, kind, keys=keys, now=now).id or 0
    talked = "Envie d’animer l’atelier d’écriture. Libre le mercredi."
    notes.write(session, by, number, talked, talked_on=today - timedelta(days=21), keys=keys, now=now)
    found = givers.move(session, by, number, Stage.TRAINING, now=now)
    for step in training.steps(session, kind)[:TICKED]:
        training.tick(session, by, found, step.id or 0, now=now)
    for days, minutes, what in GIVEN:
        hours.note(session, by, number, today - timedelta(days=days), minutes=minutes, what=what, now=now)
