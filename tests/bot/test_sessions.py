"""How sessions read: when, where, for whom and how many seats, in a few honest words."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot import sessions
from bot.addresses import Reader
from bot.engine.script import in_register
from bot.engine.show import parse
from passerelle.listening import Audience, Consent, Kind, Reason, Shown
from tests.people import MONDAY_MORNING

READER = Reader(
    "fr", lambda words: in_register(words, formal=False), MONDAY_MORNING, ZoneInfo("Europe/Brussels")
)
GROUP = Shown(
    id=7, kind=Kind.TALK_GROUP, audience=Audience.YOUNG, title="Parler entre jeunes", about="Une heure.",
    price="gratuit", place="", bring="", next_id=1, next_at=MONDAY_MORNING + timedelta(days=1), ends_at=None,
    dates_ahead=30, is_weekly=True, zone="Europe/Brussels", languages=("fr",), is_online=True, country=None,
    commune=None, area=None, age_from=12, age_to=17, capacity=10, seats_left=3, waiting=0, consent=Consent.NONE,
    composes=False, has_room=False, takes_questions=False, is_open=True,
)  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "3 places libres"),
        ({"seats_left": 1}, "1 place libre"),
        ({"seats_left": 0}, "complet"),
        ({"seats_left": 0, "waiting": 1}, "complet, 1 personne attend"),
        ({"seats_left": 0, "waiting": 3}, "complet, 3 personnes attendent"),
        ({"seats_left": None, "composes": True, "waiting": 4}, "l’équipe compose le groupe"),
    ],
)
def test_how_full_it_is_is_told_as_it_is(changes, said):
    """Never a place that is not there."""
    assert sessions.seats_in_words(replace(GROUP, **changes), READER) == said


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "✓ M’inscrire"),
        ({"seats_left": 0}, "✓ Me mettre dans la file"),
        ({"seats_left": None, "composes": True}, "✓ Demander une place"),
    ],
)
def test_the_button_says_what_registering_does(changes, said):
    """A wish is not a seat."""
    assert sessions.register_label(replace(GROUP, **changes)) == said


@pytest.mark.parametrize(
    ("ages", "said"),
    [((12, 17), "12–17 ans"), ((18, None), "dès 18 ans"), ((None, 11), "jusqu’à 11 ans"), ((None, None), "pour les jeunes")],
)  # fmt: skip
def test_for_whom_it_is(ages, said):
    """An age where there is one, else the sort of people."""
    shown = replace(GROUP, age_from=ages[0], age_to=ages[1])

    assert sessions.whom_in_words(shown, READER) == said


def test_the_next_date_is_told_by_the_clock_of_the_session():
    """Across the change of the hour it stays what the wall says."""
    shown = replace(GROUP, next_at=datetime(2027, 3, 30, 16, tzinfo=UTC))

    assert "mardi 30 mars à 18\u00a0h" in sessions.when_in_words(shown, READER)
    assert sessions.when_in_words(replace(GROUP, next_at=None), READER) == "pas encore de date"


def test_a_room_is_here_and_the_rest_has_its_place():
    """Online or in a place, in the words of the team."""
    place = replace(GROUP, is_online=False, place="La Grange")

    assert sessions.where_in_words(replace(GROUP, has_room=True), READER) == "ici, par messages"
    assert sessions.where_in_words(GROUP, READER) == "en ligne"
    assert sessions.where_in_words(place, READER) == "La Grange"
    assert sessions.where_in_words(replace(place, place="", commune="Genappe"), READER) == "Genappe"


def test_what_is_further_is_said_to_be():
    """In its line of the list."""
    assert "plus loin" in sessions.entry(1, replace(GROUP, reasons=(Reason.FURTHER,)), READER)


def test_every_button_of_the_list_is_read_back():
    """Three sessions, and the page after."""
    rows = sessions.list_rows([GROUP] * 3, sessions.TALK, first=4, has_more=True, reader=READER)

    assert [parse(row[0].data).number for row in rows] == [7, 7, 7, sessions.TALK * sessions.PAGES + 6]


def test_a_long_title_keeps_its_button_on_one_line():
    """Forty characters at most."""
    rows = sessions.list_rows([replace(GROUP, title="Très " * 40)], 0, first=1, has_more=False, reader=READER)

    assert len(rows[0][0].label) <= 40


def test_a_card_tells_everything_and_fits_a_message():
    """What to bring, the price, what an adult must agree to, what keeps it safe."""
    shown = replace(
        GROUP,
        about="mot " * 900,
        bring="des baskets",
        consent=Consent.AGREEMENT,
        has_room=True,
        composes=True,
    )
    card = sessions.card(shown, leaders=["Inès, coordinatrice"], dates=["• lundi"] * 9, reader=READER)

    for word in ("Inès", "gratuit", "baskets", "l’accord d’un parent", "surnom", "rien n’est sûr"):
        assert word in card
    assert len(card) < 2000 and card.count("• lundi") == sessions.DATES_SHOWN


def test_a_word_beside_a_question_names_nothing():
    """Only that there is something, and how many."""
    assert "4 choses" in sessions.hint(4, READER)
    assert GROUP.title not in sessions.hint(1, READER)
