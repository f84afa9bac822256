"""Voice notes, goodbyes, and what is left on the screens when a room is over: nothing of the others."""

import pytest
from sqlmodel import select

from passerelle import rooms
from passerelle.rooms.tables import Room, RoomMember, RoomSheet, RoomWord
from tests.bot.stage import taps
from tests.bot.talks import in_the_room, place_of, settled, sheets_of, shown, ticks


@pytest.fixture
def bot(own_bot):
    """A bot of each test's own: hours pass in them."""
    return own_bot


@pytest.fixture
def talk(bot):
    """An open room with Sam and Alex inside: its number, both phones, both pseudonyms."""
    return in_the_room(bot, "Sam", "Alex")


def played(bot, phone):
    """The voice notes that were sent to somebody."""
    return [call["params"] for call in bot.telegram.calls("sendVoice", phone.id)]


def test_a_voice_note_is_a_line_until_somebody_taps_it(bot, talk):
    """Then it comes once, without a sound, never to be forwarded, and the house knows where it stands."""
    _, (sam, alex), (name, _) = talk
    sam.send("voice", duration=12)
    settled(bot)
    assert f"🎤 {name} (12\u00a0s)" in shown(alex) and not played(bot, alex)

    alex.tap("▶", times=2)
    settled(bot)

    [voice] = played(bot, alex)
    assert voice["protect_content"] and voice["disable_notification"]
    assert next(m.id for m in alex.screen().messages if m.kind == "voice") in sheets_of(bot, alex)


def test_a_voice_note_goes_with_whoever_said_it(bot, talk):
    """From every chat that it was played in."""
    _, (sam, alex), _ = talk
    sam.send("voice", duration=3)
    settled(bot)
    alex.tap("▶")
    settled(bot)

    taps(sam, "🚪 Sortir", "Oui, je sors")
    settled(bot)

    assert not [m for m in alex.screen().messages if m.kind == "voice"] and "🎤" not in shown(alex)


def test_no_file_of_anybody_is_named_in_what_others_get(bot, talk):
    """A button names a word, never a file."""
    _, (sam, alex), _ = talk
    sam.send("voice", duration=3)
    settled(bot)

    sent = str([call["params"] for call in bot.telegram.calls(chat_id=alex.id)])

    assert "AwAC" not in sent


def test_at_the_end_there_is_a_word_and_a_mood(bot, talk):
    """Told once, counted without a name."""
    room, (sam, alex), _ = talk
    ticks(bot, minutes=61)
    sam.wait_for("Un mot pour finir")

    sam.write("merci à tous")
    sam.tap("🙂")
    settled(bot)

    assert "merci à tous" in shown(alex) and "Merci, c’est noté, sans nom." in shown(sam)
    assert bot.look(lambda session: session.get(Room, room)).mood_good == 1


def test_whoever_is_not_well_in_the_end_is_one_tap_away_from_somebody(bot, talk):
    """Not only counted."""
    _, (sam, _), _ = talk
    ticks(bot, minutes=61)

    sam.tap("🙁")

    assert "🙋 Quelqu’un" in sam.wait_for("Tu n’as pas à rester seul·e").labels


def test_a_word_after_the_end_reaches_nobody(bot, talk):
    """It is a conversation with the bot again."""
    room, (sam, alex), _ = talk
    ticks(bot, minutes=61)
    ticks(bot, minutes=20)
    assert "C’est fini pour cette fois" in shown(sam)

    sam.write("encore un mot")
    settled(bot)

    assert "encore un mot" not in shown(alex) and place_of(bot, sam, room) == "inside"


def test_in_the_end_nothing_of_the_others_is_left(bot, talk):
    """Neither on a phone nor in the house; only the counts."""
    room, (sam, alex), names = talk
    sam.write("un mot de Sam")
    alex.write("un mot d’Alex")
    settled(bot)

    ticks(bot, hours=4)
    ticks(bot, minutes=1)

    assert not any(words in shown(phone) for phone in (sam, alex) for words in ("un mot", *names))
    assert [bot.count(table) for table in (RoomMember, RoomWord, RoomSheet)] == [0, 0, 0]
    assert bot.look(lambda session: session.get(Room, room)).came == 2


def test_who_left_before_is_cleaned_up_too(bot, talk):
    """Their sheets go at once, not with the room."""
    _, (sam, alex), names = talk
    alex.write("un mot d’Alex")
    settled(bot)

    taps(sam, "🚪 Sortir", "Oui, je sors")
    settled(bot)

    assert "un mot" not in shown(sam) and names[1] not in shown(sam)


def test_what_is_too_old_to_delete_is_written_over(bot, talk):
    """Telegram deletes for two days only."""
    _, (sam, alex), _ = talk
    sam.write("un mot de Sam")
    settled(bot)
    bot.telegram.advance(49 * 3600)
    bot.clock.forward(hours=49)

    ticks(bot, minutes=1)
    ticks(bot, minutes=1)

    assert "un mot de Sam" not in shown(alex) and "·" in alex.screen().texts
    assert bot.look(lambda session: session.exec(select(Room)).one()).state == rooms.RoomState.PURGED
