"""A house with a team, a person who writes, and the panel over it: what every test of the panel begins with."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pyotp
from fastapi import FastAPI

from admin.access import COOKIE
from passerelle import cases, conversations, handoff, team
from passerelle.cases import Content, Headline
from passerelle.errors import Gone
from passerelle.installation import House
from passerelle.tables import Delivery, Entry, Member
from tests.admin.browser import Browser
from tests.fakes import MovableClock
from tests.people import NADIA, SAM, Person, Staff

SECRET_WORDS = "ils ont mis une photo de moi"
ASKED = (("Où est-ce que ça se passe ?", "En ligne"), ("Avec tes mots ?", SECRET_WORDS))
BULLYING = Headline("bullying", False, "fr", who="young", age_band="12-17", area="Liège", country="BE")


@dataclass
class Files:
    """The files that Telegram would give."""

    known: dict[str, bytes] = field(default_factory=dict)

    def __call__(self, file: str) -> bytes:
        """Give a file; Gone when there is none, and an error nobody expected for the one called `broken`."""
        if file == "broken":
            raise RuntimeError(SECRET_WORDS)
        if file not in self.known:
            raise Gone("no such file")
        return self.known[file]


@dataclass
class Scene:
    """Everything on stage."""

    house: House
    clock: MovableClock
    app: FastAPI
    files: Files
    codes: Mapping[str, str]

    def member(self, staff: Staff) -> Member:
        """Find somebody of the team."""
        with self.house.database.reading() as session:
            found = team.find(session, staff.email)
        assert found is not None
        return found

    def code(self, staff: Staff) -> str:
        """The one-time code that their application shows now."""
        return pyotp.TOTP(self.codes[staff.email]).at(self.clock())

    def session_of(self, staff: Staff) -> str:
        """Sign somebody in without the slow password; returns the token of their session."""
        self.clock.forward(seconds=30)
        now, vault = self.clock(), self.house.keys.vault
        with self.house.database.writing() as session:
            half = team.begin_sign_in(session, self.member(staff), now=now)
            return team.complete_sign_in(session, half, self.code(staff), vault=vault, now=now)

    def browser(self, staff: Staff | None = None) -> Browser:
        """Open a browser, signed in as somebody or not."""
        browser = Browser(self.app)
        if staff is not None:
            browser.client.cookies.set(COOKIE, self.session_of(staff), domain="panel.test", path="/")
        return browser

    def case(self, *, person: Person = SAM, headline: Headline = BULLYING) -> int:
        """Have a person open a case."""
        keys, now = self.house.keys, self.clock()
        with self.house.database.writing() as session:
            conversation = conversations.open_for(session, person.account, language="fr", keys=keys, now=now)
            case = cases.open_case(
                session,
                contact_id=conversation.contact_id,
                key_id=conversations.renew(conversation, keys, now),
                headline=headline,
                asked=ASKED,
                keys=keys,
                now=now,
            )
            conversation.open_case_id = case.id
        return case.id or 0

    def held_case(self, staff: Staff = NADIA, *, headline: Headline = BULLYING) -> int:
        """Have a person open a case, and somebody take it."""
        case_id = self.case(headline=headline)
        member = self.member(staff)
        with self.house.database.writing() as session:
            handoff.take(session, member, case_id, keys=self.house.keys, now=self.clock())
        return case_id

    def writes(self, case_id: int, text: str = "merci", **more: str) -> int:
        """Have the person write or send something; returns the entry's number."""
        with self.house.database.writing() as session:
            content = Content(text, **more)  # type: ignore[arg-type]  # only the parts that are text
            case = cases.get(session, case_id)
            entry = cases.from_person(session, case, content, keys=self.house.keys, now=self.clock())
        assert entry is not None
        return entry.id or 0

    def delivered(self, entry_id: int, state: Delivery) -> None:
        """Say how far a message came."""
        with self.house.database.writing() as session:
            session.get_one(Entry, entry_id).delivery = state

    def lines(self, case_id: int) -> list[cases.Line]:
        """Read everything in a case."""
        with self.house.database.reading() as session:
            return cases.lines(session, cases.get(session, case_id), keys=self.house.keys)

    def state(self, case_id: int) -> str:
        """Read where a case is."""
        with self.house.database.reading() as session:
            return cases.get(session, case_id).state
