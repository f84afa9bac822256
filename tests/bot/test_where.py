"""Which place Sam means: sure ones are taken, several are offered, unknown ones are asked for once more, and passing always works."""

import pytest

from bot.engine.kinds import Place
from bot.where import LONGEST, MOST, meant
from tests.bot.stage import comes_to_the_topics, taps


@pytest.mark.parametrize(
    "typed", ["1332", "Genval", "evry", "j'habite à liège", "bxl", "le 93", "st denis 93"]
)
def test_a_sure_place_is_asked_about_no_more(typed):
    """A small namesake far away is nobody's question."""
    assert len(meant(typed, exact=True)) == 1


def test_namesakes_in_different_areas_are_offered():
    """With their areas, and answers that name each alone."""
    offered = meant("Saint-Denis", exact=False)

    assert {place.label for place in offered} == {
        "Saint-Denis (Seine-Saint-Denis)",
        "Saint-Denis (La Réunion)",
    }
    assert all(len(meant(place.answer, exact=True)) == 1 for place in offered)


def test_communes_of_one_postcode_are_offered_only_where_it_matters():
    """For somebody of the team the area is enough; for an address near, the commune counts."""
    assert len(meant("51300", exact=False)) == 1
    assert 1 < len(meant("51300", exact=True)) <= MOST


@pytest.mark.parametrize("typed", ["saint-nicolas", "zurich", "lyon", "saint-sulpice", "51300"])
def test_every_place_that_is_offered_fits_its_button_and_can_be_answered(typed):
    """Also the longest names, and those of Switzerland that have no postcode here."""
    for place in meant(typed, exact=True):
        assert Place().read(place.answer) == place.answer and len(place.label) <= LONGEST


def comes_to_the_place(phone):
    """Sam looks for an address, and is asked where."""
    comes_to_the_topics(phone)
    taps(phone, "Une bonne adresse")
    phone.wait_for("Une bonne adresse pour quoi")
    taps(phone, "Harcèlement", "En français")
    phone.wait_for("Ton code postal ou ta ville")


def test_sam_chooses_among_places_of_the_same_name(bot):
    """One tap, and the chosen one is kept."""
    phone = bot.person()
    comes_to_the_place(phone)
    phone.write("Saint-Denis")
    phone.wait_for("Il y en a plusieurs")
    taps(phone, "Saint-Denis (Seine-Saint-Denis)")

    phone.wait_for("Touche 📇")


def test_an_unknown_place_is_asked_for_once_more_and_then_taken_as_it_is(bot):
    """Nobody is held up by a name that we do not know."""
    phone = bot.person()
    comes_to_the_place(phone)
    phone.write("Kasablanka")
    phone.wait_for("Je ne trouve pas cet endroit")
    phone.write("Kasablanka")

    phone.wait_for("Touche 📇")
