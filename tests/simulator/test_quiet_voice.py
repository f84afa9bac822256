"""The voice note that a pretend phone sends: a real file, small and the same each time."""

import struct

from launch.simulator import media
from launch.simulator.quiet_voice import PACKETS, SILENCE, checksum, ogg


def test_it_is_opus_in_three_pages_of_ogg() -> None:
    """What it is, who made it, and a second of silence; the last page says that it is the last."""
    pages = ogg().split(b"OggS")[1:]

    assert [page[1] for page in pages] == [2, 0, 4]
    assert b"OpusHead" in pages[0] and b"OpusTags" in pages[1]
    assert pages[2].endswith(SILENCE * PACKETS)


def test_every_page_has_its_check() -> None:
    """One bit that changes on the way, and a player would leave the page out; the check of the nine digits is a known one."""
    pages = [b"OggS" + page for page in ogg().split(b"OggS")[1:]]

    assert checksum(b"123456789") == 0x89A1897F
    for page in pages:
        assert struct.unpack("<I", page[22:26])[0] == checksum(page[:22] + bytes(4) + page[26:])


def test_a_phone_sends_it() -> None:
    """As what Telegram says a voice is."""
    sent = media.sample("voice")

    assert (sent.mime, sent.content) == ("audio/ogg", ogg())
