"""What alerts are tested with: members whose telephones are linked, a look at what was put down, and a courier that only marks."""

from collections.abc import Iterable

from sqlmodel import Session, select

from passerelle.alerts import links, sending, watching
from passerelle.alerts.sending import Letter
from passerelle.alerts.tables import Alert, Channel
from passerelle.alerts.watch import Watch, Whom
from passerelle.installation import House
from passerelle.tables import Delivery, Member
from tests.house.stage import member
from tests.people import INES, MARC, NADIA, Staff

PHONES = {NADIA.email: 7_500_000_001, MARC.email: 7_500_000_002, INES.email: 7_500_000_003}


def on_duty(*staff: Staff) -> Whom:
    """A rota with these on it."""
    return lambda session, _now: [member(session, who) for who in staff]


NADIA_ON_DUTY = Watch(on_duty=on_duty(NADIA), on_call=on_duty(NADIA, MARC, INES))


def link(house: House, *staff: Staff) -> None:
    """Each links their telephone, by a code of their own."""
    vault, now = house.keys.vault, house.clock()
    with house.database.writing() as session:
        for who in staff:
            code = links.new_code(session, member(session, who), vault=vault, now=now)
            assert links.link(session, code, PHONES[who.email], vault=vault, now=now) is not None


def tick(house: House, watch: Watch = NADIA_ON_DUTY) -> None:
    """Look at the house, as the program does each second."""
    with house.database.writing() as session:
        watching.tick(session, house.clock(), watch)


def all_alerts(session: Session) -> list[Alert]:
    """Every alert, in order."""
    return list(session.exec(select(Alert).order_by(Alert.id)).all())


def put_down(house: House, *, state: Delivery | None = Delivery.QUEUED) -> list[tuple[str, str, str]]:
    """Who is alerted of what by which way: name, kind, channel."""
    with house.database.reading() as session:
        found = [alert for alert in all_alerts(session) if state is None or alert.state == state]
        return sorted((_name(session, alert), alert.kind, alert.channel) for alert in found)


def _name(session: Session, alert: Alert) -> str:
    return session.get_one(Member, alert.member_id).name


def leased(house: House, channel: Channel = Channel.CHAT) -> list[Letter]:
    """The letters that leave now."""
    with house.database.writing() as session:
        return sending.lease(session, channel, now=house.clock(), at_most=20, vault=house.keys.vault)


def marked(house: House, letters: Iterable[Letter], *, first: int = 100) -> None:
    """All of them arrived, each as a message of its own."""
    with house.database.writing() as session:
        for message_id, letter in enumerate(letters, first):
            sending.sent(session, letter.number, now=house.clock(), message_id=message_id)


def carried(house: House) -> list[Letter]:
    """Everything that is due leaves and arrives; gives what left."""
    gone = [*leased(house, Channel.CHAT), *leased(house, Channel.MAIL)]
    marked(house, gone)
    return gone
