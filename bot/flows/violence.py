"""Violence, also sexual, told or half told: safety, numbers, a human first. Nothing is asked that an investigator should ask."""

from bot.engine.script import CaseKind, Choose, Flow, Option, Say, both, mark as _
from bot.flows.closing import CONTACT, FOR_SOMEBODY, LINES, PLACE, safe

VIOLENCE = Flow("violence",
    Say(both(_("Merci de m’avoir écrit. Ce n’est pas ta faute. Tu n’as pas à raconter ce qui s’est passé."),
             _("Merci d’avoir écrit. Ce n’est pas votre faute. Vous n’avez pas à raconter ce qui s’est passé."))),
    safe(both(_("Es-tu en sécurité, là, maintenant ? Si quelqu’un peut voir ton écran, touche « Masquer »."),
                        _("Êtes-vous en sécurité, là, maintenant ? Si quelqu’un peut voir votre écran, touchez « Masquer »."))),
    Choose("wish", both(_("Qu’est-ce qui t’aiderait le plus ?"), _("Qu’est-ce qui vous aiderait le plus ?")),
        Option("talk", _("En parler à quelqu’un")),
        Option("care", _("Voir un médecin"),
            Say(both(_("Un médecin ou un hôpital peut t’aider, même longtemps après. Si c’est récent, le plus tôt est le mieux."),
                     _("Un médecin ou un hôpital peut vous aider, même longtemps après. Si c’est récent, le plus tôt est le mieux.")))),
        Option("rights", _("Connaître mes droits")),
        Option("someone", _("C’est pour quelqu’un d’autre"), FOR_SOMEBODY),
        Option("unsure", _("Je ne sais pas encore")),
        counted=True, optional=True),
    *PLACE,
    *LINES,
    *CONTACT,
    topic="violence", kind=CaseKind.EMERGENCY, safety_first=True, urgent=True)
