"""Details that would tell who somebody is, in what they write: told by their sort, never by their text. Pure.

Better too much held than one number let through: what is held waits for the leader, and is not lost. What is everybody's to know passes:
help lines, hours, dates, ages, prices.
"""

import re
from collections.abc import Iterable

import phonenumbers
from phonenumbers import PhoneNumberMatcher, PhoneNumberType

from passerelle import helplines
from passerelle.rooms import spelling
from passerelle.rooms.states import Found

DIGITS_LEAST = (
    8  # in one run: no number of ours is shorter with its prefix, and few innocent things are as long
)
JOINED_LEAST = 9  # where words such as "et" stand between figures, as in a list
COUNTRIES = ("FR", "BE", "CH")

_HOUR = r"(?:[01]?\d|2[0-4])\s?[:hH](?:\s?[0-5]\d)?"
_DATE = r"(?:[0-3]?\d[/.-][01]?\d[/.-](?:19|20)?\d\d|(?:19|20)\d\d-[01]\d-[0-3]\d)"
_YEAR = r"(?:19|20)\d\d"
_AMOUNT = r"\d{1,3}(?:[ .]000)+"
_MARK = r"\d{1,2}(?:[.,]\d{1,2})?\s?/\s?(?:10|20|100)"
_INNOCENT = re.compile(rf"(?:(?:{_DATE}|{_HOUR}|{_YEAR}|{_AMOUNT}|{_MARK})(?:[\s,;&-]+|$))+")
_YEARS = re.compile(rf"(?:{_YEAR})+")
_RUN = re.compile(r"\+?\d(?:[^\w\n]{0,3}\d|_{1,3}\d)+")
_TIMES = re.compile(rf"\b(?:{_DATE}|{_HOUR}|{_MARK})(?!\w)")
_FREE = (PhoneNumberType.TOLL_FREE, PhoneNumberType.SHARED_COST, PhoneNumberType.UAN)

_NETWORKS = (
    r"(?:insta(?:gram)?|snap(?:chat)?|tik\s?tok|discord|telegram|whats\s?app|facebook|fb|messenger|twitter"
    r"|twitch|steam|roblox|signal|skype|psn|xbox|be\s?real|threads|kik|wattpad|pinterest|youtube|fortnite)"
)
_IS = r"(?:\s*(?::+|=+|-+>|→|»)\s*|\s+(?:c\s?['’]?\s?est|c|cest|is|es)\s+)"
_CALLED = r"(?:@|pseudo|compte|nom|id|user(?:name)?|gamertag)?\s*(?:sur|d['’]|on|de)?\s*"
_COME = r"(?:ajout\w*|add|follow|suis|suivez|cherche\w*|contacte\w*|[eé]cri\w*|parl\w*|mp|dm)"
_PLAIN = r"(?!(?:priv[eé]|public|nul|nulle|mort|ferm[eé]|bloqu[eé]|pirat[eé]|supprim[eé]|bien|mieux|pas|la|le|trop|ma|mon|un|une)\b)"
_MARKED = r"(?=[\w.]*[\d_.])[\w.]*\w"
_HANDLES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?<![\w.])@[\w.]{2,}",
        r"(?<![\w.])@\s+(?=[\w.]*[\d_])[a-z][\w.]*",
        r"\barobase\s+\w{2,}",
        r"\b\w{2,32}#\d{4}\b",
        rf"\b{_NETWORKS}\b\s*(?::+|=+|-+>|→)\s*[\w.@]{{2,}}",
        rf"\b(?:mon|ma|my|mes|mein)\s+{_CALLED}{_NETWORKS}\b{_IS}{_PLAIN}[\w.]{{2,}}\s*[.!)]*\s*$",
        rf"\b{_NETWORKS}\b[^\n.!?]{{0,20}}?\s{_MARKED}\b",
        rf"\b{_COME}[\s-]+(?:moi|me|nous)?\s*(?:sur|on|via|en|par|dans)?\s*(?:mon\s+)?{_NETWORKS}\b",
        rf"\b(?:pseudo|gamertag|username|identifiant|user)\b[^\n.!?]{{0,12}}?(?::|=|\s)\s*{_MARKED}\b",
    )
)
_ZONES = r"(?:com|fr|be|net|org|io|gg|eu|ch|lu|info|app|xyz|link|ly|tv|gouv)"
_LINKS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\bhttps?\s?:\s?/\s?/",
        r"\bwww\s?\.",
        rf"(?<![@\w])[\w-]+(?:\.[\w-]+)*\.{_ZONES}(?![\w-])",
        r"(?<![@\w])[\w-]+(?:\.[\w-]+)*\.[a-z]{2,10}/\S",
        r"\b(?:t|wa|fb|m|ig|paypal)\s?\.\s?me\b",
        rf"\b[\w-]+\s?(?:\(\s?(?:point|dot)\s?\)|\[\s?(?:point|dot)\s?\]|\s(?:point|dot)\s)\s?{_ZONES}\b",
        rf"\b[\w-]{{3,}}\s\.\s?{_ZONES}\b",
    )
)
_MAILERS = r"(?:gmail|hotmail|outlook|yahoo|protonmail|icloud|laposte|skynet|live|proximus|free|sfr)"
_AT = r"\s?(?:@|\(\s?(?:at|arobase|a)\s?\)|\[\s?(?:at|arobase|a)\s?\]|\sarobase\s|\sarobas\s|\sat\s)\s?"
_MAILS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"[\w.+-]+{_AT}[\w-]+(?:\s?\.\s?|\s(?:point|dot)\s|\s?\(\s?(?:point|dot)\s?\)\s?)[a-z]{{2,}}",
        rf"[\w.+-]+{_AT}{_MAILERS}\b",
        rf"\b[\w.+-]+\s{_MAILERS}\s?(?:\.|point|dot)?\s?(?:com|fr|be)\b",
    )
)


