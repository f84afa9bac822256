"""What Sam writes and sends once there is a case: all of it reaches Nadia, and nothing of whose it is."""

import pytest

from launch.simulator import Phone
from tests.bot.running import Running
from tests.bot.stage import (
    asks_for_somebody,
    case_of,
    is_held,
    reads,
)


def test_what_sam_writes_reaches_her_and_the_bot_keeps_silent(bot: Running, sam: Phone) -> None:
    """Not one message of the bot's in between."""
    case = is_held(bot, sam)
    count = len(sam.screen().messages)

    sam.write("merci d’avoir répondu")
    sam.write("stop")
    sam.write("/inconnu")
    bot.settled()

    assert [line.content.text for line in reads(bot, case)[-3:]] == [
        "merci d’avoir répondu",
        "stop",
        "/inconnu",
    ]
    assert len(sam.screen().messages) == count + 3


@pytest.mark.parametrize(
    ("kind", "medium", "has_file"),
    [
        ("voice", "voice", True),
        ("audio", "voice", True),
        ("video_note", "voice", True),
        ("photo", "photo", True),
        ("sticker", "sticker", False),
        ("document", "document", False),
        ("video", "video", False),
        ("dice", "other", False),
    ],
)  # fmt: skip
def test_whatever_sam_sends_is_in_the_case(
    bot: Running, sam: Phone, kind: str, medium: str, has_file: bool
) -> None:
    """Named as what it is, with the way to fetch what can be shown."""
    case = is_held(bot, sam)

    sam.send(kind)
    bot.settled()

    content = reads(bot, case)[-1].content
    assert content.medium == medium and (content.file is not None) == has_file


def test_a_voice_can_be_fetched_by_its_number(bot: Running, sam: Phone) -> None:
    """As it was recorded."""
    case = is_held(bot, sam)
    sam.send("voice")
    bot.settled()

    file = reads(bot, case)[-1].content.file or ""

    heard = bot.do(bot.bot.voice.fetch(file))

    sent = bot.telegram.telegram.files.find(file)
    assert sent and heard == sent.content


def test_a_place_is_kept_as_words(bot: Running, sam: Phone) -> None:
    """Sealed in the case, where her mediator reads it."""
    case = is_held(bot, sam)

    sam.send("location", latitude=50.6326, longitude=5.5797)
    bot.settled()

    assert reads(bot, case)[-1].content.text == "50.63260, 5.57970"


def test_the_number_of_a_contact_is_not_kept(bot: Running, sam: Phone) -> None:
    """Only that one was sent."""
    case = is_held(bot, sam)

    sam.send("contact", phone_number="+33 1 99 00 12 34", first_name="Alex")
    bot.settled()

    content = reads(bot, case)[-1].content
    assert content.medium == "contact" and content.text == "" and content.file is None


def test_the_author_of_a_forwarded_message_is_not_kept(bot: Running, sam: Phone) -> None:
    """Its words are, and that they are somebody else’s."""
    case = is_held(bot, sam)

    sam.send("forward", text="tu vas voir demain", from_name="Kevin Canari")
    bot.settled()

    content = reads(bot, case)[-1].content
    assert content.is_forwarded and content.text == "tu vas voir demain" and "Kevin" not in repr(content)


def test_a_changed_message_is_added_as_such(bot: Running, sam: Phone) -> None:
    """What it said before stays."""
    case = is_held(bot, sam)

    sam.edit(sam.write("demain"), "après-demain")
    bot.settled()

    before, after = (line.content for line in reads(bot, case)[-2:])
    assert (before.text, before.is_edit) == ("demain", False)
    assert (after.text, after.is_edit) == ("après-demain", True)


def test_a_picture_keeps_its_caption(bot: Running, sam: Phone) -> None:
    """Both are one entry."""
    case = is_held(bot, sam)

    sam.send("photo", caption="voilà ce qu’ils écrivent")
    bot.settled()

    content = reads(bot, case)[-1].content
    assert content.text == "voilà ce qu’ils écrivent" and content.medium == "photo" and content.file


def test_who_waits_is_told_once_that_it_was_passed_on(bot: Running, sam: Phone) -> None:
    """With when somebody is there; not after every message."""
    case = asks_for_somebody(bot, sam)

    for text in ("je suis au parc", "il fait froid", "vous êtes là ?"):
        sam.write(text)
    bot.settled()

    assert sum("C’est transmis. L’équipe" in text for text in sam.screen().texts) == 1
    assert [line.content.text for line in reads(bot, case)[-3:]][-1] == "vous êtes là ?"


def test_words_of_a_crisis_put_a_case_first(bot: Running, sam: Phone) -> None:
    """And are relayed like any other."""
    case = asks_for_somebody(bot, sam)

    sam.write("j’ai envie de mourir")
    bot.settled()

    assert case_of(bot, sam).is_urgent
    assert [line.content.code for line in reads(bot, case)][-1] == "alarm_suicide"


def test_two_people_are_two_conversations(bot: Running, sam: Phone) -> None:
    """Nothing of the one is in the other's case."""
    alex = bot.person("Alex")
    mine, theirs = is_held(bot, sam), asks_for_somebody(bot, alex)

    alex.write("moi c’est Alex")
    bot.settled()

    assert mine.pseudonym != theirs.pseudonym
    assert "moi c’est Alex" not in [line.content.text for line in reads(bot, mine)]
