"""What somebody is proposed: each rule of a good referral, on both databases."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from passerelle import places
from passerelle.directory import store
from passerelle.directory.freshness import Freshness
from passerelle.directory.reasons import Mind, Step, Why
from passerelle.directory.records import Address, Closure, Reach
from passerelle.directory.request import Asker, Request
from passerelle.directory.search import FEW
from passerelle.directory.store import How
from passerelle.directory.tables import StructureRow
from passerelle.directory.vocabulary import LISTENING, Audience, Consent, Delivery, MayCome, Status
from tests.house.directory.asking import (
    IN_LIEGE,
    NOWHERE,
    SAM_ASKS,
    TODAY,
    asks,
    at,
    elsewhere,
    flags,
    found,
    offers,
    reasons,
)
from tests.house.directory.shelf import LIEGE, LISTENING as BRIDGE, puts, somebody

FAR_AWAY = ("be/province/10000",)


def changes_row(house, number, **values):
    """What the team knows of a record, changed behind its back."""
    with house.database.writing() as session:
        row = session.get(StructureRow, number)
        for name, value in values.items():
            setattr(row, name, value)


@pytest.mark.parametrize("status", [Status.DRAFT, Status.SUSPENDED, Status.CLOSED])
def test_only_active_records_are_given_out(house, status):
    """Not a draft, nor what people said is wrong."""
    puts(house, offers("good"), offers("bad", of={"status": status}))

    assert found(house) == ["good"]


def test_a_removed_record_is_never_given_out(house):
    """Not even when rows of it stayed behind."""
    numbers = puts(house, offers("good"), offers("gone"))
    changes_row(house, numbers[1], buried_at=house.clock())

    assert found(house) == ["good"]


def test_ages_are_a_hard_filter(house):
    """Of a band it is enough that some are let in, which is told; unknown ages are told too."""
    puts(house, offers("little", age_min=3, age_max=11), offers("grown", age_min=18, age_max=None))
    assert found(house) == [] and asks(house).step is Step.NATIONAL
    assert found(house, ages=(12, 18)) == ["grown"]
    assert flags(house, ages=(12, 18))[Mind.AGE_PARTLY] == "18+"

    puts(house, offers("unknown", age_min=None, age_max=None))
    assert found(house) == ["unknown"] and Mind.AGE_UNKNOWN in flags(house)


@pytest.mark.parametrize(
    "covers", ["be/commune/62063", "be/province/60000", "be/region/03000", "be/community/fr", "be"]
)
def test_a_service_is_found_in_every_area_that_it_covers(house, covers):
    """However far its door is."""
    puts(house, offers("good", covers=(covers,), reach=elsewhere(80)), offers("bad", covers=FAR_AWAY))

    assert found(house) == ["good"]


def test_an_arrondissement_is_a_part_of_its_town(house):
    """INSEE numbers it apart."""
    puts(house, offers("paris", covers=("fr/commune/75056",)))

    assert found(house, place=places.find("paris 11e")[0]) == ["paris"]


def test_an_empty_coverage_is_not_the_whole_country(house):
    """It is its own municipality and what is near, and one asks first."""
    puts(house, offers("near", covers=(), reach=elsewhere(15)), offers("far", covers=(), reach=elsewhere(30)))
    puts(house, offers("here", covers=(), reach=Reach(address=replace(LIEGE, lat=None, lon=None))))

    assert set(found(house)) == {"near", "here"} and Mind.AREA_UNKNOWN in flags(house)


def test_languages_are_a_hard_filter(house):
    """Unknown ones are told."""
    puts(house, offers("dutch", languages=("nl",)))
    assert found(house) == [] and found(house, language="nl") == ["dutch"] == found(house, language=None)

    puts(house, offers("unknown", languages=()))
    assert found(house) == ["unknown"] and Mind.LANGUAGE_UNKNOWN in flags(house)


def test_a_protected_address_is_never_shown(house):
    """Neither the street, nor the town, nor a distance that would tell it; the record keeps it."""
    hidden = {"is_protected": True}
    (number,) = puts(house, offers("refuge", of=hidden, reach=at(3), delivery=(Delivery.ON_SITE,)))

    (proposal,) = asks(house).proposals
    addresses = (proposal.structure.reach.address, proposal.service.reach.address)
    assert addresses == (Address(country="BE"),) * 2 and proposal.km is None
    assert not {Why.NEAR, Why.SAME_COMMUNE} & reasons(house).keys()
    with house.database.reading() as session:
        assert store.get(session, number).structure.reach.address == LIEGE


def test_no_distance_tells_where_a_protected_address_is(house):
    """Without a coverage it is found in its whole province, and not around its door."""
    puts(house, offers("refuge", of={"is_protected": True}, covers=()))

    assert found(house, place=places.find("Malmedy")[0]) == ["refuge"]
    assert asks(house, place=places.find("Hannut")[0]).proposals[0].score == asks(house).proposals[0].score


def test_a_minor_is_only_sent_where_one_may_come_alone(house):
    """Unknown is told; from eighteen on it does not matter."""
    puts(house, offers("with_parent", may_come=(MayCome.WITH_PARENT,)))
    assert found(house) == [] == found(house, ages=(16, 20))
    assert found(house, ages=(18, 18)) == ["with_parent"] == found(house, asker=Asker.PARENT)

    puts(house, offers("unknown", may_come=()))
    assert found(house) == ["unknown"] and Mind.ALONE_UNKNOWN in flags(house)


def test_who_only_professionals_may_turn_to_is_for_them(house):
    """By who may come, or by whom it is for."""
    puts(house, offers("sent", may_come=(MayCome.PROFESSIONAL,)))
    puts(house, offers("staff", audience=(Audience.PROFESSIONAL,)))

    assert found(house, ages=(20, 20)) == [] == found(house, asker=Asker.PARENT)
    assert set(found(house, asker=Asker.PROFESSIONAL)) == {"sent", "staff"}


def test_what_is_for_parents_never_goes_to_a_young_person(house):
    """Nor what is for young people who come alone to a parent; what one visits with a parent does."""
    puts(house, offers("parents", audience=(Audience.PARENT,)), offers("teens", audience=(Audience.TEEN,)))
    assert found(house) == ["teens"] and found(house, asker=Asker.PARENT) == ["parents"]

    puts(house, offers("club", may_come=(MayCome.ALONE, MayCome.WITH_PARENT), reach=at(0)))
    assert found(house, asker=Asker.PARENT) == ["club", "parents"]
    assert Mind.FOR_THE_YOUNG in flags(house, asker=Asker.PARENT)


def test_a_parent_tells_the_age_of_the_child(house):
    """A service for parents from eighteen on means their own."""
    puts(house, offers("parents", audience=(Audience.PARENT,), age_min=18, age_max=99))

    assert found(house, asker=Asker.PARENT, ages=(9, 9)) == ["parents"]


def test_the_consent_of_a_parent_and_restrictions_are_told(house):
    """Before somebody goes there."""
    puts(house, offers("girls", consent=Consent.REQUIRED, restriction="filles seulement"))

    minded = flags(house)
    assert Mind.CONSENT in minded and minded[Mind.RESTRICTED] == "filles seulement"


def test_what_is_closed_for_some_days_says_when_it_opens_again(house):
    """What is closed for long, or until nobody knows when, is not proposed."""
    closed = {"short": TODAY + timedelta(days=6), "long": TODAY + timedelta(days=60), "open_ended": None}
    for slug, last in closed.items():
        puts(house, offers(slug, of={"closure": Closure(first=date(2026, 11, 1), last=last)}))
    puts(house, offers("over", of={"closure": Closure(last=date(2026, 11, 20))}, reach=elsewhere(5)))

    assert set(found(house)) == {"short", "over"}
    assert flags(house)[Mind.CLOSED_UNTIL] == date(2026, 11, 30)


def test_the_topic_weighs_most(house):
    """Exactly that, then what it is a part of, then who listens to anything; never something else."""
    for slug, topics in {
        "listens": (LISTENING,),
        "broad": ("bullying",),
        "exact": ("cyberbullying",),
    }.items():
        puts(house, offers(slug, topics=topics))
    puts(house, offers("other", topics=("grief",)))

    assert found(house, topic="cyberbullying") == ["exact", "broad", "listens"]
    assert reasons(house, topic="cyberbullying")[Why.TOPIC] == "cyberbullying"


def test_the_nearest_comes_first(house):
    """All else equal."""
    puts(house, *(offers(f"at{km}", reach=at(km), delivery=(Delivery.ON_SITE,)) for km in (9, 1, 4)))

    assert found(house) == ["at1", "at4", "at9"]
    assert [proposal.km for proposal in asks(house).proposals] == [1.0, 4.0, 9.0]


def test_a_service_for_that_age_comes_before_one_for_all_ages(house):
    """And says so."""
    puts(house, offers("all", age_min=0, age_max=99), offers("teens", age_min=12, age_max=18))

    assert found(house) == ["teens", "all"] and reasons(house)[Why.AGE] == "12–18"


def test_what_is_open_today_comes_before_what_is_not(house):
    """It is Monday, eleven o'clock in Liège."""
    for slug, hours in {
        "weekend": "Sa-Su 10:00-12:00",
        "now": "Mo-Fr 09:00-17:00",
        "soon": "Tu 09:00-12:00",
    }.items():
        puts(house, offers(slug, reach=replace(at(1), hours=hours)))

    assert found(house)[2] == "weekend"
    why = [{reason.why for reason in proposal.reasons} for proposal in asks(house).proposals]
    assert Why.OPEN_NOW in why[0] and Why.OPENS_SOON in why[1] and not {Why.OPEN_NOW, Why.OPENS_SOON} & why[2]


