"""What a bot sets about itself and asks about others: webhook, commands, descriptions, chats, files.

Checks before changing anything; a Refusal leaves all as it was.
"""

import re
from typing import Any
from urllib.parse import urlsplit

from launch.simulator import membership
from launch.simulator.access import known
from launch.simulator.media import MAX_DOWNLOAD
from launch.simulator.profile import scope_key
from launch.simulator.refusals import bad_request
from launch.simulator.telegram import Telegram, Webhook

_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_SECRET = re.compile(r"[A-Za-z0-9_-]*")
MAX_SECRET = 256


def get_me(telegram: Telegram, _: dict[str, Any]) -> dict[str, Any]:
    """The bot itself."""
    return telegram.bot.as_me()


def agree(_: Telegram, __: dict[str, Any]) -> bool:
    """True: `close` and `logOut` change nothing here."""
    return True


def set_webhook(telegram: Telegram, parameters: dict[str, Any]) -> bool:
    """Post updates to this address from now on; plain http is welcome here, Telegram asks for https."""
    url = parameters["url"]
    if not url:
        return delete_webhook(telegram, parameters)
    if urlsplit(url).scheme not in {"http", "https"} or not urlsplit(url).hostname:
        raise bad_request("invalid webhook URL specified")
    secret = parameters.get("secret_token", "")
    if len(secret) > MAX_SECRET:
        raise bad_request("secret token is too long")
    if not _SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    connections = min(max(parameters.get("max_connections", 40), 1), 100)
    _receive(telegram, parameters, Webhook(url, secret, connections, parameters.get("ip_address")))
    return True


def delete_webhook(telegram: Telegram, parameters: dict[str, Any]) -> bool:
    """Back to long polling."""
    _receive(telegram, parameters, Webhook())
    return True


def _receive(telegram: Telegram, parameters: dict[str, Any], webhook: Webhook) -> None:
    webhook.generation = telegram.webhook.generation + 1
    telegram.webhook = webhook
    telegram.updates.allow(parameters.get("allowed_updates"))
    if parameters.get("drop_pending_updates"):
        telegram.updates.clear()
    telegram.changes.note()


def get_webhook_info(telegram: Telegram, _: dict[str, Any]) -> dict[str, Any]:
    """The state of delivery."""
    webhook, allowed = telegram.webhook, telegram.updates.allowed
    optional = {
        "ip_address": webhook.ip_address,
        "last_error_date": webhook.last_error_at,
        "last_error_message": webhook.last_error,
        "max_connections": webhook.max_connections if webhook.url else None,
        "allowed_updates": sorted(allowed) if allowed else None,
    }
    return {
        "url": webhook.url,
        "has_custom_certificate": False,
        "pending_update_count": len(telegram.updates.waiting()),
        **{name: value for name, value in optional.items() if value is not None},
    }


def set_my_commands(telegram: Telegram, parameters: dict[str, Any]) -> bool:
    """Fill the menu of a scope and language."""
    commands = parameters["commands"]
    if len(commands) > 100:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for entry in commands:
        if not isinstance(entry, dict) or not _COMMAND.fullmatch(
            str(entry.get("command", "")).removeprefix("/")
        ):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(str(entry.get("description", ""))) <= 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    telegram.bot.commands[_commands_key(parameters)] = [
        {"command": entry["command"].removeprefix("/"), "description": entry["description"]}
        for entry in commands
    ]
    telegram.changes.note()
    return True


def get_my_commands(telegram: Telegram, parameters: dict[str, Any]) -> list[dict[str, str]]:
    """The menu of exactly this scope and language."""
    return telegram.bot.commands.get(_commands_key(parameters), [])


def delete_my_commands(telegram: Telegram, parameters: dict[str, Any]) -> bool:
    """Empty the menu of a scope and language."""
    telegram.bot.commands.pop(_commands_key(parameters), None)
    telegram.changes.note()
    return True


def _commands_key(parameters: dict[str, Any]) -> tuple[str, str]:
    return scope_key(parameters.get("scope")), parameters.get("language_code", "")


def set_my_description(telegram: Telegram, parameters: dict[str, Any]) -> bool:
    """The text of an empty chat."""
    if len(parameters.get("description", "")) > 512:
        raise bad_request("BOT_DESCRIPTION_TOO_LONG")
    telegram.bot.descriptions[parameters.get("language_code", "")] = parameters.get("description", "")
    telegram.changes.note()
    return True


def set_my_short_description(telegram: Telegram, parameters: dict[str, Any]) -> bool:
    """The text of the bot's profile."""
    if len(parameters.get("short_description", "")) > 120:
        raise bad_request("BOT_ABOUT_TOO_LONG")
    telegram.bot.short_descriptions[parameters.get("language_code", "")] = parameters.get(
        "short_description", ""
    )
    return True


def set_chat_menu_button(telegram: Telegram, parameters: dict[str, Any]) -> bool:
    """The button beside the message field."""
    button = parameters.get("menu_button", {"type": "default"})
    if button.get("type") not in {"commands", "web_app", "default"}:
        raise bad_request("can't parse menu button: MenuButton has unsupported type")
    telegram.bot.menu_buttons[parameters.get("chat_id", 0)] = button
    return True


def get_file(telegram: Telegram, parameters: dict[str, Any]) -> dict[str, Any]:
    """Where to download a file of at most 20 MB."""
    stored = telegram.files.find(parameters["file_id"])
    if stored is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if len(stored.content) > MAX_DOWNLOAD:
        raise bad_request("file is too big")
    return {**stored.facts(), "file_path": stored.path}


def get_chat(telegram: Telegram, parameters: dict[str, Any]) -> dict[str, Any]:
    """A chat as a ChatFullInfo."""
    kinds = (
        "unlimited_gifts",
        "limited_gifts",
        "unique_gifts",
        "premium_subscription",
        "gifts_from_channels",
    )
    return {
        **known(telegram, parameters["chat_id"]).as_chat(),
        "accent_color_id": 3,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(kinds, False),
    }


def leave_chat(telegram: Telegram, parameters: dict[str, Any]) -> bool:
    """Leave a group."""
    chat = known(telegram, parameters["chat_id"])
    if chat.person is not None:
        raise bad_request("chat member status can't be changed in private chats")
    membership.change(telegram, chat, actor=telegram.bot.as_user(), status="left")
    return True
