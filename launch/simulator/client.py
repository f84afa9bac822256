"""The person's side for tests, synchronous: `telegram.person()`, `sam.write("...")`, `sam.tap("Oui")`.

It speaks HTTP only, so it serves a simulator in another process as well. Waiting is long polling, never sleeping.
A wait that comes to nothing raises NothingHappened with what the screen showed.
"""

import time
from collections.abc import Callable
from dataclasses import asdict
from typing import Any, TypeVar, cast

import httpx

from launch.simulator.faults import Fault
from launch.simulator.screen import NothingHappened, Screen, Shown, screen_of
from launch.simulator.telegram import Telegram

T = TypeVar("T")

PATIENCE_SECONDS = 5.0


class Refused(AssertionError):  # noqa: N818 - reads as the sentence a failed test prints
    """The phone could not do this."""


class SimulatedTelegram:
    """A running simulator, seen from outside; `telegram` is the object itself when it runs in this process."""

    def __init__(self, url: str, token: str = "1:demo", telegram: Telegram | None = None) -> None:  # noqa: S107 - made up
        self.url = url
        self.token = token
        self._telegram = telegram
        self._http = httpx.Client(base_url=url, timeout=70, trust_env=False)

    @property
    def telegram(self) -> Telegram:
        """The object behind, in this process only; raises Refused elsewhere."""
        if self._telegram is None:
            raise Refused("This simulator runs in another process.")
        return self._telegram

    def ask(self, verb: str, path: str, **options: Any) -> Any:
        """One request to `/sim...`; raises Refused with the simulator's sentence."""
        response = self._http.request(verb, f"/sim{path}", **options)
        if response.is_error:
            raise Refused(response.json().get("error", response.text))
        return response.json()

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """One Bot API call as the bot, JSON in and out, refusals included."""
        response = self._http.post(f"/bot{self.token}/{method}", json=parameters)
        return cast(dict[str, Any], response.json())

    def person(self, first_name: str = "Sam", **names: Any) -> "Phone":
        """A new person with a phone; names may give id, last_name, username, language_code."""
        return Phone(self, self.ask("POST", "/people", json={"first_name": first_name, **names})["id"])

    def group(self, phone: "Phone", title: str = "Groupe") -> int:
        """A new group of this person with the bot in it; returns its chat id."""
        return int(self.ask("POST", "/groups", json={"person_id": phone.id, "title": title})["id"])

    def group_state(self, chat_id: int) -> dict[str, Any]:
        """The group's title and whether the bot is in it (`bot_status`)."""
        return cast(dict[str, Any], self.ask("GET", f"/groups/{chat_id}"))

    def kick_bot(self, phone: "Phone", chat_id: int) -> None:
        """Throw the bot out of a group."""
        self.ask("POST", f"/groups/{chat_id}/kick", json={"person_id": phone.id})

    def calls(
        self, method: str | None = None, chat_id: int | None = None, after: int = 0
    ) -> list[dict[str, Any]]:
        """The bot's calls: number, method, params, at, outcome, fault."""
        wanted = {"method": method, "chat_id": chat_id, "after": after}
        given = {name: value for name, value in wanted.items() if value is not None}
        return cast(list[dict[str, Any]], self.ask("GET", "/calls", params=given))

    def add_fault(self, kind: str, **details: Any) -> int:
        """Add a rule, see `Fault`; returns its number."""
        return int(self.ask("POST", "/faults", json=asdict(Fault(kind, **details)))["number"])

    def faults(self) -> list[dict[str, Any]]:
        """The rules with how often they looked (`seen`) and hit (`fired`)."""
        return cast(list[dict[str, Any]], self.ask("GET", "/faults"))

    def clear_faults(self) -> None:
        """Everything works again."""
        self.ask("DELETE", "/faults")

    def inject(self, body: dict[str, Any]) -> int:
        """Queue an update verbatim; returns its id."""
        return int(self.ask("POST", "/updates", json=body)["update_id"])

    def pending(self) -> list[dict[str, Any]]:
        """The updates the bot has not acknowledged."""
        return cast(list[dict[str, Any]], self.ask("GET", "/updates"))

    def advance(self, seconds: float) -> None:
        """Let time pass."""
        self.ask("POST", "/clock", json={"advance": seconds})

    def settings(self, **values: Any) -> None:
        """Set `redelivery` (0 to 1), `limits` (real pace), `reads_all_group_messages`."""
        self.ask("POST", "/settings", json=values)

    def reset(self) -> None:
        """Forget everybody and everything but the bot, its webhook and the clock."""
        self.ask("POST", "/reset")

    def wait_until(self, look: Callable[[], T | None], timeout: float = PATIENCE_SECONDS) -> T:
        """What `look` returns as soon as it is true; looks again after each change. Raises NothingHappened."""
        deadline = time.monotonic() + timeout
        version = self.ask("GET", "/wait")["version"]
        while not (seen := look()):
            left = deadline - time.monotonic()
            if left <= 0:
                raise NothingHappened("What was waited for did not come in time.")
            version = self.ask("GET", "/wait", params={"after": version, "timeout": left})["version"]
        return seen

    def close(self) -> None:
        """Close the connections."""
        self._http.close()


