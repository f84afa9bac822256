"""What conversations share: is this person safe, where, and may someone write. Lines, not a conversation.

The words of the person come after the yes, told once and to the one who answers: see `docs/decisions/0012-words-after-the-yes.md`.
"""

from bot.engine.kinds import Place
from bot.engine.script import (
    Ask,
    Choose,
    End,
    Fills,
    Line,
    Option,
    Outcome,
    Say,
    Switch,
    Words,
    both,
    mark as _,
)

OPENED = both(
    _("C’est transmis. Pour l’équipe, tu t’appelles {pseudonym}.\n{presence}\n\nTu peux écrire ici ce qui se passe, avec tes mots : seule la personne qui s’occupera de toi le lira. Ou fermer : la réponse arrivera ici."),
    _("C’est transmis. Pour l’équipe, vous vous appelez {pseudonym}.\n{presence}\n\nVous pouvez en dire plus ici, avec vos mots : seule la personne qui vous répondra le lira. Ou fermer : la réponse arrivera ici."))

OPENED_FIRST = both(
    _("C’est transmis, en priorité. Pour l’équipe, tu t’appelles {pseudonym}.\n{presence}\n\nTu peux continuer à m’écrire, je transmets tout. En danger maintenant : 112."),
    _("C’est transmis, en priorité. Pour l’équipe, vous vous appelez {pseudonym}.\n{presence}\n\nVous pouvez continuer à écrire, tout est transmis. En danger maintenant : 112."))

PLACE: tuple[Line, ...] = (
    Ask("place", both(_("Ton code postal ou ta ville ? C’est juste pour trouver quelqu’un près de chez toi."),
                      _("Votre code postal ou votre ville ? C’est juste pour trouver quelqu’un près de chez vous.")), Place(), fills=Fills.PLACE),)

CONTACT: tuple[Line, ...] = (
    Choose("contact", both(_("Une personne de l’équipe peut t’écrire ici. {presence}\nTu veux ?"),
                           _("Une personne de l’équipe peut vous écrire ici. {presence}\nVous voulez bien ?")),
        Option("yes", _("Oui, je veux bien"), End("opened", OPENED, Outcome.OPEN_CASE)),
        Option("no", _("Pas maintenant"),
            End("later", both(_("D’accord, c’est toi qui décides. Rien n’est gardé. Tu peux revenir quand tu veux : /start"),
                              _("D’accord, c’est vous qui décidez. Rien n’est gardé. Vous pouvez revenir quand vous voulez : /start")), Outcome.NOTHING))),)

LINES: tuple[Line, ...] = (
    Say(both(_("Pour parler tout de suite à quelqu’un, si tu veux :\n{helplines}"), _("Pour parler tout de suite à quelqu’un, si vous voulez :\n{helplines}"))),)

SESSIONS: tuple[Line, ...] = (Say("{sessions}"),)  # what can be joined now, seen behind a button; nothing where nothing is offered

SAFER = Say(both(
    _("Si tu peux, va là où il y a des gens en qui tu as confiance. En danger, appelle le 112 : gratuit, jour et nuit."),
    _("Si vous pouvez, allez là où il y a des gens en qui vous avez confiance. En danger, appelez le 112 : gratuit, jour et nuit.")))

FOR_SOMEBODY = Say(both(
    _("Tu fais bien d’en parler, ce n’est pas à toi de porter ça tout·e seul·e. Si c’est sans danger pour toi, reste avec cette personne. Préviens un adulte en qui tu as confiance. Ces numéros répondent aussi pour elle."),
    _("Vous faites bien d’en parler. Si c’est sans danger pour vous, restez avec cette personne. Ces numéros répondent aussi pour elle.")))

HUMAN_FIRST = both(
    _("Une personne de l’équipe peut t’écrire ici, en priorité. {presence}\nTu veux ?"),
    _("Une personne de l’équipe peut vous écrire ici, en priorité. {presence}\nVous voulez bien ?"))


def safe(words: Words, *, care: Say = SAFER) -> Choose:
    """Ask whether somebody is safe: "no" and "I don't know" lead to a human first of all, "no" with words of care on the way."""
    return Choose("safe", words,
        Option("yes", _("Oui")),
        Option("no", _("Non"), care, Switch("danger"), urgent=True),
        Option("unsure", _("Je ne sais pas"), Switch("danger"), urgent=True),
        safety=True, counted=True)
