"""The bot's sentences in the association's own words, for the coordination and the administration.

Each is found, written, looked at on a phone as it will be, published, undone and taken back to how it ships. What is about a danger
waits for a colleague's second look.
"""

from collections.abc import Callable, Mapping
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query
from fastapi.responses import RedirectResponse, Response
from sqlmodel import Session

from admin import labels, wording_view
from admin.access import Number, Right, SignedIn, Staff, may
from admin.labels import _
from admin.pages.directory_editing import WhatWasTyped
from admin.rewording import Rewording, Sentence
from admin.team_form import Form
from passerelle import association, wordings
from passerelle.errors import NotFound, Refused
from passerelle.tables import Wording
from passerelle.wordings import Written
from passerelle.words import SOURCE

router = APIRouter(prefix="/wordings", dependencies=[Depends(may(Right.SETTINGS))])

UNPROCESSABLE, CONFLICT = 422, 409
DONE = {
    "published": _("C’est publié. Les gens le lisent dès leur prochain message."),
    "proposed": _(
        "C’est proposé. Une autre personne de la coordination ou de l’administration doit la relire."
    ),
    "original": _("C’est de nouveau la phrase d’origine."),
    "undone": _("C’est annulé : la version d’avant est revenue."),
    "refused": _("La proposition est retirée."),
    "forgotten": _("C’est effacé."),
}
CHANGED = _("Cette proposition vient de changer, ou c’est la vôtre. Relisez-la d’abord.")
Key = Annotated[str, Path(pattern=r"^[0-9a-f]{16}$")]
Typed = Annotated[str, Query(max_length=200)]


@router.get("")
def everything(
    staff: SignedIn,
    q: Typed = "",
    group: Typed = "",
    language: Typed = SOURCE,
    mark: Typed = "",
    begin: Annotated[int, Query(ge=0, le=10_000)] = 0,
    done: str = "",
) -> Response:
    """Show the sentences that are looked for, those of a page at once, and what is left of sentences that are gone."""
    rewording, language = _rewording(staff), _known(staff, language)
    with staff.panel.house.database.reading() as session:
        rows = wordings.everything(session)
    known = wording_view.kept(rows, language)
    found = wording_view.found(rewording, known, typed=q, group=group, mark=mark)
    return staff.page(
        "wordings.html",
        rows=found[begin : begin + wording_view.ON_A_PAGE],
        count=len(found),
        more=begin + wording_view.ON_A_PAGE if begin + wording_view.ON_A_PAGE < len(found) else 0,
        asked={"q": q, "group": group, "language": language, "mark": mark},
        groups=rewording.conversations,
        languages=_languages(staff),
        waiting=_waiting(rewording, rows),
        orphans=wording_view.orphans(rewording, rows),
        done=DONE.get(done, ""),
    )


@router.get("/{key}")
def show(staff: SignedIn, key: Key, language: Typed = SOURCE, done: str = "") -> Response:
    """Show one sentence, what people read now, and how it looks."""
    language = _known(staff, language)
    return _page(staff, _sentence(staff, key), language, done=DONE.get(done, ""))


@router.post("/{key}")
def write(staff: SignedIn, key: Key, typed: WhatWasTyped) -> Response:
    """Look at a wording, or publish it: one about a danger waits for a second look. What is wrong is told in its place."""
    rewording, one, form = _rewording(staff), _sentence(staff, key), Form(typed)
    language = _known(staff, form.value("language"))
    if one.is_fixed:
        raise NotFound("this sentence stays as it is")
    texts = {
        source: rewording.tidied(form.value(f"text{n}"), language) for n, source in enumerate(one.sources)
    }
    problems = rewording.problems(one, texts, language)
    too_long = {s: ["text-too-long"] for s, text in texts.items() if len(text) > wordings.LONGEST}
    problems = {**problems, **too_long}
    if problems or form.value("do") != "publish":
        return _page(staff, one, language, texts=texts, problems=problems, is_preview=not problems)
    done = _publish(staff, rewording, one, Form({"language": [language]}), texts)
    return RedirectResponse(f"/wordings/{key}?language={language}&done={done}", 303)


@router.post("/{key}/undo")
def undo(staff: SignedIn, key: Key, typed: WhatWasTyped) -> Response:
    """Let people read again what they read before; a wording about a danger that comes back so waits for a second look."""
    one = _sentence(staff, key)

    def act(session: Session, row: Wording) -> None:
        if one.needs_second_look and row.previous is not None:
            again = Written(row.source, row.language, row.previous)
            wordings.propose(session, staff.member, again, now=staff.panel.now())
        else:
            wordings.undo(session, staff.member, row.id or 0, now=staff.panel.now())

    return _each(staff, one, typed, act, "undone")


@router.post("/{key}/original")
def original(staff: SignedIn, key: Key, typed: WhatWasTyped) -> Response:
    """Go back to the sentence as it ships."""

    def act(session: Session, row: Wording) -> None:
        wordings.forget(session, staff.member, row.id or 0, now=staff.panel.now())

    return _each(staff, _sentence(staff, key), typed, act, "original")


@router.post("/{key}/approve")
def approve(staff: SignedIn, key: Key, typed: WhatWasTyped) -> Response:
    """Publish what a colleague proposed, as it was read; what was proposed meanwhile, or by oneself, is refused."""
    one, read = _sentence(staff, key), Form(typed)

    def act(session: Session, row: Wording) -> None:
        number = one.sources.index(row.source)
        as_read = read.value(f"read{number}").replace("\r\n", "\n")
        wordings.approve(session, staff.member, row.id or 0, as_read=as_read, now=staff.panel.now())

    try:
        return _each(staff, one, typed, act, "published", only_proposed=True)
    except NotFound:
        raise
    except Refused:
        language = _known(staff, read.value("language"))
        return _page(staff, one, language, error=staff.panel.say(CHANGED), status=CONFLICT)