class Phone:
    """One person's phone."""

    def __init__(self, telegram: SimulatedTelegram, person_id: int) -> None:
        self.telegram = telegram
        self.id = person_id

    def start(self, payload: str = "") -> int:
        """Press START or follow a deep link; returns the message's id."""
        return int(self._do("start", payload=payload)["message_id"])

    def write(self, text: str, **options: Any) -> int:
        """Write a text or a command; returns its id. Options: chat_id (a group), reply_to."""
        return int(self._do("write", text=text, **options)["message_id"])

    def send(self, kind: str, **details: Any) -> int:
        """Send a voice, photo, sticker, contact, location, forward, document, video...; returns its id."""
        return int(self._do("send", kind=kind, **details)["message_id"])

    def edit(self, message_id: int, text: str) -> None:
        """Edit an own message."""
        self._do("edit", message_id=message_id, text=text)

    def tap(self, label: str, *, times: int = 1, timeout: float = PATIENCE_SECONDS) -> list[str]:
        """Press the newest button with this label, waiting until there is one; returns the taps' ids."""
        message, data = self.telegram.wait_until(lambda: self._button(label), timeout)
        return self.tap_data(message.id, data, times=times)

    def tap_data(self, message_id: int, data: str, *, times: int = 1, is_stale: bool = False) -> list[str]:
        """Press by message and data; `is_stale` for a button that has vanished meanwhile."""
        done = self._do("tap", message_id=message_id, data=data, times=times, is_stale=is_stale)
        return cast(list[str], done["tap_ids"])

    def block(self) -> None:
        """Block the bot."""
        self._do("block")

    def unblock(self) -> None:
        """Unblock the bot."""
        self._do("unblock")

    def screen(self, chat_id: int | None = None) -> Screen:
        """What the phone shows now, in the private chat or in a group."""
        params = {} if chat_id is None else {"chat_id": chat_id}
        return screen_of(self.telegram.ask("GET", f"/people/{self.id}/chat", params=params))

    def notifications(self) -> list[dict[str, Any]]:
        """What the lock screen shows: title, preview, is_silent."""
        return cast(list[dict[str, Any]], self.telegram.ask("GET", f"/people/{self.id}/notifications"))

    def wait_for(self, text: str, timeout: float = PATIENCE_SECONDS) -> Shown:
        """The newest message of the bot containing this text, as soon as there is one."""
        try:
            return self.telegram.wait_until(lambda: self._message(text), timeout)
        except NothingHappened:
            raise NothingHappened(
                f"No message with {text!r}; the screen shows {self.screen().texts!r}."
            ) from None

    def wait_until(self, look: Callable[[Screen], Any], timeout: float = PATIENCE_SECONDS) -> Screen:
        """The screen as soon as `look` finds it right."""
        return (
            self.telegram.wait_until(lambda: screen if look(screen := self.screen()) else None, timeout)
            or self.screen()
        )

    def _do(self, act: str, **body: Any) -> Any:
        return self.telegram.ask("POST", f"/people/{self.id}/{act}", json=body)

    def _message(self, text: str) -> Shown | None:
        found = (m for m in reversed(self.screen().messages) if m.is_from_bot and text in m.text)
        return next(found, None)

    def _button(self, label: str) -> tuple[Shown, str] | None:
        pairs = ((message, message.data_of(label)) for message in reversed(self.screen().messages))
        return next(((message, data) for message, data in pairs if data), None)
