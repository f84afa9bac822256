"""How it went, once a case is closed: two questions of one tap, and somebody again for whoever was not helped."""

from bot.engine.script import Choose, End, Fills, Flow, Option, Outcome, Say, When, answered, both, mark as _
from bot.flows.closing import OPENED

AFTERWARDS = Flow("afterwards",
    Choose("helped", both(_("Est-ce que quelqu’un t’a aidé·e ?"), _("Est-ce que quelqu’un vous a aidé·e ?")),
        Option("yes", _("Oui")),
        Option("some", _("Un peu")),
        Option("no", _("Non")),
        fills=Fills.HELP_CAME, counted=True),
    Choose("useful", _("Est-ce que c’était utile ?"),
        Option("yes", _("Oui")),
        Option("some", _("Un peu")),
        Option("no", _("Non")),
        fills=Fills.WAS_USEFUL, counted=True),
    When(answered("afterwards.helped", "no"),
        Say(both(_("Merci de me l’avoir dit. Tu peux redemander quelqu’un, sans tout raconter de nouveau."),
                 _("Merci de l’avoir dit. Vous pouvez redemander quelqu’un, sans tout raconter de nouveau."))),
        Choose("again", both(_("Une personne de l’équipe peut t’écrire ici. {presence}\nTu veux ?"),
                             _("Une personne de l’équipe peut vous écrire ici. {presence}\nVous voulez bien ?")),
            Option("yes", _("Oui, je veux bien"), End("opened", OPENED, Outcome.OPEN_CASE)),
            Option("other", _("Oui, quelqu’un d’autre"), End("opened_other", OPENED, Outcome.OPEN_CASE), sets={Fills.SOMEBODY_ELSE: "yes"}),
            Option("no", _("Pas maintenant")))),
    End("thanks", both(_("Merci, c’est noté. L’équipe le voit, et le compte avec les autres réponses. Tu peux revenir quand tu veux : /start"),
                       _("Merci, c’est noté. L’équipe le voit, et le compte avec les autres réponses. Vous pouvez revenir quand vous voulez : /start")), Outcome.RESUME))
