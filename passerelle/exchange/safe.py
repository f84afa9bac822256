"""Texts on their way into a spreadsheet and back, so that no cell is ever run as a formula.

A spreadsheet computes a cell that begins with = + - or @, and some skip a tab or a return before it (OWASP, "CSV Injection"). Such a
text leaves with an apostrophe before it, and so does one that begins with an apostrophe or whose outer spaces would be lost: what
follows a leading apostrophe is taken as it stands. A number "+32…" leaves as '+32…, which is also what keeps a spreadsheet from
reading it as an amount.
"""

import re

from passerelle.errors import Refused
from passerelle.exchange.limits import MOST_CHARACTERS

_RISKY = "=+-@'\t\r\n＝＋－＠"  # the wide forms are read as the plain ones by some spreadsheets
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def cell(text: str) -> str:
    """Make a text safe to stand in a cell; control characters are left out, and one too long for a cell is Refused."""
    text = _NO_TEXT.sub("", text).replace("\r\n", "\n").replace("\r", "\n")
    if len(text) >= MOST_CHARACTERS:
        raise Refused(f"Un texte dépasse {MOST_CHARACTERS} caractères : il ne tient pas dans une cellule.")
    return "'" + text if text and (text[0] in _RISKY or text != text.strip()) else text


def text(cell: str) -> str:
    """Read a cell of our own template: without its outer spaces, unless an apostrophe says to take it as it stands."""
    return cell[1:] if cell.startswith("'") else cell.strip()


def trimmed(cell: str) -> str:
    """A cell without its outer spaces, kept where an apostrophe before it says that they count."""
    return cell if cell.startswith("'") else cell.strip()
