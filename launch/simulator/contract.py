"""Is a recorded call one the published Bot API describes? Checked against its specification as JSON.

The specification lists, for each method and type, its fields with their types and whether they are required.
Pure; the caller brings the specification.
"""

from collections.abc import Mapping
from typing import Any

Spec = Mapping[str, Any]
_PLAIN: Mapping[str, tuple[type, ...]] = {
    "Integer": (int,),
    "String": (str,),
    "Boolean": (bool,),
    "Float": (int, float),
    "InputFile": (str, dict),
}


def check_call(spec: Spec, method: str, params: Mapping[str, Any]) -> list[str]:
    """One sentence for each way this call departs from the specification; an empty list is praise."""
    published = spec["methods"].get(method)
    if published is None:
        return [f"{method}: no such method"]
    return _check_fields(spec, published["fields"], params, where=method)


def check_object(spec: Spec, type_name: str, value: Any) -> list[str]:
    """The same for an object of a published type, such as an answer's Message."""
    return _check_value(spec, [type_name], value, where=type_name)


def _check_fields(
    spec: Spec, fields: list[Mapping[str, Any]], values: Mapping[str, Any], *, where: str
) -> list[str]:
    known = {field["name"]: field for field in fields}
    unknown = [f"{where}: unknown parameter {name}" for name in values if name not in known]
    missing = [
        f"{where}: missing required parameter {name}"
        for name, field in known.items()
        if field["required"] and name not in values
    ]
    wrong = [
        problem
        for name, value in values.items()
        if name in known
        for problem in _check_value(spec, known[name]["types"], value, where=f"{where}.{name}")
    ]
    return unknown + missing + wrong


def _check_value(spec: Spec, types: list[str], value: Any, *, where: str) -> list[str]:
    attempts = [_check_type(spec, type_name, value, where=where) for type_name in types]
    return min(attempts, key=len, default=[])


def _check_type(spec: Spec, type_name: str, value: Any, *, where: str) -> list[str]:
    if type_name in _PLAIN:
        is_right = isinstance(value, _PLAIN[type_name]) and (
            isinstance(value, bool) == (type_name == "Boolean")
        )
        return [] if is_right else [f"{where}: expected {type_name}, got {type(value).__name__}"]
    if type_name.startswith("Array of "):
        if not isinstance(value, list):
            return [f"{where}: expected {type_name}, got {type(value).__name__}"]
        inner = [type_name.removeprefix("Array of ")]
        return [
            p for n, item in enumerate(value) for p in _check_value(spec, inner, item, where=f"{where}[{n}]")
        ]
    if not isinstance(value, Mapping):
        return [f"{where}: expected {type_name}, got {type(value).__name__}"]
    published = spec["types"].get(type_name, {})
    if published.get("subtypes"):
        return _check_value(spec, published["subtypes"], value, where=where)
    return _check_fields(spec, published.get("fields", []), value, where=where)
