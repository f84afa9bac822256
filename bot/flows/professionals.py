"""Schools, public services, clubs, companies: what they ask for; a worry about a young person needs no name."""

from bot.engine.kinds import Text
from bot.engine.script import Ask, CaseKind, Choose, Flow, Option, Say, Switch, mark as _
from bot.flows.closing import CONTACT, FOR_SOMEBODY, LINES, PLACE, safe

PROFESSIONALS = Flow("professionals",
    Choose("what", _("Que souhaitez-vous ? Touchez un bouton, ou écrivez-le avec vos mots."),
        Option("worry", _("Je m’inquiète d’un jeune"), Switch("worry"), hears=("violence", "bullying", "mental_health", "family_conflict", "addiction", "school")),
        Option("class", _("Intervenir à l’école")),
        Option("training", _("Formation harcèlement")),
        Option("hour", _("Une heure avec un·e psy"), Switch("parents_hour"), kind=CaseKind.PARENTS_HOUR),
        Option("company", _("Séance en entreprise")),
        Option("focus", _("Un focus groupe")),
        Option("partnership", _("Un partenariat")),
        Option("project", _("Un projet de prévention")),
        Option("address", _("Une bonne adresse"), Switch("directory")),
        Option("other", _("Autre demande"), hears=("professional_request",)),
        counted=True, routes=True),
    Choose("where", _("Vous écrivez depuis quel lieu ?"),
        Option("school", _("École")),
        Option("service", _("CPAS, service social")),
        Option("town", _("Commune, mairie")),
        Option("club", _("Club, association")),
        Option("company", _("Entreprise")),
        Option("other", _("Autre")),
        counted=True, optional=True),
    Ask("words", _("Dites en quelques mots ce que vous imaginez : pour qui, combien de personnes, quand."), Text()),
    *PLACE,
    *CONTACT,
    topic="professional_request", kind=CaseKind.PROFESSIONAL)

WORRY = Flow("worry",
    Say(_("Merci de ne pas rester seul·e avec cette inquiétude. N’écrivez pas le nom du jeune : on peut en parler sans.")),
    safe(_("Ce jeune est-il en sécurité, là, maintenant ? S’il parle de mourir ou de se faire du mal, touchez « Non »."), care=FOR_SOMEBODY),
    Choose("what", _("Qu’est-ce qui vous inquiète ?"),
        Option("bullying", _("Du harcèlement"), topic="bullying"),
        Option("violence", _("Des violences"), topic="violence", urgent=True),
        Option("feeling", _("Il ou elle ne va pas bien"), topic="mental_health"),
        Option("home", _("La situation à la maison"), topic="family_conflict"),
        Option("absent", _("Il ou elle décroche"), topic="school"),
        Option("other", _("Autre chose"), topic="other"),
        counted=True, optional=True),
    *PLACE,
    *LINES,
    *CONTACT,
    topic="other", kind=CaseKind.PROFESSIONAL, safety_first=True)
