"""How people write what they do not want to be found: figures as words, letters as figures, signs between, letters apart. Pure."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

_UNSEEN = dict.fromkeys(
    [*range(0x200B, 0x2010), *range(0x202A, 0x202F), 0x2060, 0xFE0F, 0x20E3, 0xFEFF, 0xAD]
)
_SPELLED = """
    0 zero oh cero nul null
    1 un one uno een eins
    2 deux two dos twee zwei
    3 trois three tres drie drei
    4 quatre four cuatro vier
    5 cinq five cinco vijf funf
    6 six seis zes sechs
    7 sept seven siete zeven sieben
    8 huit eight ocho acht
    9 neuf nine nueve negen neun
    10 dix ten
    11 onze eleven
    12 douze twelve
    13 treize thirteen
    14 quatorze fourteen
    15 quinze fifteen
    16 seize sixteen
    17 seventeen
    18 eighteen
    19 nineteen
    20 vingt vingts twenty
    30 trente thirty
    40 quarante forty
    50 cinquante fifty
    60 soixante sixty
    70 septante seventy
    80 huitante octante eighty
    90 nonante ninety
"""
_NUMBERS = {
    word: int(value) for value, *words in map(str.split, _SPELLED.strip().splitlines()) for word in words
}
_JOINTS = frozenset(
    {"et", "and", "puis", "ensuite", "point", "tiret", "espace", "slash", "virgule", "dash", "dot"}
)
_LOOKS_LIKE = str.maketrans("oOlI|", "00111")
_MIXED = re.compile(r"(?<![^\W\d_oOlI])[\doOlI|]+(?:[ .\-/][\doOlI|]+)*(?![^\W\d_oOlI])")
_APART = re.compile(r"(?<!\w)(?:\w[\s.\-_*]{1,2}){3,}\w(?!\w)")
# Words of every school and town, which tell nobody's.
_COMMON_WORDS = """
    college lycee ecole institut institution athenee royal royale saint sainte notre dame jean marie centre
    general technique professionnel primaire secondaire campus les des sur sous ville commune rue avenue
    place grand grande petit petite nord sud est ouest school high the dans avec chez pour oui non pas
    annee ans classe premiere seconde terminale troisieme quatrieme cinquieme sixieme moi mon elle lui
"""
_COMMON = frozenset(_COMMON_WORDS.split())
_DETAIL_WORDS_AT_MOST = 5  # what is longer is a sentence, and told only as a whole


def plain(text: str) -> str:
    """Write a text in plain characters: one width, one script of digits, nothing unseen between them."""
    normal = unicodedata.normalize("NFKC", text.translate(_UNSEEN)).translate(_UNSEEN)
    return "".join(str(unicodedata.digit(sign, sign)) for sign in normal)


def letters_as_digits(text: str) -> str:
    """Read O and l as figures where they stand among figures."""

    def read(found: re.Match[str]) -> str:
        return found[0].translate(_LOOKS_LIKE) if sum(map(str.isdigit, found[0])) >= 2 else found[0]

    return _MIXED.sub(read, text)


def spoken_numbers(text: str) -> Iterator[tuple[str, bool]]:
    """Read runs of numbers in figures and words, digit by digit as a telephone number is read out; tells whether any is in words."""
    run: list[str] = []
    for word in [*re.findall(r"\d+|[^\W\d_]+", folded(text)), ""]:
        if word.isdigit() or word in _NUMBERS or (run and word in _JOINTS):
            run.append(word)
        elif run:
            yield " ".join(_digits(run)), any(part in _NUMBERS for part in run)
            run = []


def _digits(run: Sequence[str]) -> list[str]:
    """The digits of a run of numbers: "quatre-vingt-dix-neuf" is two of them, "neuf neuf" as well."""
    read: list[str] = []
    tens = 0
    for word in run:
        value = _NUMBERS.get(word)
        if tens and value is not None and 0 < value < _room_after(tens):
            read[-1], tens = str(tens + value), 0
        elif value == 20 and read and read[-1] == "4":
            read[-1], tens = "80", 80
        elif value is not None:
            read.append(str(value))
            tens = value if value >= 20 else 0
        elif word.isdigit():
            read.append(word)
            tens = 0
    return read


def _room_after(tens: int) -> int:
    """What may be added to a number of tens as people say it: 60 and 80 go on to 79 and 99."""
    return 20 if tens in (60, 80) else 10


def folded(text: str) -> str:
    """Write a text in small letters without accents."""
    signs = unicodedata.normalize("NFKD", plain(text)).casefold()
    return "".join(sign for sign in signs if not unicodedata.combining(sign))


def tells_one_of(text: str, details: Iterable[str]) -> bool:
    """Tell whether a text holds one of these details as whole words, however it is accented or its letters are set apart."""
    words = _words(text)
    joined = _words(_APART.sub(lambda found: re.sub(r"[\s.\-_*]", "", found[0]), text))
    return any(_tells(seen, detail) for detail in details for seen in (words, joined))


def _tells(words: list[str], detail: str) -> bool:
    parts = _words(detail)
    if not parts or all(part.isdigit() for part in parts):
        return False
    size = len(parts)
    is_telling = any(len(part) > 2 and part not in _COMMON for part in parts)
    if is_telling and any(words[at : at + size] == parts for at in range(len(words) - size + 1)):
        return True
    if size > _DETAIL_WORDS_AT_MOST:
        return False
    return any(
        len(part) > 2 and not part.isdigit() and part not in _COMMON and part in words for part in parts
    )


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", folded(text).replace("_", " "))
