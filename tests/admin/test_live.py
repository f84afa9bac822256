"""Live pages: what their streams send, and when they end."""

import asyncio
from collections.abc import Callable, Sequence
from functools import partial

import pytest

from admin import live
from admin.access import Staff
from admin.pages import case, queue
from passerelle import cases, handoff, retention
from tests.admin.scene import SECRET_WORDS, Scene
from tests.people import INES, NADIA

Step = Callable[[], object]


class Pauses:
    """Between two looks of a stream the next thing happens; after the last one the server stops."""

    def __init__(self, scene: Scene, steps: Sequence[Step]) -> None:
        self.stopping = scene.app.state.panel.stopping
        self.steps = list(steps)

    async def __call__(self) -> None:
        """Let the next thing happen."""
        if not self.steps:
            self.stopping.set()
            return
        await asyncio.to_thread(self.steps.pop(0))


def staff(scene: Scene) -> Staff:
    """Nadia at the panel."""
    return Staff(scene.app.state.panel, scene.member(NADIA), scene.session_of(NADIA))


def sent(scene: Scene, who: Staff, feed: live.Feed, *steps: Step) -> list[str]:
    """Follow a stream while things happen."""

    async def follow() -> list[str]:
        return [frame.decode() async for frame in live.frames(who, feed, pause=Pauses(scene, steps))]

    return asyncio.run(follow())


def test_the_queue_is_sent_at_once_and_when_it_changes(scene: Scene) -> None:
    """A look that finds nothing new sends nothing."""
    who = staff(scene)

    frames = sent(scene, who, queue.feed_of(who), lambda: None, scene.case, lambda: None)

    assert len(frames) == 2
    assert "Personne n’attend" in frames[0]
    assert "<title>(1) Passerelle" in frames[1]


def test_times_are_written_anew_each_minute(scene: Scene) -> None:
    """A page that stays open all day does not say "à l’instant" all day."""
    scene.case()
    who = staff(scene)

    frames = sent(scene, who, queue.feed_of(who), partial(scene.clock.forward, minutes=3))

    assert "il y a 3\u00a0min" in frames[-1]


def test_what_the_person_writes_reaches_the_page_and_counts_as_read(scene: Scene) -> None:
    """The new message is in the fragment, and the queue does not call it new any more."""
    case_id = scene.held_case()
    who = staff(scene)

    frames = sent(scene, who, case.feed_of(who, case_id), partial(scene.writes, case_id, "me revoilà"))

    assert "me revoilà" in frames[-1]
    with scene.house.database.reading() as session:
        assert not cases.get(session, case_id).has_news


def test_a_case_that_was_handed_over_leaves_the_page(scene: Scene) -> None:
    """What was on the screen is replaced, and the stream is over."""
    case_id = scene.held_case()
    who, to = staff(scene), scene.member(INES).id or 0

    def hand_over() -> None:
        with scene.house.database.writing() as session:
            handoff.hand_over(session, who.member, case_id, to, keys=scene.house.keys, now=scene.clock())

    frames = sent(scene, who, case.feed_of(who, case_id), hand_over)

    assert "dans votre liste" in frames[-2]
    assert SECRET_WORDS not in frames[-2]
    assert frames[-1].startswith("event: over")


def test_an_erased_case_leaves_the_page(scene: Scene) -> None:
    """The page says that the person erased everything."""
    case_id = scene.held_case()
    who = staff(scene)

    def erase() -> None:
        with scene.house.database.writing() as session:
            contact_id = cases.get(session, case_id).contact_id or 0
            retention.erase_person(session, contact_id, now=scene.clock())

    frames = sent(scene, who, case.feed_of(who, case_id), erase)

    assert "La personne a tout effacé" in frames[-2]


def test_a_closed_case_loses_its_reply_box(scene: Scene) -> None:
    """The person stopped while the page was open."""
    case_id = scene.held_case()
    who = staff(scene)

    def withdraw() -> None:
        with scene.house.database.writing() as session:
            handoff.withdraw(session, cases.get(session, case_id), keys=scene.house.keys, now=scene.clock())

    frames = sent(scene, who, case.feed_of(who, case_id), withdraw)

    assert 'hx-target="#answer"' in frames[-1]
    assert "La personne a arrêté" in frames[-1]


@pytest.mark.parametrize("make", [queue.feed_of, lambda who: case.feed_of(who, 1)])
def test_a_stream_ends_with_its_session(scene: Scene, make: Callable[[Staff], live.Feed]) -> None:
    """An open page does not keep a session alive, and is cleared when it ends."""
    scene.held_case()
    who = staff(scene)

    frames = sent(scene, who, make(who), partial(scene.clock.forward, minutes=31), lambda: None)

    assert "Votre session est terminée" in frames[-2]
    assert frames[-1].startswith("event: over")


def test_a_stream_ends_when_the_database_is_out_of_reach(scene: Scene) -> None:
    """The browser tries again by itself."""
    who = staff(scene)
    file = scene.house.settings.data_dir / "passerelle.db"

    frames = sent(
        scene, who, queue.feed_of(who), lambda: file.rename(file.with_suffix(".elsewhere")), lambda: None
    )

    assert len(frames) == 1


def test_a_quiet_stream_shows_that_it_is_there(scene: Scene) -> None:
    """Proxies cut what is silent; a comment now and then costs nothing."""
    who = staff(scene)

    frames = sent(scene, who, queue.feed_of(who), *[lambda: None] * live.LOOKS_BETWEEN_BEATS)

    assert frames[-1].startswith(":")
