"""A seat on the phone: registering with what has to be asked, the exits on the way, taps that come twice, late or from somebody else."""

import pytest
from sqlmodel import col, select

from passerelle import conversations, listening
from passerelle.listening import Seat, SeatQuestion, SeatState
from passerelle.tables import Case, OutboxRow
from tests.bot import programme
from tests.bot.stage import asks_for_somebody, taps

SCHOOL = "Lycée du Canari"


@pytest.fixture
def bot(own_bot):
    """A bot of each test's own: nobody else takes a seat."""
    return own_bot


def says_who(phone):
    """Somebody of 12 to 17 comes to the question what brings them."""
    phone.start()
    taps(phone, "D’accord, on commence", "J’ai 12 à 17 ans")
    phone.wait_for("Qu’est-ce qui t’amène")


def opens_card(phone, number):
    """They open the card of a session."""
    phone.tap_data(phone.screen().last.id, f"r:session:{number}", is_stale=True)
    phone.wait_for("Avec Inès")


def registers(bot, phone, number):
    """They take a seat; gives it."""
    phone.start()
    phone.wait_for("Bonjour")
    opens_card(phone, number)
    taps(phone, "✓ M’inscrire")
    phone.wait_for("Ta place est prise")
    bot.settled()
    return seats(bot)[-1]


def seats(bot):
    """Every seat of the house."""
    return bot.look(lambda session: list(session.exec(select(Seat).order_by(col(Seat.id))).all()))


def asked_in_group(bot, phone):
    """They ask for a place in a group that the team composes, as far as the first question."""
    number = programme.offers(bot.house, programme.TALK_GROUP, composes=True)
    says_who(phone)
    opens_card(phone, number)
    taps(phone, "✓ Demander une place")
    phone.wait_for("Quel âge as-tu")


def taps_data(bot, phone, data):
    """Tap a button that may be old, or of somebody else."""
    phone.tap_data(phone.screen().last.id, data, is_stale=True)
    bot.settled()


def test_one_tap_takes_a_free_seat(bot):
    """And the card says so from then on."""
    number = programme.offers(bot.house, programme.TALK_GROUP)
    phone = bot.person()

    seat = registers(bot, phone, number)

    assert seat.state == SeatState.TAKEN and seat.is_silent
    assert any("🎟 Ma place" in message.labels for message in phone.screen().messages)


def test_a_double_tap_takes_one_seat(bot):
    """It is told once."""
    number = programme.offers(bot.house, programme.TALK_GROUP)
    phone = bot.person()
    seat = registers(bot, phone, number)

    card = next(message for message in phone.screen().messages if "🎟 Ma place" in message.labels)
    phone.tap_data(card.id, f"r:seat_take:{seat.session_id}", times=2, is_stale=True)
    bot.settled()

    assert len(seats(bot)) == 1
    assert sum("Ta place est prise" in text for text in phone.screen().texts) == 1


def test_what_is_said_for_a_group_is_sealed_with_the_seat(bot):
    """In no row and no case does it stand in the open."""
    phone = bot.person()
    asked_in_group(bot, phone)
    phone.write("15")
    phone.wait_for("Ton école")
    phone.write(SCHOOL)
    phone.wait_for("Ta commune")
    phone.write("1470")
    phone.wait_for("C’est noté. L’équipe compose")
    bot.settled()

    seat = seats(bot)[0]
    told = bot.look(lambda session: listening.told_by(session, seat.id, keys=bot.house.keys))
    assert seat.state == SeatState.CANDIDATE
    assert (told["age"], told["school"]) == ("15", SCHOOL) and "1470" in told["commune"]
    assert SCHOOL.encode() not in seat.sealed_details


def test_back_takes_an_answer_away_and_then_leaves(bot):
    """To the question that was open before."""
    phone = bot.person()
    asked_in_group(bot, phone)
    phone.write("15")
    phone.wait_for("Ton école")

    taps(phone, "⟵ Retour")
    phone.wait_until(lambda screen: "Quel âge as-tu" in screen.last.text)
    taps(phone, "⟵ Retour")

    phone.wait_until(lambda screen: "Qu’est-ce qui t’amène" in screen.last.text)
    bot.settled()
    assert seats(bot) == []


def test_sos_is_one_tap_away_while_registering(bot):
    """And what was answered stays."""
    phone = bot.person()
    asked_in_group(bot, phone)
    phone.write("15")
    phone.wait_for("Ton école")

    taps(phone, "🆘 SOS")

    phone.wait_for("112")
    assert "seat_group.age" in bot_answers(bot, phone)


def bot_answers(bot, phone):
    """What is known of a conversation."""
    return conversations.answers(bot.conversation_of(phone), bot.house.keys)


def test_words_of_crisis_come_first_while_registering(bot):
    """Whatever the question was."""
    phone = bot.person()
    asked_in_group(bot, phone)
    phone.write("15")
    phone.wait_for("Ton école")

    phone.write("je veux mourir")

    phone.wait_for("Merci de me l’avoir dit")
    bot.settled()
    assert seats(bot) == []


