"""Where people meet: an address or a link, sealed under the case's key and bound to its row. No notification ever carries it."""

from passerelle.conversations import Secrets
from passerelle.errors import KeyDestroyed, Refused
from passerelle.tables import Case
from passerelle.vault import seal, unseal

LONGEST = 500


def checked(place: str) -> str:
    """The place as it was typed, without blanks around it; raises Refused when it is too long."""
    if len(place.strip()) > LONGEST:
        raise Refused("the place is too long")
    return place.strip()


def sealed(place: str, case: Case, row: str, *, keys: Secrets) -> bytes:
    """Seal a place for a row, such as "offer:7"; nothing stays nothing."""
    if not place:
        return b""
    return seal(keys.keystore.key(case.key_id), place.encode(errors="replace"), place=f"place:{row}")


def opened(value: bytes, case: Case, row: str, *, keys: Secrets) -> str:
    """Unseal a place; nothing where there is none, or none any more."""
    if not value:
        return ""
    try:
        return unseal(keys.keystore.key(case.key_id), value, place=f"place:{row}").decode()
    except KeyDestroyed:
        return ""
