"""What codes of rooms are called in French, as those who lead read them. The only place that names them.

Nothing here knows a room.
"""

from collections.abc import Mapping

from admin.labels import _
from passerelle.rooms import Found, Place, Reason, RoomState, Sign, Why

STATES: Mapping[RoomState, str] = {
    RoomState.PLANNED: _("À venir"),
    RoomState.WAITING: _("Salle d’attente"),
    RoomState.OPEN: _("Ouverte"),
    RoomState.CLOSING: _("L’au revoir"),
    RoomState.CLOSED: _("Fermée"),
    RoomState.PURGED: _("Effacée"),
}
PLACES: Mapping[Place, str] = {
    Place.INVITED: _("pas encore là"),
    Place.RULES: _("lit les règles"),
    Place.INSIDE: _("dans la salle"),
    Place.ASIDE: _("à l’écart"),
    Place.LEFT: _("est parti·e"),
    Place.REMOVED: _("a dû sortir"),
}
WHYS: Mapping[Why, str] = {
    Why.CRISIS: _("des mots qui inquiètent"),
    Why.IDENTITY: _("peut dire qui c’est"),
    Why.PREMODERATION: _("lecture avant le groupe"),
    Why.APPROVAL: _("mots d’une co-animation"),
    Why.MEDIUM: _("ce n’est pas du texte"),
}
HINTS: Mapping[Why, str] = {
    Why.CRISIS: _(
        "Le groupe ne le lira jamais. Le robot a montré les numéros d’urgence, et propose quelqu’un de l’équipe."
    ),
    Why.IDENTITY: _("La personne sait que c’est retenu, et pourquoi."),
    Why.PREMODERATION: _("La personne sait que vous lisez d’abord."),
    Why.APPROVAL: _("Rien ne part sans votre accord."),
    Why.MEDIUM: _("Écoutez ou regardez avant de laisser passer."),
}
YOURS_WAIT = _("Une personne qui anime doit laisser passer vos mots.")
FOUND: Mapping[Found, str] = {
    Found.PHONE: _("un numéro de téléphone"),
    Found.HANDLE: _("un @nom"),
    Found.LINK: _("un lien"),
    Found.EMAIL: _("une adresse e-mail"),
    Found.DETAIL: _("un mot de ses propres réponses : prénom, école, commune…"),
}
FOUND_HERE = _("Retenu pour : {found}.")
REASONS: Mapping[Reason, str] = {
    Reason.IDENTITY: _("cela dit qui est quelqu’un"),
    Reason.HURTFUL: _("cela peut blesser"),
    Reason.CARE: _("mieux vaut en parler en privé"),
    Reason.OFF_TOPIC: _("ce n’est pas le sujet"),
    Reason.RULES: _("c’est contre les règles de la salle"),
}
FIRST_REASONS: Mapping[Why, Reason] = {Why.IDENTITY: Reason.IDENTITY, Why.CRISIS: Reason.CARE}
SIGNS: Mapping[Sign, str] = {
    Sign.CAME: _("{who} est là"),
    Sign.LEFT: _("{who} n’est plus là"),
    Sign.OPENED: _("La salle est ouverte : chacun dit bonjour"),
    Sign.PAUSED: _("Pause pour tout le monde"),
    Sign.RESUMED: _("On reprend"),
    Sign.CLOSING: _("L’au revoir commence : un dernier mot, une humeur"),
    Sign.THEME: _("Thème : {text}"),
}
SOME_SIGN = _("Quelque chose a changé dans la salle")
MOODS = (_("bien"), _("entre les deux"), _("pas bien"))
HELLO, GUEST, PRIVATE = _("bonjour"), _("invité·e"), _("en privé, pour {who}")
VOICE = _("Vocal, {n} s")
SLOW: Mapping[int, str] = {
    0: _("rien"),
    15: _("15 s"),
    30: _("30 s"),
    60: _("60 s"),
}
YOU_LEAD, YOU_CO_LEAD, YOU_COORDINATE = _("Vous animez"), _("Vous co-animez"), _("Vous coordonnez")
HERE, WAITING = _("{n} là"), _("{n} à voir")
PRESENT, CAME = _("{here} là sur {seats}"), _("{here} sur {seats} étaient là")
WAS_THERE = _("était là")
HOURS = _("{day}, {opens}–{closes}")

SILENCE: Mapping[RoomState, str] = {
    RoomState.PLANNED: _("Rien n’est encore dit. Ce que tout le monde lira apparaîtra ici, dans l’ordre."),
    RoomState.WAITING: _("Qui arrive attend ici. Vous pouvez déjà dire bonjour."),
    RoomState.OPEN: _("La salle est ouverte. Dites bonjour, le premier mot est le plus difficile."),
    RoomState.CLOSING: _("Personne n’a rien dit."),
    RoomState.CLOSED: _("Personne n’a rien dit."),
}
WHY_SILENT: Mapping[RoomState, str] = {
    RoomState.PLANNED: _("Vous pourrez écrire quand la salle laissera entrer."),
    RoomState.CLOSED: _("La salle est fermée : plus rien ne part."),
}

# What to do next: the most pressing thing, and otherwise when what happens by itself.
WORRIES = _("Des mots inquiètent. Lisez-les d’abord.")
WORRIES_MORE = _(
    "Le groupe ne les voit pas. Le robot a montré les numéros, et propose quelqu’un de l’équipe."
)
ONE_HELD, HELD = _("Un message attend votre accord."), _("{n} messages attendent votre accord.")
WHISPERS = _("{who} vous dit quelque chose, à vous seul·e.")
PAUSED, PAUSED_MORE = (
    _("Le groupe est en pause."),
    _("Personne ne peut écrire au groupe. Les murmures restent ouverts."),
)
HAND = _("{who} lève la main.")
ONE_HAND_MORE, HANDS_MORE = _("Une autre personne attend son tour."), _("{n} autres attendent leur tour.")
READ, ANSWER, RESUME, HEARD = _("Lire"), _("Répondre"), _("Reprendre"), _("C’est entendu")
LETS_IN, LETS_IN_MORE = (
    _("Les membres entrent à partir de {lets_in}."),
    _("La salle s’ouvre d’elle-même à {opens}."),
)
OPENS = _("La salle s’ouvre d’elle-même à {opens}, dans {wait}.")
OPENS_NOW = _("La salle s’ouvre d’un instant à l’autre.")
CLOSES, ERASED = _("L’au revoir commence à {closes}, dans {wait}."), _("Tout s’efface à {purges}.")
CLOSES_NOW = _("L’heure est passée : l’au revoir commence d’un instant à l’autre.")
ENDS = _("C’est le moment de se dire au revoir.")
ENDS_MORE = _("La salle se ferme d’elle-même quelques minutes après {closes}. Tout s’efface à {purges}.")
OVER, OVER_MORE = (
    _("C’est fini."),
    _("Tout ce qui a été dit s’efface partout à {purges}. Seuls les chiffres restent."),
)
