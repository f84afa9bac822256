"""What may hang under a message: inline buttons, a reply keyboard, or the order to remove it.

Checked as strictly as Telegram does; buttons come out with their known fields only.
"""

from typing import Any

from launch.simulator.refusals import bad_request

MAX_BUTTONS = 100
MAX_DATA_BYTES = 64
_ACTIONS = (
    "url",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "copy_text",
)
_UNPARSED = "can't parse inline keyboard button: "


def inline(markup: dict[str, Any] | None) -> dict[str, Any] | None:
    """The inline keyboard as Telegram will show it, or None when there is none; raises Refusal."""
    rows = (markup or {}).get("inline_keyboard")
    if rows is None:
        return None
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request('field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays')
    checked = [[_button(button) for button in row] for row in rows if row]
    if sum(map(len, checked)) > MAX_BUTTONS:
        raise bad_request("reply markup is too long")
    return {"inline_keyboard": checked} if checked else None


def reply(markup: dict[str, Any] | None) -> list[list[str]] | None:
    """The labels of a reply keyboard, or None when the markup is not one; raises Refusal."""
    rows = (markup or {}).get("keyboard")
    if rows is None:
        return None
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request('field "keyboard" must be an Array of Arrays')
    return [[_label(button) for button in row] for row in rows]


def removes_reply(markup: dict[str, Any] | None) -> bool:
    """Whether this markup takes the reply keyboard away."""
    return bool((markup or {}).get("remove_keyboard"))


def _label(button: Any) -> str:
    text = button.get("text") if isinstance(button, dict) else button
    if not isinstance(text, str) or not text:
        raise bad_request("can't parse keyboard button: KeyboardButton must be a String or an Object")
    return text


def _button(button: Any) -> dict[str, Any]:
    if not isinstance(button, dict):
        raise bad_request(f"{_UNPARSED}InlineKeyboardButton must be an Object")
    text = button.get("text")
    if not isinstance(text, str):
        raise bad_request(f'{_UNPARSED}field "text" must be of type String')
    if not text.strip():
        raise bad_request("BUTTON_TEXT_INVALID")
    return {"text": text, **_action(button)}


def _action(button: dict[str, Any]) -> dict[str, Any]:
    data = button.get("callback_data")
    if data is not None:
        if not isinstance(data, str):
            raise bad_request(f'{_UNPARSED}field "callback_data" must be of type String')
        if not 1 <= len(data.encode()) <= MAX_DATA_BYTES:
            raise bad_request("BUTTON_DATA_INVALID")
        return {"callback_data": data}
    for action in _ACTIONS:
        if button.get(action) is not None:
            return _linked(action, button[action])
    raise bad_request(f"{_UNPARSED}text buttons are unallowed in the inline keyboard")


def _linked(action: str, value: Any) -> dict[str, Any]:
    if action != "url":
        return {action: value}
    if (
        not isinstance(value, str)
        or not value.startswith(("http://", "https://", "tg://", "tel:"))
        or " " in value
    ):
        raise bad_request(f"inline keyboard button URL '{value}' is invalid: wrong HTTP URL")
    return {"url": value}
