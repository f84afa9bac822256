"""The parameters of every method we answer, as the Bot API publishes them.

A kind is one letter: i Integer, s String, b Boolean, c Integer or String (a chat), o object, a array,
f a file (upload, file_id or address). A star marks what is required. Nothing is executed here.
"""

from collections.abc import Mapping
from dataclasses import dataclass

_TARGET = "business_connection_id:s chat_id:c* message_thread_id:i direct_messages_topic_id:i"
_SENDING = (
    "disable_notification:b protect_content:b allow_paid_broadcast:b message_effect_id:s"
    " suggested_post_parameters:o reply_parameters:o reply_markup:o"
)
_CAPTION = "caption:s parse_mode:s caption_entities:a"
_EDITED = "business_connection_id:s chat_id:c message_id:i inline_message_id:s"
_WEBHOOK = "url:s* certificate:f ip_address:s max_connections:i allowed_updates:a drop_pending_updates:b secret_token:s"


@dataclass(frozen=True)
class Parameter:
    """One parameter of one method."""

    name: str
    kind: str
    is_required: bool


def _parse(line: str) -> tuple[Parameter, ...]:
    parts = (word.split(":") for word in line.split())
    return tuple(Parameter(name, kind[0], kind.endswith("*")) for name, kind in parts)


SIGNATURES: Mapping[str, tuple[Parameter, ...]] = {
    method: _parse(line)
    for method, line in {
        "getMe": "",
        "getUpdates": "offset:i limit:i timeout:i allowed_updates:a",
        "setWebhook": _WEBHOOK,
        "deleteWebhook": "drop_pending_updates:b",
        "getWebhookInfo": "",
        "sendMessage": f"{_TARGET} text:s* parse_mode:s entities:a link_preview_options:o {_SENDING}",
        "sendVoice": f"{_TARGET} voice:f* {_CAPTION} duration:i {_SENDING}",
        "sendPhoto": f"{_TARGET} photo:f* {_CAPTION} show_caption_above_media:b has_spoiler:b {_SENDING}",
        "sendDocument": f"{_TARGET} document:f* thumbnail:f {_CAPTION} disable_content_type_detection:b {_SENDING}",
        "sendChatAction": "business_connection_id:s chat_id:c* message_thread_id:i action:s*",
        "copyMessage": (
            "chat_id:c* message_thread_id:i direct_messages_topic_id:i from_chat_id:c* message_id:i*"
            f" video_start_timestamp:i {_CAPTION} show_caption_above_media:b {_SENDING}"
        ),
        "editMessageText": (
            f"{_EDITED} text:s parse_mode:s entities:a link_preview_options:o rich_message:o reply_markup:o"
        ),
        "editMessageReplyMarkup": f"{_EDITED} reply_markup:o",
        "deleteMessage": "chat_id:c* message_id:i*",
        "deleteMessages": "chat_id:c* message_ids:a*",
        "answerCallbackQuery": "callback_query_id:s* text:s show_alert:b url:s cache_time:i",
        "setMyCommands": "commands:a* scope:o language_code:s",
        "getMyCommands": "scope:o language_code:s",
        "deleteMyCommands": "scope:o language_code:s",
        "setMyDescription": "description:s language_code:s",
        "setMyShortDescription": "short_description:s language_code:s",
        "setChatMenuButton": "chat_id:i menu_button:o",
        "getFile": "file_id:s*",
        "getChat": "chat_id:c*",
        "leaveChat": "chat_id:c*",
        "close": "",
        "logOut": "",
    }.items()
}
BY_LOWER_NAME: Mapping[str, str] = {method.lower(): method for method in SIGNATURES}
