"""The sentences of rooms: the rules, what becomes of what somebody wrote, stepping aside, leaving, and the end.

Words only, French first. What comes by itself tells nothing to whoever looks at the telephone.
"""

from collections.abc import Mapping

from bot.engine.script import Words as Sentence, both, mark as _
from passerelle.rooms import Reason, Sign, Verdict

AT, STARTED = (
    both(_("À {hour}, comme prévu. Tu viens ?"), _("À {hour}, comme prévu. Vous venez ?")),
    both(_("C’est commencé. Tu viens ?"), _("C’est commencé. Vous venez ?")),
)
RULES = both(
    _(
        "Ici, tu t’appelles {pseudonym}. Personne ne verra ton nom, ni ton compte.\n\n"
        "• Ce qui se dit ici reste ici.\n"
        "• Pas de nom, pas d’école, pas de numéro : ni les tiens, ni ceux des autres.\n"
        "• Personne n’est obligé de parler. Lire, c’est déjà être là.\n"
        "• On ne se moque pas. On ne donne pas de leçon.\n"
        "• Un écran peut être photographié : dis seulement ce que tu veux bien.\n"
        "• « Ça ne va pas » : tu sors un moment, le groupe ne le voit pas, et quelqu’un de l’équipe te répond.\n"
        "• Si quelqu’un est en danger, la personne qui anime doit chercher de l’aide pour lui, même sans son accord.\n\n"
        "Après, tout ce qui a été dit s’efface."
    ),
    _(
        "Ici, vous vous appelez {pseudonym}. Personne ne verra votre nom, ni votre compte.\n\n"
        "• Ce qui se dit ici reste ici.\n"
        "• Pas de nom, pas d’école, pas de numéro : ni les vôtres, ni ceux des autres.\n"
        "• Personne n’est obligé de parler. Lire, c’est déjà être là.\n"
        "• On ne se moque pas. On ne donne pas de leçon.\n"
        "• Un écran peut être photographié : dites seulement ce que vous voulez bien.\n"
        "• « Ça ne va pas » : vous sortez un moment, le groupe ne le voit pas, et quelqu’un de l’équipe vous répond.\n"
        "• Si quelqu’un est en danger, la personne qui anime doit chercher de l’aide pour lui, même sans son accord.\n\n"
        "Après, tout ce qui a été dit s’efface."
    ),
)
NOT_THIS_TIME = both(
    _("D’accord. Ta place reste la tienne pour la prochaine fois."),
    _("D’accord. Votre place reste la vôtre pour la prochaine fois."),
)
COME_IN = both(
    _("Entre quand tu veux. Écris ici : tous te liront sous le nom de {pseudonym}."),
    _("Entrez quand vous voulez. Écrivez ici : tous vous liront sous le nom de {pseudonym}."),
)
WAIT = both(
    _("Tu y es, sous le nom de {pseudonym}. On commence à {hour}. Il n’y a rien à faire d’ici là."),
    _("Vous y êtes, sous le nom de {pseudonym}. On commence à {hour}. Il n’y a rien à faire d’ici là."),
)
HELLO = both(
    _("Tu y es, sous le nom de {pseudonym}. Si tu veux, dis bonjour en un mot : écris-le ici."),
    _("Vous y êtes, sous le nom de {pseudonym}. Si vous voulez, dites bonjour en un mot : écrivez-le ici."),
)
INSIDE = both(
    _("Tu es dans le groupe, sous le nom de {pseudonym}. Ce que tu écris ici, tous le lisent."),
    _("Vous êtes dans le groupe, sous le nom de {pseudonym}. Ce que vous écrivez ici, tous le lisent."),
)
BACK_AGAIN = both(
    _("Te revoilà dans le groupe. À partir de maintenant, tous lisent ce que tu écris."),
    _("Vous revoilà dans le groupe. À partir de maintenant, tous lisent ce que vous écrivez."),
)
UNWELL = both(
    _(
        "Merci de le dire. Tu es à l’écart : le groupe ne le voit pas, et ne lit plus ce que tu écris.\n"
        "C’est transmis à l’équipe, en priorité. {presence}\nÉcris ici ce qui se passe, si tu veux. En danger maintenant : 112."
    ),
    _(
        "Merci de le dire. Vous êtes à l’écart : le groupe ne le voit pas, et ne lit plus ce que vous écrivez.\n"
        "C’est transmis à l’équipe, en priorité. {presence}\nÉcrivez ici ce qui se passe, si vous voulez. En danger maintenant : 112."
    ),
)
SURE = both(
    _(
        "Sortir du groupe ? Tes mots seront retirés chez tous les autres, et les leurs de ton écran. "
        "Ce qui a déjà été lu ne peut pas être repris."
    ),
    _(
        "Sortir du groupe ? Vos mots seront retirés chez tous les autres, et les leurs de votre écran. "
        "Ce qui a déjà été lu ne peut pas être repris."
    ),
)
GONE = both(
    _("C’est fait : tu n’es plus dans le groupe. Tes mots sont retirés, l’écran se nettoie."),
    _("C’est fait : vous n’êtes plus dans le groupe. Vos mots sont retirés, l’écran se nettoie."),
)
STAYS = _("D’accord, rien ne change.")
CLOSING = both(
    _("On va se dire au revoir. Un mot pour finir, si tu veux : écris-le ici.\nEt toi, maintenant, ça va ?"),
    _(
        "On va se dire au revoir. Un mot pour finir, si vous voulez : écrivez-le ici.\nEt vous, maintenant, ça va ?"
    ),
)
HOW_NOW = both(_("Et toi, maintenant, ça va ?"), _("Et vous, maintenant, ça va ?"))
THANKS = _("Merci, c’est noté, sans nom.")
BAD_MOOD = both(
    _("Merci de le dire. Tu n’as pas à rester seul·e avec ça : quelqu’un de l’équipe peut te répondre ici."),
    _(
        "Merci de le dire. Vous n’avez pas à rester seul·e avec ça : quelqu’un de l’équipe peut vous répondre ici."
    ),
)
IS_OVER = _("C’est fini pour cette fois. Merci d’avoir été là. À {hour}, tout ce qui a été dit ici s’efface.")
PLACEHOLDER = "…"

