"""The bot as an association made it its own: a change in the panel holds at the next message, without a restart."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlmodel import Session, select

from launch.simulator import Phone
from passerelle import offering, wordings
from passerelle.tables import Wording
from passerelle.wordings import Written
from tests.bot.running import Running
from tests.bot.stage import asks_for_somebody, comes_to_the_topics, member, taps
from tests.people import INES

BEGIN = "D’accord, on commence"
PLACE_ASKED = "Ton code postal"


@pytest.fixture(autouse=True)
def as_it_ships(bot: Running) -> Iterator[None]:
    """Give the next test the bot as it ships."""
    yield
    settle(bot, lambda session: _everything_back(bot, session))


def _everything_back(bot: Running, session: Session) -> None:
    offering.greet(session, {})
    offering.promise(session, answer_minutes=0, urgent_minutes=0)
    offering.switch_off(session, ())
    offering.speak(session, ())
    offering.serve(session, "")
    for row in session.exec(select(Wording)).all():
        wordings.forget(session, member(bot, INES), row.id or 0, now=bot.clock())


def settle(bot: Running, act: Callable[[Session], Any]) -> None:
    """Change the settings as the panel does."""
    with bot.house.database.writing() as session:
        act(session)


def says(bot: Running, source: str, text: str, language: str = "fr") -> None:
    """Publish a wording."""
    written, coordinator = Written(source, language, text), member(bot, INES)
    settle(bot, lambda session: wordings.publish(session, coordinator, written, now=bot.clock()))


def test_the_greeting_stands_above_what_must_be_said(bot: Running, sam: Phone) -> None:
    """And stays there once the question is answered; who reads and the limits are below."""
    settle(bot, lambda session: offering.greet(session, {"fr": "Bienvenue à la Maison bleue."}))

    sam.start()
    first = sam.wait_for("Bienvenue à la Maison bleue.").text
    sam.tap(BEGIN)
    sam.wait_for("Qui écrit")

    assert first.startswith("Bienvenue") and "Je suis un robot" in first and "grave danger" in first
    assert any(
        message.text.startswith("Bienvenue") and BEGIN in message.text for message in sam.screen().messages
    )


def test_no_greeting_is_said_in_another_language(bot: Running, sam: Phone) -> None:
    """Who reads Dutch is not greeted in French."""
    settle(bot, lambda session: offering.greet(session, {"fr": "Bienvenue à la Maison bleue."}))
    sam.start()
    taps(sam, "🌐 FR", "Nederlands")

    sam.wait_until(lambda screen: "robot" in screen.last.text and "🌐 NL" in screen.last.labels)

    assert "Maison bleue" not in sam.screen().last.text


def test_what_is_promised_is_said_where_somebody_answers(bot: Running, sam: Phone) -> None:
    """Before the yes and while the case waits: it is eleven o'clock, and two hours are promised."""
    settle(bot, lambda session: offering.promise(session, answer_minutes=120, urgent_minutes=30))

    asks_for_somebody(bot, sam)

    asked, opened = [m.text for m in sam.screen().messages if "Réponse prévue" in m.text]
    assert "aujourd’hui avant 11" in asked or "aujourd’hui avant 13" in asked
    assert "Réponse prévue aujourd’hui avant 13" in opened


def test_an_urgent_case_has_its_own_promise(bot: Running, sam: Phone) -> None:
    """Sooner than an ordinary one."""
    settle(bot, lambda session: offering.promise(session, answer_minutes=480, urgent_minutes=30))

    asks_for_somebody(bot, sam, urgent=True)

    assert "Réponse prévue aujourd’hui avant 11" in sam.screen().last.text


def test_a_service_that_is_switched_off_leaves_the_menu_at_once(bot: Running, sam: Phone) -> None:
    """Its button in an older message brings the question back without it."""
    comes_to_the_topics(sam)
    assert "Travail, formation" in sam.screen().last.labels

    settle(bot, lambda session: offering.switch_off(session, ["work"]))
    sam.tap("Travail, formation")
    sam.wait_until(lambda screen: "Travail, formation" not in screen.last.labels)

    assert {"Harcèlement", "École, études", "Autre chose"} <= set(sam.screen().last.labels)


def test_whoever_is_inside_a_switched_off_conversation_finishes_it(bot: Running, sam: Phone) -> None:
    """All the way to a human, whose message says what was asked."""
    comes_to_the_topics(sam)
    taps(sam, "Travail, formation", "Trouver du travail, un stage")
    sam.wait_for(PLACE_ASKED)

    settle(bot, lambda session: offering.switch_off(session, ["work"]))
    sam.tap("Passer")
    sam.wait_for("peut t’écrire ici")
    sam.tap("Oui, je veux bien")

    sam.wait_for("C’est transmis")


