"""The only code that knows Telegram: aiogram hears, python-telegram-bot speaks."""

import os

# python-telegram-bot 22 warns at each flood until its durations are asked for as durations.
os.environ.setdefault("PTB_TIMEDELTA", "1")

UNKNOWN_TOKEN = "Telegram does not know this token: check PASSERELLE_BOT_TOKEN."  # noqa: S105 - a sentence about one
