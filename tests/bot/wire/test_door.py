"""The way in: one update that nobody can read stops nobody else, and what it says is in no log."""

import io
from typing import Any

import pytest
from sqlmodel import col, select

from launch.simulator import Phone
from passerelle.conversations import Secrets
from passerelle.tables import Contact, Conversation, DeadLetter
from passerelle.vault import seal, unseal
from tests.bot.running import Running
from tests.bot.stage import comes_to_the_topics, is_held, reads

SECRET = "secretdesam"
DEEP = 600


def nested(depth: int) -> Any:
    """A message in a message in a message."""
    inner: Any = SECRET
    for _ in range(depth):
        inner = {"reply_to_message": inner}
    return inner


def from_sam(sam: Phone, **content: Any) -> dict[str, Any]:
    """A message of Sam's, whose chat can be read."""
    chat = {"id": sam.id, "type": "private", "first_name": SECRET}
    author = {"id": sam.id, "is_bot": False, "first_name": SECRET}
    return {"message_id": 99, "chat": chat, "from": author, **content}


def poison(sam: Phone) -> dict[str, dict[str, Any]]:
    """Updates that cannot be parsed; the good half of them says whose they are."""
    return {
        "nothing of it": {"message": {}},
        "a text for an object": {"message": SECRET},
        "a number for an object": {"callback_query": 7},
        "a list for a text": {"message": from_sam(sam, date=1, text=[SECRET])},
        "no date": {"message": from_sam(sam, text=SECRET)},
        "a date of words": {"message": from_sam(sam, date=SECRET, text=SECRET)},
        "huge": {"message": from_sam(sam, text=SECRET * 50_000)},
        "deep": {"message": {**from_sam(sam, date=1, text=SECRET), "reply_to_message": nested(DEEP)}},
        "an impossible account": {"message": {"chat": {"id": 2**80, "type": "private"}, "text": SECRET}},
        "a tap of nobody": {"callback_query": {"id": SECRET, "data": SECRET}},
        "a tap of theirs": {"callback_query": {"id": "5", "data": 5, "message": from_sam(sam, text=SECRET)}},
        "a change": {"edited_message": from_sam(sam, text=SECRET)},
    }


KINDS = tuple(poison(Phone(None, 0)))  # type: ignore[arg-type] # only their names
SAYS_WHOSE = ("a list", "no date", "a date", "huge", "deep", "a tap of theirs", "a change")


@pytest.mark.parametrize("kind", KINDS)
def test_an_update_that_nobody_can_read_stops_nobody(
    bot: Running, sam: Phone, logged: io.StringIO, kind: str
) -> None:
    """The next ones are answered, and no log quotes it."""
    before = bot.count(DeadLetter)

    bot.telegram.inject(poison(sam)[kind])
    sam.start()
    sam.wait_for("robot")
    bot.settled()

    assert bot.count(DeadLetter) == before + 1
    assert (
        "dead_letter" in logged.getvalue()
        and SECRET not in logged.getvalue()
        and str(sam.id) not in logged.getvalue()
    )


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.startswith(SAYS_WHOSE)])
def test_its_sender_gets_a_kind_answer(bot: Running, sam: Phone, kind: str) -> None:
    """Where it says who that is."""
    sam.start()
    sam.wait_for("robot")

    bot.telegram.inject(poison(sam)[kind])

    assert sam.wait_for("Ce message n’a pas pu être ouvert")


def test_it_is_kept_sealed(bot: Running, sam: Phone) -> None:
    """For whoever mends the reading; the row itself tells nothing."""
    number = bot.telegram.inject({"message": SECRET})
    bot.settled()

    query = select(DeadLetter).where(DeadLetter.update_id == number)
    letter = bot.look(lambda session: session.exec(query).one())
    assert SECRET.encode() not in letter.sealed and letter.fault == "unparseable"
    plain = unseal(bot.house.keys.vault.staff, letter.sealed, place=f"dead_letter:{number}")
    assert SECRET.encode() in plain


def test_a_hundred_good_ones_around_it_are_answered(bot: Running, sam: Phone) -> None:
    """Every one of them."""
    people = [bot.person(f"P{number}") for number in range(20)]
    for number, person in enumerate(people):
        person.start()
        if number % 5 == 0:
            bot.telegram.inject({"message": SECRET})

    for person in people:
        assert person.wait_for("robot", timeout=10)


def breaks(bot: Running, sam: Phone) -> None:
    """What Sam answered can be unsealed and not be read: every turn stumbles over it."""
    sam.start()
    sam.wait_for("robot")
    bot.settled()
    keys: Secrets = bot.house.keys
    with bot.house.database.writing() as session:
        found = session.get_one(Conversation, bot.conversation_of(sam).id)
        place = f"conversation.answers:{found.id}:{found.salt}"
        found.sealed_answers = seal(keys.keystore.key(found.key_id), b"nonsense", place=place)
        session.add(found)


