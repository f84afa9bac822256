"""Our buttons as Telegram's inline keyboards. Never a reply keyboard: a message that carried one can no longer be edited freely."""

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.engine.show import Button, Rows


def keyboard(rows: Rows) -> InlineKeyboardMarkup | None:
    """Draw rows of buttons; no rows is no keyboard."""
    if not rows:
        return None
    return InlineKeyboardMarkup([[_drawn(button) for button in row] for row in rows])


def _drawn(button: Button) -> InlineKeyboardButton:
    if button.data.startswith("https://"):
        return InlineKeyboardButton(button.label, url=button.data)
    return InlineKeyboardButton(button.label, callback_data=button.data)
