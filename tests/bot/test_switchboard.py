"""What a person does and what they then see: the welcome, the buttons, what is typed or sent in place of one, and twice of everything."""

import pytest

from bot.engine.answers import ALARM, WORDS
from launch.simulator import Phone
from passerelle import conversations
from tests.bot.running import Running
from tests.bot.stage import BEGINS, comes_to_the_topics, taps


def answers_of(bot: Running, phone: Phone) -> dict[str, str | None]:
    """What a person answered so far, unsealed."""
    return conversations.answers(bot.conversation_of(phone), bot.house.keys)


def test_the_welcome_says_who_is_there_and_when_no_secret_can_be_kept(bot: Running, sam: Phone) -> None:
    """A robot, who reads, how long it is kept, and the limit; before anything is asked."""
    sam.start()

    welcome = sam.wait_for("robot").text
    for told in ("l’association", "Seule l’équipe lit", "90\u00a0jours", "grave danger"):
        assert told in welcome


def test_a_link_answers_what_brings_somebody(bot: Running, sam: Phone) -> None:
    """The question is not asked again."""
    comes_to_the_topics(sam, payload="harcelement")

    assert "Es-tu en sécurité" in sam.wait_for("Ce n’est pas ta faute").text


@pytest.mark.parametrize("payload", ["", "rien_du_tout", "Ω", "a" * 64, "welcome.topic"])
def test_a_link_that_names_no_topic_changes_nothing(bot: Running, sam: Phone, payload: str) -> None:
    """The topic is asked for."""
    comes_to_the_topics(sam, payload=payload)

    assert sam.wait_for("Qu’est-ce qui t’amène")


def test_nothing_of_the_account_is_stored(bot: Running, sam: Phone) -> None:
    """No number, name or language of it, in no file of the house."""
    comes_to_the_topics(sam)
    bot.settled()

    files = b"".join(path.read_bytes() for path in bot.house.settings.data_dir.glob("*.db*"))
    for canary in (str(sam.id), "Canari", "canari_bleu", "Sam"):
        assert canary.encode() not in files


def test_words_in_place_of_a_button_are_kept_for_whoever_comes(bot: Running, sam: Phone) -> None:
    """They are never called wrong."""
    comes_to_the_topics(sam)

    sam.write("zut, je ne sais pas")

    assert "C’est noté" in sam.wait_for("touche un bouton").text
    bot.settled()
    assert answers_of(bot, sam)[WORDS] == "zut, je ne sais pas"


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("voice", "J’ai bien reçu ta note vocale"),
        ("audio", "J’ai bien reçu ta note vocale"),
        ("video_note", "J’ai bien reçu ta note vocale"),
        ("photo", "Bien reçu"),
        ("video", "Bien reçu"),
        ("document", "Bien reçu"),
        ("sticker", "On continue"),
        ("contact", "je ne garde aucun numéro"),
        ("location", "je ne garde pas ta position"),
        ("dice", "Bien reçu"),
        ("poll", "Bien reçu"),
    ],
)
def test_whatever_is_sent_gets_a_decent_answer(bot: Running, sam: Phone, kind: str, said: str) -> None:
    """And the question comes back with it."""
    sam.start()
    sam.wait_for("robot")

    sam.send(kind)

    assert BEGINS in sam.wait_for(said).labels


def test_a_caption_is_read_like_a_text(bot: Running, sam: Phone) -> None:
    """It is kept, where the picture is not."""
    sam.start()
    sam.wait_for("robot")

    sam.send("photo", caption="regarde ce qu’ils ont écrit")
    bot.settled()

    assert answers_of(bot, sam)[WORDS] == "regarde ce qu’ils ont écrit"


def test_a_changed_message_says_how_to_change_an_answer(bot: Running, sam: Phone) -> None:
    """What was answered stays."""
    comes_to_the_topics(sam)
    number = sam.write("bla")
    sam.wait_for("C’est noté")

    sam.edit(number, "blabla")

    assert sam.wait_for("tu as modifié un message")


def test_words_of_a_crisis_lead_to_numbers_and_a_human(bot: Running, sam: Phone) -> None:
    """At any question, whatever it asked."""
    comes_to_the_topics(sam)

    sam.write("j’ai envie de mourir")

    assert "112" in sam.wait_for("En danger maintenant").text
    assert "Es-tu en sécurité" in sam.wait_for("Merci de me l’avoir dit").text
    taps(sam, "Je ne sais pas")
    assert sam.wait_for("en priorité")
    bot.settled()
    assert answers_of(bot, sam)[ALARM] == "suicide"


def test_every_update_delivered_twice_has_one_effect(bot: Running, sam: Phone) -> None:
    """The second delivery finds that it was heard."""
    bot.telegram.settings(redelivery=1.0)

    comes_to_the_topics(sam)
    sam.write("une fois")
    sam.wait_for("C’est noté")
    bot.telegram.settings(redelivery=0.0)
    bot.settled()

    assert answers_of(bot, sam)[WORDS] == "une fois"
    assert sum("C’est noté" in text for text in sam.screen().texts) == 1


def test_a_start_in_the_middle_takes_up_where_one_was(bot: Running, sam: Phone) -> None:
    """Nothing is asked twice."""
    comes_to_the_topics(sam)
    sam.wait_for("t’amène")

    sam.start()

    assert "t’amène" in sam.wait_for("On reprend").text


def test_who_wrote_words_only_is_told_that_they_are_kept(bot: Running, sam: Phone) -> None:
    """Before any question was answered."""
    sam.write("bonjour il me suit partout")
    sam.wait_for("robot")

    sam.write("/mesdonnees")

    assert "Écrit à côté" in sam.wait_for("sous clé").text


def test_who_said_nothing_is_told_that_nothing_is_kept(bot: Running, sam: Phone) -> None:
    """Truly."""
    sam.start()

    taps(sam, "⋯", "Ce qui est gardé")

    assert sam.wait_for("Je ne garde rien")
