"""Someone, please: one tap says yes and how urgent it is."""

from bot.engine.script import Choose, End, Flow, Option, Outcome, both, mark as _
from bot.flows.closing import OPENED

OPENED_AT_ONCE = both(
    _("C’est transmis, en priorité. Pour l’équipe, tu t’appelles {pseudonym}.\n{presence}\n\nTu peux continuer à m’écrire, je transmets tout. En danger maintenant : 112.\nPour parler tout de suite à quelqu’un, si tu veux :\n{helplines}"),
    _("C’est transmis, en priorité. Pour l’équipe, vous vous appelez {pseudonym}.\n{presence}\n\nVous pouvez continuer à écrire, tout est transmis. En danger maintenant : 112.\nPour parler tout de suite à quelqu’un, si vous voulez :\n{helplines}"))

HUMAN = Flow("human",
    Choose("urgent", both(_("Une personne de l’équipe peut t’écrire ici. {presence}\nC’est urgent ?"),
                          _("Une personne de l’équipe peut vous écrire ici. {presence}\nEst-ce urgent ?")),
        Option("yes", _("Oui, c’est urgent"),
            End("first", OPENED_AT_ONCE, Outcome.OPEN_CASE), urgent=True),
        Option("no", _("Non, ça peut attendre"),
            End("opened", OPENED, Outcome.OPEN_CASE)),
        Option("back", _("Finalement, non"), End("never_mind", "", Outcome.RESUME)),
        safety=True))
