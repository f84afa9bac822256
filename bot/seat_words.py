"""The sentences about seats: where somebody is with a session, what changed, and what can be done.

Words only, French first. Those in UNASKED arrive by themselves, and tell nothing to whoever looks over a shoulder.
"""

from collections.abc import Mapping

from bot.engine.script import Words as Sentence, both, mark as _
from passerelle.listening import Consent, SeatState

TAKEN = both(
    _("✓ Ta place est prise. Un rappel discret viendra. Tu peux changer d’avis d’un geste."),
    _("✓ Votre place est prise. Un rappel discret viendra. Vous pouvez changer d’avis d’un geste."),
)  # fmt: skip
WAITING = both(
    _("C’est complet pour l’instant. Ta place dans la file : {number}. Dès qu’une place se libère, elle t’est proposée ici."),
    _("C’est complet pour l’instant. Votre place dans la file : {number}. Dès qu’une place se libère, elle vous est proposée ici."),
)  # fmt: skip
CANDIDATE = both(
    _("C’est noté. L’équipe compose le groupe, et te propose peut-être une place ici. Rien n’est sûr avant ton oui."),
    _("C’est noté. L’équipe compose le groupe, et vous propose peut-être une place ici. Rien n’est sûr avant votre oui."),
)  # fmt: skip
OFFERED = both(
    _("Une place s’est libérée. Elle est gardée pour toi jusqu’à {when}."),
    _("Une place s’est libérée. Elle est gardée pour vous jusqu’à {when}."),
)
INVITED = both(
    _("Une place t’est proposée, jusqu’à {when}. Elle n’est à toi que si tu dis oui."),
    _("Une place vous est proposée, jusqu’à {when}. Elle n’est à vous que si vous dites oui."),
)
INVITED_OPEN = both(
    _("Une place t’est proposée. Elle n’est à toi que si tu dis oui."),
    _("Une place vous est proposée. Elle n’est à vous que si vous dites oui."),
)
OFFER_OVER: Mapping[SeatState, Sentence] = {
    SeatState.WAITING: both(
        _("La place n’est plus gardée. Tu gardes ton rang dans la file, cette fois."),
        _("La place n’est plus gardée. Vous gardez votre rang dans la file, cette fois."),
    ),
    SeatState.CANDIDATE: both(
        _("La place n’est plus gardée. Ta demande reste notée."),
        _("La place n’est plus gardée. Votre demande reste notée."),
    ),
}
OFFER_OVER_FOR_GOOD = both(
    _("La place n’est plus gardée. Ce n’est pas grave : tu peux redemander quand tu veux."),
    _("La place n’est plus gardée. Ce n’est pas grave : vous pouvez redemander quand vous voulez."),
)
LEFT = both(
    _("C’est fait : ta place est rendue, et ce que tu avais dit pour elle est effacé. Tu peux revenir quand tu veux."),
    _("C’est fait : votre place est rendue, et ce que vous aviez dit pour elle est effacé. Vous pouvez revenir quand vous voulez."),
)  # fmt: skip
DECLINED = both(
    _("D’accord, la place va à quelqu’un d’autre. Tu peux redemander quand tu veux."),
    _("D’accord, la place va à quelqu’un d’autre. Vous pouvez redemander quand vous voulez."),
)
REMOVED = both(
    _("L’équipe a repris ta place. Pour savoir pourquoi, ou en parler : 🙋"),
    _("L’équipe a repris votre place. Pour savoir pourquoi, ou en parler : 🙋"),
)
SAID: Mapping[SeatState, Sentence] = {
    SeatState.TAKEN: TAKEN,
    SeatState.WAITING: WAITING,
    SeatState.CANDIDATE: CANDIDATE,
    SeatState.OFFERED: OFFERED,
    SeatState.INVITED: INVITED,
    SeatState.LEFT: LEFT,
    SeatState.DECLINED: DECLINED,
    SeatState.REMOVED: REMOVED,
}
SHORTLY: Mapping[SeatState, str] = {
    SeatState.TAKEN: _("place prise"),
    SeatState.WAITING: _("dans la file : {number}"),
    SeatState.CANDIDATE: _("demande notée"),
    SeatState.OFFERED: _("place proposée"),
    SeatState.INVITED: _("place proposée"),
}
AGREEMENT_IS_LEFT = both(
    _("Avant 18 ans, il reste l’accord d’un parent : touche 🙋, quelqu’un s’en occupe avec toi."),
    _("Avant 18 ans, il reste l’accord d’un parent : touchez 🙋, quelqu’un s’en occupe avec vous."),
)
AGREEMENT_TO_CHECK = both(
    _("L’accord de ton parent reste à vérifier : touche 🙋, quelqu’un s’en occupe avec toi."),
    _("L’accord du parent reste à vérifier : touchez 🙋, quelqu’un s’en occupe avec vous."),
)
ADULT_IS_LEFT = both(
    _("Avant 18 ans, un adulte doit venir avec toi. Si tu n’as personne, touche 🙋."),
    _("Avant 18 ans, un adulte doit accompagner le jeune. S’il n’y a personne, touchez 🙋."),
)
CONSENTS: Mapping[tuple[Consent, str | None], Sentence] = {
    (Consent.AGREEMENT, "asking"): AGREEMENT_IS_LEFT,
    (Consent.AGREEMENT, None): AGREEMENT_IS_LEFT,
    (Consent.AGREEMENT, "given"): AGREEMENT_TO_CHECK,
    (Consent.ADULT, "asking"): ADULT_IS_LEFT,
    (Consent.ADULT, None): ADULT_IS_LEFT,
}  # by what the session asks for, and what was said of it
NEXT = _("🗓 {when}")
REMINDER = _("Rappel : {when}")
CANCELLED = _("C’est annulé : {when}.")
MOVED = _("Changement : c’est maintenant {when}.")
CHANGED = both(
    _("Quelque chose a changé. Touche pour voir."), _("Quelque chose a changé. Touchez pour voir.")
)

