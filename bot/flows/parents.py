"""Parents and those close to a child: is the child safe, then what would help: someone, an hour with a psychologist, support, an address."""

from bot.engine.script import CaseKind, Choose, Flow, Line, Option, Say, Switch, When, answered, mark as _
from bot.flows.closing import CONTACT, FOR_SOMEBODY, LINES, PLACE, SESSIONS, safe

ABOUT_THE_HOUR = Say(_("Une heure gratuite, en visioconférence, pour poser vos questions à un·e psychologue, avec des parents et des enseignants."))

HOUR: tuple[Line, ...] = (
    ABOUT_THE_HOUR,
    Choose("hour", _("Quand seriez-vous libre ?"),
        Option("noon", _("Le midi")),
        Option("evenings", _("Le soir")),
        Option("saturday", _("Le samedi")),
        Option("always", _("N’importe quand")),
        counted=True, optional=True),
    *SESSIONS,
    *CONTACT)

PARENTS = Flow("parents",
    Say(_("Merci d’écrire. Vous n’êtes pas seul·e.")),
    Choose("what", _("Qu’est-ce qui vous amène ? Touchez un bouton, ou écrivez-le avec vos mots."),
        Option("bullying", _("Il ou elle est harcelé·e"), topic="bullying", hears=("discrimination_lgbtq",)),
        Option("danger", _("Je crains un danger"), topic="violence", urgent=True),
        Option("worry", _("Je m’inquiète d’un jeune"), hears=("parent_support",)),
        Option("withdrawn", _("Il ou elle se renferme"), topic="mental_health"),
        Option("conflict", _("On ne se parle plus"), topic="family_conflict"),
        Option("addiction", _("Alcool, drogues, écrans"), topic="addiction"),
        Option("school", _("École, orientation"), topic="school"),
        Option("hour", _("Une heure avec un·e psy"), Switch("parents_hour"), kind=CaseKind.PARENTS_HOUR),
        Option("exhausted", _("Je n’en peux plus"), topic="mental_health"),
        Option("violence", _("On me fait du mal"), Switch("violence"), topic="violence", urgent=True),
        Option("support", _("Être accompagnés"), Switch("family_support"), kind=CaseKind.ACCOMPANIMENT),
        Option("activities", _("Stage, sport, atelier"), Switch("activities"), topic="isolation_activities"),
        Option("neighbours", _("Un conflit de voisinage"), Switch("mediation"), topic="neighbourhood_conflict"),
        Option("rights", _("Droits, logement, CPAS"), Switch("rights"), topic="rights_admin", hears=("work_training",)),
        Option("address", _("Une bonne adresse"), Switch("directory")),
        Option("other", _("Autre chose"), Switch("other"), topic="other"),
        counted=True, routes=True),
    Say(_("Ce n’est ni la faute de l’enfant, ni la vôtre.")),
    safe(_("L’enfant ou le jeune est-il en sécurité, là, maintenant ? S’il parle de mourir ou de se faire du mal, touchez « Non »."), care=FOR_SOMEBODY),
    When(answered("parents.what", "exhausted"), Switch("feeling")),
    Choose("wish", _("Qu’est-ce qui aiderait le plus ?"),
        Option("advice", _("Un conseil, quelqu’un à qui parler")),
        Option("hour", _("Une heure avec un·e psychologue"),
            ABOUT_THE_HOUR, kind=CaseKind.PARENTS_HOUR),
        Option("group", _("Un groupe de jeunes pour mon enfant"),
            Say(_("Dix jeunes qui ont vécu du harcèlement, en ligne, sans webcam, chacun avec un surnom, une fois par semaine. Votre enfant doit le vouloir aussi.")), kind=CaseKind.PEER_GROUP),
        Option("support", _("Être accompagnés un moment"), kind=CaseKind.ACCOMPANIMENT),
        Option("mediation", _("Se parler, avec un médiateur")),
        Option("address", _("De bonnes adresses"), kind=CaseKind.REFERRAL),
        counted=True, optional=True),
    *PLACE,
    *LINES,
    When(answered("parents.wish", "hour"), *SESSIONS),
    *CONTACT,
    topic="parent_support", safety_first=True)

PARENTS_HOUR = Flow("parents_hour", *HOUR, topic="parent_support", kind=CaseKind.PARENTS_HOUR)

FAMILY_SUPPORT = Flow("family_support",
    Say(_("Un accompagnement gratuit et confidentiel : écoute, dialogue, démarches. Pour l’enfant, pour vous, ou ensemble.")),
    safe(_("Tout le monde est-il en sécurité, là, maintenant ?")),
    Choose("where", _("Où préférez-vous rencontrer quelqu’un ?"),
        Option("home", _("À la maison")),
        Option("outside", _("Ailleurs")),
        Option("online", _("À distance")),
        Option("unsure", _("Je ne sais pas encore")),
        counted=True, optional=True),
    *PLACE,
    *CONTACT,
    topic="parent_support", kind=CaseKind.ACCOMPANIMENT, safety_first=True)
