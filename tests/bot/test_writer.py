"""Every message as it leaves: what was typed never comes back, and what is over says nothing."""

from collections.abc import Callable

import pytest

from bot.engine.advance import Human
from bot.flows import LIBRARY
from bot.writer import Cleaning, Message, Writer, human_of
from launch.simulator import Phone
from passerelle import outbox
from passerelle.installation import House
from passerelle.tables import Case, CaseState
from passerelle.words import Words
from tests.bot.running import Running
from tests.bot.stage import asks_for_somebody, comes_to_the_topics, is_held, taps
from tests.house.stage import asks_for_help, writes
from tests.people import MONDAY_MORNING

TYPED = ("canaritape", "4020canari", "canaribeside")


def said_to(bot: Running, phone: Phone) -> str:
    """Every text that was ever sent or written over."""
    return "\n".join(call["params"].get("text", "") for call in bot.telegram.calls(chat_id=phone.id))


def test_typed_words_never_come_back(bot: Running, sam: Phone) -> None:
    """Not with the answer, not in what is kept."""
    comes_to_the_topics(sam)
    taps(sam, "Autre chose", "Oui")
    sam.wait_for("avec tes mots")
    sam.write("canaritape")
    sam.wait_for("code postal")
    sam.write("Liège canariville")
    sam.wait_for("peut t’écrire ici")
    sam.write("canaribeside")
    sam.wait_for("C’est noté")
    taps(sam, "⋯", "Ce qui est gardé")
    sam.wait_for("sous clé")

    assert "canari" not in said_to(bot, sam)


def test_typed_words_do_not_come_back_while_somebody_listens(bot: Running, sam: Phone) -> None:
    """They go to her only."""
    is_held(bot, sam)

    sam.edit(sam.write("canarirelay"), "canariedit")
    sam.write("canarimourir")
    bot.settled()

    assert "canari" not in said_to(bot, sam)


def test_nothing_of_the_account_is_said(bot: Running, sam: Phone) -> None:
    """Neither name nor number."""
    asks_for_somebody(bot, sam)

    for known in ("Canari", "canari_bleu", str(sam.id), "Sam"):
        assert known not in said_to(bot, sam)


@pytest.fixture
def writer(house: House) -> Writer:
    """A writer in a house without a bot."""
    return Writer(LIBRARY, Words(house.settings.data_dir), house.keys)


Written = Callable[..., Message | Cleaning | None]


@pytest.fixture
def written(house: House, writer: Writer) -> Written:
    """Write one row to Sam, as delivery would."""

    def write(notice: str, **numbers: int | str) -> Message | Cleaning | None:
        conversation = writes(house)
        with house.database.writing() as session:
            outbox.enqueue(session, conversation.contact_id, notice, now=house.clock(), numbers=numbers)
            session.flush()
            row = outbox.lease(session, now=house.clock(), at_most=1)[0]
            outbox.sent(session, row.id or 0)
            return writer.write(session, row, house.clock())

    return write


@pytest.mark.parametrize(
    ("notice", "numbers"),
    [
        ("relay", {"entry": 999}),
        ("relay", {}),
        ("frozen", {"question": "welcome.gone", "edit": 1}),
        ("frozen", {"question": "welcome.who"}),
        ("ending", {"ending": "welcome.gone"}),
        ("card", {"card": "of_tomorrow"}),
        ("taken", {"case": 999, "member": 1}),
        ("of_tomorrow", {}),
    ],
)
def test_what_is_over_says_nothing(written: Written, notice: str, numbers: dict[str, int | str]) -> None:
    """A row of another version, or of what was erased meanwhile."""
    assert written(notice, **numbers) is None


@pytest.mark.parametrize("card", ["sos", "menu", "know", "waiting"])
def test_every_card_has_a_way_on(written: Written, card: str) -> None:
    """Nobody stands before a wall."""
    message = written("card", card=card)

    assert isinstance(message, Message) and message.text and message.rows


def test_a_question_whose_answer_was_taken_back_is_only_a_question(written: Written) -> None:
    """Frozen without an answer under it."""
    message = written("frozen", question="welcome.who", edit=5)

    assert isinstance(message, Message) and message.text.startswith("Qui écrit\u00a0?") and message.is_repair


def test_the_country_of_the_case_chooses_the_numbers(written: Written, house: House) -> None:
    """Where it is known, and both neighbours where it is not."""
    unknown = written("card", card="sos")
    assert isinstance(unknown, Message) and "En France" in unknown.text

    case = asks_for_help(house)
    with house.database.writing() as session:
        session.get_one(Case, case.id).country = "FR"
    known = written("card", card="sos")
    assert isinstance(known, Message) and "En Belgique" not in known.text


@pytest.mark.parametrize(
    ("state", "human"),
    [(CaseState.WAITING, Human.AWAITED), (CaseState.TAKEN, Human.PRESENT), (CaseState.CLOSED, Human.NOBODY)],
)
def test_who_listens_is_the_state_of_the_case(state: CaseState, human: Human) -> None:
    """And nobody, where there is none."""
    case = Case(
        key_id="",
        pseudonym="",
        topic="",
        is_urgent=False,
        language="fr",
        state=state,
        opened_at=MONDAY_MORNING,
    )

    assert human_of(case) is human and human_of(None) is Human.NOBODY
