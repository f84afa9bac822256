"""What a session is called and what is said of it, in the languages that it has; where one lacks, in the nearest that there is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlmodel import Session, col, select

from passerelle.errors import Refused
from passerelle.listening.tables import SessionWords

FALLBACKS = ("fr", "en")


@dataclass(frozen=True, slots=True)
class Words:
    """What a session is called and what is said of it in one language; `safety` is for the team only."""

    title: str
    about: str = ""
    price: str = ""
    place: str = ""
    bring: str = ""
    safety: str = ""


def put(session: Session, session_id: int, words: Mapping[str, Words]) -> None:
    """Replace the words of a session in these languages; words without a title take the language away, but never the last one."""
    for language, one in words.items():
        row = session.get(SessionWords, (session_id, language))
        if not one.title.strip():
            if row is not None:
                session.delete(row)
            continue
        row = row or SessionWords(session_id=session_id, language=language, title="")
        for name in Words.__slots__:
            setattr(row, name, getattr(one, name).strip())
        session.add(row)
    session.flush()
    if not everything(session, session_id):
        raise Refused("a session needs a title")


def everything(session: Session, session_id: int) -> dict[str, Words]:
    """The words of a session in every language that it has."""
    return of_many(session, [session_id]).get(session_id, {})


def of_many(session: Session, session_ids: Iterable[int]) -> dict[int, dict[str, Words]]:
    """The words of these sessions in every language that they have."""
    query = select(SessionWords).where(col(SessionWords.session_id).in_(list(session_ids)))
    found: dict[int, dict[str, Words]] = {}
    for row in session.exec(query.order_by(col(SessionWords.language))).all():
        words = Words(**{name: getattr(row, name) for name in Words.__slots__})
        found.setdefault(row.session_id, {})[row.language] = words
    return found


def chosen(words: Mapping[str, Words], languages: Iterable[str]) -> Words:
    """The words in the first of these languages that there is, or in French, in English, or in any; none at all are empty ones."""
    for language in (*languages, *FALLBACKS):
        if language in words:
            return words[language]
    return next(iter(words.values()), Words(""))
