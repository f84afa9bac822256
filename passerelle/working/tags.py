"""Tags: a closed list that the coordinators keep, and which case has which.

A tag is a code; it says how a case is worked on, not what was said in it.
"""

import re
import unicodedata
from collections.abc import Collection

from sqlalchemy import ColumnElement, delete, exists
from sqlmodel import Session, col, select

from passerelle.database import put_once
from passerelle.errors import Refused
from passerelle.tables import Case, Member, Role
from passerelle.working.tables import CaseTag, Tag

NAME_LONGEST, AT_MOST = 40, 50


def listed(session: Session) -> list[Tag]:
    """The whole list, by name."""
    return list(session.exec(select(Tag).order_by(col(Tag.name))).all())


def add(session: Session, member: Member, name: str) -> Tag:
    """Put a tag on the list; raises Refused for who is no coordinator, for a name that says nothing, and for one that is there."""
    _only_coordinators(member)
    words = " ".join(name.split())
    code = _code(words)
    if not code or len(words) > NAME_LONGEST:
        raise Refused("a tag needs a short name")
    if len(listed(session)) >= AT_MOST:
        raise Refused("the list is full")
    tag = Tag(code=code, name=words)
    if not put_once(session, tag):
        raise Refused("this tag is on the list")
    return tag


def remove(session: Session, member: Member, code: str) -> None:
    """Take a tag off the list and off every case; raises Refused for who is no coordinator."""
    _only_coordinators(member)
    session.exec(delete(CaseTag).where(col(CaseTag.code) == code))
    session.exec(delete(Tag).where(col(Tag.code) == code))


def of_case(session: Session, case: Case) -> list[Tag]:
    """The tags of a case, by name."""
    query = select(Tag).join(CaseTag, col(CaseTag.code) == Tag.code).where(CaseTag.case_id == case.id)
    return list(session.exec(query.order_by(col(Tag.name))).all())


def put(session: Session, case: Case, codes: Collection[str]) -> None:
    """Give a case exactly these tags; what is not on the list is left out."""
    session.exec(delete(CaseTag).where(col(CaseTag.case_id) == case.id))
    for tag in listed(session):
        if tag.code in codes:
            session.add(CaseTag(case_id=case.id or 0, code=tag.code))


def has(code: str) -> ColumnElement[bool]:
    """The condition, in a query over cases, that one has a tag."""
    return exists().where(col(CaseTag.case_id) == Case.id, col(CaseTag.code) == code)


def _code(name: str) -> str:
    """Write a name as a code: "avec l’école" is avec-l-ecole."""
    letters = unicodedata.normalize("NFKD", name).lower()
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return re.sub(r"[\W_]+", "-", plain).strip("-")


def _only_coordinators(member: Member) -> None:
    if member.role != Role.COORDINATOR:
        raise Refused("only a coordinator keeps the list")
