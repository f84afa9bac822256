"""The directory as a list: one field for words and a place, a few filters, a page at a time. No map: names, communes, what for.

What staff look for is about structures, never about a person: it may stand in the address.
"""

import re
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query
from fastapi.responses import Response

from admin import directory_words as words
from admin.access import SignedIn
from admin.directory_areas import area_name, meant
from admin.directory_view import row
from admin.pages.directory import DONE, reader_of
from passerelle.directory import checks, staff_search, store
from passerelle.directory.staff_search import Filters
from passerelle.directory.vocabulary import KINDS, NAMES, TOPICS, Status

router = APIRouter(prefix="/directory")

LONGEST = 200
_WHERE = re.compile(
    r"(?:(?P<what>.*?)(?:\s*,\s*|\s+))?\b(?:à|en|dans|près de)\s+(?P<where>[^,]{2,})$|(?P<before>.*),(?P<after>[^,]{2,})$",
    re.IGNORECASE,
)

Typed = Annotated[str, Query(max_length=LONGEST)]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a search field means: words, and the area that was named after "à" or a comma."""

    text: str
    area: str


@router.get("")
def index(
    staff: SignedIn,
    q: Typed = "",
    topic: Typed = "",
    kind: Typed = "",
    status: Typed = "",
    due: Typed = "",
    after: Typed = "",
    done: Typed = "",
) -> Response:
    """List records; `after` is where the page before ended, `done` what was just done, by its code."""
    asked, say = understood(q), staff.panel.say
    filters = Filters(
        area=asked.area,
        topic=topic if topic in TOPICS else "",
        kind=kind if kind in KINDS else "",
        status=Status(status) if status in set(Status) else None,
        is_to_verify=bool(due),
    )
    with staff.panel.house.database.reading() as session:
        reader = reader_of(staff, session)
        today = reader.now.astimezone(reader.zone).date()
        page = staff_search.search(session, asked.text, filters, today=today, after=after or None)
        rows = [row(store.get(session, hit.number), reader) for hit in page.hits]
        total, waiting = store.count(session), checks.count_to_verify(session, today)
    chosen = {"q": q, "topic": filters.topic, "kind": filters.kind, "status": status, "due": due}
    kept = {name: value for name, value in chosen.items() if value}
    return staff.page(
        "directory_list.html",
        rows=rows,
        total=total,
        waiting=waiting,
        chosen=chosen,
        is_narrowed=bool(kept),
        is_filtered=bool(set(kept) - {"q"}),
        area=area_name(asked.area, staff.panel.say) if asked.area else "",
        is_first=not after,
        more=f"/directory?{urlencode({**kept, 'after': page.after})}" if page.after else "",
        first=f"/directory?{urlencode(kept)}",
        topics=[(code, say(known.name)) for code, known in TOPICS.items()],
        kinds=sorted(
            ((code, words.kind_name(code, say)) for code in KINDS), key=lambda pair: pair[1].casefold()
        ),
        statuses=[(code, say(name)) for code, name in NAMES[Status].items()],
        done=DONE.get(done),
    )


def understood(typed: str) -> Asked:
    """Take the place out of what was typed: "médiation à Liège", "CMP, Essonne"; what is no area stays words."""
    found = _WHERE.fullmatch(typed.strip())
    if not found:
        return Asked(typed, "")
    what = found["what"] if found["where"] else found["before"]
    known = meant(found["where"] or found["after"] or "", frozenset())
    codes = [*known.codes, *(code for some in known.unsure.values() for code in some)]
    commune = next((code for code in codes if "/commune/" in code), None)
    area = known.codes[0] if known.codes else commune
    return Asked(what or "", area) if area else Asked(typed, "")
