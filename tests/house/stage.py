"""What the cast does again and again, each act in a transaction of its own, as a door would do it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

from sqlmodel import Session, SQLModel, func, select

from passerelle import cases, conversations, handoff, team
from passerelle.cases import CaseFile, Headline
from passerelle.installation import House
from passerelle.tables import Case, Contact, Conversation, Member
from tests.people import NADIA, SAM, Person, Staff

ASKED = (("Que se passe-t-il\u00a0?", "on se moque de moi"),)
HEADLINE = Headline(
    topic="bullying", is_urgent=False, language="fr", who="young", age_band="16-17", area="Liège"
)


def writes(house: House, person: Person = SAM, answers: dict[str, str | None] | None = None) -> Conversation:
    """A person writes to us, and answers."""
    now = house.clock()
    with house.database.writing() as session:
        conversation = conversations.open_for(
            session, person.account, language=person.language, keys=house.keys, now=now
        )
        conversations.keep_answers(conversation, answers or {}, house.keys)
        conversation.touched_at = now
        session.add(conversation)
    return conversation


def asks_for_help(house: House, person: Person = SAM, *, urgent: bool = False, said: str = "") -> Case:
    """A person's conversation ends in a case."""
    writes(house, person)
    with house.database.writing() as session:
        return open_case(session, house, person, urgent=urgent, said=said)


def open_case(
    session: Session, house: House, person: Person, *, urgent: bool = False, said: str = ""
) -> Case:
    """Open a person's case, in a transaction that goes on."""
    keys, now = house.keys, house.clock()
    conversation = conversations.open_for(session, person.account, language="fr", keys=keys, now=now)
    values = {name: getattr(HEADLINE, name) for name in Headline.__slots__}
    case = cases.open_case(
        session,
        contact_id=conversation.contact_id,
        key_id=conversations.renew(conversation, keys, now),
        headline=Headline(**{**values, "is_urgent": urgent}),
        asked=[(ASKED[0][0], said)] if said else ASKED,
        keys=keys,
        now=now,
    )
    conversation.open_case_id = case.id
    session.add(conversation)
    return case


def member(session: Session, staff: Staff = NADIA) -> Member:
    """The row of somebody of the team."""
    found = team.find(session, staff.email)
    assert found is not None
    return found


def takes(house: House, case: Case, staff: Staff = NADIA) -> Case:
    """A mediator takes a case."""
    with house.database.writing() as session:
        return handoff.take(session, member(session, staff), case.id or 0, keys=house.keys, now=house.clock())


def replies(house: House, case: Case, text: str, *, once: str = "1") -> None:
    """Nadia answers in her case."""
    with house.database.writing() as session:
        handoff.reply(
            session, member(session), case.id or 0, text, idempotency=once, keys=house.keys, now=house.clock()
        )


def closes(house: House, case: Case) -> None:
    """Nadia closes her case."""
    with house.database.writing() as session:
        handoff.close(session, member(session), case.id or 0, keys=house.keys, now=house.clock())


def reads(house: House, case: Case, staff: Staff = NADIA) -> CaseFile:
    """A mediator opens a case's page."""
    with house.database.writing() as session:
        return cases.open_for(
            session, member(session, staff), case.id or 0, keys=house.keys, now=house.clock()
        )


def contact_of(house: House, person: Person = SAM) -> Contact:
    """The way to a person."""
    with house.database.reading() as session:
        lookup = house.keys.vault.lookup(person.account)
        return session.exec(select(Contact).where(Contact.lookup == lookup)).one()


def count(house: House, table: type[SQLModel]) -> int:
    """How many rows a table has."""
    with house.database.reading() as session:
        return session.exec(select(func.count()).select_from(table)).one()


def together(*acts: Callable[[], object]) -> None:
    """Let several things happen at once; what one of them raises is raised here."""
    with ThreadPoolExecutor(len(acts)) as threads:
        for done in [threads.submit(act) for act in acts]:
            done.result()


def in_utc(text: str) -> datetime:
    """An instant written with its offset, such as 2026-03-29T01:30+01:00."""
    return datetime.fromisoformat(text)
