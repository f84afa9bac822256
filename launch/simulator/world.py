"""Who exists and what stands in their chats: people, groups, messages.

State only, in memory, in the shapes the Bot API publishes. Each chat counts its messages from one,
both directions together. Nothing here queues an update or answers a call.
"""

from dataclasses import dataclass, field
from typing import Any

from launch.simulator.clock import Clock


@dataclass
class Person:
    """Somebody with a phone; fictional, always."""

    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language_code: str = "fr"
    is_deactivated: bool = False

    def as_user(self) -> dict[str, Any]:
        """The person as a User."""
        return {"id": self.id, "is_bot": False, **self._names(), "language_code": self.language_code}

    def as_chat(self) -> dict[str, Any]:
        """The private chat with this person as a Chat."""
        return {"id": self.id, "type": "private", **self._names()}

    def _names(self) -> dict[str, Any]:
        names = {"first_name": self.first_name, "last_name": self.last_name, "username": self.username}
        return {name: value for name, value in names.items() if value is not None}


@dataclass
class Message:
    """One message: its Bot API body, and what only the server knows."""

    body: dict[str, Any]
    is_from_bot: bool
    is_silent: bool = False
    had_reply_keyboard: bool = False
    is_deleted: bool = False
    update_id: int | None = None

    @property
    def id(self) -> int:
        """Its number within the chat."""
        return int(self.body["message_id"])

    @property
    def sent_at(self) -> int:
        """When it was sent, in seconds since the epoch."""
        return int(self.body["date"])


@dataclass
class Chat:
    """A private chat or a group, with every message ever written in it."""

    id: int
    person: Person | None = None
    title: str | None = None
    bot_status: str = "member"
    is_started: bool = False
    messages: dict[int, Message] = field(default_factory=dict)
    action: str = ""
    action_until: float = 0.0
    reply_keyboard: list[list[str]] | None = None

    def as_chat(self) -> dict[str, Any]:
        """The chat as a Chat."""
        if self.person is not None:
            return self.person.as_chat()
        return {"id": self.id, "type": "group", "title": self.title or "Groupe"}

    def visible(self, message_id: int) -> Message | None:
        """The message of this number unless it does not exist or was deleted."""
        message = self.messages.get(message_id)
        return None if message is None or message.is_deleted else message

    def shown(self) -> list[Message]:
        """Every message not deleted, oldest first."""
        return [message for message in self.messages.values() if not message.is_deleted]

    def post(self, sender: dict[str, Any], content: dict[str, Any], stamp: int) -> Message:
        """Add a message with the chat's next number."""
        body = {
            "message_id": len(self.messages) + 1,
            "from": sender,
            "chat": self.as_chat(),
            "date": stamp,
            **content,
        }
        message = Message(body, is_from_bot=bool(sender["is_bot"]))
        self.messages[message.id] = message
        return message


@dataclass
class Tap:
    """One press of a button, until it is answered or its life is over."""

    id: str
    person_id: int
    chat_id: int
    message_id: int
    data: str
    expires_at: float
    answer: dict[str, Any] | None = None


@dataclass
class World:
    """Everybody and everything, by id."""

    clock: Clock
    people: dict[int, Person] = field(default_factory=dict)
    chats: dict[int, Chat] = field(default_factory=dict)
    taps: dict[str, Tap] = field(default_factory=dict)
    notifications: list[dict[str, Any]] = field(default_factory=list)

    def private_chat(self, person: Person) -> Chat:
        """The person's chat with the bot, empty when it was never opened."""
        return self.chats.setdefault(person.id, Chat(person.id, person))

    def opened_taps(self, chat_id: int) -> list[Tap]:
        """The taps of a chat that still spin on the phone."""
        now = self.clock.now()
        return [
            tap
            for tap in self.taps.values()
            if tap.chat_id == chat_id and tap.answer is None and tap.expires_at > now
        ]
