"""A room on phones: who has a seat, how they come in, what Nadia does as her page would do it, and how the hours pass."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session, col, select

from launch.simulator import Phone
from passerelle import conversations, listening, rooms
from passerelle.listening import Kind, Terms, Words
from passerelle.rooms.tables import Room, RoomMember, RoomSheet
from passerelle.tables import Contact, Delivery, OutboxRow
from tests.bot.running import Running
from tests.bot.stage import member

TITLE = "Groupe du lundi"
SOON = timedelta(seconds=3)  # a chat that rests for a moment
BEGINS_IN = timedelta(minutes=15)
MINUTES = 60
PATIENCE_SECONDS = 30.0  # a chat that is much written to takes one message a second


def planned(bot: Running, *phones: Phone, starts_in: timedelta = BEGINS_IN) -> int:
    """A session that Nadia leads, with a date soon and a seat for each of these phones; gives the number of its room."""
    house, nadia = bot.house, member(bot)
    now = house.clock()
    with house.database.writing() as session:
        found = listening.create(
            session,
            nadia,
            Terms(Kind.TALK_GROUP, capacity=20, is_online=True, has_room=True),
            words={"fr": Words(TITLE)},
            leaders=[nadia.id or 0],
            now=now,
        )
        number = found.id or 0
        listening.schedule.add(session, number, now + starts_in, MINUTES, now=now)
        listening.open_session(session, nadia, number, now=now)
        for phone in phones:
            _seat(session, bot, number, phone)
        rooms.prepare(session, now, keys=house.keys)
    return bot.look(lambda session: session.exec(select(Room.id).order_by(col(Room.id).desc())).first()) or 0


def _seat(session: Session, bot: Running, number: int, phone: Phone) -> None:
    keys, now = bot.house.keys, bot.house.clock()
    conversation = conversations.open_for(session, phone.id, language="fr", keys=keys, now=now)
    listening.register(
        session,
        number,
        conversation.contact_id,
        details={"school": "École du Verger"},
        language="fr",
        age_band="16-17",
        keys=keys,
        now=now,
    )


def people(bot: Running, *names: str) -> list[Phone]:
    """Phones of people who wrote to us before, so that the bot may write to them."""
    phones = [bot.person(name) for name in names]
    for phone in phones:
        phone.start()
        phone.wait_for("robot", timeout=PATIENCE_SECONDS)
    settled(bot)
    return phones


def settled(bot: Running) -> None:
    """Wait until all that is due now has left; what is planned for later, also soon, is not waited for."""
    bot.telegram.wait_until(lambda: not bot.telegram.pending() or None, PATIENCE_SECONDS)
    bot.until(lambda session: not _is_due(session, bot.clock() + SOON), PATIENCE_SECONDS)


def _is_due(session: Session, instant: datetime) -> bool:
    waiting = select(OutboxRow.id).where(
        col(OutboxRow.state).in_((Delivery.QUEUED, Delivery.LEASED)), col(OutboxRow.due_at) < instant
    )
    return session.exec(waiting).first() is not None


def ticks(bot: Running, **span: float) -> None:
    """Let time pass, and rooms follow it."""
    bot.clock.forward(**span)
    rooms.tick(bot.house.database, bot.house.keys, bot.house.clock())
    bot.bot.delivery.wake()
    settled(bot)


def lets_in(bot: Running) -> None:
    """The minutes before the room opens."""
    ticks(bot, minutes=6)


def opens(bot: Running) -> None:
    """The hour has come."""
    ticks(bot, minutes=10)


def comes_in(phone: Phone) -> str:
    """Somebody taps the notice, reads the rules and accepts them; gives the pseudonym that they were told."""
    phone.tap("J’arrive")
    phone.wait_for("Ce qui se dit ici reste ici")
    phone.tap("D’accord, j’entre")
    told = phone.wait_for("sous le nom de").text
    return told.partition("sous le nom de ")[2].partition(".")[0].strip("\u2068\u2069")


def in_the_room(bot: Running, *names: str) -> tuple[int, list[Phone], list[str]]:
    """An open room with these people inside; gives its number, their phones and their pseudonyms."""
    phones = people(bot, *names)
    room = planned(bot, *phones)
    lets_in(bot)
    pseudonyms = [comes_in(phone) for phone in phones]
    opens(bot)
    return room, phones, pseudonyms


def leads(
    bot: Running, act: Callable[..., Any], room: int, *given: Any, is_sealed: bool = True, **named: Any
) -> Any:
    """Nadia does something in the room, as her page would; some acts need no key."""
    house, nadia = bot.house, member(bot)
    keys = {"keys": house.keys} if is_sealed else {}
    with house.database.writing() as session:
        done = act(session, room, nadia, *given, **keys, now=house.clock(), **named)
    settled(bot)
    return done


def sheets_of(bot: Running, phone: Phone) -> Sequence[int]:
    """The numbers of the messages of rooms on somebody's screen, as the house knows them."""
    lookup = bot.house.keys.vault.lookup(phone.id)
    query = (
        select(RoomSheet.message_id)
        .join(RoomMember, col(RoomMember.id) == RoomSheet.member_id)
        .join(Contact, col(Contact.id) == RoomMember.contact_id)
        .where(Contact.lookup == lookup)
    )
    return bot.look(lambda session: session.exec(query).all())


def place_of(bot: Running, phone: Phone, room: int) -> str:
    """Where somebody is in a room."""
    lookup = bot.house.keys.vault.lookup(phone.id)
    query = (
        select(RoomMember.place)
        .join(Contact, col(Contact.id) == RoomMember.contact_id)
        .where(Contact.lookup == lookup, RoomMember.room_id == room)
    )
    return bot.look(lambda session: session.exec(query).one())


def shown(phone: Phone) -> str:
    """All that the bot's messages say on a screen, without the marks that keep names in order."""
    said = "\n".join(message.text for message in phone.screen().messages if message.is_from_bot)
    return said.replace("\u2068", "").replace("\u2069", "")


def speaks(bot: Running, phone: Phone, language: str) -> None:
    """Somebody talks with the bot in another language from now on."""
    with bot.house.database.writing() as session:
        conversation = bot.conversation_of(phone)
        conversation.language = language
        session.add(conversation)
