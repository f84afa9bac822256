"""Bullying: is this person safe, where does it happen, in their words, and may someone write to them."""

from bot.engine.kinds import Text
from bot.engine.script import Ask, Choose, Flow, Option, Say, Switch, both, mark as _
from bot.flows.closing import CONTACT, PLACE

BULLYING = Flow("bullying",
    Say(both(_("Merci d’en parler. Ce n’est pas ta faute, et tu n’es pas seul·e."),
             _("Merci d’en parler. Ce n’est ni la faute de l’enfant, ni la vôtre."))),
    Choose("safe", both(_("Es-tu en sécurité, là, maintenant ?"), _("L’enfant ou le jeune est-il en sécurité, là, maintenant ?")),
        Option("yes", _("Oui")),
        Option("no", _("Non"), Switch("crisis"), urgent=True),
        Option("unsure", _("Je ne sais pas"), Switch("crisis"), urgent=True),
        safety=True, counted=True),
    Choose("where", _("Où est-ce que ça se passe ?"),
        Option("school", _("À l’école")),
        Option("online", _("En ligne, sur le téléphone"),
            Say(both(_("Si tu peux, garde des captures d’écran. Tu n’es pas obligé·e de répondre à leurs messages."),
                     _("Si possible, gardez des captures d’écran, et ne répondez pas aux messages.")))),
        Option("outside", _("Dehors, au club, ailleurs")),
        Option("several", _("Un peu partout")),
        counted=True, optional=True),
    Ask("words", both(_("Tu peux m’en dire plus, avec tes mots ? Seule la personne qui s’occupera de toi le lira."),
                      _("Pouvez-vous en dire plus, avec vos mots ? Seule la personne qui s’occupera de vous le lira.")), Text()),
    *PLACE,
    *CONTACT,
    topic="bullying", safety_first=True)
