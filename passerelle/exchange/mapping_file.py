"""What a mapping file may say, checked key by key, so that whoever writes one is told what to correct."""

import difflib
from collections.abc import Iterable
from typing import Any

from passerelle.errors import Refused
from passerelle.exchange import columns, conversions

LARGEST = 1_000_000  # bytes
LEVELS = ("commune", "epci", "departement", "province", "region", "country")
_TEXTS = ("name", "title", "source", "licence", "source_url", "kind", "country")
_KEYS = (*_TEXTS, "id", "columns", "service", "values", "about")
_RULE = ("from", "join", "convert")
_SERVICE = tuple(key.removeprefix("service.") for key in columns.KEYS if key.startswith("service."))


def check(written: Any) -> None:
    """Raise Refused with a sentence that names the first wrong key of a mapping."""
    if not isinstance(written, dict):
        raise Refused("Une correspondance est un objet JSON : { … }.")
    _known("la correspondance", written, _KEYS)
    for key in ("source", "id", "columns"):
        if not written.get(key):
            raise Refused(f"Il manque « {key} » dans la correspondance.")
    for key in _TEXTS:
        if not isinstance(written.get(key, ""), str):
            raise Refused(f"« {key} » doit être un texte.")
    for key in ("columns", "service", "values"):
        if not isinstance(written.get(key, {}), dict):
            raise Refused(f"« {key} » doit être un objet : {{ … }}.")
    names(written["id"], "id")
    if "name" not in written["columns"]:
        raise Refused("Il manque « name » dans « columns » : chaque structure a un nom.")
    _fields(written)


def _fields(written: dict[str, Any]) -> None:
    fields = (*columns.KEYS, "address", "point", "service.address", "service.point")
    _known("« columns »", written["columns"], fields)
    for key, rule in written["columns"].items():
        _check_rule(key, rule)
    _known("« service »", written.get("service", {}), _SERVICE)
    for key, value in written.get("service", {}).items():
        text(value, f"service.{key}")
    _known("« values »", written.get("values", {}), fields)
    for key, meanings in written.get("values", {}).items():
        if not isinstance(meanings, dict) or not all(isinstance(value, str) for value in meanings.values()):
            raise Refused(f"« {key} » de « values » doit dire, pour chaque texte du fichier, le nôtre.")


def _check_rule(key: str, rule: Any) -> None:
    if not isinstance(rule, dict):
        names(rule, key)
        return
    _known(f"« {key} »", rule, _RULE)
    names(rule.get("from"), key)
    if not isinstance(rule.get("join", ""), str):
        raise Refused(f"« join » de « {key} » doit être un texte.")
    if "join" in rule and "convert" in rule:
        raise Refused(f"« {key} » a « join » et « convert » : gardez-en un.")
    _known(f"« convert » de « {key} »", [rule.get("convert", "joined")], conversions.NAMED)


def names(written: Any, key: str = "id") -> tuple[str, ...]:
    """The names of columns, one or a list of them; raises Refused."""
    listed = [written] if isinstance(written, str) else written
    if (
        not isinstance(listed, list)
        or not listed
        or not all(isinstance(name, str) and name for name in listed)
    ):
        raise Refused(f'« {key} » doit nommer une colonne du fichier, ou plusieurs : ["…", "…"].')
    return tuple(" ".join(name.split()) for name in listed)


def text(value: Any, key: str = "service") -> str:
    """What a cell would hold: a text, a number, or a list of texts; raises Refused."""
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return " | ".join(value)
    if isinstance(value, bool):
        return "oui" if value else "non"
    if not isinstance(value, str | int):
        raise Refused(f"« {key} » doit être un texte, un nombre, ou une liste de textes.")
    return str(value)


def _known(where: str, written: Iterable[Any], allowed: Iterable[str]) -> None:
    for key in written:
        if key not in allowed:
            near = difflib.get_close_matches(str(key), list(allowed), 1)
            hint = f" Vouliez-vous dire « {near[0]} » ?" if near else ""
            raise Refused(f"« {key} » n’existe pas dans {where}.{hint}")
