"""Anything else: is this person safe, in their words, and a human."""

from bot.engine.kinds import Text
from bot.engine.script import Ask, Flow, Say, both, mark as _
from bot.flows.closing import CONTACT, PLACE, safe

OTHER = Flow("other",
    Say(both(_("Tu as bien fait d’écrire."), _("Merci d’écrire. Vous n’êtes pas seul·e."))),
    safe(both(_("Es-tu en sécurité, là, maintenant ?"), _("Tout le monde est-il en sécurité, là, maintenant ?"))),
    Ask("words", both(_("Dis-moi avec tes mots ce qui t’aiderait. Seule la personne qui s’occupera de toi le lira."),
                      _("Dites avec vos mots ce qui vous aiderait. Seule la personne qui s’occupera de vous le lira.")), Text()),
    *PLACE,
    *CONTACT,
    safety_first=True)
