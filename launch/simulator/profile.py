"""The bot as Telegram knows it: its name, commands, descriptions and menu button.

Commands and descriptions are kept per scope and language; a phone sees those of its own language, else the default.
"""

import json
from dataclasses import dataclass, field
from typing import Any

DEFAULT_SCOPE = json.dumps({"type": "default"})


def scope_key(scope: dict[str, Any] | None) -> str:
    """One key for a BotCommandScope; none means the default."""
    return json.dumps(scope, sort_keys=True) if scope else DEFAULT_SCOPE


@dataclass
class Profile:
    """What BotFather and the bot itself have set."""

    id: int
    username: str
    name: str
    reads_all_group_messages: bool = False
    commands: dict[tuple[str, str], list[dict[str, str]]] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    short_descriptions: dict[str, str] = field(default_factory=dict)
    menu_buttons: dict[int, dict[str, Any]] = field(default_factory=dict)

    def as_user(self) -> dict[str, Any]:
        """The bot as a User."""
        return {"id": self.id, "is_bot": True, "first_name": self.name, "username": self.username}

    def as_me(self) -> dict[str, Any]:
        """The bot as getMe returns it."""
        abilities = {
            "can_join_groups": True,
            "can_read_all_group_messages": self.reads_all_group_messages,
            "supports_inline_queries": False,
            "can_connect_to_business": False,
            "has_main_web_app": False,
        }
        return {**self.as_user(), **abilities}

    def commands_for(self, language: str) -> list[dict[str, str]]:
        """The commands a private chat in this language shows."""
        private = json.dumps({"type": "all_private_chats"})
        for scope in (private, DEFAULT_SCOPE):
            for code in (language, ""):
                if (scope, code) in self.commands:
                    return self.commands[scope, code]
        return []

    def description_for(self, language: str) -> str:
        """The text an empty chat in this language shows."""
        return self.descriptions.get(language) or self.descriptions.get("", "")
