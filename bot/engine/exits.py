"""The ways out, looked at before any question: a script cannot close them and no author can forget them.

Each is reached by a button, by a command in any of our languages, or by a lone word. Whoever holds a conversation with a human keeps
only the buttons, the commands and the lone word SOS: a "stop" written to a mediator is for the mediator.
"""

import unicodedata
from collections.abc import Mapping
from enum import StrEnum


class Exit(StrEnum):
    """A way out of wherever the person is."""

    START = "start"
    SOS = "sos"
    HUMAN = "human"
    BACK = "back"
    MENU = "menu"
    LANGUAGE = "language"
    SPOKEN = "spoken"
    PAUSE = "pause"
    HIDE = "hide"
    ERASE = "erase"
    KNOW = "know"
    SEATS = "seats"
    STOP = "stop"


_NAMES: Mapping[Exit, str] = {
    Exit.START: "start demarrer begin commencer recommencer restart hallo bonjour",
    Exit.SOS: "sos urgence emergency noodgeval noodhulp aide help aidez112 112 "
    "ayuda socorro yardım yardim imdat допомога рятуйте hilfe notruf طوارئ نجدة النجدة",
    Exit.HUMAN: "humain human mens quelquun mediateur mediatrice someone iemand alguien jemand людина شخص",
    Exit.BACK: "retour back terug volver geri zurück назад رجوع",
    Exit.MENU: "menu",
    Exit.LANGUAGE: "langue language taal lang idioma sprache мова لغة",
    Exit.SPOKEN: "spoken langueequipe taalteam teamlanguage",
    Exit.PAUSE: "pause pauze",
    Exit.HIDE: "masquer cacher hide verbergen ocultar gizle verstecken сховати إخفاء",
    Exit.ERASE: "oublier effacer supprimer erase forget delete vergeten wissen borrar löschen стерти مسح",
    Exit.KNOW: "mesdonnees mydata gegevens donnees data",
    Exit.SEATS: "seats mesgroupes mijngroepen mygroups",
    Exit.STOP: "stop arreter arret stoppen parar стоп توقف",
}


def fold(text: str) -> str:
    """Lower-case letters and digits only, without accents: what a hurried person typed."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in plain if c.isalnum())


_BY_NAME: Mapping[str, Exit] = {
    fold(name): way for way, names in _NAMES.items() for name in names.split()
}  # no word of one language may be an everyday one of another: "dur" stops in Turkish and is hard in French
_LONE_WORDS = frozenset(_BY_NAME) - frozenset(
    ("start", "hallo", "bonjour", "data", "donnees", "begin", "delete", "mens", "lang", "spoken", "seats")
)

AFTERWARDS = "afterwards"  # opened by the buttons under the last words of a closed case, by nothing else
ABOUT_A_SEAT = (
    "seat_group",
    "seat_agreement",
    "seat_adult",
    "seat_group_agree",
    "seat_group_adult",
    "seat_question",
)  # opened by the buttons about a session, by nothing else
LONE_WORD_AT_MOST = 24  # characters: room for "s o s !!!", not for a sentence


def from_command(name: str) -> Exit | None:
    """Read a command without its slash, in any of our languages."""
    return _BY_NAME.get(fold(name))


def from_words(text: str, *, human_listens: bool = False) -> Exit | None:
    """Read a message that is one lone word; with a human listening, only SOS counts."""
    if len(text) > LONE_WORD_AT_MOST:
        return None
    word = fold(text)
    way = _BY_NAME[word] if word in _LONE_WORDS else None
    return way if way is Exit.SOS or not human_listens else None