@router.post("/{key}/refuse")
def refuse(staff: SignedIn, key: Key, typed: WhatWasTyped) -> Response:
    """Take a proposal away, also one's own."""

    def act(session: Session, row: Wording) -> None:
        wordings.refuse(session, staff.member, row.id or 0, now=staff.panel.now())

    return _each(staff, _sentence(staff, key), typed, act, "refused", only_proposed=True)


@router.post("/orphans/{number}/forget")
def forget(staff: SignedIn, number: Number) -> Response:
    """Erase what is left of a sentence that the bot no longer says."""
    with staff.panel.house.database.writing() as session:
        wordings.forget(session, staff.member, number, now=staff.panel.now())
    return RedirectResponse("/wordings?done=forgotten", 303)


def _publish(staff: Staff, rewording: Rewording, one: Sentence, form: Form, texts: Mapping[str, str]) -> str:
    """Keep the wordings of a sentence together: in force, or waiting for a colleague; as it ships is no wording."""
    language, now = form.value("language"), staff.panel.now()
    is_original = all(text in ("", rewording.says(source, language)) for source, text in texts.items())
    with staff.panel.house.database.writing() as session:
        for source, text in texts.items():
            row = wordings.find(session, source, language)
            if is_original:
                if row is not None:
                    wordings.forget(session, staff.member, row.id or 0, now=now)
                continue
            keep = wordings.propose if one.needs_second_look else wordings.publish
            keep(session, staff.member, Written(source, language, text), now=now)
    return "original" if is_original else "proposed" if one.needs_second_look else "published"


def _each(
    staff: Staff,
    one: Sentence,
    typed: Mapping[str, object],
    act: Callable[[Session, Wording], None],
    done: str,
    *,
    only_proposed: bool = False,
) -> Response:
    """Do something with all that is kept of a sentence in a language, in one transaction."""
    language = _known(staff, Form(typed).value("language"))  # type: ignore[arg-type]  # what was typed
    with staff.panel.house.database.writing() as session:
        rows = [row for source in one.sources if (row := wordings.find(session, source, language))]
        for row in rows:
            if row.proposed is not None or not only_proposed:
                act(session, row)
    return RedirectResponse(f"/wordings/{one.key}?language={language}&done={done}", 303)


def _page(
    staff: Staff,
    one: Sentence,
    language: str,
    *,
    texts: Mapping[str, str] | None = None,
    problems: Mapping[str, object] | None = None,
    is_preview: bool = False,
    done: str = "",
    error: str = "",
    status: int = 200,
) -> Response:
    rewording = _rewording(staff)
    with staff.panel.house.database.reading() as session:
        known = wording_view.kept(wordings.everything(session), language)
        name = association.get(session).name
    fields = [_field(staff, known, one, n, texts, problems) for n in range(len(one.sources))]
    drawn = texts or {s: wording_view.now(rewording, known, s) for s in one.sources}
    kept = [row for source in one.sources if (row := known.of(source))]
    return staff.page(
        "wording.html",
        status=UNPROCESSABLE if problems else status,
        one=one,
        fields=fields,
        asked_language=language,
        languages=_languages(staff),
        titles=[rewording.conversations.get(name, name) for name in one.groups],
        bubbles=rewording.bubbles(one, drawn, language, name=name),
        is_preview=is_preview,
        is_changed=any(row.text is not None for row in kept),
        can_undo=any(row.text != row.previous for row in kept),
        is_waiting=any(row.proposed is not None for row in kept),
        is_own=any(row.proposed is not None and row.changed_by == staff.member.id for row in kept),
        done=done,
        error=error,
    )


def _field(
    staff: Staff,
    known: wording_view.Kept,
    one: Sentence,
    number: int,
    texts: Mapping[str, str] | None,
    problems: Mapping[str, object] | None,
) -> Mapping[str, object]:
    """One version of a sentence: its source, how it ships, what stands in the field, and what is wrong with that."""
    rewording, source = _rewording(staff), one.sources[number]
    row, wrong = known.of(source), (problems or {}).get(source, ())
    names = wrong if isinstance(wrong, list) else []
    return {
        "name": f"text{number}",
        "register": wording_view.registers(one)[number],
        "source": source,
        "ships": rewording.says(source, known.language),
        "value": (texts or {}).get(source) or wording_view.now(rewording, known, source),
        "proposed": row.proposed if row else None,
        "errors": [staff.panel.say(wording_view.RULES[name]) for name in dict.fromkeys(names)],
    }


def _waiting(rewording: Rewording, rows: list[Wording]) -> list[Mapping[str, str]]:
    """What waits for a second look, in every language."""
    keys = {source: one.key for one in rewording.sentences.values() for source in one.sources}
    found = (row for row in rows if row.proposed is not None and row.source in keys)
    return [{"key": keys[r.source], "language": r.language, "text": r.proposed or ""} for r in found]


def _rewording(staff: Staff) -> Rewording:
    if staff.panel.rewording is None:
        raise NotFound("this panel knows no sentences of the bot")
    return staff.panel.rewording


def _sentence(staff: Staff, key: str) -> Sentence:
    found = _rewording(staff).sentences.get(key)
    if found is None:
        raise NotFound("no such sentence")
    return found


def _known(staff: Staff, language: str) -> str:
    if language not in _rewording(staff).languages:
        raise NotFound("no such language")
    return language


def _languages(staff: Staff) -> Mapping[str, str]:
    reader = staff.panel.language
    return {code: labels.language(code, reader=reader) for code in _rewording(staff).languages}
