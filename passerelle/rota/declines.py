"""What members said of cases that are not for them, by codes; and whom a person does not want, or who knows them.

An exclusion holds for every case of the same person; any other reason for the one case that it was said of.
"""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from sqlmodel import Session, col, select

from passerelle.rota.tables import CaseDecline
from passerelle.tables import Case


class Declining(StrEnum):
    """Why a member will not take a case: a closed list, for words would tell of somebody."""

    BUSY = "busy"
    LEAVING = "leaving"
    NOT_MY_FIELD = "not_my_field"
    KNOWS_THEM = "knows_them"
    NOT_WANTED = "not_wanted"


EXCLUDING = frozenset({Declining.KNOWS_THEM, Declining.NOT_WANTED})


def declined(session: Session, waiting: Sequence[Case]) -> Mapping[int, set[int]]:
    """Who said that a case is not for them, by case."""
    query = select(CaseDecline.case_id, CaseDecline.member_id)
    asked = query.where(col(CaseDecline.case_id).in_([case.id for case in waiting]))
    return _by_first(session.exec(asked).all())


def excluded(session: Session, waiting: Sequence[Case]) -> Mapping[int, set[int]]:
    """Who is not to be asked, by case: whoever was excluded in any case of the same person."""
    query = select(col(Case.contact_id), CaseDecline.member_id).join(
        Case, col(CaseDecline.case_id) == Case.id
    )
    asked = query.where(
        col(CaseDecline.reason).in_(EXCLUDING),
        col(Case.contact_id).in_([case.contact_id for case in waiting if case.contact_id]),
    )
    of_person = _by_first((contact or 0, member) for contact, member in session.exec(asked).all())
    return {case.id or 0: of_person[case.contact_id] for case in waiting if case.contact_id in of_person}


def _by_first(pairs: Iterable[tuple[int, int]]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    for first, second in pairs:
        found.setdefault(first, set()).add(second)
    return found
