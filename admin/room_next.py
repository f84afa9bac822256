"""The one thing to do next in a room: what is most pressing for whoever leads, and otherwise what happens by itself, and when.

Pure: it decides from what the house shows, and writes nothing.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from admin import room_words as words
from admin.moments import Calendar, hour_of, length
from passerelle.rooms import LeaderView, RoomState, SeenWord, Why


@dataclass(frozen=True, slots=True)
class Next:
    """A sentence, more of it, and at most one thing to tap: a place on this page, or something to send."""

    says: str
    more: str = ""
    label: str = ""
    link: str = ""
    post: str = ""
    is_pressing: bool = False


def what_next(view: LeaderView, unanswered: tuple[SeenWord, ...], times: Calendar) -> Next:
    """Say what to do next: grave words, then held ones, whispers, a pause, hands, and then the clock."""
    return _to_read(view, unanswered, times) or _to_lead(view, times) or _by_itself(view, times)


def still_held(view: LeaderView) -> list[SeenWord]:
    """What still waits: once a room is closed nobody reads any more, and only grave words are left to be read."""
    is_over = view.state == RoomState.CLOSED
    return [word for word in view.held if word.why == Why.CRISIS or not is_over]


def _to_read(view: LeaderView, unanswered: tuple[SeenWord, ...], times: Calendar) -> Next | None:
    """What waits to be read or answered; who co-leads decides nothing."""
    say = times.say
    if not view.may_lead:
        return None
    held = still_held(view)
    grave = [word for word in held if word.why == Why.CRISIS]
    if grave:
        link = f"#held_{grave[0].word_id}"
        return Next(say(words.WORRIES), say(words.WORRIES_MORE), say(words.READ), link, is_pressing=True)
    if held:
        says = say(words.ONE_HELD if len(held) == 1 else words.HELD).format(n=len(held))
        link = f"#held_{held[0].word_id}"
        return Next(says, label=say(words.READ), link=link, is_pressing=True)
    if unanswered and view.state != RoomState.CLOSED:
        says = say(words.WHISPERS).format(who=unanswered[0].who)
        link = f"#whisper_{unanswered[0].word_id}"
        return Next(says, label=say(words.ANSWER), link=link, is_pressing=True)
    return None


def _to_lead(view: LeaderView, times: Calendar) -> Next | None:
    """What keeps the group waiting: a pause, or a hand."""
    say, post = times.say, f"/rooms/{view.room_id}"
    if not view.may_lead or view.state not in {RoomState.OPEN, RoomState.CLOSING}:
        return None
    if view.is_paused:
        return Next(
            say(words.PAUSED),
            say(words.PAUSED_MORE),
            say(words.RESUME),
            post=f"{post}/resume",
            is_pressing=True,
        )
    if view.hands:
        first, others = view.hands[0], len(view.hands) - 1
        more = (
            say(words.ONE_HAND_MORE if others == 1 else words.HANDS_MORE).format(n=others) if others else ""
        )
        says = say(words.HAND).format(who=first.pseudonym)
        return Next(says, more, say(words.HEARD), post=f"{post}/members/{first.member_id}/lower")
    return None


def _by_itself(view: LeaderView, times: Calendar) -> Next:
    """What the clock does."""
    hours = {
        name: hour_of(instant, times)
        for name, instant in (
            ("lets_in", view.lets_in_at),
            ("opens", view.opens_at),
            ("closes", view.closes_at),
            ("purges", view.purges_at),
        )
    }
    say = times.say
    match view.state:
        case RoomState.PLANNED:
            return Next(say(words.LETS_IN).format(**hours), say(words.LETS_IN_MORE).format(**hours))
        case RoomState.WAITING:
            return Next(_until(view.opens_at, words.OPENS, words.OPENS_NOW, times).format(**hours))
        case RoomState.OPEN:
            says = _until(view.closes_at, words.CLOSES, words.CLOSES_NOW, times)
            return Next(says.format(**hours), say(words.ERASED).format(**hours))
        case RoomState.CLOSING:
            return Next(say(words.ENDS), say(words.ENDS_MORE).format(**hours))
        case _:
            return Next(say(words.OVER), say(words.OVER_MORE).format(**hours))


def _until(instant: datetime, ahead: str, is_now: str, times: Calendar) -> str:
    """A sentence about an instant that is ahead, with how long that is; or the one for when it is there."""
    wait = instant - times.now
    if wait <= timedelta():
        return times.say(is_now)
    return times.say(ahead).replace("{wait}", length(wait, times.language))
