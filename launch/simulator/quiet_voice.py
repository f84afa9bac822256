"""A second of silence as a phone records a voice note: Opus in Ogg (RFC 7845), so that whoever plays it hears that it plays."""

import struct
from collections.abc import Sequence

PACKETS = 50  # of twenty milliseconds each
SILENCE = b"\xf8\xff\xfe"  # one Opus packet without a sound: CELT, full band, mono
SAMPLES_A_PACKET = 960
PRE_SKIP = 312
STREAM = 1
FIRST, MIDDLE, LAST = 2, 0, 4


def ogg() -> bytes:
    """The file, the same each time."""
    head = struct.pack("<8sBBHIhB", b"OpusHead", 1, 1, PRE_SKIP, 48_000, 0, 0)
    tags = struct.pack("<8sI4sI", b"OpusTags", 4, b"none", 0)
    end = PRE_SKIP + PACKETS * SAMPLES_A_PACKET
    pages = ([head], FIRST, 0), ([tags], MIDDLE, 0), ([SILENCE] * PACKETS, LAST, end)
    return b"".join(
        _page(packets, kind, number=number, position=position)
        for number, (packets, kind, position) in enumerate(pages)
    )


def _page(packets: Sequence[bytes], kind: int, *, number: int, position: int) -> bytes:
    lengths = bytes(len(packet) for packet in packets)  # none reaches 255, where a second length would follow
    fields = (b"OggS", 0, kind, position, STREAM, number)
    checked = _laid_out(fields, 0, lengths, packets)
    return _laid_out(fields, checksum(checked), lengths, packets)


def _laid_out(fields: tuple[object, ...], checksum: int, lengths: bytes, packets: Sequence[bytes]) -> bytes:
    head = struct.pack("<4sBBqIIIB", *fields, checksum, len(lengths))
    return head + lengths + b"".join(packets)


def checksum(page: bytes) -> int:
    """The check of RFC 3533: the polynomial of Ethernet, most significant bit first, from zero."""
    check = 0
    for value in page:
        check ^= value << 24
        for _ in range(8):
            check = ((check << 1) ^ (0x04C11DB7 if check & 0x80000000 else 0)) & 0xFFFFFFFF
    return check