MINE = both(_("Tes places :"), _("Vos places :"))
NONE_YET = both(_("Tu n’as pas de place pour l’instant."), _("Vous n’avez pas de place pour l’instant."))
SURE = both(_("Rendre ta place ?"), _("Rendre votre place ?"))
GONE = _("Ce n’est plus d’actualité.")
ENDED = both(
    _("C’est terminé, ou l’équipe a dû arrêter. Quelqu’un peut chercher autre chose avec toi : 🙋"),
    _("C’est terminé, ou l’équipe a dû arrêter. Quelqu’un peut chercher autre chose avec vous : 🙋"),
)
NOT_NOW = both(
    _("Les inscriptions sont fermées pour le moment. Quelqu’un de l’équipe peut chercher avec toi : 🙋"),
    _("Les inscriptions sont fermées pour le moment. Quelqu’un de l’équipe peut chercher avec vous : 🙋"),
)
OTHER_AGE = both(
    _("C’est pour un autre âge que le tien. Quelqu’un de l’équipe peut chercher avec toi : 🙋"),
    _("C’est pour un autre âge que le vôtre. Quelqu’un de l’équipe peut chercher avec vous : 🙋"),
)
NOT_POSSIBLE = both(
    _("Ce n’est pas possible ici. Quelqu’un de l’équipe peut t’expliquer, et chercher avec toi : 🙋"),
    _("Ce n’est pas possible ici. Quelqu’un de l’équipe peut vous expliquer, et chercher avec vous : 🙋"),
)
ASKED = both(
    _("C’est envoyé, sans ton nom. On y répond pendant la rencontre."),
    _("C’est envoyé, sans votre nom. On y répond pendant la rencontre."),
)
NOT_ASKED = both(
    _("Ta question n’a pas pu partir. Quelqu’un de l’équipe peut la recevoir : 🙋"),
    _("Votre question n’a pas pu partir. Quelqu’un de l’équipe peut la recevoir : 🙋"),
)
KNOW = both(
    _("Je garde aussi tes places dans des groupes, et ce que tu as dit pour les avoir : « Mes groupes » les montre."),
    _("Je garde aussi vos places dans des groupes, et ce que vous avez dit pour les avoir : « Mes groupes » les montre."),
)  # fmt: skip

STAY = both(
    _("Tes places dans des groupes, elles, restent notées : /mesgroupes"),
    _("Vos places dans des groupes, elles, restent notées : /mesgroupes"),
)

LOOK, DETAILS, ASK = _("Voir"), _("Détails"), _("❓ Poser une question avant")
YES, NO = _("✓ Oui, je prends la place"), _("Non merci")
LEAVE, YES_LEAVE, KEEP = _("Quitter"), _("Oui, je la rends"), _("Non, je la garde")
SILENT, LOUD = _("🔕 Sans son"), _("🔔 Avec un son")
UNASKED = (
    OFFERED,
    INVITED,
    INVITED_OPEN,
    *OFFER_OVER.values(),
    OFFER_OVER_FOR_GOOD,
    REMINDER,
    CANCELLED,
    MOVED,
    CHANGED,
    LOOK,
)
