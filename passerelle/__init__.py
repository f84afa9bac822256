"""The house that both doors open onto: cases, people, team, delivery, secrets.

It knows neither Telegram nor HTML nor scripts, and imports neither door.
"""
