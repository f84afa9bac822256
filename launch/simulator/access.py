"""May the bot read or write in this chat? Telegram's answers when it may not.

The words are the published server's; the caller gets a chat or a Refusal, never None.
"""

from typing import Any

from launch.simulator.refusals import BLOCKED, NEVER_STARTED, bad_request, forbidden
from launch.simulator.telegram import Telegram
from launch.simulator.world import Chat, Message


def known(telegram: Telegram, chat_id: int | str | None) -> Chat:
    """The chat the bot has been in; raises Refusal when it is empty, unknown or was never opened."""
    if chat_id is None or chat_id == "":
        raise bad_request("chat_id is empty")
    chat = telegram.world.chats.get(chat_id) if isinstance(chat_id, int) else None
    if chat is None or (chat.person is not None and not chat.is_started):
        if chat_id in telegram.world.people:
            raise forbidden(NEVER_STARTED)
        raise bad_request("chat not found")
    return chat


def writable(telegram: Telegram, chat_id: int | str | None) -> Chat:
    """The chat the bot may write in now; raises Refusal when blocked, kicked or gone."""
    chat = known(telegram, chat_id)
    if chat.person is not None and chat.person.is_deactivated:
        raise forbidden("user is deactivated")
    if chat.bot_status == "kicked":
        raise forbidden("bot was kicked from the group chat" if chat.person is None else BLOCKED)
    if chat.bot_status == "left":
        raise forbidden("bot is not a member of the group chat")
    return chat


def message_to_edit(telegram: Telegram, chat: Chat, parameters: dict[str, Any]) -> Message:
    """The bot's own message to be edited; raises Refusal when it is not there or not the bot's.

    Own messages stay editable for ever, except those sent with a reply keyboard: 48 hours.
    """
    if "message_id" not in parameters:
        raise bad_request("message identifier is not specified")
    message = chat.visible(parameters["message_id"])
    if message is None:
        raise bad_request("message to edit not found")
    if not message.is_from_bot or (message.had_reply_keyboard and is_old(telegram, message)):
        raise bad_request("message can't be edited")
    return message


def is_old(telegram: Telegram, message: Message) -> bool:
    """Whether more than 48 hours have passed since it was sent."""
    return telegram.clock.now() - message.sent_at > 48 * 3600
