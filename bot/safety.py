"""The SOS card and the help lines inside a conversation: ready in memory, so that they are there when the database is not.

Numbers, hours and languages come from the reviewed registry; the words beside them are here. It speaks to everybody alike, and fits
one screen.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from babel.core import Locale

from bot.engine.script import mark as _
from bot.engine.show import Translate
from passerelle.clock import system_clock
from passerelle.helplines import AT_MOST, ZONES, Helpline, Offer, Opening, is_to_verify, lines_for, registry
from passerelle.words import day_in_words, hour_in_words, isolated

FIRST = _("🆘 En danger maintenant : le 112. Gratuit, jour et nuit, dans toute l’Europe.")
BELGIUM, FRANCE, LUXEMBOURG, SWITZERLAND = (
    _("En Belgique"),
    _("En France"),
    _("Au Luxembourg"),
    _("En Suisse"),
)
COUNTRIES: Mapping[str, str] = {"BE": BELGIUM, "FR": FRANCE, "LU": LUXEMBOURG, "CH": SWITZERLAND}

ABOUT: Mapping[str, str] = {
    "fr-112": _("urgences"),
    "fr-15": _("urgence médicale"),
    "fr-17": _("police"),
    "fr-18": _("pompiers"),
    "fr-114": _("urgence par message, sans parler"),
    "fr-119": _("enfant ou jeune en danger"),
    "fr-3018": _("harcèlement"),
    "fr-3114": _("idées noires, envie de mourir"),
    "fr-fsj": _("Fil Santé Jeunes, 12 à 25 ans"),
    "fr-116000": _("enfant disparu, fugue"),
    "fr-116006": _("victimes d’une infraction"),
    "fr-3919": _("femmes victimes de violences"),
    "fr-comaime": _("violence dans le couple ou la famille, 15 à 25 ans"),
    "fr-115": _("un toit en urgence"),
    "fr-0805800": _("violences sexuelles vécues dans l’enfance"),
    "fr-viols": _("violences sexuelles"),
    "fr-suicidecoute": _("idées noires, envie de mourir"),
    "fr-sosamitie": _("parler à quelqu’un"),
    "fr-drogues": _("drogues"),
    "fr-planning": _("sexualité, contraception, avortement"),
    "fr-parents": _("parents qui n’en peuvent plus"),
    "be-112": _("urgences"),
    "be-101": _("police"),
    "be-103": _("enfants, ados et proches, gratuit et anonyme"),
    "be-107": _("parler à quelqu’un"),
    "be-cps": _("idées noires, envie de mourir"),
    "be-evc": _("violence dans le couple, aussi pour les enfants"),
    "be-sosviol": _("violences sexuelles"),
    "be-116000": _("enfant disparu, fugue, danger sur Internet"),
    "be-102": _("Awel, enfants et jeunes"),
    "be-106": _("parler à quelqu’un"),
    "be-1813": _("idées noires, envie de mourir"),
    "be-1712": _("violence, abus, enfant maltraité"),
    "be-108": _("parler à quelqu’un"),
    "be-stopitnow": _("adultes inquiets de leur attirance pour des enfants"),
    "be-cpvs": _("après une violence sexuelle : soins et écoute"),
    "lu-112": _("urgences"),
    "lu-113": _("police"),
    "lu-116111": _("enfants et jeunes"),
    "lu-454545": _("parler à quelqu’un"),
    "ch-117": _("police"),
    "ch-144": _("ambulance"),
    "ch-147": _("enfants et jeunes"),
    "ch-143": _("parler à quelqu’un"),
    "ch-142": _("victimes de violence"),
}

DAY_AND_NIGHT = _("jour et nuit")
BY_PHONE = _("jour et nuit par téléphone")
OPEN = _("ouvert maintenant")
UNTIL = _("ouvert maintenant jusqu’à {hour}")
UNTIL_MIDNIGHT = _("ouvert maintenant jusqu’à minuit")
OPENS = _("fermé, ouvre à {hour}")
OPENS_ON = _("fermé, ouvre {day} à {hour}")
CLOSED = _("fermé")
CHAT = _("tchat")
TO_VERIFY = _("Horaires à vérifier : {numbers}")

URGENT = frozenset({"suicide", "danger", "violence"})
SHORT = 2  # lines of the neighbouring country, where the person's own is not known
IN_A_CONVERSATION = 3
_NEIGHBOUR: Mapping[str, str] = {"BE": "FR", "FR": "BE", "LU": "BE", "CH": "FR"}


def card(
    country: str,
    *,
    language: str,
    translate: Translate,
    is_certain: bool = True,
    languages: Sequence[str] = (),
    age_band: str | None = None,
    topic: str | None = None,
    now: datetime | None = None,
) -> str:
    """Write the card of a country; where the country is only supposed, the neighbour's first numbers stand below.

    `languages` are those the person speaks, their bot's alone unless told; `now` is the machine's time unless told.
    """
    here = _known(country)
    reader = _Reader(
        language=language,
        translate=translate,
        languages=tuple(languages) or (language,),
        age_band=age_band,
        topic=topic,
        now=now or system_clock(),
        zone=ZONES[here],
    )
    shown = {here: reader.lines(here)}
    if not is_certain:
        shown[_NEIGHBOUR[here]] = reader.lines(_NEIGHBOUR[here], at_most=SHORT, emergencies=1)
    blocks = [
        "\n".join((translate(COUNTRIES[place]), *reader.bullets(found))) for place, found in shown.items()
    ]
    every = [offer for found in shown.values() for offer in found]
    return "\n\n".join((translate(FIRST), *blocks, *reader.reserve(every)))


def helplines(
    country: str,
    *,
    languages: Sequence[str],
    age_band: str | None,
    topic: str | None,
    now: datetime,
    zone: ZoneInfo,
    translate: Translate,
    language: str | None = None,
) -> str:
    """Write at most three lines to stand inside a conversation, the emergency number first where the topic is urgent.

    `language` is the reader's, the first of theirs unless told. A last line names the numbers whose hours are to verify.
    """
    here = _known(country)
    reader = _Reader(
        language=language or next(iter(languages), "fr"),
        translate=translate,
        languages=tuple(languages),
        age_band=age_band,
        topic=topic,
        now=now,
        zone=zone,
    )
    urgent = reader.urgent(here)
    found = (*urgent, *reader.lines(here, at_most=IN_A_CONVERSATION - len(urgent), emergencies=0))
    return "\n".join((*reader.bullets(found), *reader.reserve(found)))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reader:
    """Who reads, in which language, and when; `zone` is where the clock on their wall stands."""

    language: str
    translate: Translate
    languages: tuple[str, ...]
    age_band: str | None
    topic: str | None
    now: datetime
    zone: ZoneInfo

    def lines(self, country: str, *, at_most: int = AT_MOST, emergencies: int = 2) -> tuple[Offer, ...]:
        return lines_for(
            country,
            self.languages,
            age_band=self.age_band,
            topic=self.topic,
            now=self.now,
            zone=self.zone,
            at_most=at_most,
            emergencies=emergencies,
        ).lines

    def urgent(self, country: str) -> tuple[Offer, ...]:
        """The 112 where the topic is urgent, or what stands for it in the country."""
        if self.topic not in URGENT:
            return ()
        line = next(line for line in registry() if line.emergency and line.country == country)
        return (Offer(line, Opening(is_open=True)),)

    def bullets(self, offers: Sequence[Offer]) -> list[str]:
        """Write each line; the site to write to stands beside the first that can be written to."""
        first = next((offer for offer in offers if "chat" in offer.line.channels and offer.line.number), None)
        return [self.bullet(offer, with_site=offer is first) for offer in offers]

    def bullet(self, offer: Offer, *, with_site: bool) -> str:
        line = offer.line
        about = f"{self.translate(ABOUT.get(line.id, line.name))}{self.spoken(line)}"
        site = f"{self.translate(CHAT)} {line.site}" if with_site and line.site else ""
        return f"• {isolated(self.language, called(line))} — " + " · ".join(
            filter(None, (about, self.hours(offer), site))
        )

    def spoken(self, line: Helpline) -> str:
        """Name the languages of a line that speaks none of the person's."""
        names = Locale.parse(self.language).languages
        known = (
            [] if line.speaks(self.languages) else [names[code] for code in line.languages if code in names]
        )
        return f" ({', '.join(known)})" if known else ""

    def hours(self, offer: Offer) -> str:
        """Say whether a line is open and until when, or when it opens; nothing where nobody knows."""
        changes = offer.opening.changes_at
        if offer.line.emergency or offer.opening.is_open is None:
            return ""
        if offer.opening.is_round_the_clock:
            return self.translate(
                BY_PHONE if "phone" in offer.line.channels and offer.line.is_text else DAY_AND_NIGHT
            )
        if not offer.opening.is_open:
            return self.opens(changes)
        if changes is None or changes - self.now > timedelta(days=1):
            return self.translate(OPEN)
        return self.at(UNTIL if changes.time() != time.min else UNTIL_MIDNIGHT, changes)

    def opens(self, instant: datetime | None) -> str:
        if instant is None:
            return self.translate(CLOSED)
        return self.at(OPENS if instant - self.now < timedelta(days=1) else OPENS_ON, instant)

    def at(self, sentence: str, instant: datetime) -> str:
        day = day_in_words(instant, zone=self.zone, language=self.language)
        hour = hour_in_words(instant, zone=self.zone, language=self.language)
        return self.translate(sentence).replace("{day}", day).replace("{hour}", hour)

    def reserve(self, offers: Sequence[Offer]) -> tuple[str, ...]:
        """Name, once, the numbers whose hours nobody verified lately."""
        today = self.now.astimezone(self.zone).date()
        due = [
            isolated(self.language, offer.line.contact) for offer in offers if is_to_verify(offer.line, today)
        ]
        return (self.translate(TO_VERIFY).replace("{numbers}", ", ".join(due)),) if due else ()


def _known(country: str) -> str:
    return country if country in COUNTRIES else "BE"


def called(line: Helpline) -> str:
    """Write how to reach a line; one without a voice says so before its number."""
    is_written = "phone" not in line.channels and "sms" in line.channels
    return f"SMS {line.contact}" if is_written else line.contact
