"""Rooms in the house: no Telegram, no panel."""
