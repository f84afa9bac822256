"""The table of methods: a published name, and the function that answers it.

A function takes the Telegram and typed parameters and returns the result, or raises Refusal.
`getUpdates` waits, so it stands apart in `polling.py`.
"""

from collections.abc import Callable, Mapping
from typing import Any

from launch.simulator import editing, own_settings, sending
from launch.simulator.telegram import Telegram

Answer = Callable[[Telegram, dict[str, Any]], Any]

METHODS: Mapping[str, Answer] = {
    "getMe": own_settings.get_me,
    "setWebhook": own_settings.set_webhook,
    "deleteWebhook": own_settings.delete_webhook,
    "getWebhookInfo": own_settings.get_webhook_info,
    "sendMessage": sending.send_message,
    "sendVoice": sending.send_voice,
    "sendPhoto": sending.send_photo,
    "sendDocument": sending.send_document,
    "sendChatAction": sending.send_chat_action,
    "copyMessage": sending.copy_message,
    "editMessageText": editing.edit_message_text,
    "editMessageReplyMarkup": editing.edit_message_reply_markup,
    "deleteMessage": editing.delete_message,
    "deleteMessages": editing.delete_messages,
    "answerCallbackQuery": editing.answer_callback_query,
    "setMyCommands": own_settings.set_my_commands,
    "getMyCommands": own_settings.get_my_commands,
    "deleteMyCommands": own_settings.delete_my_commands,
    "setMyDescription": own_settings.set_my_description,
    "setMyShortDescription": own_settings.set_my_short_description,
    "setChatMenuButton": own_settings.set_chat_menu_button,
    "getFile": own_settings.get_file,
    "getChat": own_settings.get_chat,
    "leaveChat": own_settings.leave_chat,
    "close": own_settings.agree,
    "logOut": own_settings.agree,
}
