"""Whether the bot is in a chat: added, kicked, left, blocked, unblocked.

Each change is announced to the bot by a `my_chat_member` update, as Telegram does.
"""

from typing import Any

from launch.simulator.telegram import Telegram
from launch.simulator.world import Chat


def change(telegram: Telegram, chat: Chat, *, actor: dict[str, Any], status: str) -> None:
    """Move the bot to `status` (member, left, kicked) in this chat and tell it so; nothing when it is there."""
    before = chat.bot_status
    if before == status:
        return
    chat.bot_status = status
    update = {
        "chat": chat.as_chat(),
        "from": actor,
        "date": telegram.clock.stamp(),
        "old_chat_member": _member(telegram, before),
        "new_chat_member": _member(telegram, status),
    }
    telegram.updates.add("my_chat_member", update, f"chat:{chat.id}")
    telegram.changes.note()


def _member(telegram: Telegram, status: str) -> dict[str, Any]:
    member: dict[str, Any] = {"user": telegram.bot.as_user(), "status": status}
    return member | {"until_date": 0} if status == "kicked" else member
