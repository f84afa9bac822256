"""At home it goes wrong: quarrels, parents who part, no air to breathe; and whoever is afraid to go back comes first."""

from bot.engine.script import CaseKind, Choose, Flow, Option, Say, Switch, mark as _
from bot.flows.closing import CONTACT, LINES, PLACE, SAFER

HOME = Flow("home",
    Say(_("Merci de m’en parler. Chez soi, ça peut être lourd, et tu as le droit d’être aidé·e.")),
    Choose("safe", _("Es-tu en sécurité, là, maintenant ?"),
        Option("yes", _("Oui")),
        Option("afraid", _("J’ai peur de rentrer"), SAFER, Switch("danger"), urgent=True),
        Option("out", _("Je suis parti·e, ou mis·e dehors"), SAFER, Switch("danger"), urgent=True),
        Option("no", _("Non"), SAFER, Switch("danger"), urgent=True),
        Option("unsure", _("Je ne sais pas"), Switch("danger"), urgent=True),
        safety=True, counted=True),
    Choose("wish", _("Qu’est-ce qui t’aiderait ?"),
        Option("talk", _("En parler à quelqu’un")),
        Option("mediation", _("Se parler, avec un médiateur"), Say(_("Un médiateur ne prend pas parti. Il aide chacun à dire les choses, et chacun peut arrêter."))),
        Option("support", _("Être accompagné·e un moment"),
            Say(_("Quelqu’un peut t’accompagner, à la maison ou ailleurs. C’est gratuit et confidentiel.")), kind=CaseKind.ACCOMPANIMENT),
        Option("calm", _("Moins de disputes")),
        Option("breathe", _("Souffler, je m’occupe de tout")),
        Option("unsure", _("Je ne sais pas encore")),
        counted=True, optional=True),
    *PLACE,
    *LINES,
    *CONTACT,
    topic="family_conflict", safety_first=True)
