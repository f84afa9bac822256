"""What the endings do in the house: a case with all that was said, or nothing at all."""

import pytest

from launch.simulator import Phone
from passerelle import conversations
from passerelle.errors import KeyDestroyed
from tests.bot.running import Running
from tests.bot.stage import asks_for_somebody, case_of, comes_to_the_topics, reads, taps


def tells_of_bullying(bot: Running, sam: Phone) -> None:
    """The whole conversation, to its last question."""
    comes_to_the_topics(sam)
    sam.write("ils se moquent de moi tous les jours")
    taps(sam, "Oui", "À l’école", "En parler")
    sam.wait_for("code postal")
    sam.write("4020")
    sam.wait_for("Une personne de l’équipe peut t’écrire ici")


def test_bullying_becomes_a_case_under_a_surname(bot: Running, sam: Phone) -> None:
    """The headline is coarse, and the person learns what the team calls them."""
    tells_of_bullying(bot, sam)

    sam.tap("Oui, je veux bien")
    said = sam.wait_for("C’est transmis").text
    bot.settled()

    case = case_of(bot, sam)
    assert (case.topic, case.age_band, case.area, case.country) == ("bullying", "12-17", "Liège", "BE")
    assert case.pseudonym in said and not case.is_urgent


def test_a_case_holds_what_was_asked_and_answered(bot: Running, sam: Phone) -> None:
    """In words, so that it reads as it was; not what only the person had to read."""
    tells_of_bullying(bot, sam)
    sam.tap("Oui, je veux bien")
    sam.wait_for("C’est transmis")
    bot.settled()

    asked = {line.content.question: line.content.text for line in reads(bot, case_of(bot, sam))}
    assert asked["Où est-ce que ça se passe\u00a0? C’est pour savoir qui peut agir."] == "À l’école"
    assert "ils se moquent de moi tous les jours" in asked.values() and "4020" in asked.values()
    assert not any("robot" in (question or "") for question in asked)


def test_mediation_becomes_a_case(bot: Running, sam: Phone) -> None:
    """With a neighbour, who is spoken to formally."""
    comes_to_the_topics(sam, who="Adulte", payload="mediation")
    taps(sam, "Non", "Des voisins", "En parler, d’abord")
    sam.wait_for("code postal")
    taps(sam, "Passer", "Oui, je veux bien")
    sam.wait_for("C’est transmis")
    bot.settled()

    case = case_of(bot, sam)
    assert (case.topic, case.kind, case.who, case.area) == (
        "neighbourhood_conflict",
        "mediator",
        "adult",
        None,
    )
    assert "(passé)" in [line.content.text for line in reads(bot, case)]


@pytest.mark.parametrize(
    ("topic", "way", "filed"),
    [
        ("À la maison", ("Oui", "Être accompagné"), ("family_conflict", "accompaniment")),
        ("Je ne vais pas bien", ("Non", "Passer"), ("mental_health", "mediator")),
        ("On me fait du mal", ("Oui", "En parler"), ("violence", "emergency")),
        ("Travail, formation", ("Une formation",), ("work_training", "accompaniment")),
        ("Sport, activités", ("Un stage",), ("isolation_activities", "activity")),
        ("Une bonne adresse", ("Mal-être", "En français"), ("mental_health", "referral")),
    ],
)
def test_every_other_topic_leads_to_a_human_too(
    bot: Running, sam: Phone, topic: str, way: tuple[str, ...], filed: tuple[str, str]
) -> None:
    """The case is about it, and asks for what the person wished."""
    comes_to_the_topics(sam)
    taps(sam, topic, *way)
    sam.wait_for("code postal")
    taps(sam, "Passer", "Oui, je veux bien")
    sam.wait_for("C’est transmis")
    bot.settled()

    case = case_of(bot, sam)
    assert (case.topic, case.kind) == filed


def test_who_is_not_safe_comes_first(bot: Running, sam: Phone) -> None:
    """Numbers, then an urgent case."""
    comes_to_the_topics(sam, payload="harcelement")

    taps(sam, "Non")
    assert sam.wait_for("En danger maintenant") and sam.wait_for("en priorité")
    taps(sam, "Oui, je veux bien")
    sam.wait_for("C’est transmis, en priorité")
    bot.settled()

    assert case_of(bot, sam).is_urgent


def test_nothing_stays_of_who_says_not_now(bot: Running, sam: Phone) -> None:
    """No answers, and the key that sealed them is destroyed."""
    tells_of_bullying(bot, sam)
    bot.settled()
    key = bot.conversation_of(sam).key_id

    sam.tap("Pas maintenant")
    assert sam.wait_for("Rien n’est gardé")
    bot.settled()

    assert bot.conversation_of(sam).sealed_answers == b""
    with pytest.raises(KeyDestroyed):
        bot.house.keys.keystore.key(key)


def test_nothing_stays_of_who_stops(bot: Running, sam: Phone) -> None:
    """The same, from anywhere."""
    comes_to_the_topics(sam)
    bot.settled()
    key = bot.conversation_of(sam).key_id

    taps(sam, "⋯", "Arrêter", "Oui, arrêter")
    sam.wait_for("on s’arrête")
    bot.settled()

    assert conversations.answers(bot.conversation_of(sam), bot.house.keys) == {}
    with pytest.raises(KeyDestroyed):
        bot.house.keys.keystore.key(key)


def test_words_written_beside_the_questions_are_in_the_case(bot: Running, sam: Phone) -> None:
    """Whoever takes it reads them first hand."""
    comes_to_the_topics(sam)
    sam.write("il me suit partout")
    sam.wait_for("C’est noté")

    taps(sam, "🙋 Quelqu’un", "Non, ça peut attendre")
    sam.wait_for("C’est transmis")
    bot.settled()

    told = {line.content.question: line.content.text for line in reads(bot, case_of(bot, sam))}
    assert told["Écrit à côté des questions"] == "il me suit partout"


def test_sos_before_a_case_makes_it_urgent(bot: Running, sam: Phone) -> None:
    """And the case says that it was pressed."""
    sam.start()
    sam.tap("🆘 SOS")
    sam.wait_for("112")

    taps(sam, "🙋 Quelqu’un", "Non, ça peut attendre")
    sam.wait_for("C’est transmis")
    bot.settled()

    case = case_of(bot, sam)
    assert case.is_urgent and "alarm_sos" in [line.content.code for line in reads(bot, case)]


def test_a_crisis_during_a_case_adds_to_it(bot: Running, sam: Phone) -> None:
    """A person has one case at a time."""
    case = asks_for_somebody(bot, sam)
    taps(sam, "⋯", "Arrêter")
    sam.wait_for("On s’arrête là")

    sam.tap("Non, continuer")
    bot.settled()

    assert case_of(bot, sam).id == case.id
