"""The form of a record: reading it back gives the record, and each field that is wrong says so."""

from dataclasses import replace
from datetime import date

import pytest

from admin.directory_areas import area_name, meant
from admin.directory_form import areas_offered, free_slug, read
from admin.directory_typed import typed_from, with_service, without_service
from passerelle.directory.records import Address, Closure, Phone, Reach, Service
from passerelle.directory.vocabulary import Consent, Mandate, Status
from tests.house.directory.shelf import LISTENING, THE_BRIDGE

FULL = replace(
    THE_BRIDGE,
    short_name="LP",
    names={"nl": "De Brug", "de": "Die Brücke"},
    description="Un lieu.\nDeux lignes.",
    identifiers={"siret": "12345678900011", "kbo": "0123456789"},
    is_protected=True,
    closure=Closure(first=date(2026, 12, 24), last=date(2027, 1, 2), reason="congés"),
    accessibility="rampe",
    status=Status.DRAFT,
    parent="la-maison",
    source="test",
    source_record="7",
    source_url="https://source.example/7",
    licence="Licence Ouverte",
    source_updated_on=date(2026, 1, 2),
    services=(
        LISTENING,
        Service(
            key="autre",
            name="Autre",
            topics=("grief",),
            restriction="filles seulement",
            is_anonymous=False,
            consent=Consent.DEPENDS,
            mandate=Mandate.JUDGE,
            waiting="deux mois",
            waiting_on=date(2026, 11, 1),
            languages=("fr", "nl", "ar"),
            is_crisis=True,
            reach=Reach(
                phones=(
                    Phone(
                        number="+3242220000", label="le soir", hours="Mo-Fr 18:00-22:00", languages=("nl",)
                    ),
                ),
                hours="24/7",
                hours_note="sonner deux fois",
                address=replace(THE_BRIDGE.reach.address, street="Rue Haute 2"),
            ),
        ),
    ),
)


def typed(**changes):
    """What stands in the form of the example, with changes."""
    return {**typed_from(THE_BRIDGE), **{name: (value,) for name, value in changes.items()}}


@pytest.mark.parametrize("structure", [THE_BRIDGE, FULL, replace(THE_BRIDGE, services=())])
def test_a_form_that_nobody_touched_gives_the_record_again(structure):
    """Every field of it: saving without a change changes nothing."""
    found = read(typed_from(structure), structure)

    assert (found.errors, found.structure) == ({}, structure)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", " "),
        ("name", "a" * 1001),
        ("kind", "nonsense"),
        ("status", "nonsense"),
        ("phone0_number", "04 22"),
        ("phone0_number", "appelez-moi"),
        ("phone0_number", "999"),
        ("phone0_hours", "9h-17h"),
        ("email", "bonjour chez pont"),
        ("website", "javascript:alert(1)"),
        ("website", "pas un site"),
        ("hours", "du lundi au vendredi"),
        ("locality", "Nullepart-sur-Rien"),
        ("country", "XX"),
        ("lat", "200"),
        ("names", "De Brug"),
        ("closed_first", "demain"),
        ("source_updated_on", "2026-13-45"),
        ("s0_name", ""),
        ("s0_age_min", "douze"),
        ("s0_age_max", "200"),
        ("s0_age_max", "11"),
        ("s0_languages", "français, klingon de mer"),
        ("s0_access_link", "http//"),
        ("s0_covers_more", "Nullepart-sur-Rien"),
        ("s0_cost", "nonsense"),
        ("s0_topics", "nonsense"),
    ],
)
def test_a_field_that_is_wrong_says_so_under_its_name(field, value):
    """In a sentence, and nothing is saved."""
    changes = {"postcode": "", field: value} if field == "locality" else {field: value}
    found = read(typed(**changes), THE_BRIDGE)

    assert set(found.errors) == {field}
    assert found.errors[field].endswith(".")
    assert found.structure is None


@pytest.mark.parametrize(
    ("country", "typed_number", "number"),
    [
        ("BE", "04 222 00 00", "+3242220000"),
        ("BE", "+33 1 60 00 00 00", "+33160000000"),
        ("BE", "0033 1 60 00 00 00", "+33160000000"),
        ("BE", "0800/30.030", "+3280030030"),
        ("BE", "103", "103"),
    ],
)
def test_a_number_is_read_as_its_country_dials_it(country, typed_number, number):
    """And kept in one form."""
    found = read(typed(phone0_number=typed_number, country=country), THE_BRIDGE)

    assert found.structure.reach.phones == (Phone(number=number),)


