"""A group that meets in a room: its session, its members in the room, and what they say and do from their telephones."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from passerelle import conversations, listening, rooms
from passerelle.listening import schedule
from passerelle.rooms import LeaderView, Said
from tests.admin.scene import Scene
from tests.people import ALEX, NADIA, SAM, Person, Staff

TITLE = "Le groupe du lundi"
STARTS_IN = timedelta(minutes=5)
HELLO = "bonjour, c’est ma première fois"
WITH_NUMBER = "écris-moi au 0470 00 00 00"
GRAVE = "je n’en peux plus"


@dataclass
class Group:
    """A room with people in it, and the scene that it stands on."""

    scene: Scene
    session_id: int
    room_id: int
    contacts: dict[str, int]

    @property
    def path(self) -> str:
        """Where its page is."""
        return f"/rooms/{self.room_id}"

    def view(self, staff: Staff = NADIA) -> LeaderView:
        """Read the room as somebody who leads it."""
        house = self.scene.house
        with house.database.writing() as session:
            member = self.scene.member(staff)
            return rooms.view(session, self.room_id, member, keys=house.keys, now=house.clock())

    def member_id(self, who: Person = SAM) -> int:
        """The number of somebody in this room."""
        with self.scene.house.database.reading() as session:
            return rooms.seen(session, self.room_id, self.contacts[who.name]).member_id

    def pseudonym(self, who: Person = SAM) -> str:
        """What somebody is called in this room."""
        with self.scene.house.database.reading() as session:
            return rooms.seen(session, self.room_id, self.contacts[who.name]).pseudonym

    def says(self, text: str, who: Person = SAM, *, voice: str = "", is_crisis: bool = False) -> int:
        """Have somebody say something; returns the word's number, also where it is held."""
        house, said = self.scene.house, Said(text, voice, 12 if voice else 0)
        with house.database.writing() as session:
            answer = rooms.say(
                session,
                self.room_id,
                self.contacts[who.name],
                said,
                keys=house.keys,
                now=house.clock(),
                is_crisis=is_crisis,
            )
        return answer.word_id or 0

    def whispers(self, text: str, who: Person = SAM) -> int:
        """Have somebody say something to the leader alone."""
        with self.scene.house.database.writing() as session:
            rooms.whisper_next(session, self.room_id, self.contacts[who.name])
        return self.says(text, who)

    def raises_hand(self, who: Person = SAM) -> None:
        """Have somebody ask for the word."""
        with self.scene.house.database.writing() as session:
            now = self.scene.clock()
            rooms.raise_hand(session, self.room_id, self.contacts[who.name], now=now)

    def reads(self, who: Person = ALEX) -> None:
        """Have everything that was said written on somebody's screen."""
        house, contact_id = self.scene.house, self.contacts[who.name]
        with house.database.writing() as session:
            given = (session, self.room_id, contact_id)
            while (step := rooms.next_sheet(*given, keys=house.keys, now=house.clock())) is not None:
                if step.sheet_id is None:
                    rooms.sheet_sent(*given, 1000 + step.last, now=house.clock())
                else:
                    rooms.sheet_drawn(session, step.sheet_id, step.last, step.digest)

    def reacts(self, sign: rooms.Reaction, word_id: int, who: Person = ALEX) -> None:
        """Have somebody put a sign under a word that they read."""
        with self.scene.house.database.writing() as session:
            contact_id, now = self.contacts[who.name], self.scene.clock()
            rooms.react(session, self.room_id, contact_id, sign, word_id=word_id, now=now)

    def steps_aside(self, who: Person = SAM) -> None:
        """Have somebody say that they are not well."""
        with self.scene.house.database.writing() as session:
            now = self.scene.clock()
            rooms.step_aside(session, self.room_id, self.contacts[who.name], now=now)

    def leads(self, act: Callable[..., object], *given: object, staff: Staff = NADIA) -> None:
        """Have somebody who leads do something that the house knows, with its words where it has any."""
        house = self.scene.house
        with house.database.writing() as session:
            member = self.scene.member(staff)
            act(session, self.room_id, member, *given, keys=house.keys, now=house.clock())

    def mutes(self, who: Person, staff: Staff = NADIA) -> None:
        """Have somebody who leads take the floor from a member."""
        member_id, now = self.member_id(who), self.scene.clock()
        with self.scene.house.database.writing() as session:
            member = self.scene.member(staff)
            rooms.mute(session, self.room_id, member, member_id, rooms.Reason.HURTFUL, now=now)

    def enters(self, who: Person) -> None:
        """Have somebody come in and accept the rules."""
        house = self.scene.house
        with house.database.writing() as session:
            for step in (rooms.enter, rooms.accept_rules):
                step(session, self.room_id, self.contacts[who.name], keys=house.keys, now=house.clock())

    def pass_by(self, **span: float) -> None:
        """Let time pass, and what happens by itself happen."""
        self.scene.clock.forward(**span)
        rooms.tick(self.scene.house.database, self.scene.house.keys, self.scene.clock())


def waiting(
    scene: Scene,
    *people: Person,
    leaders: tuple[Staff, ...] = (NADIA,),
    co_leaders: tuple[Staff, ...] = (),
) -> Group:
    """A group whose room lets people in and opens in five minutes; nobody is in it yet."""
    people = people or (SAM, ALEX)
    session_id = _programme(scene, leaders, co_leaders)
    contacts = {who.name: _seat(scene, session_id, who) for who in people}
    house = scene.house
    rooms.tick(house.database, house.keys, house.clock())
    with house.database.reading() as session:
        lines = rooms.led(session, scene.member(leaders[0]), house.clock())
    room_id = next(line.room_id for line in lines if line.session_id == session_id)
    return Group(scene, session_id, room_id, contacts)


def talking(
    scene: Scene,
    *people: Person,
    leaders: tuple[Staff, ...] = (NADIA,),
    co_leaders: tuple[Staff, ...] = (),
) -> Group:
    """A group whose room is open, with everybody in it."""
    group = waiting(scene, *people, leaders=leaders, co_leaders=co_leaders)
    for who in people or (SAM, ALEX):
        group.enters(who)
    group.pass_by(minutes=5)
    return group


def _programme(scene: Scene, leaders: tuple[Staff, ...], co_leaders: tuple[Staff, ...]) -> int:
    now: datetime = scene.clock()
    terms = listening.Terms(
        kind=listening.Kind.TALK_GROUP,
        audience=listening.Audience.YOUNG,
        languages=("fr",),
        is_online=True,
        has_room=True,
        capacity=12,
    )
    with scene.house.database.writing() as session:
        by = scene.member(leaders[0])
        made = listening.create(
            session,
            by,
            terms,
            words={"fr": listening.Words(TITLE)},
            leaders=tuple(scene.member(staff).id or 0 for staff in leaders),
            co_leaders=tuple(scene.member(staff).id or 0 for staff in co_leaders),
            now=now,
        )
        schedule.add(session, made.id or 0, now + STARTS_IN, 60, now=now)
        listening.open_session(session, by, made.id or 0, now=now)
    return made.id or 0


def _seat(scene: Scene, session_id: int, who: Person) -> int:
    keys, now = scene.house.keys, scene.clock()
    with scene.house.database.writing() as session:
        talk = conversations.open_for(session, who.account, language="fr", keys=keys, now=now)
        listening.register(
            session,
            session_id,
            talk.contact_id,
            details={},
            language="fr",
            age_band="12-17",
            keys=keys,
            now=now,
        )
        return talk.contact_id