def test_sos_and_a_human_stay_whatever_is_switched_off(bot: Running, sam: Phone) -> None:
    """No setting knows their name."""
    everything = [*bot.bot.door.board.own.services, "human", "crisis", "sos", "bullying"]
    settle(bot, lambda session: offering.switch_off(session, everything))

    comes_to_the_topics(sam)

    labels = set(sam.screen().last.labels)
    assert {"🆘 SOS", "🙋 Quelqu’un", "Harcèlement", "On me fait du mal", "Je ne vais pas bien"} <= labels


def test_only_the_chosen_languages_are_in_the_menu(bot: Running, sam: Phone) -> None:
    """Whoever speaks another already keeps it."""
    sam.start()
    taps(sam, "🌐 FR", "Türkçe")
    sam.wait_until(lambda screen: "🌐 TR" in screen.last.labels)
    settle(bot, lambda session: offering.speak(session, ["fr", "nl"]))

    sam.tap("🌐 TR")

    shown = sam.wait_until(lambda screen: "Nederlands" in screen.last.labels).last.labels
    assert "Français" in shown and "Türkçe" not in shown and "Deutsch" not in shown
    bot.settled()
    assert bot.conversation_of(sam).language == "tr"


def test_a_phone_in_another_language_is_greeted_in_one_that_is_offered(bot: Running) -> None:
    """German is not offered: French is spoken first."""
    settle(bot, lambda session: offering.speak(session, ["fr", "nl"]))
    alex = bot.person("Alex", language_code="de")

    alex.start()

    alex.wait_for("Je suis un robot")


def test_whoever_lives_elsewhere_is_told_kindly_and_offered_a_human(bot: Running, sam: Phone) -> None:
    """The areas, what there is nearer, and the question that everybody gets."""
    settle(bot, lambda session: offering.serve(session, "Liège"))
    comes_to_the_topics(sam)
    taps(sam, "Travail, formation", "Trouver du travail, un stage")
    sam.wait_for(PLACE_ASKED)

    sam.write("5000 Namur")
    sam.wait_for("peut t’écrire ici")

    told = [
        message.text for message in sam.screen().messages if "L’équipe travaille surtout ici" in message.text
    ]
    assert len(told) == 1 and "ici\u00a0: Liège. Tu sembles habiter plus loin" in told[0]
    assert "Oui, je veux bien" in sam.screen().last.labels


@pytest.mark.parametrize("where", ["4020 Liège", "nulle part"])
def test_whoever_may_live_there_is_told_nothing(bot: Running, sam: Phone, where: str) -> None:
    """Inside, or not to be placed."""
    settle(bot, lambda session: offering.serve(session, "Liège"))
    comes_to_the_topics(sam)
    taps(sam, "Travail, formation", "Passer")
    sam.wait_for(PLACE_ASKED)

    sam.write(where)
    if where == "nulle part":
        sam.wait_for("Je ne trouve pas")
        sam.write(where)
    sam.wait_for("peut t’écrire ici")

    assert not any("surtout ici" in message.text for message in sam.screen().messages)


def test_a_wording_is_read_at_the_next_message(bot: Running, sam: Phone) -> None:
    """And the original again, once it is taken back."""
    sam.start()
    sam.wait_for("Je suis un robot")
    says(bot, "Qui écrit\u00a0? C’est pour que la bonne personne réponde.", "C’est qui\u00a0? On a hâte.")

    sam.tap(BEGIN)

    sam.wait_for("On a hâte.")


def test_a_reworded_button_is_understood_when_it_is_typed(bot: Running, sam: Phone) -> None:
    """Whoever types what they read has pressed it."""
    says(bot, "Autre chose", "Encore autre chose")
    comes_to_the_topics(sam)

    sam.write("encore autre chose")

    sam.wait_for("en sécurité, là, maintenant")


def test_a_wording_in_a_language_is_said_in_that_language_alone(bot: Running, sam: Phone) -> None:
    """The others say it as it ships."""
    says(bot, BEGIN, "Oké, daar gaan we", "nl")

    sam.start()
    assert BEGIN in sam.wait_for("Je suis un robot").labels
    taps(sam, "🌐 FR", "Nederlands")

    sam.wait_until(lambda screen: "Oké, daar gaan we" in screen.last.labels)
