"""From a case to an address: what fits the person, why, and sending one of them, once.

The place is typed by the mediator and sent in the body of a form: it stands in no address and is kept nowhere.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import RedirectResponse, Response
from sqlmodel import Session

from admin import directory_words as words
from admin.access import HIGHEST_ID, CaseId, SignedIn, Staff
from admin.directory_view import Reader, row
from admin.labels import AGES, _
from admin.pages.directory import reader_of
from admin.panel import Context
from passerelle import cases, handoff, places
from passerelle.directory import search, store
from passerelle.directory.proposals import Proposal
from passerelle.directory.reasons import NAMES, Flag, Reason, Step, Why
from passerelle.directory.request import Asker, Request
from passerelle.directory.vocabulary import TOPICS
from passerelle.places import Place
from passerelle.tables import Case, CaseState

router = APIRouter()

BANDS: Mapping[str, tuple[int, int]] = {
    "6-11": (6, 11),
    "12-17": (12, 17),
    "18-25": (18, 25),
    "adult": (26, 120),
}
ASKERS: Mapping[str, Asker] = {"parent": Asker.PARENT, "professional": Asker.PROFESSIONAL}
NO_PLACE = _(
    "Nous ne trouvons pas cet endroit. Essayez un code postal, ou laissez vide pour ce qui se fait à distance."
)
WHICH = _("Plusieurs communes répondent à ce nom\u00a0: choisissez, puis cherchez à nouveau.")
STEPS: Mapping[Step, str] = {
    Step.OWN_AREA: "",
    Step.KM_20: _("Rien sur place\u00a0: voici ce qui est à moins de 20 km."),
    Step.KM_50: _("Rien à moins de 20 km\u00a0: voici ce qui est à moins de 50 km."),
    Step.PROVINCE: _("Rien de proche\u00a0: voici ce qui est dans la province ou le département."),
    Step.NATIONAL: _("Voici ce qui se fait à distance, dans tout le pays."),
}
MOST_PLACES = 8

Typed = Annotated[str, Form(max_length=200)]
Key = Annotated[str, Form(pattern="^[0-9a-f-]{32,36}$")]
RecordNumber = Annotated[int, Form(ge=1, le=HIGHEST_ID)]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the mediator chose: a topic, an age, where."""

    topic: str
    age: str
    place: str = ""
    commune: str = ""


@router.get("/cases/{case_id}/addresses")
def ask(staff: SignedIn, case_id: CaseId) -> Response:
    """Show the form, with the topic and the age of the case in it."""
    with staff.panel.house.database.reading() as session:
        case = _own(session, staff, case_id)
    wanted = Wanted(case.topic if case.topic in TOPICS else "", case.age_band or "")
    return staff.page("directory_addresses.html", **_context(case, wanted))


@router.post("/cases/{case_id}/addresses")
def look(
    staff: SignedIn,
    case_id: CaseId,
    topic: Typed = "",
    age: Typed = "",
    place: Typed = "",
    commune: Typed = "",
) -> Response:
    """Show what fits, the best first, with why; a place that may be several is asked again."""
    wanted = Wanted(topic if topic in TOPICS else "", age if age in BANDS else "", place.strip(), commune)
    with staff.panel.house.database.reading() as session:
        case, reader = _own(session, staff, case_id), reader_of(staff, session)
        found = places.find(wanted.place) if wanted.place else []
        chosen = _chosen(found, wanted.commune)
        if wanted.place and chosen is None:
            wrong = WHICH if found else NO_PLACE
            return staff.page(
                "directory_addresses.html", status=422, **_context(case, wanted, wrong=wrong, communes=found)
            )
        request = Request(
            topic=wanted.topic or None,
            place=chosen,
            ages=BANDS.get(wanted.age),
            language=case.language,
            asker=ASKERS.get(case.who or "", Asker.YOUNG),
        )
        answer = search.search(session, request, now=staff.panel.now())
        cards = [_card(session, proposal, reader) for proposal in answer.proposals]
    said = STEPS[answer.step] if wanted.place or answer.step is not Step.NATIONAL else ""
    return staff.page("directory_addresses.html", **_context(case, wanted, cards=cards, step=said))


@router.post("/cases/{case_id}/addresses/send")
def send(staff: SignedIn, case_id: CaseId, number: RecordNumber, key: Key) -> Response:
    """Send the person an address, once for each page of results."""
    house = staff.panel.house
    with house.database.writing() as session:
        handoff.send_card(
            session,
            staff.member,
            case_id,
            number,
            idempotency=f"{key}-{number}",
            keys=house.keys,
            now=house.clock(),
        )
    return RedirectResponse(f"/cases/{case_id}", 303)


def _own(session: Session, staff: Staff, case_id: int) -> Case:
    return cases.own(session, staff.member, case_id)


def _chosen(found: list[Place], commune: str) -> Place | None:
    if len(found) == 1:
        return found[0]
    return next((place for place in found if commune and place_key(place) == commune), None)


def place_key(place: Place) -> str:
    """Name a place among others that bear the same name."""
    return f"{place.country}/{place.code or place.name}/{place.postcode}"


def _card(session: Session, proposal: Proposal, reader: Reader) -> Context:
    return {
        "row": row(store.get(session, proposal.number), reader),
        "service": proposal.service.name,
        "why": [_said(reason, reader) for reason in proposal.reasons],
        "mind": [_said(flag, reader) for flag in proposal.flags],
    }


def _said(told: Reason | Flag, reader: Reader) -> str:
    code = told.why if isinstance(told, Reason) else told.mind
    return reader.say(NAMES[type(code)][code]).format(value=_value(told, reader))


def _value(told: Reason | Flag, reader: Reader) -> str:
    value = told.value
    if isinstance(told, Reason) and told.why in {Why.TOPIC, Why.BROADER_TOPIC}:
        return words.topics_in_words([str(value)], reader.say)
    if isinstance(told, Reason) and told.why is Why.LANGUAGE:
        return words.languages([str(value)])
    if isinstance(value, datetime):
        return words.day(value.astimezone(reader.zone).date())
    return words.day(value) if isinstance(value, date) else str(value)


def _context(
    case: Case,
    wanted: Wanted,
    *,
    wrong: str = "",
    communes: "list[Place] | None" = None,
    cards: "list[Context] | None" = None,
    step: str = "",
) -> Context:
    return {
        "case": case,
        "is_open": case.state == CaseState.TAKEN,
        "wanted": wanted,
        "wrong": wrong,
        "communes": [
            (place_key(place), f"{place.postcode} {place.commune} ({place.area})".strip())
            for place in (communes or [])[:MOST_PLACES]
        ],
        "cards": cards,
        "step": step,
        "key": secrets.token_hex(16),
        "topics": [(code, known.name) for code, known in TOPICS.items()],
        "ages": list(AGES.items()),
    }