def found_in(text: str, details: Iterable[str] = (), *, country: str = "FR") -> tuple[Found, ...]:
    """Tell which sorts of identifying details a text holds; `details` are what its author once told us in confidence."""
    plain = spelling.plain(text)
    found = []
    if _has_number(plain, country):
        found.append(Found.PHONE)
    if any(pattern.search(plain) for pattern in _MAILS):
        found.append(Found.EMAIL)
        for pattern in _MAILS:
            plain = pattern.sub(" ", plain)
    if any(pattern.search(plain) for pattern in _HANDLES):
        found.append(Found.HANDLE)
    if any(pattern.search(plain) for pattern in _LINKS):
        found.append(Found.LINK)
    if spelling.tells_one_of(text, details):
        found.append(Found.DETAIL)
    return tuple(found)


def _has_number(plain: str, country: str) -> bool:
    """Tell whether a telephone number stands there, in figures, in words, or in both."""
    written = spelling.letters_as_digits(plain)
    if any(_is_long(run[0], country) for run in _RUN.finditer(written)):
        return True
    timeless = _TIMES.sub(" : ", written)
    for digits, is_spoken in spelling.spoken_numbers(timeless):
        if sum(map(str.isdigit, digits)) >= (DIGITS_LEAST if is_spoken else JOINED_LEAST) and not _is_known(
            digits, country
        ):
            return True
    return any(
        len(str(match.number.national_number)) >= DIGITS_LEAST
        and not _is_public(match.raw_string, match.number, region)
        for region in dict.fromkeys((country, *COUNTRIES))
        for match in PhoneNumberMatcher(timeless, region)
    )


def _is_long(run: str, country: str) -> bool:
    if len(re.sub(r"\D", "", run)) < DIGITS_LEAST or _INNOCENT.fullmatch(run):
        return False
    return not _is_known(run, country)


def _is_known(run: str, country: str) -> bool:
    """Tell whether a run of figures is a number that anybody may call, a list of such numbers, or one of years."""
    each = [part for part in re.split(r"\D+", run) if part]
    if _YEARS.fullmatch("".join(each)) and (len(each) == 1 or all(len(part) == 4 for part in each)):
        return True
    regions = tuple(dict.fromkeys((country, *COUNTRIES)))
    is_list = all(any(_is_short_help(part, region) for region in regions) for part in each)
    return is_list or any(_is_help(run, region) for region in regions)


def _is_short_help(part: str, region: str) -> bool:
    if helplines.by_number(part, region) is not None:
        return True
    try:
        return phonenumbers.is_valid_short_number_for_region(phonenumbers.parse(part, region), region)
    except phonenumbers.NumberParseException:
        return False


def _is_help(run: str, region: str) -> bool:
    """Tell whether a number is a help line of the registry, or free of charge."""
    try:
        number = phonenumbers.parse(run, region)
    except phonenumbers.NumberParseException:
        return False
    return phonenumbers.is_valid_number(number) and _is_public(run, number, region)


def _is_public(raw: str, number: phonenumbers.PhoneNumber, region: str) -> bool:
    return phonenumbers.number_type(number) in _FREE or helplines.by_number(raw, region) is not None
