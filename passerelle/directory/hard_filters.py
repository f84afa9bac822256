"""The hard filters of a search as one statement over what `index` drew from the records; none is ever relaxed.

As many come back as are asked for: in a large town those that topic, nearness and ease put last are left out, before anything costly
is looked at. A statement is built once for each shape of request, which is most of what it would cost.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, and_, bindparam, case, exists, func, or_, select
from sqlmodel import col

from passerelle.directory import score
from passerelle.directory.index import AROUND, listed
from passerelle.directory.request import Asker
from passerelle.directory.score import Candidate
from passerelle.directory.tables import ServiceReach, ServiceRow, StructureRow
from passerelle.directory.vocabulary import LISTENING, REMOTE, Audience, MayCome, Status

KM_PER_DEGREE = 111.2
FOR_ADULTS = 18  # a service for parents from this age tells the parents' age, not the child's
FOR: Mapping[Asker, tuple[Audience, ...]] = {
    Asker.YOUNG: (
        Audience.TEEN,
        Audience.ANYONE,
        Audience.YOUNG_ADULT,
        Audience.CHILD,
        Audience.FAMILY,
        Audience.WITNESS,
    ),
    Asker.PARENT: (Audience.PARENT, Audience.FAMILY, Audience.ANYONE, Audience.WITNESS),
    Asker.PROFESSIONAL: (Audience.PROFESSIONAL, Audience.ANYONE, Audience.WITNESS),
}
COMES_AS = {Asker.PARENT: MayCome.WITH_PARENT, Asker.PROFESSIONAL: MayCome.PROFESSIONAL}
OF_STRUCTURE = ("kind", "verified_on", "source_updated_on", "cluster")
OF_SERVICE = tuple(name for name in Candidate._fields if name not in {*OF_STRUCTURE, "is_crisis"})


@dataclass(frozen=True, slots=True)
class Shape:
    """What a statement depends on, besides the values that are put into it.

    `is_covering` looks for those whose area is the person's, `in_province` for those that stand in it; else for those that stand near.
    """

    asker: Asker
    may_be_a_minor: bool
    is_covering: bool
    in_province: bool
    remote_only: bool
    has_point: bool
    has_topic: bool
    has_ages: bool
    has_language: bool


@lru_cache(maxsize=256)
def statement(shape: Shape) -> Select[Any]:
    """The candidates for a shape of request; the columns are those of `score.Candidate`."""
    reached = _reached(shape)
    fit = _topic_fit(shape, reached)
    columns = [col(getattr(ServiceRow, name)) for name in OF_SERVICE]
    chosen = (
        select(*columns)
        .join_from(reached, ServiceRow, col(ServiceRow.id) == reached.c.service_id)
        .where(*_where(shape, reached), *_person(shape), fit > 0)
        .order_by(_outlook(shape, fit).desc(), col(ServiceRow.structure_id), col(ServiceRow.key))
        .limit(bindparam("most"))
        .subquery()
    )
    is_crisis = exists().where(
        col(ServiceRow.structure_id) == chosen.c.structure_id, col(ServiceRow.is_crisis).is_(True)
    )
    known = {**chosen.c, **{name: col(getattr(StructureRow, name)) for name in OF_STRUCTURE}}
    known["is_crisis"] = is_crisis
    return (
        select(*(known[name] for name in Candidate._fields))
        .join_from(chosen, StructureRow, col(StructureRow.id) == chosen.c.structure_id)
        .where(*_is_given_out())
    )


def _reached(shape: Shape) -> Subquery:
    """Those that `service_reach` finds for the topic, for what it is a part of, or for listening to anything.

    In a province it is the structures that are found there, by their commune.
    """
    reach = (col(ServiceReach.service_id), col(ServiceReach.area), col(ServiceReach.topic))
    is_exact = func.max(case((reach[2] == bindparam("asked"), 1), else_=0)).label("is_exact")
    is_for_here = func.max(case((reach[1].like(f"{AROUND}%"), 0), else_=1)).label("is_for_here")
    found = select(reach[0], is_exact, is_for_here).group_by(reach[0])
    if shape.has_topic:
        found = found.where(reach[2].in_(bindparam("topics", expanding=True)))
    if not shape.in_province:
        return found.where(reach[1].in_(bindparam("areas", expanding=True))).subquery()
    commune = col(StructureRow.commune)
    inside = (
        select(col(ServiceRow.id))
        .join(StructureRow, col(StructureRow.id) == col(ServiceRow.structure_id))
        .where(commune >= bindparam("first"), commune < bindparam("beyond"))
        .where(col(StructureRow.country) == bindparam("country"))
    )
    return found.where(reach[0].in_(inside)).subquery()


def _where(shape: Shape, reached: Subquery) -> Iterator[ColumnElement[bool]]:
    if shape.remote_only:
        yield _has_any(ServiceRow.delivery, sorted(REMOTE))
    if shape.has_point and not shape.in_province:
        # Who helps in one country has no mandate in the other, however near the border.
        is_at_home = col(ServiceRow.country).in_(["", bindparam("country")])
        is_near = and_(_squared_km() <= bindparam("most_km"), is_at_home)
        yield or_(reached.c.is_for_here == 1, is_near) if shape.is_covering else is_near


def _is_given_out() -> Iterator[ColumnElement[bool]]:
    # As an expression, so that SQLite does not begin with the index of all that is active.
    yield col(StructureRow.status).concat("") == Status.ACTIVE
    yield col(StructureRow.buried_at).is_(None)


def _person(shape: Shape) -> Iterator[ColumnElement[bool]]:
    """What is known not to be for this person is left out."""
    if shape.has_ages:
        yield _ages(shape.asker)
    if shape.may_be_a_minor:
        yield or_(col(ServiceRow.may_come) == "", _has_any(ServiceRow.may_come, [MayCome.ALONE]))
    elif shape.asker is not Asker.PROFESSIONAL:
        yield col(ServiceRow.may_come) != listed([MayCome.PROFESSIONAL])
    yield _audience(shape.asker)
    if shape.has_language:
        languages = col(ServiceRow.languages)
        yield or_(languages == "", languages.like("% " + bindparam("language") + " %"))


def _audience(asker: Asker) -> ColumnElement[bool]:
    """Whether a service is for whoever asks; a parent may also come along, a professional also send somebody."""
    audience = col(ServiceRow.audience)
    brought = [_has_any(ServiceRow.may_come, [COMES_AS[asker]])] if asker in COMES_AS else []
    return or_(audience == "", _has_any(ServiceRow.audience, FOR[asker]), *brought)


def _ages(asker: Asker) -> ColumnElement[bool]:
    first, last = col(ServiceRow.age_min), col(ServiceRow.age_max)
    fits = and_(
        or_(first.is_(None), first <= bindparam("oldest")), or_(last.is_(None), last >= bindparam("youngest"))
    )
    if asker is Asker.YOUNG:
        return fits
    return or_(fits, and_(first >= FOR_ADULTS, _has_any(ServiceRow.audience, [Audience.PARENT])))


def _topic_fit(shape: Shape, reached: Subquery) -> ColumnElement[float]:
    """`score.topic_fit`, said in SQL."""
    exact = (reached.c.is_exact == 1, score.EXACT)
    if not shape.has_topic:
        return case(exact, else_=score.LISTENER)
    broader = (col(ServiceRow.topics).like(bindparam("broader")), score.BROADER)
    return case(exact, broader, (_has_any(ServiceRow.topics, [LISTENING]), score.LISTENER), else_=0.0)


def _outlook(shape: Shape, fit: ColumnElement[float]) -> ColumnElement[Any]:
    """About what the score will be, without what a database cannot tell; 1/(1+d²) stands for the power of e."""
    is_remote = _has_any(ServiceRow.delivery, sorted(REMOTE))
    near: ColumnElement[Any] = case((is_remote, score.FROM_AFAR), else_=score.SOMEWHERE)
    if shape.has_point:
        here = 1 / (1 + _squared_km() / bindparam("scale"))
        near = case(
            (here >= score.FROM_AFAR, here),
            (is_remote, score.FROM_AFAR),
            else_=func.coalesce(here, score.SOMEWHERE),
        )
    return score.TOPIC * fit + score.PROXIMITY * near + score.EASE * col(ServiceRow.ease)


def _squared_km() -> ColumnElement[Any]:
    """The distance squared on a flat map: right to a hundredth within 50 km."""
    north = (col(ServiceRow.lat) - bindparam("lat")) * KM_PER_DEGREE
    east = (col(ServiceRow.lon) - bindparam("lon")) * bindparam("wide")
    return north * north + east * east


def _has_any(column: str, codes: Sequence[str]) -> ColumnElement[bool]:
    """Whether one of the codes is in the list that a column holds (see `index.listed`)."""
    return or_(*(col(column).like(f"% {code} %") for code in codes))
