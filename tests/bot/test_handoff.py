"""Between Sam and Nadia: what passes in both directions, who is told what, and the silence of a bot that is not needed."""

from sqlmodel import Session, select

from launch.simulator import Phone
from passerelle import cases
from passerelle.tables import CaseState, Contact, Entry, OutboxRow
from tests.bot.running import Running
from tests.bot.stage import (
    case_of,
    closes,
    hands_over,
    is_held,
    reads,
    replies,
    takes,
    taps,
)
from tests.people import MARC


def test_nadia_is_introduced_before_each_thing_she_says(bot: Running, sam: Phone) -> None:
    """By her first name and what she does; her page sees that it arrived."""
    case = is_held(bot, sam)

    replies(bot, case, "Bonjour, je suis là.")

    assert sam.wait_for("je suis là").text == "Nadia, médiatrice\u00a0:\nBonjour, je suis là."
    bot.settled()
    assert reads(bot, case)[-1].delivery == "sent"


def test_a_hand_over_says_who_answers_now(bot: Running, sam: Phone) -> None:
    """Marc, by name."""
    case = is_held(bot, sam)

    hands_over(bot, case, MARC)

    assert sam.wait_for("prend le relais").text.startswith("Marc, médiateur")


def test_a_closed_case_says_how_to_come_back(bot: Running, sam: Phone) -> None:
    """And the next words are a new beginning."""
    case = is_held(bot, sam)

    closes(bot, case)
    sam.wait_for("a clos cet échange")
    sam.write("coucou")

    assert sam.wait_until(lambda screen: "robot" in screen.last.text)
    bot.settled()
    assert bot.conversation_of(sam).open_case_id is None


def test_a_stop_withdraws_the_case(bot: Running, sam: Phone) -> None:
    """Her mediator sees it."""
    case = is_held(bot, sam)

    taps(sam, "⋯", "Arrêter", "Oui, arrêter")
    sam.wait_for("on s’arrête")
    bot.settled()

    assert reads(bot, case)[-1].content.code == "withdrawn"
    assert bot.look(lambda session: cases.get(session, case.id or 0)).state == CaseState.CLOSED


def test_who_blocked_the_bot_gets_nothing_and_nadia_sees_it(bot: Running, sam: Phone) -> None:
    """What she writes is marked as not delivered."""
    case = is_held(bot, sam)
    sam.block()
    bot.settled()

    replies(bot, case, "Tu es là ?")
    bot.settled()

    assert reads(bot, case)[-1].delivery == "gone"
    assert not bot.look(lambda session: _contact(session, bot, sam).reachable)


def test_what_waited_for_somebody_who_leaves_is_marked(bot: Running, sam: Phone) -> None:
    """Without being tried."""
    case = is_held(bot, sam)
    bot.telegram.add_fault("error", method="sendMessage", chat_id=sam.id)
    replies(bot, case, "Tu es là ?")
    bot.until(lambda session: session.exec(select(OutboxRow).where(OutboxRow.attempts > 0)).first())

    sam.block()
    bot.until(lambda session: not _contact(session, bot, sam).reachable)
    bot.telegram.clear_faults()
    bot.settled()

    assert reads(bot, case)[-1].delivery == "gone"


def test_who_comes_back_is_reached_again(bot: Running, sam: Phone) -> None:
    """The case is where it was."""
    case = is_held(bot, sam)
    sam.block()
    bot.settled()

    sam.start()
    sam.wait_for("lit ce que tu écris ici")
    replies(bot, case, "Te revoilà.")

    assert sam.wait_for("Te revoilà")


def _contact(session: Session, bot: Running, phone: Phone) -> Contact:
    lookup = bot.house.keys.vault.lookup(phone.id)
    return session.exec(select(Contact).where(Contact.lookup == lookup)).one()


def test_a_group_is_left_and_nothing_of_it_is_stored(bot: Running, sam: Phone) -> None:
    """Whoever added us there, and whatever is written there."""
    before = bot.count(Contact), bot.count(Entry)

    group = bot.telegram.group(sam, "La classe")
    bot.telegram.wait_until(lambda: bot.telegram.group_state(group)["bot_status"] == "left" or None)
    bot.settled()

    assert (bot.count(Contact), bot.count(Entry)) == before
    assert bot.telegram.calls("sendMessage", chat_id=group) == []


def test_the_formal_are_told_formally(bot: Running, sam: Phone) -> None:
    """A parent reads "vous" from the first question on, and when the case is taken."""
    sam.start()
    taps(sam, "D’accord", "Un parent", "🙋 Quelqu’un", "Non, ça peut attendre")
    assert "vous vous appelez" in sam.wait_for("C’est transmis").text
    bot.settled()

    takes(bot, case_of(bot, sam))

    assert sam.wait_for("a pris votre demande et vous répond ici")
