"""Files: what was uploaded or sent, kept in memory, and samples a phone can send.

A file_id names a content for ever; nothing is written to disk.
"""

import struct
import zlib
from dataclasses import dataclass
from typing import Any

from launch.simulator import quiet_voice
from launch.simulator.parameters import Upload
from launch.simulator.refusals import bad_request

MAX_DOWNLOAD = 20 * 1024 * 1024
_FOLDERS = {
    "voice": "voice",
    "photo": "photos",
    "document": "documents",
    "video": "videos",
    "sticker": "stickers",
}


@dataclass(frozen=True)
class StoredFile:
    """One file Telegram keeps."""

    file_id: str
    path: str
    name: str
    mime: str
    content: bytes

    def facts(self) -> dict[str, Any]:
        """The three fields every file object carries."""
        return {
            "file_id": self.file_id,
            "file_unique_id": f"u{self.file_id[-12:]}",
            "file_size": len(self.content),
        }


class Files:
    """Every file, by its file_id."""

    def __init__(self) -> None:
        self._files: dict[str, StoredFile] = {}

    def keep(self, kind: str, upload: Upload) -> StoredFile:
        """Store an upload under a new file_id; raises Refusal when it is empty."""
        if not upload.content:
            raise bad_request("file must be non-empty")
        number = len(self._files) + 1
        folder = _FOLDERS.get(kind, "files")
        suffix = upload.name.rpartition(".")[2] or "bin"
        path = f"{folder}/file_{number}.{suffix}"
        stored = StoredFile(f"AwAC{kind}{number:08d}", path, upload.name, upload.mime, upload.content)
        self._files[stored.file_id] = stored
        return stored

    def find(self, file_id: str) -> StoredFile | None:
        """The file of this id, or None."""
        return self._files.get(file_id)

    def at(self, path: str) -> StoredFile | None:
        """The file downloaded from this path, or None."""
        return next((stored for stored in self._files.values() if stored.path == path), None)

    def resolve(self, kind: str, given: Upload | str) -> StoredFile:
        """The file meant by an upload or a file_id; raises Refusal for anything else (no address is fetched)."""
        if isinstance(given, Upload):
            return self.keep(kind, given)
        stored = self._files.get(given)
        if stored is None:
            raise bad_request("wrong file identifier/HTTP URL specified")
        return stored


def described(kind: str, stored: StoredFile, duration: int = 0) -> dict[str, Any]:
    """The field of a Message that shows this file, such as `{"voice": {...}}`."""
    facts: dict[str, Any] = stored.facts()
    if kind == "photo":
        return {"photo": [{**facts, "width": 320, "height": 200}]}
    if kind == "sticker":
        shape = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}
        return {"sticker": {**facts, **shape, "emoji": "🦊", "set_name": "Renard"}}
    facts["mime_type"] = stored.mime
    if kind == "voice":
        return {"voice": {**facts, "duration": duration}}
    facts["file_name"] = stored.name
    if kind == "video":
        return {"video": {**facts, "width": 320, "height": 200, "duration": duration}}
    return {"document": facts}


def sample(kind: str) -> Upload:
    """A small made-up file of this kind, the same each time."""
    if kind == "photo":
        return Upload("photo.png", "image/png", _picture(320, 200))
    if kind == "voice":
        return Upload("voice.ogg", "audio/ogg", quiet_voice.ogg())
    names = {
        "video": ("video.mp4", "video/mp4"),
        "sticker": ("renard.webp", "image/webp"),
    }
    name, mime = names.get(kind, ("document.pdf", "application/pdf"))
    return Upload(name, mime, f"sample {kind}".encode())


def _picture(width: int, height: int) -> bytes:
    rows = b"".join(
        b"\x00" + bytes(value for x in range(width) for value in (90 + x // 4, 150 + y // 4, 190 - x // 8))
        for y in range(height)
    )
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = (_chunk(b"IHDR", header), _chunk(b"IDAT", zlib.compress(rows)), _chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
