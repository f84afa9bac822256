"""Feeling bad, afraid, in grief, hurting oneself: it asks straight out about dying, because asking helps."""

from bot.engine.script import Choose, Flow, Option, Say, Switch, both, mark as _
from bot.flows.closing import CONTACT, LINES, PLACE

FEELING = Flow("feeling",
    Say(both(_("Merci de me l’avoir dit. Ça demande du courage."), _("Merci de l’avoir dit. Ça demande du courage."))),
    Choose("safe", both(_("Est-ce que tu penses à te faire du mal ou à mourir ? Je pose la question à tout le monde, pour n’oublier personne."),
                        _("Pensez-vous à vous faire du mal ou à mourir ? Je pose la question à tout le monde, pour n’oublier personne.")),
        Option("no", _("Non")),
        Option("yes", _("Oui"), Switch("danger"), urgent=True),
        Option("unsure", _("Je ne sais pas"), Switch("danger"), urgent=True),
        safety=True, counted=True),
    Choose("what", both(_("C’est plutôt quoi ? C’est pour que la bonne personne te réponde."),
                        _("C’est plutôt quoi ? C’est pour que la bonne personne vous réponde.")),
        Option("sad", _("Triste, vide, fatigué·e")),
        Option("anxious", _("Stress, angoisse, peur")),
        Option("grief", _("Un deuil, une perte")),
        Option("alone", _("Seul·e"),
            Say(_("Il existe un lieu avec des ateliers, et un café où l’on papote. On y vient comme on est."))),
        Option("body", _("Dormir, manger, mon corps")),
        Option("other", _("Difficile à dire")),
        counted=True, optional=True),
    *PLACE,
    *LINES,
    *CONTACT,
    topic="mental_health", safety_first=True)
