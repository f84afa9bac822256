"""How the pretend Telegram says no: an error code and Telegram's own description.

The sentences are those the published server answers with, since programs match on them.
"""

from typing import Any

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
TAP_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
OTHER_POLLER = "terminated by other getUpdates request; make sure that only one bot instance is running"
WEBHOOK_ACTIVE = (
    "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)
WEBHOOK_WAS_SET = "terminated by setWebhook request"
CANNOT_DELETE = "message can't be deleted for everyone"
NEVER_STARTED = "bot can't initiate conversation with a user"
BLOCKED = "bot was blocked by the user"


class Refusal(Exception):  # noqa: N818 - Telegram refuses; nothing went wrong here
    """A call that Telegram answers with `ok: false`."""

    def __init__(self, code: int, description: str, parameters: dict[str, Any] | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def body(self) -> dict[str, Any]:
        """The answer's JSON body."""
        answer: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            answer["parameters"] = self.parameters
        return answer


def bad_request(reason: str) -> Refusal:
    """A 400: the call can never succeed as it is."""
    return Refusal(400, f"Bad Request: {reason}")


def forbidden(reason: str) -> Refusal:
    """A 403: this chat does not want the bot."""
    return Refusal(403, f"Forbidden: {reason}")


def conflict(reason: str) -> Refusal:
    """A 409: two receivers for one bot."""
    return Refusal(409, f"Conflict: {reason}")


def flooded(retry_after: int) -> Refusal:
    """A 429: nothing more for `retry_after` seconds."""
    return Refusal(429, f"Too Many Requests: retry after {retry_after}", {"retry_after": retry_after})
