"""What is heard in one raw update, and what is dropped right there."""

import asyncio
from typing import Any

import pytest

from bot.engine.exits import Exit
from bot.engine.heard import Commanded, Corrected, Medium, Pressed, Sent, Tapped, Wrote
from bot.switchboard import Arrival
from bot.wire.inbound import Departed, Ear, Hearing, Intruded, Unreadable
from tests.people import SAM

PRIVATE = {"id": SAM.account, "type": "private", "first_name": "Samcanari"}
GROUP = {"id": -100, "type": "supergroup", "title": "La classe canari"}
AUTHOR = {
    "id": SAM.account,
    "is_bot": False,
    "first_name": "Samcanari",
    "last_name": "Lecanari",
    "username": "canari_bleu",
    "language_code": "nl-BE",
}
US = {"id": 42, "is_bot": True, "first_name": "Passerelle"}
FILE = {"file_id": "F1", "file_unique_id": "U1"}
PICTURE = {**FILE, "width": 9, "height": 9}
OTHER = {"id": 77, "is_bot": False, "first_name": "Kevincanari"}


@pytest.fixture(scope="module")
def ear() -> Ear:
    """One ear for all: it keeps nothing between two updates."""
    return Ear("42:nobody-has-this-token")


def message(**content: Any) -> dict[str, Any]:
    """What Sam sent in private, unless the chat is another."""
    return {"message_id": 9, "date": 1_795_000_000, "chat": PRIVATE, "from": AUTHOR, **content}


def hear(ear: Ear, **update: Any) -> Hearing:
    """Hear one update."""
    return asyncio.run(ear.hear({"update_id": 7, **update}))


def arrives(ear: Ear, **update: Any) -> Arrival:
    """Hear one update that is somebody's."""
    heard = hear(ear, **update)
    assert isinstance(heard, Arrival)
    return heard


def tap(data: object = "x:sos", **more: Any) -> dict[str, Any]:
    """Sam pressed a button."""
    said = {} if data is None else {"data": data}
    return {"id": "1", "from": AUTHOR, "chat_instance": "1", "message": message(text="?"), **said, **more}


def test_a_text_is_heard_with_where_it_came_from(ear: Ear) -> None:
    """And with the language of the device, which is used and not kept."""
    heard = arrives(ear, message=message(text="bonjour"))

    assert (heard.bot_id, heard.update_id, heard.account, heard.message_id) == (42, 7, SAM.account, 9)
    assert heard.heard == Wrote("bonjour") and heard.hint == "nl-BE"
    assert heard.content is not None and heard.content.text == "bonjour"


def test_half_a_character_is_heard(ear: Ear) -> None:
    """A phone may cut an emoji in two."""
    assert arrives(ear, message=message(text="oui \ud83d")).heard == Wrote("oui \ud83d")


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("/start", Commanded("start")),
        ("/start harcelement", Commanded("start", "harcelement")),
        ("/sos@passerelle_bot", Commanded("sos")),
        ("/start   x  ", Commanded("start", "x")),
        ("/", Commanded("")),
    ],
)
def test_a_command_is_its_name_and_what_follows(ear: Ear, text: str, command: Commanded) -> None:
    """Whichever bot it is addressed to: in private there is one."""
    assert arrives(ear, message=message(text=text)).heard == command


@pytest.mark.parametrize(
    ("content", "medium", "file"),
    [
        ({"voice": {**FILE, "duration": 3}}, Medium.VOICE, "F1"),
        ({"audio": {**FILE, "duration": 3, "performer": "Lecanari"}}, Medium.VOICE, "F1"),
        ({"video_note": {**FILE, "duration": 3, "length": 9}}, Medium.VOICE, "F1"),
        ({"photo": [{**PICTURE, "file_id": "small"}, PICTURE]}, Medium.PHOTO, "F1"),
        ({"video": {**PICTURE, "duration": 3}}, Medium.VIDEO, None),
        ({"document": {**FILE, "file_name": "Lecanari.pdf"}}, Medium.DOCUMENT, None),
        ({"contact": {"phone_number": "+32canari", "first_name": "Kevincanari"}}, Medium.CONTACT, None),
        ({"location": {"latitude": 50.0, "longitude": 5.0}}, Medium.LOCATION, None),
        ({"dice": {"emoji": "🎲", "value": 4}}, Medium.OTHER, None),
        ({}, Medium.OTHER, None),
    ],
)
def test_what_is_no_text_is_named(
    ear: Ear, content: dict[str, Any], medium: Medium, file: str | None
) -> None:
    """With the way to fetch it where it can be shown, and nothing of whose it is."""
    heard = arrives(ear, message=message(**content))

    assert isinstance(heard.heard, Sent) and heard.content is not None
    assert (heard.heard.medium, heard.heard.caption) == (medium, "")
    assert heard.content.medium == medium and heard.content.file == file
    assert "canari" not in repr(heard)


