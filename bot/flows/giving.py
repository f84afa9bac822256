"""Giving a hand: volunteers who lead workshops, and peer helpers who went through it themselves."""

from bot.engine.script import CaseKind, Choose, Flow, Option, Say, both, mark as _
from bot.flows.closing import CONTACT, PLACE

GIVING = Flow("giving",
    Choose("what", both(_("Merci ! Qu’est-ce qui te tente ?"), _("Merci ! Qu’est-ce qui vous tente ?")),
        Option("workshop", _("Animer un atelier")),
        Option("hand", _("Donner un coup de main")),
        Option("peer", _("Devenir pair-aidant·e"),
            Say(both(_("Un pair-aidant a traversé des moments difficiles, va mieux, et aide à animer. On avance pas à pas, avec l’équipe."),
                     _("Un pair-aidant a traversé des moments difficiles, va mieux, et aide à animer. L’équipe accompagne, étape par étape.")))),
        Option("sport", _("Courir, bouger avec des jeunes")),
        Option("unsure", _("Je ne sais pas encore")),
        counted=True, optional=True),
    Choose("when", both(_("Quand serais-tu libre ?"), _("Quand seriez-vous libre ?")),
        Option("days", _("En journée")),
        Option("evenings", _("Le soir")),
        Option("weekend", _("Le week-end")),
        Option("holidays", _("Pendant les vacances")),
        counted=True, optional=True),
    *PLACE,
    *CONTACT,
    topic="volunteering", kind=CaseKind.VOLUNTEER)