def test_what_is_easy_to_use_comes_first(house):
    """Alone, free, anonymous, in writing."""
    puts(house, offers("hard", is_anonymous=None, cost=None), offers("easy"))

    assert found(house) == ["easy", "hard"]
    assert {Why.ALONE, Why.FREE, Why.ANONYMOUS, Why.IN_WRITING} <= reasons(house).keys()


def test_what_somebody_verified_comes_first(house):
    """Before what only its source vouches for."""
    numbers = puts(house, offers("source"), offers("verified"))
    with house.database.writing() as session:
        store.verify(session, numbers[1], somebody(house), how=How.PHONE, now=house.clock())

    assert found(house) == ["verified", "source"] and reasons(house)[Why.VERIFIED] == TODAY
    assert [proposal.freshness for proposal in asks(house).proposals] == [Freshness.FRESH, Freshness.OVERDUE]


def test_an_old_record_comes_last_and_a_very_old_one_not_at_all(house):
    """Whatever else speaks for it, one calls first; an association is verified twice a year."""
    puts(house, offers("weak", topics=(LISTENING,), is_anonymous=None))
    for slug, days in {"old": 400, "older": 600}.items():
        puts(house, offers(slug, of={"source_updated_on": TODAY - timedelta(days=days)}))

    assert found(house) == ["weak", "old"]
    assert [Mind.CALL_FIRST in {f.mind for f in p.flags} for p in asks(house).proposals] == [False, True]


