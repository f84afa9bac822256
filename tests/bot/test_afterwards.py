"""How it went: asked under the last words of a case, answered by one tap, counted, and somebody again for whom nobody helped."""

import pytest
from sqlmodel import select

from launch.simulator import Phone
from passerelle import cases, matching, retention
from passerelle.rota.tables import CaseDecline
from passerelle.tables import Case
from tests.bot.running import Running
from tests.bot.stage import (
    asks_for_somebody,
    case_of,
    closes,
    comes_to_the_topics,
    is_held,
    reads,
    takes,
    taps,
)


def closed(bot: Running, phone: Phone) -> Case:
    """Nadia held the person's case and closed it."""
    case = is_held(bot, phone)
    closes(bot, case)
    phone.wait_for("a clos cet échange")
    bot.settled()
    return case


def says(phone: Phone, helped: str, useful: str) -> None:
    """A person answers the two questions, each when it is there."""
    phone.tap(helped)
    phone.wait_until(lambda screen: "utile" in screen.last.text)
    phone.tap(useful)


def told(bot: Running, case: Case) -> tuple[str | None, str | None]:
    """What the team sees on the closed case."""
    now = bot.look(lambda session: cases.get(session, case.id or 0))
    return now.help_came, now.was_useful


def test_the_first_question_stands_under_the_last_words(bot: Running, sam: Phone) -> None:
    """With its three answers, and SOS one tap away."""
    closed(bot, sam)

    last = sam.wait_for("Est-ce que quelqu’un t’a aidé·e")
    assert last.labels[:4] == ("Oui", "Un peu", "Non", "🆘 SOS")


def test_two_taps_tell_how_it_went(bot: Running, sam: Phone) -> None:
    """The last words keep the answer and lose the buttons; then only thanks."""
    case = closed(bot, sam)

    sam.tap("Un peu")
    sam.wait_for("utile")
    bot.settled()
    assert told(bot, case) == ("some", None)
    sam.tap("Oui")
    sam.wait_for("Merci, c’est noté")
    bot.settled()

    assert told(bot, case) == ("some", "yes")
    assert (
        "→ Un peu" in sam.wait_for("a clos cet échange").text
        and "Un peu" not in sam.wait_for("a clos").labels
    )


def test_thanks_are_the_last_word(bot: Running, sam: Phone) -> None:
    """Who had not begun anything is not greeted with questions again."""
    closed(bot, sam)

    says(sam, "Oui", "Oui")
    sam.wait_for("Merci, c’est noté")
    bot.settled()

    assert "Merci, c’est noté" in sam.screen().last.text


def test_nobody_helped_leads_to_somebody_without_the_intake(bot: Running, sam: Phone) -> None:
    """A new case that is filed like the first one, and does not say what was answered."""
    first = closed(bot, sam)

    says(sam, "Non", "Non")
    sam.wait_for("sans tout raconter de nouveau")
    taps(sam, "Oui, je veux bien")
    sam.wait_for("C’est transmis")
    bot.settled()

    again = case_of(bot, sam)
    assert again.id != first.id and (again.topic, again.kind, again.who) == (
        first.topic,
        first.kind,
        first.who,
    )
    assert not any("aidé" in (line.content.question or "") for line in reads(bot, again))
    assert bot.conversation_of(sam).closed_case_id is None


def test_somebody_else_may_be_asked_for(bot: Running, sam: Phone) -> None:
    """The new case is proposed to anybody but whoever held the first one, and nobody has to say why."""
    first = closed(bot, sam)

    says(sam, "Non", "Non")
    taps(sam, "Oui, quelqu’un d’autre")
    sam.wait_for("C’est transmis")
    bot.settled()

    again = case_of(bot, sam)
    wishes = bot.look(lambda session: session.exec(select(CaseDecline)).all())
    holder = bot.look(lambda session: cases.get(session, first.id or 0)).owner_id
    assert [(wish.case_id, wish.member_id, wish.reason) for wish in wishes] == [
        (first.id, holder, "not_wanted")
    ]
    proposed = bot.look(lambda session: matching.proposed(session, [again], bot.house.clock()))
    assert holder not in [found.member_id for found in proposed.values()]


