"""Sessions as people read them: a short list with when, where and how many seats are left, and the card of one.

Words only. What fits comes in, text and buttons go out; nothing here looks anything up. None of it comes unasked: a title may stand here.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.addresses import Reader
from bot.engine.script import Words as Sentence, both, mark as _
from bot.engine.show import Button, Rows, reference_data
from bot.meeting import ON, TODAY, TOMORROW
from passerelle.listening import Audience, Consent, Kind, Reason, Shown
from passerelle.words import day_in_words, hour_in_words, isolated

SHOWN_AT_ONCE = 3
TITLE_LONGEST, ABOUT_LONGEST, LABEL_LONGEST = 60, 600, 36  # characters
DATES_SHOWN = 5

OPEN_TO_PEOPLE = (
    Kind.TALK_GROUP,
    Kind.PARENTS_HOUR,
    Kind.SPORT,
    Kind.PROJECT,
    Kind.STAGE,
    Kind.WORKSHOP,
)
WISHES: tuple[tuple[Kind, ...], ...] = (
    OPEN_TO_PEOPLE,
    (Kind.TALK_GROUP,),
    (Kind.PARENTS_HOUR,),
    (Kind.SPORT,),
    (Kind.PROJECT,),
    (Kind.STAGE,),
    (Kind.WORKSHOP,),
    (Kind.TALK_GROUP, Kind.WORKSHOP),
    (Kind.SPORT, Kind.PROJECT, Kind.STAGE, Kind.WORKSHOP),
)  # a button tells its place here and a page as one number: new ones come last
PAGES = 1000
ANYTHING, TALK, HOUR, SPORT, PROJECT, STAGE, WORKSHOP, PEOPLE, ACTIVITY = range(len(WISHES))
WISHED: Mapping[str, Mapping[str, int]] = {
    "bullying.wish": {"group": TALK},
    "parents.wish": {"hour": HOUR},
    "activities.what": {
        "sport": SPORT,
        "project": PROJECT,
        "stage": STAGE,
        "workshop": WORKSHOP,
        "people": PEOPLE,
        "unsure": ACTIVITY,
    },
}  # by the question of the conversation that leads there
WISHED_BY_FLOW: Mapping[str, int] = {"parents_hour": HOUR}

ONE_FITS = both(
    _("👥 Il y a peut-être quelque chose pour toi en ce moment : touche 👥 pour voir."),
    _("👥 Il y a peut-être quelque chose pour vous en ce moment : touchez 👥 pour voir."),
)
SOME_FIT = both(
    _("👥 Il y a {number} choses qui peuvent te convenir en ce moment : touche 👥 pour voir."),
    _("👥 Il y a {number} choses qui peuvent vous convenir en ce moment : touchez 👥 pour voir."),
)
NOTHING_FITS = both(
    _("Rien de ce qui est ouvert en ce moment ne te convient. Ça change souvent."),
    _("Rien de ce qui est ouvert en ce moment ne vous convient. Cela change souvent."),
)  # fmt: skip
SEARCH = both(
    _("Quelqu’un de l’équipe peut chercher avec toi : 🙋"),
    _("Quelqu’un de l’équipe peut chercher avec vous : 🙋"),
)
FOR_THE_YOUNG = _("Ce qui est ouvert est pour les jeunes : le jeune s’inscrit en écrivant ici, s’il le veut.")
SEE = _("👥 Voir ce qui existe")
HERE_THEY_ARE = both(_("Voici ce qui peut te convenir :"), _("Voici ce qui peut vous convenir :"))
MORE, BACK_TO_LIST = _("Les suivants"), _("👥 Voir le reste")

IN_A_ROOM, ONLINE, FURTHER = _("ici, par messages"), _("en ligne"), _("plus loin")
EVERY_WEEK, DATES = _("chaque semaine"), _("{number} dates")
NO_DATE = _("pas encore de date")
COMPOSED = _("l’équipe compose le groupe")
ONE_LEFT, SOME_LEFT, FULL = _("1 place libre"), _("{number} places libres"), _("complet")
ONE_WAITS, SOME_WAIT = _("complet, 1 personne attend"), _("complet, {number} personnes attendent")
AGES, FROM_AGE, TO_AGE = _("{value} ans"), _("dès {value} ans"), _("jusqu’à {value} ans")
AUDIENCES: Mapping[Audience, str] = {
    Audience.YOUNG: _("pour les jeunes"),
    Audience.PARENTS: _("pour les parents"),
    Audience.PROFESSIONALS: _("pour les professionnels"),
    Audience.EVERYONE: _("pour tout le monde"),
}
LED_BY = _("Avec {name}")
BRING = _("À prendre : {value}")
CONSENTS: Mapping[Consent, Sentence] = {
    Consent.AGREEMENT: _("Avant 18 ans, il faut l’accord d’un parent."),
    Consent.ADULT: _("Avant 18 ans, un adulte vient aussi."),
}
ROOM_IS_SAFE = both(
    _("Chacun a un surnom, personne ne voit ton compte, et tout est effacé ensuite. Quelqu’un de l’équipe est là du début à la fin."),
    _("Chacun a un surnom, personne ne voit votre compte, et tout est effacé ensuite. Quelqu’un de l’équipe est là du début à la fin."),
)  # fmt: skip
HOW_COMPOSED = both(
    _(
        "L’équipe compose le groupe : âges proches, autres écoles, autres communes. "
        "Elle te propose une place ; rien n’est sûr avant ton oui."
    ),
    _(
        "L’équipe compose le groupe : âges proches, lieux différents. "
        "Elle vous propose une place ; rien n’est sûr avant votre oui."
    ),
)
NOT_OPEN = _("Les inscriptions ne sont pas ouvertes en ce moment.")
REGISTER, WAIT, ASK_FOR = _("✓ M’inscrire"), _("✓ Me mettre dans la file"), _("✓ Demander une place")
MY_SEAT = _("🎟 Ma place")


def when(reader: Reader, instant: datetime, zone: ZoneInfo) -> str:
    """Name an instant as one says it: today, tomorrow, or by its day, by the clock of the session."""
    local, today = instant.astimezone(zone).date(), reader.now.astimezone(zone).date()
    near = {today: TODAY, today + timedelta(days=1): TOMORROW}.get(local, ON)
    day = day_in_words(instant, zone=zone, language=reader.language)
    hour = hour_in_words(instant, zone=zone, language=reader.language)
    return isolated(reader.language, reader.filled(near, day=day, hour=hour))


def hint(count: int, reader: Reader) -> str:
    """Say beside a question that something fits, without naming it."""
    return reader.say(ONE_FITS) if count == 1 else reader.filled(SOME_FIT, number=str(count))


def entry(number: int, shown: Shown, reader: Reader) -> str:
    """Three short lines of the list: what, when and where, whether there is room."""
    told = (when_in_words(shown, reader), where_in_words(shown, reader))
    terms = (seats_in_words(shown, reader), whom_in_words(shown, reader), reader.plain(shown.price))
    further = reader.say(FURTHER) if Reason.FURTHER in shown.reasons else ""
    lines = (f"{number}. {reader.plain(shown.title, TITLE_LONGEST)}", joined(*told, further), joined(*terms))
    return "\n".join(line for line in lines if line)


def list_rows(found: Sequence[Shown], wish: int, *, first: int, has_more: bool, reader: Reader) -> Rows:
    """A button for each session with its title, and the next ones; `first` is how the list counts its first."""
    opens = tuple(
        (
            Button(
                f"{number}. {reader.plain(shown.title, LABEL_LONGEST)}", reference_data("session", shown.id)
            ),
        )
        for number, shown in enumerate(found, first)
    )
    page = wish * PAGES + first + len(found) - 1
    return (*opens, (Button(reader.say(MORE), reference_data("groups_page", page)),)) if has_more else opens


def card(shown: Shown, *, leaders: Sequence[str], dates: Sequence[str], reader: Reader) -> str:
    """Everything that one needs to decide: what it is, who leads, when, where, on what terms, what keeps it safe."""
    weekly = reader.say(EVERY_WEEK) if shown.is_weekly else ""
    led = reader.filled(LED_BY, name=" · ".join(leaders)) if leaders else ""
    bring = reader.filled(BRING, value=reader.plain(shown.bring, ABOUT_LONGEST)) if shown.bring else ""
    lines = (
        f"👥 {reader.plain(shown.title, TITLE_LONGEST)}",
        isolated(reader.language, shown.about.strip()[:ABOUT_LONGEST]),
        "",
        f"👤 {led}" if led else "",
        f"🗓 {joined(when_in_words(shown, reader), weekly)}",
        *(f"    {date}" for date in dates[:DATES_SHOWN]),
        f"📍 {where_in_words(shown, reader)}" if where_in_words(shown, reader) else "",
        f"🎟 {joined(seats_in_words(shown, reader), whom_in_words(shown, reader))}",
        f"💶 {reader.plain(shown.price)}" if shown.price else "",
        f"🎒 {bring}" if bring else "",
        *(f"• {sentence}" for sentence in _terms(shown, reader)),
    )
    return "\n".join(line for number, line in enumerate(lines) if line or number == 2)


def _terms(shown: Shown, reader: Reader) -> list[str]:
    told: list[Sentence] = [HOW_COMPOSED] if shown.composes else []
    told += [CONSENTS[shown.consent]] if shown.consent in CONSENTS else []
    told += [ROOM_IS_SAFE] if shown.has_room else []
    told += [] if shown.is_open else [NOT_OPEN]
    return [reader.say(sentence) for sentence in told]


def register_label(shown: Shown) -> str:
    """What registering would do now: a seat, a place in the line, or a wish."""
    if shown.composes:
        return ASK_FOR
    return WAIT if shown.seats_left == 0 or shown.waiting else REGISTER


def when_in_words(shown: Shown, reader: Reader) -> str:
    """The next date, with how many there are where it is not every week."""
    if shown.next_at is None:
        return reader.say(NO_DATE)
    many = shown.dates_ahead > 1 and not shown.is_weekly
    dates = reader.filled(DATES, number=str(shown.dates_ahead)) if many else ""
    return joined(when(reader, shown.next_at, ZoneInfo(shown.zone)), dates)


def where_in_words(shown: Shown, reader: Reader) -> str:
    """Where it is, in its own words where it has some."""
    if shown.has_room:
        return reader.say(IN_A_ROOM)
    online = reader.say(ONLINE) if shown.is_online else ""
    return joined(online, reader.plain(shown.place or ("" if shown.is_online else shown.commune or "")))


def seats_in_words(shown: Shown, reader: Reader) -> str:
    """How many seats are free, or how many people wait for one."""
    if shown.composes or shown.seats_left is None:
        return reader.say(COMPOSED)
    if shown.seats_left and not shown.waiting:
        left = str(shown.seats_left)
        return reader.say(ONE_LEFT) if shown.seats_left == 1 else reader.filled(SOME_LEFT, number=left)
    if not shown.waiting:
        return reader.say(FULL)
    return (
        reader.say(ONE_WAITS) if shown.waiting == 1 else reader.filled(SOME_WAIT, number=str(shown.waiting))
    )


def whom_in_words(shown: Shown, reader: Reader) -> str:
    """For whom it is: an age, else the sort of people."""
    first, last = shown.age_from, shown.age_to
    if first is None and last is None:
        return reader.say(AUDIENCES[shown.audience])
    if last is None or first is None:
        return reader.filled(FROM_AGE if last is None else TO_AGE, value=str(first if last is None else last))
    return reader.filled(AGES, value=f"{first}–{last}")


def joined(*parts: str) -> str:
    """Put what there is to say on one line."""
    return " · ".join(part for part in parts if part)