ROOM_OVER: Sentence = _("Le groupe est fini, ou n’est pas encore ouvert.")
WHISPER_ON = both(
    _("🤫 Ton prochain message ira seulement à la personne qui anime."),
    _("🤫 Votre prochain message ira seulement à la personne qui anime."),
)
WHISPER_OFF = both(
    _("Ton prochain message ira de nouveau à tout le groupe."),
    _("Votre prochain message ira de nouveau à tout le groupe."),
)
HAND_UP = both(
    _("✋ Ta main est levée : la personne qui anime la voit."),
    _("✋ Votre main est levée : la personne qui anime la voit."),
)
HAND_DOWN = both(_("Ta main est baissée."), _("Votre main est baissée."))
CORRECTED = both(
    _(
        "Le groupe lit le message comme tu l’as envoyé d’abord : le changer après ne change rien chez les autres. "
        "Tu peux en écrire un autre."
    ),
    _(
        "Le groupe lit le message comme vous l’avez envoyé d’abord : le changer après ne change rien chez les autres. "
        "Vous pouvez en écrire un autre."
    ),
)
MEDIUM = both(
    _(
        "Ici ne passent que les mots et les messages vocaux. Celui-ci n’a été montré à personne : dis-le avec tes mots, si tu veux."
    ),
    _(
        "Ici ne passent que les mots et les messages vocaux. Celui-ci n’a été montré à personne : dites-le avec vos mots, si vous voulez."
    ),
)
FORWARDED = both(
    _(
        "Un message transféré n’est montré à personne ici : il vient de quelqu’un d’autre. Dis-le avec tes mots, si tu veux."
    ),
    _(
        "Un message transféré n’est montré à personne ici : il vient de quelqu’un d’autre. Dites-le avec vos mots, si vous voulez."
    ),
)
BECAME: Mapping[str, Sentence] = {
    Verdict.HELD: both(
        _("C’est bien arrivé. La personne qui anime le lit d’abord, puis le montre."),
        _("C’est bien arrivé. La personne qui anime le lit d’abord, puis le montre."),
    ),
    Verdict.HELD_IDENTITY: both(
        _(
            "Dans ce message, quelque chose pourrait dire qui tu es, ou qui est quelqu’un. Seule la personne qui anime le voit. "
            "Tu peux le redire sans ce détail."
        ),
        _(
            "Dans ce message, quelque chose pourrait dire qui vous êtes, ou qui est quelqu’un. Seule la personne qui anime le voit. "
            "Vous pouvez le redire sans ce détail."
        ),
    ),
    Verdict.WHISPERED: _("🤫 Seule la personne qui anime l’a reçu."),
    Verdict.SLOW: both(
        _("On va doucement en ce moment. Renvoie-le dans {seconds} s : il n’a été montré à personne."),
        _("On va doucement en ce moment. Renvoyez-le dans {seconds} s : il n’a été montré à personne."),
    ),
    Verdict.PAUSED: both(
        _("C’est la pause pour tout le monde. Garde-le pour après : il n’a été montré à personne."),
        _("C’est la pause pour tout le monde. Gardez-le pour après : il n’a été montré à personne."),
    ),
    Verdict.MUTED: both(
        _(
            "Tu peux lire, et 🤫 écrire à la personne qui anime. Pour l’instant, le groupe ne reçoit pas ce que tu écris."
        ),
        _(
            "Vous pouvez lire, et 🤫 écrire à la personne qui anime. Pour l’instant, le groupe ne reçoit pas ce que vous écrivez."
        ),
    ),
    Verdict.NOT_OPEN: both(
        _("Le groupe n’est pas encore ouvert, ou plus. Ce message n’a été montré à personne."),
        _("Le groupe n’est pas encore ouvert, ou plus. Ce message n’a été montré à personne."),
    ),
    Verdict.NO_VOICE: both(
        _("Cette fois, pas de messages vocaux. Celui-ci n’a été entendu par personne : tu peux l’écrire."),
        _(
            "Cette fois, pas de messages vocaux. Celui-ci n’a été entendu par personne : vous pouvez l’écrire."
        ),
    ),
    Verdict.TOO_LONG: both(
        _(
            "C’est trop long pour un seul message. Tu peux l’envoyer en plusieurs fois : il n’a été montré à personne."
        ),
        _(
            "C’est trop long pour un seul message. Vous pouvez l’envoyer en plusieurs fois : il n’a été montré à personne."
        ),
    ),
    Verdict.NOT_INSIDE: ROOM_OVER,
    Verdict.EMPTY: MEDIUM,
}
TOLD: Mapping[str, Sentence] = {
    **BECAME,
    "over": ROOM_OVER,
    "whisper_on": WHISPER_ON,
    "whisper_off": WHISPER_OFF,
    "hand_up": HAND_UP,
    "hand_down": HAND_DOWN,
    "corrected": CORRECTED,
    "medium": MEDIUM,
    "forwarded": FORWARDED,
    "inside": INSIDE,
    "back": BACK_AGAIN,
    "late_voice": _("Ce message vocal n’est plus là."),
    "refused": both(
        _("La personne qui anime n’a pas montré ton message. {why}"),
        _("La personne qui anime n’a pas montré votre message. {why}"),
    ),
    "muted": both(
        _(
            "Pour l’instant, le groupe ne reçoit plus ce que tu écris. Tu peux lire, et écrire 🤫 à la personne qui anime. {why}"
        ),
        _(
            "Pour l’instant, le groupe ne reçoit plus ce que vous écrivez. Vous pouvez lire, et écrire 🤫 à la personne qui anime. {why}"
        ),
    ),
    "unmuted": both(
        _("Le groupe reçoit de nouveau ce que tu écris."),
        _("Le groupe reçoit de nouveau ce que vous écrivez."),
    ),
    "removed": both(
        _(
            "La personne qui anime t’a fait sortir du groupe, et tes mots en sont retirés. {why}\n"
            "Tu peux toujours parler à quelqu’un de l’équipe : 🙋"
        ),
        _(
            "La personne qui anime vous a fait sortir du groupe, et vos mots en sont retirés. {why}\n"
            "Vous pouvez toujours parler à quelqu’un de l’équipe : 🙋"
        ),
    ),
}
WHY: Mapping[str, Sentence] = {
    Reason.IDENTITY: _("Il pouvait dire qui est quelqu’un."),
    Reason.HURTFUL: _("Ces mots pouvaient blesser quelqu’un."),
    Reason.CARE: both(
        _("C’est pour prendre soin de toi, et du groupe."),
        _("C’est pour prendre soin de vous, et du groupe."),
    ),
    Reason.OFF_TOPIC: _("Ce n’était pas le sujet de maintenant."),
    Reason.RULES: _("Les règles du groupe ne le permettent pas."),
}
SIGNS: Mapping[str, Sentence] = {
    Sign.CAME: _("· {who} est là ·"),
    Sign.LEFT: _("· {who} n’est plus là ·"),
    Sign.OPENED: _("· C’est ouvert. Qui veut dit bonjour, en un mot ·"),
    Sign.PAUSED: _("· Pause : on respire. On reprend bientôt ·"),
    Sign.RESUMED: _("· On reprend ·"),
    Sign.CLOSING: _("· On se dit au revoir ·"),
    Sign.THEME: "📌 {text}",
}
SAYS: Sentence = _("{who} : {text}")
SAYS_HELLO: Sentence = _("👋 {who} : {text}")
SAYS_TO_YOU = both(_("🤫 {who}, pour toi : {text}"), _("🤫 {who}, pour vous : {text}"))
VOICE_LINE: Sentence = _("🎤 {who} ({seconds} s)")
YOU = both(_("Toi"), _("Vous"))

COME, NOT_NOW, ENTER = both(_("J’arrive"), _("J’arrive")), _("Pas cette fois"), _("D’accord, j’entre")
HAND, HAND_OFF, WHISPER, NO_WHISPER = _("✋ La main"), _("✋ Baisser"), _("🤫 En privé"), _("🤫 À tous")
BAD, LEAVE = _("Ça ne va pas"), _("🚪 Sortir")
YES_LEAVE, STAY = _("Oui, je sors"), _("Non, je reste")
TO_THE_GROUP, INTO_THE_GROUP = _("⟵ Le groupe"), _("Le groupe est ouvert")
UNASKED = (AT, STARTED)  # what comes without being asked for

MOODS: Mapping[str, str] = {"good": "🙂", "mixed": "😐", "bad": "🙁"}