def test_the_intake_of_before_files_the_case_again(bot: Running, sam: Phone) -> None:
    """Topic, age and place are not asked twice, and an adult stays an adult."""
    comes_to_the_topics(sam, who="Adulte", payload="mediation")
    taps(sam, "Non", "Des voisins", "En parler, d’abord")
    sam.wait_for("code postal")
    sam.write("4020")
    taps(sam, "Oui, je veux bien")
    sam.wait_for("C’est transmis")
    first = case_of(bot, sam)
    takes(bot, first)
    closes(bot, first)
    assert "vous a aidé·e" in sam.wait_for("a clos cet échange").text

    says(sam, "Non", "Non")
    taps(sam, "Oui, je veux bien")
    screen = sam.wait_until(lambda screen: "C’est transmis" in screen.last.text)
    bot.settled()

    again = case_of(bot, sam)
    assert "vous vous appelez" in screen.last.text
    assert (again.topic, again.who, again.area) == ("neighbourhood_conflict", "adult", "Liège")


def test_it_can_be_told_in_the_middle_of_something_new(bot: Running, sam: Phone) -> None:
    """And then goes on where one was."""
    case = closed(bot, sam)
    last_words = sam.wait_for("a clos cet échange")
    comes_to_the_topics(sam)
    bot.settled()

    sam.tap_data(last_words.id, last_words.data_of("Oui") or "")
    sam.wait_for("utile")
    sam.tap("Oui")

    assert "t’amène" in sam.wait_for("Merci, c’est noté").text
    bot.settled()
    assert told(bot, case) == ("yes", "yes")


def test_a_double_tap_asks_the_next_question_once(bot: Running, sam: Phone) -> None:
    """The second half says nothing."""
    closed(bot, sam)

    sam.tap("Oui", times=2)
    bot.settled()

    assert sum("utile" in text for text in sam.screen().texts) == 1


def test_weeks_later_it_can_still_be_told(own_bot: Running) -> None:
    """What was abandoned is gone; the case is there, and so is the question under its last words."""
    bot, sam = own_bot, own_bot.person()
    case = closed(bot, sam)
    bot.clock.forward(days=8)
    retention.tick(bot.house.database, bot.house.keys, bot.clock())

    sam.tap("Non")
    sam.wait_for("utile")
    bot.settled()

    assert told(bot, case) == ("no", None)


@pytest.mark.parametrize("gone", ["erased", "told", "another"])
def test_what_is_over_is_not_told(own_bot: Running, gone: str) -> None:
    """The button of a case that is erased, told of, or followed by another brings what is asked now."""
    bot, sam = own_bot, own_bot.person()
    case = closed(bot, sam)
    old = sam.wait_for("a clos cet échange")
    data = old.data_of("Non") or ""
    if gone == "erased":
        bot.clock.forward(days=91)
        retention.tick(bot.house.database, bot.house.keys, bot.clock())
    elif gone == "told":
        says(sam, "Oui", "Oui")
        sam.wait_for("Merci, c’est noté")
    else:
        asks_for_somebody(bot, sam)
    bot.settled()
    before = told(bot, case)

    sam.tap_data(old.id, data, is_stale=True)
    bot.settled()

    assert told(bot, case) == before


def test_a_case_that_the_person_withdrew_asks_nothing(bot: Running, sam: Phone) -> None:
    """Only who was answered is asked how it went."""
    is_held(bot, sam)

    taps(sam, "⋯", "Arrêter", "Oui, arrêter")
    sam.wait_for("on s’arrête")
    bot.settled()

    assert bot.conversation_of(sam).closed_case_id is None
    assert not any("t’a aidé·e" in text for text in sam.screen().texts)


def test_an_erased_case_is_not_remembered(bot: Running, sam: Phone) -> None:
    """Not even by its number."""
    case = closed(bot, sam)
    assert bot.conversation_of(sam).closed_case_id == case.id

    with bot.house.database.writing() as session:
        cases.erase(session, cases.get(session, case.id or 0), now=bot.clock())

    assert bot.conversation_of(sam).closed_case_id is None
