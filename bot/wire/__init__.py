"""The only code that knows Telegram: aiogram hears, python-telegram-bot speaks."""
