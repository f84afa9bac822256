"""Our template as people fill it in: names or codes, national numbers, names of areas; what cannot be read is said."""

from datetime import date

import pytest

from passerelle.directory.records import Closure
from passerelle.directory.vocabulary import Audience, Cost, MayCome, Status
from passerelle.exchange import columns, sheets, template
from passerelle.exchange.brought import Level
from tests.house.exchange.tables import csv_file, ours, refusal, said

PONT = {"id": "le-pont", "name": "Le Pont (fictif)"}


def the_only(folder, **cells):
    """The record of one row, whose keys have _ for a dot."""
    (brought,) = ours(folder, PONT | {key.replace("__", "."): cell for key, cell in cells.items()})
    return brought


def test_every_title_is_found_again():
    """Two columns that fold to the same title would lose one."""
    assert [columns.key_of(column.title.upper()) for column in columns.ALL] == list(columns.KEYS)


def test_words_are_read_by_name_or_code_whatever_the_case(tmp_path):
    """People write what they see in the list."""
    brought = the_only(
        tmp_path, kind="AMO", service__name="Écoute", service__topics="HARCELEMENT ; grief | Mal-être, santé mentale",
        service__audience="Ados", service__may_come="seul·e", service__cost="gratuit", status="Active",
    )  # fmt: skip
    (service,) = brought.structure.services

    assert brought.structure.kind == "amo" and brought.structure.status is Status.ACTIVE
    assert service.topics == ("bullying", "grief", "mental_health")
    assert (service.audience, service.may_come, service.cost) == (
        (Audience.TEEN,),
        (MayCome.ALONE,),
        Cost.FREE,
    )


def test_an_unknown_word_is_said_and_the_others_kept(tmp_path):
    """Nothing is guessed."""
    brought = the_only(tmp_path, service__name="Écoute", service__topics="deuil ; jardinage")

    assert brought.structure.services[0].topics == ("grief",)
    assert "jardinage" in said(brought, Level.WARNING)[0]


@pytest.mark.parametrize(
    ("country", "cell", "number"),
    [
        ("BE", "04 222 00 00", "+3242220000"),
        ("France", "01 99 00 12 34", "+33199001234"),
        ("FR", "'+33 1 99 00 12 34", "+33199001234"),
        ("BE", "103", "103"),
        ("", "+32 4 222 00 00", "+3242220000"),
    ],
)
def test_a_number_is_read_as_its_country_writes_it(tmp_path, country, cell, number):
    """Short numbers stay short."""
    brought = the_only(tmp_path, phones=cell, address__country=country)

    assert [phone.number for phone in brought.structure.reach.phones] == [number]


def test_a_word_in_brackets_after_a_number_is_its_label(tmp_path):
    """As lists write it."""
    (phone,) = the_only(tmp_path, phones="01 99 00 12 34 (SMS)", address__country="FR").structure.reach.phones

    assert (phone.number, phone.label) == ("+33199001234", "SMS")


def test_hours_in_words_are_kept_in_the_note(tmp_path):
    """A person reads them; nothing is lost."""
    brought = the_only(tmp_path, hours="le matin sauf jeudi", hours_note="Sonner")

    assert brought.structure.reach.hours == ""
    assert brought.structure.reach.hours_note == "Sonner\nle matin sauf jeudi"
    assert "gardés en remarque" in said(brought, Level.WARNING)[0]


def test_the_commune_is_found_where_there_is_no_doubt(tmp_path):
    """By the postcode and the locality; the country with it, and no point is made up."""
    address = the_only(tmp_path, address__postcode="1332", address__locality="Genval").structure.reach.address

    assert (address.commune, address.country, address.lat) == ("25091", "BE", None)


def test_a_commune_in_doubt_is_left_open_and_said(tmp_path):
    """Seven communes are called so."""
    brought = the_only(tmp_path, address__locality="Saint-Denis", address__country="FR")

    assert brought.structure.reach.address.commune == ""
    assert "pas certaine" in said(brought, Level.NOTE)[0]


def test_areas_are_read_by_their_names(tmp_path):
    """As the columns' help says."""
    brought = the_only(
        tmp_path,
        service__name="Écoute",
        service__covers="province de Liège ; Essonne ; commune d’Ixelles | Belgique ; FWB",
    )

    assert brought.structure.services[0].covers == (
        "be/province/60000", "fr/departement/91", "be/commune/21009", "be", "be/community/fr",
    )  # fmt: skip


