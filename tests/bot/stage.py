"""What Sam and Nadia do again and again: Sam on the phone, Nadia as her page would do it, each act in its own transaction."""

from collections.abc import Sequence

from launch.simulator import Phone
from passerelle import cases, handoff, team
from passerelle.entries import Line
from passerelle.tables import Case, Member
from tests.bot.running import Running
from tests.people import NADIA, Staff

BEGINS = "D’accord, on commence"
AFTER_WHO = ("amène", "en sécurité, là, maintenant", "des coups ou des menaces")


def taps(phone: Phone, *labels: str) -> None:
    """Press one button after the other, each as soon as it is there."""
    for label in labels:
        phone.tap(label)


def comes_to_the_topics(phone: Phone, who: str = "J’ai 12 à 17 ans", payload: str = "") -> None:
    """A person starts and comes as far as the question what brings them, which a payload may answer."""
    phone.start(payload)
    taps(phone, BEGINS, who)
    phone.wait_until(lambda screen: any(asked in screen.last.text for asked in AFTER_WHO))


def asks_for_somebody(bot: Running, phone: Phone, *, urgent: bool = False) -> Case:
    """A person wants a human at once; gives the case that waits."""
    phone.start()
    taps(phone, "🙋 Quelqu’un", "Oui, c’est urgent" if urgent else "Non, ça peut attendre")
    phone.wait_for("C’est transmis")
    bot.settled()
    return case_of(bot, phone)


def case_of(bot: Running, phone: Phone) -> Case:
    """The open case of a person."""
    number = bot.conversation_of(phone).open_case_id
    return bot.look(lambda session: cases.get(session, number or 0))


def member(bot: Running, staff: Staff = NADIA) -> Member:
    """The row of somebody of the team."""
    found = bot.look(lambda session: team.find(session, staff.email))
    assert found is not None
    return found


def takes(bot: Running, case: Case, staff: Staff = NADIA) -> None:
    """A mediator takes a case."""
    house, who = bot.house, member(bot, staff)
    with house.database.writing() as session:
        handoff.take(session, who, case.id or 0, keys=house.keys, now=house.clock())


def replies(bot: Running, case: Case, text: str, *, once: str = "1") -> None:
    """Nadia writes to the person of her case."""
    house, who = bot.house, member(bot)
    with house.database.writing() as session:
        handoff.reply(session, who, case.id or 0, text, idempotency=once, keys=house.keys, now=house.clock())


def hands_over(bot: Running, case: Case, staff: Staff) -> None:
    """Nadia gives her case to a colleague."""
    house, who, colleague = bot.house, member(bot), member(bot, staff)
    with house.database.writing() as session:
        handoff.hand_over(session, who, case.id or 0, colleague.id or 0, keys=house.keys, now=house.clock())


def closes(bot: Running, case: Case) -> None:
    """Nadia closes her case."""
    house, who = bot.house, member(bot)
    with house.database.writing() as session:
        handoff.close(session, who, case.id or 0, keys=house.keys, now=house.clock())


def reads(bot: Running, case: Case) -> Sequence[Line]:
    """What stands in a case."""
    return bot.look(lambda session: cases.lines(session, case, keys=bot.house.keys))


def is_held(bot: Running, phone: Phone) -> Case:
    """A person asks for somebody, and Nadia takes the case."""
    case = asks_for_somebody(bot, phone)
    takes(bot, case)
    phone.wait_for("te répond ici")
    bot.settled()
    return case
