"""A conflict with neighbours, friends, family or at work: a neutral mediator, and both sides are welcome."""

from bot.engine.kinds import Place
from bot.engine.script import Ask, Choose, Fills, Flow, Option, Say, Switch, both, mark as _
from bot.flows.closing import CONTACT

MEDIATION = Flow("mediation",
    Say(_("Les médiateurs et médiatrices ne jugent pas et ne prennent pas parti. Les deux côtés sont les bienvenus. C’est gratuit, et chacun reste libre d’arrêter.")),
    Choose("safe", _("Y a-t-il des coups ou des menaces, en ce moment ?"),
        Option("no", _("Non")),
        Option("yes", _("Oui"), Switch("danger"), urgent=True),
        Option("unsure", _("Je ne sais pas"), Switch("danger"), urgent=True),
        safety=True, counted=True),
    Choose("with", _("Le conflit, c’est avec qui ?"),
        Option("neighbours", _("Des voisins")),
        Option("friends", _("Des amis, un groupe")),
        Option("family", _("La famille"), topic="family_conflict"),
        Option("place", _("École, club ou travail")),
        Option("other", _("Quelqu’un d’autre")),
        counted=True, optional=True),
    Choose("wish", _("Qu’est-ce qui aiderait le plus ?"),
        Option("talk", _("En parler, d’abord")),
        Option("meet", _("Se rencontrer, avec un médiateur")),
        Option("advice", _("Un conseil")),
        Option("unsure", _("Je ne sais pas encore")),
        counted=True, optional=True),
    Ask("place", both(_("Ton code postal ou ta ville ? C’est juste pour trouver un médiateur près de chez toi."),
                      _("Votre code postal ou votre ville ? C’est juste pour trouver un médiateur près de chez vous.")), Place(), fills=Fills.PLACE),
    *CONTACT,
    topic="neighbourhood_conflict", safety_first=True)