def test_equal_ones_keep_their_order(house):
    """By number, so that everybody sees the same list."""
    puts(house, *(offers(f"s{n}") for n in range(5)))

    assert found(house) == [f"s{n}" for n in range(5)] == found(house)


def test_there_is_one_proposal_for_each_structure(house):
    """With its best service."""
    weak = replace(BRIDGE, key="weak", topics=(LISTENING,))
    puts(house, offers("one", of={"services": (weak, BRIDGE, replace(BRIDGE, key="zweit"))}))

    (proposal,) = asks(house).proposals
    assert proposal.service.key == "ecoute"


def test_records_of_the_same_structure_are_one_proposal(house):
    """The better one."""
    numbers = puts(
        house, offers("same", reach=at(5)), offers("twin", reach=at(1)), offers("other", reach=at(3))
    )
    for number in numbers[:2]:
        changes_row(house, number, cluster=7)

    assert found(house) == ["twin", "other"]


def test_one_of_the_first_three_can_be_used_from_afar(house):
    """When any can."""
    puts(house, *(offers(f"at{km}", reach=at(km), delivery=(Delivery.ON_SITE,)) for km in (0, 1, 2, 3)))
    puts(house, offers("line", topics=(LISTENING,), delivery=(Delivery.PHONE,), covers=("be",)))

    assert found(house) == ["at0", "at1", "line", "at2", "at3"]
    assert [proposal.is_remote for proposal in asks(house).proposals[:3]] == [False, False, True]


@pytest.mark.parametrize(("km", "step"), [(15, Step.KM_20), (40, Step.KM_50), (70, Step.PROVINCE)])
def test_nothing_found_leads_to_wider_steps_that_are_told(house, km, step):
    """And what is found there is for others: one asks first."""
    puts(house, offers("for_others", covers=FAR_AWAY, of={"reach": elsewhere(km)}))

    assert asks(house).step is step and asks(house).is_wider and found(house) == ["for_others"]
    assert Mind.OUTSIDE_AREA in flags(house)


