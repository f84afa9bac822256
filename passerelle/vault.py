"""Sealing and unsealing: AES-256-GCM, each sealed value bound to the place it is kept in.

A sealed value cut from one row and pasted into another does not open. Keys for different purposes are derived from the one key
file (HKDF, RFC 5869), so none can stand in for another. Nothing here stores anything.
"""

import base64
import hmac
import os
import secrets
import tempfile
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import NewType

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from passerelle.errors import KeyDestroyed, Misconfigured

Key = NewType("Key", bytes)
KEY_BYTES = 32
NONCE_BYTES = 12  # NIST SP 800-38D: random nonces, far fewer than 2**32 values under one key
SEALING_BYTES = NONCE_BYTES + 16  # with the tag of AES-GCM: how much longer a value is once it is sealed


def new_key() -> Key:
    """Draw a key from the system's randomness."""
    return Key(secrets.token_bytes(KEY_BYTES))


def seal(key: Key, plain: bytes, *, place: str) -> bytes:
    """Seal bytes for one place (`table.column:row`); only the same key and place open them."""
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, plain, place.encode())


def unseal(key: Key, sealed: bytes, *, place: str) -> bytes:
    """Open what was sealed for this place; raises KeyDestroyed when this key or place is not the one."""
    try:
        return AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], place.encode())
    except (InvalidTag, ValueError) as error:
        raise KeyDestroyed("this value does not open with this key, in this place") from error


@dataclass(frozen=True, slots=True)
class Vault:
    """The keys that the key file gives: for finding a person, for reaching them, for wrapping the keystore's keys."""

    finding: Key = field(repr=False)
    reaching: Key = field(repr=False)
    wrapping: Key = field(repr=False)
    staff: Key = field(repr=False)
    signing: Key = field(repr=False)

    @classmethod
    def from_master(cls, master: bytes) -> "Vault":
        """Derive each purpose's key."""
        purposes = ("finding", "reaching", "wrapping", "staff", "signing")
        return cls(*(_derived(master, purpose) for purpose in purposes))

    def fingerprint(self) -> bytes:
        """Name this key file without telling it, so that a wrong one is noticed at start."""
        return hmac.digest(self.signing, b"fingerprint", "sha256")

    def lookup(self, address: int) -> bytes:
        """Find a person again without knowing them: a keyed digest, useless without the key file."""
        return hmac.digest(self.finding, str(address).encode(), "sha256")

    def sign(self, purpose: str, value: str) -> str:
        """Sign a value for one purpose, as 43 URL-safe characters."""
        digest = hmac.digest(self.signing, f"{purpose}\0{value}".encode(), "sha256")
        return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def _derived(master: bytes, purpose: str) -> Key:
    hkdf = HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=f"passerelle {purpose}".encode())
    return Key(hkdf.derive(master))


def digest(token: str) -> bytes:
    """Digest a random token, so that a stolen table opens no session."""
    return sha256(token.encode()).digest()


def create_key_file(path: Path) -> None:
    """Write a new key file, readable by its owner only; an existing one is never touched, and nobody sees half of one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, draft = tempfile.mkstemp(dir=path.parent, prefix=".key-")  # mode 0600
    with os.fdopen(descriptor, "wb") as file:
        file.write(base64.b64encode(secrets.token_bytes(KEY_BYTES)) + b"\n")
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:  # another process was first
        return
    finally:
        Path(draft).unlink()


def read_key_file(path: Path) -> Vault:
    """Read the key file; raises Misconfigured, naming it, when it is missing or not a key."""
    try:
        master = base64.b64decode(path.read_bytes().strip(), validate=True)
    except FileNotFoundError as error:
        raise Misconfigured(f"The key file {path} is missing; without it nothing can be opened.") from error
    except (OSError, ValueError) as error:
        raise Misconfigured(f"The key file {path} cannot be read as a key.") from error
    if len(master) != KEY_BYTES:
        raise Misconfigured(f"The key file {path} does not hold a key of {KEY_BYTES} bytes.")
    return Vault.from_master(master)
