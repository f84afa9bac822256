"""From what came over HTTP to typed parameters.

A form carries strings only, so a number, a truth or an object is read out of its text; a JSON body must
carry the right type already. A wrong type or a missing required parameter is refused, never guessed.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from launch.simulator.refusals import TAP_TOO_OLD, Refusal, bad_request
from launch.simulator.signatures import SIGNATURES, Parameter

_TRUE = {"true", "1", "yes"}
_FALSE = {"false", "0", "no", ""}
_NAMES = {
    "i": "an Integer",
    "s": "a String",
    "b": "a Boolean",
    "c": "an Integer or a String",
    "o": "an Object",
    "a": "an Array",
    "f": "a file",
}
_MISSING = {
    "chat_id": "chat_id is empty",
    "from_chat_id": "from_chat_id is empty",
    "text": "message text is empty",
    "message_id": "message identifier is not specified",
    "message_ids": "message identifiers are not specified",
    "callback_query_id": TAP_TOO_OLD,
    "file_id": "invalid file_id",
    "voice": "there is no voice in the request",
    "photo": "there is no photo in the request",
    "document": "there is no document in the request",
    "action": "wrong parameter action in request",
}


@dataclass(frozen=True)
class Upload:
    """A file that came inside the request."""

    name: str
    mime: str
    content: bytes


@dataclass(frozen=True)
class Raw:
    """A request's parameters as they came: from a JSON body, or from a form or a query string."""

    values: Mapping[str, Any]
    is_json: bool = False
    uploads: Mapping[str, Upload] | None = None


def read(method: str, raw: Raw) -> dict[str, Any]:
    """The method's parameters, typed; unknown ones are ignored as Telegram does; raises Refusal."""
    values: dict[str, Any] = {}
    for parameter in SIGNATURES[method]:
        value = _value(parameter, raw)
        if value is not None:
            values[parameter.name] = value
        elif parameter.is_required:
            raise _missing(parameter.name)
    return values


def for_the_log(method: str, raw: Raw) -> dict[str, Any]:
    """The same parameters for the journal of calls: unknown ones kept, unreadable ones as they came."""
    known = {parameter.name: parameter for parameter in SIGNATURES.get(method, ())}
    logged: dict[str, Any] = {name: f"attach://{name}" for name in raw.uploads or {} if name in known}
    for name, given in raw.values.items():
        try:
            logged[name] = _typed(known[name], given, is_json=raw.is_json) if name in known else given
        except Refusal:
            logged[name] = given
    return logged


def _missing(name: str) -> Refusal:
    return bad_request(_MISSING.get(name, f'parameter "{name}" is required'))


def _value(parameter: Parameter, raw: Raw) -> Any:
    uploads = raw.uploads or {}
    given = raw.values.get(parameter.name)
    if parameter.kind == "f":
        if isinstance(given, str) and given.startswith("attach://"):
            return uploads.get(given.removeprefix("attach://"))
        return uploads.get(parameter.name) or _typed(parameter, given, is_json=raw.is_json)
    return _typed(parameter, given, is_json=raw.is_json)


def _typed(parameter: Parameter, given: Any, *, is_json: bool) -> Any:
    if given is None or (given == "" and parameter.kind != "s"):
        return None
    value = given if is_json and parameter.kind not in "oa" else _from_text(parameter, given)
    if not _fits(parameter.kind, value):
        raise bad_request(f'parameter "{parameter.name}" must be {_NAMES[parameter.kind]}')
    return value


def _from_text(parameter: Parameter, given: Any) -> Any:
    if not isinstance(given, str):
        return given
    if parameter.kind in "ic":
        return int(given) if given.lstrip("-").isdigit() else given
    if parameter.kind == "b":
        lowered = given.lower()
        return True if lowered in _TRUE else False if lowered in _FALSE else given
    if parameter.kind in "oa":
        return _decoded(parameter.name, given)
    return given


def _decoded(name: str, given: str) -> Any:
    try:
        return json.loads(given)
    except ValueError:
        what = "reply keyboard markup" if name == "reply_markup" else name
        raise bad_request(f"can't parse {what} JSON object") from None


def _fits(kind: str, value: Any) -> bool:
    if isinstance(value, bool):
        return kind == "b"
    expected: dict[str, tuple[type, ...]] = {
        "i": (int,),
        "s": (str,),
        "b": (),
        "c": (int, str),
        "o": (dict,),
        "a": (list,),
        "f": (str,),
    }
    return isinstance(value, expected[kind])