def test_somebody_with_a_case_registers_beside_it(bot):
    """The seat knows the case, and what is written goes on to the team afterwards."""
    number = programme.offers(bot.house, programme.TALK_GROUP)
    phone = bot.person()
    case = asks_for_somebody(bot, phone)

    opens_card(phone, number)
    taps(phone, "✓ M’inscrire")
    phone.wait_for("Ta place est prise")
    bot.settled()

    assert seats(bot)[0].case_id == case.id
    assert bot.count(Case) == 1


def test_an_old_button_of_a_closed_session_asks_nothing(bot):
    """It shows the card, which says that nobody can register."""
    number = programme.offers(bot.house, programme.TALK_GROUP, composes=True)
    with bot.house.database.writing() as session:
        ines = programme.coordinator(session)
        listening.end_session(session, ines, number, now=bot.house.clock())
    phone = bot.person()
    phone.start()
    phone.wait_for("Bonjour")

    taps_data(bot, phone, f"r:seat_group:{number}")

    phone.wait_for("ne sont pas ouvertes")
    assert not any("Quel âge" in text for text in phone.screen().texts)


@pytest.mark.parametrize(
    "what", ["seat", "seat_yes", "seat_no", "seat_leave", "seat_leave_sure", "seat_loud", "seat_question"]
)
def test_somebody_elses_seat_is_nothing_to_a_stranger(bot, what):
    """Guessed numbers change nothing, and are told kindly."""
    number = programme.offers(bot.house, programme.TALK_GROUP, takes_questions=True)
    seat = registers(bot, bot.person(), number)
    stranger = bot.person("Marc")
    stranger.start()
    stranger.wait_for("Bonjour")

    taps_data(bot, stranger, f"r:{what}:{seat.id}")

    stranger.wait_for("plus d’actualité")
    assert seats(bot)[0].state == SeatState.TAKEN and seats(bot)[0].is_silent


@pytest.mark.parametrize(
    "data", ["r:session:999", "r:seat_take:999", "r:seat_group:999", "r:groups:999999999"]
)
def test_a_number_that_never_was_is_answered(bot, data):
    """Nobody is left without a word."""
    phone = bot.person()
    phone.start()
    phone.wait_for("Bonjour")

    taps_data(bot, phone, data)

    said = phone.screen().last.text
    assert "d’actualité" in said or "convient" in said or "pas possible" in said


def test_a_question_beforehand_is_kept_once(bot):
    """Skipping sends nothing."""
    number = programme.offers(bot.house, programme.TALK_GROUP, takes_questions=True)
    phone = bot.person()
    registers(bot, phone, number)
    taps(phone, "Voir", "❓ Poser une question avant")
    phone.wait_for("Écris ta question")
    phone.write("Qui sera là ?")
    phone.wait_for("C’est envoyé")

    taps(phone, "❓ Poser une question avant")
    phone.wait_until(lambda screen: "Écris ta question" in screen.last.text)
    taps(phone, "Passer")
    bot.settled()

    assert bot.count(SeatQuestion) == 1


def test_leaving_forgets_what_was_said_for_the_seat(bot):
    """After one more question, which can be answered twice."""
    number = programme.offers(bot.house, programme.TALK_GROUP)
    phone = bot.person()
    seat = registers(bot, phone, number)
    taps(phone, "Voir", "Quitter", "Oui, je la rends")
    phone.wait_for("ta place est rendue")

    taps_data(bot, phone, f"r:seat_leave_sure:{seat.id}")

    assert [found.state for found in seats(bot)] == [SeatState.LEFT]


def test_the_menu_leads_to_ones_seats_where_there_is_something(bot):
    """A small association without groups shows no empty room."""
    phone = bot.person()
    phone.start()
    taps(phone, "⋯")
    phone.wait_for("Que veux-tu faire")
    assert "👥 Mes groupes" not in phone.screen().last.labels
    programme.offers(bot.house, programme.TALK_GROUP)

    phone.write("/menu")

    phone.wait_until(lambda screen: "👥 Mes groupes" in screen.last.labels)


def test_what_is_kept_names_the_seats(bot):
    """Whoever asks is told that there are some, and where to see them."""
    number = programme.offers(bot.house, programme.TALK_GROUP)
    phone = bot.person()
    registers(bot, phone, number)

    phone.write("/mesdonnees")

    phone.wait_for("Mes groupes\u00a0» les montre")


def test_no_notice_carries_a_word_of_the_session(bot):
    """Numbers only."""
    number = programme.offers(bot.house, programme.TALK_GROUP)
    registers(bot, bot.person(), number)

    rows = bot.look(lambda session: [row.numbers for row in session.exec(select(OutboxRow)).all()])
    assert not any("Parler" in numbers or "jeunes" in numbers for numbers in rows)
