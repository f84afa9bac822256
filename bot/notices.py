"""The sentences that no script holds: what happens to a case, who is there, what is kept, what went wrong.

Words only, French first. None tells anything in a notification: no topic, no place, no association.
"""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.engine.script import Words as Sentence, both, mark as _
from passerelle.association import Presence
from passerelle.tables import Member, Role
from passerelle.words import Words, day_in_words, hour_in_words, isolated

TAKEN = both(
    _("{member}, a pris ta demande et te répond ici."),
    _("{member}, a pris votre demande et vous répond ici."),
)
HANDED_OVER = both(
    _("{member}, prend le relais et te répond ici."), _("{member}, prend le relais et vous répond ici.")
)
CLOSED = both(
    _(
        "{member}, a clos cet échange. Tout sera effacé dans {keep_days}. Si tu as encore besoin de nous : /start"
    ),
    _(
        "{member}, a clos cet échange. Tout sera effacé dans {keep_days}. Si vous avez encore besoin de nous : /start"
    ),
)
PASSED_ON: Sentence = _("C’est transmis. {presence}")
WAITING = both(
    _("Ta demande est bien là. {presence}\nTu peux écrire ici quand tu veux, je transmets tout."),
    _("Votre demande est bien là. {presence}\nVous pouvez écrire ici quand vous voulez, tout est transmis."),
)
HELD = both(
    _("{member}, lit ce que tu écris ici, et te répondra."),
    _("{member}, lit ce que vous écrivez ici, et vous répondra."),
)
RELAYED: Sentence = _("{member} :")
HIDDEN: Sentence = _("👋 À bientôt.")
ERASED = both(
    _(
        "C’est oublié. J’ai effacé d’ici ce que Telegram me laisse effacer. "
        "Pour ne rien laisser, supprime aussi cette discussion."
    ),
    _(
        "C’est oublié. Ce que Telegram permet d’effacer l’est. "
        "Pour ne rien laisser, supprimez aussi cette discussion."
    ),
)
OVERWRITTEN = "·"
IN_ENGLISH: Sentence = _("La suite n’est pas encore traduite : la voici en anglais.")
UNREADABLE = _("Ce message n’a pas pu être ouvert. Avec des mots écrits, ça marche toujours.")
TROUBLE = _(
    "Souci technique de mon côté. Rien n’est perdu : le message sera lu dès que ça remarche.\n"
    "En danger maintenant : 112."
)
MENU = both(_("Que veux-tu faire ?"), _("Que voulez-vous faire ?"))
KNOW_NOTHING: Sentence = _("Je ne garde rien pour l’instant.")
KNOW: Sentence = _(
    "Voici ce que je garde, sous clé, pour l’équipe seulement. « Oublier » efface tout, tout de suite."
)
KNOW_CASE = both(
    _("Pour l’équipe, tu t’appelles {pseudonym}. Seule la personne qui s’occupe de toi lit tes messages."),
    _(
        "Pour l’équipe, vous vous appelez {pseudonym}. Seule la personne qui s’occupe de vous lit vos messages."
    ),
)
KNOW_CORRECT = both(
    _("Pour changer une réponse, touche son numéro."), _("Pour changer une réponse, touchez son numéro.")
)
KNOW_CORRECT_IN_CASE = both(
    _("Pour corriger quelque chose, écris-le ici : la personne qui s’occupe de ta demande le lira."),
    _("Pour corriger quelque chose, écrivez-le ici : la personne qui s’occupe de votre demande le lira."),
)
KNOW_CODES = both(
    _("Je garde aussi, deux mois au plus, pour quelles adresses tu as pris un code."),
    _("Je garde aussi, deux mois au plus, pour quelles adresses vous avez pris un code."),
)
SKIPPED = _("(passé)")
WRITTEN_FREELY = _("Écrit à côté des questions")
GO_ON_LABEL = _("Continuer")
SIGN = both(_("👋 Quand tu veux, on continue : /start"), _("👋 Quand vous voulez, on continue : /start"))

SOMEBODY_HERE = _("Quelqu’un de l’équipe est là en ce moment.")
OPEN_UNTIL = _("L’équipe lit ici aujourd’hui jusqu’à {hour}.")
OPEN_BEYOND = _("L’équipe lit ici jusqu’à {day}, {hour}.")
BACK_TODAY = _("Personne n’est là maintenant. L’équipe revient aujourd’hui à {hour}.")
BACK_ON = _("Personne n’est là maintenant. L’équipe revient {day} à {hour}.")
NO_HOURS = _("Je ne sais pas encore quand quelqu’un pourra lire.")
ANSWER_TODAY = _("Réponse prévue aujourd’hui avant {hour}.")
ANSWER_ON = _("Réponse prévue {day} avant {hour}.")

ROLES: Mapping[str, str] = {
    Role.MEDIATOR: _("médiateur·rice"),
    Role.LISTENER: _("écoute"),
    Role.COORDINATOR: _("coordination"),
}


def presence_in_words(
    presence: Presence, now: datetime, *, zone: ZoneInfo, words: Words, language: str
) -> str:
    """Say whether somebody is there, until when, or when somebody comes back; never more than is known."""

    def say(source: str, instant: datetime | None = None) -> str:
        if instant is None:
            return words.text(language, source)
        day = day_in_words(instant, zone=zone, language=language)
        hour = hour_in_words(instant, zone=zone, language=language)
        return words.text(language, source).format(day=day, hour=hour)

    def is_today(instant: datetime) -> bool:
        return instant.astimezone(zone).date() == now.astimezone(zone).date()

    if presence.is_open:
        if presence.until is None:
            return say(SOMEBODY_HERE)
        return say(OPEN_UNTIL if is_today(presence.until) else OPEN_BEYOND, presence.until)
    if presence.back_at is None:
        return say(NO_HOURS)
    return say(BACK_TODAY if is_today(presence.back_at) else BACK_ON, presence.back_at)


def promise_in_words(by: datetime, now: datetime, *, zone: ZoneInfo, words: Words, language: str) -> str:
    """Say until when an answer is planned: an hour of today, or a day and an hour."""
    is_today = by.astimezone(zone).date() == now.astimezone(zone).date()
    day = day_in_words(by, zone=zone, language=language)
    hour = hour_in_words(by, zone=zone, language=language)
    return words.text(language, ANSWER_TODAY if is_today else ANSWER_ON).format(day=day, hour=hour)


def member_in_words(member: Member, *, words: Words, language: str) -> str:
    """Name a member as people read it: first name and role."""
    title = member.title or words.text(language, ROLES.get(member.role, ""))
    return ", ".join(isolated(language, part) for part in (member.name, title) if part)
