"""“What do you know about me?”: each answer is listed with a button that takes it back, and only it."""

from launch.simulator import Phone
from tests.bot.running import Running
from tests.bot.stage import comes_to_the_topics, is_held, taps
from tests.bot.test_switchboard import answers_of


def sees_what_is_kept(phone: Phone) -> None:
    """A person opens the card."""
    taps(phone, "⋯", "Ce qui est gardé")
    phone.wait_for("sous clé")


def test_every_answer_has_its_button(bot: Running, sam: Phone) -> None:
    """Numbered as it is listed; what was only told has none."""
    comes_to_the_topics(sam)
    taps(sam, "Autre chose", "Oui")
    sam.wait_for("Dis-moi avec tes mots")

    sees_what_is_kept(sam)

    card = sam.wait_for("sous clé")
    assert "1. Qui écrit" in card.text and "touche son numéro" in card.text
    assert card.labels[:3] == ("✎ 1", "✎ 2", "✎ 3") and "✎ 4" not in card.labels


def test_an_answer_is_asked_again_in_the_same_message(bot: Running, sam: Phone) -> None:
    """The others stay: after it comes the question where one was."""
    comes_to_the_topics(sam)
    taps(sam, "Autre chose", "Oui")
    sam.wait_for("Dis-moi avec tes mots")
    sees_what_is_kept(sam)
    card = sam.wait_for("sous clé")

    sam.tap("✎ 1")
    screen = sam.wait_until(lambda screen: "J’ai 18 à 25 ans" in screen.last.labels)
    assert screen.last.id == card.id
    sam.tap("J’ai 18 à 25 ans")

    sam.wait_until(lambda screen: "Dis-moi avec tes mots" in screen.last.text)
    bot.settled()
    assert answers_of(bot, sam)["welcome.who"] == "18-25" and answers_of(bot, sam)["other.safe"] == "yes"


def test_an_answer_that_leads_elsewhere_leads_there(bot: Running, sam: Phone) -> None:
    """What was answered since is not lost for whoever comes back to it."""
    comes_to_the_topics(sam)
    taps(sam, "Autre chose", "Oui")
    sam.wait_for("Dis-moi avec tes mots")
    sees_what_is_kept(sam)

    sam.tap("✎ 2")
    sam.wait_until(lambda screen: "t’amène" in screen.last.text)
    sam.tap("Harcèlement")

    assert "Es-tu en sécurité" in sam.wait_for("Ce n’est pas ta faute").text
    bot.settled()
    assert answers_of(bot, sam)["other.safe"] == "yes"


def test_a_button_of_before_brings_what_is_asked_now(bot: Running, sam: Phone) -> None:
    """It takes nothing back."""
    comes_to_the_topics(sam)
    sees_what_is_kept(sam)
    card = sam.wait_for("sous clé")
    data = card.data_of("✎ 1") or ""
    question = sam.wait_for("t’amène")
    sam.tap_data(question.id, question.data_of("Autre chose") or "")
    sam.wait_for("Es-tu en sécurité")
    bot.settled()
    before = answers_of(bot, sam)

    sam.tap_data(card.id, data, is_stale=True)
    bot.settled()

    assert answers_of(bot, sam) == before and "en sécurité" in sam.screen().last.text


def test_during_a_case_one_writes_to_the_human(bot: Running, sam: Phone) -> None:
    """The answers are there, not here."""
    is_held(bot, sam)

    sees_what_is_kept(sam)

    card = sam.wait_for("sous clé")
    assert "Pour corriger quelque chose, écris-le ici" in card.text
    assert not any("✎" in label for label in card.labels)
