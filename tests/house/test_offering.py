"""What the association offers and promises, and who lives outside of the areas that it serves."""

import pytest

from passerelle import association, offering
from passerelle.errors import Misconfigured
from passerelle.offering import Served, UnknownPlace


def here(house):
    """The association as it is noted now."""
    with house.database.reading() as session:
        return association.get(session)


def test_a_new_house_promises_nothing_and_offers_everything(house):
    """Everywhere, in every language, without a greeting."""
    kept = here(house)

    assert (kept.answer_minutes, kept.urgent_minutes) == (0, 0)
    assert not offering.services_off(kept) and not offering.languages(kept) and not offering.areas(kept)
    assert offering.greetings(kept) == {}


def test_a_greeting_is_kept_by_language(house):
    """In one line; an empty one is none."""
    with house.database.writing() as session:
        offering.greet(session, {"fr": " Bienvenue\nchez nous ", "nl": " "})

    assert offering.greetings(here(house)) == {"fr": "Bienvenue chez nous"}


@pytest.mark.parametrize("text", ["x" * 241, "Bonjour {member}"])
def test_a_greeting_that_does_not_fit_changes_nothing(house, text):
    """Too long for a phone, or with something to fill in."""
    with pytest.raises(Misconfigured), house.database.writing() as session:
        offering.greet(session, {"fr": text})

    assert offering.greetings(here(house)) == {}


def test_only_delays_of_the_list_are_promised(house):
    """A delay is kept, and another one is not."""
    with house.database.writing() as session:
        offering.promise(session, answer_minutes=480, urgent_minutes=30)
    with pytest.raises(Misconfigured), house.database.writing() as session:
        offering.promise(session, answer_minutes=7, urgent_minutes=0)

    assert (here(house).answer_minutes, here(house).urgent_minutes) == (480, 30)


def test_one_of_three_languages_stays(house):
    """Everybody meets a language that people read."""
    with house.database.writing() as session:
        offering.speak(session, {"nl", "ar"})
    with pytest.raises(Misconfigured), house.database.writing() as session:
        offering.speak(session, {"ar", "uk"})

    assert offering.languages(here(house)) == {"nl", "ar"}


def test_services_are_switched_off_and_on(house):
    """What is given is all that is off."""
    with house.database.writing() as session:
        offering.switch_off(session, ["work", "town"])
    assert offering.services_off(here(house)) == {"work", "town"}

    with house.database.writing() as session:
        offering.switch_off(session, [])

    assert not offering.services_off(here(house))


def test_areas_are_read_as_they_are_typed(house):
    """A province, a département by its number or name, a commune by its postcode or by a name of its own."""
    with house.database.writing() as session:
        offering.serve(session, "Namur; le 93, 4020 Liège\nSeraing, Essonne, Essonne")

    assert offering.areas(here(house)) == (
        Served("BE", "", "Namur", "Namur"),
        Served("FR", "", "Seine-Saint-Denis", "Seine-Saint-Denis"),
        Served("BE", "62063", "Liège", "Liège"),
        Served("BE", "62096", "Seraing", "Liège"),
        Served("FR", "", "Essonne", "Essonne"),
    )


@pytest.mark.parametrize("typed", ["Nullepart-les-Bains", "0000", "Liège, Massy"])
def test_a_place_that_is_none_is_named_and_nothing_changes(house, typed):
    """Unknown, or the name of several communes."""
    with pytest.raises(UnknownPlace) as refused, house.database.writing() as session:
        offering.serve(session, typed)

    assert str(refused.value) == typed.split(", ")[-1] and here(house).areas == ""


@pytest.mark.parametrize(
    ("served", "typed", "is_outside"),
    [
        ("", "75001 Paris", False),
        ("Liège", "4020 Liège", False),
        ("Liège", "4100 Seraing", False),
        ("Liège", "5000 Namur", True),
        ("4020", "Liège", False),
        ("4020", "4100 Seraing", True),
        ("4020", "Essonne", True),
        ("4020", "chez moi", False),
        ("Essonne", "Massy", False),
        ("Essonne", "Lausanne", True),
        ("Liège", None, False),
        ("Liège", "quelque part", False),
    ],
)
def test_only_who_surely_lives_elsewhere_is_outside(house, served, typed, is_outside):
    """Whoever cannot be placed is inside: nobody is told wrongly that they live too far."""
    with house.database.writing() as session:
        offering.serve(session, served)

    assert offering.is_outside(here(house), typed) is is_outside


def test_a_commune_reads_back_by_its_postcode(house):
    """What the page shows can be typed again."""
    assert offering.postcode_of(Served("BE", "62096", "Seraing", "Liège")) == "4100"
    assert offering.postcode_of(Served("BE", "", "Liège", "Liège")) == ""