def test_no_step_crosses_a_border(house):
    """Who helps in one country has no mandate in the other, however near; who says so is found there."""
    bouillon = places.find("Bouillon")[0]
    sedan = Reach(address=Address(country="FR", commune="08409", lat=bouillon.lat, lon=bouillon.lon))
    puts(house, offers("sedan", covers=(), of={"reach": sedan}))
    assert found(house, place=bouillon) == []

    puts(house, offers("both", covers=("fr", "be/province/80000"), of={"reach": sedan}))
    assert found(house, place=bouillon) == ["both"]


def test_a_search_does_not_widen_when_something_is_there(house):
    """However near the others are."""
    puts(house, offers("here"), offers("for_others", covers=FAR_AWAY, reach=elsewhere(1)))

    assert found(house) == ["here"] and not asks(house).is_wider


@pytest.mark.parametrize("where", [IN_LIEGE, None, places.find("Luxembourg")[0], places.find("paris")[0]])
def test_somebody_answers_even_when_the_directory_is_empty(house, where):
    """The 112 first, and a line that listens."""
    answer = asks(house, place=where)

    assert answer.proposals == () and answer.step is Step.NATIONAL
    assert answer.emergency[0].line.number == "112" and answer.lines


def test_without_a_place_only_what_works_from_anywhere_is_proposed(house):
    """In the association's country."""
    everywhere = {"covers": ("be",)}
    puts(house, offers("line", delivery=(Delivery.CHAT,), **everywhere), offers("liege"))
    puts(house, offers("door", delivery=(Delivery.ON_SITE,), **everywhere), offers("french", covers=("fr",)))

    assert found(house, place=None) == ["line"] and asks(house, place=None).step is Step.NATIONAL

    puts(house, offers("french_speaking", delivery=(Delivery.CHAT,), covers=("be/community/fr",)))
    assert (
        found(house, place=None) == ["line", "french_speaking"]
        and found(house, place=None, language="nl") == []
    )


def test_a_place_on_no_map_still_has_its_commune(house):
    """And its province."""
    lost = replace(IN_LIEGE, lat=0.0, lon=0.0)
    puts(house, offers("here", covers=()), offers("at_zero", covers=(), reach=elsewhere(0)))

    assert found(house, place=lost) == ["here"]
    assert set(found(house, place=replace(lost, code="62096"))) == {"here", "at_zero"}


def test_who_says_nothing_is_proposed_who_listens(house):
    """First; the others after."""
    puts(house, offers("school", topics=("school",)), offers("listens", topics=(LISTENING,)))

    assert found(house, Request()) == [] and found(house, Request(place=IN_LIEGE)) == ["listens", "school"]


def test_a_limit_keeps_the_best(house):
    """The same ones as without it."""
    puts(house, *(offers(f"at{km}", reach=at(km)) for km in range(40, 0, -1)))

    assert found(house)[:3] == ["at1", "at2", "at3"] and len(found(house)) == 12


def test_a_service_without_an_address_is_proposed_in_its_area(house):
    """After those that are near."""
    puts(house, offers("somewhere", of={"reach": NOWHERE}, delivery=()), offers("near", delivery=()))

    assert found(house) == ["near", "somewhere"] and asks(house, SAM_ASKS).proposals[1].km is None


def many_in_liege(house, days_old):
    """More on-site services than are weighed as a rule."""
    old = TODAY - timedelta(days=days_old)
    many = [
        offers(f"many{n}", of={"source_updated_on": old}, delivery=(Delivery.ON_SITE,)) for n in range(FEW)
    ]
    with house.database.writing() as session:
        store.put_many(session, [(structure, "{}") for structure in many], now=house.clock())


def test_many_stale_records_do_not_hide_a_good_one(house):
    """Even where all that is looked at first is too old."""
    many_in_liege(house, days_old=600)
    puts(house, offers("good", topics=(LISTENING,), is_anonymous=None, delivery=(Delivery.ON_SITE,)))

    assert found(house) == ["good"]


def test_many_good_records_do_not_hide_the_one_from_afar(house):
    """It is third."""
    many_in_liege(house, days_old=1)
    puts(house, offers("line", topics=(LISTENING,), is_anonymous=None, delivery=(Delivery.PHONE,)))

    assert found(house)[2] == "line"
