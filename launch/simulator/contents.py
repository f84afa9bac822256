"""What a person can send beside words, in the fields a Message carries it in.

Every sample is made up: a number nobody has, a square in the sea of a map.
"""

from collections.abc import Callable, Mapping
from typing import Any

from launch.simulator import media, texts
from launch.simulator.telegram import Telegram
from launch.simulator.world import Person

Details = Mapping[str, Any]
_CAPTIONED = frozenset({"voice", "photo", "document", "video"})


def content_of(telegram: Telegram, person: Person, kind: str, *, details: Details) -> dict[str, Any]:
    """The content of a message of this kind; raises KeyError for an unknown kind."""
    if kind in _CAPTIONED or kind == "sticker":
        stored = telegram.files.keep(kind, media.sample(kind))
        content = media.described(kind, stored, int(details.get("duration", 4)))
        caption = details.get("caption")
        if caption and kind in _CAPTIONED:
            content |= texts.plain(caption).fields("caption", "caption_entities")
        return content
    return _OTHERS[kind](telegram, person, details)


def _contact(_: Telegram, person: Person, details: Details) -> dict[str, Any]:
    number = details.get("phone_number", "+33 1 99 00 00 00")
    return {
        "contact": {
            "phone_number": number,
            "first_name": details.get("first_name", person.first_name),
            "user_id": person.id,
        }
    }


def _location(_: Telegram, __: Person, details: Details) -> dict[str, Any]:
    point = {"latitude": details.get("latitude", 50.6326), "longitude": details.get("longitude", 5.5797)}
    return {"location": point}


def _forward(telegram: Telegram, _: Person, details: Details) -> dict[str, Any]:
    words = texts.plain(details.get("text", "Tu vas voir demain.")).fields()
    origin: dict[str, Any] = {"type": "hidden_user", "date": telegram.clock.stamp() - 3600}
    origin["sender_user_name"] = details.get("from_name", "Alex")
    return {**words, "forward_origin": origin}


def _video_note(telegram: Telegram, _: Person, details: Details) -> dict[str, Any]:
    stored = telegram.files.keep("video", media.sample("video"))
    return {"video_note": {**stored.facts(), "length": 240, "duration": int(details.get("duration", 4))}}


def _audio(telegram: Telegram, _: Person, details: Details) -> dict[str, Any]:
    stored = telegram.files.keep("audio", media.sample("voice"))
    return {
        "audio": {**stored.facts(), "duration": int(details.get("duration", 4)), "mime_type": "audio/ogg"}
    }


def _dice(_: Telegram, __: Person, ___: Details) -> dict[str, Any]:
    return {"dice": {"emoji": "🎲", "value": 4}}


def _poll(_: Telegram, __: Person, details: Details) -> dict[str, Any]:
    options = [
        {"persistent_id": str(n), "text": text, "voter_count": 0} for n, text in enumerate(("Oui", "Non"))
    ]
    flags = dict.fromkeys(("is_closed", "allows_multiple_answers", "allows_revoting", "members_only"), False)
    poll = {
        "id": "1",
        "question": details.get("text", "On y va ?"),
        "options": options,
        "total_voter_count": 0,
    }
    return {"poll": {**poll, **flags, "is_anonymous": True, "type": "regular"}}


_OTHERS: Mapping[str, Callable[[Telegram, Person, Details], dict[str, Any]]] = {
    "contact": _contact,
    "location": _location,
    "forward": _forward,
    "video_note": _video_note,
    "audio": _audio,
    "dice": _dice,
    "poll": _poll,
}
KINDS = sorted([*_CAPTIONED, "sticker", *_OTHERS])
