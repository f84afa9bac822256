"""Canaries: values planted in somebody's life with us, in every form in which they could stand in a file, and where they are found."""

import base64
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from launch.simulator import Phone, SimulatedTelegram

ACCOUNT = 4_398_765_432_101  # as large as Telegram's accounts may be, so that no other number resembles it
TOKEN = "8675309:AAcanaryTokenOfNobody-x_7"
IDENTITY: Mapping[str, str] = {
    "first name": "Canarielle",
    "last name": "Serinovitch",
    "username": "serin_jaune_9182",
    "language": "qaa-x-canari",
    "phone number": "+32479918273",
    "contact's name": "Oiselier",
    "forwarded author": "Perruchon",
}
TEXTS: Mapping[str, str] = {
    "first words": "volière bleue",
    "typed answer": "plumage moqué chaque matin",
    "free text": "perchoir cassé hier soir",
    "edited text": "perchoir réparé depuis",
    "forwarded text": "duvet arraché demain",
    "location": "50.6326",
    "caption": "cage photographiée ici",
    "reply": "envolée prévue mardi prochain",
    "note": "mésange à rappeler vite",
    "poison": "graine empoisonnée illisible",
    "broken turn": "nichoir tombé par terre",
    "out of reach": "migration retardée encore",
}
EVERYTHING: Mapping[str, str] = {**IDENTITY, **TEXTS, "token": TOKEN}


def planted(telegram: SimulatedTelegram) -> Phone:
    """A person whose every trait is a canary."""
    names = {"last_name": IDENTITY["last name"], "username": IDENTITY["username"]}
    language = IDENTITY["language"]
    return telegram.person(IDENTITY["first name"], id=ACCOUNT, language_code=language, **names)


def found(where: Iterable[bytes], canaries: Mapping[str, str]) -> set[str]:
    """The names of the canaries that stand in any of these bytes, in any form."""
    contents = list(where)
    return {
        name
        for name, words in canaries.items()
        if any(form in content for form in forms(words) for content in contents)
    }


def account_found(where: Iterable[bytes]) -> set[str]:
    """The forms of the account's number that stand in any of these bytes."""
    contents = list(where)
    return {
        name for name, form in account_forms().items() if any(form in content.lower() for content in contents)
    }


def forms(words: str) -> Iterator[bytes]:
    """A text as it may stand in a file: in three encodings, escaped as JSON and HTML do, in hexadecimal, in base64."""
    yield from (words.encode(name) for name in ("utf-8", "utf-16-le", "utf-16-be", "unicode_escape"))
    yield words.encode().hex().encode()
    yield from _in_base64(words.encode())


def _in_base64(plain: bytes) -> Iterator[bytes]:
    """What base64 makes of it wherever it stands in what is encoded; its ends, mixed with the neighbours, are cut off."""
    for before in range(3):
        encoded = base64.b64encode(b"\0" * before + plain)
        yield encoded[4 if before else 0 : -4]


def account_forms() -> Mapping[str, bytes]:
    """The account's number as it may stand in a file; all are small letters."""
    number = str(ACCOUNT)
    size = (ACCOUNT.bit_length() + 7) // 8  # SQLite stores no leading zeros
    texts = {f"decimal {name}": number.encode(name) for name in ("utf-8", "utf-16-le", "utf-16-be")}
    in_base64 = {f"base64 {at}": form.lower() for at, form in enumerate(_in_base64(number.encode()))}
    packed = {
        "big": ACCOUNT.to_bytes(size, "big").lower(),
        "little": ACCOUNT.to_bytes(size, "little").lower(),
    }
    return {**texts, **in_base64, **packed, "hexadecimal": f"{ACCOUNT:x}".encode()}


def files_in(folder: Path) -> list[bytes]:
    """Everything in the files of a data folder: database, its log, keystore, locks."""
    return [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
