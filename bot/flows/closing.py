"""The last questions that several conversations share: where, and may someone write. Lines, not a conversation."""

from bot.engine.kinds import Place
from bot.engine.script import Ask, Choose, End, Fills, Line, Option, Outcome, both, mark as _

OPENED = both(
    _("C’est transmis. Pour l’équipe, tu t’appelles {pseudonym}.\n{presence}\nTu peux fermer : la réponse arrivera ici. Tu peux aussi continuer à m’écrire, je transmets tout."),
    _("C’est transmis. Pour l’équipe, vous vous appelez {pseudonym}.\n{presence}\nVous pouvez fermer : la réponse arrivera ici. Vous pouvez aussi continuer à écrire, tout est transmis."))

OPENED_FIRST = both(
    _("C’est transmis, en priorité. Pour l’équipe, tu t’appelles {pseudonym}.\n{presence}\nTu peux continuer à m’écrire, je transmets tout. En danger maintenant : 112."),
    _("C’est transmis, en priorité. Pour l’équipe, vous vous appelez {pseudonym}.\n{presence}\nVous pouvez continuer à écrire, tout est transmis. En danger maintenant : 112."))

PLACE: tuple[Line, ...] = (
    Ask("place", both(_("Ton code postal ou ta ville ? C’est juste pour trouver quelqu’un près de chez toi."),
                      _("Votre code postal ou votre ville ? C’est juste pour trouver quelqu’un près de chez vous.")), Place(), fills=Fills.PLACE),)

CONTACT: tuple[Line, ...] = (
    Choose("contact", both(_("Une personne de l’équipe peut t’écrire ici. Tu veux ?"), _("Une personne de l’équipe peut vous écrire ici. Vous voulez bien ?")),
        Option("yes", _("Oui, je veux bien"), End("opened", OPENED, Outcome.OPEN_CASE)),
        Option("no", _("Pas maintenant"),
            End("later", both(_("D’accord. Rien n’est gardé. Tu peux revenir quand tu veux : /start"), _("D’accord. Rien n’est gardé. Vous pouvez revenir quand vous voulez : /start")), Outcome.NOTHING))),)
