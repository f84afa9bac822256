"""How fast we speak, by a clock that only moves when a test moves it."""

import asyncio

import pytest
from telegram.error import RetryAfter

from bot.wire.pace import (
    CHATS_REMEMBERED,
    IN_TURN,
    LIMITS,
    ROOM_BURST,
    Bucket,
    Pace,
    seconds_of,
)
from passerelle.tables import Lane
from tests.bot.running import Steady

SAM, ALEX, MAYA, FOURTH = 1, 2, 3, 4


@pytest.fixture
def clock() -> Steady:
    """A clock at a thousand."""
    return Steady()


@pytest.fixture
def pace(clock: Steady) -> Pace:
    """Our pace, by that clock."""
    return Pace(clock)


async def _refused() -> None:
    raise RetryAfter(5)


async def _request(pace: Pace, chat: int) -> None:
    with pytest.raises(RetryAfter):
        await pace.process_request(_refused, (), {}, "sendMessage", {"chat_id": chat}, Lane.SCRIPT)


def refuse(pace: Pace, *chats: int) -> None:
    """Telegram refuses each of these chats once."""
    for chat in chats:
        asyncio.run(_request(pace, chat))


def test_a_bucket_lets_a_burst_pass_and_then_a_steady_stream() -> None:
    """Three at once, then one a second."""
    bucket = Bucket(rate=1.0, burst=3.0)

    assert [bucket.delay(1000.0) for _ in range(5)] == [0.0, 0.0, 0.0, 1.0, 2.0]


def test_a_bucket_is_full_again_after_a_rest() -> None:
    """As if nothing had happened, and never fuller."""
    bucket = Bucket(rate=1.0, burst=2.0)
    for _ in range(4):
        bucket.delay(1000.0)

    assert [bucket.delay(2000.0) for _ in range(3)] == [0.0, 0.0, 1.0]


def test_a_cheap_thing_takes_little_out() -> None:
    """Five edits weigh as much as one message."""
    bucket = Bucket(rate=1.0, burst=1.0)

    assert [bucket.delay(1000.0, 0.25) for _ in range(5)] == [0.0, 0.0, 0.0, 0.0, 0.25]


def test_a_chat_that_talks_much_waits_alone(pace: Pace) -> None:
    """Nobody else does."""
    waits = [pace.delay("sendMessage", SAM, lane=Lane.SCRIPT) for _ in range(int(LIMITS.chat_burst) + 2)]

    assert waits[-1] > 0 and pace.delay("sendMessage", ALEX, lane=Lane.SCRIPT) == 0


def test_safety_does_not_wait(pace: Pace) -> None:
    """Not for its own chat, and not for everybody else's."""
    for chat in range(100):
        for _ in range(12):
            pace.delay("sendMessage", chat, lane=Lane.SCRIPT)

    assert pace.delay("sendMessage", SAM, lane=Lane.SAFETY) == 0
    assert pace.delay("sendMessage", SAM, lane=Lane.HUMAN) > 0


def test_the_whole_bot_has_a_pace_too(pace: Pace) -> None:
    """However many chats there are."""
    waits = [pace.delay("sendMessage", chat, lane=Lane.SCRIPT) for chat in range(100)]

    assert waits[0] == 0 and 2.0 < waits[-1] < 4.0


def test_what_goes_to_no_chat_does_not_wait(pace: Pace) -> None:
    """The answer to a tap, for one."""
    refuse(pace, SAM, ALEX, MAYA)

    assert pace.delay("answerCallbackQuery", None, lane=None) == 0


def test_one_refused_chat_makes_nobody_else_wait(pace: Pace) -> None:
    """However often it is refused."""
    refuse(pace, SAM, SAM, SAM, SAM)

    assert pace.delay("sendMessage", ALEX, lane=Lane.SCRIPT) == 0


def test_several_refused_chats_mean_the_whole_bot(pace: Pace, clock: Steady) -> None:
    """Then even safety waits, as long as Telegram asked."""
    refuse(pace, SAM, ALEX, MAYA)

    assert pace.delay("sendMessage", FOURTH, lane=Lane.SAFETY) == 5.0
    clock.now += 5.0
    assert pace.delay("sendMessage", FOURTH, lane=Lane.SAFETY) == 0


