"""What a button about an address does in the house: showing it, giving a code, saying that it is wrong, telling how it went.

Codes and counts only. No answer of the conversation changes by any of it, so it works from every state, also during a case.
"""

from collections.abc import Callable, Mapping

from bot import signs
from bot.outcomes import Desk, over
from passerelle import association, outbox
from passerelle.conversations import Secrets
from passerelle.directory import referrals, reports, store
from passerelle.directory.referrals import Outcome
from passerelle.directory.reports import Wrong
from passerelle.errors import NotFound
from passerelle.outbox import Numbers
from passerelle.tables import Lane
from passerelle.vault import digest

ASKED_AFTER_DAYS = 7
DOUBLE_TAP_SECONDS = 10
FOLLOW_UP = "follow_up"


def refer(desk: Desk, what: str, number: int, *, tapped: int | None, formal: bool) -> None:
    """Do what the button says; one of another version, or about an address that is gone, says so kindly."""
    acts: Mapping[str, Callable[[], None]] = {
        "open": lambda: _open(desk, number),
        "code": lambda: _take(desk, number, formal=formal),
        "wrong": lambda: _wrong(desk, number, Wrong.SOMETHING, tapped=None),
        "hush": lambda: _hush(desk, number, tapped=tapped),
        "ask": lambda: _ask(desk, number, tapped=tapped),
        **{why: _because(desk, number, Wrong(why), tapped) for why in Wrong if why is not Wrong.SOMETHING},
        **{told: _told(desk, number, Outcome(told), tapped) for told in Outcome if told is not Outcome.SHOWN},
    }
    try:
        acts.get(what, lambda: desk.tell("address_gone"))()
    except NotFound:
        desk.tell("address_gone")


def _because(desk: Desk, number: int, why: Wrong, tapped: int | None) -> Callable[[], None]:
    return lambda: _wrong(desk, number, why, tapped=tapped)


def _told(desk: Desk, number: int, outcome: Outcome, tapped: int | None) -> Callable[[], None]:
    return lambda: _tell(desk, number, outcome, tapped=tapped)


def _open(desk: Desk, number: int) -> None:
    store.get(desk.session, number)
    once = int(desk.now.timestamp()) // DOUBLE_TAP_SECONDS
    contact_id = desk.conversation.contact_id
    desk.tell("address", {"structure": number}, dedupe=f"address:{contact_id}:{number}:{once}")


def _take(desk: Desk, number: int, *, formal: bool) -> None:
    """Give a code, and plan the one question how it went, in decent hours, without a sound."""
    store.get(desk.session, number)
    contact_id = desk.conversation.contact_id
    referral = referrals.give(desk.session, contact_id, number, vault=desk.keys.vault, now=desk.now)
    desk.tell("code", {"referral": referral})
    zone = association.zone_of(association.get(desk.session))
    told: Numbers = {"referral": referral, "formal": int(formal), "language": desk.conversation.language}
    due = signs.due(ASKED_AFTER_DAYS, now=desk.now, zone=zone)
    desk.tell(FOLLOW_UP, told, lane=Lane.NOTICE, dedupe=f"{FOLLOW_UP}:{referral}", due_at=due)


def _hush(desk: Desk, referral: int, *, tapped: int | None) -> None:
    referrals.get(desk.session, referral, contact_id=desk.conversation.contact_id)
    outbox.supersede(desk.session, desk.conversation.contact_id, FOLLOW_UP)
    desk.tell("code", {"referral": referral, "hushed": 1, **over(tapped)})


def _wrong(desk: Desk, number: int, why: Wrong, *, tapped: int | None) -> None:
    store.get(desk.session, number)
    reports.report(desk.session, number, _reporter(desk, number), reason=why, now=desk.now)
    is_said = {"said": 1} if why is not Wrong.SOMETHING else {}
    desk.tell("wrong", {"structure": number, **is_said, **over(tapped)})


def _reporter(desk: Desk, number: int) -> bytes:
    """Tell people apart for one record only: the same person is somebody else at the next one."""
    keys: Secrets = desk.keys
    return digest(keys.vault.sign("wrong report", f"{desk.conversation.contact_id}:{number}"))


def _ask(desk: Desk, referral: int, *, tapped: int | None) -> None:
    referrals.get(desk.session, referral, contact_id=desk.conversation.contact_id)
    desk.tell("how_it_went", {"referral": referral, **over(tapped)})


def _tell(desk: Desk, number: int, outcome: Outcome, *, tapped: int | None) -> None:
    own = referrals.get(desk.session, number, contact_id=desk.conversation.contact_id)
    referrals.tell(desk.session, own, outcome)
    desk.tell("how_it_went", {"referral": number, "told": outcome.value, **over(tapped)})
