"""sendMessage and its kin: what Telegram accepts, and the exact words of what it does not."""

from typing import Any

import httpx
import pytest

from launch.simulator import Phone, SimulatedTelegram


def test_a_message_appears_on_the_phone_with_its_buttons(telegram: SimulatedTelegram, sam: Phone) -> None:
    """Both sides count their messages in one series."""
    keyboard = {
        "inline_keyboard": [[{"text": "Oui", "callback_data": "y"}, {"text": "Non", "callback_data": "n"}]]
    }

    sent = telegram.call("sendMessage", chat_id=sam.id, text="Ça va ?", reply_markup=keyboard)

    assert sent["result"]["message_id"] == 2
    assert sam.screen().last.buttons == (("Oui", "Non"),)


@pytest.mark.parametrize(
    ("parameters", "description"),
    [
        ({"text": "x"}, "Bad Request: chat_id is empty"),
        ({"chat_id": 1}, "Bad Request: message text is empty"),
        ({"chat_id": 1, "text": ""}, "Bad Request: message text is empty"),
        ({"chat_id": 999, "text": "x"}, "Bad Request: chat not found"),
        ({"chat_id": "@nobody", "text": "x"}, "Bad Request: chat not found"),
        ({"text": " \n "}, "Bad Request: text must be non-empty"),
        ({"text": "é" * 4097}, "Bad Request: message is too long"),
        ({"text": "🦊" * 2049}, "Bad Request: message is too long"),
        ({"text": "<b>x", "parse_mode": "HTML"}, "Bad Request: can't parse entities: Can't find end tag corresponding to start tag \"b\""),
        ({"text": "x", "reply_parameters": {"message_id": 77}}, "Bad Request: message to be replied not found"),
        ({"text": 5}, 'Bad Request: parameter "text" must be a String'),
        ({"text": "x", "disable_notification": "yes"}, 'Bad Request: parameter "disable_notification" must be a Boolean'),
        ({"text": "x", "reply_markup": "{"}, "Bad Request: can't parse reply keyboard markup JSON object"),
    ],
)  # fmt: skip
def test_a_faulty_message_is_refused_with_telegrams_words(
    telegram: SimulatedTelegram, sam: Phone, parameters: dict[str, Any], description: str
) -> None:
    """And nothing appears on the phone."""
    needs_sam = not description.endswith(("is empty", "not found")) or "replied" in description
    to = {"chat_id": sam.id} if needs_sam else {}

    refused = telegram.call("sendMessage", **to, **parameters)

    assert (refused["error_code"], refused["description"]) == (400, description)
    assert len(sam.screen().messages) == 1


def test_4096_units_pass(telegram: SimulatedTelegram, sam: Phone) -> None:
    """A fox counts two, as in UTF-16."""
    assert telegram.call("sendMessage", chat_id=sam.id, text="🦊" * 2048)["ok"]


def test_a_bot_cannot_write_first(telegram: SimulatedTelegram) -> None:
    """Until the person has pressed START."""
    marc = telegram.person("Marc")

    refused = telegram.call("sendMessage", chat_id=marc.id, text="Bonjour")

    assert refused["description"] == "Forbidden: bot can't initiate conversation with a user"


def test_a_blocked_bot_cannot_write(telegram: SimulatedTelegram, sam: Phone) -> None:
    """Until it is unblocked; the bot hears of both."""
    sam.block()
    refused = telegram.call("sendMessage", chat_id=sam.id, text="Bonjour")
    sam.unblock()

    statuses = [
        u["my_chat_member"]["new_chat_member"]["status"] for u in telegram.pending() if "my_chat_member" in u
    ]
    assert (refused["error_code"], refused["description"]) == (403, "Forbidden: bot was blocked by the user")
    assert telegram.call("sendMessage", chat_id=sam.id, text="Bonjour")["ok"]
    assert statuses == ["kicked", "member"]


def test_parameters_may_come_as_a_query_a_form_or_parts(telegram: SimulatedTelegram, sam: Phone) -> None:
    """Numbers and objects are then read out of their text."""
    url = f"{telegram.url}/bot{telegram.token}/sendMessage"
    values = {
        "chat_id": str(sam.id),
        "text": "x",
        "reply_markup": '{"inline_keyboard":[[{"text":"a","callback_data":"b"}]]}',
    }
    with httpx.Client() as http:
        answers = [
            http.get(url, params=values),
            http.post(url, data=values),
            http.post(url, files={name: (None, value) for name, value in values.items()}),
        ]

    assert [answer.json()["ok"] for answer in answers] == [True, True, True]
    assert [message.labels for message in sam.screen().messages[1:]] == [("a",)] * 3