def test_an_area_with_two_meanings_is_said(tmp_path):
    """Liège is a province and a commune."""
    brought = the_only(tmp_path, service__name="Écoute", service__covers="Liège")

    assert brought.structure.services[0].covers == ()
    assert "province de Liège" in said(brought, Level.WARNING)[0]


def test_dates_are_read_both_ways(tmp_path):
    """The day comes first where there are slashes."""
    brought = the_only(
        tmp_path, closed__first="01/07/2026", closed__last="2026-07-31", updated_on="31/02/2026"
    )

    assert brought.structure.closure == Closure(first=date(2026, 7, 1), last=date(2026, 7, 31))
    assert "31/02/2026" in said(brought, Level.WARNING)[0]


def test_rows_without_a_structure_go_on_with_the_one_above(tmp_path):
    """Or that bear its identifier, or the very same cells."""
    (brought,) = ours(
        tmp_path,
        PONT | {"service.name": "Écoute"},
        {"service.name": "Médiation"},
        {"id": "le-pont", "service.name": "Écoute"},
        PONT | {"service.name": "Groupe"},
    )

    assert [service.key for service in brought.structure.services] == [
        "ecoute",
        "mediation",
        "ecoute-2",
        "groupe",
    ]
    assert brought.rows == (2, 3, 4, 5)


def test_a_row_that_says_otherwise_than_the_first_is_said(tmp_path):
    """The first holds."""
    (brought,) = ours(tmp_path, PONT | {"service.name": "A"}, PONT | {"name": "Autre", "service.name": "B"})

    assert brought.structure.name == PONT["name"]
    assert "Autre" in said(brought, Level.WARNING)[0]


def test_a_row_without_a_name_is_left_out_with_what_stood_there(tmp_path):
    """The others are read all the same."""
    bad, good = ours(tmp_path, {"id": "x", "description": "sans nom"}, PONT)

    assert bad.structure is None and "sans nom" in bad.raw.values()
    assert "Il manque le nom" in said(bad, Level.ERROR)[0]
    assert good.structure.id == "le-pont"


def test_an_identifier_that_comes_again_further_down_is_refused(tmp_path):
    """It would overwrite the first."""
    _, _, again = ours(tmp_path, PONT, {"id": "b", "name": "B"}, PONT)

    assert "déjà à la ligne 2" in said(again, Level.ERROR)[0]


def test_an_identifier_is_made_where_there_is_none(tmp_path):
    """The same rows give the same again."""
    (brought,) = ours(tmp_path, {"name": "L’Écoute", "address.locality": "Liège"})

    assert brought.structure.id == "l-ecoute-liege"
    assert "l-ecoute-liege" in said(brought, Level.NOTE)[0]


def test_a_service_without_a_name_and_one_twice_are_said(tmp_path):
    """The structure is read all the same."""
    (brought,) = ours(
        tmp_path, PONT | {"service.cost": "gratuit"}, {"service.key": "a", "service.name": "A"}, {"service.key": "a", "service.name": "B"}
    )  # fmt: skip

    assert [service.name for service in brought.structure.services] == ["A"]
    assert len(said(brought, Level.WARNING)) == 2


def test_what_is_no_template_is_refused(tmp_path):
    """It needs a mapping."""
    rows = sheets.rows(csv_file(tmp_path, "lib_fs,adresse", "A,B"))

    assert "« Nom »" in refusal(lambda: list(template.read(rows))).replace("\u00a0", " ")


def test_a_column_that_is_not_ours_is_said_once(tmp_path):
    """Somebody's own notes."""
    rows = sheets.rows(csv_file(tmp_path, "Identifiant,Nom,Couleur", "a,A,bleu", "b,B,vert"))
    first, second = template.read(rows)

    assert "Couleur" in said(first, Level.NOTE)[0]
    assert not any("Couleur" in text for text in said(second, Level.NOTE))


def test_a_wrong_link_and_a_wrong_mail_are_left_out(tmp_path):
    """A link is never anything but the web's."""
    brought = the_only(tmp_path, website="javascript:alert(1)", email="pas un courriel")

    assert (brought.structure.reach.website, brought.structure.reach.email) == ("", "")
    assert len(said(brought, Level.WARNING)) == 2


def test_our_template_is_recognised_by_its_titles():
    """Another list may have a name and a mail too."""
    assert template.is_ours(["Nom", "Identifiant", "Service"])
    assert not template.is_ours(["nom", "adresse", "email"])
