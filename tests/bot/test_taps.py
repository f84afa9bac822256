"""Buttons: each is one step, however often and however late it is pressed; a typed label is a button."""

import pytest

from launch.simulator import Phone
from tests.bot.running import Running
from tests.bot.stage import BEGINS, case_of, comes_to_the_topics, taps
from tests.bot.test_switchboard import answers_of


def test_a_tap_writes_over_the_question_and_its_answer_stays(bot: Running, sam: Phone) -> None:
    """The question keeps its answer and loses its buttons; the next one is a message of its own."""
    sam.start()

    taps(sam, BEGINS)

    sam.wait_for("Qui écrit")
    asked = sam.wait_until(lambda screen: "→ D’accord" in screen.messages[1].text).messages[1]
    assert not asked.labels and asked.is_edited


def test_a_typed_label_is_a_tap(bot: Running, sam: Phone) -> None:
    """In any case, without accents, and up to its comma."""
    sam.start()
    sam.wait_for("robot")

    sam.write("d'ACCORD on commence !")

    sam.wait_for("Qui écrit")
    bot.settled()
    assert answers_of(bot, sam) == {"welcome.start": "go"}


def test_a_double_tap_is_one_step(bot: Running, sam: Phone) -> None:
    """The second half neither answers nor repeats."""
    sam.start()

    sam.tap(BEGINS, times=2)
    bot.settled()

    assert answers_of(bot, sam) == {"welcome.start": "go"}
    assert [m.text for m in sam.screen().messages if "Qui écrit" in m.text] == [
        "Qui écrit\u00a0? C’est pour que la bonne personne réponde."
    ]


def test_a_button_pressed_two_hundred_times_is_one_step(bot: Running, sam: Phone) -> None:
    """However many fingers."""
    sam.start()

    sam.tap(BEGINS, times=200)
    bot.settled()

    assert answers_of(bot, sam) == {"welcome.start": "go"} and len(sam.screen().messages) == 3


def test_the_last_button_pressed_twice_opens_one_case_and_says_so_once(bot: Running, sam: Phone) -> None:
    """The ending stays the last word."""
    sam.start()
    sam.tap("🙋 Quelqu’un")

    sam.tap("Non, ça peut attendre", times=2)
    bot.settled()

    assert "C’est transmis" in sam.screen().last.text and case_of(bot, sam)


def test_a_stop_pressed_twice_stays_a_stop(bot: Running, sam: Phone) -> None:
    """The welcome does not come back over it."""
    comes_to_the_topics(sam)
    taps(sam, "⋯", "Arrêter")

    sam.tap("Oui, arrêter", times=2)
    bot.settled()

    assert "on s’arrête" in sam.screen().last.text


def test_an_old_button_brings_the_current_question_back(bot: Running, sam: Phone) -> None:
    """And answers nothing."""
    sam.start()
    welcome = sam.wait_for("robot")
    old = welcome.data_of(BEGINS) or ""
    taps(sam, BEGINS, "J’ai 12 à 17 ans")
    bot.settled()
    before, count = answers_of(bot, sam), len(sam.screen().messages)

    sam.tap_data(welcome.id, old, is_stale=True)

    sam.wait_until(lambda screen: len(screen.messages) > count and "t’amène" in screen.last.text)
    assert answers_of(bot, sam) == before


@pytest.mark.parametrize("data", ["", "x", "a:zzz", "x:nothing", "a:0123456789:go", "🦊" * 16, "x:erase:"])
def test_a_button_that_is_not_ours_answers_nothing(bot: Running, sam: Phone, data: str) -> None:
    """The question stands, and the button stops spinning."""
    sam.start()
    welcome = sam.wait_for("robot")

    tap = sam.tap_data(welcome.id, data, is_stale=True)[0]

    sam.wait_until(lambda screen: any(answer["tap_id"] == tap for answer in screen.raw["answers"]))
    bot.settled()
    assert answers_of(bot, sam) == {}


def test_back_pressed_twice_goes_back_once(bot: Running, sam: Phone) -> None:
    """The second press belongs to a moment that is over."""
    comes_to_the_topics(sam)

    sam.tap("⟵ Retour", times=2)
    bot.settled()

    assert answers_of(bot, sam) == {"welcome.start": "go"}


def test_back_and_back_goes_back_twice(bot: Running, sam: Phone) -> None:
    """Pressed one after the other, each counts."""
    comes_to_the_topics(sam)

    sam.tap("⟵ Retour")
    bot.settled()
    sam.tap("⟵ Retour")
    bot.settled()

    assert answers_of(bot, sam) == {}


def test_the_menu_says_what_is_kept(bot: Running, sam: Phone) -> None:
    """Choices in words, typed words as a tick."""
    comes_to_the_topics(sam)
    sam.write("mes mots à moi")
    sam.wait_for("C’est noté")

    taps(sam, "⋯", "Ce qui est gardé")

    kept = sam.wait_for("sous clé").text
    assert (
        "→ J’ai 12 à 17 ans" in kept and "Écrit à côté des questions\n→ ✓" in kept and "mes mots" not in kept
    )
