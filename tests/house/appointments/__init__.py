"""Appointments in the house: no Telegram, no panel."""
