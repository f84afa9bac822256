"""A seat in a group: only what this session needs to know, each skippable with what a skip means; and a question sent beforehand.

Opened by the buttons of a session, on top of whatever is open: what is answered here belongs to the seat alone.
"""

from bot.engine.kinds import Place, Text, age
from bot.engine.script import Ask, Choose, End, Flow, Line, Option, Outcome, Switch, both, mark as _

SEATED = End("seat", "", Outcome.SEAT)

WHO_TO_MEET: tuple[Line, ...] = (
    Ask("age", both(_("Quel âge as-tu ? C’est pour te mettre avec des personnes de ton âge. Si tu passes, l’équipe se fie à la tranche d’âge déjà donnée."),
                    _("Quel âge avez-vous ? C’est pour réunir des personnes d’âges proches. Si vous passez, l’équipe se fie à la tranche d’âge déjà donnée.")), age()),
    Ask("school", both(_("Ton école, ou l’endroit où tu travailles ? C’est pour ne pas te mettre avec quelqu’un que tu connais. Seule l’équipe le lit. Si tu passes, elle ne pourra pas y faire attention."),
                       _("Votre lieu de travail ou d’études ? C’est pour ne pas vous mettre avec quelqu’un que vous connaissez. Seule l’équipe le lit. Si vous passez, elle ne pourra pas y faire attention.")), Text(80)),
    Ask("commune", both(_("Ta commune ou ton code postal ? C’est pour la même raison. Si tu passes, quelqu’un de chez toi pourrait être là."),
                        _("Votre commune ou votre code postal ? C’est pour la même raison. Si vous passez, quelqu’un de chez vous pourrait être là.")), Place(exact=True)))

TALK_FIRST = Option("talk", _("D’abord en parler à quelqu’un"), Switch("human"))

AGREEMENT: tuple[Line, ...] = (
    Choose("consent", both(_("Avant 18 ans, il faut l’accord d’un parent, ou de la personne qui s’occupe de toi. Tu peux t’inscrire déjà : l’équipe le vérifie ensuite avec toi. Où en es-tu ?"),
                           _("Avant 18 ans, il faut l’accord d’un parent. L’équipe le vérifie ensuite. Où en êtes-vous ?")),
        Option("given", _("Un parent est d’accord")),
        Option("asking", both(_("Je vais lui demander"), _("L’accord reste à demander"))),
        Option("of_age", _("J’ai 18 ans ou plus")),
        TALK_FIRST),)

WITH_AN_ADULT: tuple[Line, ...] = (
    Choose("consent", both(_("Avant 18 ans, un adulte vient avec toi : un parent, ou quelqu’un en qui tu as confiance. Où en es-tu ?"),
                           _("Avant 18 ans, un adulte accompagne le jeune. Où en êtes-vous ?")),
        Option("given", _("Un adulte vient")),
        Option("asking", both(_("Je vais demander à quelqu’un"), _("Il reste à trouver un adulte"))),
        Option("of_age", _("J’ai 18 ans ou plus")),
        TALK_FIRST),)

SEAT_GROUP = Flow("seat_group", *WHO_TO_MEET, SEATED)
SEAT_AGREEMENT = Flow("seat_agreement", *AGREEMENT, SEATED)
SEAT_ADULT = Flow("seat_adult", *WITH_AN_ADULT, SEATED)
SEAT_GROUP_AGREE = Flow("seat_group_agree", *WHO_TO_MEET, *AGREEMENT, SEATED)
SEAT_GROUP_ADULT = Flow("seat_group_adult", *WHO_TO_MEET, *WITH_AN_ADULT, SEATED)

SEAT_QUESTION = Flow("seat_question",
    Ask("words", both(_("Écris ta question en un seul message. La personne qui anime la lit avant, sans savoir qui tu es. Pas besoin de donner de noms. « Passer » n’envoie rien."),
                      _("Écrivez votre question en un seul message. La personne qui anime la lit avant, sans savoir qui vous êtes. Inutile de donner des noms. « Passer » n’envoie rien.")), Text(1000)),
    SEATED)

SEATS = (SEAT_GROUP, SEAT_AGREEMENT, SEAT_ADULT, SEAT_GROUP_AGREE, SEAT_GROUP_ADULT, SEAT_QUESTION)
