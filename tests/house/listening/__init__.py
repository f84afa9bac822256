"""Listening sessions in the house: no Telegram, no panel."""
