"""The sentences said before a question comes back: what was received, what could not be read, how to go on.

Each has a key, so that a message on its way names its sentence and never carries it. Never "I did not understand": each says what
the robot can do, and where a human is.
"""

from collections.abc import Mapping

from bot.engine.kinds import Kind
from bot.engine.script import Library, Words, both, mark as _

_FILE = both(
    _(
        "Bien reçu. Je suis un robot : je ne regarde pas les fichiers et je ne les garde pas. "
        "Garde-le chez toi : tu pourras l’envoyer à la personne qui te répondra."
    ),
    _(
        "Bien reçu. Je suis un robot : je ne regarde pas les fichiers et je ne les garde pas. "
        "Gardez-le chez vous : vous pourrez l’envoyer à la personne qui vous répondra."
    ),
)

NUDGES: Mapping[str, Words] = {
    "on_we_go": both(
        _("On reprend là où tu t’étais arrêté·e."), _("Reprenons là où vous vous étiez arrêté·e.")
    ),
    "buttons_please": both(
        _("C’est noté. Je suis un robot : pour avancer, touche un bouton. Ou 🙋 pour parler à quelqu’un."),
        _("C’est noté. Je suis un robot : pour avancer, touchez un bouton. Ou 🙋 pour parler à quelqu’un."),
    ),
    "topic_heard": both(
        _("C’est noté. J’ai choisi un sujet d’après tes mots. Si ce n’est pas ça, touche ⟵ Retour."),
        _("C’est noté. J’ai choisi un sujet d’après vos mots. Si ce n’est pas ça, touchez ⟵ Retour."),
    ),
    "topic_told": both(
        _("On commence par le sujet déjà choisi. Si ce n’est pas ça, touche ⟵ Retour."),
        _("On commence par le sujet déjà choisi. Si ce n’est pas ça, touchez ⟵ Retour."),
    ),
    "a_human_instead": both(
        _("Ce n’est pas grave. Tu peux passer, ou toucher 🙋 pour parler à quelqu’un."),
        _("Ce n’est pas grave. Vous pouvez passer, ou toucher 🙋 pour parler à quelqu’un."),
    ),
    "corrected": both(
        _("J’ai vu que tu as modifié un message. Pour changer une réponse, touche ⟵ Retour."),
        _("J’ai vu que vous avez modifié un message. Pour changer une réponse, touchez ⟵ Retour."),
    ),
    "unreadable": both(
        _("Je n’ai pas réussi à ouvrir ce message. Tu peux me l’écrire avec des mots ?"),
        _("Je n’ai pas réussi à ouvrir ce message. Pouvez-vous l’écrire avec des mots ?"),
    ),
    "reask_text": both(
        _("C’est un peu long pour un seul message. Tu peux le dire plus court, ou passer."),
        _("C’est un peu long pour un seul message. Vous pouvez le dire plus court, ou passer."),
    ),
    "reask_number": both(
        _("Écris juste un nombre, s’il te plaît. Tu peux aussi passer."),
        _("Écrivez juste un nombre, s’il vous plaît. Vous pouvez aussi passer."),
    ),
    "reask_day": both(
        _("Je n’ai pas reconnu la date. Écris-la comme ceci : 25/4/2027."),
        _("Je n’ai pas reconnu la date. Écrivez-la comme ceci : 25/4/2027."),
    ),
    "reask_email": both(
        _("Il manque un bout à cette adresse. Elle ressemble à : nom@example.org. Tu peux aussi passer."),
        _("Il manque un bout à cette adresse. Elle ressemble à : nom@example.org. Vous pouvez aussi passer."),
    ),
    "reask_phone": both(
        _("Il manque des chiffres à ce numéro. Tu peux le réécrire, ou passer."),
        _("Il manque des chiffres à ce numéro. Vous pouvez le réécrire, ou passer."),
    ),
    "reask_place": both(
        _("Écris juste un code postal ou le nom d’une ville, pas une adresse. Tu peux aussi passer."),
        _("Écrivez juste un code postal ou le nom d’une ville, pas une adresse. Vous pouvez aussi passer."),
    ),
    "which_place": both(
        _("Il y en a plusieurs. Touche celle que tu veux dire, ou écris son code postal."),
        _("Il y en a plusieurs. Touchez celle que vous voulez dire, ou écrivez son code postal."),
    ),
    "unknown_place": both(
        _("Je ne trouve pas cet endroit. Écris un code postal ou une ville tout près. Tu peux aussi passer."),
        _(
            "Je ne trouve pas cet endroit. Écrivez un code postal ou une ville tout près. "
            "Vous pouvez aussi passer."
        ),
    ),
    "sent_voice": both(
        _(
            "J’ai bien reçu ta note vocale, mais je suis un robot : je ne peux ni l’écouter ni la garder. "
            "Une personne le pourra : touche 🙋, et renvoie-la une fois ta demande transmise. "
            "En danger maintenant ? Touche 🆘."
        ),
        _(
            "J’ai bien reçu votre note vocale, mais je suis un robot : je ne peux ni l’écouter ni la garder. "
            "Une personne le pourra : touchez 🙋, et renvoyez-la une fois votre demande transmise. "
            "En danger maintenant ? Touchez 🆘."
        ),
    ),
    "sent_contact": both(
        _("Merci, mais je ne garde aucun numéro de téléphone. On peut tout faire ici."),
        _("Merci, mais je ne garde aucun numéro de téléphone. Tout peut se faire ici."),
    ),
    "sent_location": both(
        _("Merci, mais je ne garde pas ta position exacte. Un code postal suffit."),
        _("Merci, mais je ne garde pas votre position exacte. Un code postal suffit."),
    ),
    "sent_sticker": both(_("Bien reçu 👍 On continue ?"), _("Bien reçu. On continue ?")),
    "sent_photo": _FILE,
    "sent_video": _FILE,
    "sent_document": _FILE,
    "sent_other": _FILE,
}


def nudge_words(library: Library, key: str | None) -> Words:
    """Find a nudge by its key, or the ending with this whole id; a key of another version says nothing."""
    return NUDGES.get(key or "") or library.ending(key or "") or ""


def reask_key(kind: Kind) -> str:
    """The key of the sentence that asks again for an answer of this kind."""
    return f"reask_{type(kind).__name__.lower()}"
