"""A good address near: what for, where, in which language; the team answers with what fits."""

from bot.engine.script import CaseKind, Choose, Flow, Option, When, answered, both, mark as _
from bot.flows.closing import CONTACT, LINES, PLACE

DIRECTORY = Flow("directory",
    Choose("about", _("Une bonne adresse pour quoi ?"),
        Option("bullying", _("Harcèlement"), topic="bullying"),
        Option("feeling", _("Mal-être, psy"), topic="mental_health"),
        Option("violence", _("Violences"), topic="violence"),
        Option("family", _("La famille"), topic="family_conflict"),
        Option("addiction", _("Alcool, drogues"), topic="addiction"),
        Option("lgbtq", _("LGBTQ+"), topic="discrimination_lgbtq"),
        Option("school", _("École, études"), topic="school"),
        Option("work", _("Travail, formation"), topic="work_training"),
        Option("rights", _("Droits, logement"), topic="rights_admin"),
        Option("activities", _("Loisirs, sport"), topic="isolation_activities"),
        Option("other", _("Autre chose"), topic="other"),
        counted=True, optional=True, routes=True),
    Choose("language", both(_("Dans quelle langue veux-tu être reçu·e là-bas ?"), _("Dans quelle langue voulez-vous être reçu·e là-bas ?")),
        Option("fr", _("En français")),
        Option("nl", _("En néerlandais")),
        Option("en", _("En anglais")),
        Option("ar", _("En arabe")),
        Option("any", _("Dans une autre langue")),
        counted=True, optional=True),
    *PLACE,
    When(answered("directory.about", "bullying", "feeling", "violence", "family", "addiction", "lgbtq"), *LINES),
    *CONTACT,
    kind=CaseKind.REFERRAL)
