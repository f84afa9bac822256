"""The sessions of the demo: a weekly group, an hour for parents, a holiday stage, a workshop and a marathon, all of them made up.

Their dates count from the day that the demo starts for the first time, so that there is something to register for. For the demo and
tests only.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session

from passerelle import association, listening
from passerelle.appointments import civil
from passerelle.listening import Audience, Consent, Kind, Terms, Words, schedule
from passerelle.tables import Member

THURSDAY = 3  # 0 is Monday
FIRST_HOUR, LAST_HOUR = 10, 19  # when the group may begin on the day of the first start


@dataclass(frozen=True, slots=True)
class Dated:
    """A date beside any rhythm: so many days after the first start, at an hour, for so many minutes."""

    days: int
    at: time
    minutes: int
    step: str = ""


@dataclass(frozen=True, slots=True)
class Example:
    """One session, with its words by language, and the dates that no rhythm makes."""

    terms: Terms
    words: Mapping[str, Words]
    dates: tuple[Dated, ...] = ()


GROUP = Example(
    Terms(
        kind=Kind.TALK_GROUP,
        audience=Audience.YOUNG,
        capacity=10,
        age_from=11,
        age_to=17,
        languages=("fr",),
        is_online=True,
        country="BE",
        composes=True,
        has_room=True,
        minutes=60,
    ),
    {
        "fr": Words(
            title="Le cercle",
            about="Une heure par semaine, à dix, par écrit ou par la voix, sans caméra. Personne ne sait qui tu es. "
            "On parle de ce qu’on vit à l’école ou en ligne, et aussi de ce qu’on aime.",
            price="Gratuit",
            place="Ici, dans cette conversation",
            safety="Deux personnes de la même école ne sont jamais dans le même groupe.",
        ),
        "nl": Words(
            title="De kring",
            about="Een uur per week, met tien, schrijvend of met je stem, zonder camera. Niemand weet wie je bent. "
            "We praten over wat er op school of online gebeurt, en over wat we graag doen.",
            price="Gratis",
            place="Hier, in dit gesprek",
        ),
        "en": Words(
            title="The circle",
            about="One hour a week, ten of you, in writing or by voice, no camera. Nobody knows who you are. "
            "We talk about what happens at school or online, and about what we like.",
            price="Free",
            place="Here, in this chat",
        ),
    },
)
PARENTS = Example(
    Terms(
        kind=Kind.PARENTS_HOUR,
        audience=Audience.PARENTS,
        capacity=40,
        languages=("fr", "en"),
        is_online=True,
        country="BE",
        takes_questions=True,
        offer_hours=48,
    ),
    {
        "fr": Words(
            title="L’heure des parents",
            about="Une heure en vidéo avec une psychologue : reconnaître les signes, savoir quoi dire, et quoi ne pas dire. "
            "Vos questions peuvent être posées avant, sans votre nom.",
            price="Gratuit",
            place="En vidéo, le lien arrive la veille",
        ),
        "nl": Words(
            title="Het ouderuur",
            about="Een uur video met een psycholoog: signalen herkennen, weten wat je zegt en wat beter niet. "
            "U kunt uw vragen vooraf stellen, zonder naam.",
            price="Gratis",
            place="Online, de link komt de dag ervoor",
        ),
        "en": Words(
            title="The parents’ hour",
            about="One hour by video with a psychologist: noticing the signs, knowing what to say and what not to. "
            "Questions can be sent beforehand, without your name.",
            price="Free",
            place="By video, the link comes the day before",
        ),
    },
    (Dated(9, time(20), 60), Dated(37, time(20), 60)),
)
STAGE = Example(
    Terms(
        kind=Kind.STAGE,
        audience=Audience.YOUNG,
        capacity=12,
        age_from=10,
        age_to=15,
        languages=("fr",),
        country="BE",
        commune="Liège",
        area="Liège",
        consent=Consent.AGREEMENT,
    ),
    {
        "fr": Words(
            title="Djembé et graffiti",
            about="Cinq jours de musique et de peinture pendant les vacances. On n’a besoin de savoir faire ni l’un ni l’autre.",
            price="25 € la semaine, moins si c’est trop",
            place="Maison du Gué, quai fictif 12, Liège",
            bring="Un pique-nique et de vieux vêtements",
            safety="Allergies à demander au parent.",
        ),
        "nl": Words(
            title="Djembé en graffiti",
            about="Vijf dagen muziek en verf in de vakantie. Je hoeft geen van beide te kunnen.",
            price="25 € voor de week, minder als dat te veel is",
            place="Maison du Gué, quai fictif 12, Luik",
            bring="Een picknick en oude kleren",
        ),
        "en": Words(
            title="Djembe and graffiti",
            about="Five days of music and paint in the holidays. You need not be good at either.",
            price="€25 for the week, less if that is too much",
            place="Maison du Gué, quai fictif 12, Liège",
            bring="A packed lunch and old clothes",
        ),
    },
    tuple(Dated(30 + day, time(9, 30), 6 * 60) for day in range(5)),
)
WORKSHOP = Example(
    Terms(
        kind=Kind.WORKSHOP,
        capacity=8,
        age_from=16,
        languages=("fr",),
        country="BE",
        commune="Rixensart",
        area="Brabant wallon",
        weekday=THURSDAY,
        starts=time(14),
        minutes=120,
    ),
    {
        "fr": Words(
            title="Atelier mosaïque",
            about="On casse des assiettes, on recolle, on parle ou pas. L’atelier est mené par des volontaires, "
            "dont une personne qui est d’abord venue pour elle-même.",
            price="Libre",
            place="L’Atelier fictif, rue de l’Exemple 3, Rixensart",
        ),
        "nl": Words(
            title="Mozaïekatelier",
            about="We breken borden, we lijmen, we praten of niet. Vrijwilligers leiden het atelier; "
            "een van hen kwam er eerst voor zichzelf.",
            price="Vrije bijdrage",
            place="L’Atelier fictif, rue de l’Exemple 3, Rixensart",
        ),
        "en": Words(
            title="Mosaic workshop",
            about="We break plates, we glue, we talk or we don’t. Volunteers lead it; one of them first came for herself.",
            price="Pay what you like",
            place="L’Atelier fictif, rue de l’Exemple 3, Rixensart",
        ),
    },
)
MARATHON = Example(
    Terms(
        kind=Kind.PROJECT,
        audience=Audience.YOUNG,
        capacity=6,
        age_from=14,
        age_to=25,
        languages=("fr", "en"),
        country="BE",
        commune="Namur",
        area="Namur",
        consent=Consent.AGREEMENT,
    ),
    {
        "fr": Words(
            title="Un marathon, ensemble",
            about="Six mois avec un coach, du premier kilomètre au grand jour. Personne ne court seul, "
            "et il n’y a rien à prouver.",
            price="Gratuit, dossard compris",
            place="Piste fictive des Bords de Meuse, Namur",
            bring="Des chaussures ; on en prête",
        ),
        "nl": Words(
            title="Samen een marathon",
            about="Zes maanden met een coach, van de eerste kilometer tot de grote dag. Niemand loopt alleen.",
            price="Gratis, inschrijving inbegrepen",
            place="Piste fictive des Bords de Meuse, Namen",
            bring="Schoenen; we lenen er ook uit",
        ),
        "en": Words(
            title="A marathon, together",
            about="Six months with a coach, from the first kilometre to the day itself. Nobody runs alone.",
            price="Free, entry included",
            place="Piste fictive des Bords de Meuse, Namur",
            bring="Shoes; we lend some too",
        ),
    },
    (
        Dated(12, time(10), 90, "Faire connaissance, 3 km"),
        Dated(40, time(10), 120, "10 km sans regarder sa montre"),
        Dated(96, time(10), 180, "Semi-marathon"),
        Dated(180, time(9), 360, "Le marathon"),
    ),
)


def fill(session: Session, *, by: Member, leaders: Mapping[Kind, int], now: datetime) -> int:
    """Put the example's sessions down and open them, where there are none yet; gives how many."""
    if listening.sessions(session):
        return 0
    zone = association.zone_of(association.get(session))
    today = now.astimezone(zone).date()
    examples = (_with_a_rhythm(GROUP, now, zone), PARENTS, STAGE, _from(WORKSHOP, today), MARATHON)
    for example in examples:
        _put(session, example, by=by, leader=leaders.get(example.terms.kind, by.id or 0), now=now, zone=zone)
    return len(examples)


def _with_a_rhythm(example: Example, now: datetime, zone: ZoneInfo) -> Example:
    """Let the group meet in an hour or two, and then every week; late in the evening, from tomorrow on."""
    soon = (now + timedelta(hours=2)).astimezone(zone).replace(minute=0)
    if not FIRST_HOUR <= soon.hour <= LAST_HOUR:
        soon = (soon + timedelta(days=1 if soon.hour > LAST_HOUR else 0)).replace(hour=17)
    rhythm = replace(example.terms, weekday=soon.weekday(), starts=time(soon.hour), first_day=soon.date())
    return replace(example, terms=rhythm)


def _from(example: Example, today: date) -> Example:
    return replace(example, terms=replace(example.terms, first_day=today))


def _put(
    session: Session, example: Example, *, by: Member, leader: int, now: datetime, zone: ZoneInfo
) -> None:
    found = listening.create(session, by, example.terms, words=example.words, leaders=[leader], now=now)
    today, number = now.astimezone(zone).date(), found.id or 0
    for dated in example.dates:
        starts_at = civil.edge(today + timedelta(days=dated.days), dated.at, zone)
        schedule.add(session, number, starts_at, dated.minutes, step=dated.step, now=now)
    listening.open_session(session, by, number, now=now)
