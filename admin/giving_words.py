"""People who give, in words: as what, how far along, what their hours were for, and why something is refused. Pure."""

from collections.abc import Mapping

from admin.labels import _
from passerelle.errors import Refused
from passerelle.giving import (
    GiverKind,
    LinkedAlready,
    NoAccount,
    NoMentor,
    NoSteps,
    NotAllowed,
    NotTalked,
    NotTrained,
    Stage,
    StillTrusted,
    Work,
)

KINDS: Mapping[str, str] = {
    GiverKind.PEER_HELPER: _("pair-aidance"),
    GiverKind.VOLUNTEER: _("bénévolat"),
    GiverKind.COACH: _("coach sportif"),
    GiverKind.PARTNER: _("partenaire"),
}
KINDS_EXPLAINED: Mapping[str, str] = {
    GiverKind.PEER_HELPER: _(
        "A traversé des moments difficiles, va mieux, et aide à animer\u00a0: pas à pas, avec l’équipe."
    ),
    GiverKind.VOLUNTEER: _("Propose un atelier, ou donne un coup de main."),
    GiverKind.COACH: _("Fait bouger des jeunes, avec un club ou avec vous."),
    GiverKind.PARTNER: _("Prête un lieu, du matériel ou son métier."),
}
STAGES: Mapping[str, str] = {
    Stage.INTERESTED: _("intéressé·e"),
    Stage.TRAINING: _("en formation"),
    Stage.CO_LEADING: _("co-anime"),
    Stage.LEADING: _("anime"),
    Stage.PAUSED: _("en pause"),
    Stage.STOPPED: _("a arrêté"),
}
# What a button says that takes somebody to a stage, from the stage before or from a pause.
MOVES: Mapping[str, str] = {
    Stage.INTERESTED: _("Reprendre depuis le début"),
    Stage.TRAINING: _("Commencer la formation"),
    Stage.CO_LEADING: _("Co-animer, avec mentor·e"),
    Stage.LEADING: _("Animer, sans mentor·e"),
    Stage.PAUSED: _("Mettre en pause"),
    Stage.STOPPED: _("Arrêter"),
}
BACK_TO_TRAINING, BACK_TO_CO_LEADING = _("Revenir à la formation"), _("Revenir à la co-animation")
RESUME = _("Reprendre là où c’était")
WORKS: Mapping[str, str] = {
    Work.WELCOME: _("accueil et écoute"),
    Work.ACTIVITY: _("activité hors programme"),
    Work.PREPARATION: _("préparation"),
    Work.MEETING: _("réunion"),
    Work.TRAINING: _("formation"),
    Work.LOGISTICS: _("logistique, transport"),
    Work.OTHER: _("autre"),
    Work.LED: _("sessions animées"),
}
REFUSALS: Mapping[type[Refused], str] = {
    NotAllowed: _("Cette étape ne suit pas celle d’avant. Voici où en est cette personne."),
    NotTalked: _("Notez d’abord un entretien\u00a0: c’est par là que tout commence."),
    NoSteps: _("Aucune étape de formation n’est écrite pour ce rôle. Écrivez d’abord la liste."),
    NotTrained: _("Des étapes demandées ne sont pas encore cochées."),
    NoAccount: _("Il faut d’abord un compte dans l’équipe."),
    NoMentor: _("Il faut d’abord une mentore ou un mentor, qui relit avant l’envoi."),
    LinkedAlready: _("Ce compte est déjà celui d’une personne suivie ici."),
    StillTrusted: _(
        "Cette étape est demandée à qui anime. Revenez d’abord à la formation, puis décochez-la."
    ),
}
NOTHING_DONE = _("Rien n’a été fait\u00a0: relisez, puis recommencez.")

# A first list for each kind: the association keeps, changes or drops each of these.
USUAL_STEPS: Mapping[str, tuple[str, ...]] = {
    GiverKind.PEER_HELPER: (
        _("Parler de son rétablissement, et de ses limites"),
        _("Le cadre\u00a0: secret, danger, à qui passer le relais"),
        _("Participer à trois ateliers"),
        _("Observer une animation, puis en reparler"),
        _("Venir à une réunion d’équipe"),
    ),
    GiverKind.VOLUNTEER: (
        _("Le cadre\u00a0: secret, danger, à qui passer le relais"),
        _("Remettre l’extrait de casier judiciaire"),
        _("Observer une animation, puis en reparler"),
    ),
    GiverKind.COACH: (
        _("Le cadre\u00a0: secret, danger, à qui passer le relais"),
        _("Remettre l’extrait de casier judiciaire"),
        _("Premiers secours"),
        _("Accompagner une sortie"),
    ),
    GiverKind.PARTNER: (_("Lire et signer la convention"),),
}


def refusal(error: Refused) -> str:
    """Say why the house refused."""
    return REFUSALS.get(type(error), NOTHING_DONE)