def test_an_unknown_method_and_a_wrong_token_are_refused(telegram: SimulatedTelegram) -> None:
    """404 and 401, as published."""
    with httpx.Client(base_url=telegram.url) as http:
        unknown = http.get(f"/bot{telegram.token}/sendTelepathy").json()
        wrong = http.get("/bot42:other/getMe").json()

    assert unknown == {"ok": False, "error_code": 404, "description": "Not Found"}
    assert wrong == {"ok": False, "error_code": 401, "description": "Unauthorized"}


@pytest.mark.parametrize(
    ("button", "description"),
    [
        ({"text": "x", "callback_data": ""}, "BUTTON_DATA_INVALID"),
        ({"text": "x", "callback_data": "é" * 33}, "BUTTON_DATA_INVALID"),
        (
            {"text": "x"},
            "can't parse inline keyboard button: text buttons are unallowed in the inline keyboard",
        ),
        ("x", "can't parse inline keyboard button: InlineKeyboardButton must be an Object"),
        ({"text": "x", "url": "nowhere"}, "inline keyboard button URL 'nowhere' is invalid: wrong HTTP URL"),
    ],
)
def test_a_faulty_button_is_refused(
    telegram: SimulatedTelegram, sam: Phone, button: Any, description: str
) -> None:
    """Sixty-four bytes of data is the limit, and every button must do something."""
    refused = telegram.call(
        "sendMessage", chat_id=sam.id, text="x", reply_markup={"inline_keyboard": [[button]]}
    )

    assert refused["description"] == f"Bad Request: {description}"


def test_64_bytes_of_callback_data_pass(telegram: SimulatedTelegram, sam: Phone) -> None:
    """Bytes, not characters."""
    keyboard = {"inline_keyboard": [[{"text": "x", "callback_data": "é" * 32}]]}

    assert telegram.call("sendMessage", chat_id=sam.id, text="x", reply_markup=keyboard)["ok"]


def test_a_voice_note_is_copied_as_a_voice_note(telegram: SimulatedTelegram, sam: Phone) -> None:
    """A copy carries no trace of where it came from."""
    marc = telegram.person("Marc")
    marc.start()
    voice = sam.send("voice")

    copied = telegram.call("copyMessage", chat_id=marc.id, from_chat_id=sam.id, message_id=voice)

    assert copied["result"] == {"message_id": 2}
    assert marc.screen().last.kind == "voice"
    assert marc.screen().last.raw["forwarded_from"] is None


def test_what_is_not_there_cannot_be_copied(telegram: SimulatedTelegram, sam: Phone) -> None:
    """Telegram's words for it."""
    refused = telegram.call("copyMessage", chat_id=sam.id, from_chat_id=sam.id, message_id=99)

    assert refused["description"] == "Bad Request: message to copy not found"


def test_typing_shows_until_the_next_message(telegram: SimulatedTelegram, sam: Phone) -> None:
    """Or for five seconds."""
    telegram.call("sendChatAction", chat_id=sam.id, action="typing")
    before = sam.screen().raw["action"]
    telegram.call("sendMessage", chat_id=sam.id, text="Voilà.")

    assert (before, sam.screen().raw["action"]) == ("typing", "")
    assert not telegram.call("sendChatAction", chat_id=sam.id, action="juggling")["ok"]


def test_a_notification_shows_the_words_unless_it_is_silent(telegram: SimulatedTelegram, sam: Phone) -> None:
    """Spoilers are masked in it."""
    telegram.call("sendMessage", chat_id=sam.id, text="Un <tg-spoiler>mot</tg-spoiler>", parse_mode="HTML")
    telegram.call("sendMessage", chat_id=sam.id, text="Chut", disable_notification=True)

    notes = [(note["preview"], note["is_silent"]) for note in sam.notifications()]

    assert notes == [("Un ▒▒▒", False), ("", True)]


def test_a_file_comes_back_byte_for_byte(telegram: SimulatedTelegram, sam: Phone) -> None:
    """Uploaded, named by getFile, downloaded."""
    with httpx.Client(base_url=telegram.url) as http:
        parts = {"document": ("note.txt", b"bonjour", "text/plain")}
        sent = http.post(f"/bot{telegram.token}/sendDocument", data={"chat_id": sam.id}, files=parts).json()
        found = telegram.call("getFile", file_id=sent["result"]["document"]["file_id"])["result"]
        content = http.get(f"/file/bot{telegram.token}/{found['file_path']}").content

    assert content == b"bonjour"
    assert found["file_size"] == 7


def test_the_real_pace_can_be_switched_on(telegram: SimulatedTelegram, sam: Phone) -> None:
    """A small burst passes, then one a second."""
    telegram.settings(limits=True)

    answers = [telegram.call("sendMessage", chat_id=sam.id, text=str(n)) for n in range(5)]
    telegram.advance(2)

    assert [answer["ok"] for answer in answers] == [True, True, True, False, False]
    assert answers[-1]["parameters"] == {"retry_after": 1}
    assert telegram.call("sendMessage", chat_id=sam.id, text="enfin")["ok"]
