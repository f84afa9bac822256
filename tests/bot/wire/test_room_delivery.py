"""The words of rooms on their way: each once, in one order, whatever breaks, and never before somebody who needs the numbers."""

import asyncio
import time
from contextlib import suppress
from itertools import cycle

import pytest
from sqlmodel import col, select

from bot.wire.outbound import ROOMS_AT_ONCE
from bot.wire.pace import LIMITS
from passerelle.errors import TryLater
from passerelle.rooms.tables import RoomSheet
from passerelle.tables import Lane, OutboxRow
from tests.bot.talks import in_the_room, settled, sheets_of, shown, speaks

TEN = ("Sam", "Alex", *(f"Téléphone {number}" for number in range(3, 11)))


@pytest.fixture
def bot(own_bot):
    """A bot of each test's own, to be broken."""
    return own_bot


@pytest.fixture
def talk(bot):
    """An open room with Sam and Alex inside: its number, both phones, both pseudonyms."""
    there = in_the_room(bot, "Sam", "Alex")
    settled(bot)
    return there


def is_tried_again(bot):
    """Wait until a message of a room was tried in vain, and let the pause after it pass."""
    bot.telegram.wait_until(lambda: has_broken(bot) or None)
    tried = select(OutboxRow.id).where(OutboxRow.attempts > 0, col(OutboxRow.notice) == "room_words")
    bot.until(lambda session: session.exec(tried).first())
    bot.telegram.clear_faults()
    bot.later(seconds=10)
    settled(bot)


def has_broken(bot):
    """Tell whether the fault happened; a chat that has to rest first is looked at again a moment later."""
    bot.later(seconds=1)
    return any(fault["fired"] for fault in bot.telegram.faults())


@pytest.mark.parametrize("kind", ["error", "drop_before", "drop_after", "malformed", "flood"])
@pytest.mark.parametrize("method", ["sendMessage", "editMessageText"])
def test_words_arrive_once_whatever_breaks(bot, talk, method, kind):
    """A message that may have been sent holds no word; one that may have been written is written again."""
    _, (sam, alex), _ = talk
    sam.write("zéro")
    settled(bot)
    alex.write("un")
    settled(bot)
    bot.telegram.add_fault(kind, method=method, chat_id=alex.id, times=1, retry_after=1)

    sam.write("deux")
    bot.telegram.wait_until(lambda: has_broken(bot) or None)
    bot.later(seconds=10)
    settled(bot)

    assert shown(alex).count("deux") == 1


def test_no_word_stands_in_a_message_that_the_house_does_not_know(bot, talk):
    """What a lost answer leaves behind is a message without one."""
    _, (sam, alex), _ = talk
    alex.write("un")
    settled(bot)
    bot.telegram.add_fault("drop_after", method="sendMessage", chat_id=alex.id, times=1)

    sam.write("deux")
    is_tried_again(bot)

    known = set(sheets_of(bot, alex))
    strange = [m.text for m in alex.screen().messages[3:] if m.is_from_bot and m.id not in known]
    assert strange == ["…"]


def test_words_of_a_sheet_that_its_reader_deleted_come_again_elsewhere(bot, talk):
    """Only those that they had not read yet."""
    _, (sam, alex), _ = talk
    number = alex.screen().last.id
    bot.telegram.call("deleteMessage", chat_id=alex.id, message_id=number)

    sam.write("tu me lis ?")
    settled(bot)

    assert shown(alex).count("tu me lis ?") == 1


def test_ten_who_talk_fast_read_each_other_in_one_order(paced_bot):
    """Within Telegram's limits, which are never passed."""
    bot = paced_bot
    _, phones, _ = in_the_room(bot, *TEN)
    bot.telegram.settings(limits=True)
    for number in range(30):
        phones[number % 10].write(f"mot{number:02}")

    for phone in phones:
        own = phones.index(phone)
        wanted = [f"mot{number:02}" for number in range(30) if number % 10 != own]
        phone.wait_until(lambda screen, wanted=wanted: all(w in "".join(screen.texts) for w in wanted), 60)
        read = [word for word in shown(phone).split() if word in wanted]
        assert read == wanted
    assert not [c for c in bot.telegram.calls() if (c["outcome"] or {}).get("error_code") == 429]


def test_a_reader_who_is_refused_holds_nobody_up(bot):
    """Nor one who blocked the bot."""
    _, (sam, alex, third, fourth), _ = in_the_room(bot, *TEN[:4])
    bot.telegram.add_fault("flood", chat_id=alex.id, retry_after=30)
    third.block()

    began = time.monotonic()
    sam.write("bonjour à qui me lit")
    fourth.wait_for("bonjour à qui me lit", timeout=10)

    assert time.monotonic() - began < 5


def test_a_sheet_that_is_too_old_is_written_on_no_more(bot, talk):
    """The next words begin a new one, further down where one looks."""
    _, (sam, alex), _ = talk
    sam.write("un")
    settled(bot)
    bot.clock.forward(minutes=2)

    sam.write("deux")
    settled(bot)

    assert [("un" in m.text, "deux" in m.text) for m in alex.screen().messages[-2:]] == [
        (True, False),
        (False, True),
    ]


def test_long_words_begin_new_sheets(bot, talk):
    """None is longer than Telegram takes."""
    _, (sam, alex), _ = talk
    before = bot.count(RoomSheet)
    for number in range(4):
        sam.write(f"{number}" + "a" * 1500)
    settled(bot)

    assert shown(alex).count("a" * 1500) == 4 and bot.count(RoomSheet) > before
    assert all(len(message.text) <= 4096 for message in alex.screen().messages)


def test_many_short_lines_reach_who_reads_from_right_to_left(bot, talk):
    """The marks that keep each line in order would make them longer than Telegram takes."""
    _, (sam, alex), _ = talk
    speaks(bot, alex, "ar")

    sam.write("a\n" * 1700)
    sam.write("la fin")
    settled(bot)

    assert shown(alex).count("a\n") >= 1699 and "la fin" in shown(alex)


async def talk_on(voice, chats):
    """Write to all these chats of rooms, as many at once as delivery does, as fast as it is let, until cancelled."""

    async def write(mine):
        for chat in cycle(mine):
            with suppress(TryLater):
                await voice.say(chat, "…", lane=Lane.ROOM)

    await asyncio.gather(*(write(chats[first::ROOMS_AT_ONCE]) for first in range(ROOMS_AT_ONCE)))


async def waits_of_numbers(voice, talkers, others):
    """How long the numbers take to others while rooms take all that they are let."""
    talking = asyncio.ensure_future(talk_on(voice, talkers))
    delays = []
    for number in range(30):
        began = time.monotonic()
        await voice.say(others[number % len(others)], "112", lane=Lane.SAFETY)
        delays.append(time.monotonic() - began)
        await asyncio.sleep(0.02)
    talking.cancel()
    return sorted(delays)


def test_rooms_never_delay_the_numbers(at_work):
    """While eighty chats of rooms want more than Telegram takes, and nothing is ever refused."""
    with at_work(polls=False, limits=LIMITS) as bot:
        phones = [bot.person() for _ in range(100)]
        for phone in phones:
            phone.start()
        bot.telegram.settings(limits=True)

        chats = [phone.id for phone in phones]
        delays = bot.do(waits_of_numbers(bot.bot.voice, chats[20:], chats[:20]))

        assert delays[int(len(delays) * 0.99)] < 1.0
        assert not [c for c in bot.telegram.calls() if (c["outcome"] or {}).get("error_code") == 429]