def test_refusals_far_apart_are_each_their_own(pace: Pace, clock: Steady) -> None:
    """Three chats in a minute are three chats."""
    for chat in (SAM, ALEX, MAYA):
        refuse(pace, chat)
        clock.now += 20.0

    assert pace.delay("sendMessage", FOURTH, lane=Lane.SCRIPT) == 0


def test_a_request_is_made_as_it_was_asked(pace: Pace) -> None:
    """And its answer comes back."""

    async def add(one: int, *, two: int) -> int:
        return one + two

    asyncio.run(pace.initialize())
    given = asyncio.run(pace.process_request(add, (1,), {"two": 2}, "getMe", {}, None))
    asyncio.run(pace.shutdown())

    assert given == 3


def test_chats_are_not_remembered_for_ever(pace: Pace) -> None:
    """The list has an end."""
    for chat in range(CHATS_REMEMBERED + 5):
        pace.delay("sendMessage", chat, lane=Lane.SAFETY)

    assert len(pace._chats) <= CHATS_REMEMBERED + 1


def test_a_wait_is_read_in_seconds() -> None:
    """Whichever way the library writes it."""
    assert seconds_of(RetryAfter(7)) == 7.0


async def _answered() -> bool:
    return True


async def _speak(pace: Pace, chat: int, lane: int, endpoint: str = "editMessageText") -> None:
    await pace.process_request(_answered, (), {}, endpoint, {"chat_id": chat}, lane)


def test_rooms_leave_a_burst_for_everybody_else(pace: Pace) -> None:
    """However much is talked: a crisis card, and ten other messages, go at once."""

    async def talk() -> None:
        for chat in range(int(ROOM_BURST)):
            await _speak(pace, chat, Lane.ROOM)

    asyncio.run(talk())

    assert pace.is_busy()
    assert [pace.delay("sendMessage", 900 + n, lane=Lane.HUMAN) for n in range(10)] == [0.0] * 10


def test_rooms_wait_behind_whatever_else_is_said(pace: Pace) -> None:
    """They book nothing ahead, so that nobody waits behind them."""
    for chat in range(30):
        pace.delay("sendMessage", chat, lane=Lane.SCRIPT)
    before = pace.delay("sendMessage", FOURTH, lane=Lane.SCRIPT)

    with pytest.raises(TimeoutError):
        asyncio.run(asyncio.wait_for(_speak(pace, SAM, Lane.ROOM), 0.01))

    assert pace.delay("sendMessage", MAYA, lane=Lane.SCRIPT) - before == pytest.approx(1 / LIMITS.per_second)


def test_a_room_leaves_one_message_of_a_chat_for_safety(pace: Pace, clock: Steady) -> None:
    """A new sheet and its words at once, then one a second."""
    for _ in range(2):
        asyncio.run(_speak(pace, SAM, Lane.ROOM))

    assert pace.wait_of_rooms(SAM) == pytest.approx(1.0)
    clock.now += 1.0
    assert pace.wait_of_rooms(SAM) == 0


def test_a_call_whose_turn_has_come_waits_for_nothing(pace: Pace) -> None:
    """However many went before it."""

    async def take_turns() -> None:
        for chat in range(int(ROOM_BURST)):
            await pace.turn_of_rooms(chat)
        await asyncio.wait_for(_speak(pace, 0, IN_TURN), 0.01)

    asyncio.run(take_turns())


def test_a_turn_that_nobody_used_goes_to_another(pace: Pace) -> None:
    """For the bot, and for the chat."""

    async def take_turns() -> None:
        for _ in range(int(ROOM_BURST) * 2):
            await asyncio.wait_for(pace.turn_of_rooms(SAM), 0.01)
            pace.give_back(SAM)

    asyncio.run(take_turns())

    assert pace.wait_of_rooms(SAM) == 0 and not pace.is_busy()


def test_the_chats_of_rooms_wait_alone(pace: Pace) -> None:
    """One that has to rest makes no other wait."""

    async def talk() -> None:
        await _speak(pace, SAM, Lane.ROOM)
        await _speak(pace, SAM, Lane.ROOM)
        waiting = asyncio.ensure_future(_speak(pace, SAM, Lane.ROOM))
        await asyncio.sleep(0)
        await asyncio.wait_for(_speak(pace, ALEX, Lane.ROOM), 0.5)
        waiting.cancel()

    asyncio.run(talk())
