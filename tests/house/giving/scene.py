"""What coordinators do with people who give, each act in a transaction of its own, as the panel would do it."""

from datetime import date, timedelta

from passerelle import cases, conversations, giving, handoff, listening
from passerelle.cases import Headline
from passerelle.giving import GiverKind, Stage, training
from passerelle.listening import Kind, Terms, Words, schedule
from tests.house.stage import ASKED, contact_of, member
from tests.people import INES, NADIA, SAM

PEER = GiverKind.PEER_HELPER
TODAY = date(2026, 11, 23)
OFFERS = Headline("volunteering", False, "fr", kind="volunteer", area="Liège", country="BE")
HELPED = Headline("bullying", False, "fr", age_band="12-17", area="Liège", country="BE")


def case_of(house, person=SAM, headline=OFFERS, *, staff=INES):
    """A person's conversation ends in a case, which somebody takes."""
    keys, now = house.keys, house.clock()
    with house.database.writing() as session:
        conversation = conversations.open_for(session, person.account, language="fr", keys=keys, now=now)
        case = cases.open_case(
            session,
            contact_id=conversation.contact_id,
            key_id=conversations.renew(conversation, keys, now),
            headline=headline,
            asked=ASKED,
            keys=keys,
            now=now,
        )
        conversation.open_case_id = case.id
    with house.database.writing() as session:
        return handoff.take(session, member(session, staff), case.id, keys=keys, now=now)


def does(house, act, *rest, staff=INES, **other):
    """Somebody of the team does something now."""
    with house.database.writing() as session:
        return act(session, member(session, staff), *rest, now=house.clock(), **other)


def follows(house, case=None, kind=PEER, *, staff=INES):
    """A coordinator follows whoever opened a case; returns the giver's number."""
    number = (case or case_of(house)).id
    return does(house, giving.follow, number, kind, staff=staff, keys=house.keys).id


def talks(house, number, words="Elle a déjà animé un atelier."):
    """A coordinator notes the conversation of today."""
    return does(house, giving.notes.write, number, words, talked_on=TODAY, keys=house.keys)


def asks_for(house, *titles, kind=PEER, is_required=True):
    """The association says what has to be learnt; returns the numbers of the steps."""
    return [does(house, training.add, kind, title, is_required=is_required).id for title in titles]


def ticks(house, number, *steps, act=training.tick):
    """A coordinator ticks steps of a giver, or takes ticks back."""
    for step in steps:
        with house.database.writing() as session:
            ines = member(session, INES)
            act(session, ines, giving.hold(session, ines, number), step, now=house.clock())


def joins(house, number, *, staff=NADIA, mentor=INES):
    """A giver has their account in the team, with a mentor."""
    with house.database.writing() as session:
        account = member(session, staff)
        account.mentor_id = member(session, mentor).id if mentor else None
        session.add(account)
    return does(house, giving.link, number, account.id)


def moves(house, number, *stages):
    """A coordinator takes a giver from stage to stage."""
    for stage in stages:
        does(house, giving.move, number, Stage(stage))


def trained(house):
    """A giver who did every step and has an account with a mentor; returns their number."""
    number = follows(house)
    talks(house, number)
    moves(house, number, "training")
    ticks(house, number, *asks_for(house, "Écouter", "Le cadre"))
    joins(house, number)
    return number


def giver_of(house, number):
    """A giver as they are now, for a coordinator."""
    with house.database.reading() as session:
        return giving.get(session, member(session, INES), number)


def held(house, staff=NADIA, *, minutes=90, is_co_leader=True):
    """A workshop that somebody led or co-led took place."""
    terms = Terms(kind=Kind.WORKSHOP, capacity=8, languages=("fr",), country="BE")
    with house.database.writing() as session:
        ines, other = member(session, INES), member(session, staff)
        leading = (
            {"leaders": [ines.id], "co_leaders": [other.id]} if is_co_leader else {"leaders": [other.id]}
        )
        found = listening.create(
            session, ines, terms, words={"fr": Words("Atelier")}, now=house.clock(), **leading
        )
        starts = house.clock() + timedelta(hours=1)
        schedule.add(session, found.id, starts, minutes, now=house.clock())
    house.clock.now += timedelta(hours=4)
    with house.database.writing() as session:
        schedule.finish(session, listening.get(session, found.id), now=house.clock())
    return found.id


def contact(house, person=SAM):
    """The number of a person's contact."""
    return contact_of(house, person).id
