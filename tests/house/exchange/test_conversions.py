"""Each conversion of a mapping, on the shapes that real lists have."""

import pytest

from passerelle.exchange import conversions
from passerelle.exchange.conversions import NAMED


def made(name, *cells, key="hours"):
    """The fields that a conversion gives."""
    return dict(NAMED[name](key, cells).fields)


@pytest.mark.parametrize("cell", ["", "-", "--", "@", " , ", "…"[:0]])
def test_marks_that_stand_for_nothing_are_nothing(cell):
    """People fill empty cells with them."""
    assert conversions.is_blank(cell)


@pytest.mark.parametrize(
    ("cell", "code"), [("1600", "01600"), ("33500", "33500"), ("2A004", "2A004"), ("", "")]
)
def test_a_postcode_gets_its_zero_back(cell, code):
    """A spreadsheet took it for a number."""
    assert made("five_digits", cell) == {"hours": code}


def test_several_numbers_in_a_cell_are_parted():
    """Whatever stands between them."""
    parted = "01 99 00 12 34 | 06 39 98 00 11 | 01 99 00 12 35"

    assert made("phones", "01 99 00 12 34 / 06 39 98 00 11 ET 01 99 00 12 35") == {"hours": parted}
    assert made("phones", "+33 (0)1 99 00 12 34", "-") == {"hours": "+33 1 99 00 12 34"}


@pytest.mark.parametrize(
    "cell", ["06/10/2021", "2021-10-06 16:54:46", "2021/10/06 14:16:50.898", "06/10/2021 17:51"]
)
def test_a_date_is_read_whichever_way_it_is_written(cell):
    """Exports of databases and of spreadsheets."""
    assert made("day", cell) == {"hours": "2021-10-06"}


@pytest.mark.parametrize(
    ("cell", "parts"),
    [
        ("7 Bis rue Max - 33500 LIBOURNE", ("7 Bis rue Max", "33500", "LIBOURNE")),
        ("1 Rue Verte, 51200, Épernay, Marne, Grand Est, FRA", ("1 Rue Verte", "51200", "Épernay")),
        ("Place - BP 40111 - 33160 ST MEDARD", ("Place - BP 40111", "33160", "ST MEDARD")),
    ],
)
def test_an_address_in_one_cell_is_parted(cell, parts):
    """The postcode is where it is cut."""
    street, postcode, locality = parts

    assert made("address", cell, key="address") == {
        "address.street": street, "address.postcode": postcode, "address.locality": locality,
    }  # fmt: skip


def test_an_address_without_a_postcode_is_a_street():
    """Nothing is guessed."""
    assert made("address", "1 chemin du cassiot", key="address") == {"address.street": "1 chemin du cassiot"}


def test_points_are_read_in_each_shape():
    """Two columns either way round, one column, a decimal comma."""
    point = {"address.lat": "42.34", "address.lon": "9.38"}

    assert made("lat_lon", "42.34", "9.38", key="point") == point
    assert made("lon_lat", "9.38", "42.34", key="point") == point
    assert made("pair", "42.34, 9.38", key="point") == point
    assert made("pair", "", key="point") == {}


def test_lambert_93_with_a_decimal_comma_becomes_degrees():
    """Allonnes lies near Saumur."""
    point = made("lambert93", "474971,174569823", "6692222,50969113", key="point")

    assert point["address.lat"].startswith("47.29") and point["address.lon"].startswith("0.02")
    assert NAMED["lambert93"]("point", ("1", "2")).warnings


def test_slots_that_overlap_are_merged_and_it_is_said():
    """As in the list of France services."""
    converted = NAMED["week"]("hours", ["09:00 - 12:00 / 09:00 - 16:30 / 14:00 - 16:30", "09:00 - 12:00"])

    assert converted.fields["hours"] == "Mo 09:00-16:30; Tu 09:00-12:00"
    assert "lundi" in converted.warnings[0] and "fusionnés en 09:00-16:30" in converted.warnings[0]


def test_a_week_may_have_four_columns_for_each_day():
    """Opens, closes, opens again, closes again."""
    assert made("week_in_fours", "08:30", "16:30", "", "", "09:00", "12:00", "14:00", "17:00")["hours"] == (
        "Mo 08:30-16:30; Tu 09:00-12:00,14:00-17:00"
    )


def test_hours_of_every_other_week_say_which():
    """A bus that comes on even weeks only."""
    cells = ("Mo 09:30-12:30,13:30-15:30; PH off", "Semaine impaire")

    assert made("hours_by_week", *cells) == {"hours": "week 1-53/2 Mo 09:30-12:30,13:30-15:30; PH off"}
    assert made("hours_by_week", "Mo 09:30-12:30", "Semaine paire") == {"hours": "week 2-52/2 Mo 09:30-12:30"}


def test_hours_in_words_are_read_or_kept():
    """A note where they are not sure."""
    assert made("hours", "9h-12h et 14h-17h du lundi au vendredi") == {
        "hours": "Mo-Fr 09:00-12:00,14:00-17:00"
    }
    assert made("hours", "Sur RDV") == {"hours_note": "Sur RDV"}
    assert made("hours", "Mo-Fr 09:00-12:00") == {"hours": "Mo-Fr 09:00-12:00"}
    assert made("hours", "") == {}


def test_a_mail_and_a_site_are_found_among_words():
    """What is none is said."""
    assert made("email", " - bonjour@pont.example") == {"hours": "bonjour@pont.example"}
    assert made("website", "voir www.pont.example.") == {"hours": "https://www.pont.example"}
    assert "aucune adresse de site" in NAMED["website"]("website", ["facebook : le pont"]).warnings[0]
    assert NAMED["email"]("email", [""]).warnings == ()


def test_only_a_siret_is_one():
    """Not an association's number, nor a SIREN."""
    assert made("siret", "401 092 267 00020", key="identifiers") == {"identifiers": "siret: 40109226700020"}
    assert made("siret", "W131004321", key="identifiers") == {}


def test_ticked_columns_are_a_list_of_their_names():
    """A cross in one column for each."""
    converted = conversions.ticked("service.access", ["X", "", "oui"], names=["a", "b", "c"])

    assert converted.fields == {"service.access": "a | c"}