def test_a_caption_is_heard_with_its_picture(ear: Ear) -> None:
    """Both as what was sent and as what a human reads."""
    heard = arrives(ear, message=message(photo=[PICTURE], caption="regarde"))

    assert heard.heard == Sent(Medium.PHOTO, "regarde")
    assert heard.content is not None and heard.content.text == "regarde"


@pytest.mark.parametrize(
    "origin",
    [
        {"type": "user", "sender_user": OTHER},
        {"type": "hidden_user", "sender_user_name": "Kevincanari"},
        {"type": "chat", "sender_chat": GROUP, "author_signature": "Kevincanari"},
        {"type": "channel", "chat": GROUP, "message_id": 3},
    ],
)
def test_whose_words_were_forwarded_is_dropped(ear: Ear, origin: dict[str, Any]) -> None:
    """That they were is kept."""
    heard = arrives(ear, message=message(text="demain", forward_origin={**origin, "date": 1}))

    assert heard.content is not None and heard.content.is_forwarded and "canari" not in repr(heard)


def test_a_change_is_heard_as_one(ear: Ear) -> None:
    """Of a text or of a caption."""
    text = arrives(ear, edited_message=message(text="après", edit_date=1_795_000_001))
    caption = arrives(ear, edited_message=message(photo=[PICTURE], caption="après"))

    for heard in (text, caption):
        assert heard.heard == Corrected("après") and heard.content is not None and heard.content.is_edit


@pytest.mark.parametrize(
    ("data", "heard"),
    [
        ("x:sos", Pressed(Exit.SOS)),
        ("a:0123456789:yes", Tapped("0123456789", "yes")),
        ("a:0123456789", Tapped("0123456789", None)),
        ("drop table", Tapped("", None)),
        (None, Tapped("", None)),
    ],
)
def test_a_button_is_what_it_says(ear: Ear, data: str | None, heard: Tapped | Pressed) -> None:
    """One that is not ours counts as an old one."""
    pressed = arrives(ear, callback_query=tap(data))

    assert pressed.heard == heard and pressed.message_id == 9 and pressed.content is None


def test_a_button_of_a_message_too_old_to_be_shown_is_heard(ear: Ear) -> None:
    """Telegram then sends its number only."""
    old = {"message_id": 3, "date": 0, "chat": PRIVATE}

    assert arrives(ear, callback_query=tap(message=old)).message_id == 3


@pytest.mark.parametrize(("status", "is_gone"), [("kicked", True), ("left", True), ("member", False)])
def test_who_blocks_us_departs(ear: Ear, status: str, is_gone: bool) -> None:
    """Who comes back is heard when they write."""
    heard = hear(ear, my_chat_member=_membership(PRIVATE, status))

    assert (isinstance(heard, Departed) and heard.account == SAM.account) if is_gone else heard is None


@pytest.mark.parametrize(("status", "intrudes"), [("member", True), ("kicked", False), ("left", False)])
def test_a_group_is_no_place_for_us(ear: Ear, status: str, intrudes: bool) -> None:
    """Being thrown out of one is fine."""
    heard = hear(ear, my_chat_member=_membership(GROUP, status))

    assert (isinstance(heard, Intruded) and heard.chat == -100) if intrudes else heard is None


def _membership(chat: dict[str, Any], status: str) -> dict[str, Any]:
    before, after = ({"user": US, "status": now, "until_date": 0} for now in ("left", status))
    return {"chat": chat, "from": AUTHOR, "date": 1, "old_chat_member": before, "new_chat_member": after}


@pytest.mark.parametrize("kind", ["message", "edited_message"])
def test_what_is_said_in_a_group_is_not_heard(ear: Ear, kind: str) -> None:
    """Only that we are there."""
    heard = hear(ear, **{kind: message(chat=GROUP, text="/start secret")})

    assert isinstance(heard, Intruded)


def test_a_button_in_a_group_is_not_heard(ear: Ear) -> None:
    """Nor who pressed it."""
    assert isinstance(hear(ear, callback_query=tap(message=message(chat=GROUP))), Intruded)


@pytest.mark.parametrize(
    "update", [{}, {"poll_answer": {}}, {"channel_post": message(text="x")}, {"new_kind": {"a": 1}}]
)
def test_what_does_not_concern_us_is_nothing(ear: Ear, update: dict[str, Any]) -> None:
    """It is let go unread, and without a warning that would quote it."""
    assert hear(ear, **update) is None


@pytest.mark.parametrize(
    "update",
    [
        {"message": {"text": "un secret"}},
        {"message": "un secret"},
        {"message": message(text=["un secret"])},
        {"message": {**message(text="un secret"), "date": "un secret"}},
        {"callback_query": tap(data={"un": "secret"})},
        {"message": message(chat={"id": "un secret", "type": "private"})},
    ],
)
def test_what_cannot_be_parsed_is_named_without_its_words(ear: Ear, update: dict[str, Any]) -> None:
    """Only how many faults there are."""
    with pytest.raises(Unreadable) as refused:
        hear(ear, **update)

    assert "secret" not in str(refused.value) and refused.value.__cause__ is None
