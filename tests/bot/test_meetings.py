"""An appointment on the phone: times to choose from, what was agreed, a discreet reminder, another time, and the family."""

from datetime import timedelta

import pytest
from sqlmodel import select

from passerelle.appointments import family, moves, offers, telling
from passerelle.appointments.tables import Appointment, Guest
from tests.bot.stage import is_held, member, reads, taps

TELLING = ("médiat", "harcèlement", "association", "rue", "Liège", "psy")


@pytest.fixture
def bot(own_bot):
    """A bot of each test's own, on a Monday morning: hours pass in them."""
    return own_bot


@pytest.fixture
def held(bot):
    """Sam's phone, and the case that Nadia holds."""
    phone = bot.person()
    return phone, is_held(bot, phone)


def tomorrow(bot, hour=17, days=1):
    """An hour of another day, as an instant."""
    return (bot.clock() + timedelta(days=days)).replace(hour=hour - 1, minute=0, second=0, microsecond=0)


def proposes(bot, case, *starts, place="Rue du Pont 1"):
    """Nadia proposes times."""
    house, nadia = bot.house, member(bot)
    with house.database.writing() as session:
        return offers.propose(
            session,
            nadia,
            case.id,
            starts,
            minutes=45,
            mode="place",
            place=place,
            keys=house.keys,
            now=house.clock(),
        ).id


def agrees(bot, held):
    """Sam picks the first of two times; gives what was agreed."""
    phone, case = held
    proposes(bot, case, tomorrow(bot), tomorrow(bot, 18))
    phone.wait_for("Quel moment te va")
    taps(phone, "demain à 17")
    phone.wait_for("C’est noté")
    bot.settled()
    return bot.look(lambda session: session.exec(select(Appointment).order_by(Appointment.id.desc())).first())


def said_in(bot, case):
    """The codes of what happened in a case."""
    return [line.content.code for line in reads(bot, case) if line.content.code]


def test_sam_picks_a_time_and_nadia_sees_it(bot, held):
    """One tap, and it stands in the case."""
    appointment = agrees(bot, held)

    assert "🆘 SOS" in held[0].screen().last.labels
    assert appointment.starts_at == tomorrow(bot) and "appointment_agreed" in said_in(bot, held[1])


def test_none_fits_is_told_to_the_team(bot, held):
    """And Sam may write when they would be free."""
    phone, case = held
    proposes(bot, case, tomorrow(bot))
    phone.wait_for("Quel moment te va")
    taps(phone, "Aucun ne va")

    phone.wait_for("quand tu serais libre")
    assert "appointment_none_fits" in said_in(bot, case)


def test_where_stands_behind_a_tap_only(bot, held):
    """No notice has it."""
    agrees(bot, held)
    phone = held[0]
    assert not any("Rue du Pont" in text for text in phone.screen().texts)
    taps(phone, "📍 Où")

    phone.wait_for("Rue du Pont 1")


def test_a_reminder_comes_the_day_before_in_neutral_words(bot, held):
    """It tells an hour, and nothing else."""
    agrees(bot, held)
    bot.later(hours=9)
    notice = held[0].wait_for("Rappel")

    assert "demain" in notice.text or "aujourd’hui" in notice.text
    assert not any(word.casefold() in notice.text.casefold() for word in TELLING)


def test_sam_comes_with_one_tap(bot, held):
    """Nadia sees that too."""
    agrees(bot, held)
    bot.later(hours=9)
    held[0].wait_for("Rappel")
    taps(held[0], "✓ Je viens")

    held[0].wait_for("à bientôt")
    assert "appointment_confirmed" in said_in(bot, held[1])


def test_cancelling_asks_once_and_calls_the_reminders_back(bot, held):
    """No reminder for what is off."""
    agrees(bot, held)
    phone = held[0]
    taps(phone, "Annuler")
    phone.wait_for("Annuler demain")
    taps(phone, "Oui, annuler")
    phone.wait_for("C’est annulé")
    bot.later(hours=25)
    bot.settled()

    assert not any(text.startswith("Rappel") for text in phone.screen().texts)


def test_a_file_for_the_calendar_has_neutral_words(bot, held):
    """It is sent without a sound, and tells no place."""
    agrees(bot, held)
    taps(held[0], "📅 Agenda")
    bot.settled()
    sent = bot.telegram.calls("sendDocument")

    assert len(sent) == 1


def test_the_words_of_a_reminder_can_be_chosen(bot, held):
    """And whether it makes a sound."""
    appointment = agrees(bot, held)
    phone = held[0]
    taps(phone, "🔔 Rappel")
    phone.wait_for("Quels mots")
    taps(phone, "Agenda\u00a0: 17", "Sans son")
    bot.settled()

    contact_id = bot.conversation_of(phone).contact_id
    wish = bot.look(lambda session: telling.wish_of(session, contact_id, appointment.id))
    assert (wish.words, wish.is_silent) == ("agenda", True)


def test_somebody_of_the_family_sees_the_time_and_nothing_else(bot, held):
    """By a code; neither what Sam wrote nor what they are called here."""
    agrees(bot, held)
    house, nadia = bot.house, member(bot)
    with house.database.writing() as session:
        code = family.invite_family(session, nadia, held[1].id, vault=house.keys.vault, now=house.clock())
    parent = bot.person("Alex")
    parent.start(family.payload(code))

    shown = parent.wait_for("rien d’autre").text
    assert "demain à 17" in shown
    assert not any(held[1].pseudonym in text or "Rue" in text for text in parent.screen().texts)
    assert bot.count(Guest) == 1


def test_a_wrong_code_lets_nobody_in(bot):
    """And says what to do."""
    stranger = bot.person("Alex")
    stranger.start("rv-AAAA9999")

    stranger.wait_for("Ce code ne marche pas")


def test_a_time_that_was_missed_is_asked_about_once_and_kindly(bot, held):
    """Yes tells the team."""
    appointment = agrees(bot, held)
    house, nadia = bot.house, member(bot)
    bot.later(hours=34)
    with house.database.writing() as session:
        moves.mark_missed(session, nadia, appointment.id, keys=house.keys, now=house.clock())
    bot.later(hours=16)
    held[0].wait_for("Ce n’est pas grave")
    taps(held[0], "Oui")

    held[0].wait_for("On te propose bientôt")
    assert "appointment_wanted" in said_in(bot, held[1])


def test_a_button_of_somebody_elses_appointment_harms_nothing(bot, held):
    """Guessed numbers are over, kindly."""
    appointment = agrees(bot, held)
    stranger = bot.person("Marc")
    stranger.start()
    stranger.wait_for("Bonjour")
    for what in ("cancel_sure", "where", "ics", "come", "pick"):
        stranger.tap_data(stranger.screen().last.id, f"r:{what}:{appointment.id}", is_stale=True)

    stranger.wait_for("Ce moment est passé")
    kept = bot.look(lambda session: session.get(Appointment, appointment.id))
    assert kept.state in {"agreed", "confirmed"}
