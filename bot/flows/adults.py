"""Adults for themselves, neighbours, inhabitants: what brings them, then the conversation for it."""

from bot.engine.script import Choose, Flow, Option, Switch, mark as _

ADULTS = Flow("adults",
    Choose("what", _("Qu’est-ce qui vous amène ? Touchez un bouton, ou écrivez-le avec vos mots."),
        Option("conflict", _("Un conflit"), Switch("mediation"), topic="neighbourhood_conflict"),
        Option("feeling", _("Je ne vais pas bien"), Switch("feeling"), topic="mental_health"),
        Option("violence", _("On me fait du mal"), Switch("violence"), topic="violence", urgent=True),
        Option("young", _("Je m’inquiète d’un jeune"), Switch("parents"), hears=("bullying", "family_conflict", "parent_support", "school")),
        Option("addiction", _("Alcool, drogues"), Switch("addiction"), topic="addiction"),
        Option("discrimination", _("Rejet, racisme, LGBTQ+"), Switch("discrimination"), topic="discrimination_lgbtq"),
        Option("rights", _("Droits, logement, CPAS"), Switch("rights"), topic="rights_admin"),
        Option("work", _("Travail, formation"), Switch("work"), topic="work_training"),
        Option("activities", _("Ateliers, voir du monde"), Switch("activities"), topic="isolation_activities"),
        Option("giving", _("Bénévole, pair-aidant·e"), Switch("giving"), topic="volunteering"),
        Option("town", _("Mon avis sur ma ville"), Switch("town")),
        Option("address", _("Une bonne adresse"), Switch("directory")),
        Option("other", _("Autre chose"), Switch("other"), topic="other"),
        counted=True, routes=True))
