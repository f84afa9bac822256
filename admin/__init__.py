"""The staff's door: the panel where a mediator takes a case and answers.

It opens onto the house and knows nothing of Telegram, of the bot or of flows. Its composition root is `admin.app`.
"""