def test_a_number_that_stood_there_is_believed():
    """An import may bring what the library does not know; editing something else does not stop at it."""
    odd = replace(THE_BRIDGE, reach=replace(THE_BRIDGE.reach, phones=(Phone(number="+33639980000"),)))

    assert read(typed_from(odd), odd).structure == odd


def test_a_place_that_is_certain_becomes_its_commune():
    """With its number, its country and its point."""
    found = read(typed(postcode="91000", locality="Évry", country=""), THE_BRIDGE).structure.reach.address

    assert (found.commune, found.country) == ("91228", "FR")
    assert found.lat != THE_BRIDGE.reach.address.lat


def test_a_place_that_nobody_touched_stays_as_it_is():
    """An import may bring one that is nowhere; correcting the hours does not stop at it."""
    odd = replace(
        THE_BRIDGE, reach=replace(THE_BRIDGE.reach, address=Address(locality="Saint-Denis", country="FR"))
    )

    assert read(typed_from(odd), odd).structure == odd


def test_a_place_that_may_be_several_is_chosen():
    """The communes are offered, and the choice is taken."""
    first = read(typed(postcode="", locality="Saint-Denis", country="FR"), THE_BRIDGE)
    chosen = read(typed(postcode="", locality="Saint-Denis", country="FR", commune="93066"), THE_BRIDGE)

    assert set(first.errors) == {"commune"}
    assert "93066" in {place.code for place in first.communes[""]}
    assert chosen.structure.reach.address.commune == "93066"


def test_an_address_may_be_emptied():
    """Its commune and its point go with it."""
    empty = dict.fromkeys(("street", "postcode", "locality", "country"), "")

    assert read(typed(**empty), THE_BRIDGE).structure.reach.address == Address()


def test_areas_are_added_by_name():
    """A département, a country; what may be two things is asked, and what is ticked settles it."""
    found = read(typed(s0_covers_more="Essonne\nBelgique; Namur"), THE_BRIDGE)
    settled = read(
        {**typed(s0_covers_more="Essonne; Namur"), "s0_covers": ("be/province/90000",)}, THE_BRIDGE
    )

    assert set(found.errors) == {"s0_covers_more"}
    assert {"be/province/90000", "be/commune/92094"} <= set(found.areas["s0_covers"])
    assert settled.structure.services[0].covers == ("be/province/90000", "fr/departement/91")


def test_the_areas_around_an_address_are_offered():
    """From the commune up to the country."""
    names = {area_name(code) for code in areas_offered(typed(), 0)}

    assert {"commune de Liège (Liège)", "province de Liège", "Wallonie (région)", "Belgique"} <= names


def test_no_area_is_taken_for_another():
    """Luxembourg is a country, a province of Belgium, and a town."""
    assert len({area_name(code) for code in ("lu", "be/province/80000")}) == 2
    assert meant("province de Liège", frozenset()).codes == ("be/province/60000",)


def test_a_service_is_added_empty_and_has_to_be_filled_in():
    """Its name and its topics."""
    assert set(read(with_service(typed()), THE_BRIDGE).errors) == {"s1_name", "s1_topics"}


def test_a_service_that_is_taken_out_leaves_the_others_as_they_are():
    """Those after it move up, with all that was typed."""
    found = read(without_service(typed_from(FULL), 0), FULL)

    assert found.structure == replace(FULL, services=FULL.services[1:])


def test_a_new_service_has_a_key_of_its_own():
    """Two may bear the same name."""
    more = {**with_service(typed()), "s1_name": ("Écoute",), "s1_topics": ("grief",)}

    assert [service.key for service in read(more, THE_BRIDGE).structure.services] == ["ecoute", "ecoute-2"]


@pytest.mark.parametrize("raw", ["", "x", "-1", "9999", "²"])
def test_a_form_that_was_tampered_with_is_read_all_the_same(raw):
    """However many services it says that it has."""
    assert read({**typed(), "services": (raw,)}, THE_BRIDGE).structure is not None or raw == "9999"


def test_an_identifier_may_be_taken_out():
    """The others stay, also those of a register that the form does not show."""
    known = replace(THE_BRIDGE, identifiers={"siret": "1", "kbo": "2", "agb": "3"})
    fields = {**typed_from(known), "siret": ("",)}

    assert read(fields, known).structure.identifiers == {"kbo": "2", "agb": "3"}


def test_a_slug_is_free():
    """Plain letters, and a number where it is taken."""
    assert free_slug("L’Été à Évry !", set()) == "l-ete-a-evry"
    assert free_slug("Pont", {"pont", "pont-2"}) == "pont-3"
    assert free_slug("…", set()) == "fiche"
