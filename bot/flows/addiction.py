"""Alcohol, drugs, screens, gambling: one's own, or somebody's at home. Nobody is judged."""

from bot.engine.script import Choose, Flow, Option, Say, both, mark as _
from bot.flows.closing import CONTACT, LINES, PLACE, safe

ADDICTION = Flow("addiction",
    Say(both(_("Merci d’en parler. Ici, personne ne te juge."), _("Merci d’en parler. Ici, personne ne vous juge."))),
    safe(both(_("Es-tu en sécurité, là, maintenant ?"), _("Tout le monde est-il en sécurité, là, maintenant ?"))),
    Choose("whose", both(_("C’est pour qui ? C’est pour que la bonne personne te réponde."), _("C’est pour qui ? C’est pour que la bonne personne vous réponde.")),
        Option("me", _("Pour moi")),
        Option("parent", _("Pour un de mes parents"),
            Say(both(_("Ce n’est pas ta faute, et ce n’est pas à toi de le soigner."), _("Ce n’est pas votre faute. Vous avez le droit d’être aidé·e, vous aussi.")))),
        Option("other", _("Pour quelqu’un d’autre")),
        counted=True, optional=True),
    *PLACE,
    *LINES,
    *CONTACT,
    topic="addiction", safety_first=True)
