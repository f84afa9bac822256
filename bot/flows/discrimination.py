"""Rejected for who one is or loves, where one comes from, how one looks. Nobody has to say what they are."""

from bot.engine.script import Choose, Flow, Option, Say, both, mark as _
from bot.flows.closing import CONTACT, LINES, PLACE, safe

DISCRIMINATION = Flow("discrimination",
    Say(both(_("Merci d’en parler. Tu as le droit d’être qui tu es, et personne n’a le droit de te rejeter pour ça."),
             _("Merci d’en parler. Vous avez le droit d’être qui vous êtes, et personne n’a le droit de vous rejeter pour ça."))),
    safe(both(_("Es-tu en sécurité, là, maintenant ?"), _("Êtes-vous en sécurité, là, maintenant ?"))),
    Choose("what", both(_("De quoi s’agit-il ? Tu n’as rien à dire sur toi si tu n’en as pas envie."), _("De quoi s’agit-il ? Rien ne vous oblige à parler de vous.")),
        Option("lgbtq", _("LGBTQ+, genre, amour")),
        Option("origin", _("Origine, couleur, religion")),
        Option("body", _("Handicap, santé, apparence")),
        Option("question", _("Je me pose des questions")),
        Option("other", _("Autre chose")),
        counted=True, optional=True),
    *PLACE,
    *LINES,
    *CONTACT,
    topic="discrimination_lgbtq", safety_first=True)
