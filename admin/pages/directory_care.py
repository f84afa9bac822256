"""Keeping the directory true: what is to be verified, the most urgent first, and records that look like the same structure.

Nothing is merged here, and a verdict can be taken back.
"""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Query
from fastapi.responses import RedirectResponse, Response

from admin.access import HIGHEST_ID, Right, SignedIn, may
from admin.directory_view import record, row
from admin.directory_words import Say, cadence_name
from admin.labels import _
from admin.pages.directory import DONE, reader_of
from passerelle.directory import checks, duplicates, store
from passerelle.directory.checks import Check, Why
from passerelle.directory.duplicates import Verdict
from passerelle.directory.likeness import AGAINST, REASONS

router = APIRouter(prefix="/directory")
editing = [Depends(may(Right.EDIT))]

SHOWN = 30
PAIRS_SHOWN = 10
REPORTED_ONE, REPORTED_MANY = (
    _("une personne dit qu’elle est fausse"),
    _("{n} personnes disent qu’elle est fausse"),
)
SUSPENDED = _("suspendue")
LATE = _("vérification en retard de {n} jours")
TODAY = _("à vérifier aujourd’hui")
NEVER = _("jamais vérifiée")
JUDGED = {
    Verdict.SAME: _("C’est noté\u00a0: la même structure. Les deux fiches restent, réunies."),
    Verdict.DISTINCT: _("C’est noté\u00a0: deux structures distinctes."),
    Verdict.UNSURE: _("C’est noté\u00a0: pas sûr·e. La paire attendra quelqu’un qui sait."),
}

RecordNumber = Annotated[int, Form(ge=1, le=HIGHEST_ID)]
Maybe = Annotated[int, Query(ge=0, le=HIGHEST_ID)]


@router.get("/to-verify")
def to_verify(staff: SignedIn, done: str = "") -> Response:
    """Show the queue of records to verify."""
    with staff.panel.house.database.reading() as session:
        reader = reader_of(staff, session)
        today = reader.now.astimezone(reader.zone).date()
        found = checks.to_verify(session, today, limit=SHOWN)
        total = checks.count_to_verify(session, today)
    tasks = [
        {
            "row": row(check.kept, reader),
            "due": due_in_words(check, reader.say),
            "is_wrong": check.why is Why.REPORTED,
            "cadence": reader.say(cadence_name(check.kept.structure)),
            "days": check.cadence_days,
        }
        for check in found
    ]
    return staff.page(
        "directory_to_verify.html",
        tasks=tasks,
        more=max(total - len(tasks), 0),
        total=total,
        done=DONE.get(done),
    )


def due_in_words(check: Check, say: Say) -> str:
    """Say what is due: what people reported, how late a verification is, or that there never was one."""
    days = round(check.cadences_late * check.cadence_days)
    if check.reports:
        return say(REPORTED_ONE if check.reports == 1 else REPORTED_MANY).format(n=check.reports)
    if check.why is Why.OVERDUE:
        return say(LATE).format(n=days) if days else say(TODAY)
    return say(SUSPENDED if check.why is Why.REPORTED else NEVER)


@router.get("/duplicates", dependencies=editing)
def pairs(staff: SignedIn, first: Maybe = 0, second: Maybe = 0, said: str = "") -> Response:
    """Show pairs that look alike, side by side; `first`, `second` and `said` are what was just judged, to take it back."""
    with staff.panel.house.database.reading() as session:
        reader = reader_of(staff, session)
        found = duplicates.candidates(session, limit=PAIRS_SHOWN + 1)
        shown = [
            {
                "records": [
                    record(store.get(session, number), reader) for number in (pair.first, pair.second)
                ],
                "alike": [REASONS[reason] for reason in pair.reasons if reason not in AGAINST],
                "unlike": [REASONS[reason] for reason in pair.reasons if reason in AGAINST],
            }
            for pair in found[:PAIRS_SHOWN]
        ]
    verdict = Verdict(said) if said in set(Verdict) and first and second else None
    return staff.page(
        "directory_duplicates.html",
        pairs=shown,
        has_more=len(found) > PAIRS_SHOWN,
        judged=JUDGED[verdict] if verdict else None,
        first=first,
        second=second,
    )


@router.post("/duplicates", dependencies=editing)
def judge(
    staff: SignedIn, first: RecordNumber, second: RecordNumber, verdict: Annotated[Verdict, Form()]
) -> Response:
    """Keep what this member says of two records."""
    house = staff.panel.house
    with house.database.writing() as session:
        duplicates.judge(session, first, second, verdict, staff.member, now=house.clock())
    return RedirectResponse(f"/directory/duplicates?first={first}&second={second}&said={verdict}", 303)


@router.post("/duplicates/undo", dependencies=editing)
def take_back(staff: SignedIn, first: RecordNumber, second: RecordNumber) -> Response:
    """Forget what was said of two records: they are proposed again."""
    with staff.panel.house.database.writing() as session:
        duplicates.undo(session, first, second)
    return RedirectResponse("/directory/duplicates", 303)
