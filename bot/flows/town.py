"""Having one's say about one's town: what is seen, what is missing; anonymous, and gathered for those who decide."""

from bot.engine.kinds import Place, Text
from bot.engine.script import Ask, CaseKind, Choose, End, Fills, Flow, Option, Outcome, Say, both, mark as _

TOWN = Flow("town",
    Say(both(_("Ton avis compte. L’équipe rassemble ce que disent les jeunes et les habitants, sans nom, et le porte aux communes."),
             _("Votre avis compte. L’équipe rassemble ce que disent les jeunes et les habitants, sans nom, et le porte aux communes."))),
    Choose("about", _("C’est à propos de quoi ?"),
        Option("meeting", _("Un lieu pour se retrouver")),
        Option("sport", _("Le sport, les terrains")),
        Option("transport", _("Les transports")),
        Option("safety", _("La sécurité, l’ambiance")),
        Option("school", _("L’école")),
        Option("services", _("Les services, la santé")),
        Option("other", _("Autre chose")),
        counted=True, optional=True),
    Ask("words", both(_("Qu’est-ce que tu vois, et qu’est-ce qui manque ? Pas besoin de donner de noms."),
                      _("Que voyez-vous, et que manque-t-il ? Inutile de donner des noms.")), Text()),
    Ask("place", _("De quelle ville ou commune s’agit-il ?"), Place(), fills=Fills.PLACE),
    Choose("contact", _("J’envoie cela à l’équipe ?"),
        Option("yes", _("Oui, envoyer"),
            End("opened", both(_("C’est transmis, sans ton nom. Merci ! Si quelqu’un veut te demander une précision, ce sera ici, et tu peux ne pas répondre."),
                               _("C’est transmis, sans votre nom. Merci ! Si quelqu’un veut vous demander une précision, ce sera ici, et vous pouvez ne pas répondre.")), Outcome.OPEN_CASE)),
        Option("no", _("Non, finalement"),
            End("later", both(_("D’accord. Rien n’est gardé. Tu peux revenir quand tu veux : /start"), _("D’accord. Rien n’est gardé. Vous pouvez revenir quand vous voulez : /start")), Outcome.NOTHING))),
    topic="other", kind=CaseKind.TOWN_VOICE)
