"""Both libraries understand what we produce: aiogram every update, python-telegram-bot every answer."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import httpx
import pytest
from aiogram.types import Update
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter
from telegram.ext import ExtBot

from launch.simulator import Phone, SimulatedTelegram
from launch.simulator.contents import KINDS
from launch.simulator.contract import check_call, check_object


def _with_bot(telegram: SimulatedTelegram, talk: Callable[[Bot], Awaitable[Any]]) -> Any:
    async def run() -> Any:
        api, files = f"{telegram.url}/bot", f"{telegram.url}/file/bot"
        async with ExtBot(telegram.token, base_url=api, base_file_url=files) as bot:
            return await talk(bot)

    return asyncio.run(run())


EVERYTHING = {"update_id", "message", "edited_message", "callback_query", "my_chat_member"}


def _do_everything(telegram: SimulatedTelegram, sam: Phone) -> None:
    for kind in KINDS:
        sam.send(kind, caption="regarde")
    sam.edit(sam.write("bonjur"), "bonjour")
    keyboard = {"inline_keyboard": [[{"text": "a", "callback_data": "b"}]]}
    telegram.call("sendMessage", chat_id=sam.id, text="x", reply_markup=keyboard)
    sam.tap("a")
    sam.block()
    telegram.kick_bot(sam, telegram.group(sam, "La bande"))


def test_aiogram_reads_every_kind_of_update(telegram: SimulatedTelegram, sam: Phone) -> None:
    """Its models accept each of them."""
    _do_everything(telegram, sam)

    updates = telegram.pending()

    assert {kind for update in updates for kind in update} == EVERYTHING
    assert all(Update.model_validate(update).event_type for update in updates)


def test_every_update_is_what_the_specification_describes(
    telegram: SimulatedTelegram, sam: Phone, spec: Any
) -> None:
    """Field by field."""
    _do_everything(telegram, sam)

    problems = [problem for update in telegram.pending() for problem in check_object(spec, "Update", update)]

    assert problems == []


def test_an_echo_bot_made_with_python_telegram_bot(telegram: SimulatedTelegram, sam: Phone) -> None:
    """Polls, answers, edits, answers the tap."""
    sam.write("bonjour")

    async def talk(bot: Bot) -> None:
        updates = await bot.get_updates(timeout=0)
        text = updates[-1].effective_message.text  # type: ignore[union-attr]  # Sam has just written
        keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Encore", callback_data="again")]])
        sent = await bot.send_message(sam.id, f"<b>{text}</b>", parse_mode="HTML", reply_markup=keyboard)
        await asyncio.to_thread(sam.tap, "Encore")
        (update,) = await bot.get_updates(offset=updates[-1].update_id + 1)
        await bot.answer_callback_query(update.callback_query.id)  # type: ignore[union-attr]  # Sam has just tapped
        await bot.edit_message_text(f"{text} !", sam.id, sent.message_id)

    _with_bot(telegram, talk)

    assert sam.screen().last.text == "bonjour !"


def test_python_telegram_bot_sends_and_fetches_files(telegram: SimulatedTelegram, sam: Phone) -> None:
    """What went up comes down."""

    async def talk(bot: Bot) -> list[object]:
        voice = await bot.send_voice(sam.id, b"ogg", caption="Écoute", duration=3)
        photo = await bot.send_photo(sam.id, b"png")
        note = await bot.send_document(sam.id, b"texte", filename="note.txt")
        file = await bot.get_file(voice.voice.file_id)  # type: ignore[union-attr]  # just sent as voice
        copied = await bot.copy_message(sam.id, sam.id, photo.message_id)
        is_done = await bot.delete_messages(sam.id, [photo.message_id, copied.message_id])
        return [bytes(await file.download_as_bytearray()), note.document is not None, is_done]

    assert _with_bot(telegram, talk) == [b"ogg", True, True]


def test_python_telegram_bot_sets_what_a_bot_sets(telegram: SimulatedTelegram, sam: Phone) -> None:
    """Commands per language, descriptions, the menu button."""

    async def talk(bot: Bot) -> list[object]:
        await bot.set_my_commands([("sos", "Les numéros")], language_code="fr")
        await bot.set_my_description("Bonjour")
        await bot.set_my_short_description("Bonjour")
        await bot.set_chat_menu_button()
        commands = await bot.get_my_commands(language_code="fr")
        return [
            commands[0].command,
            (await bot.get_webhook_info()).url,
            (await bot.get_chat(sam.id)).first_name,
        ]

    assert _with_bot(telegram, talk) == ["sos", "", "Sam"]
    assert sam.screen().raw["bot"]["commands"] == [{"command": "sos", "description": "Les numéros"}]


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ({"kind": "flood", "retry_after": 3}, RetryAfter),
        ({"kind": "forbidden"}, Forbidden),
        ({"kind": "error", "status": 500}, NetworkError),
        ({"kind": "drop_before"}, NetworkError),
        ({"kind": "drop_after"}, NetworkError),
    ],
)
def test_each_fault_is_the_error_the_library_names(
    telegram: SimulatedTelegram,
    sam: Phone,
    monkeypatch: pytest.MonkeyPatch,
    fault: dict[str, Any],
    error: type[Exception],
) -> None:
    """So that delivery can tell them apart; without the variable the library warns at each flood."""
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    telegram.add_fault(**fault, method="sendMessage", times=1)

    with pytest.raises(error):
        _with_bot(telegram, lambda bot: bot.send_message(sam.id, "Bonjour"))


def test_an_unmodified_edit_is_a_bad_request_for_the_library(telegram: SimulatedTelegram, sam: Phone) -> None:
    """With the words our delivery looks for."""

    async def talk(bot: Bot) -> None:
        sent = await bot.send_message(sam.id, "Bonjour")
        await bot.edit_message_text("Bonjour", sam.id, sent.message_id)

    with pytest.raises(BadRequest, match=r"(?i)message is not modified"):
        _with_bot(telegram, talk)


def test_every_recorded_call_of_the_library_is_a_published_one(
    telegram: SimulatedTelegram, sam: Phone, spec: Any
) -> None:
    """Checked against the specification."""

    async def talk(bot: Bot) -> None:
        keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("a", callback_data="b")]])
        await bot.send_message(sam.id, "x", reply_markup=keyboard, disable_notification=True)
        await bot.send_voice(sam.id, b"ogg", caption="y")
        await bot.delete_messages(sam.id, [2, 3])

    _with_bot(telegram, talk)

    problems = [
        problem for call in telegram.calls() for problem in check_call(spec, call["method"], call["params"])
    ]
    assert problems == []


def test_a_raw_caller_needs_no_library(telegram: SimulatedTelegram, sam: Phone) -> None:
    """Plain httpx polls and answers."""
    with httpx.Client(base_url=f"{telegram.url}/bot{telegram.token}/") as http:
        update = http.post("getUpdates", json={"timeout": 1}).json()["result"][0]
        http.post("sendMessage", json={"chat_id": update["message"]["chat"]["id"], "text": "reçu"})

    assert sam.wait_for("reçu").is_from_bot