def test_a_turn_that_breaks_is_buried_too(bot: Running, sam: Phone, logged: io.StringIO) -> None:
    """With the name of what broke; its sender is told."""
    sam.start()

    bot.telegram.inject({"message": {**from_sam(sam, date=1, text=SECRET), "message_id": 2**70}})

    sam.wait_for("Ce message n’a pas pu être ouvert")
    newest = select(DeadLetter.fault).order_by(col(DeadLetter.id).desc())
    assert bot.look(lambda session: session.exec(newest).first()) == "OverflowError"
    assert "turn error=OverflowError" in logged.getvalue() and SECRET not in logged.getvalue()


def test_half_a_character_is_buried_with_the_rest(bot: Running, sam: Phone) -> None:
    """It cannot be written down as it is, and that is no reason to lose it."""
    raw = {"update_id": 31, "message": from_sam(sam, text=f"{SECRET} \ud83d")}

    bot.do(bot.bot.door.let_in(raw))

    query = select(DeadLetter).where(DeadLetter.update_id == 31)
    assert bot.look(lambda session: session.exec(query).one()).fault == "unparseable"


def test_half_a_character_reaches_whoever_listens(bot: Running, sam: Phone) -> None:
    """With everything around it."""
    case = is_held(bot, sam)
    raw = {"update_id": 32, "message": from_sam(sam, date=1, text="oui \ud83d merci")}

    bot.do(bot.bot.door.let_in(raw))

    assert reads(bot, case)[-1].content.text == "oui ? merci"


def test_whoever_needs_help_goes_before_all_others(bot: Running) -> None:
    """By SOS or by words of a crisis; what one person sent stays in its order, and what cannot be read in its place."""
    sam, alex, third = (bot.person() for _ in range(3))
    said = [
        (alex, "bonjour"),
        (sam, "je commence"),
        (third, "il pleut"),
        (sam, "/sos"),
        (third, "je veux mourir"),
    ]
    updates = [
        {"update_id": number, "message": from_sam(phone, date=1, text=text)}
        for number, (phone, text) in enumerate(said)
    ]
    broken = {"update_id": 9, "message": SECRET}

    ordered = bot.do(bot.bot.door.in_order([updates[0], broken, *updates[1:]]))

    assert [raw["update_id"] for raw in ordered] == [1, 2, 3, 4, 0, 9]


def test_what_was_read_before_its_turn_is_not_read_again(
    bot: Running, sam: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each update costs once, however many come together."""
    door, read = bot.bot.door, []
    hear = door.ear.hear

    async def counted(raw: dict[str, Any]) -> Any:
        read.append(raw["update_id"])
        return await hear(raw)

    monkeypatch.setattr(door.ear, "hear", counted)
    for raw in bot.do(door.in_order([{"update_id": n, "message": from_sam(sam, date=1)} for n in (41, 42)])):
        bot.do(door.let_in(raw))

    assert read == [41, 42]


def test_sos_shows_the_numbers_even_when_its_turn_breaks(bot: Running, sam: Phone) -> None:
    """From memory."""
    breaks(bot, sam)

    sam.write("SOS")

    assert sam.wait_for("le 112")


def test_a_lost_key_loses_the_answers_and_not_the_person(bot: Running, sam: Phone) -> None:
    """A keystore older than the data: they begin afresh."""
    comes_to_the_topics(sam)
    bot.settled()
    bot.house.keys.keystore.destroy([bot.conversation_of(sam).key_id])

    sam.write("/start")
    bot.settled()

    assert "robot" in sam.screen().last.text


def test_an_update_with_an_impossible_number_is_let_go(bot: Running, sam: Phone) -> None:
    """It cannot even be kept, and must not come back for ever."""
    raw = {"update_id": 2**70, "message": SECRET}

    bot.do(bot.bot.door.let_in(raw))
    sam.start()

    assert sam.wait_for("robot")


def test_a_button_stops_spinning_however_old_it_is(bot: Running, sam: Phone) -> None:
    """One that is answered too late does not matter."""
    sam.start()
    welcome = sam.wait_for("robot")
    bot.telegram.add_fault("error", method="answerCallbackQuery", times=1)

    sam.tap_data(welcome.id, "x:sos")
    sam.wait_for("le 112")
    tap = sam.tap_data(welcome.id, "x:menu")[0]

    sam.wait_until(lambda screen: any(answer["tap_id"] == tap for answer in screen.raw["answers"]))


def test_two_things_at_once_are_acted_on_one_after_the_other(bot: Running, sam: Phone) -> None:
    """Nobody is two contacts."""
    before = bot.count(Contact)

    for _ in range(10):
        sam.write("bonjour")
    bot.settled()

    assert bot.count(Contact) == before + 1
